"""Uncertain dates: EDTF levels 0 and 1 and the level-2 set ``[a..b]``, as ranges of days.

Source: Library of Congress, Extended Date/Time Format (EDTF) Specification, now part of ISO 8601-2:2019.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from factspec.problem import Problems, problem
from factspec.values.calendar import FIRST, LAST, day_number, month_length

_PLAIN = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_YEAR = r"(?!-0000)-?\d{4}|Y-?\d{5,9}"
_DATE = re.compile(rf"(?P<year>{_YEAR})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[?~%]?)\Z", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?\Z", re.ASCII)
_UNSPECIFIED = re.compile(r"(?P<year>-?\d{2}XX|-?\d{3}X|-?\d{4})(?:-(?P<month>XX|\d\d)(?:-XX)?)?(?P<doubt>[?~%]?)\Z", re.ASCII)
_FORM = "an EDTF date such as 2022-06-28, 2022-06, 2022, 2022-06-28/2022-06-29, [2022-01-06..2022-01-07], 2022-03/.. or 2022?"


@dataclass(frozen=True, slots=True)
class Range:
    """The days from ``first`` to ``last``, both included."""

    first: int
    last: int

    def meets(self, other: Range) -> bool:
        """Whether the two share a day."""
        return bool(self.overlap(other))

    def within(self, other: Range) -> bool:
        """Whether every day here is one of ``other``'s."""
        return other.first <= self.first and self.last <= other.last

    def overlap(self, other: Range) -> Range:
        """The days that both have; an empty range where there are none."""
        return Range(max(self.first, other.first), min(self.last, other.last))

    def __bool__(self) -> bool:
        return self.first <= self.last


ALWAYS = Range(FIRST, LAST)


@dataclass(frozen=True, slots=True)
class Dating:
    """When something happened, as far as a date says: ranges for its first and its last day.

    ``lasting`` false: it is one day, so the last day is the first. ``doubtful``: the date carries ``?``, ``~`` or
    ``%``, and may be wrong. The first day is never after the last.
    """

    text: str
    starts: Range
    ends: Range
    lasting: bool = False
    doubtful: bool = False

    @property
    def whole(self) -> Range:
        """All days that the date speaks of, from the earliest start to the latest end."""
        return Range(self.starts.first, self.ends.last)

    @property
    def exact(self) -> bool:
        """Whether the date leaves no doubt about any day."""
        known = self.starts.first == self.starts.last and self.ends.first == self.ends.last
        return known and not self.doubtful


@lru_cache(maxsize=1 << 15)
def dating(text: str) -> Dating:
    """The date written ``text``.

    Raises Problems where the text is no such date, where a day does not exist, or an interval runs backwards.
    """
    plain = _PLAIN.match(text)
    if plain:
        day = _day(text, *map(int, plain.groups()))
        return Dating(text, Range(day, day), Range(day, day))
    if text.startswith("["):
        return _one_of(text)
    if "/" in text:
        return _interval(text)
    timed = _TIME.match(text)
    days, doubtful = _date(timed[1] if timed else text, text)
    return Dating(text, days, days, doubtful=doubtful)


def _one_of(text: str) -> Dating:
    match = re.fullmatch(r"\[([^\[\].,]+)\.\.([^\[\].,]+)\]", text)
    if not match:
        raise problem(f"{text!r} is not a date", expected="a set such as [2022-01-06..2022-01-07]")
    (first, doubt), (last, more_doubt) = _date(match[1], text), _date(match[2], text)
    days = _forward(text, Range(first.first, last.last), match[1], match[2])
    return Dating(text, days, days, doubtful=doubt or more_doubt)


def _interval(text: str) -> Dating:
    begin, _, end = text.partition("/")
    starts, doubt = _edge(begin, text, FIRST)
    ends, more_doubt = _edge(end, text, LAST)
    if begin in ("", "..") and end in ("", ".."):
        raise problem(f"{text!r} names no day", expected=_FORM)
    _forward(text, Range(starts.first, ends.last), begin, end)
    return Dating(
        text,
        Range(starts.first, min(starts.last, ends.last)),
        Range(max(starts.first, ends.first), ends.last),
        lasting=True,
        doubtful=doubt or more_doubt,
    )


