"""Something happened on a day, in a period, or at all."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking, pattern
from factspec.engine.question import Happens, Question
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.verdict import Verdict


class Event(Claim):
    """An event of that kind shares a day with the period.

    Undecided while no listed event matches for sure and some day of the period is not covered by a complete list, or a
    listed event matches only perhaps.
    """

    kind: Literal["event"] = "event"
    what: Annotated[Occurrence, OccurrenceSlot()]
    when: Annotated[Days | None, PeriodSlot()] = None

    form = "{what}[ {when}]"
    examples = (
        Example("Vladimir Putin met Emomali Rahmon in person in Dushanbe on 2022-06-28", Verdict.SUPPORTED),
        Example("Vladimir Putin met Emomali Rahmon in person on 2022-06-27", Verdict.REFUTED),
        Example("Vladimir Putin met Emomali Rahmon in person outside Russia in 2022", Verdict.SUPPORTED),
        Example("Vladimir Putin visited Kazakhstan in May 2022", Verdict.REFUTED),
        Example("Vladimir Putin visited Turkmenistan on 2022-06-29", Verdict.SUPPORTED),
        Example("Vladimir Putin spoke by phone with Emomali Rahmon on 2022-01-06", Verdict.NOT_ENOUGH),
        Example('Vladimir Putin attended "Sixth Caspian Summit" in person', Verdict.SUPPORTED),
        Example('Emomali Rahmon attended "Sixth Caspian Summit"', Verdict.REFUTED),
        Example('China hosted "2022 Winter Paralympic Games" in February 2022', Verdict.REFUTED),
    )

    def question(self, speaking: Speaking) -> Question:
        return Happens(pattern(self.what), speaking.stretch(self.when))
