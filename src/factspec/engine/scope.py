"""What of a plain table a question is about: the rows that it names, and the columns."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.engine.question import (
    Aggregated,
    CellIs,
    Condition,
    Listed,
    RowRanked,
    RowRef,
    RowsCompared,
    RowTally,
    Tabular,
)
from factspec.reference.amend import AnyRow
from factspec.reference.tables import TableRow


def concerns(atom: Tabular, table: str, key: str, field: str) -> bool:
    """Whether a field of a row, or *exists*, bears on the question."""
    rows = _rows(atom)
    asked = field == "exists" or field in _columns(atom)
    return table == atom.table and asked and (rows is None or key in rows)


def changes(atom: Tabular, table: str, key: str, before: AnyRow | None, after: AnyRow | None) -> bool:
    """Whether another version of a row bears on the question; None: there is no such row."""
    if not isinstance(before, TableRow) or not isinstance(after, TableRow):
        return concerns(atom, table, key, "exists")
    other = [name for name, value in after.values.items() if value != before.values.get(name)]
    return any(concerns(atom, table, key, name) for name in other)


def _rows(atom: Tabular) -> frozenset[str] | None:
    """The keys of the rows that alone are asked about; None where others may bear on the question."""
    match atom:
        case CellIs(_, row):
            refs = [row]
        case RowsCompared(_, _, left, right):
            refs = [left, right]
        case Listed() | RowTally() | RowRanked() | Aggregated():
            return None
    keys = [ref.key for ref in refs if ref.key is not None]
    return frozenset(keys) if len(keys) == len(refs) else None


def _columns(atom: Tabular) -> frozenset[str]:
    """The columns that are asked about."""
    found = {condition.column for condition in _conditions(atom)}
    found |= {ref.top.column for ref in _refs(atom) if ref.top is not None}
    match atom:
        case RowRanked(_, _, top):
            found.add(top.column)
        case Aggregated(_, column) | RowsCompared(_, column):
            found.add(column)
        case _:
            pass
    return frozenset(found)


def _refs(atom: Tabular) -> Iterator[RowRef]:
    match atom:
        case CellIs(_, row) | RowRanked(_, row):
            yield row
        case RowsCompared(_, _, left, right):
            yield from (left, right)
        case _:
            pass


def _conditions(atom: Tabular) -> Iterator[Condition]:
    for ref in _refs(atom):
        yield from ref.where
    match atom:
        case Listed(_, conditions):
            yield from conditions
        case CellIs(_, _, condition):
            yield condition
        case RowTally(_, where, among):
            yield from (*where, *among)
        case RowRanked() | Aggregated():
            yield from atom.among
        case RowsCompared():
            pass
