"""Slots for names that the reference knows: entities, lists of them, titles, types and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from factspec.problem import Problem, Problems
from factspec.sentence.lexicon import Lexicon, Phrases, Turn, holder_words, quoted, turned, type_word, union_words
from factspec.sentence.reading import Reading, quoted_at
from factspec.sentence.slot import Slot, Suggestion, standing
from factspec.values.names import tidy
from factspec.values.nearest import misspelt, most_like, nearest
from factspec.values.words import series

_LONGEST = 5
_SLIPS = 8


class NameSlot(Slot[str]):
    """An entity by its name or an alias, in quotes or not."""

    hint = "NAME"

    def __init__(self, tag: str = "") -> None:
        self._tag = tag

    def twin(self) -> str:
        return "name"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ("the",)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        names = reading.lexicon.names
        in_quotes = quoted_at(reading, place)
        if in_quotes:
            name, end = in_quotes
            yield from self._meant(reading, names.meanings(name), name, end, place)
            return
        found = False
        for start in (place, place + len("the ")) if reading.low.startswith("the ", place) else (place,):
            for meanings, end in names.at(reading.low, start):
                found = True
                yield from self._meant(reading, meanings, reading.text[start:end], end, start)
            if found:
                break
        if not found:
            reading.failed(place, "a name", lambda: self._unknown(reading, place))

    @staticmethod
    def _meant(reading: Reading, meanings: list[str], name: str, end: int, place: int) -> Iterator[tuple[str, int]]:
        if len(meanings) == 1:
            yield meanings[0], end
        elif meanings:
            reading.failed(end, fault=lambda: reading.lexicon.ambiguous(name))
        else:
            reading.failed(place, "a name", lambda: reading.lexicon.unknown(name))

    @staticmethod
    def _unknown(reading: Reading, place: int) -> Problem | None:
        """The fault of the words at a place, taken for a misspelt or partial name where they are near to one."""
        runs = [run for run in reading.words_at(place, _LONGEST) if run[:1].isupper()]
        faults = [(run, reading.lexicon.unknown(run)) for run in runs if any(word[:1].isupper() for word in run.split())]
        likely = [(run, fault) for run, fault in faults if fault.nearest or "whole name" in fault.wrong]
        if not likely:
            return faults[0][1] if faults else None
        capital = [(run, fault) for run, fault in likely if all(word[:1].isupper() for word in run.split())]
        return (capital or likely)[-1][1]

    def write(self, value: str, lexicon: Lexicon) -> str:
        return lexicon.spelling(value)

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        return alike(value, lexicon)

    def mend(self, value: str, suggestions: Sequence[Suggestion]) -> Iterable[str]:
        return [other for name, other in suggestions if name == self._tag and other != value]


_NAME = NameSlot()


class NamesSlot(Slot[tuple[str, ...]]):
    """One or more entities: ``A``, ``A and B``, ``A, B and C``. Their order means nothing; it is kept as reference ids sorted."""

    hint = "NAMES"

    def twin(self) -> str:
        return "names"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ("the", "and")

    def read(self, reading: Reading, place: int) -> Iterator[tuple[tuple[str, ...], int]]:
        for names, end in self._lists(reading, place):
            if len(set(names)) == len(names):
                yield tuple(sorted(names)), end
            else:
                reading.failed(
                    end, fault=Problem(f"{reading.text[place:end]!r} names one thing twice", expected="each name once")
                )

    def _lists(self, reading: Reading, place: int) -> Iterator[tuple[list[str], int]]:
        for name, end in standing(_NAME, reading, place):
            for link in (", and ", ", ", " and "):
                if reading.low.startswith(link, end):
                    for rest, last in self._lists(reading, end + len(link)):
                        yield [name, *rest], last
                    break
            yield [name], end

    def write(self, value: tuple[str, ...], lexicon: Lexicon) -> str:
        return series([lexicon.spelling(name) for name in value])

    def slip(self, value: tuple[str, ...], lexicon: Lexicon) -> Iterable[tuple[str, ...]]:
        for i, name in enumerate(value):
            if len(value) > 1:
                yield value[:i] + value[i + 1 :]
            for other in alike(name, lexicon)[:2]:
                if other not in value:
                    yield tuple(sorted((*value[:i], other, *value[i + 1 :])))
        more = [other for other in alike(value[0], lexicon) if other not in value]
        if more:
            yield tuple(sorted((*value, more[0])))

    def mend(self, value: tuple[str, ...], suggestions: Sequence[Suggestion]) -> Iterable[tuple[str, ...]]:
        found = (tuple(sorted(names)) for tag, names in suggestions if tag == "names" and names)
        return [names for names in found if names != value]


class TitleSlot(Slot[str]):
    """An event by its title in quotes."""

    hint = '"TITLE"'

    def twin(self) -> str:
        return "title"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return ()

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        found = quoted_at(reading, place)
        if found is None:
            reading.failed(place, "a title in double quotes")
            return
        title, end = found
        known = reading.lexicon.titles.meanings(title)
        if len(known) == 1:
            yield known[0], end
        else:
            reading.failed(end, fault=lambda: title_fault(title, reading.lexicon))

    def write(self, value: str, lexicon: Lexicon) -> str:
        event = lexicon.reference.event(value)
        if event is None:
            raise Problems(
                [Problem(f"no event {value!r}", expected="the id of an event", nearest=lexicon.reference.nearest_events(value))]
            )
        fault = (
            title_fault(event.title, lexicon)
            if event.title
            else Problem(f"event {value!r} has no title", expected="a title to name it by")
        )
        if fault:
            raise Problems([fault])
        return quoted(tidy(event.title or ""))

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        events = lexicon.reference.events
        if value not in events or lexicon.reference.bulk:
            return ()
        same = [e.id for e in events.values() if e.kind == events[value].kind and e.id != value and e.title]
        return [event for event in same if title_fault(events[event].title or "", lexicon) is None][:_SLIPS]


def alike(entity: str, lexicon: Lexicon) -> list[str]:
    """Other entities of the same type, those most likely to be mixed up with it first; a few of them."""
    entities = lexicon.reference.entities
    if entity not in entities:
        return []
    here = entities[entity]
    same = [other for other in entities.values() if other.type == here.type and other.id != entity]
    names = {other.id: other.name for other in same}
    return most_like(here.name, names)[:_SLIPS]


def title_fault(title: str, lexicon: Lexicon) -> Problem | None:
    """What is wrong with a title that should name one event."""
    known = lexicon.titles.meanings(title)
    if len(known) == 1:
        return None
    if known:
        dated = ((name, lexicon.reference.event(name)) for name in known)
        options = series([f"{name} ({event.date.text})" for name, event in dated if event])
        return Problem(f"two events or more are called {title!r}: {options}", expected="a title that only one event has")
    titles = lexicon.reference.titles_alike(title)
    return Problem(
        f"no event is called {title!r}",
        expected="the title of an event of the reference",
        nearest=tuple(map(quoted, misspelt([title], titles, least=60)[1] or nearest(title, titles, least=86))),
    )


def _misspelt(reading: Reading, place: int, what: str, options: Iterable[str], expected: str) -> Problem | None:
    """The fault of words at a place that are nearly one of the options; None where they are not."""
    run, near = misspelt(reading.words_at(place, _LONGEST), options)
    return Problem(f"no {what} {run!r}", expected=expected, nearest=near) if near else None


class TypeSlot(Slot[str | None]):
    """``participants`` (None), or a type of entity in the plural: ``countries``."""

    says_nothing = True
    hint = "participants | TYPE"

    def twin(self) -> str:
        return "type"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        return ("participants", *lexicon.types)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str | None, int]]:
        if reading.low.startswith("participants", place) and reading.ends_word(place + len("participants")):
            yield None, place + len("participants")
            return
        found = False
        for meanings, end in reading.lexicon.types.at(reading.low, place):
            found = True
            yield from ((meaning, end) for meaning in meanings)
        if not found:
            known = ", ".join(sorted(reading.lexicon.types))
            expected = f"participants or a type such as {known}" if known else "participants"
            options = ["participants", *reading.lexicon.types]
            reading.failed(place, expected, lambda: _misspelt(reading, place, "type", options, expected))

    def write(self, value: str | None, lexicon: Lexicon) -> str:
        if value is None:
            return "participants"
        if type_word(value) not in lexicon.types:
            raise Problems(
                [Problem(f"no entity of type {value!r}", expected="a type of entity", nearest=nearest(value, lexicon.types))]
            )
        return type_word(value)

    def slip(self, value: str | None, lexicon: Lexicon) -> Iterable[str | None]:
        types = dict.fromkeys(entity.type for entity in lexicon.reference.entities.values())
        return [other for other in types if other != value]


class RelationSlot(Slot[str]):
    """A relation: as it holds, begins or ends, as those who have it, or as what is between two."""

    hint = "RELATION"

    def __init__(self, way: Turn | Literal["holders", "union"]) -> None:
        self._way: Turn | Literal["holders", "union"] = way

    def twin(self) -> str:
        return self._way

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        return self._phrases(lexicon)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        found = False
        for meanings, end in self._phrases(reading.lexicon).at(reading.low, place):
            found = True
            yield from ((meaning, end) for meaning in meanings)
        if not found:
            if self._way not in ("holders", "union"):
                reading.failed(place, "a relation")  # the verbs, which stand in the same place, tell what is near
                return
            known = list(self._phrases(reading.lexicon))
            expected = "a relation such as " + " or ".join(known[:3])
            reading.failed(place, expected, lambda: _misspelt(reading, place, "relation", known, expected))

    def _phrases(self, lexicon: Lexicon) -> Phrases:
        if self._way == "holders":
            return lexicon.holders
        return lexicon.unions if self._way == "union" else lexicon.phrases[self._way]

    def write(self, value: str, lexicon: Lexicon) -> str:
        known = lexicon.reference.relation_kinds.get(value)
        if known is None:
            raise Problems(
                [
                    Problem(
                        f"no relation {value!r}", expected="a relation", nearest=nearest(value, lexicon.reference.relation_kinds)
                    )
                ]
            )
        if self._way == "holders":
            return holder_words(value)[0]
        return union_words(known.phrase, value)[0] if self._way == "union" else turned(known.phrase, value, self._way)[0]

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        return [other for other in lexicon.reference.relation_kinds if other != value]
