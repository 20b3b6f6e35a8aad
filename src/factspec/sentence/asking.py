"""What conditions on cells and references to rows ask of the reference, with the day of speaking and the rounding known."""

from __future__ import annotations

from factspec.engine.question import Condition, Contains, Dated, Equals, Given, RowRef, Top, Within
from factspec.sentence.superlative import Superlative
from factspec.sentence.table_slots import Row, Test, Wheres
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import Range
from factspec.values.numbers import Rounding


def condition(column: str, test: Test, rounding: Rounding, as_of: int | None) -> Condition:
    """The condition that a test makes on a column."""
    if test.number is not None:
        return Condition(column, Within(test.number.meant(rounding)), test.negated)
    if test.period is not None:
        days = test.period.days(as_of)
        if test.when != "in":
            days = Range(FIRST, days.first - 1) if test.when == "before" else Range(days.last + 1, LAST)
        return Condition(column, Dated(days), test.negated)
    if test.text is not None:
        return Condition(column, Contains(test.text) if test.containing else Equals(test.text), test.negated)
    return Condition(column, Given(), test.negated)


def conditions(wheres: Wheres | None, rounding: Rounding, as_of: int | None) -> tuple[Condition, ...]:
    """The conditions of a list; none where there is no list."""
    return tuple(condition(where.column, where.test, rounding, as_of) for where in wheres or ())


def row_ref(row: Row, rounding: Rounding, as_of: int | None) -> RowRef:
    """The row that is meant."""
    where = conditions(row.where, rounding, as_of)
    return RowRef(row.key, where, top(row.place, row.by) if row.place and row.by else None, row.only)


def top(place: Superlative, column: str) -> Top:
    """A place by a column."""
    return Top(column, place.nth, place.lowest)
