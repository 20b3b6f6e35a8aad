"""Random plain tables and questions about them, decided by trying every world, written from the definition.

A world leaves out rows that may not have been published, fills each blank cell, and, where the table is not complete, adds
rows. Blank numbers are tried on a grid that has every end of every condition, and numbers far beyond them on both sides.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement, product

from factspec.engine.question import (
    Aggregated,
    CellIs,
    Condition,
    Contains,
    Dated,
    Equals,
    Given,
    Question,
    RowRanked,
    RowRef,
    RowsCompared,
    RowTally,
    Test,
    Top,
    Within,
)
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.values.calendar import day_number, iso
from factspec.values.dates import Range
from factspec.values.intervals import Interval
from factspec.verdict import Bounds, Verdict

TABLE = "games"
KNOWN_BY = day_number(2021, 1, 1)
CITIES = ("Minsk", "Brest")
FIRST_DAY = day_number(2020, 1, 1)
SCHEMA = {
    "primaryKey": "id",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "x", "type": "integer"},
        {"name": "y", "type": "number"},
        {"name": "city", "type": "string"},
        {"name": "day", "type": "date"},
        {"name": "sources", "type": "string"},
    ],
}
NAMES = ("x", "y", "city", "day")
Cell = Fraction | str | int | None
Grids = dict[str, list[Cell]]
FAR = 60


@dataclass(frozen=True)
class Row:
    """A row of a world. ``known`` are the columns whose cells the reference gives."""

    key: str | None
    cells: dict[str, Cell]
    known: frozenset[str]


@dataclass
class Case:
    """A small table: its cells as texts, which rows may not have been published, and whether it is complete."""

    rows: dict[str, dict[str, str]]
    unsure: set[str] = field(default_factory=set)
    complete: bool = True

    def reference(self) -> Reference:
        """The reference that holds it."""
        source = {"publisher": "S", "title": "T", "url": "https://s.example/"}
        tables: dict[str, list[dict[str, str]]] = {
            "sources": [{"id": "s", "published": "2020-06-01", **source}, {"id": "u", "published": "", **source}],
            TABLE: [{"id": key, **row, "sources": "u" if key in self.unsure else "s"} for key, row in self.rows.items()],
        }
        if self.complete:
            tables["completeness"] = [{"table": TABLE, "sources": "s"}]
        return reference_of(tables, {TABLE: SCHEMA})

    def worlds(self, grids: Grids) -> Iterator[list[Row]]:
        """Every world's rows; of rows that are added no more than four, and of those that differ no more than two."""
        listed = [list(self._versions(key, grids)) for key in self.rows]
        added: list[tuple[Row, ...]] = [()]
        if not self.complete:
            new = [
                Row(None, dict(zip(NAMES, cells, strict=True)), frozenset(NAMES)) for cells in product(*(grids[n] for n in NAMES))
            ]
            added += [(row,) * times for times in (1, 2, 3, 4) for row in new]
            pairs = list(combinations_with_replacement(new, 2))
            some = random.Random(0).sample(pairs, min(len(pairs), 300))
            added += [more for one, other in some for more in ((one, other), (one, one, other), (one, other, other))]
        for rows in product(*listed):
            for more in added:
                yield [*(row for row in rows if row is not None), *more]

    def _versions(self, key: str, grids: dict[str, list[Cell]]) -> Iterator[Row | None]:
        row = self.rows[key]
        if key in self.unsure:
            yield None
        offered: list[Sequence[Cell]] = []
        for name in NAMES:
            text = row[name]
            if not text:
                offered.append(grids[name])
            elif name == "city":
                offered.append([text])
            elif name == "day":
                offered.append(days_of(text))
            else:
                offered.append([Fraction(text)])
        known = frozenset(name for name, text in row.items() if text)
        for cells in product(*offered):
            yield Row(key, dict(zip(NAMES, cells, strict=True)), known)


def days_of(text: str) -> list[int]:
    """The days that a date of these tables may be: one, or one of a set."""
    ends = text.strip("[]").split("..")
    first, last = (int(end[-2:]) - 1 + FIRST_DAY for end in (ends[0], ends[-1]))
    return list(range(first, last + 1))


