"""Slots for counts, places in a row, words of a closed set, weekdays and years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.reading import Reading, quoted_at
from factspec.sentence.slot import Slot, Suggestion
from factspec.values.counting import CARDINALS, ORDINALS, cardinal_at, ordinal, ordinal_at
from factspec.values.nearest import misspelt
from factspec.verdict import Bounds


class Times(BaseModel):
    """A stated count: at least ``least`` and at most ``most``; None: no upper limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    least: int = Field(ge=0)
    most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _forward(self) -> Times:
        if self.most is not None and self.most < self.least:
            raise ValueError(f"at most {self.most} is less than at least {self.least}")
        return self

    @property
    def bounds(self) -> Bounds:
        """The counts that are meant."""
        return Bounds(self.least, self.most)


class TimesSlot(Slot[Times]):
    """``exactly 2 times``, ``at least once``, ``between 2 and 4 times``; without ``times`` where ``bare``."""

    def __init__(self, *, bare: bool = False) -> None:
        self._bare = bare
        self.hint = "COUNT" if bare else "COUNT times"

    def twin(self) -> bool:
        return self._bare

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return (*(words for words, _ in _HEDGES), "between", "and", "once", "twice", "times", "time", *CARDINALS)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Times, int]]:
        low = reading.low
        found = False
        for words, bounds in _HEDGES:
            if low.startswith(words, place):
                for number, end in self._number(reading, place + len(words)):
                    stated = bounds(number)
                    if stated:
                        found = True
                        yield stated, end
                    else:
                        wrong = f"{reading.text[place:end]!r} is no count"
                        near = f"exactly {self._counted(0)}"
                        reading.failed(end, fault=Problem(wrong, expected="a number from 1 on", nearest=(near,)))
        if low.startswith("between ", place):
            first = cardinal_at(low, place + 8)
            if first and low.startswith(" and ", first[1]):
                for number, end in self._number(reading, first[1] + 5):
                    if number >= first[0]:
                        found = True
                        yield Times(least=first[0], most=number), end
                    else:
                        near = f"between {number} and {self._counted(first[0])}"
                        wrong = f"{reading.text[place:end]!r} runs backwards"
                        reading.failed(end, fault=Problem(wrong, expected="the smaller number first", nearest=(near,)))
        if not found:
            reading.failed(place, "a number such as exactly 5" if self._bare else "a count such as exactly 2 times")

    def _number(self, reading: Reading, place: int) -> Iterator[tuple[int, int]]:
        if not self._bare:
            for word, number in (("once", 1), ("twice", 2)):
                if reading.low.startswith(word, place) and reading.ends_word(place + len(word)):
                    yield number, place + len(word)
        found = cardinal_at(reading.low, place)
        if found is None:
            return
        number, end = found
        if self._bare:
            if reading.ends_word(end):
                yield number, end
            return
        for word in (" times", " time"):
            if reading.low.startswith(word, end) and reading.ends_word(end + len(word)):
                yield number, end + len(word)
                return
        reading.failed(end, "times")

    def write(self, value: Times, lexicon: Lexicon) -> str:
        del lexicon
        low, high = value.least, value.most
        if high is None:
            return f"at least {self._counted(low)}"
        if low == high:
            return f"exactly {self._counted(low)}"
        return f"at most {self._counted(high)}" if low == 0 else f"between {low} and {self._counted(high)}"

    def _counted(self, number: int) -> str:
        return str(number) if self._bare else f"{number} {'time' if number == 1 else 'times'}"

    def slip(self, value: Times, lexicon: Lexicon) -> Iterable[Times]:
        del lexicon
        low, high = value.least, value.most
        yield Times(least=low + 1, most=None if high is None else high + 1)
        if low or high:
            yield Times(least=max(low - 1, 0), most=None if high is None else max(high - 1, 0))
        if high is None:
            yield from (Times(least=low, most=low), Times(least=0, most=low))
        elif low in (0, high):
            yield from (Times(least=high), Times(least=0 if low else high, most=high))

    def mend(self, value: Times, suggestions: Sequence[Suggestion]) -> Iterable[Times]:
        del value
        for name, found in suggestions:
            if name == "times":
                told = (Times(least=found.low, most=found.high), Times(least=found.low))
                yield from (count for count in told if count != _ANY)


