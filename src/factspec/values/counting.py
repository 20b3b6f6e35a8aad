"""Counts and places in a row, as words and as figures."""

from __future__ import annotations

import re

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _to_a_hundred(ones: tuple[str, ...], teens: tuple[str, ...], tens: tuple[str, ...], hundred: str) -> dict[str, int]:
    """Words for 1 to 100; what follows a ten stands behind a hyphen or a space."""
    found = {word: number for number, word in enumerate((*ones, *teens), 1)}
    for ten, (word, before) in enumerate(zip(tens, _TENS, strict=True), 2):
        found[word] = 10 * ten
        found |= {f"{before}{link}{one}": 10 * ten + unit for link in "- " for unit, one in enumerate(ones, 1)}
    return {**found, hundred: 100, f"one {hundred}": 100}


CARDINALS = {"zero": 0, **_to_a_hundred(_UNITS, _TEENS, _TENS, "hundred")}
del CARDINALS["hundred"]
ORDINALS = _to_a_hundred(
    _PLACES,
    tuple("twelfth" if word == "twelve" else f"{word}th" for word in _TEENS),
    tuple(f"{word[:-1]}ieth" for word in _TENS),
    "hundredth",
)
_CARDINAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,9})(st|nd|rd|th)\b", re.ASCII)
_WORDS = re.compile(r"([a-z]+)(?:[- ][a-z]+)?", re.ASCII)


def cardinal_at(text: str, place: int) -> tuple[int, int] | None:
    """The whole number at a place of a lower-case text, and where it ends."""
    match = _CARDINAL.match(text, place)
    if match is not None:
        return int(match[1].replace(",", "")), match.end()
    return _worded(CARDINALS, text, place)


def ordinal_at(text: str, place: int) -> tuple[int, int] | None:
    """The ordinal at a place of a lower-case text, ``2nd`` or ``twenty-first``, and where it ends. ``0th`` is none."""
    match = _ORDINAL.match(text, place)
    if match is None:
        return _worded(ORDINALS, text, place)
    number = int(match[1])
    return (number, match.end()) if number and match[2] == _suffix(number) else None


def _worded(words: dict[str, int], text: str, place: int) -> tuple[int, int] | None:
    """The number that two words make, or else the first of them."""
    match = _WORDS.match(text, place)
    if match is None:
        return None
    for found, end in ((match[0], match.end()), (match[1], match.end(1))):
        if found in words:
            return words[found], end
    return None


def ordinal(number: int) -> str:
    """A place in a row: ``1st``, ``22nd``, ``113th``."""
    return f"{number}{_suffix(number)}"


def _suffix(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
