"""Slots for measures: the number that a measure has for somebody, and the groups that numbers are held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from factspec.problem import Problem, Problems
from factspec.sentence.lexicon import Lexicon, type_word
from factspec.sentence.name_slots import NameSlot, alike
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Slot, Suggestion
from factspec.values.names import folded
from factspec.values.nearest import misspelt, nearest

_PREPOSITIONS = ("of", "in", "for", "at", "on")
_LONGEST = 7
_FEW = 4


class Statistic(BaseModel):
    """What a measure is of: the population of Tajikistan. Both are ids of the reference."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    measure: str
    subject: str


class Group(BaseModel):
    """The entities of a type within a place. ``type`` None: that of the subject; ``within`` None: anywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: str | None = None
    within: str | None = None


class MeasureSlot(Slot[str]):
    """A measure in the words of the reference: ``population``, ``life expectancy``."""

    hint = "MEASURE"

    def applies(self, lexicon: Lexicon) -> bool:
        return bool(lexicon.reference.measures)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        found = False
        for meanings, end in reading.lexicon.measures.at(reading.low, place):
            found = True
            if len(meanings) == 1:
                yield meanings[0], end
            else:
                reading.failed(end, fault=reading.lexicon.two_measures(reading.text[place:end]))
        if not found:
            reading.failed(place, "a measure", lambda: _unknown(reading, place))

    def write(self, value: str, lexicon: Lexicon) -> str:
        return lexicon.measure_phrase(value)

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        return _other_measures(value, lexicon)

    def mend(self, value: str, suggestions: Sequence[Suggestion]) -> Iterable[str]:
        return [other for name, other in suggestions if name == "measure" and other != value]


class StatisticSlot(Slot[Statistic]):
    """``the population of Tajikistan``, ``Tajikistan's population``, ``life expectancy in Japan``."""

    hint = "MEASURE of NAME"

    def applies(self, lexicon: Lexicon) -> bool:
        return bool(lexicon.reference.measures)

    def twin(self) -> str:
        return "statistic"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        return ("the", *_PREPOSITIONS, *lexicon.measures)

    def begins(self, lexicon: Lexicon) -> Iterable[str]:
        return ("the", *lexicon.measures)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Statistic, int]]:
        start = place + len("the ") if reading.low.startswith("the ", place) else place
        for measure, end in MeasureSlot().read(reading, start):
            links = [word for word in _PREPOSITIONS if reading.low.startswith(f" {word} ", end)]
            for word in links:
                for subject, last in NameSlot().read(reading, end + len(word) + 2):
                    yield Statistic(measure=measure, subject=subject), last
            if not links:
                reading.failed(end, '"of" or "in" and a name')
        if start == place:
            for subject, end in NameSlot().read(reading, place):
                for sign in ("'s ", "' "):
                    if reading.low.startswith(sign, end):
                        for measure, last in MeasureSlot().read(reading, end + len(sign)):
                            yield Statistic(measure=measure, subject=subject), last
            if not reading.quiet:
                _unknown_owner(reading, place)

    def write(self, value: Statistic, lexicon: Lexicon) -> str:
        return f"the {lexicon.measure_phrase(value.measure)} of {lexicon.spelling(value.subject)}"

    def slip(self, value: Statistic, lexicon: Lexicon) -> Iterable[Statistic]:
        for subject in alike(value.subject, lexicon)[:_FEW]:
            yield value.model_copy(update={"subject": subject})
        for measure in _other_measures(value.measure, lexicon):
            yield value.model_copy(update={"measure": measure})

    def mend(self, value: Statistic, suggestions: Sequence[Suggestion]) -> Iterable[Statistic]:
        return [value.model_copy(update={"subject": other}) for name, other in suggestions if name == "subject"]


def measured_unit(others: Others, lexicon: Lexicon) -> str | None:
    """The unit of the measure that a sentence has named."""
    what = others.get("what")
    return lexicon.measure_unit(what.measure) if isinstance(what, Statistic) else None


class OtherStatistic(BaseModel):
    """The other side of a comparison; a measure None is that of the first side."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    subject: str
    measure: str | None = None


class OtherStatisticSlot(Slot[OtherStatistic]):
    """``the population of Tajikistan``, ``that of Tajikistan``, ``Tajikistan's``."""

    hint = "MEASURE of NAME"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[OtherStatistic, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[OtherStatistic, int]]:
        what = others.get("what")
        same = what.measure if isinstance(what, Statistic) else None
        for found, end in StatisticSlot().read(reading, place):
            yield OtherStatistic(subject=found.subject, measure=None if found.measure == same else found.measure), end
        for words in ("that of ", "those of ", "that in ", "in "):
            if reading.low.startswith(words, place):
                for subject, end in NameSlot().read(reading, place + len(words)):
                    yield OtherStatistic(subject=subject), end
        for subject, end in NameSlot().read(reading, place):
            for sign in ("'s", "'"):
                if reading.low.startswith(sign, end) and reading.ends_word(end + len(sign)):
                    yield OtherStatistic(subject=subject), end + len(sign)
                    break

    def write(self, value: OtherStatistic, lexicon: Lexicon) -> str:
        name = lexicon.spelling(value.subject)
        return f"the {lexicon.measure_phrase(value.measure)} of {name}" if value.measure else f"that of {name}"

    def slip(self, value: OtherStatistic, lexicon: Lexicon) -> Iterable[OtherStatistic]:
        for subject in alike(value.subject, lexicon)[:_FEW]:
            yield value.model_copy(update={"subject": subject})

    def mend(self, value: OtherStatistic, suggestions: Sequence[Suggestion]) -> Iterable[OtherStatistic]:
        return [value.model_copy(update={"subject": other}) for name, other in suggestions if name == "other subject"]


