"""A relation ended."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Edge, Question, Tie
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.name_slots import NameSlot, RelationSlot
from factspec.verdict import Verdict


class Ended(Claim):
    """The relation ends on the day or in the period.

    Undecided while its last day is not known closely enough, or an unlisted time of it may have ended then.
    """

    kind: Literal["ended"] = "ended"
    subject: Annotated[str, NameSlot("subject")]
    relation: Annotated[str, RelationSlot("ceased")]
    object: Annotated[str, NameSlot("object")]
    when: Annotated[Days, PeriodSlot()]

    form = "{subject} {relation} {object} {when}"
    examples = (
        Example("Vladimir Putin ceased to be president of Russia in 2021", Verdict.REFUTED),
        Example("Gurbanguly Berdimuhamedow ceased to be president of Turkmenistan in March 2022", Verdict.NOT_ENOUGH),
        Example("Gurbanguly Berdimuhamedow ceased to be president of Turkmenistan in May 2022", Verdict.REFUTED),
        Example("Serdar Berdimuhamedow ceased to be president of Turkmenistan in June 2022", Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        tie = Tie(self.relation, self.subject, self.object)
        return Edge(tie, speaking.stretch(self.when), "ended")
