"""When something next happened after a day."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking, pattern
from factspec.engine.question import Nth, Question
from factspec.sentence.date_slots import Days, DaySlot, PeriodSlot
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.values.calendar import LAST
from factspec.values.dates import Range
from factspec.verdict import Verdict


class Next(Claim):
    """The earliest event of the kind to start strictly after the day starts in the period.

    Undecided while an event between the day and the period may be missing from the list, or may have another day.
    """

    kind: Literal["next"] = "next"
    after: Annotated[Days, DaySlot(tag="")]
    what: Annotated[Occurrence, OccurrenceSlot("next")]
    when: Annotated[Days, PeriodSlot()]

    form = "after {after}, {what} {when}"
    examples = (
        Example("after 2022-01-01, Vladimir Putin next met Emomali Rahmon in person on 2022-05-16", Verdict.SUPPORTED),
        Example("after 2022-02-04, Vladimir Putin next travelled abroad in June 2022", Verdict.SUPPORTED),
        Example("after 2022-02-05, Vladimir Putin next travelled abroad in March 2022", Verdict.REFUTED),
        Example("after 2022-01-10, Vladimir Putin next spoke by phone with Emomali Rahmon on 2022-04-08", Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        day = self.after.days(speaking.as_of).last
        days = speaking.stretch(self.when, about=Range(day + 1, LAST))
        return Nth(pattern(self.what), days, Range(day + 1, max(day, days.last)), 1)
