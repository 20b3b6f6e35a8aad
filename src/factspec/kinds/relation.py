"""A relation holds between two entities."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Holds, Question, Tie
from factspec.sentence.date_slots import Span, SpanSlot
from factspec.sentence.name_slots import NameSlot, RelationSlot
from factspec.verdict import Verdict


class Relation(Claim):
    """The relation holds on the day, on every day from A to B, or on some day of the period.

    Undecided on days outside those that a source attests, unless the relation allows one at a time and another held it, or
    a complete list has no such row.
    """

    kind: Literal["relation"] = "relation"
    subject: Annotated[str, NameSlot("subject")]
    relation: Annotated[str, RelationSlot("was")]
    object: Annotated[str, NameSlot("object")]
    when: Annotated[Span, SpanSlot()]

    form = "{subject} {relation} {object} {when}"
    examples = (
        Example("Vladimir Putin was president of Russia on 2022-06-28", Verdict.SUPPORTED),
        Example("Vladimir Putin was president of Russia from 2019-01-01 to 2022-06-28", Verdict.SUPPORTED),
        Example("Vladimir Putin was president of Tajikistan on 2022-06-28", Verdict.REFUTED),
        Example("Emomali Rahmon was president of Tajikistan throughout 2021", Verdict.SUPPORTED),
        Example("Vladimir Putin was president of Russia in 2017", Verdict.NOT_ENOUGH),
        Example("Armenia was a member of Caspian Five on 2022-06-29", Verdict.REFUTED),
    )

    def question(self, speaking: Speaking) -> Question:
        days = speaking.stretch(self.when.period)
        return Holds(Tie(self.relation, self.subject, self.object), days, self.when.throughout)
