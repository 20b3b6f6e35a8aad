"""Slots for whole claims inside a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot

CONNECTIVES = ("all", "any", "not")


class ClaimSlot(Slot[Any]):
    """One claim, of the kinds named; a connective stands in brackets. The grammar writes it before the slot does."""

    hint = "CLAIM"

    def __init__(self, kinds: Sequence[str] = ()) -> None:
        self._kinds = tuple(kinds)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that it takes; none where it takes all."""
        return self._kinds

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ()

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Any, int]]:
        if place == len(reading.text):
            reading.failed(place, "a claim")
            return
        if reading.low.startswith("(", place):
            for claim, end in reading.grammar.prefixes(reading, place + 1, self._kinds):
                if reading.low.startswith(")", end):
                    yield claim, end + 1
                else:
                    reading.failed(end, 'a closing ")"')
            return
        for claim, end in reading.grammar.prefixes(reading, place, self._kinds):
            if claim.kind not in CONNECTIVES:
                yield claim, end
            else:
                wrong = f"{reading.text[place:end]!r} stands inside a claim"
                reading.failed(
                    end, fault=Problem(wrong, expected="brackets around it", nearest=(f"({reading.text[place:end]})",))
                )

    def write(self, value: Any, lexicon: Lexicon) -> str:
        del lexicon
        return str(value)


class ClaimsSlot(ClaimSlot):
    """Two or more claims with semicolons between them."""

    hint = "CLAIM; CLAIM"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ()

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Any, int]]:
        for claims, end in self._list(reading, place):
            if len(claims) > 1:
                yield tuple(claims), end
            else:
                reading.failed(end, "; and another claim")

    def _list(self, reading: Reading, place: int) -> Iterator[tuple[list[Any], int]]:
        for claim, end in super().read(reading, place):
            if reading.low.startswith("; ", end):
                for rest, last in self._list(reading, end + 2):
                    yield [claim, *rest], last
            else:
                yield [claim], end
