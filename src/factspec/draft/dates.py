"""Dates as news writes them, resolved against the day of the article: on Wednesday, May 16, last month, in 2019."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from factspec.problem import Problems
from factspec.values.calendar import MONTHS, WEEKDAYS, day_number, iso, month_length, weekday, year_month_day
from factspec.values.periods import Period

Tense = Literal["past", "now", "future"]

_MONTH = "|".join([*MONTHS, *(m[:3] + r"\.?" for m in MONTHS if m != "May"), r"Sept\.?"])
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PARTS = r"(?: (?P<part>morning|afternoon|evening|night))?"
_EARLY = r"(?:(?:early|late|earlier|later) )?"


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names. Without a year it may lie before or after the day of the article, as the tense says; ``past``
    is blank where a past is not likely.

    ``year`` where it names a whole year of its own; ``window`` for *this year* and the like; ``weekday`` where a weekday is
    named, ``explicit`` where the calendar day is.
    """

    past: str
    future: str
    form: Literal["at", "since", "until", "from"] = "at"
    weekday: str | None = None
    explicit: bool = False
    window: bool = False

    def period(self, tense: Tense) -> Period | None:
        """The period meant; None where the calendar has no such day."""
        text = self.future if tense == "future" else self.past
        try:
            return Period(text) if text else None
        except Problems:
            return None


_SOON = 60  # a date without a year that lies so few days ahead may be the coming one, whatever the tense
Found = tuple[Time, int]


def time_at(text: str, place: int, today: int) -> Found | None:
    """The time at a place of a text, with where it ends; its preposition is part of it."""
    for pattern, read in _RULES:
        match = pattern.match(text, place)
        if match:
            found = read(match, today)
            if found is not None:
                return found, match.end()
    return None


def _month_number(word: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3].casefold() == word[:3].casefold())


def _dated(match: re.Match[str], today: int) -> Time | None:
    parts = match.groupdict()
    if parts["month"][:1].islower():
        return None
    month, day = _month_number(parts["month"]), int(parts["day"])
    if parts.get("year"):
        text = f"{int(parts['year']):04}-{month:02}-{day:02}"
        return _at(text, text, parts, explicit=True)
    year, now_month, now_day = year_month_day(today)
    earlier = year - ((month, day) > (now_month, now_day))
    ahead = day_number(year, month, min(day, month_length(year, month))) - today
    later = year + ((month, day) < (now_month, now_day))
    if not 1 <= day <= month_length(2024, month):
        return None
    past = "" if 0 < ahead <= _SOON else f"{earlier:04}-{month:02}-{day:02}"
    return _at(past, f"{later:04}-{month:02}-{day:02}", parts, explicit=True)


def _at(past: str, future: str, parts: dict[str, str | None], *, explicit: bool) -> Time | None:
    form: Literal["at", "since", "until"] = "at"
    lead = (parts.get("lead") or "").strip().casefold()
    if lead in ("since", "until", "till"):
        form = "since" if lead == "since" else "until"
    elif lead in ("before", "after", "by", "between", "from", "to"):
        return None
    return Time(past, future, form, parts.get("weekday"), explicit)


def _month_alone(match: re.Match[str], today: int) -> Time | None:
    parts = match.groupdict()
    month = _month_number(parts["month"])
    if parts.get("year"):
        text = f"{int(parts['year']):04}-{month:02}"
        return _at(text, text, parts, explicit=True)
    year, now, _ = year_month_day(today)
    past = "" if month in (now + 1, now + 2) else f"{year - (month > now):04}-{month:02}"
    return _at(past, f"{year + (month < now):04}-{month:02}", parts, explicit=True)


def _year(match: re.Match[str], today: int) -> Time | None:
    del today
    return _at(match["year"], match["year"], match.groupdict(), explicit=True)


def _on_weekday(match: re.Match[str], today: int) -> Time | None:
    wanted = WEEKDAYS.index(match["weekday"])
    back = (WEEKDAYS.index(weekday(today)) - wanted) % 7
    parts = {**match.groupdict(), "weekday": None}
    return _at(iso(today - back), iso(today + (7 - back) % 7), parts, explicit=False)


