"""A straight axis: values to places in percent, and the ticks that a reader can take in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from factspec.report.language import Language
from factspec.values.calendar import day_number, year_month_day

_EDGE = Fraction(3)  # percent kept free on either side, so that no mark is cut in two
_TICKS = 4
_YEARS = tuple(step * 10**power for power in range(10) for step in (1, 2, 5))

Value = int | Fraction
Shape = Literal["dot", "cross", "span", "maybe", "earlier", "later", "tick", "line"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A mark on a track: ``x`` and ``width`` in percent; only what spans something has a width."""

    shape: Shape
    x: str
    width: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with its words; ``side`` keeps the words at either end inside the picture."""

    x: str
    says: str
    side: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of the axis that lies behind all marks."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis from ``low`` to ``high``, which differ."""

    low: Value
    high: Value

    def at(self, value: Value | None, open_end: Literal[0, 100] = 0) -> Fraction:
        """The place of a value in percent; beyond either end, and for no limit, the very edge."""
        if value is None:
            return Fraction(open_end)
        place = _EDGE + (100 - 2 * _EDGE) * Fraction(value - self.low) / Fraction(self.high - self.low)
        return min(max(place, Fraction(0)), Fraction(100))

    def point(self, shape: Shape, value: Value) -> Stroke:
        """A mark at one value."""
        return Stroke(shape, percent(self.at(value)))

    def stretch(self, shape: Shape, low: Value | None, high: Value | None) -> Stroke:
        """A mark from one value to another; None: to the edge."""
        first, last = self.at(low), self.at(high, 100)
        return Stroke(shape, percent(first), percent(last - first))

    def shade(self, low: Value | None, high: Value | None) -> Shade:
        """The stretch from one value to another; None: to the edge."""
        first, last = self.at(low), self.at(high, 100)
        return Shade(percent(first), percent(last - first))


def percent(place: Fraction) -> str:
    """A place as SVG and CSS write it, to a hundredth."""
    hundredths = round(place * 100)
    text = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
    return f"{text}%"


def day_ticks(scale: Scale, language: Language) -> tuple[Tick, ...]:
    """Ticks at round days, months or years, at most four."""
    first, last = int(scale.low), int(scale.high)
    for step in (1, 2, 7, 14):
        if (last - first) // step < _TICKS:
            days = range(first + (-first) % step, last + 1, step)
            return tuple(_tick(scale, day, _day_words(day, language)) for day in days)
    return _month_ticks(scale, first, last, language)


def _month_ticks(scale: Scale, first: int, last: int, language: Language) -> tuple[Tick, ...]:
    (year, month, _), (last_year, last_month, _) = year_month_day(first), year_month_day(last)
    months = 12 * (last_year - year) + last_month - month
    step = next((step for step in (1, 2, 3, 6, *(12 * years for years in _YEARS)) if months // step < _TICKS), 12 * _YEARS[-1])
    begin = 12 * year + month - 1
    found = [
        (at, day_number(at // 12, at % 12 + 1, 1)) for at in range(begin + (-begin) % step, 12 * last_year + last_month, step)
    ]
    inside = [(at, day) for at, day in found if first <= day <= last]
    return tuple(
        _tick(scale, day, _month_words(at, whole_years=step >= 12, with_year=not place, language=language))
        for place, (at, day) in enumerate(inside)
    )


def number_ticks(scale: Scale, language: Language) -> tuple[Tick, ...]:
    """Ticks at round numbers, at most four, fewer where they are long."""
    kept: list[tuple[Fraction, str]] = []
    for most in (4, 3, 2):
        step = _round_step(Fraction(scale.high - scale.low) / most)
        fewer = [(at, language.number(_decimal(at))) for at in _multiples(Fraction(scale.low), Fraction(scale.high), step)]
        kept = fewer or kept
        if sum(len(word) + 3 for _, word in kept) <= 30:
            break
    return tuple(_tick(scale, value, word) for value, word in kept)


def _round_step(least: Fraction) -> Fraction:
    """The smallest of 1, 2 and 5 times a power of ten that is not below ``least``."""
    power = Fraction(1)
    while power < least:
        power *= 10
    while power / 10 >= least:
        power /= 10
    return min((step for step in (power / 5, power / 2, power) if step >= least), default=power)


def _multiples(low: Fraction, high: Fraction, step: Fraction) -> Iterator[Fraction]:
    at = -(-low // step) * step
    while at <= high:
        yield at
        at += step


def _decimal(value: Fraction) -> Decimal:
    """A multiple of a round step, as the decimal it is."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _tick(scale: Scale, value: Value, says: str) -> Tick:
    place = scale.at(value)
    return Tick(percent(place), says, "start" if place < 9 else "end" if place > 91 else "middle")


def _day_words(day: int, language: Language) -> str:
    _, month, number = year_month_day(day)
    return f"{number} {language.short_months[month - 1]}"


def _month_words(at: int, *, whole_years: bool, with_year: bool, language: Language) -> str:
    year, month = divmod(at, 12)
    if whole_years:
        return str(year)
    name = language.short_months[month]
    return f"{name} {year}" if with_year or not month else name
