"""A traveller's stops followed one another, in place and in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Earlier, Every, Fixed, Happens, Opposite, Pattern, Question, Region, Some
from factspec.problem import Problem
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.name_slots import NameSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot
from factspec.values.periods import Period, phrase
from factspec.verdict import Verdict

VISIT = "visit"
_DATES = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?\Z", re.ASCII)


class Leg(BaseModel):
    """A stop of an itinerary: a place, and the days from arrival to departure."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    place: str
    days: Days

    @field_validator("days")
    @classmethod
    def _first_and_last(cls, days: Period) -> Period:
        if not _DATES.match(days.text):
            raise ValueError(f"{days.text!r} leaves arrival or departure open, expected a day, or a first and a last day")
        return days


class LegsSlot(Slot[tuple[Leg, ...]]):
    """Two or more stops in their order: ``Dushanbe from 2022-06-28 to 2022-06-29, then Ashgabat on 2022-06-29``."""

    hint = "PLACE WHEN, then PLACE WHEN"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[tuple[Leg, ...], int]]:
        for legs, end in self._legs(reading, place):
            if len(legs) > 1:
                yield legs, end
            else:
                reading.failed(end, '", then" and the next stop')

    def _legs(self, reading: Reading, place: int) -> Iterator[tuple[tuple[Leg, ...], int]]:
        for leg, end in self._leg(reading, place):
            if reading.low.startswith(", then ", end):
                for rest, last in self._legs(reading, end + len(", then ")):
                    yield (leg, *rest), last
            else:
                yield (leg,), end

    @staticmethod
    def _leg(reading: Reading, place: int) -> Iterator[tuple[Leg, int]]:
        for name, after in NameSlot().read(reading, place):
            if not reading.low.startswith(" ", after):
                reading.failed(after, "the days of the stop")
                continue
            for days, end in PeriodSlot().read(reading, after + 1):
                if _DATES.match(days.text):
                    yield Leg(place=name, days=days), end
                else:
                    wrong = f"{phrase(days)!r} does not say when the stop began and ended"
                    reading.failed(end, fault=Problem(wrong, expected="on a day, or from one day to another"))

    def write(self, value: tuple[Leg, ...], lexicon: Lexicon) -> str:
        return ", then ".join(f"{lexicon.spelling(leg.place)} {phrase(leg.days)}" for leg in value)

    def slip(self, value: tuple[Leg, ...], lexicon: Lexicon) -> Iterable[tuple[Leg, ...]]:
        for i, (one, other) in enumerate(pairwise(value)):
            yield (*value[:i], other, one, *value[i + 2 :])
        for i, leg in enumerate(value):
            places = [Leg(place=place, days=leg.days) for place in NameSlot().slip(leg.place, lexicon)]
            days = [Leg(place=leg.place, days=days) for days in PeriodSlot().slip(leg.days, lexicon)]
            yield from ((*value[:i], slipped, *value[i + 1 :]) for slipped in (*places[:2], *days))


class Itinerary(Claim):
    """The traveller stayed at every stop from its first day to its last, and reached each stop before the next.

    Stops that it leaves out are not denied. Undecided while a stop, or its days, is not sure, and where two stops in a row were
    reached on one day, since the unit is the day. A stop is an event of the reference's kind ``visit``: a project that calls
    it something else changes ``VISIT``.
    """

    kind: Literal["itinerary"] = "itinerary"
    traveller: Annotated[str, NameSlot("subject")]
    legs: Annotated[tuple[Leg, ...], LegsSlot(), Field(min_length=2)]

    form = "{traveller}'s itinerary was {legs}"
    examples = (
        Example(
            "Vladimir Putin's itinerary was Dushanbe from 2022-06-28 to 2022-06-29, then Ashgabat on 2022-06-29",
            Verdict.SUPPORTED,
        ),
        Example(
            "Vladimir Putin's itinerary was Dushanbe from 2022-06-28 to 2022-06-29, then Ashgabat on 2022-06-29",
            Verdict.SUPPORTED,
            as_of="2022-06-28",
        ),
        Example(
            "Emomali Rahmon's itinerary was Dushanbe from 2022-06-28 to 2022-06-29, then Ashgabat on 2022-06-29",
            Verdict.NOT_ENOUGH,
        ),
        Example("Vladimir Putin's itinerary was Ashgabat on 2022-06-28, then Dushanbe on 2022-06-29", Verdict.REFUTED),
        Example("Vladimir Putin's itinerary was Ashgabat on 2022-06-29, then Dushanbe on 2022-06-29", Verdict.REFUTED),
        Example(
            "Vladimir Putin's itinerary was Bishkek on 2019-06-13, then Dushanbe from 2019-06-14 to 2019-06-15", Verdict.SUPPORTED
        ),
        Example(
            "Vladimir Putin's itinerary was Damascus on 2020-01-07, then Istanbul from 2020-01-07 to 2020-01-08",
            Verdict.NOT_ENOUGH,
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        del speaking  # a stop's days are all meant, those that are still to come too
        stays = [self._stay(leg) for leg in self.legs]
        return Every((*stays, *(_reached_before(one, other) for one, other in pairwise(stays))))

    def _stay(self, leg: Leg) -> Happens:
        return Happens(Pattern(VISIT, (self.traveller,), None, Region(leg.place)), leg.days.days(None), throughout=True)


def _reached_before(one: Happens, other: Happens) -> Question:
    """Whether the one stop was reached on an earlier day; undecided, not false, where both were on the same day."""
    same_day = Fixed(Verdict.NOT_ENOUGH, "the unit is the day: stops reached on the same day have no known order")
    return Some((Earlier(one, other), Every((Opposite(Earlier(other, one)), same_day))))
