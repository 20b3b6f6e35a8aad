"""Kinds of claims with rules and slots that shapes must not see past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from factspec.claim import Claim, EventClaim, Kinds, Speaking
from factspec.engine.question import Fixed, Question
from factspec.sentence.date_slots import Days, DaySlot, PeriodSlot
from factspec.sentence.name_slots import NameSlot, NamesSlot
from factspec.sentence.occurrence import Occurrence, OccurrenceSlot
from factspec.sentence.plain_slots import NthSlot, TextSlot, Times, TimesSlot
from factspec.sentence.reading import Reading
from factspec.values.periods import Period
from factspec.verdict import Verdict


class Odd(Claim):
    """A claim that nobody checks."""

    examples = ()

    def question(self, speaking: Speaking) -> Question:
        del speaking
        return Fixed(Verdict.SUPPORTED, "nobody asks", ())


class Early(Odd):
    """A rule of the kind hangs on the value."""

    kind: Literal["early"] = "early"
    day: Annotated[Days, DaySlot()]
    form = "{day} is an early day"

    @model_validator(mode="after")
    def _early(self) -> Early:
        if self.day.text > "2022-06-15":
            raise ValueError("too late")
        return self


class Grade(Odd):
    """A field takes some numbers only."""

    kind: Literal["grade"] = "grade"
    who: Annotated[str, NameSlot()]
    nth: Annotated[int, NthSlot(or_last=False), Field(le=60)]
    form = "{who} was {nth}"


class FirstHalfSlot(DaySlot):
    """A day of the first half of a month: it reads otherwise than the slot whose promise it inherits."""

    def _fits(self, period: Period) -> bool:
        return super()._fits(period) and int(period.text[8:]) < 16


class Half(Odd):
    """A slot that took over a promise that it breaks."""

    kind: Literal["half"] = "half"
    what: Annotated[Occurrence, OccurrenceSlot()]
    day: Annotated[Days, FirstHalfSlot()]
    form = "{what} around {day}"


class ShoutSlot(NameSlot):
    """A name of few letters: it does not read as names are read."""

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        for name, end in super().read(reading, place):
            if end - place < 6:
                yield name, end


class Shout(Odd):
    """A slot of which the outcome hangs on which name it is."""

    kind: Literal["shout"] = "shout"
    who: Annotated[str, NameSlot()]
    whom: Annotated[tuple[str, ...], NamesSlot()]
    loud: Annotated[str, ShoutSlot()]
    form = "{who} shouted at {whom} for {loud}"


class Loud(Odd):
    """A slot that promises nothing begins its sentences, and so has a part in reading any."""

    kind: Literal["loud"] = "loud"
    who: Annotated[str, ShoutSlot()]
    form = "{who} was loud"


class Prior(Odd):
    """It goes on where *before* stands between two events, too."""

    kind: Literal["prior"] = "prior"
    what: Annotated[Occurrence, OccurrenceSlot()]
    day: Annotated[Days | None, PeriodSlot()] = None
    before: Annotated[Days, DaySlot(or_year=True)]
    form = "{what}[ {day}] before {before}"


class Owner(Odd):
    """A name with an apostrophe behind it, and a text in quotes."""

    kind: Literal["owner"] = "owner"
    who: Annotated[str, NameSlot()]
    text: Annotated[str, TextSlot()]
    form = "{who}'s motto was {text}"


class Counted(Odd):
    """Counts with other words between them."""

    kind: Literal["counted"] = "counted"
    least: Annotated[Times, TimesSlot(bare=True)]
    most: Annotated[Times, TimesSlot()]
    form = "{least} or {most}"


class Because(Odd):
    """Events joined by a word of its own."""

    kind: Literal["because"] = "because"
    effect: EventClaim
    cause: EventClaim
    form = "{effect} because {cause}"


class Sign(Odd):
    """A form with quotation marks of its own."""

    kind: Literal["sign"] = "sign"
    who: Annotated[str, NameSlot()]
    form = 'the sign says "{who}"'


def _named(*kinds: type[Claim]) -> Kinds:
    return {kind.model_fields["kind"].default: kind for kind in kinds}


ODD: dict[str, Kinds] = {
    "ruled": _named(Early, Grade, Owner, Counted),
    "unpromised": _named(Half, Shout, Because),
    "rival": _named(Prior, Because, Owner),
    "quoting": _named(Sign, Owner),
    "beginning": _named(Loud, Owner),
}
SAID = {
    "loud": ("named", " was loud"),
    "early": ("day", " is an early day"),
    "grade": ("named", " was ", "nth"),
    "half": ("occurrence", " around ", "day"),
    "shout": ("named", " shouted at ", "names", " for ", "named"),
    "prior": ("occurrence", " before ", "day"),
    "owner": ("named", "'s motto was ", '"', "name", '"'),
    "counted": ("number", " or ", "count"),
    "because": ("_event", " because ", "_event"),
    "sign": ('the sign says "', "name", '"'),
}