def case(rng: random.Random) -> Case:
    """A random table of three or four rows, with one or two blank cells and perhaps rows that can be left out or added."""
    complete = rng.random() < 0.7
    rows = {}
    for key in "abcd"[: rng.choice([2, 3, 4]) if complete else rng.choice([1, 2, 3])]:
        day = FIRST_DAY + rng.randint(0, 3)
        several = f"[{iso(day)}..{iso(day + rng.randint(1, 2))}]"
        rows[key] = {
            "x": str(rng.randint(0, 3)),
            "y": str(rng.choice(["0", "1", "1.5", "2", "-1"])),
            "city": rng.choice(CITIES),
            "day": several if rng.random() < 0.1 else iso(day),
        }
    made = Case(rows, complete=complete)
    for _ in range(rng.choice([0, 1, 1, 2]) if complete else rng.choice([0, 0, 1])):
        made.rows[rng.choice(list(rows))][rng.choice(["x", "x", "y", "y", "city", "day"])] = ""
    if rng.random() < 0.3:
        made.unsure.add(rng.choice(list(rows)))
    return made


def interval(rng: random.Random) -> Interval:
    """Random numbers that a cell may be asked to be among."""
    low = Fraction(rng.randint(-1, 7), 2)
    exact = Interval(low, low)
    return rng.choice(
        [
            exact, Interval(low, low + 1), Interval(low - Fraction(1, 2), low + Fraction(1, 2), high_open=True),
            Interval(low=low, low_open=True), Interval(low=low), Interval(high=low), Interval(high=low, high_open=True),
        ]
    )  # fmt: skip


def condition(rng: random.Random, *, complete: bool) -> Condition:
    """A random condition."""
    kind = rng.choice(["x", "x", "y", "y", "city", "city", "day", "given"])
    negated = rng.random() < 0.2
    if kind == "given" and complete:
        return Condition(rng.choice(["x", "y", "city"]), Given(), negated)
    if kind in ("x", "y"):
        return Condition(kind, Within(interval(rng)), negated)
    if kind == "day" and complete:
        first = FIRST_DAY + rng.randint(-1, 4)
        return Condition("day", Dated(Range(first, first + rng.choice([0, 1, 3, 5000]))), negated)
    text = rng.choice(CITIES)
    asked: list[Test] = [Equals(text), Equals(text.upper()), Contains(text[-2:])]
    return Condition("city", rng.choice(asked), negated)


def conditions(rng: random.Random, *counts: int, complete: bool) -> tuple[Condition, ...]:
    """Some random conditions."""
    return tuple(condition(rng, complete=complete) for _ in range(rng.choice(counts)))


def top(rng: random.Random) -> Top:
    """A random place."""
    return Top(rng.choice(["x", "y"]), rng.choice([1, 1, 2, 3]), rng.random() < 0.4)


def row_ref(rng: random.Random, made: Case) -> RowRef:
    """A random way to name a row."""
    some = conditions(rng, 1, 1, 2, complete=made.complete)
    return rng.choice(
        [
            RowRef(key=rng.choice(list(made.rows))), RowRef(key=rng.choice(list(made.rows))),
            RowRef(where=some), RowRef(where=some, only=True),
            RowRef(top=top(rng)), RowRef(where=some, top=top(rng)),
        ]
    )  # fmt: skip


