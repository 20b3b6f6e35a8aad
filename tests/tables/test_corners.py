"""Corners of the algebra of plain tables, each with the verdict that its worlds give it."""

# ruff: noqa: E501  each corner is one line, to be read as a table

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.judge.tables import KNOWN_BY, TABLE, Case, judged

from factspec.engine.execute import Engine
from factspec.engine.question import (
    Aggregated,
    CellIs,
    Condition,
    Equals,
    Question,
    RowRanked,
    RowRef,
    RowsCompared,
    RowTally,
    Top,
    Within,
)
from factspec.values.intervals import Interval, exactly
from factspec.verdict import Bounds, Verdict

YES, NO, OPEN = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH


def table(*rows: str, complete: bool = True, unsure: str = "") -> Case:
    """Rows written ``x y city``; a dash is a blank cell."""
    cells = [dict(zip(("x", "y", "city"), row.replace("-", "").split(" "), strict=True)) for row in rows]
    return Case({key: {**row, "day": "2020-01-01"} for key, row in zip("abcdefgh", cells, strict=False)}, set(unsure), complete)


def above(name: str, number: int) -> Condition:
    return Condition(name, Within(Interval(low=Fraction(number), low_open=True)))


def below(name: str, number: int) -> Condition:
    return Condition(name, Within(Interval(high=Fraction(number), high_open=True)))


def city(name: str) -> Condition:
    return Condition("city", Equals(name))


def at(number: float) -> Interval:
    return exactly(Fraction(number))


ALL, MOST = at(1), Interval(low=Fraction(1, 2), low_open=True)
HIGHEST, SECOND, LOWEST = Top("x"), Top("x", 2), Top("x", 1, True)

