"""What conditions on cells ask of the reference, with the day of speaking and the rounding known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from factspec.engine.cell_options import cases
from factspec.engine.question import Condition, Contains, Dated, Equals, Given, Top, Within
from factspec.problem import Problems
from factspec.reference.amend import settled
from factspec.reference.columns import column
from factspec.reference.facts import Reference
from factspec.reference.tables import PlainTable
from factspec.sentence.cell_tests import Test
from factspec.sentence.superlative import Superlative
from factspec.sentence.wheres import Wheres
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import Range
from factspec.values.numbers import USUAL, Rounding

_MANY = 4
_LOOSE = ("about", "nearly")  # what they allow is a setting


def condition(name: str, test: Test, rounding: Rounding, as_of: int | None) -> Condition:
    """The condition that a test makes on a column."""
    if test.number is not None:
        return Condition(name, Within(test.number.meant(rounding)), test.negated)
    if test.period is not None:
        days = test.period.days(as_of)
        if test.when != "in":
            days = Range(FIRST, days.first - 1) if test.when == "before" else Range(days.last + 1, LAST)
        return Condition(name, Dated(days), test.negated)
    if test.text is not None:
        return Condition(name, Contains(test.text) if test.containing else Equals(test.text), test.negated)
    return Condition(name, Given(), test.negated)


def conditions(wheres: Wheres | None, rounding: Rounding, as_of: int | None) -> tuple[Condition, ...]:
    """The conditions of a list; none where there is no list."""
    return tuple(condition(where.column, where, rounding, as_of) for where in wheres or ())


def top(place: Superlative, name: str) -> Top:
    """A place by a column."""
    return Top(name, place.nth, place.lowest)


def certain_rows(table: PlainTable, wheres: Wheres, reference: Reference) -> tuple[str, ...]:
    """The keys of the first few rows that meet the conditions for sure, on any day and however numbers are rounded.

    Rows are taken as the reference settles them. None where the conditions hang on the day of speaking, or on a setting.
    """
    try:
        asked = conditions(wheres, USUAL, None)
    except Problems:
        return ()
    if any(where.number is not None and where.number.hedge in _LOOSE for where in wheres):
        return ()
    known: tuple[str, ...] | None = table.known.get(("certain", asked))
    if known is None:
        known = table.known["certain", asked] = tuple(islice(_certain(table, asked, reference), _MANY))
    return known


def _certain(table: PlainTable, asked: tuple[Condition, ...], reference: Reference) -> Iterator[str]:
    names = dict.fromkeys(condition.column for condition in asked)
    about = {name: (tuple(condition for condition in asked if condition.column == name),) for name in names}
    for row in settled(reference, table):
        if all(set(cases(row.values.get(name), column(table, name), own)) == {(True,)} for name, own in about.items()):
            yield row.key
