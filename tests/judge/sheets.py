"""Random small plain tables and questions about them, decided by trying every world, from the definition alone.

A world fills each blank cell from a small stock and, where the table is not complete, adds up to three rows of any cells.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Literal

from factspec.engine.question import (
    Aggregated,
    CellIs,
    Condition,
    Contains,
    Equals,
    Question,
    RowRanked,
    RowRef,
    RowsCompared,
    RowTally,
    Test,
    Top,
    Within,
)
from factspec.values.intervals import Interval
from factspec.verdict import Bounds, Verdict

NUMBERS = tuple(Fraction(n, 2) for n in range(-8, 21))
TEXTS = ("x", "y", "x y", "z")
Cell = Fraction | str
Row = tuple[str, Fraction, str]  # key, number, text
World = tuple[Row, ...]


@dataclass
class Case:
    """A table: key, number (None: blank) and text (None: blank) of each row, and whether it is complete."""

    rows: list[tuple[str, int | None, str | None]]
    complete: bool

    def tables(self) -> dict[str, list[dict[str, str]]]:
        """The reference's tables, without the plain one."""
        found: dict[str, list[dict[str, str]]] = {
            "sources": [{"id": "s", "publisher": "S", "title": "T", "url": "https://s.example/", "published": "2021-01-01"}]
        }
        if self.complete:
            found["completeness"] = [{"table": "games", "sources": "s"}]
        return found

    def plain(self) -> list[dict[str, str]]:
        """The plain table's rows."""
        return [
            {"id": key, "points": "" if n is None else str(n), "city": text or "", "sources": "s"} for key, n, text in self.rows
        ]

    def worlds(self) -> Iterator[World]:
        """Every world."""
        choices = [
            [(key, a, b) for a in (NUMBERS if n is None else (Fraction(n),)) for b in ((text,) if text else TEXTS)]
            for key, n, text in self.rows
        ]
        more: list[World] = [()]
        if not self.complete:
            stock = [("", n, text) for n in (Fraction(-4), Fraction(1), Fraction(2), Fraction(10)) for text in ("x", "z")]
            more += [rows for size in (1, 2) for rows in combinations_with_replacement(stock, size)]
        for rows in product(*choices):
            yield from ((*rows, *extra) for extra in more)


def case(rng: random.Random) -> Case:
    """A random case, with one blank cell of each sort at most."""
    rows: list[tuple[str, int | None, str | None]] = [
        (f"r{i}", rng.randint(0, 4), rng.choice(["x", "x", "y"])) for i in range(rng.randint(2, 4))
    ]
    if rng.random() < 0.4:
        i = rng.randrange(len(rows))
        rows[i] = (rows[i][0], None, rows[i][2])
    if rng.random() < 0.3:
        i = rng.randrange(len(rows))
        rows[i] = (rows[i][0], rows[i][1], None)
    return Case(rows, rng.random() < 0.75)


def condition(rng: random.Random) -> Condition:
    """A random condition."""
    low = Fraction(rng.randint(0, 4))
    tests: list[tuple[str, Test]] = [
        ("points", Within(Interval(low=low))), ("points", Within(Interval(high=low, high_open=True))),
        ("points", Within(Interval(low, low + 1))), ("city", Equals(rng.choice(["x", "y", "X"]))), ("city", Contains("x")),
    ]  # fmt: skip
    column, test = rng.choice(tests)
    return Condition(column, test, rng.random() < 0.25)


def conditions(rng: random.Random, least: int = 0) -> tuple[Condition, ...]:
    """Up to two random conditions."""
    return tuple(condition(rng) for _ in range(rng.randint(least, 2)))