def question(rng: random.Random, made: Case) -> Question:
    """A random question about the table."""
    whole = made.complete
    among = conditions(rng, 0, 0, 1, 1, 2, complete=whole)
    asked = conditions(rng, 1, 1, 2, complete=whole)
    ref, other = row_ref(rng, made), row_ref(rng, made)
    low = rng.randint(0, 3)
    count = rng.choice([Bounds(low, low), Bounds(low, None), Bounds(0, low), Bounds(low, low + 1)])
    half = Fraction(1, 2)
    part = rng.choice(
        [
            Interval(Fraction(1), Fraction(1)), Interval(low=half, low_open=True), Interval(low=half), Interval(half, half),
            Interval(high=half), Interval(Fraction(1, 3), Fraction(2, 3)), Interval(Fraction(0), Fraction(0)),
            Interval(Fraction(1, 3), Fraction(2, 3), True, True), Interval(high=Fraction(1, 3), high_open=True),
        ]
    )  # fmt: skip
    column, few = rng.choice(["x", "y"]), Interval(Fraction(low), Fraction(low + rng.choice([0, 1])))
    offered: list[Question] = [
        CellIs(TABLE, ref, condition(rng, complete=whole)),
        RowTally(TABLE, asked, among, count if rng.random() < 0.5 else part),
        RowTally(TABLE, (), among, count),
        RowRanked(TABLE, ref, top(rng), among),
        Aggregated(TABLE, column, rng.choice(["average", "total", "highest", "lowest"]), among, interval(rng)),
        Aggregated(TABLE, rng.choice(["x", "y", "city"]), "different", among, few),
        RowsCompared(TABLE, column, ref, other, rng.choice(["difference", "ratio"]), interval(rng)),
    ]  # fmt: skip
    return rng.choice(offered)


def grids(made: Case, asked: Question) -> Grids:
    """The values that open cells are tried with: what the question can tell apart, and, where sums are asked for, many."""
    about = list(_conditions(asked))
    columns = {c.column for c in about} | set(_columns(asked))
    blank = [name for row in made.rows.values() for name in ("x", "y") if not row[name]]
    sums = isinstance(asked, Aggregated | RowsCompared) and len(blank) == 1 and made.complete
    found: Grids = {"city": [*CITIES, "elsewhere", "Brestsk"], "day": [FIRST_DAY + n for n in (-9000, *range(-3, 12), 9000)]}
    for name, step in (("x", 1), ("y", Fraction(1, 4))):
        ends = [
            e for c in about if c.column == name and isinstance(c.test, Within) for e in (c.test.numbers.low, c.test.numbers.high)
        ]
        ends += [Fraction(row[name]) for row in made.rows.values() if row[name]]
        ends += [asked.stated.low, asked.stated.high] if isinstance(asked, Aggregated) else []
        steps = [n * Fraction(step) for n in (-1, 0, 1)] + [Fraction(1, 2), Fraction(-1, 2)]
        near = {e + n for e in ends if e is not None for n in steps} | {Fraction(-FAR), Fraction(FAR)}
        wide = {Fraction(n) * step for n in range(int(-FAR / step), int(FAR / step) + 1)}
        found[name] = [n for n in sorted(wide if sums else near) if name == "y" or n.denominator == 1]
    if made.complete:
        return found
    return {name: of if name in columns or name in blank else of[:1] for name, of in found.items()} | {"day": found["day"][1:2]}


def _conditions(asked: Question) -> Iterator[Condition]:
    for part in (getattr(asked, name, None) for name in ("condition", "where", "among", "row", "left", "right")):
        if isinstance(part, RowRef):
            yield from part.where
        elif isinstance(part, tuple):
            yield from part
        elif isinstance(part, Condition):
            yield part


def _columns(asked: Question) -> Iterator[str]:
    for part in (getattr(asked, name, None) for name in ("column", "top", "row", "left", "right")):
        top = part.top if isinstance(part, RowRef) else part
        if isinstance(top, Top | str):
            yield top if isinstance(top, str) else top.column


def judged(made: Case, asked: Question) -> Verdict:
    """The verdict over all worlds; in each world, whichever of the rows that fit may be meant."""
    found: set[bool] = set()
    for world in made.worlds(grids(made, asked)):
        found |= truths(asked, world)
        if len(found) == 2:
            return Verdict.NOT_ENOUGH
    return Verdict.SUPPORTED if found == {True} else Verdict.REFUTED


