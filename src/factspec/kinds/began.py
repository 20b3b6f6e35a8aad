"""A relation began."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Edge, Question, Tie
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.name_slots import NameSlot, RelationSlot
from factspec.verdict import Verdict


class Began(Claim):
    """The relation begins on the day or in the period.

    Undecided while its first day is not known closely enough, or an unlisted time of it may have begun then.
    """

    kind: Literal["began"] = "began"
    subject: Annotated[str, NameSlot("subject")]
    relation: Annotated[str, RelationSlot("became")]
    object: Annotated[str, NameSlot("object")]
    when: Annotated[Days, PeriodSlot()]

    form = "{subject} {relation} {object} {when}"
    examples = (
        Example("Serdar Berdimuhamedow became president of Turkmenistan in March 2022", Verdict.SUPPORTED),
        Example("Serdar Berdimuhamedow became president of Turkmenistan in May 2022", Verdict.REFUTED),
        Example("Emomali Rahmon became president of Tajikistan on 1994-11-16", Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        tie = Tie(self.relation, self.subject, self.object)
        return Edge(tie, speaking.stretch(self.when), "began")
