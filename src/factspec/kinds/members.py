"""How many have a relation to something on a day."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Holders, Question, Tie
from factspec.sentence.date_slots import Days, DaySlot
from factspec.sentence.name_slots import NameSlot, RelationSlot
from factspec.sentence.plain_slots import Times, TimesSlot
from factspec.verdict import Verdict


class Members(Claim):
    """That many different subjects have the relation to the object on the day.

    Undecided while the numbers that are possible, without limit where the day is not covered, are partly as stated.
    """

    kind: Literal["members"] = "members"
    count: Annotated[Times, TimesSlot(bare=True)]
    relation: Annotated[str, RelationSlot("holders")]
    object: Annotated[str, NameSlot("object")]
    on: Annotated[Days, DaySlot()]

    form = ("there were {count} {relation} {object} on {on}", "there was {count} {relation} {object} on {on}")
    examples = (
        Example('there were exactly 5 members of "Caspian Five" on 2022-06-29', Verdict.SUPPORTED),
        Example('there were exactly 6 members of "Caspian Five" on 2022-06-29', Verdict.REFUTED),
        Example("there were at least 6 members of CSTO on 2022-05-16", Verdict.SUPPORTED),
        Example("there were exactly 6 members of CSTO on 2022-05-16", Verdict.NOT_ENOUGH),
        Example("there was exactly 1 president of Russia on 2022-06-28", Verdict.SUPPORTED),
    )

    def question(self, speaking: Speaking) -> Question:
        return Holders(Tie(self.relation, None, self.object), self.on.days(speaking.as_of).first, self.count.bounds)
