"""Counts and places in a row, as words and as figures."""

from __future__ import annotations

import re

CARDINALS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}  # fmt: skip
ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 1
    )
}  # fmt: skip
_CARDINAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})|[a-z]+", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,9})(st|nd|rd|th)\b|[a-z]+", re.ASCII)


def cardinal_at(text: str, place: int) -> tuple[int, int] | None:
    """The whole number at a place of a lower-case text, and where it ends."""
    match = _CARDINAL.match(text, place)
    if match is None:
        return None
    number = int(match[1].replace(",", "")) if match[1] else CARDINALS.get(match[0])
    return None if number is None else (number, match.end())


def ordinal_at(text: str, place: int) -> tuple[int, int] | None:
    """The ordinal at a place of a lower-case text, ``2nd`` or ``second``, and where it ends. ``0th`` is none."""
    match = _ORDINAL.match(text, place)
    if match is None:
        return None
    number = ORDINALS.get(match[0]) if match[1] is None else int(match[1])
    if not number or (match[1] and match[2] != _suffix(number)):
        return None
    return number, match.end()


def ordinal(number: int) -> str:
    """A place in a row: ``1st``, ``22nd``, ``113th``."""
    return f"{number}{_suffix(number)}"


def _suffix(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
