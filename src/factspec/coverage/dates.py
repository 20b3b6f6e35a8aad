"""Dates as articles write them, resolved against the article's own day: June 28, in February, on Wednesday, this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from factspec.coverage.language import Rules
from factspec.values.calendar import WEEKDAYS, day_number, month_length, weekday, year_month_day
from factspec.values.dates import Range

_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\w-])", re.ASCII)
_YEAR = re.compile(r"(?<![\w,.$€£-])(1[0-9]\d\d|20\d\d)(?:s\b|(?![\w%]|,\d|\.\d))", re.ASCII)
_NO_YEAR = re.compile(
    r" (?:people|times|votes|seats|tonnes|tons|dollars|euros|million|thousand|years|rows|points|km|kilometres|miles)\b"
)
_RELATIVE = re.compile(
    r"\b(?:so far )?(?P<which>this|last|next|previous|current) (?P<unit>year|month|week)\b|\b(?P<day>today|yesterday|tomorrow)\b"
)
NEAR = 40  # characters around a word that rules look at
_LONGEST = 31  # days of a month
_LEAP = 8  # years within which every day of the calendar comes again
_DAYS_AWAY = {"today": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date: the stretches of days that it may be, since *June 28* is the last one or the next.

    ``window``: all of a stretch is meant, as *this year* is in a count. There is no stretch where no day of speaking resolves
    it, and where the calendar has no such day.
    """

    days: tuple[Range, ...]
    window: bool = False
    weekday: str = ""


Found = tuple[int, int, Literal["date"], Dated]


def before(text: str, place: int) -> str:
    """What stands right before a place, as far as any rule looks."""
    return text[max(0, place - NEAR) : place]


def dates_in(low: str, rules: Rules, base: int | None) -> Iterator[Found]:
    """The dates of a text in lower case; ``base`` is the day of speaking."""
    found = list(_dates(low, rules, base))
    for start, end, value in sorted(found, key=lambda one: (one[0], -one[1])):
        yield start, end, "date", value


def _dates(low: str, rules: Rules, base: int | None) -> Iterator[tuple[int, int, Dated]]:
    for match in _ISO.finditer(low):
        days = _days(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
        if days:
            yield *match.span(), Dated((days,))
    if rules.months:
        yield from _written(low, rules, base)
        yield from _relative(low, base)
    for match in _YEAR.finditer(low):
        if not _NO_YEAR.match(low, match.end()):
            first = int(match[1])
            last = first + 9 if low[match.end() - 1] == "s" and first % 10 == 0 else first
            yield *match.span(), Dated((Range(day_number(first, 1, 1), day_number(last, 12, 31)),))


@cache
def _patterns(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    months = "|".join((*rules.months, *(f"{month[:3]}\\." for month in rules.months)))
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?:,? (?P<year>\d{4})\b)?"
    return (
        re.compile(rf"\b(?P<month>{months}) {day}(?![\w%]|[.,:]\d)(?:,? (?P<year>\d{{4}})\b)?"),
        re.compile(rf"\b{day} (?:of )?(?P<month>{months}){year}"),
        re.compile(rf"\b(?P<month>{'|'.join(rules.months)})\b{year}"),
    )


def _written(low: str, rules: Rules, base: int | None) -> Iterator[tuple[int, int, Dated]]:
    month_day, day_month, month_only = _patterns(rules)
    for pattern in (month_day, day_month):
        for match in pattern.finditer(low):
            if int(match["day"]) <= _LONGEST:
                yield *match.span(), _named(match["month"], rules, base, match["year"], int(match["day"]))
    for match in month_only.finditer(low):
        lead = re.search(r"(\w+) $", before(low, match.start()))
        led = lead is not None and lead[1] in rules.before_dates
        if match["month"] in rules.months_that_are_words and not (match["year"] or led):
            continue
        yield *match.span(), _named(match["month"], rules, base, match["year"], None)
    for number, name in enumerate(rules.weekdays):
        for match in re.finditer(rf"\b{name}s?\b", low):
            yield *match.span(), _weekday(number, base)


def _named(month: str, rules: Rules, base: int | None, year: str | None, day: int | None) -> Dated:
    number = next(n for n, name in enumerate(rules.months, 1) if name.startswith(month.rstrip(".")))
    if year:
        days = _days(int(year), number, day)
        return Dated((days,) if days else ())
    if base is None:
        return Dated(())
    here = year_month_day(base)[0]
    known = [days for other in range(here - _LEAP, here + _LEAP + 1) if (days := _days(other, number, day))]
    past = [days for days in known if days.first <= base][-1:]
    coming = [days for days in known if days.first > base][:1]
    return Dated((*past, *coming))


def _days(year: int, month: int, day: int | None) -> Range | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= month_length(year, month)):
        return None
    if day is None:
        return Range(day_number(year, month, 1), day_number(year, month, month_length(year, month)))
    return Range(day_number(year, month, day), day_number(year, month, day))


def _weekday(number: int, base: int | None) -> Dated:
    name = WEEKDAYS[number]
    if base is None:
        return Dated((), weekday=name)
    near = [day for day in range(base - 6, base + 8) if weekday(day) == name]
    return Dated(tuple(Range(day, day) for day in near), weekday=name)


def _relative(low: str, base: int | None) -> Iterator[tuple[int, int, Dated]]:
    for match in _RELATIVE.finditer(low):
        if base is None:
            yield *match.span(), Dated((), window=match["which"] in ("this", "current"))
        elif match["day"]:
            day = base + _DAYS_AWAY[match["day"]]
            yield *match.span(), Dated((Range(day, day),))
        else:
            step = _STEPS[match["which"]]
            yield *match.span(), Dated((_unit(match["unit"], step, base),), window=step == 0)


def _unit(unit: str, step: int, base: int) -> Range:
    year, month, _ = year_month_day(base)
    if unit == "year":
        return Range(day_number(year + step, 1, 1), day_number(year + step, 12, 31))
    if unit == "month":
        months = 12 * year + month - 1 + step
        found = _days(months // 12, months % 12 + 1, None)
        assert found is not None
        return found
    monday = base - (base - 1) % 7 + 7 * step
    return Range(monday, monday + 6)
