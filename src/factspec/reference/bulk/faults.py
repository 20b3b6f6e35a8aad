"""The faults of single rows, told by the Python reader itself: the database only says which rows to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.problem import Problem
from factspec.reference.bulk import rules
from factspec.reference.bulk.cells import COLUMNS
from factspec.reference.bulk.relation import Relation, lines
from factspec.reference.bulk.told import MOST, by_column, more
from factspec.reference.bulk.workspace import Workspace
from factspec.reference.facts import Reference
from factspec.reference.files import RawTable, named
from factspec.reference.schema import Event
from factspec.reference.take import take_rows

_BATCH = 2_000


def row_faults(work: Workspace, relations: Sequence[Relation]) -> list[list[Problem]]:
    """For each relation the faults of its rows; after ``MOST`` of them all, how many more there are of which kind."""
    rules.find(work, relations)
    seen, left = Reference(), MOST
    found: list[list[Problem]] = []
    for number, relation in enumerate(relations):
        faults: list[Problem] = []
        for table in _suspects(work, number, relation) if left else ():
            take_rows(Event, table, seen, faults)
            if len(faults) >= left:
                break
        found.append(faults[:left])
        left -= len(found[-1])
    if not left:
        _count_others(work, relations, found)
    return found


def _suspects(work: Workspace, number: int, relation: Relation) -> Iterator[RawTable]:
    """The rows of a relation that are suspect, some at a time."""
    after = -1
    while True:
        asked = f"SELECT row FROM {rules.SUSPECTS} WHERE file = {number} AND row > {after} ORDER BY row LIMIT {_BATCH}"
        cells = f"SELECT row, {', '.join(COLUMNS)} FROM ({relation.raw}) r WHERE row IN ({asked}) ORDER BY row"
        rows = work.rows(cells)
        if not rows:
            return
        numbers = [row for row, *_ in rows]
        texts = (named(COLUMNS, [cell or "" for cell in cells]) for _, *cells in rows)
        at = lines(work, relation, numbers)
        yield RawTable(relation.path, relation.columns, list(zip(at, texts, strict=True)))
        after = numbers[-1]


def _count_others(work: Workspace, relations: Sequence[Relation], found: list[list[Problem]]) -> None:
    for number, (relation, faults) in enumerate(zip(relations, found, strict=True)):
        told = by_column(faults)
        for column, many in rules.counted(work, number, relation).items():
            if many > told[column]:
                faults.append(more(many - told[column], column, str(relation.path)))