def _edge(text: str, whole: str, open_day: int) -> tuple[Range, bool]:
    if text == "..":
        return Range(open_day, open_day), False
    return (ALWAYS, False) if text == "" else _date(text, whole)


def _forward(text: str, days: Range, begin: str, end: str) -> Range:
    if not days:
        raise problem(
            f"{text!r} runs backwards",
            expected="the earlier date first",
            nearest=[f"[{end}..{begin}]" if text.startswith("[") else f"{end}/{begin}"],
        )
    return days


def _date(text: str, whole: str) -> tuple[Range, bool]:
    match = _DATE.match(text)
    if match:
        year, month, day = (match[part] for part in ("year", "month", "day"))
        number = int(year.lstrip("Y"))
        return _days(whole, number, month, day), bool(match["doubt"])
    match = _UNSPECIFIED.match(text)
    if match and "X" in text:
        return _unspecified(whole, match["year"], match["month"]), bool(match["doubt"])
    raise problem(f"{whole!r} is not a date", expected=_FORM, nearest=_likely(whole))


def _days(whole: str, year: int, month: str | None, day: str | None) -> Range:
    if month is None:
        return Range(day_number(year, 1, 1), day_number(year, 12, 31))
    if day is None and 21 <= int(month) <= 24:
        return _season(year, int(month))
    first = _day(whole, year, int(month), int(day or 1))
    return Range(first, first if day else first + month_length(year, int(month)) - 1)


def _season(year: int, season: int) -> Range:
    # EDTF's 21 to 24 are seasons of either hemisphere: only the year they belong to is sure.
    extra = 90 if season == 24 else 0
    return Range(day_number(year, 1, 1) - (31 if extra else 0), day_number(year, 12, 31) + extra)


def _unspecified(whole: str, year: str, month: str | None) -> Range:
    digits = year.lstrip("-")
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    if year.startswith("-"):
        low, high = -high, -low
    if month in (None, "XX"):
        return Range(day_number(low, 1, 1), day_number(high, 12, 31))
    if "X" in year:
        raise problem(f"{whole!r} is not a date", expected=_FORM)
    first = _day(whole, low, int(month), 1)
    return Range(first, first + month_length(low, int(month)) - 1)


def _day(whole: str, year: int, month: int, day: int) -> int:
    if not 1 <= month <= 12:
        raise problem(f"{whole!r} is not a date: there is no month {month:02}", expected="a month from 01 to 12")
    length = month_length(year, month)
    if not 1 <= day <= length:
        raise problem(f"{whole!r} is not a date: that month has {length} days", expected=f"a day from 01 to {length}")
    return day_number(year, month, day)


def _likely(text: str) -> list[str]:
    """The dates that exist and that a text in another spelling may mean: 06/05/2022 is one of two."""
    numbers = re.fullmatch(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})", text.strip(), re.ASCII)
    if not numbers:
        return []
    one, middle, other = map(int, numbers.groups())
    orders = [(one, middle, other)] if len(numbers[1]) == 4 else [(other, middle, one), (other, one, middle)]
    found = [f"{year:04}-{month:02}-{day:02}" for year, month, day in orders if 1 <= month <= 12 and year > 99]
    return [date for date in dict.fromkeys(found) if 1 <= int(date[8:]) <= month_length(int(date[:4]), int(date[5:7]))]


def one_day(text: str) -> Dating:
    """The one certain day that a text names. Raises ValueError, with the day it may mean, for anything else."""
    try:
        found = dating(text)
    except Problems as faults:
        fault = faults.problems[0]
        if fault.wrong == f"{text!r} is not a date":
            fault = replace(fault, wrong=f"{text!r} is not a day", expected=_DAY)
        raise ValueError(str(fault)) from None
    if not found.exact or found.lasting:
        raise ValueError(f"{text!r} is not a day, expected {_DAY}")
    return found


_DAY = "a date such as 2022-06-28"
