"""The forms of some kinds as one tree: what several of them begin with is read once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from factspec.sentence.form import Blank, Either, Form, Literal, Maybe, Part
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot, likeness, once

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmade:
    """A claim that is not made yet: its kind, and the values of its fields."""

    kind: str
    fields: Fields
    values: tuple[Any, ...]


class Asked(NamedTuple):
    """A blank that may come next: its slot, what is ``like`` it, the fields read ``before``, and what comes ``after``.

    ``again`` is the place among the values of a blank that was read before, and must be the same.
    """

    slot: Slot[Any]
    like: Hashable
    before: Fields
    again: int | None
    after: Step


@dataclass(slots=True, eq=False)
class Step:
    """A place in the tree: what may come next, and the kinds of which a form may end here.

    ``needs`` are the words of which some must come next; none where something else may.
    """

    words: list[tuple[str, int, bool, Step]] = field(default_factory=list)  # in lower case, their length, whether a word ends
    blanks: list[Asked] = field(default_factory=list)
    ends: list[tuple[str, Fields]] = field(default_factory=list)
    needs: tuple[str, ...] = ()


class Paths:
    """A tree of forms. It reads what the forms read, one after another, and notes nothing."""

    def __init__(self, forms: Iterable[tuple[str, Form]]) -> None:
        self.root = Step()
        self._children: dict[Any, Step] = {}
        for kind, form in forms:
            self._grow(self.root, kind, form, form.parts, ())
        for step in (self.root, *self._children.values()):
            step.needs = tuple(words for words, *_ in step.words) if not (step.blanks or step.ends) else ()
        del self._children

    def read(self, reading: Reading, place: int) -> list[tuple[Unmade, int]]:
        """The claims that stand at a place, each with where it ends."""
        found: list[tuple[Unmade, int]] = []
        _walk(self.root, reading, place, (), found)
        return found

    def _grow(self, step: Step, kind: str, form: Form, parts: tuple[Part, ...], fields: Fields) -> None:
        if not parts:
            if (kind, fields) not in step.ends:
                step.ends.append((kind, fields))
            return
        part, rest = parts[0], parts[1:]
        match part:
            case Literal(text, low):
                self._grow(self._words(step, low, len(text), False), kind, form, rest, fields)
            case Either(texts):
                for text in texts:
                    self._grow(self._words(step, text, len(text), True), kind, form, rest, fields)
            case Blank(name):
                self._grow(self._blank(step, form.slots[name], fields, name), kind, form, rest, (*fields, name))
            case Maybe(inner):
                self._grow(step, kind, form, inner + rest, fields)
                self._grow(step, kind, form, rest, fields)

    def _words(self, step: Step, low: str, length: int, whole: bool) -> Step:
        key = step, low, length, whole
        if key not in self._children:
            self._children[key] = Step()
            step.words.append((low, length, whole, self._children[key]))
        return self._children[key]

    def _blank(self, step: Step, slot: Slot[Any], fields: Fields, name: str) -> Step:
        like = likeness(slot)
        again = fields.index(name) if name in fields else None
        key = step, like or (id(slot), fields), again
        if key not in self._children:
            self._children[key] = Step()
            step.blanks.append(Asked(slot, like, fields, again, self._children[key]))
        return self._children[key]


def _walk(step: Step, reading: Reading, place: int, values: tuple[Any, ...], found: list[tuple[Unmade, int]]) -> None:
    for kind, fields in step.ends:
        found.append((Unmade(kind, fields, values), place))
    low = reading.low
    if reading.trace is not None and place >= len(low):
        reading.trace.ends.add(step)
    for words, length, whole, after in step.words:
        if low.startswith(words, place) and (not whole or reading.ends_word(place + length)):
            _walk(after, reading, place + length, values, found)
    for slot, like, before, again, after in step.blanks:
        if reading.trace is not None:
            reading.trace.slots.add(slot)
        elif after.needs and not any(words in low for words in after.needs):
            continue  # what must follow stands nowhere; a trace is of all that could have a part
        if like is None:
            standing: Iterable[tuple[Any, int]] = slot.read_among(reading, place, dict(zip(before, values, strict=True)))
        else:
            standing = once(slot, like, reading, place)
        for value, end in standing:
            if reading.ends_word(end) and (again is None or values[again] == value):
                _walk(after, reading, end, (*values, value), found)
