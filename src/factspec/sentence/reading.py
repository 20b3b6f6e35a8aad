"""A sentence being read: its text, the words it may use, and the furthest place at which reading it failed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.values.names import alike, tidy

UNFIT = "does not fit here"  # told of a word that is sound, unless something else might have gone on after it
Fault = Problem | Callable[[], Problem | None]


class Nested(Protocol):
    """Whatever can read and write a whole claim inside another."""

    def prefixes(self, reading: Reading, place: int, kinds: Sequence[str]) -> Iterator[tuple[Any, int]]:
        """The claims of some kinds that stand at a place; all kinds where none is named."""

    def write(self, claim: Any) -> str:
        """The claim's sentence."""


@dataclass(slots=True)
class Trace:
    """What had a part in a reading: the slots that were asked, and the parts of forms that stood at the end of the text."""

    slots: set[Any] = field(default_factory=set)
    ends: set[Any] = field(default_factory=set)


@dataclass(slots=True)
class Reading:
    """A tidy sentence with what is needed to read it. Places count characters from 0.

    ``form`` is the form that is being tried, ``forms`` those that got as far as the furthest place. Where it is ``quiet``
    nothing is noted, and what several forms ask at one place is read ``once``.
    """

    text: str
    lexicon: Lexicon
    grammar: Nested
    low: str = ""
    furthest: int = -1
    expected: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    form: str = ""
    forms: list[str] = field(default_factory=list)
    quiet: bool = False
    once: dict[Hashable, list[tuple[Any, int]]] = field(default_factory=dict)
    trace: Trace | None = None

    def __post_init__(self) -> None:
        self.low = alike(self.text)

    def failed(self, place: int, expected: str = "", fault: Fault | None = None) -> None:
        """Notes that nothing fits at a place; only what was noted for the furthest place is kept.

        A fault that takes a search for what is near comes as a function: most are never told.
        """
        if self.quiet:
            return
        if place > self.furthest:
            self.furthest, self.expected, self.faults, self.forms = place, [], [], []
        if place == self.furthest:
            if self.form not in self.forms:
                self.forms.append(self.form)
            if expected and expected not in self.expected:
                self.expected.append(expected)
            if fault and fault not in self.faults:
                self.faults.append(fault)

    def told(self) -> list[Problem]:
        """The faults at the furthest place."""
        found = (fault() if callable(fault) else fault for fault in self.faults)
        return list(dict.fromkeys(fault for fault in found if fault is not None))

    def ends_word(self, place: int) -> bool:
        """Whether no word goes on at a place."""
        return place >= len(self.text) or not (self.text[place].isalnum() and self.text[place - 1].isalnum())

    def words_at(self, place: int, most: int) -> list[str]:
        """The runs of one to ``most`` words at a place, shortest first, cut at punctuation."""
        runs: list[str] = []
        end = place
        for _ in range(most):
            next_space = self.text.find(" ", end)
            end = next_space if next_space >= 0 else len(self.text)
            run = self.text[place:end].rstrip(",;:.)")
            if not run:
                break
            runs.append(run)
            if end >= len(self.text) or self.text[end - 1] in ",;:":
                break
            end += 1
        return runs


def tidy_sentence(text: str) -> str:
    """A sentence as it is read: tidy, without the full stop at its end."""
    plain = tidy(text)
    return plain[:-1].rstrip() if plain.endswith(".") and not plain.endswith("..") else plain


def quoted_at(reading: Reading, place: int) -> tuple[str, int] | None:
    """The text in double quotes at a place, its escapes undone, and where it ends; None where there is none."""
    text = reading.text
    if text[place : place + 1] != '"':
        return None
    characters: list[str] = []
    here = place + 1
    while here < len(text):
        if text[here] == "\\" and text[here + 1 : here + 2] in ('"', "\\"):
            characters.append(text[here + 1])
            here += 2
        elif text[here] == '"':
            return "".join(characters), here + 1
        else:
            characters.append(text[here])
            here += 1
    reading.failed(place, 'a closing "')
    return None
