"""The contract of a slot: a typed blank of a sentence that reads, writes, and offers other values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
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

    def twin(self) -> Hashable:
        """What its reading hangs on besides its class: slots for which this is equal read alike, and are read once.

        It speaks for the class that defines it; a subclass says so again.
        """
        return id(self)

    def words(self, lexicon: Lexicon) -> Iterable[str] | None:
        """The words that its reading looks for, beside names; None where it promises nothing.

        A slot that tells them promises that it reads and writes by sorts: of a name, a date, a number from 3 on in figures or
        a text in quotes it does not matter which one it is. What counts is where it stands; how a date or number is written;
        whether two are the same; of two dates or numbers with one word between them, which is the greater, or that they make
        a quarter; of a title, the event's kind. It looks for whole words only. Sentences of one shape are then read alike. The
        promise does not hold for a subclass that reads or writes otherwise.
        """
        del lexicon
        return None

    def begins(self, lexicon: Lexicon) -> Iterable[str] | None:
        """Those of its words that its reading may begin with; it speaks for the class that defines it and ``words`` together."""
        return self.words(lexicon)

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

    def widen(self, value: Value) -> Iterable[Value]:
        """Values that say less than this one, nearest first, for what the evidence does not tell as closely."""
        del value
        return ()


@cache
def likeness(slot: Slot[Any]) -> Hashable:
    """What slots that read alike have in common; None for a slot that hangs on the values read before it."""
    kind = type(slot)
    if kind.read_among is not Slot.read_among:
        return None
    return kind, slot.twin() if "twin" in vars(kind) else id(slot)


def standing(slot: Slot[Value], reading: Reading, place: int) -> Iterable[tuple[Value, int]]:
    """The values of a slot at a place, on which values read before have no bearing; read once while nothing is noted."""
    if not reading.quiet:
        return slot.read(reading, place)
    return once(slot, likeness(slot), reading, place)


def once(slot: Slot[Value], like: Hashable, reading: Reading, place: int) -> list[tuple[Value, int]]:
    """The values of a slot at a place, read for it and all that are like it."""
    key = like, place
    found = reading.once.get(key)
    if found is None:
        found = reading.once[key] = list(slot.read(reading, place))
    return found
