"""What is wrong with a row of events by itself, and which ids stand twice: as conditions that the database tests for all rows.

A condition holds just where the Python reader finds a fault in the column; what the fault is called is left to that reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factspec.reference.bulk import dates
from factspec.reference.bulk.cells import literal, plain_day, split
from factspec.reference.bulk.relation import Relation
from factspec.reference.bulk.told import MOST
from factspec.reference.bulk.workspace import Workspace
from factspec.values.modes import MODE_WORDS

YES, NO = ("1", "on", "t", "true", "y", "yes"), ("0", "off", "f", "false", "n", "no")
SUSPECTS = "scratch.suspects"
AGAIN = "scratch.again"
_TOGETHER = 8_000_000  # ids that are held against each other at a time, which bounds memory


def _among(cell: str, texts: Iterable[str]) -> str:
    return f"{cell} IN ({', '.join(map(literal, texts))})"


def _faulty_list(cell: str) -> str:
    """Whether a list has an empty part or names a thing twice. Short lists are compared part by part, which is quicker."""
    parts = split(cell)
    twice = f"""CASE len({parts})
        WHEN 2 THEN {parts}[1] = {parts}[2]
        WHEN 3 THEN {parts}[1] = {parts}[2] OR {parts}[1] = {parts}[3] OR {parts}[2] = {parts}[3]
        ELSE list_unique({parts}) < len({parts}) END"""
    empty = f"starts_with({cell}, '|') OR ends_with({cell}, '|') OR contains({cell}, '||')"
    return f"CASE WHEN contains({cell}, '|') THEN {empty} OR {twice} ELSE FALSE END"


FAULTY = {
    "id": "id IS NULL",
    "kind": "kind IS NULL",
    "mode": f"mode IS NOT NULL AND NOT {_among('mode', MODE_WORDS)}",
    "date": f"date IS NULL OR ({plain_day('date')} IS NULL AND date NOT IN (SELECT text FROM {dates.TABLE}))",
    "participants": f"participants IS NOT NULL AND {_faulty_list('participants')}",
    "participants_complete": f"participants_complete IS NOT NULL AND NOT {_among('lower(participants_complete)', (*YES, *NO))}",
    "sources": f"sources IS NULL OR {_faulty_list('sources')}",
}


ANY = " OR ".join(f"({condition})" for condition in FAULTY.values())


def find(work: Workspace, relations: Sequence[Relation]) -> None:
    """Fills the table of suspects: the rows of each relation, by its number, that the Python reader has to look at."""
    dates.learn(work, [relation.tidy for relation in relations])
    work.run(f"CREATE OR REPLACE TABLE {SUSPECTS} (file INTEGER, row BIGINT)")
    for number, relation in enumerate(relations):
        work.run(f"INSERT INTO {SUSPECTS} SELECT {number}, row FROM ({relation.tidy}) t WHERE {ANY}")
    _find_again(work, relations)
    again = f"SELECT file, row, id FROM {AGAIN} WHERE place > 1 ORDER BY file, row LIMIT {MOST}"
    first = f"SELECT file, row FROM {AGAIN} WHERE place = 1 AND id IN (SELECT id FROM ({again}) a)"
    work.run(f"INSERT INTO {SUSPECTS} SELECT file, row FROM ({again}) a UNION ALL {first}")


def _find_again(work: Workspace, relations: Sequence[Relation]) -> None:
    """Fills the table of the rows without a fault of their own whose id such a row has too, numbered among those."""
    twice = work.new("twice")
    work.run(f"CREATE TABLE {twice} (id VARCHAR)")
    parts = max(1, -(-sum(relation.rows for relation in relations) // _TOGETHER))
    for part in range(parts):
        some = f"id IS NOT NULL AND hash(id) % {parts} = {part}" if parts > 1 else "id IS NOT NULL"
        ids = " UNION ALL ".join(f"SELECT id FROM ({relation.tidy}) t WHERE {some}" for relation in relations)
        work.run(f"INSERT INTO {twice} SELECT id FROM ({ids}) i GROUP BY id HAVING count(*) > 1")
    work.run(f"CREATE OR REPLACE TABLE {AGAIN} (file INTEGER, row BIGINT, id VARCHAR, place BIGINT)")
    if not work.one(f"SELECT count(*) FROM {twice}")[0]:
        return
    sound = " UNION ALL ".join(
        f"SELECT {number} AS file, row, id FROM ({relation.tidy}) t WHERE id IN (SELECT id FROM {twice}) AND NOT ({ANY})"
        for number, relation in enumerate(relations)
    )
    place = "row_number() OVER (PARTITION BY id ORDER BY file, row)"
    work.run(f"INSERT INTO {AGAIN} SELECT file, row, id, {place} FROM ({sound}) s")


def counted(work: Workspace, number: int, relation: Relation) -> dict[str, int]:
    """How many rows of a relation have a fault in which column; under the empty name, how many stand again."""
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in FAULTY.values())
    by_column = dict(zip(FAULTY, work.one(f"SELECT {counts} FROM ({relation.tidy}) t"), strict=True))
    return {**by_column, "": work.one(f"SELECT count(*) FROM {AGAIN} WHERE file = {number} AND place > 1")[0]}
