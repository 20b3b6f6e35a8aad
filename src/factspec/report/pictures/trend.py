"""How runs came out one after the other: a column for each, this run the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from factspec.report.dates import told
from factspec.report.history import History, PastSummary
from factspec.report.language import Language
from factspec.report.marks import Mark
from factspec.report.model import Report, Summary
from factspec.verdict import Verdict

_MOST = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column: how many claims stand so, and where it is drawn, in hundredths from the top."""

    mark: Mark
    number: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """One run: when, in words, its pieces from the bottom up, and how many claims came out as expected or not."""

    when: str
    pieces: tuple[Piece, ...]
    passed: int
    failed: int
    errors: int

    def of(self, mark: Mark) -> int:
        """How many claims stand so."""
        return sum(piece.number for piece in self.pieces if piece.mark is mark)


@dataclass(frozen=True, slots=True)
class Trend:
    """The last runs, at most forty, this one included; ``runs`` is how many there have been."""

    columns: tuple[Column, ...]
    runs: int


def trend(report: Report, past: History, language: Language) -> Trend:
    """The picture of the runs so far."""
    runs: list[tuple[str, PastSummary | Summary]] = [*past.runs[1 - _MOST :], (report.run.started, report.summary)]
    most = max(1, *(sum(_numbers(summary).values()) for _, summary in runs))
    columns = (
        Column(when(started, language), tuple(_pieces(_numbers(summary), most)), summary.passed, summary.failed, summary.errors)
        for started, summary in runs
    )
    return Trend(tuple(columns), len(past.runs) + 1)


def when(started: str, language: Language) -> str:
    """The day and the minute of a run, in words."""
    day, _, time = started.partition("T")
    return f"{told(day, language)}, {time[:5]}" if time else told(day, language)


def _numbers(summary: PastSummary | Summary) -> Mapping[Mark, int]:
    found = {Mark(verdict.slug): summary.by_verdict.get(verdict, 0) for verdict in Verdict}
    found[Mark.ERROR] = summary.errors
    return {mark: found[mark] for mark in reversed(Mark) if found.get(mark)}


def _pieces(numbers: Mapping[Mark, int], most: int) -> Iterable[Piece]:
    """Pieces from the bottom up: what is supported below, what is refuted at the top."""
    below = Fraction(0)
    for mark, number in numbers.items():
        height = Fraction(100 * number, most)
        below += height
        yield Piece(mark, number, _hundredths(100 - below), _hundredths(height))


def _hundredths(value: Fraction) -> str:
    return f"{float(value):.2f}"
