"""The names of a lexicon by their first two words, so that the longest one at a word is found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from factspec.sentence.lexicon import Phrases

_MARKS = ",.;:)\"'"


@dataclass(frozen=True, slots=True)
class Name:
    """A name: the words behind its first, its entity where it can be nothing else, and all the entities that it may mean."""

    rest: tuple[str, ...]
    entity: str | None
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Starting:
    """The names that begin at a word: of more words, by the second of them, and of one word, each with what follows it.

    ``pairs`` are the plain names of two words, by the second, which go on in no longer name.
    """

    longer: Mapping[str, list[Name]] = field(default_factory=dict)
    single: tuple[tuple[Name, str], ...] = ()
    pairs: Mapping[str, Name] = field(default_factory=dict)


NO_NAMES = Starting()


class KnownNames:
    """All names, those in ``plain`` with their entities."""

    def __init__(self, names: Phrases, plain: Mapping[str, str]) -> None:
        self._single: dict[str, Name] = {}
        self._longer: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
        for phrase in sorted(names, key=len, reverse=True):
            first, *rest = phrase.split(" ")
            name = Name(tuple(rest), plain.get(phrase), tuple(names.meanings(phrase)))
            if rest:
                self._longer[first][rest[0]].append(name)
            else:
                self._single[first] = name
        self._pairs = {first: dict(_pairs(longer)) for first, longer in self._longer.items()}

    def starting(self, low: str) -> Starting:
        """The names that begin at a word in lower case, as :meth:`Phrases.at` finds them."""
        firsts = dict.fromkeys((low, low.rstrip(_MARKS), low.removesuffix("'s")))
        single = tuple((self._single[first], low[len(first) :]) for first in firsts if first in self._single)
        longer = self._longer.get(low)
        return Starting(longer or {}, single, self._pairs.get(low, {})) if longer or single else NO_NAMES


def _pairs(longer: Mapping[str, list[Name]]) -> Iterator[tuple[str, Name]]:
    for second, names in longer.items():
        if len(names) == 1 and len(names[0].rest) == 1 and names[0].entity is not None:
            yield second, names[0]


def starts(low: str) -> tuple[str, ...]:
    """The beginnings of a word behind which no word goes on, itself included, longest first."""
    return (low, *(low[:i] for i in range(len(low) - 1, 0, -1) if not low[i].isalnum()))
