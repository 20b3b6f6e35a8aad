"""The wording of a shape: its canonical sentence with blanks for what is written of the values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.shapes.cut import WORDED_MONTH, Cutter, Piece
from factspec.sentence.shapes.recipes import Listed, Number, Recipe, Same, Values
from factspec.sentence.shapes.tokens import MARK, NAME, NTH, QUOTED_NAME, TEXT, TITLE, Value
from factspec.values.counting import ordinal
from factspec.values.names import tidy
from factspec.values.periods import month_words

_KEPT = 1 << 16  # titles


@dataclass(frozen=True, slots=True)
class Element:
    """One of the values that are listed, by its place in the list."""

    listed: Listed
    at: int

    def __call__(self, values: Values) -> str:
        return self.listed(values)[self.at]


@dataclass(frozen=True, slots=True)
class Writer:
    """What is written of some values: which one is taken, and how it is said."""

    taken: Same | Number | Element
    said: Callable[[Any], str]

    def __call__(self, values: Values) -> str:
        return self.said(self.taken(values))


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of a sentence, with ``%s`` for what some writers make of the values."""

    text: str
    writers: tuple[Writer, ...]

    def __call__(self, values: Values) -> str:
        return self.text % tuple([write(values) for write in self.writers])


class _Said(NamedTuple):
    """A value in a canonical sentence, and the text that says it."""

    sort: str
    value: Value
    text: str


class Wordings:
    """Finds the wordings of shapes, from canonical sentences."""

    def __init__(self, cutter: Cutter, lexicon: Lexicon) -> None:
        self._cutter, self._lexicon = cutter, lexicon
        self._title: Callable[[Any], str] = lru_cache(maxsize=_KEPT)(partial(_titled, lexicon))

    def wording(self, says: Sequence[str], values: Sequence[Values], made: Sequence[Recipe]) -> Wording | None:
        """The wording of some sentences, from the values beside each; their claims are ``made`` by recipes.

        None where there is none, or it cannot be told which of several it is.
        """
        parted = [self._parted(sentence) for sentence in says]
        texts = {one and one[0] for one in parted}
        text = texts.pop()
        if texts or text is None:
            return None
        lists = [recipe for recipe in made if isinstance(recipe, Listed) and len(recipe(values[0])) > 1]
        writers: list[Writer] = []
        blanks: list[str] = []
        for said in zip(*(one[1] for one in parted if one), strict=True):
            tried = dict.fromkeys(self._tried(said[0], values[0], lists, made))
            fits = [writer for writer in tried if _writes(writer, said, values)]
            if len(fits) > 1 or (not fits and len({one.text for one in said}) > 1):
                return None
            writers += fits[:1]
            blanks.append("%s" if fits else said[0].text.replace("%", "%%"))
        elements = {writer.taken for writer in writers if isinstance(writer.taken, Element)}
        if any(Element(one, at) not in elements for one in lists for at in range(len(one(values[0])))):
            return None  # a name that stays the same is written where the order puts it
        return Wording("".join(part for pair in zip(text, [*blanks, ""], strict=True) for part in pair), tuple(writers))

    def _parted(self, sentence: str) -> tuple[tuple[str, ...], list[_Said]] | None:
        """The texts before, between and behind the values of a sentence, ready to be filled, and the values."""
        pieces: list[Piece] = []
        words = self._cutter.words(sentence)
        cut = self._cutter.cut(words, pieces) if words else None
        if words is None or cut is None:
            return None
        blanked: list[str] = []
        done = 0
        for piece in pieces:
            blanked += [*words[done : piece.start], piece.lead + MARK + piece.tail]
            done = piece.end
        texts = " ".join([*blanked, *words[done:]]).replace("%", "%%").split(MARK)
        spans = [" ".join(words[piece.start : piece.end]) for piece in pieces]
        said = [
            _Said(piece.sort, value, span[len(piece.lead) : len(span) - len(piece.tail)])
            for piece, value, span in zip(pieces, cut.values, spans, strict=True)
        ]
        return tuple(texts), said

    def _tried(self, said: _Said, values: Values, lists: Sequence[Listed], made: Sequence[Recipe]) -> Iterator[Writer]:
        """The ways to write what is said; of the places of the same value, the first stands for all."""
        first = [(at, value) for at, value in enumerate(values) if values.index(value) == at]
        same = [Same(at) for at, value in first if value == said.value]
        if said.sort in (NAME, QUOTED_NAME):
            several = [one for one in lists if said.value in one(values)]
            yield from (Writer(Element(one, one(values).index(str(said.value))), self._lexicon.spelling) for one in several)
            others = [one for one in made if one not in several and any(values[at] == said.value for at in one.places)]
            yield from (Writer(one, self._lexicon.spelling) for one in same if others or not several)
            return
        ways: dict[str, Callable[[Any], str]] = {NTH: ordinal, TEXT: quoted, WORDED_MONTH: month_words}
        how = ways.get(said.sort, str)
        yield from (Writer(one, self._title if said.sort.startswith(TITLE) else how) for one in same)
        if str(said.value).isdecimal():
            numbers = [(at, int(value)) for at, value in first if str(value).isdecimal() and value != said.value]
            yield from (Writer(Number(at, int(said.value) - n), how) for at, n in numbers if abs(int(said.value) - n) <= 1)


def _titled(lexicon: Lexicon, event: str) -> str:
    known = lexicon.reference.event(event)
    return quoted(tidy((known and known.title) or ""))


def _writes(writer: Writer, said: Sequence[_Said], values: Sequence[Values]) -> bool:
    try:
        return all(writer(one) == each.text for each, one in zip(said, values, strict=True))
    except ValueError:  # no number at that place
        return False
