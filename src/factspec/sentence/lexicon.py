"""The words a reference brings: names, verbs, nouns, titles and relations, found at a place of a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from factspec.problem import Problem, Problems
from factspec.reference.facts import Reference
from factspec.values.names import folded, tidy
from factspec.values.nearest import nearest
from factspec.values.plurals import plural

if TYPE_CHECKING:
    from factspec.reference.bulk.index import EventIndex

Turn = Literal["was", "became", "ceased"]
_PREPOSITIONS = ("with", "of", "to", "between", "for", "in", "and")


class Phrases:
    """Many phrases, each with what it means, ready to be found at a place of a lower-case text."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._meanings: dict[str, list[str]] = defaultdict(list)
        for phrase, meaning in phrases:
            if meaning not in self._meanings[folded(phrase)]:
                self._meanings[folded(phrase)].append(meaning)
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self._meanings:
            lengths[phrase.split(" ", 1)[0]].add(len(phrase))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def at(self, text: str, place: int) -> Iterator[tuple[list[str], int]]:
        """The meanings of each phrase that stands at a place, longest first, and where it ends."""
        space = text.find(" ", place)
        word = text[place : space if space >= 0 else len(text)]
        bare = word[-1:].isalnum() and not word.endswith("'s")
        for first in (word,) if bare else dict.fromkeys((word, word.rstrip(",.;:)\"'"), word.removesuffix("'s"))):
            for length in self._lengths.get(first, ()):
                end = place + length
                meanings = self._meanings.get(text[place:end])
                if meanings and text[place + len(first) : end][:1] in ("", " ") and not text[end : end + 1].isalnum():
                    yield meanings, end

    def meanings(self, phrase: str) -> list[str]:
        """What a whole phrase means; nothing where it is not known."""
        return self._meanings.get(folded(phrase), [])

    def __iter__(self) -> Iterator[str]:
        return iter(self._meanings)


class IndexedTitles:
    """The titles of events that are on disk, looked up one at a time."""

    def __init__(self, index: EventIndex) -> None:
        self._index = index

    def at(self, text: str, place: int) -> Iterator[tuple[list[str], int]]:
        """No title is looked for where none is marked by quotes: that would be a look at all of them for each place."""
        del text, place
        return iter(())

    def meanings(self, phrase: str) -> list[str]:
        """The events of a title; nothing where it is not known."""
        return self._index.titled(phrase)


class Lexicon:
    """The words of one reference."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        entities = reference.entities.values()
        self.names = Phrases((name, entity.id) for entity in entities for name in (entity.name, *entity.aliases))
        self.verbs = Phrases((verb, kind.kind) for kind in reference.kinds.values() for verb in kind.verbs)
        self.nouns = Phrases((noun, kind.kind) for kind in reference.kinds.values() for noun in kind.noun)
        self.titles: Phrases | IndexedTitles = (
            IndexedTitles(reference.bulk)
            if reference.bulk
            else Phrases((event.title, event.id) for event in reference.events.values() if event.title)
        )
        self.types = Phrases((word, kind) for kind in {e.type for e in entities} for word in _type_words(kind))
        self.last_verbs = self._placed_verbs("last")
        self.next_verbs = self._placed_verbs("next")
        ties = reference.relation_kinds.values()
        self.phrases: dict[Turn, Phrases] = {
            turn: Phrases((text, tie.relation) for tie in ties for text in turned(tie.phrase, tie.relation, turn))
            for turn in ("was", "became", "ceased")
        }
        self.holders = Phrases((text, tie.relation) for tie in ties for text in holder_words(tie.relation))
        self.unions = Phrases((text, tie.relation) for tie in ties for text in union_words(tie.phrase, tie.relation))
        measures = reference.measures.values()
        self.measures = Phrases((measure.phrase.removeprefix("the "), measure.measure) for measure in measures)
        self.groups = Phrases(self._grouped())
        self._spelling = self._own_spellings()

    def spelling(self, entity: str) -> str:
        """How a sentence names an entity: its name, quoted where it could be taken for something else."""
        known = self.reference.entities.get(entity)
        if known is None:
            raise Problems(
                [
                    Problem(
                        f"no entity {entity!r}", expected="the id of an entity", nearest=nearest(entity, self.reference.entities)
                    )
                ]
            )
        if entity not in self._spelling:
            raise Problems([self.ambiguous(known.name)])
        return self._spelling[entity]

    def ambiguous(self, name: str) -> Problem:
        """The fault of a name that several entities share."""
        return Problem(
            f"{name!r} names {_among(self._described(self.names.meanings(name)))}", expected="a name that only one entity has"
        )

    def unknown(self, name: str) -> Problem:
        """The fault of a name that no entity has, with those it may mean."""
        words = set(folded(name).split())
        near = [
            e for e in self.reference.entities.values() if words and words <= set(folded(" ".join((e.name, *e.aliases))).split())
        ]
        if len(near) > 1:
            found = _among([f"{entity.name} ({entity.id})" for entity in near])
            return Problem(
                f"{name!r} is nobody's whole name: it may mean {found}", expected="a name or alias that only one entity has"
            )
        owners = {n: e.id for e in near or self.reference.entities.values() for n in (e.name, *e.aliases)}
        close: dict[str, str] = {}
        for found in nearest(name, owners, most=6, least=75):
            if len(self.names.meanings(found)) == 1:
                close.setdefault(owners[found], found)
        return Problem(
            f"no entity is called {name!r}",
            expected="the name or an alias of an entity of the reference",
            nearest=tuple(close.values())[:3],
        )

    def measure_phrase(self, measure: str) -> str:
        """What a sentence calls a measure. Raises Problems for one that the reference does not know, or shares its name."""
        known = self.reference.measures.get(measure)
        if known is None:
            near = nearest(measure, self.reference.measures)
            raise Problems([Problem(f"no measure {measure!r}", expected="the id of a measure", nearest=near)])
        phrase = tidy(known.phrase).removeprefix("the ")
        if self.measures.meanings(phrase) != [measure]:
            raise Problems([self.two_measures(phrase)])
        return phrase

    def measure_unit(self, measure: str) -> str | None:
        """The unit that a measure is told in: its own, or that of its observations."""
        known = self.reference.measures.get(measure)
        return (known.unit if known else None) or self._row_units.get(measure)

    def two_measures(self, phrase: str) -> Problem:
        """The fault of a phrase that several measures share."""
        options = _among([repr(measure) for measure in self.measures.meanings(phrase)])
        return Problem(f"{phrase!r} names {options}", expected="a phrase of its own for each measure")

    def entity_types(self) -> list[str]:
        """The types of entities, in the order in which the reference brings them."""
        return list(dict.fromkeys(entity.type for entity in self.reference.entities.values()))

    @cached_property
    def _row_units(self) -> dict[str, str]:
        return {row.measure: row.unit for row in self.reference.observations if row.unit}

    def _grouped(self) -> Iterator[tuple[str, str]]:
        """What a type within a place is called before the type's name: *Central Asian countries*, each with both ids."""
        holders = {entity.within for entity in self.reference.entities.values() if entity.within}
        types = self.entity_types()
        for entity in self.reference.entities.values():
            if entity.id not in holders:
                continue
            for kind in types:
                for word in _type_words(kind):
                    for name in (entity.name, *entity.aliases):
                        yield from ((f"{adjective} {word}", f"{kind}|{entity.id}") for adjective in _adjectives(name))
                        if folded(name).endswith(f" {folded(word)}"):
                            yield name, f"{kind}|{entity.id}"

    def _placed_verbs(self, word: str) -> Phrases:
        found = [(placed(verb, word), kind.kind) for kind in self.reference.kinds.values() for verb in kind.verbs]
        return Phrases(found)

    def _own_spellings(self) -> dict[str, str]:
        found = {}
        for entity in self.reference.entities.values():
            own = [name for name in (entity.name, *entity.aliases) if self.names.meanings(name) == [entity.id]]
            if own:
                plain = not any(mark in own[0] for mark in ',;:()"') and " and " not in own[0]
                found[entity.id] = tidy(own[0]) if plain else quoted(tidy(own[0]))
        return found

    def _described(self, entities: Iterable[str]) -> list[str]:
        return [f"{self.reference.entities[e].name} ({e}, a {self.reference.entities[e].type})" for e in entities]


