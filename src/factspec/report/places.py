"""Where in a project's files the words of an article, a claim, a scenario or a problem stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from factspec.report.model import ArticleRecord, Report, Result

_PROBLEM = re.compile(r"(?P<path>(?:(?!: )[^\n])+?)(?::(?P<line>\d{1,9}))?: ", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file: lines and columns from 1, columns in characters.

    ``end_column`` is the one after the last character; without columns whole lines are meant. ``says`` tells what stands
    there.
    """

    path: str
    line: int
    says: str = ""
    end_line: int | None = None
    column: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Places:
    """The places of a run's results. ``folder`` is the path of the working folder in its repository; blank: its top."""

    def __init__(self, report: Report, folder: str = "") -> None:
        self._articles = {article.id: article for article in report.articles}
        self._folder = folder

    def words(self, result: Result) -> Place | None:
        """The words of the article that the claim quotes."""
        article = self._articles.get(result.article or "")
        if article is None or result.selector is None or result.selector.end > len(article.text):
            return None
        return self._within(_stretch(article, result.selector.start, result.selector.end))

    def claim(self, result: Result) -> Place | None:
        """The line that states the claim."""
        found = result.location
        return self._within(Place(found.path, found.line, "the claim")) if found and found.path else None

    def scenarios(self, result: Result) -> Iterator[Place]:
        """The scenarios that check the claim, those that did not pass first."""
        for one in sorted(result.scenarios, key=lambda scenario: scenario.outcome == "passed"):
            yield self._within(Place(one.path, one.line, f"scenario “{one.name}”"))

    def _within(self, place: Place) -> Place:
        return within(place, self._folder)


def place_of(problem: str, folder: str = "") -> Place | None:
    """The place that a problem begins with, ``file:line: ``, or ``file: `` of a file with a suffix."""
    found = _PROBLEM.match(problem)
    if found is None or not (found["line"] or re.fullmatch(r".*\.[A-Za-z]{1,8}", found["path"])):
        return None
    return within(Place(found["path"], int(found["line"] or 1), "the problem"), folder)


def within(place: Place, folder: str) -> Place:
    """The place as seen from the top of the repository, where the working folder is ``folder``."""
    path = Path(place.path).as_posix()
    return replace(place, path=posixpath.normpath(posixpath.join(folder, path)))


def distinct(places: Iterable[Place | None]) -> tuple[Place, ...]:
    """The places that are known, each line of a file once."""
    found: dict[str, Place] = {}
    for place in places:
        if place is not None:
            found.setdefault(str(place), place)
    return tuple(found.values())


def _stretch(article: ArticleRecord, start: int, end: int) -> Place:
    line, column = _at(article.text, start)
    end_line, end_column = _at(article.text, end)
    first = article.line - 1
    return Place(article.path, first + line, "the words of the article", first + end_line, column, end_column)


def _at(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
