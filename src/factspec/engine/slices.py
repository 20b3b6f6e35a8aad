"""Questions about events on disk, answered exactly: what may bear on them is fetched, and asked as any reference is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factspec.engine.answer import Answer
from factspec.engine.execute import Engine
from factspec.engine.parts import atoms
from factspec.engine.question import Pattern, Question
from factspec.engine.timeline import spans
from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.reference.schema import Event
from factspec.values.dates import Range

MOST = 200_000


class Slices:
    """A reference with its events on disk, ready to be asked some questions at a time.

    An event bears on a question if it has the participants that are asked for, or may have them, and shares a day that is asked
    about. So near misses are told only of those.
    """

    def __init__(self, reference: Reference, known_by: int | None = None) -> None:
        self.reference, self._known_by = reference, known_by

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """The answer to each question, in order. Raises Problems where too many events bear on them."""
        asked = [pair for question in questions for atom in atoms(question) for pair in spans(atom)]
        events = {**self._events(asked), **self.reference.events}
        engine = Engine(replace(self.reference, events=events, bulk=None), self._known_by, self.reference)
        try:
            return engine.answers(questions)
        finally:
            engine.close()

    def forget(self) -> None:
        """Nothing is kept from one time to the next."""

    def close(self) -> None:
        """No database is kept open either."""

    def _events(self, asked: Sequence[tuple[Pattern, Range]]) -> dict[str, Event]:
        index = self.reference.bulk
        assert index is not None
        sought = [(pattern.participants, (days.first, days.last)) for pattern, days in asked if not pattern.event and days]
        people = [list(names) for names, _ in sought]
        numbers = index.met(people, [days for _, days in sought], MOST) if sought else []
        if len(numbers) > MOST or not all(people):
            wrong = "too many events may bear on the claim" if len(numbers) > MOST else "a claim about all events"
            raise Problems([Problem(wrong, expected="participants, or days, that narrow it down")])
        numbers += index.parts({pattern.part_of for pattern, _ in asked if pattern.part_of})
        found = {event.id: event for event in index.numbered(numbers).values()}
        found.update(index.named({pattern.event for pattern, _ in asked if pattern.event}))
        wholes = {event.part_of for event in found.values() if event.part_of} - found.keys()
        while wholes:
            found.update(index.named(wholes))
            wholes = {event.part_of for event in found.values() if event.part_of} - found.keys()
        return found
