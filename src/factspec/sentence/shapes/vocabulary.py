"""The words that a grammar looks for, and the names that no such word can be part of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from factspec.sentence.form import Either, Form, Literal, Maybe, Part
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.slot import Slot

_RUN = re.compile(r"[^\W_]+")
_FREE = {"hint", "slip", "slip_among", "mend", "twin", "_abc_impl"}


def runs(text: str) -> list[str]:
    """The runs of letters and digits in a text."""
    return _RUN.findall(text)


class Promise(NamedTuple):
    """The words that a slot looks for, in lower case, and those of them that it may begin with."""

    words: frozenset[str]
    begins: frozenset[str]


def promised(slot: Slot[Any], lexicon: Lexicon) -> Promise | None:
    """What a slot promises; None where it, or the subclass that it is of, promises nothing."""
    for kind in type(slot).__mro__:
        own = vars(kind)
        if "words" in own:
            words = slot.words(lexicon)
            begins = slot.begins(lexicon) if "begins" in own else words
            return None if words is None or begins is None else Promise(_lower(words), _lower(begins))
        if "__init__" in own or any(not name.startswith("__") and name not in _FREE for name in own):
            return None
    return None


def _lower(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


class Vocabulary:
    """The words of some forms and their slots over a lexicon.

    ``words`` holds every run of letters or digits that a form, or a slot that promises, may look for outside names. A text
    with one of ``odd`` in it cannot be cut at its quotation marks and spaces, one with any of ``marked`` not at semicolons and
    brackets.
    """

    def __init__(self, forms: Iterable[Form], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._promises: dict[Slot[Any], Promise | None] = {}
        phrases: set[str] = set()
        for form in forms:
            phrases.update(text.casefold() for text in texts(form.parts))
            promises = map(self.promise, form.slots.values())
            phrases.update(phrase for promise in promises if promise for phrase in promise.words)
        self.marked = [phrase for phrase in (*lexicon.names, *phrases) if any(mark in phrase for mark in ";()")]
        self.words = frozenset(run for phrase in phrases for run in runs(phrase))
        self.odd = ['"'] if any('"' in phrase for phrase in phrases) else [name for name in lexicon.names if _odd(name)]
        self._starts = frozenset(run for name in lexicon.names for run in runs(name)[:1])

    def promise(self, slot: Slot[Any]) -> Promise | None:
        """What a slot promises to look for; None where it promises nothing."""
        if slot not in self._promises:
            self._promises[slot] = promised(slot, self.lexicon)
        return self._promises[slot]

    def free(self, run: str) -> bool:
        """Whether no word and no name begins with a run, so that nothing can go on with it."""
        return run not in self.words and run not in self._starts

    def strange(self, run: str, words: Iterable[Iterable[str]]) -> bool:
        """Whether a run is in none of some words, and no name begins with it."""
        return run not in self._starts and all(run not in runs(phrase) for phrases in words for phrase in phrases)

    def plain_names(self) -> Mapping[str, str]:
        """The names that can be nothing else where they stand, each with the id of its one entity.

        Such a name begins with a letter and with no word of the vocabulary. Where it goes on behind a shorter name, what
        follows is free. So a reading that comes to it either takes all of it or ends there.
        """
        names = self.lexicon.names
        found = {}
        for name in names:
            meanings = names.meanings(name)
            if len(meanings) == 1 and name[:1].isalpha() and '"' not in name and self._plain(name):
                found[name] = meanings[0]
        return found

    def _plain(self, name: str) -> bool:
        first = name.split(" ", 1)[0]
        if any(run in self.words for run in runs(first)):
            return False
        return all(self._ends(rest) for start, rest in _cuts(name) if self.lexicon.names.meanings(start))

    def _ends(self, rest: str) -> bool:
        following = runs(rest)
        return bool(following) and following[0][0].isalpha() and self.free(following[0])


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """The beginnings of a name after which no word goes on, each with the rest."""
    for i in range(1, len(name)):
        if not name[i].isalnum():
            yield name[:i], name[i:]


def _odd(name: str) -> bool:
    return '"' in name or not name[:1].isalnum()


def texts(parts: tuple[Part, ...]) -> Iterator[str]:
    """The words that stand in the parts of a form as they are."""
    for part in parts:
        match part:
            case Literal(text):
                yield text
            case Either(ways):
                yield from ways
            case Maybe(inner):
                yield from texts(inner)
            case _:
                pass
