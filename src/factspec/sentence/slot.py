"""The contract of a slot: a typed blank of a sentence that reads, writes, and offers other values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading

Value = TypeVar("Value")
Suggestion = tuple[str, Any]


class Slot(ABC, Generic[Value]):
    """A blank for one kind of value. ``hint`` names it in the catalogue of forms, such as ``DAY``."""

    hint: str = "VALUE"

    @abstractmethod
    def read(self, reading: Reading, place: int) -> Iterator[tuple[Value, int]]:
        """The values that may stand at a place, likeliest first, each with the place where it ends."""

    @abstractmethod
    def write(self, value: Value, lexicon: Lexicon) -> str:
        """The value as a sentence says it. Raises Problems where the reference does not know it."""

    def slip(self, value: Value, lexicon: Lexicon) -> Iterable[Value]:
        """Near misses of a value: what a writer in a hurry might have put in its place."""
        del value, lexicon
        return ()

    def mend(self, value: Value, suggestions: Sequence[Suggestion]) -> Iterable[Value]:
        """Other values, nearest first, that the evidence suggests in place of this one."""
        del value, suggestions
        return ()
