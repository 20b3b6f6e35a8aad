"""Events on disk as the batch queries want them: keys kept beside the index of the events, made once for each of its versions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.layout import TABLES, keys
from factspec.reference.bulk.cache import alone
from factspec.reference.bulk.cells import literal
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.workspace import Workspace, workspace

_MEMORY, _SOME = "2GB", 2_000_000
VERSION = 2  # of the keys: another one, and they are made anew
_NAMES = {
    "first_start": "starts_first", "last_start": "starts_last", "first_end": "ends_first", "last_end": "ends_last",
    "disputed": "false",
}  # fmt: skip
_COLUMNS = ", ".join(f"{_NAMES.get(name, name)} AS {name}" for name, _ in TABLES["event"])
LISTED = f"(SELECT {_COLUMNS} FROM events) listed"
"""The events of an index, with the columns that batches know them by."""


def attach(engine: DuckDb, index: EventIndex) -> None:
    """Gives DuckDB the tables of all keys: those of events on disk, and of the events in ``own_event``, if there are any."""
    database = engine.database
    database.execute(f"SET memory_limit = '1600MB'; SET temp_directory = {literal(index.path.with_suffix('.spill'))}")
    database.execute(f"ATTACH {literal(index.path)} AS facts (READ_ONLY)")
    database.execute(f"ATTACH {literal(_kept(index))} AS kept (READ_ONLY)")
    own = any(True for _ in engine.rows("SELECT 1 FROM own_event LIMIT 1"))
    for table, (query, by) in keys("own_event", "own_participant").items():
        engine.table(f"own_{table}", query, by)
        database.execute(f"CREATE VIEW {table} AS SELECT * FROM kept.{table}" + f" UNION ALL SELECT * FROM own_{table}" * own)
    more = " UNION ALL SELECT event, entity FROM own_participant" * own
    database.execute(f"CREATE VIEW participant AS SELECT event, entity FROM facts.event_participants{more}")


def _make(work: Workspace, events: int) -> None:
    """Makes the tables of keys for some events after others, so that memory is bounded: each is in order for each of these."""
    for first in range(0, max(events, 1), _SOME):
        some = f"event BETWEEN {first} AND {first + _SOME - 1}"
        listed = f"(SELECT {_COLUMNS} FROM facts.events WHERE {some})"
        people = f"(SELECT event, entity FROM facts.event_participants WHERE {some})"
        for table, (query, by) in keys(listed, people).items():
            order = f" ORDER BY {', '.join(by)}" if by else ""
            work.run(f"{f'INSERT INTO {table}' if first else f'CREATE TABLE {table} AS'} {query}{order}")


def _kept(index: EventIndex) -> Path:
    """The file of the keys of an index, made where it is not there yet."""
    path = index.path.with_name(index.path.name.replace("events-", f"keys{VERSION}-", 1))
    with alone(path.parent):
        if not path.exists():
            with workspace(path.parent) as work:
                work.run(f"ATTACH {literal(index.path)} AS facts (READ_ONLY)")
                work.run(f"SET memory_limit = '{_MEMORY}'")
                _make(work, index.count)
                work.run("DETACH facts")
                work.give(path)
            for other in path.parent.glob(f"keys*-{path.stem.split('-')[1]}-*.duckdb"):
                if other != path:
                    with suppress(OSError):
                        other.unlink()
    return path
