"""Numbers side by side: what is stated against what was found, a ranking as bars, a change as two points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from factspec.report.language import Language
from factspec.report.model import Number, Result
from factspec.report.pictures.scale import Scale, Shade, Shape, Stroke, Tick, number_ticks

Role = Literal["stated", "found", "other"]
_DECIMALS = 6

Form = Literal["range", "ranking", "change"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of the picture: its words, its value in words and its marks."""

    role: Role
    says: str
    value: str
    strokes: tuple[Stroke, ...]
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The numbers of one unit on one axis; ``stated`` are the stretches that the claim allows."""

    form: Form
    unit: str | None
    bars: tuple[Bar, ...]
    stated: tuple[Shade, ...]
    ticks: tuple[Tick, ...]


def figures(result: Result, language: Language) -> tuple[Figure, ...]:
    """The pictures of a result's numbers, one for each unit; none where no number has a limit."""
    units = dict.fromkeys(number.unit for number in result.numbers)
    alike = [[number for number in result.numbers if number.unit == unit] for unit in units]
    return tuple(_figure(numbers, result.kind, language) for numbers in alike if any(map(_limits, numbers)))


def _figure(numbers: Sequence[Number], kind: str | None, language: Language) -> Figure:
    ranking = sum(number.place is not None for number in numbers) > 1
    points = [number for number in numbers if number.role != "stated" and number.low is not None and number.low == number.high]
    form: Form = "ranking" if ranking else "change" if kind == "change" and len(points) > 1 else "range"
    scale = _scale(numbers, from_zero=ranking)
    if ranking:
        numbers = sorted(numbers, key=lambda number: (number.place is None, number.place or 0))
    bars = [
        Bar(number.role, number.says, _value(number, language), tuple(_strokes(number, scale, ranking=ranking)), number.place)
        for number in numbers
    ]
    if form == "change":
        bars.append(_step(points[0], points[1], scale, language))
    stated = [number for number in numbers if number.role == "stated" and _limits(number) and not ranking]
    shades = tuple(scale.shade(_exact(number.low), _exact(number.high)) for number in stated)
    return Figure(form, numbers[0].unit, tuple(bars), shades, number_ticks(scale, language))


def _limits(number: Number) -> tuple[Fraction, ...]:
    return tuple(Fraction(limit) for limit in (number.low, number.high) if limit is not None)


def _scale(numbers: Iterable[Number], *, from_zero: bool) -> Scale:
    """An axis that takes all limits in, with some air around them; bars begin at nought."""
    limits = [limit for number in numbers for limit in _limits(number)]
    low, high = min(limits), max(limits)
    if from_zero:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        air = abs(low) / 20 or Fraction(1)
        return Scale(low - air, high + air)
    air = (high - low) / 12
    return Scale(low - air if low or not from_zero else low, high + air)


def _strokes(number: Number, scale: Scale, *, ranking: bool) -> Iterable[Stroke]:
    low, high = _exact(number.low), _exact(number.high)
    if low is None and high is None:
        return
    if not ranking:
        yield scale.point("dot", low) if low is not None and low == high else scale.stretch("span", low, high)
        return
    if low is not None:
        yield scale.stretch("span", min(low, Fraction(0)), max(low, Fraction(0)))
    if low != high:
        yield scale.stretch("maybe", low if low is not None else Fraction(0), high)


def _step(before: Number, after: Number, scale: Scale, language: Language) -> Bar:
    """The way from one point to the other."""
    first, last = before.low or Decimal(0), after.low or Decimal(0)
    low, high = Fraction(min(first, last)), Fraction(max(first, last))
    says = language.plain("numbers.rise" if last > first else "numbers.fall" if last < first else "numbers.level")
    head: Shape = "later" if last > first else "earlier" if last < first else "dot"
    way = (scale.stretch("line", low, high), scale.point("dot", Fraction(first)), scale.point(head, Fraction(last)))
    return Bar("other", says, _said(last - first, language), way)


def _value(number: Number, language: Language) -> str:
    """The number in words: a value, a range, or a limit on one side."""
    low, high = number.low, number.high
    if low is not None and low == high:
        return _said(low, language)
    if low is not None and high is not None:
        return f"{_said(low, language)} – {_said(high, language)}"
    if low is not None:
        return language.plain("numbers.at_least", number=_said(low, language))
    if high is not None:
        return language.plain("numbers.at_most", number=_said(high, language))
    return language.plain("numbers.unknown")


def _said(number: Decimal, language: Language) -> str:
    """The number, cut to six decimals and said to be so where it has more."""
    short = number.quantize(Decimal(1).scaleb(-_DECIMALS)) if -int(number.as_tuple().exponent) > _DECIMALS else number
    return language.number(short) if short == number else f"≈ {language.number(short)}"


def _exact(limit: Decimal | None) -> Fraction | None:
    return None if limit is None else Fraction(limit)
