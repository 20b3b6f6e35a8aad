"""Somebody said these words."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Question, Said
from factspec.sentence.date_slots import Days, PeriodSlot
from factspec.sentence.name_slots import NameSlot
from factspec.sentence.words_slot import WordsSlot
from factspec.values.wording import even
from factspec.verdict import Verdict


class Quote(Claim):
    """The speaker is recorded with these words, in that period where one is named; ``...`` stands for words left out.

    Whole words must be the same; quotation marks, dashes and white space are made alike, and nothing else is. A comma or full
    stop at the end is the sentence's own. Undecided while no such record is there and nothing says that all the speaker said
    then is recorded, or the date of a record leaves it open.
    """

    kind: Literal["quote"] = "quote"
    speaker: Annotated[str, NameSlot("subject")]
    words: Annotated[str, AfterValidator(even), WordsSlot()]
    when: Annotated[Days | None, PeriodSlot()] = None

    reference: ClassVar[str] = "speeches"
    form = "{speaker} (said|said,) {words}[ {when}]"
    examples = (
        Example('Abraham Lincoln said "government of the people, by the people, for the people" in 1863', Verdict.SUPPORTED),
        Example('Abraham Lincoln said "Four score and seven years ago ... all men are created equal" in 1863', Verdict.SUPPORTED),
        Example('Abraham Lincoln said "government of the people, for the people, by the people" on 1863-11-19', Verdict.REFUTED),
        Example('George Washington said "all men are created equal" on 1793-03-04', Verdict.REFUTED),
        Example('George Washington said "Fourscore and seven years ago"', Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        return Said(self.speaker, self.words, speaking.stretch(self.when))