class GroupSlot(Slot[Group]):
    """``countries``, ``countries in Central Asia``, ``Central Asian countries``."""

    hint = "GROUP"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Group, int]]:
        start = place + len("the ") if reading.low.startswith("the ", place) else place
        lexicon, found = reading.lexicon, False
        for types, end in lexicon.types.at(reading.low, start):
            found = True
            yield from ((Group(type=kind), end) for kind in types)
            for word in (" in ", " of ", " within "):
                if reading.low.startswith(word, end):
                    for within, last in NameSlot().read(reading, end + len(word)):
                        yield from ((Group(type=kind, within=within), last) for kind in types)
        for groups, end in lexicon.groups.at(reading.low, start):
            found = True
            if len(groups) > 1:
                reading.failed(end, fault=lexicon.ambiguous(reading.text[start:end]))
                continue
            kind, _, within = groups[0].partition("|")
            yield Group(type=kind, within=within), end
        if not found:
            reading.failed(place, "a group such as countries, or countries in a place", lambda: _unknown_group(reading, start))

    def write(self, value: Group, lexicon: Lexicon) -> str:
        if value.type is None:
            raise Problems(
                [Problem("a group of no type", expected="a type of entity", nearest=tuple(lexicon.entity_types()[:3]))]
            )
        word = type_word(value.type)
        return f"{word} in {lexicon.spelling(value.within)}" if value.within else word

    def slip(self, value: Group, lexicon: Lexicon) -> Iterable[Group]:
        for within in alike(value.within, lexicon)[:_FEW] if value.within else ():
            yield value.model_copy(update={"within": within})
        above = lexicon.reference.entities[value.within].within if value.within in lexicon.reference.entities else None
        if above:
            yield value.model_copy(update={"within": above})
        if value.within:
            yield value.model_copy(update={"within": None})
        for kind in lexicon.entity_types():
            if kind != value.type:
                yield value.model_copy(update={"type": kind})


class AmongSlot(GroupSlot):
    """``among countries in Central Asia``, or ``in Central Asia``, which means those of the subject's own type."""

    hint = "among GROUP"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Group, int]]:
        if reading.low.startswith("among ", place):
            yield from super().read(reading, place + len("among "))
        elif reading.low.startswith("of all ", place):
            yield from super().read(reading, place + len("of all "))
        elif reading.low.startswith("in ", place):
            yield from ((Group(within=within), end) for within, end in NameSlot().read(reading, place + len("in ")))
        else:
            reading.failed(place, '"among" and a group, or "in" and a place')

    def write(self, value: Group, lexicon: Lexicon) -> str:
        if value.type is None and value.within:
            return f"in {lexicon.spelling(value.within)}"
        return f"among {super().write(value, lexicon)}"


def _unknown_owner(reading: Reading, place: int) -> None:
    """Notes a name that nobody has before *'s* and a measure."""
    for run in reading.words_at(place, 5):
        name = run.removesuffix("'s")
        end = place + len(run) + 1
        owner = name != run and name[:1].isupper() and not reading.lexicon.names.meanings(name)
        if owner and next(reading.lexicon.measures.at(reading.low, end), None):
            reading.failed(end, fault=reading.lexicon.unknown(name))


def _unknown(reading: Reading, place: int) -> Problem | None:
    """The fault of words that are no measure: those whose name they are part of, or are near to."""
    lexicon = reading.lexicon
    for run in reversed(reading.words_at(place, _LONGEST)):
        words = set(folded(run).split())
        partly = [phrase for phrase in lexicon.measures if words <= set(phrase.split())]
        if len(partly) > 1:
            told = " or ".join(repr(phrase) for phrase in partly[:5])
            return Problem(
                f"{run!r} is no measure's whole name: it may mean {told}", expected="a measure that only one name fits"
            )
    run, near = misspelt(reading.words_at(place, _LONGEST), lexicon.measures)
    return Problem(f"no measure {run!r}", expected="a measure of the reference", nearest=near) if near else None


def _unknown_group(reading: Reading, place: int) -> Problem | None:
    lexicon = reading.lexicon
    words = [*lexicon.types, *lexicon.groups]
    run, near = misspelt(reading.words_at(place, 4), words)
    near = near or nearest(run, words, least=80)
    return Problem(f"no group {run!r}", expected="a type of entity, or one in a place", nearest=near) if near else None


def _other_measures(value: str, lexicon: Lexicon) -> list[str]:
    return [other for other in lexicon.reference.measures if other != value][:_FEW]
