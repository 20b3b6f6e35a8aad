"""Fractions and multiples in words, taken to two digits: half, a third, two thirds, 2/3, double, three times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from factspec.values.figures import Figure, figure, figures_at

_HUNDREDTH, _TENTH = Decimal("0.01"), Decimal("0.1")
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_HOW_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_PORTION = re.compile(rf"(?P<many>{'|'.join(_HOW_MANY)})[ -](?P<part>{'|'.join(_PARTS)})s?\b|(?P<half>half)\b", re.ASCII)
_WRITTEN = re.compile(r"(?P<over>\d{1,9})/(?P<under>\d{1,9})(?![\d/.])", re.ASCII)
_MULTIPLES = {"double": 2, "twice": 2, "triple": 3, "treble": 3, "quadruple": 4}
_MULTIPLE = re.compile(rf"(?P<word>{'|'.join(_MULTIPLES)})\b", re.ASCII)


def portions_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """The fraction of a whole at a place of a lower-case text, as a number of hundredths, and where it ends."""
    match = _PORTION.match(text, place)
    if match:
        share = Fraction(1, 2) if match["half"] else Fraction(_HOW_MANY[match["many"]], _PARTS[match["part"]])
        yield figure(share * 100, Decimal(1)), match.end()
    written = _WRITTEN.match(text, place)
    if written and int(written["under"]):
        yield figure(Fraction(int(written["over"]), int(written["under"])) * 100, Decimal(1)), written.end()


def multiples_at(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    """How many times a whole is meant: ``double``, ``2.5 times``, or a fraction of it, and where it ends."""
    match = _MULTIPLE.match(text, place)
    if match:
        yield figure(Fraction(_MULTIPLES[match["word"]]), _TENTH), match.end()
    for found, end in portions_at(text, place):
        after = end + len(" of") if text.startswith(" of", end) else end
        yield figure(found.exact / 100, _HUNDREDTH), after
    for found, end in figures_at(text, place):
        if text.startswith(" times", end):
            yield found, end + len(" times")
