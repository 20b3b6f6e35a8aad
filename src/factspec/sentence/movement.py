"""The slot for how a number moved: rose by 2.1%, fell, did not change, doubled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from factspec.sentence.lexicon import Lexicon
from factspec.sentence.number_slots import Amount, AmountSlot, UnitOf, ambiguous_times, stated_at
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Slot, Suggestion
from factspec.values.figures import Figure
from factspec.values.numbers import numbers_at
from factspec.values.units import PERCENT, POINTS

How = Literal["rose", "fell", "did not change", "multiplied"]
_VERBS: dict[How, tuple[str, ...]] = {
    "rose": ("rose", "increased", "grew", "climbed", "went up", "gained"),
    "fell": ("fell", "decreased", "dropped", "declined", "shrank", "went down"),
    "did not change": ("did not change", "stayed the same", "was unchanged"),
}
_FACTORS = {
    "doubled": Figure(Decimal(2), Decimal("0.1")),
    "tripled": Figure(Decimal(3), Decimal("0.1")),
    "quadrupled": Figure(Decimal(4), Decimal("0.1")),
    "halved": Figure(Decimal("0.5"), Decimal("0.01")),
}
_MULTIPLIED = ("was multiplied by ", "multiplied by ")


class Movement(BaseModel):
    """How a number moved from one time to another: up or down, by an amount where given; not at all; or so many times over."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    how: How
    by: Amount | None = None

    @model_validator(mode="after")
    def _with_number(self) -> Movement:
        if self.how == "multiplied" and (self.by is None or self.by.unit is not None):
            raise ValueError("multiplied needs a number without a unit")
        if self.how == "did not change" and self.by is not None:
            raise ValueError("a number that did not change did so by no amount")
        return self


class MovementSlot(Slot[Movement]):
    """``rose by 2.1%``, ``fell by 210 thousand people``, ``grew``, ``did not change``, ``more than doubled``."""

    hint = "MOVED"

    def __init__(self, unit_of: UnitOf) -> None:
        self._amount = AmountSlot(unit_of, (PERCENT, POINTS), "difference")

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Movement, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Movement, int]]:
        found = False
        for stated, end in numbers_at(reading.low, place, _factors):
            found = True
            yield Movement(how="multiplied", by=Amount(number=stated)), end
        for words in _MULTIPLIED:
            if reading.low.startswith(words, place):
                for stated, end in stated_at(reading, place + len(words)):
                    found = True
                    yield Movement(how="multiplied", by=Amount(number=stated)), end
        for how, ways in _VERBS.items():
            for way in ways:
                end = place + len(way)
                if reading.low.startswith(way, place) and reading.ends_word(end):
                    found = True
                    yield from self._by(reading, how, end, others)
        if not found:
            reading.failed(place, "rose, fell, did not change or doubled")

    def _by(self, reading: Reading, how: How, place: int, others: Others) -> Iterator[tuple[Movement, int]]:
        if how != "did not change":
            for word in (" by ", " "):
                if reading.low.startswith(word, place) and not reading.low.startswith(" from ", place):
                    for amount, end in self._amount.read_among(reading, place + len(word), others):
                        yield Movement(how=how, by=amount), end
                    ambiguous_times(reading, place + len(word), ("it became {0} what it was", "it rose by {0} what it was"))
                    break
        yield Movement(how=how), place

    def write(self, value: Movement, lexicon: Lexicon) -> str:
        del lexicon
        if value.how == "multiplied":
            return f"was multiplied by {value.by}"
        return value.how if value.by is None else f"{value.how} by {value.by}"

    def slip(self, value: Movement, lexicon: Lexicon) -> Iterable[Movement]:
        turned: dict[How, How] = {"rose": "fell", "fell": "rose"}
        if value.how in turned:
            yield value.model_copy(update={"how": turned[value.how]})
        if value.how == "did not change":
            yield from (Movement(how="rose"), Movement(how="fell"))
        elif value.by is None:
            yield Movement(how="did not change")
        elif value.how == "multiplied":
            yield from (Movement(how="multiplied", by=Amount(number=stated)) for stated in value.by.number.near())
        else:
            yield from (value.model_copy(update={"by": amount}) for amount in self._amount.slip(value.by, lexicon))

    def mend(self, value: Movement, suggestions: Sequence[Suggestion]) -> Iterable[Movement]:
        if value.how == "multiplied" and value.by:
            found = [interval for name, interval in suggestions if name == "times"]
            for interval in found:
                yield from (Movement(how="multiplied", by=Amount(number=n)) for n in value.by.number.mended(interval))
        turns: dict[str, How] = {"higher": "rose", "lower": "fell", "the same": "did not change"}
        signs = sorted(turns, key=lambda sign: turns[sign] != value.how)
        for sign in signs if value.how != "multiplied" else ():
            if value.by is None:
                break
            tagged = [("difference", found) for name, found in suggestions if name == f"difference {sign}"]
            yield from (Movement(how=turns[sign], by=amount) for amount in self._amount.mend(value.by, tagged))
        yield from (Movement(how=turns[found]) for name, found in suggestions if name == "how")


def _factors(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    for word, factor in _FACTORS.items():
        if text.startswith(word, place) and not text[place + len(word) : place + len(word) + 1].isalnum():
            yield factor, place + len(word)
