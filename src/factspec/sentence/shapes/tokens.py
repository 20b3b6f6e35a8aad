"""The words of a sentence one by one: what each is by itself, found once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from factspec.problem import Problems
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.shapes.known_names import NO_NAMES, KnownNames, Starting, starts
from factspec.sentence.shapes.vocabulary import Vocabulary, runs
from factspec.values.calendar import MONTHS
from factspec.values.counting import ordinal_at
from factspec.values.names import alike
from factspec.values.periods import Period
from factspec.values.spelled import spelled_at

Value = str | int
MARK = "\x01"  # stands before a sort in a shape; a sentence that holds one is not cut
NAME, QUOTED_NAME, TITLE, TEXT = (MARK + sort for sort in ("name", '"name"', '"title" ', '"text"'))
DAY, MONTH, YEAR, NUMBER, GROUPED, NTH = (MARK + sort for sort in ("day", "month", "year", "number", "1,000", "nth"))
TAILS = frozenset(own + marks for own in ("", "'s") for marks in ("", ",", ";", ":", ")", "),", ");", "))", ")),", "));"))
_MOST = 100_000
_LEAST = 3  # names, or titles of a kind: with fewer it cannot be tried what other ones say
_FEW = 3  # numbers below it stay in the shape: "1 time", "2 times" and what is one fewer are each written in their own way
_WORD = re.compile(r"(\(*)(.*?)((?:'s)?[,;:)]*)", re.DOTALL)
_FIGURES = (
    (DAY, re.compile(r"[1-9]\d{3}-\d\d-\d\d", re.ASCII)),
    (MONTH, re.compile(r"[1-9]\d{3}-\d\d", re.ASCII)),
    (YEAR, re.compile(r"[1-9]\d{3}", re.ASCII)),
    (NUMBER, re.compile(r"[1-9]\d{0,14}", re.ASCII)),
    (GROUPED, re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}", re.ASCII)),
    (NTH, re.compile(r"[1-9]\d{0,8}(?:st|nd|rd|th)", re.ASCII)),
)
_LESS = ("0", "1", "2", "zero", "one", "two")  # less than every number that is taken out
_SCALES = ("half", "dozen", "hundred", "thousand", "million", "billion", "trillion")
_MONTHS = {month.casefold(): number for number, month in enumerate(MONTHS, 1)}


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that a date is, or the number that a number is; a year may be either. Of neighbours it counts which is greater."""

    days: tuple[int, int] | None
    number: int | None = None


class Taken(NamedTuple):
    """A value that some words make, and what follows them; ``sort`` empty: words that belong together, and are no value."""

    words: int
    sort: str
    value: Value
    extent: Extent | None
    tail: str