def coarse(made: Case, asked: Question) -> bool:
    """Whether the engine may say less than the judge finds: where docs/verdicts.md says so, or the judge's grid is too thin."""
    blank = sum(not row[name] for row in made.rows.values() for name in ("x", "y"))
    match asked:
        case CellIs(_, row):
            return row.top is not None and not made.complete
        case RowRanked(_, row, place):
            return row.top is not None or row.only or (not made.complete and (row.key is None or place.n > 2))
        case RowsCompared(_, _, left, right):
            return left.key is None or right.key is None or blank > 1
        case Aggregated():
            return not made.complete or blank > 1
        case RowTally(_, _, _, stated):
            return not made.complete and not isinstance(stated, Bounds)
        case _:
            return False


def truths(asked: Question, world: Sequence[Row]) -> set[bool]:
    """Whether the world makes it true, for each row that may be meant."""
    match asked:
        case CellIs(_, ref, test):
            return {meets(row, (test,)) for row in referents(ref, world)} or {False}
        case RowTally(_, where, among, stated):
            base = [row for row in world if meets(row, among)]
            hits = sum(meets(row, where) for row in base)
            if isinstance(stated, Bounds):
                return {stated.low <= hits and (stated.high is None or hits <= stated.high)}
            return {bool(base) and Fraction(hits, len(base)) in stated}
        case RowRanked(_, ref, place, among):
            base = [row for row in world if meets(row, among)]
            return {any(row is one for one in base) and at_place(row, base, place) for row in referents(ref, world)} or {False}
        case Aggregated(_, column, how, among, stated):
            cells = [row.cells[column] for row in world if meets(row, among)]
            if how == "different":
                return {Fraction(len({c.casefold() if isinstance(c, str) else c for c in cells})) in stated}
            return {bool(cells) and comes_to(how, [c for c in cells if isinstance(c, Fraction)]) in stated}
        case RowsCompared(_, column, left, right, by, stated):
            pairs = list(product(referents(left, world), referents(right, world)))
            return {truth for one, other in pairs for truth in compared(one.cells[column], other.cells[column], by, stated)} or {
                False
            }
        case _:
            raise AssertionError(asked)


def compared(one: Cell, other: Cell, by: str, stated: Interval) -> set[bool]:
    """Whether two numbers stand to each other as stated; there is no ratio to a number that is zero or less."""
    assert isinstance(one, Fraction)
    assert isinstance(other, Fraction)
    if by == "difference":
        return {one - other in stated}
    return {one / other in stated} if other > 0 else {True, False}


def comes_to(how: str, numbers: Sequence[Fraction]) -> Fraction:
    """What some numbers come to."""
    total = sum(numbers, Fraction(0))
    return {"total": total, "average": total / len(numbers), "highest": max(numbers), "lowest": min(numbers)}[how]


def referents(ref: RowRef, world: Sequence[Row]) -> list[Row]:
    """The rows that may be meant in a world."""
    if ref.key is not None:
        return [row for row in world if row.key == ref.key]
    fitting = [row for row in world if meets(row, ref.where)]
    if ref.top is not None:
        return [row for row in fitting if at_place(row, fitting, ref.top)]
    if ref.only:
        return fitting if len(fitting) == 1 else []
    return [row for row in fitting if row.key is not None] or fitting


def at_place(row: Row, rows: Sequence[Row], place: Top) -> bool:
    """Whether just n - 1 rows are above the row, or below it."""
    own = row.cells[place.column]
    assert isinstance(own, Fraction)
    numbers = [n for one in rows if isinstance(n := one.cells[place.column], Fraction)]
    return sum(n < own if place.lowest else n > own for n in numbers) == place.n - 1


def meets(row: Row, asked: Sequence[Condition]) -> bool:
    """Whether a row meets all conditions."""
    return all(_passes(row, one) != one.negated for one in asked)


def _passes(row: Row, one: Condition) -> bool:
    cell = row.cells[one.column]
    match one.test:
        case Given():
            return one.column in row.known
        case Within(numbers):
            return isinstance(cell, Fraction) and cell in numbers
        case Equals(text):
            return str(cell).casefold() == text.casefold()
        case Contains(text):
            return text.casefold() in str(cell).casefold()
        case Dated(days):
            return isinstance(cell, int) and days.first <= cell <= days.last
