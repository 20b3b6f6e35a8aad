"""The index of events holds just what the rows say."""

from __future__ import annotations

from pathlib import Path

import duckdb

from factspec.reference.bulk.build import index_of
from factspec.reference.bulk.layout import MODES
from factspec.reference.facts import Reference
from factspec.values.calendar import FIRST, LAST

from .packages import read, written


def told(reference: Reference) -> list[tuple[object, ...]]:
    """The rows of ``events`` that a reference should give."""
    kinds, entities = list(reference.kinds), list(reference.entities)
    numbers = {name: number for number, name in enumerate(reference.events)}
    found: list[tuple[object, ...]] = []
    for number, row in enumerate(reference.events.values()):
        days = [reference.sources[name].published for name in row.sources]
        date = row.date
        plain = date.exact and not date.lasting and len(date.text) == 10
        found.append((
            number, row.id, kinds.index(row.kind), MODES[row.mode] if row.mode else None,
            entities.index(row.place) if row.place else None,
            date.starts.first, date.starts.last, date.ends.first, date.ends.last, date.lasting, date.doubtful,
            row.participants_complete, len(row.participants),
            min((day.ends.last for day in days if day and not day.doubtful), default=LAST),
            min(day.starts.first if day else FIRST for day in days),
            numbers[row.part_of] if row.part_of else None, None if plain else date.text, row.title,
        ))  # fmt: skip
    return found


def test_an_index_has_each_event_as_its_row_says(tmp_path: Path) -> None:
    reference = read(written(tmp_path / "sound", {}))
    entities, sources = list(reference.entities), list(reference.sources)
    index = index_of(reference, tmp_path / "index.duckdb")
    with duckdb.connect(str(index.path), read_only=True) as database:
        assert database.execute("SELECT * FROM events ORDER BY event").fetchall() == told(reference)
        people = database.execute("SELECT event, position, entity FROM event_participants ORDER BY ALL").fetchall()
        assert people == [
            (number, position, entities.index(name))
            for number, row in enumerate(reference.events.values())
            for position, name in enumerate(row.participants, 1)
        ]
        named = database.execute("SELECT event, position, source FROM event_sources ORDER BY ALL").fetchall()
        assert named == [
            (number, position, sources.index(name))
            for number, row in enumerate(reference.events.values())
            for position, name in enumerate(row.sources, 1)
        ]