def _range(match: re.Match[str], today: int) -> Time | None:
    ends = []
    for name in ("first", "last"):
        found = time_at(match[name], 0, today)
        if found is None or found[1] != len(match[name]) or found[0].form != "at":
            return None
        ends.append(found[0])
    first, last = ends
    return Time(f"{first.past}/{last.past}", f"{first.future}/{last.future}", "from", explicit=True)


def _moved(days: int) -> Callable[[re.Match[str], int], Time]:
    def read(match: re.Match[str], today: int) -> Time:
        del match
        return Time(iso(today + days), iso(today + days))

    return read


def _relative(match: re.Match[str], today: int) -> Time | None:
    year, month, _ = year_month_day(today)
    step = {"this": 0, "last": -1, "next": 1}[match["which"].casefold()]
    if match["what"] == "year":
        text = f"{year + step:04}"
        return Time(text, text, window=step == 0)
    months = year * 12 + month - 1 + step
    text = f"{months // 12:04}-{months % 12 + 1:02}"
    return Time(text, text, window=step == 0)


_LEAD = r"(?P<lead>(?:on|in|since|until|till|before|after|by) )?"
_W = "|".join(WEEKDAYS)
_MONTH_DAY = rf"(?:(?P<month>{_MONTH}) {_DAY}(?:,? (?P<year>[12]\d{{3}}))?)(?![\w-])"
_DAY_MONTH = rf"(?:{_DAY} (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>[12]\d{{3}}))?)(?![\w-])"
_SO = "(?:(?:so far|earlier|later) )?"
_POINT = "(?:{})".format(
    "|".join(
        (
            rf"(?:{_MONTH}) \d{{1,2}}(?:, [12]\d{{3}})?",
            rf"\d{{1,2}} (?:{_MONTH})(?: [12]\d{{3}})?",
            rf"(?:{_MONTH}) [12]\d{{3}}",
            r"[12]\d{3}",
        )
    )
)
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Time | None]], ...] = (
    (re.compile(rf"[Ff]rom (?P<first>{_POINT}) (?:to|until|through) (?P<last>{_POINT})(?![\w-])"), _range),
    (re.compile(rf"[Bb]etween (?P<first>{_POINT}) and (?P<last>{_POINT})(?![\w-])"), _range),
    (re.compile(rf"{_LEAD}(?:the )?(?:(?P<weekday>{_W}),? )?{_MONTH_DAY}{_PARTS}", re.IGNORECASE), _dated),
    (re.compile(rf"{_LEAD}(?:the )?(?:(?P<weekday>{_W}),? )?{_DAY_MONTH}{_PARTS}", re.IGNORECASE), _dated),
    (re.compile(rf"{_LEAD}(?P<month>{_MONTH})(?: of)? (?P<year>[12]\d{{3}})(?![\w-])"), _month_alone),
    (re.compile(rf"(?P<lead>(?:[Ii]n|[Ss]ince|[Uu]ntil) ){_EARLY}(?P<month>{_MONTH})(?! \d)(?![\w-])"), _month_alone),
    (re.compile(r"(?P<lead>(?:in|since|until|by|before|after) )(?P<year>[12]\d{3})(?![\w%-]|[.,]\d)", re.IGNORECASE), _year),
    (re.compile(rf"(?P<lead>(?:[Oo]n|[Uu]ntil|[Ss]ince) )(?P<weekday>{_W}){_PARTS}(?!\w)"), _on_weekday),
    (re.compile(rf"(?P<weekday>{_W}){_PARTS}(?!\w)"), _on_weekday),
    (re.compile(r"today(?!\w|')", re.IGNORECASE), _moved(0)),
    (re.compile(r"yesterday(?!\w|')", re.IGNORECASE), _moved(-1)),
    (re.compile(r"tomorrow(?!\w|')", re.IGNORECASE), _moved(1)),
    (re.compile(rf"{_SO}(?P<which>this|last|next) (?P<what>year|month)(?!\w|')", re.IGNORECASE), _relative),
)  # fmt: skip


def day(period: Period) -> int | None:
    """The number of the day that a period is; None where it is longer."""
    days = period.days(None)
    return days.first if days.first == days.last else None


def year_of(number: int) -> str:
    """The year of a day, as a period's text."""
    year, _, _ = year_month_day(number)
    return f"{year:04}"


__all__ = ["Tense", "Time", "day", "day_number", "time_at", "year_of"]
