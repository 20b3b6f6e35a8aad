"""A form: the text of a sentence with blanks, which reads and writes alike.

``{field}`` is a slot, ``[...]`` may be left out, of ``(was|were)`` any is read and the first is written, and everything
else is said as it stands: ``{what} {on} for the {nth} time[ {window}]``. A blank that stands twice is said alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot

Values = dict[str, Any]
_TOKEN = re.compile(r"\{(\w+)\}|(\[)|(\])|\(([^()]+)\)|([^{}()\[\]]+)")


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that stand as they are."""

    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for a field's value."""

    field: str


@dataclass(frozen=True, slots=True)
class Either:
    """One of several words."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """Parts that may be left out."""

    parts: tuple[Part, ...]


Part = Literal | Blank | Either | Maybe


class Form:
    """A compiled template with the slots of its blanks."""

    def __init__(self, template: str, slots: Mapping[str, Slot[Any]]) -> None:
        self.template, self.slots = template, slots
        self._optional = frozenset(name for name, slot in slots.items() if slot.says_nothing)
        self.parts = _compiled(template)
        unknown = [name for name in _fields(self.parts) if name not in slots]
        if unknown:
            raise ValueError(f"form {template!r} has no slot for {', '.join(unknown)}")

    @cached_property
    def hint(self) -> str:
        """The form as a reader of the catalogue sees it, each blank by its slot's hint."""
        return re.sub(r"\{(\w+)\}", lambda match: self.slots[match[1]].hint, self.template)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of its blanks."""
        return tuple(_fields(self.parts))

    def takes(self, values: Values) -> bool:
        """Whether every value that is there has a blank, and every blank that must be said may be blank or has a value."""
        said = all(value is None or field in self.fields for field, value in values.items() if field in self.slots)
        needed = [part.field for part in self.parts if isinstance(part, Blank)]
        return said and all(values.get(field) is not None or field in self._optional for field in needed)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Values, int]]:
        """Every way to read the form at a place: the values of its blanks, and where it ends."""
        return self._read(self.parts, reading, place, {})

    def write(self, values: Values, lexicon: Lexicon) -> str:
        """The sentence for some values; what may be left out is, where a value in it is None."""
        return self._write(self.parts, values, lexicon)

    def _read(self, parts: tuple[Part, ...], reading: Reading, place: int, found: Values) -> Iterator[tuple[Values, int]]:
        if not parts:
            yield found, place
            return
        part, rest = parts[0], parts[1:]
        match part:
            case Literal(text, low):
                if reading.low.startswith(low, place):
                    yield from self._read(rest, reading, place + len(text), found)
                elif reading.low[place:] == low.rstrip():
                    for _ in self._read(rest, reading, len(reading.text), found):  # what comes next says best what is expected
                        pass
                else:
                    reading.failed(place, f'"{text.strip()}"' if text.strip() else "a space")
            case Either(texts):
                fits = [text for text in texts if reading.low.startswith(text, place) and reading.ends_word(place + len(text))]
                for text in fits:
                    yield from self._read(rest, reading, place + len(text), found)
                if not fits:
                    reading.failed(place, f'"{texts[0]}"')
            case Blank(field):
                for value, end in self.slots[field].read_among(reading, place, found):
                    if found.get(field, value) != value:
                        again = Problem(f"{reading.text[place:end]!r}", expected=f"the same {field} as before")
                        reading.failed(end, fault=again)
                    elif reading.ends_word(end):
                        yield from self._read(rest, reading, end, {**found, field: value})
            case Maybe(inner):
                yield from self._read(inner + rest, reading, place, found)
                yield from self._read(rest, reading, place, found)

    def _write(self, parts: tuple[Part, ...], values: Values, lexicon: Lexicon) -> str:
        text = ""
        said = [part.field for part in parts if isinstance(part, Blank) and values.get(part.field) is not None]
        for part in parts:
            match part:
                case Literal(literal):
                    text += literal
                case Either(texts):
                    text += texts[1 if any(self.slots[field].one(values[field]) for field in said) else 0]
                case Blank(field):
                    text += self.slots[field].write_among(values.get(field), lexicon, values)
                case Maybe(inner):
                    if all(values.get(field) is not None for field in _fields(inner)):
                        text += self._write(inner, values, lexicon)
        return text


def _fields(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case Blank(field):
                yield field
            case Maybe(inner):
                yield from _fields(inner)
            case _:
                pass


def _compiled(template: str) -> tuple[Part, ...]:
    stack: list[list[Part]] = [[]]
    for match in _TOKEN.finditer(template):
        field, opens, closes, either, literal = match.groups()
        if field:
            stack[-1].append(Blank(field))
        elif opens:
            stack.append([])
        elif closes:
            inner = tuple(stack.pop())
            stack[-1].append(Maybe(inner))
        elif either:
            stack[-1].append(Either(tuple(either.split("|"))))
        else:
            stack[-1].append(Literal(literal, literal.casefold()))
    if len(stack) != 1:
        raise ValueError(f"form {template!r} opens or closes a bracket too many")
    return tuple(stack[0])
