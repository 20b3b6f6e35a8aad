"""What a cell of a plain table may be, as far as conditions can tell: one value for each stretch that they treat alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from factspec.engine.question import Condition, Contains, Dated, Equals, Given, Within
from factspec.reference.cells import Value
from factspec.reference.columns import ADDED, Column, text
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import Dating, Range
from factspec.values.intervals import ANY, Interval, exactly
from factspec.values.names import folded

Conditions = tuple[Condition, ...]
Groups = tuple[Conditions, ...]
Profile = tuple[bool, ...]
Pieces = tuple[Interval, ...]
Cases = dict[Profile, Pieces]

_NEEDLES = 8


@dataclass(frozen=True, slots=True)
class Option:
    """Values of a cell that no condition can tell apart: its text, its numbers in the order of its column, its days.

    ``text`` None is any text that no condition names, with ``parts`` in it. ``days`` are the first days and the last days
    that a date may have; None for a date that is on no day for sure.
    """

    text: str | None
    numbers: Interval | None = None
    days: tuple[Range, Range] | None = None
    parts: tuple[str, ...] = ()


def cases(value: Value, column: Column, groups: Groups, *, unlisted: bool = False) -> Cases:
    """Which groups of conditions the cell may meet together, each with the numbers that it has then.

    The conditions are about this cell alone. They are judged jointly: a blank cell has one value, whatever is asked of it.
    The cell of an ``unlisted`` row may be any, known or not.
    """
    conditions = [condition for group in groups for condition in group]
    found: dict[Profile, list[Interval]] = {}
    offered = options(value, column, conditions)
    if offered is None:
        return dict.fromkeys(product((True, False), repeat=len(groups)), (ANY,))
    for option, given in product(offered, (True, False) if unlisted else (value is not None,)):
        met = tuple(all(_meets(option, c, column, given=given) for c in group) for group in groups)
        pieces = found.setdefault(met, [])
        if option.numbers is not None:
            pieces.append(option.numbers)
    return {met: merged(pieces, whole=column.whole or column.family == "date") for met, pieces in found.items()}


def options(value: Value, column: Column, conditions: Sequence[Condition]) -> list[Option] | None:
    """The values that a cell may have; None where they are too many to be told apart."""
    if column.family == "date":
        date = column.scalar(value)
        return _dates(text(value), date if isinstance(date, Dating) else None, column, conditions)
    if value is not None:
        number = column.number(value)
        worded = any(isinstance(c.test, Equals | Contains) for c in conditions)
        written = column.spelling(text(value)) if worded else None
        return [Option(written, None if number is None else exactly(number))]
    wanted = [column.spelling(c.test.text) for c in conditions if isinstance(c.test, Equals)]
    needles = list(dict.fromkeys(folded(c.test.text) for c in conditions if isinstance(c.test, Contains)))
    if len(needles) > _NEEDLES:
        return None
    if column.family in ADDED:
        return _numbers(column, conditions, wanted, needles)
    if column.family == "boolean":
        return [Option("true"), Option("false")]
    named = [Option(one) for one in dict.fromkeys(wanted) if column.scalar(one) is not None]
    return [*(Option(None, parts=some) for some in _subsets(needles)), *named]


def _numbers(column: Column, conditions: Sequence[Condition], wanted: Sequence[str], needles: Sequence[str]) -> list[Option]:
    ends = [end for c in conditions if isinstance(c.test, Within) for end in (c.test.numbers.low, c.test.numbers.high)]
    pieces = stretches([end for end in ends if end is not None], column)
    found = [Option(None, piece, parts=some) for some in _subsets(needles) for piece in pieces]
    return [*found, *(Option(one, exactly(number)) for one in wanted if (number := column.number(one)) is not None)]


def few_texts(column: Column, conditions: Sequence[Condition]) -> frozenset[str] | None:
    """The only texts that a blank cell can have and meet the conditions; None where it can have any number of them."""
    offered = options(None, column, conditions) if column.family != "date" else None
    if offered is None:
        return None
    texts = {option.text for option in offered if all(_meets(option, c, column, given=False) for c in conditions)}
    return None if None in texts else frozenset(one for one in texts if one is not None)


def _meets(option: Option, condition: Condition, column: Column, *, given: bool) -> bool:
    return _passes(option, condition, column, given=given) != condition.negated


def _passes(option: Option, condition: Condition, column: Column, *, given: bool) -> bool:
    match condition.test:
        case Given():
            return given
        case Within(numbers):
            found = option.numbers
            if found is None or found.low is None or found.low != found.high:
                return found is not None and found.within(numbers)
            return found.low in numbers
        case Equals(wanted):
            return option.text == column.spelling(wanted)
        case Contains(wanted):
            needle = folded(wanted)
            return any(needle in part for part in (option.text or "", *option.parts))
        case Dated(days):
            if option.days is None:
                return False
            starts, ends = option.days
            return starts.first <= days.last and ends.last >= days.first


def stretches(ends: Sequence[Fraction], column: Column) -> list[Interval]:
    """All numbers that a blank cell of the column may have, cut at some ends; each end is a stretch of its own."""
    known = sorted(set(ends))
    low = Fraction(0) if column.family == "clock" else None
    found = [exactly(end) for end in known if low is None or end >= low]
    edges: list[Fraction | None] = [low, *(end for end in known if low is None or end > low), None]
    for first, last in pairwise(edges):
        zero = first is not None and first == low and first not in known
        found.append(Interval(first, last, low_open=first is not None and not zero, high_open=last is not None))
    return [piece for one in found if (piece := tightened(one) if column.whole else one)]


def tightened(numbers: Interval) -> Interval:
    """The whole numbers in a stretch, both of its ends among them."""
    low, high = numbers.low, numbers.high
    if low is not None:
        low = Fraction(low.__floor__() + 1) if numbers.low_open else Fraction(low.__ceil__())
    if high is not None:
        high = Fraction(high.__ceil__() - 1) if numbers.high_open else Fraction(high.__floor__())
    return Interval(low, high)


def merged(pieces: Sequence[Interval], *, whole: bool) -> Pieces:
    """Stretches of numbers, those that touch put together, from the lowest up."""
    ordered = sorted(pieces, key=lambda piece: (piece.low is not None, piece.low or 0, piece.low_open))
    found: list[Interval] = []
    for piece in ordered:
        last = found[-1] if found else None
        if last is not None and _touch(last, piece, whole=whole):
            high, high_open = _higher(last, piece)
            found[-1] = Interval(last.low, high, last.low_open, high_open)
        else:
            found.append(piece)
    return tuple(found)


def _touch(lower: Interval, upper: Interval, *, whole: bool) -> bool:
    if lower.high is None or upper.low is None:
        return True
    gap = upper.low - lower.high
    return gap < 0 or (gap == 0 and not (lower.high_open and upper.low_open)) or (whole and gap == 1)


def _higher(one: Interval, other: Interval) -> tuple[Fraction | None, bool]:
    if one.high is None or other.high is None:
        return None, False
    high, is_open = max((one.high, not one.high_open), (other.high, not other.high_open))
    return high, not is_open


def _dates(written: str, date: Dating | None, column: Column, conditions: Sequence[Condition]) -> list[Option]:
    """The days of a date, known or blank, cut where the conditions tell one day from the next."""
    asked = [c.test.days for c in conditions if isinstance(c.test, Dated)]
    cuts = sorted({cut for days in asked for cut in (days.first, days.last + 1)})
    starts = date.starts if date is not None else Range(FIRST, LAST)
    ends = date.ends if date is not None else Range(FIRST, LAST)
    lasting = date.lasting if date is not None else column.lasting
    here = folded(written) if date is not None else None
    stepped = exactly(Fraction(starts.first)) if date is not None and column.stepped else None
    found = []
    for first in _cut(starts, cuts):
        for last in _cut(ends, cuts) if lasting else (first,):
            if first.first <= last.last:
                order = stepped or Interval(Fraction(first.first), Fraction(first.last))
                found.append(Option(here, order, (first, last)))
    if date is not None and date.doubtful:
        found.append(Option(here, ANY))
    return found


def _cut(days: Range, cuts: Sequence[int]) -> Iterator[Range]:
    first = days.first
    for cut in cuts:
        if first < cut <= days.last:
            yield Range(first, cut - 1)
            first = cut
    yield Range(first, days.last)


def _subsets(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for taken in product((False, True), repeat=len(texts)):
        yield tuple(one for one, there in zip(texts, taken, strict=True) if there)
