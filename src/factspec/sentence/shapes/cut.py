"""A sentence cut into its shape and its values.

``Vladimir Putin met Emomali Rahmon 5 times in 2022`` has the shape ``name met name number times in year``, and four values.
What could be more than it seems stays in the shape as it is: then only sentences with the same words have that shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factspec.sentence.shapes.known_names import NO_NAMES, Name
from factspec.sentence.shapes.tokens import MARK, NAME, NOTHING, TAILS, YEAR, Extent, Taken, Token, Tokens, Value, extent_of
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.values.calendar import day_number, month_length, year_month_day
from factspec.values.names import alike

_MOST = 10_000  # pairs that are kept for a word
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
            return text.split()
        words = _QUOTING.findall(text)
        return None if any('"' in word and not _QUOTED.fullmatch(word) for word in words) else words

    def cut(self, words: Sequence[str], pieces: list[Piece] | None = None) -> Cut | None:
        """The shape and values of some words; None where they have none. ``pieces`` is filled with where the values stood."""
        tokens, shape = self.tokens, list[str]()
        values: list[Value] = []
        meant: set[str] = set()
        order = ""
        before: Extent | None = None
        latest: Value = ""
        here = whole = reach = 0
        counted = -_APART - 1
        for place, word in enumerate(words):
            if place < here:
                continue
            token = tokens[word]
            if token is None:
                return None
            if token.plain:
                shape.append(word)
                continue
            if place < whole or token.sure is None:
                count, sort, value, extent, tail = self._taken(words, place, token, place >= whole, meant)
            else:
                count, sort, value, extent, tail = token.sure
            if not sort:
                shape.append(word)
                whole = max(whole, place + count)
                if token.counts:
                    counted = place
                    if before is not None and place <= reach:
                        order += MARK + str(latest)
                continue
            shape.append(token.lead + sort + tail)
            values.append(value)
            if extent is not None:
                if before is not None and place <= reach:
                    order += _order(before, extent)
                if place <= counted + _APART:
                    order += MARK + str(value)
                before, latest, reach = extent, value, place + count + _APART - 1
            here = place + count
            if pieces is not None:
                pieces.append(Piece(place, here, sort, token.lead, tail))
        text = " ".join(shape) + order
        if meant or len(set(values)) < len(values):
            text += _sameness(values, meant)
        return Cut(text, tuple(values))

    def _taken(self, words: Sequence[str], place: int, token: Token, alone: bool, meant: set[str]) -> Taken:
        """What is taken out at a place. Of what stays, entities that it may mean are added to ``meant``."""
        if token.names is not NO_NAMES:
            pair = self._pair(words, place, token) if alone and token.names.pairs else None
            if pair is not None:
                return pair
            for name, tail in self._names(words, place, token):
                count = len(name.rest) + 1
                if name.entity is not None and alone and tail in TAILS:
                    return Taken(count, NAME, name.entity, None, tail)
                meant.update(*(other.meanings for other, _ in self._names(words, place, token)))
                return Taken(count, "", "", None, "")
        if token.meanings and not token.taken.sort:
            meant.update(token.meanings)
        if not alone:
            return NOTHING
        if token.digits is None and token.month is None:
            return token.taken
        return self._dated(words, place, token) or token.taken

    def _pair(self, words: Sequence[str], place: int, token: Token) -> Taken | None:
        """A plain name of two words that stands at a place and is the longest one there, as most are."""
        if place + 1 == len(words):
            return None
        following, known = words[place + 1], token.pairs
        if following not in known:
            if len(known) >= _MOST:
                known.clear()
            known[following] = self._paired(token, following)
        return known[following]

    def _paired(self, token: Token, following: str) -> Taken | None:
        after = self.tokens[following]
        if after is None:
            return None
        for start in after.starts:
            if start in token.names.longer:
                name, tail = token.names.pairs.get(start), after.low[len(start) :]
                return Taken(2, NAME, name.entity, None, tail) if name and name.entity and tail in TAILS else None
        return None

    def _names(self, words: Sequence[str], place: int, token: Token) -> Iterator[tuple[Name, str]]:
        """The names that stand at a place, longest first, each with what follows it in its last word."""
        longer = token.names.longer
        after = self.tokens[words[place + 1]] if longer and place + 1 < len(words) else None
        for start in after.starts if after else ():
            for name in longer.get(start, ()):
                tail = self._tail(words, place + 1, name.rest)
                if tail is not None:
                    yield name, tail
        yield from token.names.single

    def _tail(self, words: Sequence[str], place: int, rest: tuple[str, ...]) -> str | None:
        """What follows the words that stand at a place, in the last of them; None where they do not stand there."""
        *middle, last = rest
        lows = [token.low for token in map(self.tokens.__getitem__, words[place : place + len(rest)]) if token is not None]
        if len(lows) < len(rest) or lows[:-1] != middle or not lows[-1].startswith(last):
            return None
        tail = lows[-1][len(last) :]
        return None if tail[:1].isalnum() else tail

    def _dated(self, words: Sequence[str], place: int, token: Token) -> Taken | None:
        """A date with the name of its month in it. Where there is a month and no such date, its words stay together."""
        one, two = (self.tokens[word] if word else None for word in (*words[place + 1 : place + 3], None, None)[:2])
        if token.month is not None:
            if one is not None and one.taken.sort == YEAR and not one.lead and not token.tail:
                return _dated(2, WORDED_MONTH, f"{one.taken.value}-{token.month:02}", one.tail)
            if one is None or one.digits is None or one.lead or token.tail:
                return Taken(3, "", "", None, "")
            day, sorts, month = one.digits, MONTH_FIRST, token.month
        else:
            if one is None or one.month is None:
                return None
            if one.lead or token.tail:
                return Taken(3, "", "", None, "")
            assert token.digits is not None
            day, sorts, month = token.digits, DAY_FIRST, one.month
        if two is None or two.taken.sort != YEAR or two.lead or one.tail not in sorts:
            return Taken(3, "", "", None, "")
        return _dated(3, sorts[one.tail], f"{two.taken.value}-{month:02}-{day:02}", two.tail)


def _dated(count: int, sort: str, text: str, tail: str) -> Taken:
    extent = extent_of(text)
    return Taken(count, sort, text, extent, tail) if extent else Taken(count, "", "", None, "")


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
    """Whether the first of two neighbours is the greater, or both are the months of a quarter; nothing otherwise."""
    if one.number is not None and other.number is not None:
        return MARK + ">" if one.number > other.number else ""
    if one.days is None or other.days is None:
        return ""
    if one.days[0] > other.days[1]:
        return MARK + ">"
    return MARK + "q" if _is_quarter(one.days[0], other.days[1]) else ""


def _is_quarter(first: int, last: int) -> bool:
    """Whether days make a quarter of a year, which can be said in words of its own."""
    if not 89 <= last - first <= 91:
        return False
    year, month, day = year_month_day(first)
    return day == 1 and month % 3 == 1 and last == day_number(year, month + 2, month_length(year, month + 2))
