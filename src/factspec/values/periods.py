"""Stretches of days that a claim names: a day, a month, a year, a range, or one that moves with the day of speaking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from factspec.problem import Problems, problem
from factspec.values.calendar import FIRST, LAST, MONTHS, day_number, iso, month_length, year_month_day
from factspec.values.dates import ALWAYS, Range, dating

Relative = Literal["this year", "this month", "so far this year", "so far this month"]
RELATIVE: tuple[Relative, ...] = ("this year", "this month", "so far this year", "so far this month")
_POINT = re.compile(r"(?:-?\d{4}|Y-?\d{5,9})(?:-(\d\d)(?:-\d\d)?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, as written in a claim.

    ``text`` is EDTF: ``2022-06-28``, ``2022-05``, ``2022``, ``2022-01-01/2022-06-28``, ``2022-01-01/..`` or
    ``../2022-06-28``; or one of ``RELATIVE``, which a day of speaking resolves.
    """

    text: str

    def __post_init__(self) -> None:
        if self.text not in RELATIVE:
            _bounds(self.text)

    def days(self, as_of: int | None) -> Range:
        """The days meant; ``as_of`` is the day of speaking. Raises Problems where a relative period has none."""
        if self.text not in RELATIVE:
            return _bounds(self.text)
        if as_of is None:
            raise problem(f"{self.text!r} needs a day of speaking", expected="an as_of date for the claim")
        year = year_month_day(as_of)[0]
        if self.text.endswith("month"):
            whole = _bounds(f"{iso(as_of)[:-3]}")
        else:
            whole = Range(day_number(year, 1, 1), day_number(year, 12, 31))
        return Range(whole.first, as_of) if self.text.startswith("so far") else whole

    @property
    def is_day(self) -> bool:
        """Whether it is written as one day."""
        return self.text not in RELATIVE and bool(re.search(r"\d-\d\d-\d\d\Z", self.text)) and "/" not in self.text

    def __str__(self) -> str:
        return self.text


def period_of(days: Range) -> Period:
    """The shortest way to write a stretch of days: a year, a month or a day where it is one, else a range."""
    if days.first == days.last:
        return Period(iso(days.first))
    if days.first > FIRST and days.last < LAST:
        year, month, day = year_month_day(days.first)
        if day == 1 and days.last == day_number(year, month, month_length(year, month)):
            return Period(iso(days.first)[:-3])
        if (month, day) == (1, 1) and days.last == day_number(year, 12, 31):
            return Period(iso(days.first)[:-6])
    return Period(f"{iso(days.first)}/{iso(days.last)}")


def period_if_any(days: Range) -> Period | None:
    """The period for a stretch of days; None where it has no day to write, such as all days."""
    written = days and (FIRST < days.first < LAST or FIRST < days.last < LAST)
    return period_of(days) if written else None


def phrase(period: Period) -> str:
    """The period as an English sentence says it: ``on 2022-06-28``, ``in May 2022``, ``from A to B``, ``since A``."""
    text = period.text
    if text in RELATIVE:
        return text
    if "/" not in text:
        return f"on {text}" if period.is_day else f"in {month_words(text)}"
    if quarter := quarter_words(text):
        return f"in {quarter}"
    begin, _, end = text.partition("/")
    if begin == "..":
        return f"by {month_words(end)}"
    return f"since {month_words(begin)}" if end == ".." else f"from {month_words(begin)} to {month_words(end)}"


def quarter_words(text: str) -> str:
    """``Q2 2022`` for ``2022-04/2022-06``; nothing for any other period."""
    match = re.fullmatch(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)", text, re.ASCII)
    if match is None or match[1] != match[3] or int(match[2]) % 3 != 1 or int(match[4]) != int(match[2]) + 2:
        return ""
    return f"Q{int(match[4]) // 3} {match[1]}"


def quarter(number: int, year: str) -> str:
    """A quarter of a year as a period's text: ``2022-04/2022-06`` for the second of 2022."""
    return f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}"


def month_words(text: str) -> str:
    """``May 2022`` for ``2022-05``; any other date as it is."""
    match = re.fullmatch(r"(\d{4})-(\d\d)", text, re.ASCII)
    return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if match else text


@lru_cache(maxsize=1 << 15)
def _bounds(text: str) -> Range:
    begin, slash, end = text.partition("/")
    if not slash:
        return _point(text, text)
    first = FIRST if begin == ".." else _point(begin, text).first
    last = LAST if end == ".." else _point(end, text).last
    days = Range(first, last)
    if days == ALWAYS:
        raise problem(f"{text!r} is not a period: it names no day", expected="one date at least")
    if not days:
        raise problem(f"{text!r} is not a period: it ends before it begins", expected="the earlier date first")
    return days


def _point(text: str, whole: str) -> Range:
    try:
        return _known_point(text)
    except Problems:
        return _checked_point(text, whole)  # tells of the whole text


@lru_cache(maxsize=1 << 15)
def _known_point(text: str) -> Range:
    return _checked_point(text, text)


def _checked_point(text: str, whole: str) -> Range:
    match, expected = _POINT.match(text), "a date such as 2022-06-28, 2022-06 or 2022, or two with a slash"
    if not match:
        raise problem(f"{whole!r} is not a period", expected=expected)
    if match[1] in ("21", "22", "23", "24"):
        raise problem(f"{whole!r} is not a period: {match[1]} is no month", expected=expected)
    return dating(text).whole
