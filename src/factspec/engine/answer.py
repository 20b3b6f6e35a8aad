"""Answers as data: the verdict, the rows behind it, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from factspec.reference.schema import Completeness, Disagreement
from factspec.values.dates import Range
from factspec.verdict import Bounds, Verdict

Match = Literal["certain", "possible", "none"]
Role = Literal["stated", "found", "other"]
Change = Literal["same", "recorded", "claimed"]
Suggestion = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class RowFound:
    """A row that bears on the answer: how it matches and why, in words; a near miss where ``match`` is none."""

    table: str
    row: str
    match: Match
    why: str
    says: str
    date: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number behind the answer: from ``low`` to ``high`` in the unit; None: no limit on that side.

    ``role`` tells the numbers the claim states, those it is about and others beside them; ``place`` is a place in a
    ranking, from 1.
    """

    says: str
    role: Role
    low: Fraction | None
    high: Fraction | None
    unit: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class WordFound:
    """A run of words of a quotation: in the record and the claim alike, or in one of them only."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that would help to settle the question: a complete list, or what a row leaves open.

    ``completeness`` holds the cells of the statement that is missing, ``row`` the table and name of the unclear row.
    """

    says: str
    completeness: tuple[tuple[str, str], ...] = ()
    row: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one account shows for one question.

    ``links`` are what the verdict rests on, each a set of sources of which any would do; ``suggestions`` are values, by
    the name of a slot, that the sentence might have had. ``window``: the days in which events were counted; ``wording``:
    a quotation held against the record.
    """

    verdict: Verdict
    because: str
    bounds: Bounds | None = None
    rows: tuple[RowFound, ...] = ()
    links: tuple[frozenset[str], ...] = ()
    covers: tuple[Completeness, ...] = ()
    lacks: tuple[Lack, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    window: Range | None = None
    numbers: tuple[NumberFound, ...] = ()
    wording: tuple[WordFound, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question over all accounts; ``finding`` is the base account's.

    ``accounts`` is empty where no open disagreement bears on the question.
    """

    verdict: Verdict
    finding: Finding
    accounts: tuple[tuple[str, Verdict], ...] = ()
    disputes: tuple[Disagreement, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def links(self) -> tuple[frozenset[str], ...]:
        """What the verdict rests on."""
        return self.finding.links


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict on a question over all accounts and what it rests on, without what shows it."""

    verdict: Verdict
    links: tuple[frozenset[str], ...]


def joined(verdict: Verdict, parts: Iterable[Finding], *, enough: Verdict | None = None) -> Finding:
    """The finding of a connective over the findings of its parts.

    Where one part with the verdict ``enough`` decides it, the verdict rests on such a part alone: the best attested.
    """
    parts = tuple(parts)
    deciding = [part for part in parts if part.verdict is verdict is enough]
    best = max(deciding, key=lambda part: min(map(len, part.links), default=0), default=None)
    because = best.because if best else "; ".join(dict.fromkeys(part.because for part in parts))
    return Finding(
        verdict,
        because,
        parts[0].bounds if len(parts) == 1 else None,
        tuple(dict.fromkeys(row for part in parts for row in part.rows)),
        tuple(dict.fromkeys(link for part in ([best] if best else parts) for link in part.links)),
        tuple({cover.key: cover for part in parts for cover in part.covers}.values()),
        tuple(dict.fromkeys(lack for part in parts for lack in part.lacks)) if verdict is Verdict.NOT_ENOUGH else (),
        tuple(suggestion for part in parts for suggestion in part.suggestions),
        next((part.window for part in parts if part.window), None),
        tuple(dict.fromkeys(number for part in parts for number in part.numbers)),
        next((part.wording for part in parts if part.wording), ()),
    )
