"""Stretches of numbers with exact ends, each end in or out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``low`` to ``high``; None: no end there. ``low_open``: ``low`` itself is not one of them."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __bool__(self) -> bool:
        """Whether it holds any number."""
        if self.low is None or self.high is None:
            return True
        return self.low < self.high or (self.low == self.high and not (self.low_open or self.high_open))

    def __contains__(self, number: Fraction) -> bool:
        return self._above_low(number) and self._below_high(number)

    @property
    def point(self) -> Fraction | None:
        """The one number it holds; None where it holds more, or none."""
        return self.low if self and self.low is not None and self.low == self.high else None

    def overlap(self, other: Interval) -> Interval:
        """The numbers in both."""
        lows = [(end, is_open) for end, is_open in ((self.low, self.low_open), (other.low, other.low_open)) if end is not None]
        highs = [
            (end, is_open) for end, is_open in ((self.high, self.high_open), (other.high, other.high_open)) if end is not None
        ]
        low, low_open = max(lows, default=(None, False))
        high, high_open = min(highs, key=lambda found: (found[0], not found[1]), default=(None, False))
        return Interval(low, high, low_open, high_open)

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return bool(self.overlap(other))

    def within(self, other: Interval) -> bool:
        """Whether all its numbers are in ``other``."""
        return not self or self.overlap(other) == self

    def scaled(self, factor: Fraction, shift: Fraction = Fraction(0)) -> Interval:
        """Its numbers times ``factor``, which is not 0, plus ``shift``."""
        low = None if self.low is None else self.low * factor + shift
        high = None if self.high is None else self.high * factor + shift
        moved = replace(self, low=low, high=high)
        return moved if factor > 0 else Interval(high, low, self.high_open, self.low_open)

    def _above_low(self, number: Fraction) -> bool:
        return self.low is None or number > self.low or (number == self.low and not self.low_open)

    def _below_high(self, number: Fraction) -> bool:
        return self.high is None or number < self.high or (number == self.high and not self.high_open)


ANY = Interval()


def exactly(number: Fraction) -> Interval:
    """That number alone."""
    return Interval(number, number)


def hull(pieces: Iterable[Interval]) -> Interval:
    """The stretch from the lowest to the highest number of some that are not empty; all numbers where there are none."""
    found = list(pieces)
    lows, highs = [piece.low for piece in found], [piece.high for piece in found]
    low = min((low for low in lows if low is not None), default=None) if None not in lows else None
    high = max((high for high in highs if high is not None), default=None) if None not in highs else None
    low_open = low is not None and all(piece.low_open for piece in found if piece.low == low)
    high_open = high is not None and all(piece.high_open for piece in found if piece.high == high)
    return Interval(low, high, low_open, high_open)
