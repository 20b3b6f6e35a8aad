"""A measured number is as stated."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Measured, Question, Series
from factspec.sentence.date_slots import BoundedSlot, Days
from factspec.sentence.number_slots import Amount, AmountSlot
from factspec.sentence.statistic_slots import Statistic, StatisticSlot, measured_unit
from factspec.verdict import Verdict


class Quantity(Claim):
    """The number that the measure has for the subject in just that period is one of those stated.

    Undecided while no row gives the number for that period and no complete list is without it, or the row gives limits
    that the stated numbers cut.
    """

    kind: Literal["quantity"] = "quantity"
    what: Annotated[Statistic, StatisticSlot()]
    when: Annotated[Days, BoundedSlot()]
    amount: Annotated[Amount, AmountSlot(measured_unit)]

    reference: ClassVar[str] = "gapminder"
    form = (
        "{what} {when} (was|is|were|stood at|reached|came to) {amount}",
        "{what} (was|is|were|stood at|reached|came to) {amount} {when}",
    )
    examples = (
        Example("the population of Japan in 2007 was about 127 million people", Verdict.SUPPORTED),
        Example("the population of Japan in 2007 was 127 million people", Verdict.SUPPORTED),
        Example("the population of Japan in 2007 was more than 130 million people", Verdict.REFUTED),
        Example("Japan's life expectancy was nearly 83 years in 2007", Verdict.SUPPORTED),
        Example("the population of Japan in 2003 was about 127 million people", Verdict.NOT_ENOUGH),
        Example("the GDP per person of Norway in 2007 was between 49,000 and 50,000 international dollars", Verdict.SUPPORTED),
    )

    def question(self, speaking: Speaking) -> Question:
        series = Series(self.what.measure, self.what.subject, self.when.days(speaking.as_of))
        return Measured(series, self.amount.number.meant(speaking.rounding), self.amount.unit)
