"""A measured number stands to another as stated."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ValidationInfo, field_validator, model_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Compared, Question, Series
from factspec.sentence.comparing import stated_comparison
from factspec.sentence.date_slots import BoundedSlot, Days
from factspec.sentence.number_slots import Comparison, ComparisonSlot
from factspec.sentence.statistic_slots import OtherStatistic, OtherStatisticSlot, Statistic, StatisticSlot, measured_unit
from factspec.verdict import Verdict


class Compare(Claim):
    """The first number is so many times the second, or higher, or lower, by the amount where one is stated, or the same.

    A percentage is one of the second number. Both are of one period unless the second has its own. Undecided while one of
    the two is not known, or not closely enough, or the second may be zero or less where times or a percentage are stated.
    """

    kind: Literal["compare"] = "compare"
    what: Annotated[Statistic, StatisticSlot()]
    when: Annotated[Days, BoundedSlot()]
    how: Annotated[Comparison, ComparisonSlot(measured_unit)]
    other: Annotated[OtherStatistic, OtherStatisticSlot()]
    other_when: Annotated[Days | None, BoundedSlot()] = None

    reference: ClassVar[str] = "gapminder"
    form = (
        "{what} {when} (was|is|were) {how} {other}[ {other_when}]",
        "{what} (was|is|were) {how} {other} {when}",
    )
    examples = (
        Example("the population of Japan in 2007 was about 2 times that of Italy", Verdict.REFUTED),
        Example("Japan's population was more than double Italy's in 2007", Verdict.SUPPORTED),
        Example("the population of Italy in 2007 was 69.3 million people less than that of Japan", Verdict.SUPPORTED),
        Example("the GDP per person of Norway in 2007 was 46% higher than that of Sweden", Verdict.SUPPORTED),
        Example("the life expectancy of Kenya in 2007 was lower than that of Kenya in 1992", Verdict.SUPPORTED),
        Example("the population of Japan in 2003 was higher than that of Italy", Verdict.NOT_ENOUGH),
    )

    @field_validator("other", mode="after")
    @classmethod
    def _of_one_measure(cls, other: OtherStatistic, info: ValidationInfo) -> OtherStatistic:
        """The other side without a measure, where it is the first side's."""
        what = info.data.get("what")
        return OtherStatistic(subject=other.subject) if what and other.measure == what.measure else other

    @model_validator(mode="after")
    def _two(self) -> Compare:
        same = self.other.measure in (None, self.what.measure) and self.other_when in (None, self.when)
        if self.other.subject == self.what.subject and same:
            raise ValueError("a number is held against itself")
        return self

    def question(self, speaking: Speaking) -> Question:
        days = self.when.days(speaking.as_of)
        left = Series(self.what.measure, self.what.subject, days)
        other_days = self.other_when.days(speaking.as_of) if self.other_when else days
        right = Series(self.other.measure or self.what.measure, self.other.subject, other_days)
        by, meant, unit = stated_comparison(self.how, speaking.rounding)
        return Compared(left, right, by, meant, unit)
