"""Who took part in an event named by its title."""

from __future__ import annotations

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Attendance, Question
from factspec.sentence.name_slots import NamesSlot, TitleSlot, TypeSlot
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.verdict import Verdict

_HOW = ChoiceSlot({"exactly": ("were exactly",), "included": ("included",)}, "were exactly | included")


class Participants(Claim):
    """The event's participants are exactly those named, or include them.

    Exactly is meant among participants of the types that the names have, or of the type that the sentence names. Undecided
    while the list of participants is not complete and names nobody who should not be there.
    """

    kind: Literal["participants"] = "participants"
    type: Annotated[str | None, TypeSlot()] = None
    event: Annotated[str, TitleSlot()]
    how: Annotated[Literal["exactly", "included"], _HOW]
    names: Annotated[tuple[str, ...], NamesSlot()]

    form = ("the {type} of {event} {how} {names}", "the {type} at {event} {how} {names}")
    examples = (
        Example(
            'the participants of "Sixth Caspian Summit" were exactly Azerbaijan, Iran, Kazakhstan, Russia and Turkmenistan',
            Verdict.SUPPORTED,
        ),
        Example('the countries at "Sixth Caspian Summit" were exactly Azerbaijan, Iran, Kazakhstan and Russia', Verdict.REFUTED),
        Example('the participants of "Sixth Caspian Summit" included Emomali Rahmon', Verdict.REFUTED),
        Example('the participants of "5th CICA summit" included Xi Jinping', Verdict.SUPPORTED),
        Example(
            'the people at "5th CICA summit" were exactly Emomali Rahmon, Nursultan Nazarbayev, Vladimir Putin and Xi Jinping',
            Verdict.NOT_ENOUGH,
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        del speaking
        return Attendance(self.event, self.names, (self.type,) if self.type else (), self.how == "exactly")
