"""Somebody announced a topic ahead of a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Condition, Dated, Equals, Listed, Question
from factspec.sentence.date_slots import Days, DaySlot
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.name_slots import NameSlot
from factspec.sentence.plain_slots import TextSlot
from factspec.values.calendar import FIRST
from factspec.values.dates import Range
from factspec.verdict import Verdict

TABLE = "statements"


class TopicSlot(TextSlot):
    """A topic in double quotes; a writer in a hurry leaves its first or its last word out."""

    hint = '"TOPIC"'

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        words = value.split()
        return [" ".join(words[1:]), " ".join(words[:-1])] if len(words) > 1 else ()


class Announcement(Claim):
    """Before the day, the speaker said that the topic would come up: that it was announced, not that it took place.

    The plain table ``statements`` is asked, with its columns ``speaker`` (the id of an entity), ``topic`` and ``date``; two
    topics are one where their words are, whatever the case. Undecided while no row says so, unless the table is stated to
    be complete.
    """

    kind: Literal["announcement"] = "announcement"
    speaker: Annotated[str, NameSlot("subject")]
    topic: Annotated[str, TopicSlot()]
    before: Annotated[Days, DaySlot(tag="")]

    form = "{speaker} announced {topic} ahead of {before}"
    examples = (
        Example('Yury Ushakov announced "border security of Tajikistan" ahead of 2022-06-28', Verdict.SUPPORTED),
        Example('Vladimir Putin announced "border security of Tajikistan" ahead of 2022-06-28', Verdict.NOT_ENOUGH),
        Example('Yury Ushakov announced "border security of Tajikistan" ahead of 2022-06-27', Verdict.NOT_ENOUGH),
        Example('Yury Ushakov announced "the price of gas" ahead of 2022-06-28', Verdict.NOT_ENOUGH),
        Example('Yury Ushakov announced "afghanistan" ahead of 2022-06-28', Verdict.SUPPORTED),
    )

    def question(self, speaking: Speaking) -> Question:
        ahead = Range(FIRST, self.before.days(speaking.as_of).first - 1)
        said = Condition("speaker", Equals(self.speaker)), Condition("topic", Equals(self.topic))
        return Listed(TABLE, (*said, Condition("date", Dated(ahead))))
