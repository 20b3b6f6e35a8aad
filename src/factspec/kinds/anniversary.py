"""A year is the n-th anniversary of a relation or of a titled event."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Edge, Pattern, Question, Tally, Tie
from factspec.sentence.date_slots import Days, DaySlot
from factspec.sentence.name_slots import NameSlot, RelationSlot, TitleSlot
from factspec.sentence.plain_slots import NthSlot
from factspec.values.calendar import day_number
from factspec.values.dates import Range
from factspec.verdict import Bounds, Verdict


class Anniversary(Claim):
    """The listed relation, or the titled event, began that many calendar years before the year.

    Undecided while the year of its beginning is not known, or the reference has no such row.
    """

    kind: Literal["anniversary"] = "anniversary"
    year: Annotated[Days, DaySlot(only_year=True, tag="year")]
    nth: Annotated[int, NthSlot(or_last=False), Field(ge=1)]
    relation: Annotated[str | None, RelationSlot("union")] = None
    subject: Annotated[str | None, NameSlot("subject")] = None
    object: Annotated[str | None, NameSlot("object")] = None
    event: Annotated[str | None, TitleSlot()] = None

    form = (
        "{year} is the {nth} anniversary of {relation} between {subject} and {object}",
        "{year} is the {nth} anniversary of {event}",
    )
    examples = (
        Example("2022 is the 30th anniversary of diplomatic relations between Russia and Tajikistan", Verdict.SUPPORTED),
        Example("2022 is the 31st anniversary of diplomatic relations between Russia and Tajikistan", Verdict.REFUTED),
        Example("2022 is the 30th anniversary of diplomatic relations between Russia and Turkmenistan", Verdict.NOT_ENOUGH),
        Example('2024 is the 2nd anniversary of "Sixth Caspian Summit"', Verdict.SUPPORTED),
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Anniversary:
        tie = (self.relation, self.subject, self.object)
        if self.event is None and None in tie:
            raise ValueError("an anniversary is of an event, or of a relation with its subject and object")
        if self.event is not None and any(tie):
            raise ValueError("an anniversary is of an event or of a relation, not of both")
        return self

    def question(self, speaking: Speaking) -> Question:
        del speaking
        year = int(self.year.text) - self.nth
        days = Range(day_number(year, 1, 1), day_number(year, 12, 31))
        if self.event is not None:
            return Tally(Pattern(None, event=self.event), days, Bounds(1, None))
        return Edge(Tie(self.relation or "", self.subject, self.object or ""), days, "began", listed=True)
