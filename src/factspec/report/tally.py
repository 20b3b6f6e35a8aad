"""How much of an article is accounted for: its points, which are the atoms of its statements and the statements without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from factspec.report.model import ArticleRecord, AtomRecord, Statement

Standing = Literal["covered", "waived", "untouched"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points are covered by a claim, waived with a reason, and untouched."""

    covered: int = 0
    waived: int = 0
    untouched: int = 0

    @property
    def total(self) -> int:
        """All points."""
        return self.covered + self.waived + self.untouched

    @property
    def accounted(self) -> int:
        """Those that somebody has touched."""
        return self.covered + self.waived

    @property
    def tenths(self) -> int:
        """The share of points that are accounted for in tenths of a percent, rounded down; all of it where there are none."""
        return 1000 * self.accounted // self.total if self.total else 1000

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.covered + other.covered, self.waived + other.waived, self.untouched + other.untouched)

    def __str__(self) -> str:
        return f"{self.tenths // 10}.{self.tenths % 10}%"


def tally(articles: Iterable[ArticleRecord]) -> Tally:
    """The points of some articles together."""
    found = [standing for article in articles for statement in article.statements for standing in standings(statement)]
    return Tally(found.count("covered"), found.count("waived"), found.count("untouched"))


def standings(statement: Statement) -> Iterator[Standing]:
    """How each point of a statement stands."""
    if statement.atoms:
        yield from (atom.standing for atom in statement.atoms)
    else:
        yield "covered" if statement.claims else "waived" if statement.waivers else "untouched"


def loose(statement: Statement) -> tuple[AtomRecord, ...]:
    """The atoms that nobody has touched, of a statement that somebody has: the rest of it passes for checked."""
    if not (statement.claims or statement.waivers):
        return ()
    return tuple(atom for atom in statement.atoms if atom.standing == "untouched")