_ANY = Times(least=0)  # at least 0 times: true, and nobody says so


def _most(number: int) -> Times | None:
    return Times(least=0, most=number)


def _fewer(number: int) -> Times | None:
    return Times(least=0, most=number - 1) if number else None


_HEDGES = (
    ("exactly ", lambda n: Times(least=n, most=n)),
    ("at least ", lambda n: Times(least=n)),
    ("at most ", _most),
    ("more than ", lambda n: Times(least=n + 1)),
    ("fewer than ", _fewer),
    ("less than ", _fewer),
    ("only ", lambda n: Times(least=n, most=n)),
    ("", lambda n: Times(least=n, most=n)),
)


Nth = int | Literal["last"]


class NthSlot(Slot[Nth]):
    """``2nd``, ``second`` or ``last``; ``last`` only where ``or_last``."""

    hint = "NTH"

    def __init__(self, *, or_last: bool = True) -> None:
        self._or_last = or_last

    def twin(self) -> bool:
        return self._or_last

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ("last", *ORDINALS)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Nth, int]]:
        found = ordinal_at(reading.low, place)
        if found and reading.ends_word(found[1]):
            yield found
        elif self._or_last and reading.low.startswith("last", place) and reading.ends_word(place + 4):
            yield "last", place + 4
        else:
            reading.failed(place, "an ordinal such as 2nd" + (" or last" if self._or_last else ""))

    def write(self, value: Nth, lexicon: Lexicon) -> str:
        del lexicon
        return "last" if value == "last" else ordinal(value)

    def slip(self, value: Nth, lexicon: Lexicon) -> Iterable[Nth]:
        del lexicon
        if value == "last":
            yield from (1, 2)
            return
        yield value + 1
        if value > 1:
            yield value - 1
        if self._or_last:
            yield "last"

    def mend(self, value: Nth, suggestions: Sequence[Suggestion]) -> Iterable[Nth]:
        found = [number for name, number in suggestions if name == "nth" and number != value]
        return [number for number in found if number != "last" or self._or_last]


class ChoiceSlot(Slot[str]):
    """One of a closed set: ``words`` maps each value to the ways a sentence says it, the first being written."""

    def __init__(self, words: Mapping[str, Sequence[str]], hint: str, tag: str = "") -> None:
        self._words, self.hint, self._tag = words, hint, tag

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return [way for ways in self._words.values() for way in ways]

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        found = False
        for value, ways in self._words.items():
            for way in ways:
                if reading.low.startswith(way.casefold(), place) and reading.ends_word(place + len(way)):
                    found = True
                    yield value, place + len(way)
        if not found:
            few = len(self._words) < 4
            expected = (
                " or ".join(ways[0] for ways in self._words.values())
                if few
                else f"{'an' if self.hint[0] in 'aeiou' else 'a'} {self.hint.lower()}"
            )
            reading.failed(place, expected, lambda: self._misspelt(reading, place, expected))

    def _misspelt(self, reading: Reading, place: int, expected: str) -> Problem | None:
        run, near = misspelt(reading.words_at(place, 3), [way for ways in self._words.values() for way in ways])
        return Problem(f"{run!r} is none here", expected=expected, nearest=near) if near else None

    def write(self, value: str, lexicon: Lexicon) -> str:
        del lexicon
        return self._words[value][0]

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return [other for other in self._words if other != value]

    def mend(self, value: str, suggestions: Sequence[Suggestion]) -> Iterable[str]:
        found = [other for name, other in suggestions if name == self._tag and other in self._words]
        return [other for other in found if other != value]


class TextSlot(Slot[str]):
    """A text in double quotes."""

    hint = '"TEXT"'

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ()

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:

        found = quoted_at(reading, place)
        if found:
            yield found
        else:
            reading.failed(place, "a text in double quotes")

    def write(self, value: str, lexicon: Lexicon) -> str:

        del lexicon
        return quoted(value)
