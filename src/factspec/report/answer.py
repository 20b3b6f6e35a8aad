"""The answer to an editor's question: may it run? In plain words, with what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from factspec.report.marks import Mark, mark_of, worst
from factspec.report.model import ArticleRecord, Result, Statement

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

    ``tone`` is a mark's value, or one of ``failed``, ``self-sourced`` and ``prediction``.
    """

    tone: str
    says: str
    claims: tuple[Result, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The ruling with its reason; ``verdicts`` are points that share no claim, ``cautions`` cut across them."""

    ruling: Ruling
    headline: str
    reason: str
    verdicts: tuple[Point, ...]
    cautions: tuple[Point, ...]


def answer(results: Sequence[Result], articles: Sequence[ArticleRecord], problems: Sequence[str] = ()) -> Answer:
    """What came out, for one article or for several.

    A claim that quotes nothing and came out as expected is a check of the checks: it stands in nobody's way.
    """
    by_id = {result.id: result for result in results}
    places = {mark: _places(articles, by_id, mark) for mark in (Mark.UNTOUCHED, Mark.NOT_RUN, Mark.WAIVED)}
    told = [result for result in results if result.quote is not None or result.outcome != "passed"]
    marked = {mark: tuple(result for result in told if mark_of(result) is mark) for mark in Mark}
    verdicts = (
        *(Point(mark, _count(len(marked[mark]), *words), marked[mark]) for mark, words in _VERDICTS.items()),
        *(Point(mark, _count(len(places[mark]), *words), (), places[mark]) for mark, words in _STATEMENTS.items()),
    )
    cautions = tuple(Point(tone, _count(len(found), *words), found) for tone, words, found in _cautions(told))
    ruling, reason = _ruling(results, problems, [*verdicts, *cautions])
    kept = tuple(point for point in verdicts if point.claims or point.places)
    return Answer(ruling, _HEADLINES[ruling], reason, kept, tuple(point for point in cautions if point.claims))


def _places(articles: Iterable[ArticleRecord], results: Mapping[str, Result], mark: Mark) -> tuple[Place, ...]:
    return tuple(
        Place(article.id, number, statement)
        for article in articles
        for number, statement in enumerate(article.statements, 1)
        if worst(statement, results) is mark
    )


def _cautions(told: Sequence[Result]) -> Iterable[tuple[str, tuple[str, str], tuple[Result, ...]]]:
    yield "failed", _FAILED, tuple(result for result in told if result.outcome == "failed")
    yield "self-sourced", _SELF_SOURCED, tuple(result for result in told if result.origins.self_sourced)
    yield "prediction", _PREDICTIONS, tuple(result for result in told if result.prediction)


def _ruling(results: Sequence[Result], problems: Sequence[str], points: Sequence[Point]) -> tuple[Ruling, str]:
    """The ruling, and every point that is as grave, as one sentence."""
    if not results:
        return "wait", "No claim was checked."
    found: dict[Ruling, list[str]] = {"no": [], "wait": [], "care": []}
    if problems:
        found["wait"].append(_count(len(problems), "problem stopped part of the check", "problems stopped part of the check"))
    for point in points:
        grave = _GRAVITY.get(point.tone)
        if grave and (point.claims or point.places):
            found[grave].append(point.says)
    for ruling, reasons in found.items():
        if reasons:
            return ruling, f"{_listed(reasons)}."
    return "yes", "Every statement is accounted for, and every claim of it is supported."


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


_HEADLINES: dict[Ruling, str] = {
    "no": "No, not as it stands",
    "wait": "Not yet",
    "care": "Only with care",
    "yes": "Yes, on this evidence",
}
_GRAVITY: dict[str, Ruling] = {
    Mark.REFUTED: "no",
    Mark.CONFLICTING: "no",
    Mark.ERROR: "wait",
    Mark.UNTOUCHED: "wait",
    Mark.NOT_RUN: "wait",
    "failed": "wait",
    Mark.NOT_ENOUGH: "care",
    "self-sourced": "care",
    "prediction": "care",
}
_VERDICTS = {
    Mark.REFUTED: ("claim is refuted", "claims are refuted"),
    Mark.CONFLICTING: ("claim has sources on both sides", "claims have sources on both sides"),
    Mark.ERROR: ("claim could not be checked", "claims could not be checked"),
    Mark.NOT_ENOUGH: ("claim lacks evidence", "claims lack evidence"),
    Mark.SUPPORTED: ("claim is supported", "claims are supported"),
}
_STATEMENTS = {
    Mark.UNTOUCHED: ("statement that nobody has checked", "statements that nobody has checked"),
    Mark.NOT_RUN: ("statement whose claims were not in this run", "statements whose claims were not in this run"),
    Mark.WAIVED: ("statement waived as not checkable", "statements waived as not checkable"),
}
_FAILED = ("claim did not come out as expected", "claims did not come out as expected")
_SELF_SOURCED = ("claim rests on the article’s own source alone", "claims rest on the article’s own source alone")
_PREDICTIONS = ("claim is a prediction", "claims are predictions")
