"""Which questions follow from which: a yes to the one is a yes to the other, in every world and whatever the reference holds.

The rules are sound and few. Where none applies, nothing is said to follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from factspec.engine.question import (
    Attendance,
    CellIs,
    Compared,
    Condition,
    Contains,
    Dated,
    Earlier,
    Edge,
    Equals,
    Every,
    Fixed,
    Happens,
    Holders,
    Holds,
    Latest,
    Listed,
    Measured,
    Nth,
    Opposite,
    Pattern,
    Question,
    Region,
    RowTally,
    Said,
    Shared,
    Some,
    Tally,
    Within,
)
from factspec.reference.facts import Reference
from factspec.values.dates import Range
from factspec.values.intervals import Interval
from factspec.values.names import folded
from factspec.verdict import Bounds, Verdict


def implies(one: Question, other: Question, reference: Reference) -> bool:
    """Whether every world in which the one is answered yes answers the other so too. False where that is not known."""
    if one == other:
        return True
    if isinstance(other, Every):
        return all(implies(one, part, reference) for part in other.parts)
    if isinstance(one, Some):
        ways = [part for part in one.parts if not _never(part)]
        return bool(ways) and all(implies(part, other, reference) for part in ways)
    if isinstance(one, Every) and any(implies(part, other, reference) for part in one.parts):
        return True
    if isinstance(other, Some):
        return any(implies(one, part, reference) for part in other.parts)
    if isinstance(one, Opposite) and isinstance(other, Opposite):
        return not _open(one) and not _open(other) and implies(other.part, one.part, reference)
    return _of_events(one, other, reference) or _of_bonds(one, other) or _of_numbers(one, other)


def _never(question: Question) -> bool:
    """Whether no world answers a question yes, as it hangs on what is false, or on what no world has an answer to."""
    match question:
        case Fixed(verdict):
            return verdict is not Verdict.SUPPORTED
        case Every(parts):
            return any(map(_never, parts))
        case _:
            return False


def _open(question: Question) -> bool:
    """Whether something in a question has no answer in any world, so that what is not yes need not be no."""
    match question:
        case Fixed(verdict):
            return verdict not in (Verdict.SUPPORTED, Verdict.REFUTED)
        case Every(parts) | Some(parts):
            return any(map(_open, parts))
        case Opposite(part):
            return _open(part)
        case _:
            return False


def _of_events(one: Question, other: Question, reference: Reference) -> bool:
    match one, other:
        case Happens(), Happens():
            return _happens(one, other, reference)
        case Tally(), Tally():
            return _tally(one, other, reference)
        case Nth(), Nth():
            same = (one.pattern, one.window, one.n) == (other.pattern, other.window, other.n)
            return same and _inside(one.days, other.days)
        case Nth(), Latest():
            same = (one.pattern, one.window) == (other.pattern, other.window)
            return same and _inside(one.days, other.days) and other.window.last <= other.days.last
        case Latest(), Latest():
            return _latest(one, other)
        case Earlier(), Earlier():
            return _happens(one.first, other.first, reference) and _happens(one.second, other.second, reference)
        case Attendance(), Attendance():
            named = one.event == other.event and set(other.names) <= set(one.names)
            return named and not other.exactly and other.types in ((), one.types)
        case _:
            return False


def _of_bonds(one: Question, other: Question) -> bool:
    match one, other:
        case Holds(), Holds() if one.tie == other.tie:
            return _lasting(one.days, other.days, throughout=(one.throughout, other.throughout))
        case Holders(), Holders():
            return (one.tie, one.day) == (other.tie, other.day) and one.stated.within(other.stated)
        case Edge(), Edge():
            same = (one.tie, one.edge, one.listed) == (other.tie, other.edge, other.listed)
            return same and _inside(one.days, other.days)
        case Said(), Said():
            return (one.speaker, one.text) == (other.speaker, other.text) and _inside(one.days, other.days)
        case _:
            return False


def _of_numbers(one: Question, other: Question) -> bool:
    match one, other:
        case Measured(), Measured():
            return (one.series, one.unit) == (other.series, other.unit) and one.stated.within(other.stated)
        case Compared(), Compared():
            same = (one.left, one.right, one.by, one.unit) == (other.left, other.right, other.by, other.unit)
            return same and one.stated.within(other.stated)
        case Shared(), Shared():
            return (one.series, one.group) == (other.series, other.group) and one.stated.within(other.stated)
        case Listed(), Listed():
            return one.table == other.table and _conditions(one.conditions, other.conditions)
        case CellIs(), CellIs():
            return (one.table, one.row) == (other.table, other.row) and _condition(one.condition, other.condition)
        case RowTally(), RowTally():
            same = (one.table, one.where, one.among) == (other.table, other.where, other.among)
            return same and _stated(one.stated, other.stated)
        case _:
            return False


def _happens(one: Happens, other: Happens, reference: Reference) -> bool:
    """The event that makes the one true makes the other true, so that what is said of its day holds as well."""
    lasting = _lasting(one.days, other.days, throughout=(one.throughout, other.throughout))
    return lasting and narrower(one.pattern, other.pattern, reference)


def _tally(one: Tally, other: Tally, reference: Reference) -> bool:
    if (one.pattern, one.window) == (other.pattern, other.window):
        return one.stated.within(other.stated)
    if other.stated.high is None:
        more = narrower(one.pattern, other.pattern, reference) and _inside(one.window, other.window)
        return more and one.stated.low >= other.stated.low
    if other.stated.low == 0 and one.stated.high is not None:
        fewer = narrower(other.pattern, one.pattern, reference) and _inside(other.window, one.window)
        return fewer and one.stated.high <= other.stated.high
    return False


def _latest(one: Latest, other: Latest) -> bool:
    """The latest event of a window is that of a smaller one, too, which takes in all the days where it may have started."""
    days = Range(max(one.days.first, one.window.first), min(one.days.last, one.window.last))
    fits = one.pattern == other.pattern and _inside(other.window, one.window)
    return fits and bool(days) and _inside(days, other.window) and _inside(days, other.days)


def narrower(one: Pattern, other: Pattern, reference: Reference) -> bool:
    """Whether every event of the one pattern is one of the other in each world."""
    kinds = () if one.kind is None else reference.kind_and_broader(one.kind)
    return (
        other.kind in (None, *kinds)
        and set(other.participants) <= set(one.participants)
        and other.mode in (None, one.mode)
        and _region(one.region, other.region, reference)
        and other.event in (None, one.event)
        and other.part_of in (None, one.part_of)
    )


def _region(one: Region | None, other: Region | None, reference: Reference) -> bool:
    if other is None or one == other:
        return True
    if one is None or one.outside != other.outside:
        return False
    inner, outer = (other, one) if one.outside else (one, other)
    return reference.inside(inner.place, outer.place)


def _inside(one: Range, other: Range) -> bool:
    return other.first <= one.first and one.last <= other.last


def _lasting(one: Range, other: Range, *, throughout: tuple[bool, bool]) -> bool:
    """Whether what is so on some day of the one, or on all of them, is so on some day of the other, or on all."""
    match throughout:
        case False, False:
            return _inside(one, other)
        case True, True:
            return _inside(other, one)
        case True, False:
            return max(one.first, other.first) <= min(one.last, other.last)
        case _:
            return one.first == one.last == other.first == other.last


def _stated(one: Bounds | Interval, other: Bounds | Interval) -> bool:
    if isinstance(one, Bounds) and isinstance(other, Bounds):
        return one.within(other)
    return isinstance(one, Interval) and isinstance(other, Interval) and one.within(other)


def _conditions(ones: Sequence[Condition], others: Sequence[Condition]) -> bool:
    return all(any(_condition(one, other) for one in ones) for other in others)


def _condition(one: Condition, other: Condition) -> bool:
    if one == other:
        return True
    if one.column != other.column or one.negated or other.negated:
        return False
    match one.test, other.test:
        case Within(numbers), Within(wider):
            return numbers.within(wider)
        case Dated(days), Dated(more):
            return _inside(days, more)
        case Equals(text), Contains(part):
            return folded(part) in folded(text)
        case _:
            return False
