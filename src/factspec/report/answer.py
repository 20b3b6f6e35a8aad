"""The answer to an editor's question: may it run? And what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from factspec.report.language import Language
from factspec.report.marks import Mark, mark_of, worst
from factspec.report.model import ArticleRecord, Result, Statement
from factspec.report.tally import loose
from factspec.verdict import Verdict

Ruling = Literal["no", "wait", "care", "yes"]


@dataclass(frozen=True, slots=True)
class Place:
    """A statement with the article it stands in and its number there, from 1."""

    article: str
    number: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know before the story runs, and the claims or statements it speaks of.

    ``tone`` is a mark's value, or one of ``failed``, ``loose``, ``self-sourced`` and ``prediction``; ``message`` counts them.
    """

    tone: str
    claims: tuple[Result, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def size(self) -> int:
        """How many claims or statements it speaks of."""
        return len(self.claims) + len(self.places)

    @property
    def message(self) -> str:
        """The key of the words for it."""
        return f"points.{self.tone.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The ruling and why, as keys of messages with what they count; ``verdicts`` are points that share no claim,
    ``cautions`` cut across them.
    """

    ruling: Ruling
    because: tuple[tuple[str, int | None], ...]
    verdicts: tuple[Point, ...]
    cautions: tuple[Point, ...]

    def reason(self, language: Language) -> str:
        """Why, as one sentence."""
        told = language.listed([language.plain(key, number) for key, number in self.because])
        return f"{told[:1].upper()}{told[1:]}."


def answer(results: Sequence[Result], articles: Sequence[ArticleRecord], problems: Sequence[str] = ()) -> Answer:
    """What came out, for one article or for several.

    A claim that quotes nothing and came out as expected is a check of the checks: it stands in nobody's way.
    """
    places = _places(articles, {result.id: result for result in results})
    told = [result for result in results if result.quote is not None or result.outcome != "passed"]
    marked: dict[Mark, list[Result]] = {mark: [] for mark in Mark}
    for result in told:
        marked[mark_of(result)].append(result)
    verdicts = (
        *(Point(mark, tuple(marked[mark])) for mark in _VERDICTS),
        *(Point(mark, (), places.get(mark, ())) for mark in _STATEMENTS),
    )
    cautions = (*_cautions(told), Point("loose", (), tuple(_loose(articles))))
    ruling, because = _ruling(results, problems, [*verdicts, *cautions])
    kept = tuple(point for point in verdicts if point.size)
    return Answer(ruling, because, kept, tuple(point for point in cautions if point.size))


def _places(articles: Iterable[ArticleRecord], results: Mapping[str, Result]) -> Mapping[Mark, tuple[Place, ...]]:
    """The statements by how they stand."""
    found: dict[Mark, list[Place]] = {}
    for article in articles:
        for number, statement in enumerate(article.statements, 1):
            found.setdefault(worst(statement, results), []).append(Place(article.id, number, statement))
    return {mark: tuple(places) for mark, places in found.items()}


def _loose(articles: Iterable[ArticleRecord]) -> Iterable[Place]:
    """The statements that claims or waivers reach into, and yet not to all that can be checked in them."""
    for article in articles:
        for number, statement in enumerate(article.statements, 1):
            if loose(statement):
                yield Place(article.id, number, statement)


def _cautions(told: Sequence[Result]) -> Iterable[Point]:
    yield Point("failed", tuple(result for result in told if result.outcome == "failed"))
    yield Point("self-sourced", tuple(result for result in told if result.origins.self_sourced))
    yield Point("prediction", tuple(result for result in told if result.prediction))


def _ruling(
    results: Sequence[Result], problems: Sequence[str], points: Sequence[Point]
) -> tuple[Ruling, tuple[tuple[str, int | None], ...]]:
    """The ruling, and every point that is as grave."""
    if not results:
        return "wait", (("answer.nothing_checked", None),)
    found: dict[Ruling, list[tuple[str, int | None]]] = {"no": [], "wait": [], "care": []}
    if problems:
        found["wait"].append(("points.problems", len(problems)))
    for point in points:
        grave = _GRAVITY.get(point.tone)
        if grave and point.size:
            found[grave].append((point.message, point.size))
    for ruling, reasons in found.items():
        if reasons:
            return ruling, tuple(reasons)
    supported = all(result.verdict is Verdict.SUPPORTED for result in results)
    return "yes", (("answer.all_supported" if supported else "answer.all_as_expected", None),)


_GRAVITY: dict[str, Ruling] = {
    Mark.REFUTED: "no",
    Mark.CONFLICTING: "no",
    Mark.ERROR: "wait",
    Mark.UNTOUCHED: "wait",
    Mark.NOT_RUN: "wait",
    "failed": "wait",
    Mark.NOT_ENOUGH: "care",
    "loose": "care",
    "self-sourced": "care",
    "prediction": "care",
}
_VERDICTS = (Mark.REFUTED, Mark.CONFLICTING, Mark.ERROR, Mark.NOT_ENOUGH, Mark.SUPPORTED)
_STATEMENTS = (Mark.UNTOUCHED, Mark.NOT_RUN, Mark.WAIVED)
