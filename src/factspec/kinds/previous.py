"""When something last happened before a day."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking, pattern
from factspec.engine.question import Latest, Question
from factspec.sentence.date_slots import Days, DaySlot, PeriodSlot
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.values.calendar import FIRST
from factspec.values.dates import Range
from factspec.verdict import Verdict


class Previous(Claim):
    """The latest event of the kind to start strictly before the day starts in the period.

    Undecided while an event between the period and the day may be missing from the list, or may have another day.
    """

    kind: Literal["previous"] = "previous"
    before: Annotated[Days, DaySlot(tag="")]
    what: Annotated[Occurrence, OccurrenceSlot("last")]
    when: Annotated[Days, PeriodSlot()]

    form = "before {before}, {what} {when}"
    examples = (
        Example("before 2022-06-28, Vladimir Putin last visited Tajikistan in 2019", Verdict.SUPPORTED),
        Example("before 2022-06-29, Vladimir Putin last visited Turkmenistan in October 2019", Verdict.SUPPORTED),
        Example("before 2022-06-28, Vladimir Putin last visited Tajikistan in September 2021", Verdict.REFUTED),
        Example("before 2022-06-28, Vladimir Putin last met Emomali Rahmon in person on 2022-05-16", Verdict.SUPPORTED),
        Example("before 2022-06-28, Vladimir Putin last spoke by phone with Emomali Rahmon on 2022-05-13", Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        day = self.before.days(speaking.as_of).first
        eve = Range(day - 1, day - 1)
        return Latest(pattern(self.what), speaking.stretch(self.when, about=eve), Range(FIRST, day - 1))
