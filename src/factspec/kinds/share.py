"""A measured number is a share of a sum, or of another number."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Compared, Question, Series, Shared
from factspec.engine.question import Group as Members
from factspec.sentence.date_slots import BoundedSlot, Days
from factspec.sentence.name_slots import NameSlot
from factspec.sentence.number_slots import Amount, AmountSlot, percent_unit
from factspec.sentence.statistic_slots import Group, GroupSlot, MeasureSlot
from factspec.verdict import Verdict


class Share(Claim):
    """The subject's number is that part of the sum over a group that it belongs to, or of the number of another.

    Undecided while the list of the group's numbers is not stated to be complete, one of them is not known closely
    enough, or the sum may be zero or less.
    """

    kind: Literal["share"] = "share"
    subject: Annotated[str, NameSlot("subject")]
    amount: Annotated[Amount, AmountSlot(percent_unit)]
    measure: Annotated[str, MeasureSlot()]
    group: Annotated[Group | None, GroupSlot()] = None
    whole: Annotated[str | None, NameSlot("whole")] = None
    when: Annotated[Days, BoundedSlot()]

    reference: ClassVar[str] = "gapminder"
    form = (
        "{subject} (had|has|made up|accounted for) {amount} of the {measure} (of|in) {group} {when}",
        "{subject} (had|has|made up|accounted for) {amount} of the {measure} (of|in) {whole} {when}",
    )
    examples = (
        Example("China had 35% of the population of countries in the Asian panel in 2007", Verdict.SUPPORTED),
        Example("China had half of the population of countries in the Asian panel in 2007", Verdict.REFUTED),
        Example("Nigeria had about 14% of the population of the African panel in 2007", Verdict.SUPPORTED),
        Example("China had 35% of the population of countries in Asia in 2007", Verdict.NOT_ENOUGH),
    )

    @model_validator(mode="after")
    def _one_whole(self) -> Share:
        if (self.group is None) == (self.whole is None):
            raise ValueError("a share is of a group or of one whole")
        if self.whole == self.subject:
            raise ValueError("a share of itself")
        return self

    def question(self, speaking: Speaking) -> Question:
        days = self.when.days(speaking.as_of)
        series = Series(self.measure, self.subject, days)
        stated = self.amount.number.meant(speaking.rounding).scaled(Fraction(1, 100))
        if self.group is not None:
            return Shared(series, Members(self.group.type, self.group.within), stated)
        return Compared(series, Series(self.measure, self.whole or "", days), "ratio", stated)
