"""The days a relation's row speaks of: those it certainly held on, and those it may have held on."""

from __future__ import annotations

from factspec.reference.schema import Relation
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import ALWAYS, Range


def begin_range(row: Relation) -> Range:
    """The days it may have begun on: what ``began`` says, not after the first day it was seen nor after it ended."""
    stated = ALWAYS if row.began is None else row.began.starts
    if row.began is not None and row.began.doubtful:
        stated = Range(stated.first, LAST)
    latest = min((day.starts.first for day in row.seen), default=LAST)
    return Range(stated.first, min(stated.last, latest, _stated_end(row).last))


def end_range(row: Relation) -> Range:
    """The days it may have ended on: what ``ended`` says, not before the last day it was seen nor before it began."""
    stated = _stated_end(row)
    earliest = max((day.starts.first for day in row.seen), default=FIRST)
    return Range(max(stated.first, earliest, begin_range(row).first), stated.last)


def certain_days(row: Relation) -> Range:
    """The days it held on whatever the unknown ones are; an empty range where there is none."""
    return Range(begin_range(row).last, end_range(row).first)


def possible_days(row: Relation) -> Range:
    """The days it may have held on."""
    return Range(begin_range(row).first, end_range(row).last)


def _stated_end(row: Relation) -> Range:
    if row.ended == "..":
        return Range(LAST, LAST)
    if row.ended is None or isinstance(row.ended, str):
        return ALWAYS
    return Range(FIRST, row.ended.ends.last) if row.ended.doubtful else row.ended.ends
