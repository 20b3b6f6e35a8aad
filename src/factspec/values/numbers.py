"""Stated numbers with their hedges, and what a reader takes them to mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from factspec.problem import problem
from factspec.values.figures import (
    Figure,
    Style,
    beside,
    both_of_hundred,
    figure,
    figures_at,
    fractions_at,
    of_hundred,
    scale_of,
    whole,
)
from factspec.values.intervals import Interval, exactly
from factspec.values.names import alike, tidy

Hedge = Literal["", "exactly", "about", "nearly", "more than", "less than", "at least", "at most", "between"]
HEDGE_WORDS: dict[Hedge, tuple[str, ...]] = {
    "exactly": ("exactly", "precisely"),
    "about": ("about", "around", "roughly", "approximately", "some"),
    "nearly": ("nearly", "almost", "just under"),
    "more than": ("more than", "over", "above", "upwards of"),
    "less than": ("less than", "fewer than", "under", "below"),
    "at least": ("at least", "no less than", "no fewer than"),
    "at most": ("at most", "no more than", "up to"),
    "": ("only", "just"),
}
Figures = Callable[[str, int], Iterator[tuple[Figure, int]]]
_EXPECTED = "a number such as 9.9 million, about 1,200.5, more than 20, or between 2 and 4"


@dataclass(frozen=True, slots=True)
class Rounding:
    """How much the hedges allow: ``about`` is the share of a number that it may be off, ``nearly`` where *nearly* begins."""

    about: Fraction = Fraction(5, 100)
    nearly: Fraction = Fraction(95, 100)


USUAL = Rounding()


@dataclass(frozen=True, slots=True)
class Number:
    """A stated number: a hedge and a figure; ``to`` is the upper figure of *between*, and None otherwise."""

    hedge: Hedge
    figure: Figure
    to: Figure | None = None

    def __post_init__(self) -> None:
        if (self.hedge == "between") != (self.to is not None):
            raise ValueError("between has two figures, any other hedge one")
        if self.to is not None and self.to.exact < self.figure.exact:
            raise problem(f"between {self.figure} and {self.to}", expected="the smaller number first")

    def meant(self, rounding: Rounding = USUAL) -> Interval:
        """The numbers for which it is true: all that rounds to it, unless a hedge says otherwise."""
        value = self.figure.exact
        match self.hedge:
            case "":
                return self.figure.rounded
            case "exactly":
                return exactly(value)
            case "about":
                low, high = sorted((value * (1 - rounding.about), value * (1 + rounding.about)))
                return Interval(low, high)
            case "nearly":
                low, high = sorted((value * rounding.nearly, value))
                return Interval(low, high)
            case "more than":
                return Interval(low=value, low_open=True)
            case "less than":
                return Interval(high=value, high_open=True)
            case "at least":
                return Interval(low=value)
            case "at most":
                return Interval(high=value)
            case "between":
                assert self.to is not None
                return Interval(value, self.to.exact)

    @property
    def of_hundred(self) -> Number:
        """A fraction of one as one of a hundred; any other number as it is."""
        if self.to is None:
            return Number(self.hedge, of_hundred(self.figure))
        if self.figure.parts is None and self.to.parts is None:
            return self
        return Number(self.hedge, *both_of_hundred(self.figure, self.to))

    def __str__(self) -> str:
        if self.to is not None:
            return f"between {beside(self.figure, self.to)} and {self.to}"
        return f"{self.hedge} {self.figure}".strip()

    def near(self) -> Iterator[Number]:
        """What a writer in a hurry might have put: another hedge, a digit off, ten times too much."""
        hedges: tuple[Hedge, ...] = get_args(Hedge)
        swaps: dict[Hedge, Hedge] = {
            "more than": "less than",
            "less than": "more than",
            "at least": "at most",
            "at most": "at least",
        }
        one, style = self.figure, _style(self.figure)
        for moved in (one.value + one.step, one.value - one.step, one.value * 2, one.value * 10, one.value / 10):
            if self.to is None:
                yield Number(self.hedge, figure(Fraction(moved), one.step if moved != one.value / 10 else one.step / 10, style))
            elif Fraction(moved) <= self.to.exact:
                yield Number(self.hedge, figure(Fraction(moved), one.step, style), self.to)
        if self.to is not None:
            yield Number(
                "between",
                figure(Fraction(self.to.value * 2), self.to.step, style),
                figure(Fraction(self.to.value * 3), self.to.step, style),
            )
            return
        for hedge in (swaps.get(self.hedge), *hedges):
            if hedge is not None and hedge not in (self.hedge, "between"):
                yield Number(hedge, one)

    def mended(self, found: Interval) -> Iterator[Number]:
        """Numbers that would be true of all that was found, likest first; none where it has no ends."""
        if found.low is None or found.high is None:
            return
        style, steps = _style(self.figure), (self.figure.step, self.figure.step / 10)
        if found.point is not None:
            hedges: tuple[Hedge, ...] = (self.hedge, "") if self.hedge in ("about", "nearly", "exactly") else ("",)
            for hedge in hedges:
                for step in steps:
                    yield Number(hedge, figure(found.point, step, style))
                yield Number(hedge, whole(found.point, style))
            return
        for step in steps:
            yield Number("", figure((found.low + found.high) / 2, step, style))
        yield Number("between", whole(found.low, style), whole(found.high, style))


def _style(one: Figure) -> Style:
    """How numbers near to a figure are written."""
    return "plain" if one.style == "fraction" else one.style


def numbers_at(text: str, place: int, figures: Figures = figures_at) -> Iterator[tuple[Number, int]]:
    """The stated numbers at a place of a lower-case text, each with where it ends.

    ``figures`` reads the figures behind the hedge; the first of *between 2 and 3 times* stands without what follows the
    second. Raises Problems for one that runs backwards.
    """
    if text.startswith("between ", place):
        start = place + len("between ")
        for low, middle in dict.fromkeys((*figures(text, start), *figures_at(text, start))):
            if text.startswith(" and ", middle):
                for high, end in figures(text, middle + len(" and ")):
                    one = in_scale(text[start:middle], Number("", low), text[middle + len(" and ") : end]).figure
                    both = Number("between", one, high)
                    yield both.of_hundred if any(known.parts and known.step == 1 for known in (one, high)) else both, end
        return
    for hedge, ways in HEDGE_WORDS.items():
        for way in ways:
            if text.startswith(f"{way} ", place):
                for found, end in figures(text, place + len(way) + 1):
                    yield Number(hedge, found), end
    for found, end in figures(text, place):
        yield Number("", found), end


def in_scale(said: str, one: Number, other: str) -> Number:
    """The first of two numbers, in the scale of the second where it has none: 30 of *30 to 40 million*.

    ``said`` and ``other`` are the two as they are written, in lower case.
    """
    power = scale_of(other)
    if not power or scale_of(said) or one.to is not None:
        return one
    return Number(one.hedge, Figure(one.figure.value.scaleb(power), one.figure.step.scaleb(power), one.figure.style))


def number(text: str) -> Number:
    """The number written ``text``. Raises Problems for anything else."""
    plain = alike(tidy(text))
    read = ((stated, end) for figures in (figures_at, fractions_at) for stated, end in numbers_at(plain, 0, figures))
    found = [stated for stated, end in read if end == len(plain)]
    if not found:
        raise problem(f"{text!r} is no number", expected=_EXPECTED)
    return found[0]
