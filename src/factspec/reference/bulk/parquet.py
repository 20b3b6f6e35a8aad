"""Parquet files asked as they lie: each column as the text that the Python reader makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from factspec.problem import Problem, Problems
from factspec.reference.bulk.cells import COLUMNS, LISTS, joined, literal, quoted
from factspec.reference.bulk.relation import Relation, looks, raw_query
from factspec.reference.bulk.told import MOST, more
from factspec.reference.bulk.workspace import Workspace
from factspec.reference.files import no_text

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
_TIMES = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_WRITTEN = {"DATE": "%Y-%m-%d", **dict.fromkeys(_TIMES, "%Y-%m-%dT%H:%M:%S")}


def taken(work: Workspace, path: Path) -> Relation | None:
    """The rows of a Parquet file; None for one with values that only Python can turn into text. Raises Problems."""
    try:
        types = {name: kind for name, kind, *_ in work.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})")}
        cells = {name: _text(quoted(name), kind) for name, kind in types.items()}
        if None in cells.values() or "file_row_number" in types or _beyond(work, path, types):
            return None
        return _relation(work, path, types, {name: cell for name, cell in cells.items() if cell})
    except duckdb.Error as error:
        raise Problems([Problem(f"not Parquet: {str(error).splitlines()[0]}", str(path))]) from None


def _text(cell: str, kind: str) -> str | None:
    """A column as text, as long as its texts are tidy; None for values that only Python can turn into text."""
    if kind == "VARCHAR":
        return cell
    if kind == "VARCHAR[]":
        return f"array_to_string(list_transform({cell}, lambda part: coalesce(part, '')), '|')"
    if kind == "BOOLEAN":
        return f"CASE WHEN {cell} THEN 'true' WHEN NOT {cell} THEN 'false' END"
    if kind in _WRITTEN:
        return f"strftime({cell}, {literal(_WRITTEN[kind])})"
    return f"CAST({cell} AS VARCHAR)" if kind in _WHOLE else None


def _beyond(work: Workspace, path: Path, types: Mapping[str, str]) -> bool:
    """Whether some day lies where Python's calendar does not reach."""
    dated = [quoted(name) for name, kind in types.items() if kind in _WRITTEN]
    span = "BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999'"
    reach = " AND ".join(f"coalesce(bool_and(CAST({cell} AS TIMESTAMP) {span}), TRUE)" for cell in dated)
    return bool(dated) and not work.one(f"SELECT {reach} FROM read_parquet({literal(path)})")[0]


def _relation(work: Workspace, path: Path, types: Mapping[str, str], cells: dict[str, str]) -> Relation:
    source = f"read_parquet({literal(path)})"
    listed = [name for name, kind in types.items() if kind == "VARCHAR[]"]
    texts = {name: cells[name] for name, kind in types.items() if kind.startswith("VARCHAR")}
    found = looks(work, source, texts, {*LISTS, *listed})
    cells.update({name: joined(quoted(name)) for name in listed if name in found.untidy})
    rows = work.one(f"SELECT count(*) FROM {source}")[0]
    faults = _not_text(work, path, {name: cells[name] for name in types if name in found.untidy})
    if faults:
        raise Problems(faults)
    known = {name: cell for name, cell in cells.items() if name in COLUMNS}
    return Relation(path, tuple(types), rows, raw_query(source, "file_row_number", known), 1, looks=found)


def _not_text(work: Workspace, path: Path, cells: Mapping[str, str]) -> list[Problem]:
    """The faults of the cells that hold a NUL."""
    bad = [f"coalesce(contains({cell}, chr(0)), FALSE)" for cell in cells.values()]
    if not bad:
        return []
    source = f"FROM read_parquet({literal(path)})"
    many = work.one(f"SELECT {' + '.join(f'sum(CAST({test} AS BIGINT))' for test in bad)} {source}")[0] or 0
    if not many:
        return []
    found = work.rows(f"SELECT file_row_number + 1, {', '.join(bad)} {source} WHERE {' OR '.join(bad)} ORDER BY 1 LIMIT {MOST}")
    faults = [no_text(name, path, line) for line, *tests in found for name, test in zip(cells, tests, strict=True) if test]
    told = faults[:MOST]
    return [*told, *([more(many - len(told), "any", str(path))] if many > len(told) else [])]
