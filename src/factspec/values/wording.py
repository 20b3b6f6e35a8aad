"""Quotations held against what was recorded: texts as words made alike, and the places where words were left out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factspec.values.names import APOSTROPHES, QUOTES, bare, tidy

Words = tuple[str, ...]
# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana and Han. Each of their letters is taken for a word.
_UNSPACED = "\u0e01-\u0edf\u1000-\u109f\u1780-\u17d3\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"  # fmt: skip  # noqa: E501
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_HYPHENS = "-\u2010\u2011\u2012\u2013"
_SIGNS = "-\u2212\u2013\ufe63\uff0d+"
_MARKS = dict.fromkeys((*QUOTES, *APOSTROPHES, ord('"')), "'")
_SPACED_DOTS = re.compile(r"\.(?: \.){2,}")
_LEFT_OUT = re.compile(r"(?:(?<!\s)\s+)?(?:\[\s*\.{3,}\s*\]|\(\s*\.{3,}\s*\)|<\s*\.{3,}\s*>|\.{3,})\s*")
_STOPS = (".", ",", ";", "-")


def even(text: str) -> str:
    """A text with quotation marks, dashes, dots left out and white space made alike."""
    return _SPACED_DOTS.sub("...", tidy(text.replace("…", "...")))


def pieces(quotation: str) -> tuple[str, ...]:
    """The runs of words of a quotation between the places where words were left out, made alike."""
    return tuple(piece for piece in _LEFT_OUT.split(even(quotation)) if any(c.isalnum() for c in piece))


def parts(quotation: str) -> tuple[Words, ...]:
    """The same as words; a comma, full stop or dash at the end of a piece is the quoting sentence's own."""
    found = []
    for piece in pieces(quotation):
        words = text_of(piece).words
        while words[-1] in _STOPS:
            words = words[:-1]
        found.append(words)
    return tuple(found)


def claimed(quotation: str) -> str:
    """What a quotation says of what was said: its pieces without what is the quoting sentence's own."""
    return " ... ".join(piece.rstrip("".join((" ", *_STOPS))) for piece in pieces(quotation))


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its words and marks, made alike; the n-th stands from ``starts[n]`` to ``ends[n]`` in ``plain``.

    ``glued`` are those that belong to the one before, as the *t* of *can't* does: no quotation may begin with one, or end
    before it.
    """

    plain: str
    words: Words
    starts: array[int]
    ends: array[int]
    glued: frozenset[int]
    _joined: str
    _places: array[int]

    def slice(self, start: int, end: int) -> str:
        """What the words from ``start`` up to ``end`` look like, made even."""
        return even(self.plain[self.starts[start] : self.ends[end - 1]]) if start < end else ""

    def find(self, words: Words, start: int = 0) -> Iterator[int]:
        """The places of a run of words, as whole words, from a place on."""
        if start >= len(self.words):
            return
        wanted = "\n".join(("", *words, ""))
        here = self._joined.find(wanted, self._places[start])
        while here >= 0:
            place = bisect_left(self._places, here)
            if place not in self.glued and place + len(words) not in self.glued:
                yield place
            here = self._joined.find(wanted, here + 1)


def text_of(text: str) -> Text:
    """A text as its words."""
    plain = bare(text.replace("…", "..."))
    spans = [match.span() for match in _pattern(_combining(plain)).finditer(plain)]
    words = tuple(_alike(plain[start:end]) for start, end in spans)
    places, here = array("q"), 0
    for word in words:
        places.append(here)
        here += len(word) + 1
    return Text(
        plain,
        words,
        array("q", (start for start, _ in spans)),
        array("q", (end for _, end in spans)),
        frozenset(_glued(plain, spans)),
        "\n".join(("", *words, "")),
        places,
    )


def holds(recorded: Text, quotation: Sequence[Words]) -> bool:
    """Whether a text has all the pieces of a quotation in their order, none over another."""
    here = 0
    for piece in quotation:
        place = next(recorded.find(piece, here), None)
        if place is None:
            return False
        here = place + len(piece)
    return bool(quotation)


def is_one_letter(quotation: Sequence[Words]) -> bool:
    """Whether a quotation is a single letter or digit of a script whose words have more than one."""
    found = [character for piece in quotation for word in piece for character in word if character.isalnum()]
    return len(found) == 1 and not re.match(f"[{_UNSPACED}]", found[0])


def _combining(text: str) -> str:
    """The combining marks in a text, which are part of the word that they stand in."""
    return "" if text.isascii() else "".join(sorted(c for c in set(text) if unicodedata.category(c)[0] == "M"))


@lru_cache(maxsize=64)
def _pattern(marks: str) -> re.Pattern[str]:
    marked = f"[{marks}]" if marks else "(?!)"
    letters = rf"(?:(?![{_UNSPACED}])[^\W_]|{marked})+"
    return re.compile(rf"[{_DASHES}]+|[{_UNSPACED}]{marked}*|{letters}|\S")


def _alike(token: str) -> str:
    return "-" if token[0] in _DASHES else token.translate(_MARKS)


def _glued(plain: str, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    for n in range(1, len(spans)):
        (before, here), (start, end) = spans[n - 1], spans[n]
        if start != here or end - start < 1:
            continue
        word = plain[start:end]
        if _is_word(word) and plain[before:here] in _SIGNS and word[0].isdigit() and not _reaches(plain, spans, n - 1):
            yield n
        elif n + 1 < len(spans) and spans[n + 1][0] == end and _joins(plain[before:here], word, plain[slice(*spans[n + 1])]):
            yield n
            yield n + 1


def _reaches(plain: str, spans: Sequence[tuple[int, int]], n: int) -> bool:
    """Whether a word ends just where the n-th token begins."""
    return n > 0 and spans[n - 1][1] == spans[n][0] and _is_word(plain[slice(*spans[n - 1])])


def _joins(left: str, mark: str, right: str) -> bool:
    """Whether a mark between two tokens makes one word of them: *can't*, *battle-field*, *1,200.5*, *5:30*, *U.S*."""
    if len(mark) != 1 or not (_is_word(left) and _is_word(right)):
        return False
    if mark in _HYPHENS or mark.translate(_MARKS) == "'":
        return True
    numbers = left[-1].isdigit() and right[0].isdigit()
    return (mark in ".,:/" and numbers) or (mark == "." and len(left) == 1)


def _is_word(token: str) -> bool:
    return token[0].isalnum() or unicodedata.category(token[0])[0] == "M"
