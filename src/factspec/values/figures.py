"""Numbers as people write them, each with the place it is rounded to: 9.9 million, 1,200.5, twenty-five thousand, 1:00.26."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Literal

from factspec.values.intervals import Interval
from factspec.values.spelled import spelled_at

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SHORT = {"k": 3, "m": 6, "mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12}
_NUMERAL = re.compile(r"(?:-|minus )?(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,30})?", re.ASCII)
_SCALE = re.compile(rf"[ -](?P<long>{'|'.join(SCALES)})\b|[ ]?(?P<short>mn|mln|bn|bln|tn|trn)\b|(?P<letter>[km])\b", re.ASCII)
_FRACTION = re.compile(r"(?P<over>\d{1,9})/(?P<under>\d{1,9})(?![\d/.])", re.ASCII)
_CLOCK = re.compile(r"(?:(?P<hours>\d{1,9}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d(?:\.\d{1,9})?)", re.ASCII)

Style = Literal["plain", "clock", "fraction"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A written number: its ``value``, and ``step``, the place it is rounded to, a power of ten.

    9.9 million has the step 100,000; 1,200.5 has the step 0.1. A ``clock`` counts seconds: ``1:00.26``, ``2:05:00``. A
    ``fraction`` such as 2/3 has ``parts``, of one, or of a hundred where the step is 1.
    """

    value: Decimal
    step: Decimal
    style: Style = "plain"
    parts: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        with localcontext(prec=100):
            object.__setattr__(self, "value", self.value.quantize(self.step) if self.value else Decimal(0))
        object.__setattr__(self, "step", Decimal(1).scaleb(self.step.adjusted()))

    @property
    def exact(self) -> Fraction:
        """The number itself."""
        if self.parts is not None:
            return Fraction(*self.parts) * (100 if self.step == 1 else 1)
        return Fraction(self.value)

    @property
    def rounded(self) -> Interval:
        """All that rounds to it, halves away from zero."""
        half = Fraction(self.step) / 2
        low, high = self.exact - half, self.exact + half
        return Interval(low, high, low_open=self.value <= 0, high_open=self.value >= 0)

    def __str__(self) -> str:
        if self.parts is not None:
            return f"{self.parts[0]}/{self.parts[1]}"
        return _clock_text(self.value, self.step) if self.style == "clock" else _text(self.value, self.step)


def figures_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """The numbers at a place of a lower-case text, longest first, each with where it ends."""
    clock = _CLOCK.match(text, place)
    if clock and not text[clock.end() : clock.end() + 1].isalnum():
        yield _clock(clock), clock.end()
        return
    numeral = _NUMERAL.match(text, place)
    if numeral is None:
        yield from (_figure(value, step, end) for value, step, end in spelled_at(text, place))
        return
    if re.match(r"[/:]\d|,\d{3}", text[numeral.end() :]):
        return
    digits = numeral[0].replace(",", "").replace("minus ", "-")
    value, end = Decimal(digits), numeral.end()
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    scale = _SCALE.match(text, end)
    if scale:
        power = SCALES[scale["long"]] if scale["long"] else _SHORT[scale["short"] or scale["letter"]]
        yield Figure(value.scaleb(power), step.scaleb(power)), scale.end()
    if scale is None or scale["letter"]:
        yield Figure(value, step), end


def fractions_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """The fraction of one at a place of a lower-case text, ``2/3``, to the hundredth, and where it ends."""
    match = _FRACTION.match(text, place)
    if match and int(match["under"]):
        yield _fraction(Fraction(int(match["over"]), int(match["under"])), Decimal("0.01")), match.end()


def fraction(share: Fraction, step: Decimal) -> Figure:
    """A share of one, or of a hundred where the step is 1: a plain figure where it is one to its step."""
    of = 100 if step == 1 else 1
    plain = figure(share * of, step)
    if plain.exact == share * of:
        return plain
    return _fraction(share, step)


def of_hundred(one: Figure) -> Figure:
    """A fraction of one as one of a hundred; any other figure as it is."""
    return fraction(Fraction(*one.parts), Decimal(1)) if one.parts is not None else one


def both_of_hundred(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Two figures of which one is a fraction, both as fractions of a hundred, so that they are written alike."""
    whole_is = 100 if any(known.parts is not None and known.step == 1 for known in (one, other)) else 1
    low, high = (Fraction(*known.parts) if known.parts is not None else known.exact / whole_is for known in (one, other))
    return _fraction(low, Decimal(1)), _fraction(high, Decimal(1))


def _fraction(share: Fraction, step: Decimal) -> Figure:
    of = 100 if step == 1 else 1
    return Figure(figure(share * of, step).value, step, "fraction", (share.numerator, share.denominator))


def scale_of(text: str) -> int:
    """The power of ten of the scale word in a number as it is written, in lower case; 0 where it has none."""
    for match in re.finditer(rf"\b(?P<long>{'|'.join(SCALES)})\b|(?<=[\d ])(?P<short>{'|'.join(_SHORT)})\b", text, re.ASCII):
        return SCALES[match["long"]] if match["long"] else _SHORT[match["short"]]
    return 0


def figure(number: Fraction, step: Decimal, style: Style = "plain") -> Figure:
    """A number rounded to a step, halves away from zero."""
    with localcontext(prec=100):
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        return Figure(exact.quantize(step, rounding=ROUND_HALF_UP), step, style)


def whole(number: Fraction, style: Style = "plain", most: int = 6) -> Figure:
    """A number with all its decimals, as far as it has no more than ``most``."""
    for places in range(most):
        if (number * 10**places).denominator == 1:
            return figure(number, Decimal(1).scaleb(-places), style)
    return figure(number, Decimal(1).scaleb(-most), style)


def _figure(value: Decimal, step: Decimal, end: int) -> tuple[Figure, int]:
    return Figure(value, step), end


def _clock(match: re.Match[str]) -> Figure:
    seconds = Decimal(match["seconds"])
    total = seconds + 60 * int(match["minutes"]) + 3600 * int(match["hours"] or 0)
    return Figure(total, Decimal(1).scaleb(-len(match["seconds"].partition(".")[2])), "clock")


def _clock_text(value: Decimal, step: Decimal) -> str:
    sign, total = ("-" if value < 0 else ""), abs(value)
    whole_minutes, seconds = divmod(total, 60)
    hours, minutes = divmod(int(whole_minutes), 60)
    places = max(0, -step.adjusted())
    tail = f"{seconds:0{3 + places if places else 2}.{places}f}"
    return f"{sign}{hours}:{minutes:02}:{tail}" if hours else f"{sign}{minutes}:{tail}"


def _text(value: Decimal, step: Decimal) -> str:
    if step <= 1:
        return f"{value:,.{max(0, -step.adjusted())}f}"
    able = [(word, power) for word, power in SCALES.items() if power >= step.adjusted()] or [("trillion", 12)]
    reached = [pair for pair in able if abs(value) >= Decimal(1).scaleb(pair[1])]
    return _scaled(value, step, *(reached[-1] if reached else able[0]))


def _scaled(value: Decimal, step: Decimal, word: str, power: int) -> str:
    return f"{value.scaleb(-power):,.{max(0, power - step.adjusted())}f} {word}"


def beside(one: Figure, other: Figure) -> str:
    """A figure as it is written before another, in a scale of its own where the other has one, so that it does not take that."""
    text = str(one)
    if one.style != "plain" or not scale_of(str(other)) or scale_of(text):
        return text
    return _scaled(one.value, one.step, "thousand", 3)
