"""Fractions and multiples in words, taken to two digits: half, a third, two thirds, 2/3, double, three times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from factspec.values.figures import Figure, figure, figures_at, fraction, fractions_at

_HUNDREDTH, _TENTH = Decimal("0.01"), Decimal("0.1")
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_HOW_MANY = {"an": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_PORTION = re.compile(rf"(?P<many>{'|'.join(_HOW_MANY)})[ -](?P<part>{'|'.join(_PARTS)})s?\b|(?P<half>half)\b", re.ASCII)
_NUMBERS = {
    word: number for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_ONE_IN = re.compile(
    rf"(?P<over>one|\d{{1,3}}|{'|'.join(_NUMBERS)}) in (?P<under>\d{{1,3}}|{'|'.join(_NUMBERS)})\b(?! ?[a-z]*illion)", re.ASCII
)
_MULTIPLES = {"double": 2, "twice": 2, "triple": 3, "treble": 3, "quadruple": 4}
_MULTIPLE = re.compile(rf"(?P<word>{'|'.join(_MULTIPLES)})\b", re.ASCII)


def portions_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """The fraction of a whole at a place of a lower-case text, as a number of hundredths, and where it ends."""
    match = _PORTION.match(text, place)
    if match:
        share = Fraction(1, 2) if match["half"] else Fraction(_HOW_MANY[match["many"]], _PARTS[match["part"]])
        yield fraction(share, Decimal(1)), match.end()
    among = _ONE_IN.match(text, place)
    if among:
        over, under = (int(word) if word.isdigit() else {"one": 1, **_NUMBERS}[word] for word in among.group("over", "under"))
        if 0 < over < under:
            yield fraction(Fraction(over, under), Decimal(1)), among.end()
    for written, end in fractions_at(text, place):
        yield fraction(written.exact, Decimal(1)), end


def multiples_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """How many times a whole is meant: ``double``, ``2.5 times``, or a fraction of it, and where it ends."""
    match = _MULTIPLE.match(text, place)
    if match:
        yield figure(Fraction(_MULTIPLES[match["word"]]), _TENTH), match.end()
    for found, end in portions_at(text, place):
        after = next((end + len(word) for word in (" of", " times") if text.startswith(word, end)), end)
        yield fraction(found.exact / 100, _HUNDREDTH), after
    for found, end in figures_at(text, place):
        if text.startswith(" times", end):
            yield found, end + len(" times")