NOTHING = Taken(1, "", "", None, "")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its text, and in lower case ``low``; ``lead`` and ``tail`` are the marks around what it stands for.

    ``plain`` words are nothing else. ``taken`` is the value that it makes by itself, ``sure`` that it makes whatever is around
    it. ``names`` may begin at it; ``starts`` are what a name that goes on in it may end with. ``digits`` is the number of one or
    two digits, ``month`` that of a month's name. ``meanings`` are the entities that a quoted name may mean. A word that
    ``counts`` is a number or a part of a date, greater or less than others. ``pairs`` are the names of two words that were found
    at it, by the second word as it was written.
    """

    text: str
    low: str
    plain: bool = False
    lead: str = ""
    tail: str = ""
    taken: Taken = NOTHING
    sure: Taken | None = None
    names: Starting = NO_NAMES
    starts: tuple[str, ...] = ()
    digits: int | None = None
    month: int | None = None
    meanings: tuple[str, ...] = ()
    counts: bool = False
    pairs: dict[str, Taken | None] = field(default_factory=dict)


class Tokens(dict[str, Token | None]):
    """The tokens of tidy words, made when first asked for. None for a word that no shape may hold."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary, self._lexicon = vocabulary, vocabulary.lexicon
        plain = vocabulary.plain_names()
        self._names = KnownNames(self._lexicon.names, plain if len(set(plain.values())) >= _LEAST else {})
        self._titled = _titled(self._lexicon)

    def __missing__(self, word: str) -> Token | None:
        if len(self) >= _MOST:
            self.clear()
        token = self[word] = None if any(letter < " " for letter in word) else self._token(word)
        return token

    def _token(self, word: str) -> Token:
        match = _WORD.fullmatch(word)
        assert match is not None
        lead, core, tail = match.groups()
        low = alike(word)
        if core.startswith('"'):
            return self._quoted(word, low, lead, core, tail)
        names, same = self._names.starting(low[len(lead) :]), alike(core)
        figures = any(letter.isnumeric() for letter in core)
        known = not figures or any(run in self._vocabulary.words for run in runs(low))
        taken = NOTHING if known else self._figures(same, tail)
        digits = int(core) if re.fullmatch(r"\d\d?", core, re.ASCII) else None
        month = _MONTHS.get(same)
        counts = same not in _LESS and (figures or month is not None or _counts(same))
        plain = names is NO_NAMES and not counts and digits is None
        sure = _sure(names) if names is not NO_NAMES else taken if taken.sort and digits is None else None
        return Token(word, low, plain, lead, tail, taken, sure, names, starts(low), digits, month, counts=counts)

    @staticmethod
    def _figures(core: str, tail: str) -> Taken:
        for sort, pattern in _FIGURES:
            if not pattern.fullmatch(core):
                continue
            if sort in (DAY, MONTH, YEAR):
                extent = extent_of(core)
                return Taken(1, sort, core, extent, tail) if extent else NOTHING
            number = int(core.rstrip("stndrh").replace(",", ""))
            sound = ordinal_at(core, 0) if sort == NTH else number >= _FEW
            return Taken(1, sort, number, Extent(None, number), tail) if sound else NOTHING
        return NOTHING

    def _quoted(self, word: str, low: str, lead: str, core: str, tail: str) -> Token:
        inner = core[1:-1]
        names, titles = self._lexicon.names.meanings(inner), self._lexicon.titles.meanings(inner)
        sort, value = "", ""
        if core.endswith('"') and inner and '"' not in inner and "\\" not in inner and tail in TAILS:
            event = self._lexicon.reference.event(titles[0]) if titles else None
            kind = event.kind if event else ""
            if not names and not titles:
                sort, value = TEXT, inner
            elif len(names) == 1 and not titles:
                sort, value = QUOTED_NAME, names[0]
            elif len(titles) == 1 and not names and kind in self._titled:
                sort, value = TITLE + kind, titles[0]
        taken = Taken(1, sort, value, None, tail) if sort else NOTHING
        return Token(word, low, False, lead, tail, taken, taken if sort else None, meanings=tuple(names))


def _titled(lexicon: Lexicon) -> Collection[str]:
    """The kinds of which enough events have a title; all kinds where events are on disk, since there are many."""
    if lexicon.reference.bulk:
        return lexicon.reference.kinds
    events = lexicon.reference.events.values()
    titled = Counter(event.kind for event in events if event.title and len(lexicon.titles.meanings(event.title)) == 1)
    return {kind for kind, count in titled.items() if count >= _LEAST}


def _sure(names: Starting) -> Taken | None:
    """The one name of one word; None where there are others."""
    if names.longer or len(names.single) != 1:
        return None
    name, tail = names.single[0]
    return Taken(1, NAME, name.entity, None, tail) if name.entity is not None and tail in TAILS else None


def _counts(core: str) -> bool:
    return core in _SCALES or next(spelled_at(core, 0), None) is not None


def extent_of(text: str) -> Extent | None:
    """The days of a date; None where there is no such day."""
    try:
        days = Period(text).days(None)
    except Problems:
        return None
    return Extent((days.first, days.last), int(text) if len(text) == 4 else None)
