"""The index of events holds just what the rows say, is found again, and is made anew when anything that it rests on changes."""

from __future__ import annotations

from pathlib import Path

import duckdb

from factspec.reference.bulk.build import index_of
from factspec.reference.bulk.layout import MODES
from factspec.reference.facts import Reference
from factspec.values.calendar import FIRST, LAST

from .packages import read, written

Rows = list[tuple[object, ...]]


def told(reference: Reference) -> dict[str, Rows]:
    """The rows that the index of a reference should hold."""
    kinds, entities, sources = list(reference.kinds), list(reference.entities), list(reference.sources)
    numbers = {name: number for number, name in enumerate(reference.events)}
    found: dict[str, Rows] = {"events": [], "event_participants": [], "event_sources": []}
    for number, row in enumerate(reference.events.values()):
        days = [reference.sources[name].published for name in row.sources]
        date = row.date
        plain = date.exact and not date.lasting and len(date.text) == 10 and not date.text.startswith("0000")
        found["events"].append((
            number, row.id, kinds.index(row.kind), MODES[row.mode] if row.mode else None,
            entities.index(row.place) if row.place else None,
            date.starts.first, date.starts.last, date.ends.first, date.ends.last, date.lasting, date.doubtful,
            row.participants_complete, len(row.participants),
            min((day.ends.last for day in days if day and not day.doubtful), default=LAST),
            min(day.starts.first if day else FIRST for day in days),
            numbers[row.part_of] if row.part_of else None, None if plain else date.text, row.title,
        ))  # fmt: skip
        found["event_participants"] += [(number, at, entities.index(name)) for at, name in enumerate(row.participants, 1)]
        found["event_sources"] += [(number, at, sources.index(name)) for at, name in enumerate(row.sources, 1)]
    return found


def held(path: Path) -> dict[str, Rows]:
    """The same rows as an index holds them."""
    with duckdb.connect() as database:
        database.execute(f"ATTACH '{path}' AS facts (READ_ONLY)")
        return {
            table: database.execute(f"SELECT * FROM facts.{table} ORDER BY ALL").fetchall()
            for table in ("events", "event_participants", "event_sources")
        }


def test_an_index_has_each_event_as_its_row_says(tmp_path: Path) -> None:
    reference = read(written(tmp_path / "sound", {}))
    index = index_of(reference, tmp_path / "index.duckdb")
    assert held(index.path) == told(reference)
    index.close()
