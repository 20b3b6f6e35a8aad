"""The words of a reference in the shapes that news gives them: verbs inflected, nouns in the plural, adjectives of countries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from factspec.draft.demonyms import demonyms
from factspec.draft.english import inflected
from factspec.grammar import Grammar
from factspec.reference.facts import Reference
from factspec.sentence.lexicon import Turn
from factspec.values.modes import Mode
from factspec.values.names import folded
from factspec.values.plurals import plural

VerbForm = Literal["past", "base", "third", "going"]

# Ways to say in news what a reference says with the verb on the left.
_ALSO = {
    "met": ("met with", "held talks with", "had talks with", "held a meeting with", "had a meeting with", "sat down with"),
    "spoke by phone with": (
        "spoke by telephone with", "spoke over the phone with", "spoke on the phone with", "talked by phone with",
        "talked by telephone with", "talked over the phone with", "talked on the phone with", "had a phone call with",
        "had a telephone call with", "held a phone call with", "telephoned", "phoned",
    ),
    "visited": (
        "flew to", "travelled to", "traveled to", "went to", "arrived in", "paid a visit to", "was on a visit to",
        "was on a visit in", "stayed in", "made a trip to",
    ),
    "travelled abroad": ("traveled abroad", "went abroad", "travelled abroad", "flew abroad"),
    "attended": ("took part in", "participated in"),
    "exchanged messages with": ("exchanged letters with", "exchanged telegrams with"),
}  # fmt: skip
_NOUNS_ALIKE = {
    "trip": ("visit", "tour", "journey"),
    "visit": ("trip",),
    "call": ("talk", "conversation"),
    "talk": ("call", "conversation"),
}
_MODES: dict[str, Mode] = {
    "in person": "in person", "face-to-face": "in person", "face to face": "in person", "offline": "in person",
    "in-person": "in person", "by phone": "phone", "by telephone": "phone", "over the phone": "phone", "on the phone": "phone",
    "by video": "video", "by video link": "video", "via video link": "video", "online": "video", "by letter": "letter",
}  # fmt: skip
LEADERS = ("leader", "head of state")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the reference as it stands in a text. ``mutual`` where its object is left out: *the two met*."""

    kind: str
    form: VerbForm
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of a kind of event, in the plural or not; ``abroad`` where *foreign* belongs to it."""

    kinds: tuple[str, ...]
    plural: bool


@dataclass(slots=True)
class Words:
    """Phrases with what they mean, found at a place of a lower-case text, the longest first."""

    _by_word: dict[str, list[tuple[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, phrase: str, meaning: Any) -> None:
        """A phrase more; the meaning it was given first stays."""
        text = folded(phrase)
        first = re.match(r"\w+", text)
        if first and all(text != known for known, _ in self._by_word[first[0]]):
            self._by_word[first[0]].append((text, meaning))

    def at(self, text: str, place: int) -> tuple[Any, int] | None:
        """What the longest phrase at a place means, and where it ends."""
        first = re.compile(r"\w+").match(text, place)
        best: tuple[Any, int] | None = None
        for phrase, meaning in self._by_word.get(first[0], ()) if first else ():
            end = place + len(phrase)
            if text.startswith(phrase, place) and not text[end : end + 1].isalnum() and (best is None or end > best[1]):
                best = meaning, end
        return best


class Vocabulary:
    """The words of a grammar's reference, ready to be found in news."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.lexicon = grammar, grammar.lexicon
        self.reference: Reference = grammar.lexicon.reference
        self.verbs, self.nouns, self.roles, self.adjectives, self.modes, self.measures = (Words() for _ in range(6))
        self.turns = Words()
        for words, mode in _MODES.items():
            self.modes.add(words, mode)
        for phrase, verb in self._verb_phrases():
            self.verbs.add(phrase, verb)
        for phrase, turn in self._turns():
            self.turns.add(phrase, turn)
        for phrase, noun in self._noun_phrases():
            self.nouns.add(phrase, noun)
        for relation in self.reference.relation_kinds:
            role, _, link = relation.rpartition(" ")
            if link == "of" and role:
                self.roles.add(role, (relation, False))
                self.roles.add(plural(role), (relation, True))
        for word in LEADERS:
            self.roles.add(word, ("", False))
        self.roles.add("leaders", ("", True))
        for entity in self.reference.entities.values():
            for adjective in demonyms(entity.name) if entity.type in ("country", "state") else ():
                self.adjectives.add(adjective, entity.id)
        for measure in self.reference.measures.values():
            self.measures.add(measure.phrase.removeprefix("the "), measure.measure)

    @cached_property
    def surnames(self) -> dict[str, str]:
        """Last words of people's names that only one entity has, and no other name: *Tokayev*."""
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self.reference.entities.values():
            if entity.type == "person" and " " in entity.name:
                found[folded(entity.name.rsplit(" ", 1)[1])].add(entity.id)
        return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1 and not self.lexicon.names.meanings(word)}

    def type_of(self, entity: str) -> str:
        """The type of an entity."""
        return self.reference.entities[entity].type

    def is_place(self, entity: str) -> bool:
        """Whether something can be in it, as far as its type tells."""
        return self.type_of(entity) not in ("person", "organisation", "organization", "company", "party", "team")

    def kind_with_verb(self, verb: str) -> str | None:
        """The kind of event that a verb of the reference is said of."""
        return next((kind.kind for kind in self.reference.kinds.values() if verb in kind.verbs), None)

    def _verb_phrases(self) -> Iterator[tuple[str, Verb]]:
        for kind in self.reference.kinds.values():
            for phrase in dict.fromkeys((*kind.verbs, *(more for verb in kind.verbs for more in _ALSO.get(verb, ())))):
                yield from self._shapes(kind.kind, phrase, participant=kind.object == "participant")

    @staticmethod
    def _shapes(kind: str, phrase: str, *, participant: bool) -> Iterator[tuple[str, Verb]]:
        first, _, rest = phrase.partition(" ")
        for word, form in inflected(first).items():
            text = f"{word} {rest}".strip()
            yield text, Verb(kind, form)  # type: ignore[arg-type]
            if participant and rest:
                yield text.removesuffix(" with"), Verb(kind, form, mutual=True)  # type: ignore[arg-type]

    def _turns(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """The ways to say of each relation that it holds, began or ended, each with the kind of claim and the relation."""
        turns: tuple[tuple[Turn, str], ...] = (("was", "relation"), ("became", "began"), ("ceased", "ended"))
        for turn, kind in turns:
            for phrase in self.lexicon.phrases[turn]:
                meanings = self.lexicon.phrases[turn].meanings(phrase)
                first, _, rest = phrase.partition(" ")
                heads = ("was", "is", "were", "has been") if first == "was" else (first,)
                yield from ((f"{head} {rest}".strip(), (kind, meanings[0])) for head in heads if len(meanings) == 1)

    def _noun_phrases(self) -> Iterator[tuple[str, Noun]]:
        found: dict[str, list[str]] = defaultdict(list)
        own = {folded(noun) for kind in self.reference.kinds.values() for noun in kind.noun}
        for kind in self.reference.kinds.values():
            for noun in kind.noun:
                found[folded(noun)].append(kind.kind)
                head, _, last = folded(noun).rpartition(" ")
                for alike in _NOUNS_ALIKE.get(last, ()) if head else ():
                    if f"{head} {alike}" not in own:
                        found[f"{head} {alike}"].append(kind.kind)
        for noun, kinds in found.items():
            yield noun, Noun(tuple(dict.fromkeys(kinds)), plural=noun.endswith("s"))
            yield plural(noun), Noun(tuple(dict.fromkeys(kinds)), plural=True)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that tell something, without regard to case."""
    return frozenset(re.findall(r"[^\W_]+", folded(text))) - {"the", "of", "a", "an", "in", "at", "and", "for", "on"}


def known(phrases: Iterable[str]) -> frozenset[str]:
    """The words of several phrases."""
    return frozenset(word for phrase in phrases for word in words_of(phrase))
