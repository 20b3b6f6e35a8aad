"""The words of a sentence one by one: what each is by itself, found once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from factspec.problem import Problems
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


@dataclass(frozen=True, slots=True)
class Name:
    """A name that begins at a word: the words behind it that it takes, and its entity where it can be nothing else."""

    rest: tuple[str, ...]
    tail: str
    entity: str | None
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its text, and in lower case ``low``; ``lead`` and ``tail`` are the marks around what it stands for.

    ``plain`` words are nothing else. ``sort`` is what stands for it in a shape, empty where it stays as it is; ``value`` and
    ``extent`` are what it then says. ``names`` may begin at it, longest first. ``digits`` is the number of one or two
    digits, ``month`` that of a month's name. ``meanings`` are the entities that a quoted name of several may mean.
    A word that ``counts`` is a number or a part of a date, greater or less than others.
    """

    text: str
    low: str
    plain: bool = False
    lead: str = ""
    tail: str = ""
    sort: str = ""
    value: Value = ""
    extent: Extent | None = None
    names: tuple[Name, ...] = ()
    digits: int | None = None
    month: int | None = None
    meanings: tuple[str, ...] = ()
    counts: bool = False


class Tokens(dict[str, Token | None]):
    """The tokens of tidy words, made when first asked for. None for a word that no shape may hold."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary, self._lexicon = vocabulary, vocabulary.lexicon
        plain = vocabulary.plain_names()
        plain = plain if len(set(plain.values())) >= _LEAST else {}
        events = self._lexicon.reference.events.values()
        titled = Counter(event.kind for event in events if event.title and len(self._lexicon.titles.meanings(event.title)) == 1)
        self._many = {kind for kind, count in titled.items() if count >= _LEAST}
        self._by_word: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for name in sorted(self._lexicon.names, key=len, reverse=True):
            self._by_word[name.split(" ", 1)[0]].append((name, plain.get(name)))

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
        names = tuple(self._names(low[len(lead) :]))
        figures = self._figures(alike(core)) if not any(run in self._vocabulary.words for run in runs(low)) else None
        digits = int(core) if re.fullmatch(r"\d\d?", core, re.ASCII) else None
        month = _MONTHS.get(alike(core))
        counts = alike(core) not in _LESS and (month is not None or _counts(alike(core)))
        plain = not (names or counts) and digits is None
        sort, value, extent = figures or ("", "", None)
        return Token(word, low, plain, lead, tail, sort, value, extent, names, digits, month, counts=counts)

    def _names(self, low: str) -> Iterator[Name]:
        """The names that begin at a word, as :meth:`Phrases.at` looks for them."""
        for first in dict.fromkeys((low, low.rstrip(",.;:)\"'"), low.removesuffix("'s"))):
            for name, entity in self._by_word.get(first, ()):
                rest = tuple(name.split(" ")[1:])
                tail = low[len(first) :]
                if first != low and (rest or tail[:1].isalnum()):
                    continue
                yield Name(rest, tail, entity, tuple(self._lexicon.names.meanings(name)))

    @staticmethod
    def _figures(core: str) -> tuple[str, Value, Extent | None] | None:
        for sort, pattern in _FIGURES:
            if not pattern.fullmatch(core):
                continue
            if sort in (DAY, MONTH, YEAR):
                extent = extent_of(core)
                return (sort, core, extent) if extent else None
            number = int(core.rstrip("stndrh").replace(",", ""))
            sound = ordinal_at(core, 0) if sort == NTH else number >= _FEW
            return (sort, number, Extent(None, number)) if sound else None
        return None

    def _quoted(self, word: str, low: str, lead: str, core: str, tail: str) -> Token:
        inner = core[1:-1]
        stays = Token(word, low, meanings=tuple(self._lexicon.names.meanings(inner)))
        if not core.endswith('"') or not inner or '"' in inner or "\\" in inner or tail not in TAILS:
            return stays
        names, titles = self._lexicon.names.meanings(inner), self._lexicon.titles.meanings(inner)
        if not names and not titles:
            return Token(word, low, False, lead, tail, TEXT, inner)
        if len(names) == 1 and not titles:
            return Token(word, low, False, lead, tail, QUOTED_NAME, names[0])
        kind = self._lexicon.reference.events[titles[0]].kind if titles else ""
        if len(titles) == 1 and not names and kind in self._many:
            return Token(word, low, False, lead, tail, TITLE + kind, titles[0])
        return stays


def _counts(core: str) -> bool:
    return any(letter.isnumeric() for letter in core) or core in _SCALES or next(spelled_at(core, 0), None) is not None


def extent_of(text: str) -> Extent | None:
    """The days of a date; None where there is no such day."""
    try:
        days = Period(text).days(None)
    except Problems:
        return None
    return Extent((days.first, days.last), int(text) if len(text) == 4 else None)
