"""A sentence cut into its shape and its values.

``Vladimir Putin met Emomali Rahmon 5 times in 2022`` has the shape ``name met name number times in year``, and four values.
What could be more than it seems stays in the shape as it is: then only sentences with the same words have that shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factspec.sentence.shapes.tokens import MARK, NAME, TAILS, YEAR, Extent, Name, Token, Tokens, Value, extent_of
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.values.calendar import day_number, month_length, year_month_day
from factspec.values.names import alike

_APART = 2  # from one number to the next, with a word between them
WORDED_MONTH = MARK + "May 2022"
DAY_FIRST = {"": MARK + "28 May 2022", ",": MARK + "28 May, 2022"}
MONTH_FIRST = {"": MARK + "May 28 2022", ",": MARK + "May 28, 2022"}
_QUOTING = re.compile(r'[^\s"]*"[^"]*"[^\s"]*|\S+')
_QUOTED = re.compile(r"\(*\"[^\"]*\"(?:'s)?[,;:)]*")


class Cut(NamedTuple):
    """A sentence's shape, and what was taken out of it, from left to right."""

    shape: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a value stood: the words from ``start`` to before ``end``, its sort, and the marks around it."""

    start: int
    end: int
    sort: str
    lead: str
    tail: str


class _Taken(NamedTuple):
    """A value that some words make; ``sort`` empty: words that belong together, and are no value."""

    words: int
    sort: str
    value: Value
    extent: Extent | None
    tail: str


class Cutter:
    """Cuts sentences by the words of a grammar."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.tokens = Tokens(vocabulary)
        self._odd = vocabulary.odd

    def words(self, text: str) -> list[str] | None:
        """The words of a tidy text; what is in quotes is one word. None where it cannot be told which words there are."""
        if self._odd and any(odd in alike(text) for odd in self._odd):
            return None
        if '"' not in text:
            return text.split(" ")
        words = _QUOTING.findall(text)
        return None if any('"' in word and not _QUOTED.fullmatch(word) for word in words) else words

    def cut(self, words: Sequence[str], pieces: list[Piece] | None = None) -> Cut | None:
        """The shape and values of some words; None where they have none. ``pieces`` is filled with where the values stood."""
        shape: list[str] = []
        values: list[Value] = []
        meant: set[str] = set()
        order = ""
        before: Extent | None = None
        place = whole = reach = 0
        counted = -_APART - 1
        latest: Value = ""
        while place < len(words):
            token = self.tokens[words[place]]
            if token is None:
                return None
            if token.plain:
                shape.append(token.text)
                place += 1
                continue
            taken = self._taken(words, place, token, place >= whole, meant)
            if not taken.sort:
                shape.append(token.text)
                whole = max(whole, place + taken.words)
                if token.counts:
                    counted = place
                    if before is not None and place <= reach:
                        order += f"{MARK}{latest}"
                place += 1
                continue
            shape.append(token.lead + taken.sort + taken.tail)
            values.append(taken.value)
            if taken.extent is not None:
                if before is not None and place <= reach:
                    order += MARK + _order(before, taken.extent)
                if place <= counted + _APART:
                    order += f"{MARK}{taken.value}"
                before, latest, reach = taken.extent, taken.value, place + taken.words + _APART - 1
            if pieces is not None:
                pieces.append(Piece(place, place + taken.words, taken.sort, token.lead, taken.tail))
            place += taken.words
        text = " ".join(shape) + order
        if meant or len(set(values)) < len(values):
            text += _sameness(values, meant)
        return Cut(text, tuple(values))

    def _taken(self, words: Sequence[str], place: int, token: Token, alone: bool, meant: set[str]) -> _Taken:
        """What is taken out at a place. Of what stays, entities that it may mean are added to ``meant``."""
        if token.names:
            for name, count, tail in self._names(words, place, token):
                if name.entity is not None and alone and tail in TAILS:
                    return _Taken(count, NAME, name.entity, None, tail)
                meant.update(*(other.meanings for other, _, _ in self._names(words, place, token)))
                return _Taken(count, "", "", None, "")
        meant.update(token.meanings)
        if not alone:
            return _Taken(1, "", "", None, "")
        if token.digits is not None or token.month is not None:
            dated = self._dated(words, place, token)
            if dated is not None:
                return dated
        return _Taken(1, token.sort, token.value, token.extent, token.tail)

    def _names(self, words: Sequence[str], place: int, token: Token) -> Iterator[tuple[Name, int, str]]:
        """The names that stand at a place, longest first, each with its number of words and what follows its last."""
        for name in token.names:
            if not name.rest:
                yield name, 1, name.tail
                continue
            last = place + len(name.rest)
            if last >= len(words):
                continue
            for low, here in zip(name.rest, range(place + 1, last + 1), strict=True):
                found = self.tokens[words[here]]
                if found is None or (found.low != low and (here < last or not found.low.startswith(low))):
                    break
            else:
                tail = self.tokens[words[last]].low[len(name.rest[-1]) :]  # type: ignore[union-attr]
                if not tail[:1].isalnum():
                    yield name, len(name.rest) + 1, tail

    def _dated(self, words: Sequence[str], place: int, token: Token) -> _Taken | None:
        """A date with the name of its month in it. Where there is a month and no such date, its words stay together."""
        one, two = (self.tokens[word] if word else None for word in (*words[place + 1 : place + 3], None, None)[:2])
        if token.month is not None:
            if one is not None and one.sort == YEAR and not one.lead and not token.tail:
                return _dated(2, WORDED_MONTH, f"{one.value}-{token.month:02}", one.tail)
            if one is None or one.digits is None or one.lead or token.tail:
                return _Taken(3, "", "", None, "")
            day, sorts, month = one.digits, MONTH_FIRST, token.month
        else:
            if one is None or one.month is None:
                return None
            if one.lead or token.tail:
                return _Taken(3, "", "", None, "")
            assert token.digits is not None
            day, sorts, month = token.digits, DAY_FIRST, one.month
        if two is None or two.sort != YEAR or two.lead or one.tail not in sorts:
            return _Taken(3, "", "", None, "")
        return _dated(3, sorts[one.tail], f"{two.value}-{month:02}-{day:02}", two.tail)


def _dated(count: int, sort: str, text: str, tail: str) -> _Taken:
    extent = extent_of(text)
    return _Taken(count, sort, text, extent, tail) if extent else _Taken(count, "", "", None, "")


def _sameness(values: list[Value], meant: set[str]) -> str:
    """Which values are the same, or may be meant by words that stayed."""
    text = ""
    first: dict[Value, int] = {}
    for i, value in enumerate(values):
        same = first.setdefault(value, i)
        text += f"{MARK}{i}={same}" if same != i else ""
        text += f"{MARK}{i}!" if value in meant else ""
    return text


def _order(one: Extent, other: Extent) -> str:
    """Which of two neighbours, with a word between them at most, is the greater."""
    if one.number is not None and other.number is not None:
        return "<" if one.number < other.number else ">" if one.number > other.number else "="
    if one.days is None or other.days is None:
        return " "
    if one.days[1] < other.days[0]:
        return "q" if _is_quarter(one.days[0], other.days[1]) else "<"
    return ">" if one.days[0] > other.days[1] else "~"


def _is_quarter(first: int, last: int) -> bool:
    """Whether days make a quarter of a year, which can be said in words of its own."""
    if not 89 <= last - first <= 91:
        return False
    year, month, day = year_month_day(first)
    return day == 1 and month % 3 == 1 and last == day_number(year, month + 2, month_length(year, month + 2))
