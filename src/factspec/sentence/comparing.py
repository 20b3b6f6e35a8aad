"""What a comparison in words states of a difference or a ratio."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from factspec.sentence.number_slots import Comparison
from factspec.values.intervals import Interval, exactly
from factspec.values.numbers import Rounding
from factspec.values.units import PERCENT

_ABOVE = Interval(low=Fraction(0), low_open=True)


def stated_comparison(how: Comparison, rounding: Rounding) -> tuple[Literal["difference", "ratio"], Interval, str | None]:
    """Whether the difference of two numbers or their ratio is stated, the numbers that it may be, and their unit."""
    sign = Fraction(-1 if how.how == "lower" else 1)
    if how.how == "the same":
        return "difference", exactly(Fraction(0)), None
    if how.by is None:
        return "difference", _ABOVE.scaled(sign), None
    meant = how.by.number.meant(rounding)
    if how.how == "times":
        return "ratio", meant, None
    meant = meant.overlap(_ABOVE)
    if how.by.unit == PERCENT:
        return "ratio", meant.scaled(sign / 100, Fraction(1)), None
    return "difference", meant.scaled(sign), how.by.unit
