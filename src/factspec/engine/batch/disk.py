"""Events on disk as the batch queries want them: keys kept beside the index of the events, made once for each of its versions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import duckdb

from factspec.engine.batch.fill import Row, fill
from factspec.engine.batch.layout import EVENT, TABLES, keys
from factspec.reference.bulk.cache import alone
from factspec.reference.bulk.cells import literal
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.workspace import workspace

VERSION = 1  # of the keys: another one, and they are made anew
_TABLES = ("one_key", "pair_key", "crowd", "open_event")
_NAMES = {
    "first_start": "starts_first", "last_start": "starts_last", "first_end": "ends_first", "last_end": "ends_last",
    "disputed": "false",
}  # fmt: skip
_EVENTS = f"(SELECT {', '.join(f'{_NAMES.get(name, name)} AS {name}' for name, _ in EVENT)} FROM facts.events)"


def attach(database: duckdb.DuckDBPyConnection, index: EventIndex, events: Sequence[Row], people: Sequence[Row]) -> None:
    """Gives a database the tables of all keys: those of events on disk, and of some ``events`` of the reference itself.

    These are versions of events that sources disagree about, with their participants, all of them disputed.
    """
    database.execute(f"SET memory_limit = '1600MB'; SET temp_directory = {literal(index.path.with_suffix('.spill'))}")
    database.execute(f"ATTACH {literal(index.path)} AS facts (READ_ONLY)")
    database.execute(f"ATTACH {literal(_kept(index))} AS kept (READ_ONLY)")
    fill(database, "own_event", TABLES["event"], events)
    fill(database, "own_participant", TABLES["participant"], people)
    for statement in keys("own_", "own_event", "own_participant"):
        database.execute(statement)
    for table in _TABLES:
        own = f" UNION ALL SELECT * FROM own_{table}" if events else ""
        database.execute(f"CREATE VIEW {table} AS SELECT * FROM kept.{table}{own}")
    own = " UNION ALL SELECT event, entity FROM own_participant" if events else ""
    database.execute(f"CREATE VIEW participant AS SELECT event, entity FROM facts.event_participants{own}")


def _kept(index: EventIndex) -> Path:
    """The file of the keys of an index, made where it is not there yet."""
    path = index.path.with_name(index.path.name.replace("events-", f"keys{VERSION}-", 1))
    with alone(path.parent):
        if not path.exists():
            with workspace(path.parent) as work:
                work.run(f"ATTACH {literal(index.path)} AS facts (READ_ONLY)")
                for statement in keys("", _EVENTS, "facts.event_participants"):
                    work.run(statement)
                work.run("DETACH facts")
                work.give(path)
            for other in path.parent.glob(f"keys*-{path.stem.split('-')[1]}-*.duckdb"):
                if other != path:
                    with suppress(OSError):
                        other.unlink()
    return path
