"""What a column comes to over rows of which some are open: its highest and lowest, its total, its average.

The highest and the lowest are exact. A total or an average is exact while few rows may be left out and few numbers are in
one of several stretches; beyond that, limits that hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from factspec.engine.cell_options import merged, tightened
from factspec.engine.members import Member, Members
from factspec.values.intervals import ANY, Interval, exactly, hull
from factspec.verdict import Verdict, from_worlds

How = Literal["average", "total", "highest", "lowest"]
_TRIED = 4096


@dataclass(frozen=True, slots=True)
class Reached:
    """All that may come out: stretches of numbers, of which, where there is a ``step``, only its multiples.

    ``none``: there may be no row, and so no number.
    """

    numbers: tuple[tuple[Interval, Fraction | None], ...]
    none: bool

    @property
    def span(self) -> Interval | None:
        """From the least to the most that may come out; None where nothing may."""
        found = [numbers for numbers, _ in self.numbers]
        return hull(found) if found else None


def judged(found: Reached, stated: Interval) -> Verdict:
    """The verdict on stated numbers over all that may come out; no number is none of those stated."""
    can_be_true, can_be_false = False, found.none
    for numbers, step in found.numbers:
        can_be_true |= bool(_stepped(numbers.overlap(stated), step))
        can_be_false |= not _stepped(numbers, step).within(stated)
    return from_worlds(can_be_true, can_be_false)


def comes_to(how: How, members: Members) -> Reached:
    """All that the column may come to over the members."""
    none, step = members.sure == 0, Fraction(1) if members.whole else None
    match how:
        case "highest":
            return Reached(tuple((piece, step) for piece in _highest(members)), none)
        case "lowest":
            turned = _highest(members.turned)
            return Reached(tuple((piece.scaled(Fraction(-1)), step) for piece in turned), none)
        case "total" | "average":
            return Reached(tuple(dict.fromkeys(_sums(how, members))), none)


def _highest(members: Members) -> tuple[Interval, ...]:
    """Any number that some member may have, and that no sure member must be above."""
    lows = [(number, False) for number, sure, _ in members.known if sure]
    for member, _ in members.loose:
        low, is_open = member.low
        lows += [(low, is_open)] if member.sure and low is not None else []
    least, is_open = max(lows, default=(None, False))
    from_least = Interval(least, None, is_open)
    known = {number for number, _, _ in members.known if number in from_least}
    pieces = [exactly(number) for number in known]
    several = [member for member, _ in members.loose] + ([members.beyond] if members.beyond else [])
    pieces += [both for member in several for piece in member.pieces if (both := piece.overlap(from_least))]
    return merged(pieces, whole=False)


def _sums(how: Literal["total", "average"], members: Members) -> Iterator[tuple[Interval, Fraction | None]]:
    fixed = sum((number for number, sure, _ in members.known if sure), Fraction(0))
    count = sum(sure for _, sure, _ in members.known)
    open_ones = [Member((exactly(number),), False) for number, sure, _ in members.known if not sure]
    open_ones += [member for member, _ in members.loose]
    if members.beyond is not None and ANY in members.beyond.pieces:
        yield ANY, Fraction(1) if members.whole and how == "total" else None
        return
    listed = list(_listed(how, fixed, count, open_ones, whole=members.whole))
    yield from listed
    if members.beyond is not None:
        yield _with_unlisted(how, [numbers for numbers, _ in listed], hull(members.beyond.pieces), sure=members.sure > 0), None


def _listed(
    how: Literal["total", "average"], fixed: Fraction, count: int, members: Sequence[Member], *, whole: bool
) -> Iterator[tuple[Interval, Fraction | None]]:
    """What the listed rows may come to, those that are open in ``members``."""
    tried = 1
    for member in members:
        tried *= len(member.pieces) + (not member.sure)
    if tried > _TRIED:
        yield _limits(how, fixed, count, members), None
        return
    for numbers, more in _choices(members):
        if count + more:
            total = numbers.scaled(Fraction(1), fixed)
            step = Fraction(1) if whole and total.point is None else None
            yield (total, step) if how == "total" else (_over(total, count + more), step and step / (count + more))


def _choices(members: Sequence[Member]) -> set[tuple[Interval, int]]:
    """What the members may add up to, each in one of its stretches or left out, and how many are there."""
    found = {(exactly(Fraction(0)), 0)}
    for member in members:
        offered: list[Interval | None] = [*member.pieces, *([] if member.sure else [None])]
        found = {
            (numbers if piece is None else _plus(numbers, piece), more + (piece is not None))
            for (numbers, more), piece in product(found, offered)
        }
    return found


def _with_unlisted(how: Literal["total", "average"], listed: Sequence[Interval], beyond: Interval, *, sure: bool) -> Interval:
    """Limits where one row or more comes on top of those that are listed."""
    if how == "average":
        return hull([beyond, *listed])
    base = hull([*listed, *([] if sure else [exactly(Fraction(0))])])
    down, up = beyond.low is None or beyond.low < 0, beyond.high is None or beyond.high > 0
    more = Interval(
        None if down else beyond.low, None if up else beyond.high, not down and beyond.low_open, not up and beyond.high_open
    )
    return _plus(base, more)


def _limits(how: Literal["total", "average"], fixed: Fraction, count: int, members: Sequence[Member]) -> Interval:
    """The least and the most that may come out."""
    low = _most(how, -fixed, count, [member.turned() for member in members])
    high = _most(how, fixed, count, members)
    return Interval(None if low is None else -low, high)


def _most(how: Literal["total", "average"], fixed: Fraction, count: int, members: Sequence[Member]) -> Fraction | None:
    if any(member.high is None for member in members):
        return None
    total, there = fixed, count
    for member in members:
        if member.sure:
            total, there = total + (member.high or 0), there + 1
    for high in sorted((member.high or Fraction(0) for member in members if not member.sure), reverse=True):
        if there == 0 or (high > 0 if how == "total" else high * there > total):
            total, there = total + high, there + 1
    return total if how == "total" else total / there


def _stepped(numbers: Interval, step: Fraction | None) -> Interval:
    return numbers if step is None or not numbers else tightened(numbers.scaled(1 / step)).scaled(step)


def _over(numbers: Interval, count: int) -> Interval:
    return numbers.scaled(Fraction(1, count))


def _plus(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return Interval(low, high, one.low_open or other.low_open, one.high_open or other.high_open)
