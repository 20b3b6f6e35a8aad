"""What a claim speaks of, and whether it speaks of an atom: the same number, the same date, the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

from factspec.coverage.atoms import Atom, Counted, Extreme, Named, Placed, Quoted, scanned
from factspec.coverage.dates import Dated
from factspec.coverage.language import rules_of
from factspec.coverage.roles import Role
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.values.calendar import FIRST, LAST, WEEKDAYS, year_month_day
from factspec.values.dates import Range, dating
from factspec.values.names import folded
from factspec.values.periods import Period

Offices = Mapping[str, Set[tuple[str, str]]]
_WORD = re.compile(r"\w[\w'-]*")
_STEM = 4
_NEAR_WHOLE = 0.6


@dataclass(frozen=True)
class Spoken:
    """What a claim's sentence and its typed form say, ready to be held against atoms."""

    numbers: frozenset[Fraction]
    places: frozenset[Any]
    sides: frozenset[str]
    days: tuple[Range, ...]
    weekdays: frozenset[str]
    ids: frozenset[str]
    words: frozenset[str]
    texts: tuple[str, ...]
    said: str
    relations: frozenset[str]
    named_types: Mapping[str, int]


def spoken(says: str, claim: Mapping[str, Any], as_of: str | None, reference: Reference) -> Spoken:
    """What a claim speaks of, by its sentence, its typed form and its day of speaking."""
    base = dating(as_of).starts.first if as_of else None
    low = folded(says)
    values = [value for _, _, _, value in scanned(low, rules_of("en"), base)]
    texts = tuple(dict.fromkeys(_texts(claim)))
    ids = frozenset(text for text in texts if text in reference.entities or text in reference.events)
    entities = [reference.entities[name] for name in ids if name in reference.entities]
    dates = (day for value in values if isinstance(value, Dated) for day in value.days)
    days = tuple(dict.fromkeys((*_periods(texts, base), *dates)))
    named = [name for entity in entities for name in (entity.name, *entity.aliases)]
    titles = [reference.events[name].title or "" for name in ids if name in reference.events]
    return Spoken(
        numbers=frozenset(number for value in values if isinstance(value, Counted) for number in value.values) | _years(days),
        places=frozenset(value.nth for value in values if isinstance(value, Placed)),
        sides=frozenset(value.side for value in values if isinstance(value, Extreme)),
        days=days,
        weekdays=frozenset(text for text in texts if text in WEEKDAYS),
        ids=ids,
        words=frozenset(word for text in (low, *map(folded, (*named, *titles))) for word in _WORD.findall(text)),
        texts=tuple(map(folded, texts)),
        said=" ".join((low, *map(folded, titles))),
        relations=frozenset(text for text in texts if text in reference.relation_kinds),
        named_types=_types(entity.type for entity in entities),
    )  # fmt: skip


def offices(reference: Reference) -> Offices:
    """The relations that each subject has, with their objects, at any time."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in reference.relations:
        found.setdefault(row.subject, set()).add((row.relation, row.object))
    return found


def speaks(found: Spoken, atom: Atom, reference: Reference, held: Offices) -> bool:
    """Whether a claim says of an atom what can be checked of it; ``held`` tells which roles its people have."""
    value = atom.value
    match value:
        case Quoted(words):
            return any(_holds(text, words) for text in found.texts)
        case Named(ids, words):
            return any(_names(found, name, reference) for name in ids) or all(_told(word, found.words) for word in words)
        case Role():
            return _role(found, value, reference, held)
        case Dated():
            return value.weekday in found.weekdays or any(_dated(day, value) for day in found.days)
        case Placed(nth):
            ranked = {1: "high", "last": "low"}.get(nth)
            return nth in found.places or (ranked in found.sides and ranked is not None)
        case Counted(values, definite):
            return bool(values & found.numbers) or (definite and any(n in values for n in found.named_types.values()))
        case Extreme(side):
            return _extreme(found, side)
        case _:
            assert_never(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _periods(texts: tuple[str, ...], base: int | None) -> Iterator[Range]:
    for text in texts:
        try:
            yield Period(text).days(base)
        except Problems:
            continue


def _years(days: tuple[Range, ...]) -> frozenset[Fraction]:
    """The numbers of years between dates: *in 45 years* of a change from 1962 to 2007."""
    years = {year_month_day(end)[0] for day in days for end in (day.first, day.last) if FIRST < end < LAST}
    return frozenset(Fraction(abs(one - other)) for one in years for other in years if one != other)


def _types(types: Iterator[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for kind in types:
        found[kind] = found.get(kind, 0) + 1
    return found


def _holds(text: str, words: str) -> bool:
    """Whether one of two texts is in the other, and makes up most of it."""
    short, long = sorted((text.strip(" .,;:!?"), words), key=len)
    return bool(short) and short in long and (short == text or len(short) >= _NEAR_WHOLE * len(long) or words == short)


def _names(found: Spoken, name: str, reference: Reference) -> bool:
    """Whether a claim names an entity or event, be it within a title: *CSTO* in *CSTO jubilee summit*."""
    known = reference.entities.get(name)
    spellings = (known.name, *known.aliases) if known else ()
    return name in found.ids or any(re.search(rf"\b{re.escape(folded(one))}\b", found.said) for one in spellings)


def _told(word: str, words: frozenset[str]) -> bool:
    """Whether a word is one of some, or is made from one: *Russian* from *Russia*."""
    bare = word.removesuffix("'s").removesuffix("'")
    return any(bare == other or _made(bare, other) or _made(other, bare) for other in words)


def _made(one: str, other: str) -> bool:
    return len(one) >= _STEM and other.startswith(one)


def _dated(day: Range, atom: Dated) -> bool:
    """Whether a date of a claim is one that an atom may mean: as exact as it or more so, or beginning or ending with it."""
    for meant in atom.days:
        inside = meant.first <= day.first and day.last <= meant.last
        if atom.window:
            if inside and day.first == meant.first and day.last > day.first:
                return True
        elif (
            inside
            or (day.first == meant.first and day.last >= meant.last)
            or (day.last == meant.last and day.first <= meant.first)
        ):
            return True
    return False


def _extreme(found: Spoken, side: str) -> bool:
    if side == "some":
        return bool(found.sides) or 1 in found.places
    if side == "only":
        return "only" in found.sides or 1 in found.numbers
    if side == "most":
        return bool(found.sides & {"most", "high"}) or Fraction(50) in found.numbers
    return side in found.sides or (side == "high" and 1 in found.places)


def _role(found: Spoken, role: Role, reference: Reference, held: Offices) -> bool:
    """Whether a claim tells of the office; for a role that only stands for somebody, whether it tells of who has it."""
    if role.general and not role.given:
        return bool(found.relations) or found.named_types.get("person", 0) > 0
    here = {relation for relation in found.relations if role.general or _noun(relation) == role.noun}
    if here and (not role.whose or _told(role.whose, found.words)):
        return True
    if role.given:
        return False
    return any(
        _noun(relation) == role.noun and (not role.whose or _of(role.whose, place, reference))
        for name in found.ids
        for relation, place in held.get(name, ())
    )


def _noun(relation: str) -> str:
    return relation.casefold().partition(" of")[0]


def _of(adjective: str, entity: str, reference: Reference) -> bool:
    known = reference.entities.get(entity)
    names = (known.name, *known.aliases) if known else ()
    return _told(adjective, frozenset(word for name in names for word in _WORD.findall(folded(name))))
