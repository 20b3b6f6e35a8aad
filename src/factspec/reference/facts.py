"""Reference data in memory: the rows of all packages together, each with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factspec.reference.schema import (
    Completeness,
    Disagreement,
    Entity,
    Event,
    Kind,
    Measure,
    Observation,
    Quote,
    Relation,
    RelationKind,
    Row,
    Source,
)
from factspec.reference.tables import PlainTable
from factspec.values.nearest import nearest

if TYPE_CHECKING:
    from factspec.reference.bulk.index import EventIndex


@dataclass(frozen=True, slots=True)
class Place:
    """The file and line that a row stands at."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Package:
    """What a data package says of itself; ``sha256`` is over its descriptor and its tables."""

    name: str
    title: str
    version: str
    sha256: str
    folder: str
    licences: tuple[str, ...] = ()


@dataclass(slots=True)
class Reference:
    """The rows of one or more packages. Filled while they are read; not changed after.

    Where ``bulk`` is set, the events are in that index, and ``events`` holds only those that disagreements are about.
    """

    packages: list[Package] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    relation_kinds: dict[str, RelationKind] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    quotes: dict[str, Quote] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)
    completeness: list[Completeness] = field(default_factory=list)
    tables: dict[str, PlainTable] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    row_places: dict[int, Place] = field(default_factory=dict)
    bulk: EventIndex | None = None

    def event(self, name: str) -> Event | None:
        """The event of that id, wherever it is kept."""
        return self.events.get(name) or (self.bulk.event(name) if self.bulk else None)

    def has_event(self, name: str) -> bool:
        """Whether there is an event of that id."""
        return name in self.events or (self.bulk is not None and name in self.bulk)

    def nearest_events(self, name: str) -> tuple[str, ...]:
        """The ids of events that a misspelt one is likely to be."""
        return self.bulk.near(name) if self.bulk else nearest(name, self.events)

    def titles_alike(self, title: str) -> list[str]:
        """The titles of events that a misspelt one may be: all of them, or those that look like it where they are many."""
        return self.bulk.titles_alike(title) if self.bulk else [event.title for event in self.events.values() if event.title]

    def place(self, table: str, key: str) -> Place:
        """Where a row stands; an unknown row stands nowhere."""
        return self.places.get((table, key), Place("", 0))

    def place_of(self, row: Row) -> Place:
        """Where just this row stands, where several share a name."""
        return self.row_places.get(id(row)) or self.place(row.table, row.key)

    def kind_and_broader(self, kind: str) -> Iterator[str]:
        """A kind and all that is broader than it, nearest first."""
        seen: set[str] = set()
        here: str | None = kind
        while here and here not in seen:
            seen.add(here)
            yield here
            here = self.kinds[here].broader if here in self.kinds else None

    def place_and_containing(self, place: str) -> Iterator[str]:
        """A place and all that contains it, nearest first."""
        seen: set[str] = set()
        here: str | None = place
        while here and here not in seen:
            seen.add(here)
            yield here
            here = self.entities[here].within if here in self.entities else None

    def inside(self, place: str, other: str) -> bool:
        """Whether ``place`` is ``other`` or within it."""
        return other in self.place_and_containing(place)

    def origin(self, source: str) -> str:
        """Where a source's facts come from: its origin, or itself."""
        known = self.sources.get(source)
        return (known.origin if known else None) or source

    def origins(self, sources: tuple[str, ...]) -> frozenset[str]:
        """The independent origins of some sources."""
        return frozenset(map(self.origin, sources))
