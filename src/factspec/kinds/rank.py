"""A measured number has a place among those of a group."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Group as Members
from factspec.engine.question import Question, Ranked, Series
from factspec.sentence.date_slots import BoundedSlot, Days
from factspec.sentence.name_slots import NameSlot
from factspec.sentence.statistic_slots import AmongSlot, Group, MeasureSlot
from factspec.sentence.superlative import Superlative, SuperlativeSlot
from factspec.verdict import Verdict


class Rank(Claim):
    """Just so many others of the group have a higher number, or a lower one, as its place says; who ties shares a place.

    Undecided while a number that may be on either side is not known, or not closely enough, or the list of the group's
    numbers is not stated to be complete and nothing listed rules the place out.
    """

    kind: Literal["rank"] = "rank"
    subject: Annotated[str, NameSlot("subject")]
    place: Annotated[Superlative, SuperlativeSlot()]
    measure: Annotated[str, MeasureSlot()]
    group: Annotated[Group, AmongSlot()]
    when: Annotated[Days, BoundedSlot()]

    reference: ClassVar[str] = "gapminder"
    form = "{subject} (had|has) the {place} {measure} {group} {when}"
    examples = (
        Example("Japan had the highest life expectancy among countries in the Asian panel in 2007", Verdict.SUPPORTED),
        Example("Japan had the 2nd highest GDP per person among countries in the Asian panel in 2007", Verdict.REFUTED),
        Example("Afghanistan had the lowest life expectancy in the Asian panel in 2007", Verdict.SUPPORTED),
        Example("Japan had the highest life expectancy in Asia in 2007", Verdict.NOT_ENOUGH),
        Example("Japan had the highest population in Asia in 2007", Verdict.REFUTED),
    )

    def question(self, speaking: Speaking) -> Question:
        series = Series(self.measure, self.subject, self.when.days(speaking.as_of))
        return Ranked(series, Members(self.group.type, self.group.within), self.place.nth, self.place.lowest)