CORNERS: list[tuple[str, Case, Question, Verdict]] = [
    ("one blank cell is not above 2 and below 1 at once", table("- 1 Minsk"), RowTally(TABLE, (above("x", 2), below("x", 1)), (), Bounds(0, 0)), YES),
    ("one blank cell is above 2 or not", table("- 1 Minsk"), RowTally(TABLE, (above("x", 2),), (), Bounds(0, 1)), YES),
    ("a whole number is not between two of them", table("- 1 Minsk"), CellIs(TABLE, RowRef("a"), Condition("x", Within(Interval(Fraction(5, 4), Fraction(7, 4))))), NO),
    ("a broken one may be", table("1 - Minsk"), CellIs(TABLE, RowRef("a"), Condition("y", Within(Interval(Fraction(5, 4), Fraction(7, 4))))), OPEN),
    ("a row that is asked about for its number has that number", table("- 1 Minsk"), CellIs(TABLE, RowRef(where=(above("x", 2),)), below("x", 1)), NO),
    ("of a city that is blank one of two is true", table("1 1 -"), RowTally(TABLE, (city("Minsk"),), (city("Brest"),), Bounds(0, 0)), YES),
    ("all of no rows is false", table("1 1 Minsk"), RowTally(TABLE, (above("x", 0),), (city("Brest"),), ALL), NO),
    ("all of rows that may not be there is open", table("1 1 -"), RowTally(TABLE, (above("x", 0),), (city("Brest"),), ALL), OPEN),
    ("no row of no rows is true", table("1 1 Minsk"), RowTally(TABLE, (above("x", 0),), (city("Brest"),), Bounds(0, 0)), YES),
    ("a counterexample refutes all in an open table", table("1 1 Minsk", complete=False), RowTally(TABLE, (above("x", 5),), (), ALL), NO),
    ("most is open where the table is", table("9 1 Minsk", complete=False), RowTally(TABLE, (above("x", 5),), (), MOST), OPEN),
    ("all with what all must have is true in an open table", table("9 1 Minsk", complete=False), RowTally(TABLE, (above("x", 4),), (above("x", 5),), ALL), YES),
    ("nothing meets what cannot be met, open or not", table("9 1 Minsk", complete=False), RowTally(TABLE, (above("x", 5), below("x", 5)), (), Bounds(0, 0)), YES),
    ("a row that may be left out leaves a count open", table("1 1 Minsk", "2 1 Minsk", unsure="b"), RowTally(TABLE, (), (), Bounds(2, 2)), OPEN),
    ("half of one or two", table("1 1 Minsk", "- 1 Minsk"), RowTally(TABLE, (above("x", 2),), (), Interval(Fraction(0), Fraction(1, 2))), YES),
    ("both of two that tie are highest", table("3 1 Minsk", "3 1 Brest", "1 1 Brest"), RowRanked(TABLE, RowRef("b"), HIGHEST), YES),
    ("behind two that tie nobody is second", table("3 1 Minsk", "3 1 Brest", "1 1 Brest"), RowRanked(TABLE, RowRef("c"), SECOND), NO),
    ("but third", table("3 1 Minsk", "3 1 Brest", "1 1 Brest"), RowRanked(TABLE, RowRef("c"), Top("x", 3)), YES),
    ("a blank cell may be higher", table("3 1 Minsk", "- 1 Brest"), RowRanked(TABLE, RowRef("a"), HIGHEST), OPEN),
    ("not where it must be below to count", table("3 1 Minsk", "- 1 Brest"), RowRanked(TABLE, RowRef("a"), HIGHEST, (below("x", 4),)), YES),
    ("a row that is not among those has no place there", table("3 1 Minsk", "1 1 Brest"), RowRanked(TABLE, RowRef("a"), HIGHEST, (city("Brest"),)), NO),
    ("its place is open where its own cell is", table("3 1 Minsk", "- 1 Brest"), RowRanked(TABLE, RowRef("b"), SECOND), OPEN),
    ("a listed row above refutes in an open table", table("3 1 Minsk", "1 1 Brest", complete=False), RowRanked(TABLE, RowRef("b"), HIGHEST), NO),
    ("which of two that tie is meant does not matter where they agree", table("3 1 Minsk", "3 2 Minsk"), CellIs(TABLE, RowRef(top=HIGHEST), city("Minsk")), YES),
    ("it does where they do not", table("3 1 Minsk", "3 2 Brest"), CellIs(TABLE, RowRef(top=HIGHEST), city("Minsk")), OPEN),
    ("the second of two that tie is nobody", table("3 1 Minsk", "3 2 Brest"), CellIs(TABLE, RowRef(top=SECOND), city("Minsk")), NO),
    ("the highest is not below a listed one", table("3 1 Minsk", "- 2 Minsk"), CellIs(TABLE, RowRef(top=HIGHEST), below("x", 3)), NO),
    ("the lowest is not above one", table("3 1 Minsk", "- 2 Minsk"), CellIs(TABLE, RowRef(top=LOWEST), above("x", 3)), NO),
    ("of two rows with a city either may be meant", table("1 1 Minsk", "2 1 Minsk"), CellIs(TABLE, RowRef(where=(city("Minsk"),)), above("x", 1)), OPEN),
    ("the only row with a city of two is nobody", table("1 1 Minsk", "2 1 Minsk"), CellIs(TABLE, RowRef(where=(city("Minsk"),), only=True), above("x", 0)), NO),
    ("the only row may be two where a city is blank", table("1 1 Minsk", "2 1 -"), CellIs(TABLE, RowRef(where=(city("Minsk"),), only=True), above("x", 0)), OPEN),
    ("a row that is not listed is no row of a complete table", table("1 1 Minsk"), CellIs(TABLE, RowRef(where=(city("Brest"),)), above("x", 0)), NO),
    ("it may be one of an open one", table("1 1 Minsk", complete=False), CellIs(TABLE, RowRef(where=(city("Brest"),)), above("x", 0)), OPEN),
    ("a total of whole numbers is whole", table("1 1 Minsk", "- 1 Brest"), Aggregated(TABLE, "x", "total", (), at(2.5)), NO),
    ("their average over two may be a half", table("1 1 Minsk", "- 1 Brest"), Aggregated(TABLE, "x", "average", (), at(2.5)), OPEN),
    ("but no third", table("1 1 Minsk", "- 1 Brest"), Aggregated(TABLE, "x", "average", (), exactly(Fraction(1, 3))), NO),
    ("a total of no rows is none", table("1 1 Minsk"), Aggregated(TABLE, "x", "total", (city("Brest"),), at(0)), NO),
    ("the highest is at least a listed one", table("3 1 Minsk", "- 1 Brest"), Aggregated(TABLE, "x", "highest", (), Interval(low=Fraction(3))), YES),
    ("and at most what a filter leaves", table("3 1 Minsk", "- 1 Brest"), Aggregated(TABLE, "x", "highest", (below("x", 5),), Interval(Fraction(3), Fraction(4))), YES),
    ("the average with a row that may be left out is one of two", table("1 1 Minsk", "3 1 Brest", unsure="b"), Aggregated(TABLE, "x", "average", (), Interval(Fraction(1), Fraction(2))), YES),
    ("and none between them", table("1 1 Minsk", "3 1 Brest", unsure="b"), Aggregated(TABLE, "x", "average", (), at(1.5)), NO),
    ("a blank city may be one that is there", table("1 1 Minsk", "2 1 -"), Aggregated(TABLE, "city", "different", (), Interval(Fraction(1), Fraction(2))), YES),
    ("two blank numbers far apart are two", table("- 1 Minsk", "- 1 Brest"), Aggregated(TABLE, "x", "different", (Condition("x", Within(Interval(Fraction(0), Fraction(9)))),), at(3)), NO),
    ("a difference with a blank cell is open", table("3 1 Minsk", "- 1 Brest"), RowsCompared(TABLE, "x", RowRef("a"), RowRef("b"), "difference", at(1)), OPEN),
    ("a difference of whole numbers from the highest", table("3 1 Minsk", "1 1 Brest"), RowsCompared(TABLE, "x", RowRef("b"), RowRef(top=HIGHEST), "difference", at(-2)), YES),
    ("nothing is so many times zero", table("3 1 Minsk", "0 1 Brest"), RowsCompared(TABLE, "x", RowRef("a"), RowRef("b"), "ratio", at(2)), OPEN),
]  # fmt: skip


@pytest.mark.parametrize(("made", "asked", "verdict"), [corner[1:] for corner in CORNERS], ids=[corner[0] for corner in CORNERS])
def test_a_corner(made: Case, asked: Question, verdict: Verdict) -> None:
    engine = Engine(made.reference(), KNOWN_BY if made.unsure else None)
    (answer,) = engine.answers([asked])
    engine.close()
    assert answer.verdict is verdict, answer.finding.because
    assert judged(made, asked) is verdict
