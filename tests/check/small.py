"""A small reference for the tests of checking, as rows in memory."""

from __future__ import annotations

from pathlib import Path

from factspec.article import Article, article
from factspec.check import Checker, Settings
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.report.model import Location, Result
from factspec.stated import Stated

Rows = list[dict[str, str]]

# briefing: what an official said on 27 June, and two outlets that pass it on; S3 and S4 saw for themselves.
SOURCES = """\
S1 2022-06-27 briefing
S2 2022-06-28 briefing
S3 2022-06-29 -
S4 2022-07-01 -
S5 - -
"""


def sources() -> Rows:
    found = []
    for line in SOURCES.splitlines():
        name, published, origin = (cell.replace("-", "") if cell == "-" else cell for cell in line.split())
        found.append({"id": name, "publisher": name, "title": name, "url": name, "published": published, "origin": origin})
    return found


TABLES: dict[str, Rows] = {
    "sources": sources(),
    "entities": [
        {"id": "ann", "type": "person", "name": "Ann"},
        {"id": "ben", "type": "person", "name": "Ben"},
        {"id": "land", "type": "country", "name": "Land"},
        {"id": "town", "type": "city", "name": "Town", "within": "land"},
    ],
    "kinds": [
        {"kind": "meeting", "noun": "meeting", "verbs": "met", "object": "participant"},
        {"kind": "visit", "noun": "visit", "verbs": "visited", "object": "place"},
        {"kind": "summit", "noun": "summit", "verbs": "attended", "object": "event"},
    ],
    "relation_kinds": [{"relation": "head of", "phrase": "was head of", "functional": "object"}],
}


def meeting(name: str, date: str, by: str, **cells: str) -> dict[str, str]:
    return {"id": name, "kind": "meeting", "date": date, "participants": "ann|ben", "sources": by, **cells}


def all_listed(by: str, period: str = "2022") -> dict[str, str]:
    return {"table": "events", "kind": "meeting", "participants": "ann|ben", "period": period, "sources": by}


def reference(**tables: Rows) -> Reference:
    """The small reference with some tables added."""
    return reference_of({**TABLES, **tables})


def from_briefing() -> Article:
    """An article whose facts come from the briefing."""
    text = "---\ntitle: T\npublisher: S1\npublished: 2022-06-28\norigin: briefing\n---\nAnn met Ben.\n"
    return article(text, Path("claims/talks/article.md"))


def result(
    says: str, facts: Reference, *, by: Article | None = None, as_of: str | None = "2022-12-31", settings: Settings | None = None
) -> Result:
    """The result of one claim, with or without an article of its own."""
    stated = Stated("one", says, None, Location(path="claims.yaml", line=3), article=by, as_of=as_of)
    return Checker(facts, settings=settings or Settings()).results([stated])[0]
