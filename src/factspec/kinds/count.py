"""How many times something happened in a window."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking, pattern
from factspec.engine.question import Question, Tally
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.sentence.plain_slots import Times, TimesSlot
from factspec.verdict import Verdict


class Count(Claim):
    """That many events of the kind start in the window.

    Undecided while the counts that are possible, from the events that match for sure to those that may, without limit
    where a day of the window is not covered, are partly as stated and partly not.
    """

    kind: Literal["count"] = "count"
    what: Annotated[Occurrence, OccurrenceSlot()]
    times: Annotated[Times, TimesSlot()]
    window: Annotated[Days | None, PeriodSlot("window")] = None

    form = "{what} {times}[ {window}]"
    examples = (
        Example("Vladimir Putin met Emomali Rahmon in person exactly 2 times from 2022-01-01 to 2022-06-28", Verdict.SUPPORTED),
        Example("Vladimir Putin met Emomali Rahmon in person 3 times in 2022", Verdict.NOT_ENOUGH),
        Example("Vladimir Putin met Emomali Rahmon in person 3 times in 2022", Verdict.REFUTED, as_of="2022-06-28"),
        Example("Vladimir Putin spoke by phone with Emomali Rahmon at least 5 times so far this year", Verdict.SUPPORTED),
        Example("Vladimir Putin spoke by phone with Emomali Rahmon fewer than 5 times in 2022", Verdict.REFUTED),
        Example("Vladimir Putin travelled abroad twice in 2022", Verdict.SUPPORTED, as_of="2022-06-28"),
        Example("Vladimir Putin visited Tajikistan between 1 and 2 times from 2020-02-01 to 2022-06-28", Verdict.SUPPORTED),
        Example("Vladimir Putin visited Germany 0 times in 2021", Verdict.SUPPORTED),
    )

    def question(self, speaking: Speaking) -> Question:
        return Tally(pattern(self.what), speaking.stretch(self.window), self.times.bounds)
