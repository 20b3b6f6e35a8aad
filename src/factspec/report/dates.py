"""Dates as a reader says them: ``28 June 2022`` and ``28–29 June 2022`` for what EDTF writes in signs."""

from __future__ import annotations

import re
from dataclasses import replace

from factspec.problem import Problems
from factspec.report.language import Language
from factspec.values.dates import dating

_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[?~%]?)", re.ASCII)
_SET = re.compile(r"\[([^\[\].,]+)\.\.([^\[\].,]+)\]")


def told(text: str, language: Language, *, brief: bool = False) -> str:
    """The date in words, or as it is written where it is no date or has no plain words.

    ``brief``: with months cut short, and without saying that one of several days is meant.
    """
    try:
        dating(text)
    except Problems:
        return text
    if brief:
        short = language.short_months
        language = replace(language, months=short, dated_months=short)
    one_of = _SET.fullmatch(text)
    if one_of:
        stretch = _stretch(one_of[1], one_of[2], language)
        return stretch if brief and stretch else language.plain("dates.one_of", dates=stretch) if stretch else text
    begin, slash, end = text.partition("/")
    if slash:
        return _interval(text, begin, end, language)
    return _date(text, language) or text


def _interval(text: str, begin: str, end: str, language: Language) -> str:
    if end in ("", ".."):
        first = _date(begin, language, bound=True)
        return language.plain("dates.since", date=first) if first else text
    if begin in ("", ".."):
        last = _date(end, language, bound=True)
        return language.plain("dates.until", date=last) if last else text
    return _stretch(begin, end, language) or text


def _stretch(begin: str, end: str, language: Language) -> str | None:
    """From one date to another; what both share is said once."""
    first, last = _date(begin, language), _date(end, language)
    if first is None or last is None:
        return None
    if begin == end:
        return first
    if len(begin) == len(end) == 10 and begin[:7] == end[:7]:
        return f"{int(begin[8:])}–{last}"
    if len(begin) == len(end) == 10 and begin[:4] == end[:4]:
        return f"{first.rpartition(' ')[0]} – {last}"
    return f"{first} – {last}" if len(begin) > 4 or len(end) > 4 else f"{first}–{last}"


def _date(text: str, language: Language, *, bound: bool = False) -> str | None:
    """A single date; ``bound``: after a word such as *from*, which in some languages changes the month."""
    found = _PART.fullmatch(text)
    if not found:
        return None
    year, month, day = str(int(found["year"])), found["month"], found["day"]
    if month and int(month) > 12:
        return None
    said = year
    if month:
        names = language.dated_months if day or bound or found["doubt"] in ("~", "%") else language.months
        said = f"{int(day)} {names[int(month) - 1]} {year}" if day else f"{names[int(month) - 1]} {year}"
    return language.plain(_DOUBTS[found["doubt"]], date=said) if found["doubt"] else said


_DOUBTS = {"?": "dates.unsure", "~": "dates.about", "%": "dates.about_unsure"}
