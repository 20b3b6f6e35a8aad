"""References and questions made by lot: much happens among few people on few days, so that questions meet events."""

from __future__ import annotations

import random
from collections.abc import Iterator

from factspec.engine.question import Happens, Latest, Nth, Pattern, Question, Region, Tally
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.values.calendar import day_number, iso
from factspec.values.dates import ALWAYS, Range
from factspec.values.modes import Mode
from factspec.verdict import Bounds

KINDS = {"contact": "", "meeting": "contact", "talks": "meeting", "call": "contact", "visit": "", "inspection": "visit"}
PLACES = {"east": "", "land": "east", "town": "land", "port": "land", "isle": "", "bay": "isle"}
MODES: tuple[Mode, ...] = ("in person", "phone", "video")
SOURCES = ("s1", "s2", "s3")
FIRST = day_number(2021, 12, 1)
DAYS = 90
CROWD = 12


class Lot:
    """A lot that draws references and questions; the same seed draws the same.

    ``people``: how many there are. ``open_lists``: the share of events of which not all participants are known.
    """

    def __init__(self, seed: int, people: int = 16, open_lists: float = 0.004) -> None:
        self._draw = random.Random(seed)
        self._open = open_lists
        self._people = [f"p{number}" for number in range(people)]

    def reference(self, events: int) -> Reference:
        """A reference of that many events, with statements of completeness, open lists, crowds and a few disagreements."""
        tables = {
            "sources": [
                {"id": name, "publisher": name, "title": name, "url": f"https://{name}.example/", "published": day}
                for name, day in zip(SOURCES, ("2022-01-20", "2022-02-15", ""), strict=True)
            ],
            "entities": [{"id": name, "type": "person", "name": name.upper(), "within": ""} for name in self._people]
            + [{"id": name, "type": "place", "name": name.title(), "within": above} for name, above in PLACES.items()],
            "kinds": [
                {"kind": kind, "broader": above, "noun": kind, "verbs": f"had {kind} with", "object": "participant"}
                for kind, above in KINDS.items()
            ],
            "events": [self._event(number) for number in range(events)],
            "completeness": list(self._statements()),
        }
        tables["disagreements"] = [
            {"table": "events", "row": f"e{number}", "field": "date", "value": self._day(), "source": "s3", "accepted": ""}
            for number in self._draw.sample(range(events), min(3, events))
        ]
        return reference_of(tables)

    def questions(self, many: int) -> list[Question]:
        """Questions of all forms that a batch answers, with one participant and with two."""
        return [self._question() for _ in range(many)]

    def _event(self, number: int) -> dict[str, str]:
        draw = self._draw
        many = CROWD if draw.random() < 0.01 else draw.choice((1, 2, 2, 2, 3))
        return {
            "id": f"e{number}",
            "kind": draw.choice(list(KINDS)),
            "mode": draw.choice(("", *MODES, *MODES)),
            "date": self._date(),
            "place": draw.choice(("", *PLACES)),
            "participants": "|".join(draw.sample(self._people, many)),
            "participants_complete": "false" if draw.random() < self._open else "",
            "sources": "|".join(draw.sample(SOURCES, draw.choice((1, 1, 2)))),
        }

    def _date(self) -> str:
        kind, day = self._draw.random(), self._day()
        if kind < 0.8:
            return day
        later = iso(min(FIRST + DAYS, day_number(*map(int, day.split("-"))) + self._draw.randint(1, 6)))
        return self._draw.choice((day[:7], f"[{day}..{later}]", f"{day}/{later}", f"{day}?", f"{day}/..", f"{day[:7]}-XX"))

    def _day(self) -> str:
        return iso(FIRST + self._draw.randrange(DAYS))

    def _days(self) -> Range:
        first = FIRST + self._draw.randrange(DAYS)
        return Range(first, first + self._draw.choice((0, 0, 3, 10, 40)))

    def _statements(self) -> Iterator[dict[str, str]]:
        draw = self._draw
        for _ in range(14):
            days = self._days()
            yield {
                "table": "events",
                "kind": draw.choice(("", "", *KINDS)),
                "mode": draw.choice(("", "", "", "in person", "phone")),
                "participants": "|".join(draw.sample(self._people[:6], draw.choice((0, 0, 1, 1, 2)))),
                "place": draw.choice(("", "", "", "land", "east", "not:land", "not:isle")),
                "period": draw.choice(("", "2021-12", "2022-01/..", f"{iso(days.first)}/{iso(days.last)}", "2022")),
                "sources": draw.choice(SOURCES),
            }

    def _question(self) -> Question:
        draw = self._draw
        pattern = Pattern(
            draw.choice(list(KINDS)),
            tuple(draw.sample(self._people, draw.choice((1, 2)))),
            draw.choice((None, None, *MODES)),
            Region(draw.choice(list(PLACES)), draw.random() < 0.3) if draw.random() < 0.4 else None,
        )
        window = ALWAYS if draw.random() < 0.2 else self._days()
        low = draw.choice((0, 1, 1, 2, 3, 5))
        match draw.randrange(4):
            case 0:
                return Tally(pattern, window, Bounds(low, draw.choice((None, low, low, low + 2))))
            case 1:
                return Nth(pattern, self._days(), window, draw.choice((1, 1, 2, 3)))
            case 2:
                return Latest(pattern, self._days(), window)
            case _:
                return Happens(pattern, self._days())
