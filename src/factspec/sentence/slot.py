"""The contract of a slot: a typed blank of a sentence that reads, writes, and offers other values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading

Value = TypeVar("Value")
Suggestion = tuple[str, Any]
Others = Mapping[str, Any]


class Slot(ABC, Generic[Value]):
    """A blank for one kind of value. ``hint`` names it in the catalogue of forms, such as ``DAY``.

    What may stand in a blank can hang on the other values of the claim, as a unit does on the measure: ``read_among``,
    ``write_among`` and ``slip_among`` are given them. Reading goes from left to right, and knows those that were read before.
    """

    hint: str = "VALUE"
    says_nothing: bool = False  # whether no value is said too, as *participants* for no type of them

    def applies(self, lexicon: Lexicon) -> bool:
        """Whether the reference has anything that could stand in it; where not, its forms are neither read nor offered."""
        del lexicon
        return True

    @abstractmethod
    def read(self, reading: Reading, place: int) -> Iterator[tuple[Value, int]]:
        """The values that may stand at a place, likeliest first, each with the place where it ends."""

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Value, int]]:
        """The same, where the values read before it are known."""
        del others
        return self.read(reading, place)

    @abstractmethod
    def write(self, value: Value, lexicon: Lexicon) -> str:
        """The value as a sentence says it. Raises Problems where the reference does not know it."""

    def write_among(self, value: Value, lexicon: Lexicon, others: Others) -> str:
        """The same, where the other values of the claim are known."""
        del others
        return self.write(value, lexicon)

    def one(self, value: Value) -> bool:
        """Whether the verb behind it is in the singular: the second way of a form to say it, where that has several."""
        del value
        return False

    def slip(self, value: Value, lexicon: Lexicon) -> Iterable[Value]:
        """Near misses of a value: what a writer in a hurry might have put in its place."""
        del value, lexicon
        return ()

    def slip_among(self, value: Value, lexicon: Lexicon, others: Others) -> Iterable[Value]:
        """The same, where the other values of the claim are known."""
        del others
        return self.slip(value, lexicon)

    def mend(self, value: Value, suggestions: Sequence[Suggestion]) -> Iterable[Value]:
        """Other values, nearest first, that the evidence suggests in place of this one."""
        del value, suggestions
        return ()
