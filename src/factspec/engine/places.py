"""Places in the order of a column, exactly, whatever is left open of the other rows.

The n-th highest are all rows that just n - 1 rows are above; rows that tie share a place. Rows are independent of each other, so
how many are above a number is any count from those that must be to those that may.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cached_property
from heapq import nlargest
from itertools import pairwise

from factspec.engine.members import Member, Members
from factspec.values.intervals import Interval

_NOTHING = Interval(Fraction(0), Fraction(0), True, True)
_TRIED = 64
_Low = tuple[Fraction, bool, int]  # the least a row can have, whether that is left out itself, and the row
_High = tuple[bool, Fraction, int]  # whether a row's numbers have no end above, their end, and the row
_UNLISTED = -1


class Places:
    """The n-th place from the top among some members, or, ``lowest``, from the bottom."""

    def __init__(self, members: Members, n: int, *, lowest: bool = False) -> None:
        self._members = members.turned if lowest else members
        self._n, self._sign = n, Fraction(-1 if lowest else 1)

    def above(self, number: Fraction) -> tuple[int, int | None]:
        """How many of them are above a number, or, for the lowest, below it, at least and at most; None: any number."""
        return _above(self._members, number * self._sign)

    def can_have(self, without: int | None = None) -> Interval:
        """The numbers with which a row may have the place; ``without`` is that row, where its own number is open."""
        lows, highs = self._left(without)
        n = self._n
        low, low_open = lows[n - 1][:2] if len(lows) >= n else (None, False)
        if n == 1:
            return self._turned(Interval(low, None, low_open))
        tops = [top for top in (highs[n - 2] if len(highs) >= n - 1 else None, self._beyond) if top is not None]
        if not tops:
            return _NOTHING
        endless, high, _ = max(tops)
        return self._turned(Interval(low, None if endless else high, low_open, high_open=not endless))

    def must_have(self, without: int | None = None) -> Interval:
        """The numbers with which a row has the place whatever the others have."""
        lows, highs = self._left(without)
        n = self._n
        tops = [top for top in (highs[n - 1] if len(highs) >= n else None, self._beyond) if top is not None]
        endless, low, _ = max(tops, default=(False, None, 0))
        if endless:
            return _NOTHING
        if n == 1:
            return self._turned(Interval(low))
        if len(lows) < n - 1:
            return _NOTHING
        most, is_open, _ = lows[n - 2]
        return self._turned(Interval(low, most, high_open=not is_open))

    @cached_property
    def vacant(self) -> bool:
        """Whether nobody may have the place: there may be fewer, or those that tie for a better one leave it out.

        Where that hangs on very many numbers, it is taken to be so.
        """
        if self._members.sure < self._n:
            return True
        if self._n == 1:
            return False
        tried = self._where_tied()
        return len(tried) > _TRIED or any(_tie_over(self._members, number, self._n) for number in tried)

    def _left(self, without: int | None) -> tuple[list[_Low], list[_High]]:
        if without is None:
            return self._lows, self._highs
        return [low for low in self._lows if low[2] != without], [high for high in self._highs if high[2] != without]

    @cached_property
    def _lows(self) -> list[_Low]:
        """The n + 1 highest of the least numbers of those that are members for sure."""
        lows: list[_Low] = [(number, False, row) for number, sure, row in self._members.known if sure]
        for member, row in self._members.loose:
            low, is_open = member.low
            if member.sure and low is not None:
                lows.append((low, is_open, row))
        return nlargest(self._n + 1, lows)

    @cached_property
    def _highs(self) -> list[_High]:
        """The n + 1 highest of the greatest numbers of all that may be members."""
        highs: list[_High] = [(False, number, row) for number, _, row in self._members.known]
        return nlargest(self._n + 1, [*highs, *(_end(member, row) for member, row in self._members.loose)])

    @property
    def _beyond(self) -> _High | None:
        return _end(self._members.beyond, _UNLISTED) if self._members.beyond is not None else None

    def _where_tied(self) -> list[Fraction]:
        """The numbers at which a tie may leave the place out."""
        members, n = self._members, self._n
        low, low_open = self._lows[n - 2][:2] if len(self._lows) >= n - 1 else (None, False)
        window = Interval(low, None, low_open)
        counted = Counter(number for number, _, _ in members.known if number in window)
        if not members.loose and members.beyond is None:
            return [number for number, times in counted.items() if times > 1]
        ends = sorted({*counted, *(end for end in members.loose_ends() if end in window)})
        offered = [*ends, *((one + other) / 2 for one, other in pairwise(ends))]
        offered += [end + step for end in ends for step in (-1, 1)] if ends else [Fraction(0)]
        return [
            number for number in dict.fromkeys(offered) if number in window and (not members.whole or number.denominator == 1)
        ]

    def _turned(self, numbers: Interval) -> Interval:
        return numbers if self._sign > 0 else numbers.scaled(self._sign)


def _above(members: Members, number: Fraction) -> tuple[int, int | None]:
    known = [sure for found, sure, _ in members.known if found > number]
    must, may = sum(known), len(known)
    for member, _ in members.loose:
        low, is_open = member.low
        must += member.sure and low is not None and (low > number or (low == number and is_open))
        may += _reaches(member, number)
    return must, None if members.beyond is not None and _reaches(members.beyond, number) else may


def _tie_over(members: Members, number: Fraction, n: int) -> bool:
    """Whether those with just that number may share a place before the n-th and reach beyond it.

    All that may have the number are given it; of those that may be above it, as many as leave the n-th place out.
    """
    if _above(members, number)[0] > n - 2:
        return False
    beyond = members.beyond
    if beyond is not None and beyond.at(number):
        return True
    at = sum(found == number for found, _, _ in members.known) + sum(member.at(number) for member, _ in members.loose)
    higher = sum(found > number for found, _, _ in members.known)
    higher += sum(not member.at(number) and _reaches(member, number) for member, _ in members.loose)
    return at >= 2 and (higher + at >= n or (beyond is not None and _reaches(beyond, number)))


def _end(member: Member, row: int) -> _High:
    return (True, Fraction(0), row) if member.high is None else (False, member.high, row)


def _reaches(member: Member, number: Fraction) -> bool:
    return member.high is None or member.high > number
