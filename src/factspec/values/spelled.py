"""Numbers in words: nine, twenty-five, two hundred and six thousand, a dozen, half a million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_UNDER_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_SMALL = {word: number for number, word in enumerate(_UNDER_TWENTY)}
_DECADES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * number for number, word in enumerate(_DECADES, 2)}
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORD = re.compile(r"[a-z]+", re.ASCII)
_LOT = Decimal(12)

Spelled = tuple[Decimal, Decimal, int]


def spelled_at(text: str, place: int) -> Iterator[Spelled]:
    """The number in words at a place of a lower-case text: its value, the step it is rounded to, and where it ends.

    Words below a thousand are exact to one; of *two million* the step is a million, of *half a million* a tenth of it.
    """
    for start, factor in (("half a ", Decimal("0.5")), ("a ", Decimal(1))):
        if text.startswith(start, place):
            yield from _of_one(text, place + len(start), factor)
            return
    found = _below_thousand(text, place)
    if found is None:
        return
    number, end = found
    if _word(text, end, "dozen"):
        yield number * _LOT, Decimal(1), end + len(" dozen")
        return
    yield _powers(text, number, end)


def _powers(text: str, group: int, end: int) -> Spelled:
    """A number below a thousand that ends at a place, with the powers and lesser groups that go on from there."""
    whole, step = Decimal(0), Decimal(1)
    while True:
        word, after = next(((w, e) for w in _POWERS if (e := _word(text, end, w))), ("", 0))
        if not after:
            return whole + group, step if group == 0 else Decimal(1), end
        whole += Decimal(group).scaleb(_POWERS[word])
        step, end, group = Decimal(1).scaleb(_POWERS[word]), after, 0
        for link in (" and ", " "):
            lesser = _below_thousand(text, end + len(link)) if text.startswith(link, end) else None
            if lesser:
                group, end = lesser
                break


def _of_one(text: str, place: int, factor: Decimal) -> Iterator[Spelled]:
    """What *a* or *half a* stands before: dozen, hundred, thousand, million."""
    for word, value in (("dozen", _LOT), ("hundred", Decimal(100)), *((w, Decimal(1).scaleb(p)) for w, p in _POWERS.items())):
        if text.startswith(word, place) and not text[place + len(word) : place + len(word) + 1].isalnum():
            scaled = value >= 1000
            step = value * (Decimal("0.1") if factor < 1 else 1) if scaled else Decimal(1)
            yield value * factor, step, place + len(word)


def _below_thousand(text: str, place: int) -> tuple[int, int] | None:
    found = _below_hundred(text, place)
    if found is None:
        return None
    number, end = found
    if 0 < number < 100 and (after := _word(text, end, "hundred")):
        rest = _below_hundred(text, after + 5) if text.startswith(" and ", after) else None
        rest = rest or (_below_hundred(text, after + 1) if text.startswith(" ", after) else None)
        return (number * 100 + rest[0], rest[1]) if rest else (number * 100, after)
    return found


def _below_hundred(text: str, place: int) -> tuple[int, int] | None:
    match = _WORD.match(text, place)
    if match is None:
        return None
    if match[0] in _SMALL:
        return _SMALL[match[0]], match.end()
    if match[0] not in _TENS:
        return None
    unit = _WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] in ("-", " ") else None
    if unit and 0 < _SMALL.get(unit[0], 0) < 10:
        return _TENS[match[0]] + _SMALL[unit[0]], unit.end()
    return _TENS[match[0]], match.end()


def _word(text: str, place: int, word: str) -> int:
    """Where a word after a space at a place ends; 0 where it does not stand there."""
    end = place + 1 + len(word)
    return end if text.startswith(f" {word}", place) and not text[end : end + 1].isalnum() else 0
