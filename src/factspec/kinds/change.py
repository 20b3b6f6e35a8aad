"""A measured number moved from one time to another."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Compared, Every, Measured, Question, Series
from factspec.sentence.course import Course, CourseSlot
from factspec.sentence.movement import Movement, MovementSlot
from factspec.sentence.statistic_slots import Statistic, StatisticSlot, measured_unit
from factspec.values.intervals import Interval, exactly
from factspec.values.units import PERCENT
from factspec.verdict import Verdict

_ABOVE = Interval(low=Fraction(0), low_open=True)
_HUNDREDTH = Fraction(1, 100)


class Change(Claim):
    """The number rose or fell from the first time to the second, by the amount where one is stated, or did not change.

    A percentage is one of the first number; percentage points are a difference of percentages. Undecided while one of the
    two numbers is not known, or not closely enough, or a percentage is asked of a number that may be zero or less.
    """

    kind: Literal["change"] = "change"
    what: Annotated[Statistic, StatisticSlot()]
    how: Annotated[Movement, MovementSlot(measured_unit)]
    course: Annotated[Course, CourseSlot(measured_unit)]

    reference: ClassVar[str] = "gapminder"
    form = "{what} {how} {course}"
    examples = (
        Example("the life expectancy of Japan rose by more than 15 years from 1962 to 2007", Verdict.REFUTED),
        Example("the life expectancy of Japan rose by 20% from 1962 to 2007", Verdict.SUPPORTED),
        Example("the population of India more than doubled from 1952 to 2007", Verdict.SUPPORTED),
        Example("the life expectancy of Zimbabwe fell from 62.4 to 43.5 years from 1987 to 2007", Verdict.SUPPORTED),
        Example("the population of Japan fell from 2002 to 2007", Verdict.REFUTED),
        Example("the population of Japan rose from 2000 to 2007", Verdict.NOT_ENOUGH),
    )

    @model_validator(mode="after")
    def _once(self) -> Change:
        if self.course.low is not None and (self.how.by is not None or self.how.how == "did not change"):
            raise ValueError("from one number to another says by how much already")
        return self

    def question(self, speaking: Speaking) -> Question:
        course = self.course
        before = Series(self.what.measure, self.what.subject, course.start.days(speaking.as_of))
        after = Series(self.what.measure, self.what.subject, course.end.days(speaking.as_of))
        moved = self._moved(before, after, speaking)
        if course.low is None or course.high is None:
            return moved
        low, high = (stated.meant(speaking.rounding) for stated in (course.low, course.high))
        return Every((Measured(before, low, course.unit), Measured(after, high, course.unit), moved))

    def _moved(self, before: Series, after: Series, speaking: Speaking) -> Compared:
        how, by = self.how.how, self.how.by
        sign = Fraction(-1 if how == "fell" else 1)
        if how == "did not change":
            return Compared(after, before, "difference", exactly(Fraction(0)))
        if by is None:
            return Compared(after, before, "difference", _ABOVE.scaled(sign))
        meant = by.number.meant(speaking.rounding)
        if how == "multiplied":
            return Compared(after, before, "ratio", meant)
        meant = meant.overlap(_ABOVE)
        if by.unit == PERCENT:
            return Compared(after, before, "ratio", meant.scaled(sign * _HUNDREDTH, Fraction(1)))
        return Compared(after, before, "difference", meant.scaled(sign), by.unit)
