"""An index of a reference's events, made from the text of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from factspec.reference.bulk import rows
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.layout import TABLES, Columns, created
from factspec.reference.facts import Reference
from factspec.reference.schema import Event
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import dating

_CELLS: Columns = (("row", "BIGINT"), *((name, "VARCHAR") for name in rows.COLUMNS))
_DATES: Columns = (
    ("text", "VARCHAR"), ("starts_first", "BIGINT"), ("starts_last", "BIGINT"), ("ends_first", "BIGINT"),
    ("ends_last", "BIGINT"), ("lasting", "BOOLEAN"), ("doubtful", "BOOLEAN"),
)  # fmt: skip


def index_of(reference: Reference, path: Path) -> EventIndex:
    """Writes the index of a reference's events to a database file that is not there yet."""
    with duckdb.connect(str(path), config={"threads": 2}) as database:
        for table in TABLES:
            database.execute(created(table))
        codes(database, reference)
        fill(database, "cells", _CELLS, ((number, *_cells(row)) for number, row in enumerate(reference.events.values())))
        _dates(database)
        _wholes(database, reference)
        database.execute(f"INSERT INTO event_participants {rows.participants(0)}")
        database.execute(f"INSERT INTO event_sources {rows.sources(0)}")
        database.execute(f"INSERT INTO events {rows.events(0)}")
        for table in ("cells", "dates", "wholes"):
            database.execute(f"DROP TABLE {table}")
    return EventIndex(path, len(reference.events), ())


def codes(database: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """Fills the tables of codes."""
    _insert(database, "entity_codes", TABLES["entity_codes"], enumerate(reference.entities))
    _insert(database, "kinds_codes", TABLES["kinds_codes"], enumerate(reference.kinds))
    _insert(database, "source_codes", TABLES["source_codes"], _sources(reference))


def fill(database: duckdb.DuckDBPyConnection, table: str, columns: Columns, found: Iterable[Sequence[Any]]) -> None:
    """Makes a table anew with these rows."""
    database.execute(f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns)})")
    _insert(database, table, columns, found)


def _insert(database: duckdb.DuckDBPyConnection, table: str, columns: Columns, found: Iterable[Sequence[Any]]) -> None:
    lists = [list(column) for column in zip(*found, strict=True)]
    if lists:
        cells = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
        database.execute(f"INSERT INTO {table} SELECT {cells}", lists)


def _sources(reference: Reference) -> Iterable[tuple[int, str, int, int]]:
    for code, (name, source) in enumerate(reference.sources.items()):
        day = source.published
        sure = LAST if day is None or day.doubtful else day.ends.last
        yield code, name, sure, FIRST if day is None else day.starts.first


def _dates(database: duckdb.DuckDBPyConnection) -> None:
    odd = f"SELECT DISTINCT date FROM cells WHERE ({rows.PLAIN_DAY.format('date')}) IS NULL"
    found = (dating(text) for (text,) in database.execute(odd).fetchall())
    days = ((d.text, d.starts.first, d.starts.last, d.ends.first, d.ends.last, d.lasting, d.doubtful) for d in found)
    fill(database, "dates", _DATES, days)


def _wholes(database: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    numbers = {name: number for number, name in enumerate(reference.events)}
    named = (row.part_of for row in reference.events.values())
    found = dict.fromkeys(name for name in named if name is not None)
    fill(database, "wholes", (("id", "VARCHAR"), ("event", "BIGINT")), ((name, numbers[name]) for name in found))


def _cells(row: Event) -> tuple[str | None, ...]:
    people, sources = "|".join(row.participants) or None, "|".join(row.sources)
    complete = "true" if row.participants_complete else "false"
    return row.id, row.kind, row.mode, row.date.text, row.place, row.title, row.part_of, people, complete, sources
