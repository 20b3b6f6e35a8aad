"""Something happened for the n-th, or the last, time in a window."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import PositiveInt

from factspec.claim import Claim, Example, Speaking, pattern
from factspec.engine.question import Latest, Nth, Question
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.sentence.plain_slots import NthSlot
from factspec.verdict import Verdict


class Ordinal(Claim):
    """The n-th, or the last, event of the kind to start in the window starts on that day or in that period.

    Undecided while an event before it, or after it for the last, may be missing from the list or may have another day.
    """

    kind: Literal["ordinal"] = "ordinal"
    what: Annotated[Occurrence, OccurrenceSlot()]
    on: Annotated[Days, PeriodSlot()]
    nth: Annotated[PositiveInt | Literal["last"], NthSlot()]
    window: Annotated[Days | None, PeriodSlot("window")] = None

    form = "{what} {on} for the {nth} time[ {window}]"
    examples = (
        Example("Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022", Verdict.SUPPORTED),
        Example("Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 3rd time in 2022", Verdict.REFUTED),
        Example(
            "Vladimir Putin met Emomali Rahmon in person outside Russia on 2022-06-28 for the 1st time in 2022", Verdict.SUPPORTED
        ),
        Example("Vladimir Putin travelled abroad on 2022-06-28 for the 2nd time in 2022", Verdict.SUPPORTED),
        Example("Vladimir Putin visited Tajikistan in 2019 for the last time by 2022-06-27", Verdict.SUPPORTED),
        Example("Vladimir Putin met Emomali Rahmon on 2022-06-28 for the last time by 2022-06-28", Verdict.SUPPORTED),
        Example("Vladimir Putin spoke by phone with Emomali Rahmon on 2022-05-13 for the 5th time in 2022", Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        days = speaking.stretch(self.on)
        window = speaking.stretch(self.window, about=days)
        if self.nth == "last":
            return Latest(pattern(self.what), days, window)
        return Nth(pattern(self.what), days, window, self.nth)
