"""An index of events made from the text of their rows, some millions at a time, so that memory is bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from factspec.reference.bulk import dates, rows
from factspec.reference.bulk.cache import opened
from factspec.reference.bulk.cells import COLUMNS
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.layout import TABLES, TITLE_KEY, VERSION, created
from factspec.reference.bulk.relation import Relation, raw_query
from factspec.reference.bulk.workspace import Workspace, workspace
from factspec.reference.facts import Reference
from factspec.reference.schema import Event
from factspec.values.calendar import FIRST, LAST

_CHUNK = 2_000_000
MEMORY = "memory"


def build(work: Workspace, reference: Reference, relations: Sequence[Relation]) -> None:
    """Fills the tables of the index from rows that are without fault, by themselves; dates are known already.

    Names that the reference does not have are there as :data:`factspec.reference.bulk.rows.UNKNOWN`.
    """
    _find_wholes(work, relations)
    with work.together():
        for table in TABLES:
            work.run(created(table))
        work.fill("entity_codes", TABLES["entity_codes"], enumerate(reference.entities))
        work.fill("kinds_codes", TABLES["kinds_codes"], enumerate(reference.kinds))
        work.fill("source_codes", TABLES["source_codes"], _sources(reference))
        for number, (first, relation) in enumerate(numbered(relations)):
            work.fill("files", TABLES["files"], [(number, first, relation.rows, relation.first_line)])
            if relation.more:
                work.run(f"INSERT INTO file_lines SELECT {first} + row, more FROM {relation.more}")
    for first, relation in numbered(relations):
        for begin in range(0, relation.rows, _CHUNK):
            _add(work, relation, first, (begin, min(begin + _CHUNK, relation.rows) - 1))


def _add(work: Workspace, relation: Relation, first: int, span: tuple[int, int]) -> None:
    """Adds the rows of a relation from one to another, the first of all being the event with the number ``first``."""
    cells = relation.within(*span)
    with work.together():
        work.run(f"INSERT INTO event_participants {rows.participants(cells, first)}")
        work.run(f"INSERT INTO event_sources {rows.sources(cells, first)}")
        work.run(f"INSERT INTO events {rows.events(cells, first, span)}")


def finished(work: Workspace, made_from: str, path: Path) -> None:
    """Closes an index that is without fault, and puts it where ``path`` says."""
    key = TITLE_KEY.format("title")
    with work.together():
        work.run(f"INSERT INTO event_titles SELECT {key} AS key, event FROM events WHERE title IS NOT NULL ORDER BY key, event")
        work.run("INSERT INTO about SELECT ?, ?, count(*) FROM events", [VERSION, made_from])
    work.give(path)


def index_of(reference: Reference, path: Path) -> EventIndex:
    """Writes the index of a reference's events, held in memory, to a database file that is not there yet."""
    with workspace(path.parent) as work:
        cells = work.new("cells")
        work.run(f"CREATE TABLE {cells} ({', '.join(f'{name} VARCHAR' for name in COLUMNS)})")
        work.fill(cells, tuple((name, "VARCHAR") for name in COLUMNS), map(_cells, reference.events.values()))
        raw = raw_query(cells, "rowid", {name: name for name in COLUMNS})
        relation = Relation(Path(), COLUMNS, len(reference.events), raw, 1)
        dates.learn(work, [relation.tidy])
        build(work, reference, [relation])
        finished(work, MEMORY, path)
    return opened(path, MEMORY)


def numbered(relations: Iterable[Relation]) -> Iterator[tuple[int, Relation]]:
    """The relations, each with the number of its first event."""
    first = 0
    for relation in relations:
        yield first, relation
        first += relation.rows


def _find_wholes(work: Workspace, relations: Sequence[Relation]) -> None:
    named = " UNION ALL ".join(f"SELECT part_of FROM ({relation.tidy}) t WHERE part_of IS NOT NULL" for relation in relations)
    parts = work.new("parts")
    work.run(f"CREATE TABLE {parts} AS SELECT DISTINCT part_of AS id FROM ({named}) n")
    ids = " UNION ALL ".join(
        f"SELECT id, {first} + row AS event FROM ({relation.tidy}) t WHERE id IN (SELECT id FROM {parts})"
        for first, relation in numbered(relations)
    )
    work.run(f"CREATE OR REPLACE TABLE {rows.WHOLES} AS {ids}")


def _sources(reference: Reference) -> Iterator[tuple[int, str, int, int]]:
    for code, (name, source) in enumerate(reference.sources.items()):
        day = source.published
        sure = LAST if day is None or day.doubtful else day.ends.last
        yield code, name, sure, FIRST if day is None else day.starts.first


def _cells(row: Event) -> tuple[str | None, ...]:
    people, sources = "|".join(row.participants) or None, "|".join(row.sources)
    complete = "true" if row.participants_complete else "false"
    return row.id, row.kind, row.mode, row.date.text, row.place, row.title, row.part_of, people, complete, sources
