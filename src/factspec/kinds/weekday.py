"""A date falls on a day of the week."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Fixed, Question
from factspec.sentence.date_slots import Days, DaySlot
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.values.calendar import WEEKDAYS, weekday
from factspec.verdict import Verdict

Day = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Weekday(Claim):
    """By the Gregorian calendar the date is that day of the week. Never undecided."""

    kind: Literal["weekday"] = "weekday"
    day: Annotated[Days, DaySlot(tag="")]
    weekday: Annotated[Day, ChoiceSlot({name: (name,) for name in WEEKDAYS}, "WEEKDAY", "weekday")]

    form = ("{day} is a {weekday}", "{day} was a {weekday}")
    examples = (
        Example("2022-06-29 is a Wednesday", Verdict.SUPPORTED),
        Example("2022-06-28 was a Wednesday", Verdict.REFUTED),
    )

    def question(self, speaking: Speaking) -> Question:
        found = weekday(self.day.days(speaking.as_of).first)
        verdict = Verdict.SUPPORTED if found == self.weekday else Verdict.REFUTED
        return Fixed(verdict, f"{self.day} is a {found} by the calendar", (("weekday", found),))
