"""Found numbers in words, for reasons."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from factspec.values.figures import figure, whole
from factspec.values.intervals import Interval
from factspec.values.units import PERCENT, Unit

_DIGITS = 4


def number_words(number: Fraction) -> str:
    """A number as it is, or, where it has no end, to some digits."""
    if (number * 10**6).denominator == 1:
        return str(whole(number))
    size = len(str(abs(int(number)))) if abs(number) >= 1 else 0
    return str(figure(number, Decimal(1).scaleb(-max(1, _DIGITS - size))))


def numbers_words(numbers: Interval) -> str:
    """Numbers within limits: ``5``, ``between 4 and 6``, ``at least 4``."""
    if numbers.point is not None:
        return number_words(numbers.point)
    if numbers.low is None:
        return (
            "any number"
            if numbers.high is None
            else f"{'below' if numbers.high_open else 'at most'} {number_words(numbers.high)}"
        )
    if numbers.high is None:
        return f"{'above' if numbers.low_open else 'at least'} {number_words(numbers.low)}"
    return f"between {number_words(numbers.low)} and {number_words(numbers.high)}"


def amount(numbers: Interval, told: Unit | None) -> str:
    """Numbers within limits with their unit."""
    if told is None:
        return numbers_words(numbers)
    return f"{numbers_words(numbers)}{'' if told.name == PERCENT else ' '}{told.name}"
