"""The algebra of numbers that are known within limits: differences, ratios, shares and places, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from factspec.values.intervals import Interval
from factspec.verdict import Verdict, from_worlds


def compared(found: Interval, stated: Interval) -> Verdict:
    """The verdict on stated numbers, where every number of ``found`` is possible and no other."""
    return from_worlds(found.meets(stated), not found.within(stated))


def difference(left: Interval, right: Interval) -> Interval:
    """One number less another, each any of its own."""
    low = None if left.low is None or right.high is None else left.low - right.high
    high = None if left.high is None or right.low is None else left.high - right.low
    return Interval(low, high)


def ratio(left: Interval, right: Interval) -> Interval | None:
    """One number divided by another, each any of its own; None where the other may be zero or less: no ratio is meant then."""
    if right.low is None or right.low <= 0:
        return None
    low = high = None
    if left.low is not None:
        low = left.low / right.low if left.low < 0 else Fraction(0) if right.high is None else left.low / right.high
    if left.high is not None:
        high = left.high / right.low if left.high >= 0 else Fraction(0) if right.high is None else left.high / right.high
    return Interval(low, high)


def share(part: Interval, others: Sequence[Interval]) -> Interval | None:
    """A part of the sum of itself and others; None where one may be below zero, or all may be zero."""
    lows = [numbers.low for numbers in (part, *others)]
    if any(low is None or low < 0 for low in lows) or part.low is None:
        return None
    least = sum((numbers.low or Fraction(0) for numbers in others), Fraction(0))
    most = None if any(n.high is None for n in others) else sum((n.high or Fraction(0) for n in others), Fraction(0))
    if part.low + least <= 0:
        return None
    low = Fraction(0) if most is None else part.low / (part.low + most) if part.low + most else Fraction(0)
    high = Fraction(1) if part.high is None else part.high / (part.high + least)
    return Interval(low, high)


def place(own: Interval, others: Sequence[tuple[Interval, bool]], n: int, *, unlisted: bool, lowest: bool = False) -> Verdict:
    """Whether just n - 1 others are above a number, each any of its own; those marked True may be missing altogether.

    ``unlisted``: any others may be there. What is above a number hangs on the number, so each stretch of them between two
    ends is tried, and each end.
    """
    if lowest:
        own, others = own.scaled(Fraction(-1)), [(numbers.scaled(Fraction(-1)), optional) for numbers, optional in others]
    can_be_true = can_be_false = False
    for least, most in places(own, others):
        can_be_true |= least <= n and (unlisted or most >= n)
        can_be_false |= unlisted or not least == most == n
    return from_worlds(can_be_true, can_be_false)


def places(own: Interval, others: Sequence[tuple[Interval, bool]]) -> list[tuple[int, int]]:
    """The lowest and the highest place, counted from 1 at the top, for each stretch of the numbers that ``own`` may be."""
    ends = {end for numbers, _ in ((own, False), *others) for end in (numbers.low, numbers.high) if end is not None}
    found = []
    for number in _tried(sorted(ends)):
        if number in own:
            must = sum(1 for numbers, optional in others if not optional and numbers.low is not None and numbers.low > number)
            may = sum(1 for numbers, _ in others if numbers.high is None or numbers.high > number)
            found.append((1 + must, 1 + may))
    return found


def _tried(ends: Sequence[Fraction]) -> list[Fraction]:
    if not ends:
        return [Fraction(0)]
    between = [(one + other) / 2 for one, other in pairwise(ends)]
    return sorted({ends[0] - 1, *ends, *between, ends[-1] + 1})
