"""Events on disk as the batch queries want them: keys kept beside the index of the events, made once for each of its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.layout import TABLES, keys
from factspec.reference.bulk.cache import alone
from factspec.reference.bulk.cells import literal
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.workspace import Workspace, workspace

_MEMORY, _SOME = "2GB", 1_000_000
VERSION = 1  # of the keys: another one, and they are made anew
_NAMES = {
    "first_start": "starts_first", "last_start": "starts_last", "first_end": "ends_first", "last_end": "ends_last",
    "disputed": "false",
}  # fmt: skip
_COLUMNS = ", ".join(f"{_NAMES.get(name, name)} AS {name}" for name, _ in TABLES["event"])
LISTED = f"(SELECT {_COLUMNS} FROM events) listed"
"""The events of an index, with the columns that batches know them by."""
_OF_FACTS = f"(SELECT {_COLUMNS} FROM facts.events) listed"


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


def _make(work: Workspace, table: str, query: str, by: Sequence[str]) -> None:
    """Makes a table of keys. One that is looked up by participants is made for some of them after others, in their order."""
    order = f" ORDER BY {', '.join(by)}" if by else ""
    if by[:1] != ("one",):
        work.run(f"CREATE TABLE {table} AS {query}{order}")
        return
    work.run(f"CREATE TABLE {table} AS {query} LIMIT 0")
    for first, last in _spans(work.rows("SELECT entity, count(*) FROM facts.event_participants GROUP BY entity ORDER BY entity")):
        work.run(f"INSERT INTO {table} {query} WHERE p.entity BETWEEN {first} AND {last}{order}")


def _spans(counts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of the codes in ``counts`` that together are in about ``_SOME`` lists each."""
    begun, so_far = None, 0
    for entity, count in counts:
        if begun is not None and so_far + count > _SOME:
            yield begun, entity - 1
            begun, so_far = None, 0
        begun = entity if begun is None else begun
        so_far += count
    if begun is not None:
        yield begun, counts[-1][0]


def _kept(index: EventIndex) -> Path:
    """The file of the keys of an index, made where it is not there yet."""
    path = index.path.with_name(index.path.name.replace("events-", f"keys{VERSION}-", 1))
    with alone(path.parent):
        if not path.exists():
            with workspace(path.parent) as work:
                work.run(f"ATTACH {literal(index.path)} AS facts (READ_ONLY)")
                work.run(f"SET memory_limit = '{_MEMORY}'")
                for table, (query, by) in keys(f"(SELECT * FROM {_OF_FACTS})", "facts.event_participants").items():
                    _make(work, table, query, by)
                work.run("DETACH facts")
                work.give(path)
            for other in path.parent.glob(f"keys*-{path.stem.split('-')[1]}-*.duckdb"):
                if other != path:
                    with suppress(OSError):
                        other.unlink()
    return path
