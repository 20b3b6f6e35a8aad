"""Stated numbers as the columns of plain tables write them: 18,500, 40%, 1:00.26, 59.87 seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from factspec.problem import Problem, Problems
from factspec.reference.columns import ADDED, Column, Family
from factspec.sentence.number_slots import stated_at
from factspec.sentence.reading import Reading, quoted_at
from factspec.values.figures import Figure
from factspec.values.numbers import Hedge, Number, numbers_at
from factspec.values.numbers import number as number_in
from factspec.values.portions import portions_at
from factspec.values.units import PERCENT

_NONE: dict[Family, str] = {"number": "is no number", "percent": "is no percentage", "clock": "is no time"}
SUCH: dict[Family, str] = {
    "number": "a number such as 20,000 or above 20,000", "percent": "a percentage such as 40%",
    "clock": "a time such as 5:00, 1:00.26 or 59.87 seconds",
}  # fmt: skip
_PERCENT = re.compile(r"%| percent\b| per cent\b")
_LONG = re.compile(r" ?(?:(?P<seconds>seconds?|secs?|s)|(?P<minutes>minutes?|mins?)|(?P<hours>hours?))\b")
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
_EXACT = ("", "nearly")  # they hang on the place that a number is rounded to
_ONE = {"a minute": 60, "half a minute": 30, "an hour": 3600, "half an hour": 1800}
_OPEN: dict[Hedge, tuple[str, ...]] = {
    "at least": ("more", "above", "over", "higher", "longer"), "at most": ("less", "fewer", "below", "under", "lower"),
}  # fmt: skip


def cell_numbers_at(reading: Reading, place: int, of: Column) -> Iterator[tuple[Number, int]]:
    """The stated numbers at a place, as a column that has numbers writes them, each with where it ends."""
    found = False
    for number, end in _offered(reading, place, of):
        found = True
        yield from _or_more(reading, number, end)
    if not found and of.family in ADDED:
        run = next(iter(reading.words_at(place, 2)), "")
        fault = Problem(f"{run!r} {_NONE[of.family]}", expected=SUCH[of.family]) if run else None
        reading.failed(place, SUCH[of.family], fault)


def number_text(number: Number, of: Column | None) -> str:
    """A stated number as a sentence about the column says it."""
    if of is not None and of.family == "percent":
        share = number.of_hundred
        return str(share) if share.figure.style == "fraction" else f"{share}{PERCENT}"
    return str(number).replace(",", "") if of is not None and of.dated else str(number)


def _offered(reading: Reading, place: int, of: Column) -> Iterator[tuple[Number, int]]:
    if not of.worded and (cited := quoted_at(reading, place)):
        with suppress(Problems):
            number = number_in(cited[0].removesuffix(PERCENT))
            if (timed := _as_clock(number) if of.family == "clock" else number) is not None:
                yield timed, cited[1]
        return
    if of.family == "clock":
        yield from (
            (number, end) for number, end in numbers_at(reading.low, place, _one_at) if number.hedge not in ("", "nearly")
        )
    if of.family == "percent":
        yield from numbers_at(reading.low, place, portions_at)
    for number, end in stated_at(reading, place):
        clock = all(figure.style == "clock" for figure in _figures(number))
        if of.family == "clock":
            yield from _timed(reading, place, number, end, clock=clock)
        elif not clock:
            percent = _PERCENT.match(reading.low, end)
            if percent is None:
                yield number, end
            elif of.family == "percent":
                yield number, percent.end()


def _or_more(reading: Reading, number: Number, end: int) -> Iterator[tuple[Number, int]]:
    """The number, or, where *or more* or *or less* follows, all from it on."""
    yield number, end
    for hedge, ways in _OPEN.items():
        for way in ways:
            after = end + len(" or ") + len(way)
            if number.hedge == "" and reading.low.startswith(f" or {way}", end) and reading.ends_word(after):
                yield Number(hedge, number.figure), after


def _timed(reading: Reading, place: int, number: Number, end: int, *, clock: bool) -> Iterator[tuple[Number, int]]:
    """Times on a clock; seconds, minutes and hours told as such; of bare numbers only those with decimals of a second."""
    if clock:
        yield number, end
        return
    unit = _LONG.match(reading.low, end)
    if unit is None:
        timed = _as_clock(number)
        if timed is not None:
            yield timed, end
        else:
            wrong = f"{reading.text[place:end]!r} may be minutes or seconds"
            reading.failed(end, fault=Problem(wrong, expected=SUCH["clock"]))
    elif unit["seconds"]:
        yield _scaled(number, 1), unit.end()
    elif number.hedge not in _EXACT:
        yield _scaled(number, _SECONDS[str(unit.lastgroup)]), unit.end()
    else:
        wrong = f"{reading.text[place : unit.end()]!r} leaves open how exact it is"
        reading.failed(unit.end(), fault=Problem(wrong, expected="a time such as 2:00, or about 2 minutes"))


def _one_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """*A minute* and its like at a place of a lower-case text, and where it ends."""
    for words, seconds in _ONE.items():
        if text.startswith(words, place):
            yield Figure(Decimal(seconds), Decimal(1), "clock"), place + len(words)


def _as_clock(number: Number) -> Number | None:
    """A number as a time, where it is one; digits alone might be minutes."""
    figures = _figures(number)
    if all(figure.style == "clock" for figure in figures):
        return number
    told = all(figure.style == "clock" or (figure.style == "plain" and figure.step < 1) for figure in figures)
    return _scaled(number, 1) if told else None


def _scaled(number: Number, seconds: int) -> Number:
    figures = [
        one if one.style == "clock" else Figure(one.value * seconds, min(one.step * seconds, Decimal(1)), "clock")
        for one in _figures(number)
    ]
    return Number(number.hedge, *figures)


def _figures(number: Number) -> list[Figure]:
    return [figure for figure in (number.figure, number.to) if figure is not None]
