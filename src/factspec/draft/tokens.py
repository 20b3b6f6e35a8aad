"""The parts of a sentence that a drafter knows: names, dates, numbers, verbs and the rest, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

TokenKind = Literal[
    "name", "adjective", "date", "ordinal", "number", "verb", "noun", "mode", "role", "measure", "title",
    "quotation", "pronoun", "word", "mark",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a sentence from ``start`` up to ``end``, in characters of its tidy text.

    ``value`` hangs on the kind: the id of an entity, a :class:`~factspec.draft.dates.Time`, a number, a
    :class:`~factspec.draft.vocabulary.Verb`. ``low`` is the text without regard to case.
    """

    kind: TokenKind
    start: int
    end: int
    text: str
    value: Any = None

    @property
    def low(self) -> str:
        return self.text.casefold()

    def says(self, *words: str) -> bool:
        """Whether it is a plain word, or a mark, and one of these."""
        return self.kind in ("word", "mark", "pronoun") and self.low in words


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of an article, tidy, with its tokens. ``offsets`` leads from its characters to those of the article.

    No two sentences are the same one, so what was found of it can be kept by it.
    """

    index: int
    paragraph: int
    plain: str
    offsets: tuple[int, ...]
    tokens: tuple[Token, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the article that a stretch of the tidy text stands for."""
        return self.offsets[start], self.offsets[end - 1] + 1
