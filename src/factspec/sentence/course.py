"""The slot for the course of a number: from one time to another, and, where they are stated, from one number to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from factspec.problem import Problem
from factspec.sentence.date_slots import Days, PointSlot
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.number_slots import Amount, AmountSlot, StatedNumber, UnitOf, stated_at
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Slot
from factspec.values.figures import beside, scale_of
from factspec.values.numbers import Number, in_scale

_POINT = PointSlot()


class Course(BaseModel):
    """From one time to a later one; ``low`` and ``high`` are the first and the last number, in one unit, where stated."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    start: Days
    end: Days
    low: StatedNumber | None = None
    high: StatedNumber | None = None
    unit: str | None = None

    @model_validator(mode="after")
    def _forward(self) -> Course:
        if self.start.days(None).first >= self.end.days(None).first:
            raise ValueError(f"from {self.start} to {self.end}: the later time does not come second")
        if (self.low is None) != (self.high is None):
            raise ValueError("a first number needs a last, and a last a first")
        return self


class CourseSlot(Slot[Course]):
    """``from 2021 to 2022``, ``from 9.7 to 9.9 million people from 2021 to 2022``, ``from 9.7 million people in 2021 to ...``."""

    hint = "from DATE to DATE"

    def __init__(self, unit_of: UnitOf) -> None:
        self._amount = AmountSlot(unit_of)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Course, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Course, int]]:
        yield from self._times(reading, place, {})
        if not reading.low.startswith("from ", place):
            reading.failed(place, '"from" and a date')
            return
        start = place + len("from ")
        for low, told, middle in self._first(reading, start, others):
            for between, link in _links(reading, middle):
                for high, end in self._amount.read_among(reading, link, others):
                    if told not in (None, high.unit):
                        continue
                    scaled = low if told else in_scale(reading.low[start:middle], low, reading.low[link:end])
                    numbers: dict[str, object] = {"low": scaled, "high": high.number, "unit": high.unit}
                    yield from self._rest(reading, end, numbers, between)

    def _first(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Number, str | None, int]]:
        """The first number, with its unit where it has one of its own, and where it ends."""
        seen: dict[tuple[Number, int], str | None] = {}
        for stated, end in stated_at(reading, place):
            seen[stated, end] = None
        for amount, end in self._amount.read_among(reading, place, others):
            seen.setdefault((amount.number, end), amount.unit)
        yield from ((stated, told, end) for (stated, end), told in seen.items())

    def _rest(
        self, reading: Reading, place: int, numbers: dict[str, object], between: str | None
    ) -> Iterator[tuple[Course, int]]:
        """What comes after the last number: its own time, where the first has one, or else both times."""
        if between is None:
            if reading.low.startswith(" ", place):
                yield from self._times(reading, place + 1, numbers)
            return
        for word in (" in ", " on "):
            if reading.low.startswith(word, place):
                for time, end in _POINT.read(reading, place + len(word)):
                    yield from _course(reading, end, {"start": between, "end": time.text, **numbers})

    @staticmethod
    def _times(reading: Reading, place: int, numbers: dict[str, object]) -> Iterator[tuple[Course, int]]:
        for opening, link in (("from ", " to "), ("between ", " and ")):
            if reading.low.startswith(opening, place):
                for first, middle in _POINT.read(reading, place + len(opening)):
                    if reading.low.startswith(link, middle):
                        for last, end in _POINT.read(reading, middle + len(link)):
                            yield from _course(reading, end, {"start": first.text, "end": last.text, **numbers})
                    else:
                        reading.failed(middle, f'"{link.strip()}" and a later date')

    def write(self, value: Course, lexicon: Lexicon) -> str:
        times = f"from {_POINT.write(value.start, lexicon)} to {_POINT.write(value.end, lexicon)}"
        if value.low is None or value.high is None:
            return times
        ends = [figure for figure in (value.high.figure, value.high.to) if figure is not None]
        last = next((figure for figure in ends if scale_of(str(figure))), ends[0])
        low = value.low if value.low.to else f"{value.low.hedge} {beside(value.low.figure, last)}".strip()
        return f"from {low} to {Amount(number=value.high, unit=value.unit)} {times}"

    def slip(self, value: Course, lexicon: Lexicon) -> Iterable[Course]:
        for field in ("start", "end"):
            for time in _POINT.slip(getattr(value, field), lexicon):
                if (changed := value.model_copy(update={field: time})).start.days(None).first < changed.end.days(None).first:
                    yield changed
        for field in ("low", "high"):
            for stated in getattr(value, field).near() if value.low else ():
                yield value.model_copy(update={field: stated})


def _links(reading: Reading, place: int) -> Iterator[tuple[str | None, int]]:
    """Where the last number begins, after *to*, or after the time of the first and *to*."""
    if reading.low.startswith(" to ", place):
        yield None, place + len(" to ")
    for word in (" in ", " on "):
        if reading.low.startswith(word, place):
            for time, end in _POINT.read(reading, place + len(word)):
                if reading.low.startswith(" to ", end):
                    yield time.text, end + len(" to ")


def _course(reading: Reading, end: int, fields: dict[str, object]) -> Iterator[tuple[Course, int]]:
    try:
        yield Course.model_validate(fields), end
    except ValidationError as error:
        wrong = error.errors()[0]["msg"].removeprefix("Value error, ")
        reading.failed(end, fault=Problem(wrong, expected="the earlier time first"))
