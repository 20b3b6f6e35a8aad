"""Random observations and claims about them, decided by trying every world: the numbers that each row may have, on a grid.

A world gives each listed row a number within its limits, and each number that is not listed, and may be, one of a grid or
none. Where the engine reasons about all numbers between two ends, the grid has every end and the middles between them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from factspec.engine.question import Compared, Group, Measured, Question, Ranked, Series, Shared
from factspec.values.calendar import day_number
from factspec.values.dates import Range
from factspec.values.intervals import Interval
from factspec.verdict import Verdict

YEAR = Range(day_number(2020, 1, 1), day_number(2020, 12, 31))
MEMBERS = ("alpha", "beta", "gamma")
Numbers = Mapping[str, Fraction | None]
GRID = [Fraction(n, 2) for n in range(-4, 13)]
UNKNOWN = [Fraction(n, 2) for n in range(-80, 81)]


@dataclass
class Case:
    """A small reference: the limits of each member's number, None where no row has it; whether the list is complete."""

    rows: dict[str, tuple[int, int, int] | None]
    complete: bool

    def tables(self) -> dict[str, list[dict[str, str]]]:
        """The reference's tables."""
        found: dict[str, list[dict[str, str]]] = {
            "sources": [{"id": "s", "publisher": "S", "title": "T", "url": "https://s.example/", "published": "2021-01-01"}],
            "entities": [
                {"id": "land", "type": "land", "name": "Land", "within": ""},
                *({"id": name, "type": "town", "name": name.title(), "within": "land"} for name in MEMBERS),
            ],
            "measures": [{"measure": "size", "phrase": "size", "unit": "people"}],
        }
        rows = [(name, row) for name, row in self.rows.items() if row is not None]
        if rows:
            found["observations"] = [
                {"subject": name, "measure": "size", "period": "2020", "sources": "s"}
                | {"value": str(value), "low": str(low), "high": str(high)}
                for name, (low, value, high) in rows
            ]
        if self.complete:
            found["completeness"] = [{"table": "observations", "kind": "size", "place": "land", "sources": "s"}]
        return found

    def worlds(self) -> Iterator[Numbers]:
        """Every world's numbers of the members; those of towns that the reference does not know come on top."""
        choices: list[list[Fraction | None]] = []
        for row in self.rows.values():
            if row is not None:
                choices.append([n for n in GRID if row[0] <= n <= row[2]])
            else:
                choices.append([None] if self.complete else [None, *UNKNOWN])
        for numbers in product(*choices):
            yield dict(zip(self.rows, numbers, strict=True))


def case(rng: random.Random) -> Case:
    """A random case."""
    rows: dict[str, tuple[int, int, int] | None] = {}
    for name in MEMBERS:
        low = rng.randint(-1, 3)
        value = low + rng.choice([0, 0, 0, 1])
        absent = rng.random() < 0.25 and None not in rows.values()
        rows[name] = None if absent else (low, value, value + rng.choice([0, 0, 0, 1]))
    return Case(rows, rng.random() < 0.7)


def question(rng: random.Random) -> Question:
    """A random question about one or two members."""
    one, other = rng.sample(MEMBERS, 2)
    low = rng.choice(GRID)
    stated = Interval(low, low + rng.choice([0, 0, 1, 2]))
    if stated.low != stated.high and rng.random() < 0.5:
        stated = Interval(stated.low, stated.high, high_open=True)
    stated = rng.choice([stated, stated, Interval(low=low, low_open=True), Interval(high=low)])
    group = rng.choice([Group("town", "land"), Group(None, "land"), Group("town", None)])
    series, second = Series("size", one, YEAR), Series("size", other, YEAR)
    share = Interval(*sorted((Fraction(rng.randint(0, 4), 4), Fraction(rng.randint(0, 4), 4))))  # type: ignore[arg-type]
    offered: list[Question] = [
        Measured(series, stated), Compared(series, second, "difference", stated), Compared(series, second, "ratio", stated),
        Ranked(series, group, rng.randint(1, 3), rng.random() < 0.5), Shared(series, group, share),
    ]  # fmt: skip
    return rng.choice(offered)


def judged(made: Case, asked: Question) -> Verdict:
    """The verdict over all worlds; a ratio or a share that means nothing in some world decides nothing."""
    found: set[bool | None] = set()
    for numbers in made.worlds():
        for beyond in range(1 if made.complete else 4):
            found.add(_true(asked, numbers, beyond))
    if found == {True}:
        return Verdict.SUPPORTED
    return Verdict.REFUTED if found == {False} else Verdict.NOT_ENOUGH


def _true(asked: Question, numbers: Numbers, beyond: int) -> bool | None:
    """Whether a world makes it true; ``beyond`` is how many towns that the reference does not know have more, or less."""
    match asked:
        case Measured(series, stated):
            number = numbers[series.subject]
            return number is not None and number in stated
        case Compared(left, right, by, stated):
            one, other = numbers[left.subject], numbers[right.subject]
            if one is None or other is None:
                return False
            if by == "difference":
                return one - other in stated
            return None if other <= 0 else one / other in stated
        case Ranked(series, _, n, lowest):
            own = numbers[series.subject]
            if own is None:
                return False
            others = [number for name, number in numbers.items() if name != series.subject and number is not None]
            return sum(o < own if lowest else o > own for o in others) + beyond == n - 1
        case Shared(series, _, stated):
            own = numbers[series.subject]
            if own is None:
                return False
            known = [number for number in numbers.values() if number is not None]
            return None if beyond or min(known) < 0 or sum(known) <= 0 else own / sum(known) in stated
        case _:
            raise AssertionError(asked)