def question(rng: random.Random, made: Case) -> Question:
    """A random question about a case."""
    keys = [key for key, _, _ in made.rows]
    top = Top("points", rng.randint(1, 3), rng.random() < 0.4)
    row, other = (RowRef(key) for key in rng.sample(keys, 2))
    described = rng.choice([row, RowRef(None, (), Top("points", 1, top.lowest)), RowRef(None, conditions(rng), Top("points"))])
    low = Fraction(rng.randint(0, 8), 2)
    half, one = Fraction(1, 2), Fraction(1)
    ends = [Interval(low, low + 1, high_open=True), Interval(low, low), Interval(low=low, low_open=True), Interval(high=low)]
    stated = rng.choice(ends)
    part = rng.choice([Interval(one, one), Interval(low=half, low_open=True), Interval(Fraction(1, 4), half)])
    count = Bounds(n := rng.randint(0, 3), rng.choice([n, n + 1, None]))
    parts: list[Bounds | Interval] = [count, count, part]
    hows: list[Literal["average", "total", "highest", "lowest", "different"]] = [
        *("average", "total", "highest", "lowest", "different"),
    ]
    by: list[Literal["difference", "ratio"]] = ["difference", "ratio"]
    offered: list[Question] = [
        CellIs("games", described, condition(rng)),
        RowTally("games", conditions(rng, 1), conditions(rng), rng.choice(parts)),
        RowRanked("games", row, top, conditions(rng)),
        Aggregated("games", "points", rng.choice(hows), conditions(rng), stated),
        RowsCompared("games", "points", row, other, rng.choice(by), stated),
    ]
    return rng.choice(offered)


def judged(made: Case, asked: Question) -> Verdict:
    """The verdict over all worlds, and over all rows that a description may mean in each."""
    found: set[bool | None] = set()
    for world in made.worlds():
        found |= set(_true(asked, world))
    if found == {True}:
        return Verdict.SUPPORTED
    return Verdict.REFUTED if found == {False} else Verdict.NOT_ENOUGH


def _meets(row: Row, wanted: tuple[Condition, ...]) -> bool:
    return all(_passes(row[1] if c.column == "points" else row[2], c.test) != c.negated for c in wanted)


def _passes(cell: Cell, test: Test) -> bool:
    match test:
        case Within(numbers):
            return isinstance(cell, Fraction) and cell in numbers
        case Equals(text):
            return str(cell).casefold() == text.casefold()
        case Contains(text):
            return text.casefold() in str(cell).casefold()
        case _:
            raise AssertionError(test)


def _place(row: Row, rows: list[Row], *, lowest: bool) -> int:
    return 1 + sum(other[1] < row[1] if lowest else other[1] > row[1] for other in rows)


def _meant(ref: RowRef, world: World) -> list[Row]:
    if ref.key is not None:
        return [row for row in world if row[0] == ref.key]
    rows = [row for row in world if _meets(row, ref.where)]
    assert ref.top is not None
    return [row for row in rows if _place(row, rows, lowest=ref.top.lowest) == ref.top.n]


def _true(asked: Question, world: World) -> list[bool | None]:
    match asked:
        case CellIs(_, ref, wanted):
            return [_meets(row, (wanted,)) for row in _meant(ref, world)] or [False]
        case RowTally(_, where, among, stated):
            base = [row for row in world if _meets(row, among)]
            hits = sum(_meets(row, where) for row in base)
            if isinstance(stated, Bounds):
                return [stated.low <= hits and (stated.high is None or hits <= stated.high)]
            return [bool(base) and Fraction(hits, len(base)) in stated]
        case RowRanked(_, ref, top, among):
            rows = [row for row in world if _meets(row, among)]
            return [row in rows and _place(row, rows, lowest=top.lowest) == top.n for row in _meant(ref, world)]
        case Aggregated(_, _, how, among, stated):
            numbers = [row[1] for row in world if _meets(row, among)]
            if how == "different":
                return [Fraction(len(set(numbers))) in stated]
            return [bool(numbers) and _comes_to(how, numbers) in stated]
        case RowsCompared(_, _, left, right, by, stated):
            (one,), (other,) = _meant(left, world), _meant(right, world)
            if by == "difference":
                return [one[1] - other[1] in stated]
            return [None if other[1] <= 0 else one[1] / other[1] in stated]
        case _:
            raise AssertionError(asked)


def _comes_to(how: str, numbers: list[Fraction]) -> Fraction:
    match how:
        case "average":
            return sum(numbers, Fraction(0)) / len(numbers)
        case "total":
            return sum(numbers, Fraction(0))
        case "highest":
            return max(numbers)
        case _:
            return min(numbers)
