"""An article's dateline agrees with the calendar, with the article, and with where its subjects were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from anyascii import anyascii

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Every, Fixed, Happens, Pattern, Question, Region
from factspec.sentence.date_slots import Days, DaySlot
from factspec.sentence.name_slots import NameSlot, NamesSlot
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.values.calendar import WEEKDAYS, weekday
from factspec.verdict import Verdict

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Dateline(Claim):
    """The day is that weekday, the front matter has that place and was published on that day, and all subjects were there.

    Undecided while no listed event has a subject there in person that day, or the front matter has no dateline; a claim of no
    article is held against the calendar and the reference alone. The place's id must be its name in lower case with hyphens
    (``st-petersburg``), since the front matter knows names and the reference ids.
    """

    kind: Literal["dateline"] = "dateline"
    place: Annotated[str, NameSlot()]
    day: Annotated[Days, DaySlot(tag="")]
    weekday: Annotated[Weekday, ChoiceSlot({name: (name,) for name in WEEKDAYS}, "WEEKDAY", "weekday")]
    subjects: Annotated[tuple[str, ...], NamesSlot()]

    form = "the dateline is {place} on {day}, a {weekday}, with {subjects} there"
    examples = (
        Example(
            "the dateline is Dushanbe on 2022-06-28, a Tuesday, with Emomali Rahmon and Vladimir Putin there", Verdict.SUPPORTED
        ),
        Example(
            "the dateline is Dushanbe on 2022-06-28, a Wednesday, with Emomali Rahmon and Vladimir Putin there", Verdict.REFUTED
        ),
        Example(
            "the dateline is Dushanbe on 2022-06-29, a Tuesday, with Emomali Rahmon and Vladimir Putin there", Verdict.REFUTED
        ),
        # refuted by the front matter of the worked example; of no article it would be undecided
        Example(
            "the dateline is Ashgabat on 2022-06-28, a Tuesday, with Emomali Rahmon and Vladimir Putin there", Verdict.REFUTED
        ),
        Example(
            "the dateline is Dushanbe on 2022-06-28, a Tuesday, with Vladimir Putin and Xi Jinping there", Verdict.NOT_ENOUGH
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        days = self.day.days(speaking.as_of)
        found = weekday(days.first)
        calendar = Fixed(_verdict(found == self.weekday), f"{self.day} is a {found} by the calendar", (("weekday", found),))
        there = Region(self.place)
        present = (Happens(Pattern(None, (name,), "in person", there), days) for name in self.subjects)
        return Every((calendar, *self._front_matter(speaking.article), *present))

    def _front_matter(self, article: Mapping[str, str] | None) -> Iterator[Fixed]:
        """What the article's own front matter says of the place and the day; nothing where there is no article."""
        if article is None:
            return
        place, day = article.get("dateline"), article["published"]
        if place:
            yield Fixed(_verdict(_slug(place) == self.place), f"the article's dateline is {place}")
        else:
            yield Fixed(Verdict.NOT_ENOUGH, "the article's front matter has no dateline")
        yield Fixed(_verdict(day == self.day.text), f"the article was published on {day}")


def _verdict(true: bool) -> Verdict:
    return Verdict.SUPPORTED if true else Verdict.REFUTED


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))