def _among(options: list[str]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}" if len(options) > 1 else options[0]


def quoted(text: str) -> str:
    """A text in double quotes; quotes and backslashes in it are escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def placed(verb: str, word: str) -> str:
    """A verb with ``last`` or ``next`` in its place: before it, or after a first word *was*."""
    first, _, rest = verb.partition(" ")
    return f"was {word} {rest}" if first == "was" and rest else f"{word} {verb}"


def _adjectives(name: str) -> Iterator[str]:
    """A name before a noun: as it is, or made an adjective by the common rule: Asia, Asian; Europe, European."""
    yield name
    if name.endswith("a"):
        yield f"{name}n"
    elif name.endswith("e"):
        yield f"{name}an"


def _type_words(kind: str) -> tuple[str, ...]:
    return ("people", "persons") if kind == "person" else (plural(kind),)


def type_word(kind: str) -> str:
    """What several entities of a type are called: ``countries``."""
    return _type_words(kind)[0]


def turned(phrase: str, relation: str, turn: Turn) -> tuple[str, ...]:
    """How a sentence says that a relation holds, begins or ends; the first way is the one that is written."""
    if turn == "was":
        return (phrase,)
    first, _, rest = phrase.partition(" ")
    if first in ("was", "were") and rest:
        return (
            (f"became {rest}", f"began to be {rest}") if turn == "became" else (f"ceased to be {rest}", f"stopped being {rest}")
        )
    if first == "had" and rest:
        return (f"came to have {rest}",) if turn == "became" else (f"ceased to have {rest}",)
    return (f"became {relation}",) if turn == "became" else (f"ceased to be {relation}",)


def holder_words(relation: str) -> tuple[str, ...]:
    """What those who have a relation are called before its object: ``members of``, ``member of``."""
    first, _, rest = relation.partition(" ")
    return (f"{plural(first)} {rest}".strip(), relation)


def union_words(phrase: str, relation: str) -> tuple[str, ...]:
    """What a relation is called before *between A and B*: ``diplomatic relations``."""
    stems = [relation, phrase.partition(" ")[2] if phrase.partition(" ")[0] in ("was", "were", "had") else phrase]
    found = []
    for stem in stems:
        words = stem.split(" ")
        if len(words) > 1 and words[-1] in _PREPOSITIONS:
            found.append(" ".join(words[:-1]))
        found.append(stem)
    return tuple(dict.fromkeys([*found, phrase]))
