"""Plain CSV files taken into a table by the database, and held against what was counted in their bytes."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

from factspec.reference.bulk.cells import COLUMNS, literal
from factspec.reference.bulk.relation import Relation, raw_query
from factspec.reference.bulk.scan import Plain, plain
from factspec.reference.bulk.workspace import Workspace
from factspec.reference.files import Layout

_LONGEST = 131_072  # what Python's reader takes for one cell


def taken(work: Workspace, path: Path, layout: Layout) -> Relation | None:
    """The rows of a plain CSV file; None where it is not plain, or where the database does not read what was counted."""
    counted = None if any(letter in str(path) for letter in "*?[") else plain(path, layout)
    header = _header(path, layout) if counted else None
    if counted is None or header is None:
        return None
    table, width = work.new("cells"), len(header)
    try:
        work.run(f"CREATE TABLE {table} AS SELECT * FROM {_reader(path, layout, counted, width)}")
    except duckdb.Error:
        return None
    read, longest, content = _measured(work, table, width)
    expected = counted.content(width) - sum(len(cell.encode()) for cell in header)
    if read != counted.records - 1 or longest > _LONGEST or content != expected:
        return None
    columns = tuple(cell.strip() for cell in header)
    cells = {name: f"c{number}" for number, name in enumerate(columns) if name in COLUMNS}
    return Relation(path, columns, read, raw_query(table, "rowid", cells), 2, _more(work, table, width))


def _header(path: Path, layout: Layout) -> list[str] | None:
    """The cells of the header as they stand; None for one that takes several lines, or has no name for each column."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file, delimiter=layout.delimiter, quotechar=layout.quote, strict=True)
        try:
            cells = next(reader, [])
        except csv.Error:
            return None
    names = [cell.strip() for cell in cells]
    return cells if reader.line_num == 1 and all(names) and len(set(names)) == len(names) else None


def _reader(path: Path, layout: Layout, counted: Plain, width: int) -> str:
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(width))
    mark, newline = literal(layout.quote), literal("\\r\\n" if counted.newline == b"\r\n" else "\\n")
    return (
        f"read_csv({literal(path)}, auto_detect = false, header = false, skip = 1, columns = {{{columns}}},"
        f" hive_partitioning = false, strict_mode = true,"
        f" delim = {literal(layout.delimiter)}, quote = {mark}, escape = {mark}, new_line = {newline})"
    )


def _measured(work: Workspace, table: str, width: int) -> tuple[int, int, int]:
    """The number of rows, the bytes of the longest cell, and those of all cells."""
    sizes = [f"coalesce(strlen(c{number}), 0)" for number in range(width)]
    longest = f"greatest({', '.join(sizes)}, 0)"
    found = work.one(f"SELECT count(*), coalesce(max({longest}), 0), coalesce(sum({' + '.join(sizes)}), 0) FROM {table}")
    return int(found[0]), int(found[1]), int(found[2])


def _more(work: Workspace, table: str, width: int) -> str | None:
    """The table of the lines that cells with line ends in them take, if any have."""
    cells = [f"c{number}" for number in range(width)]
    broken = " OR ".join(f"contains({cell}, chr(10)) OR contains({cell}, chr(13))" for cell in cells)
    ends = " + ".join(f"coalesce(len(regexp_extract_all({cell}, '\\r\\n|\\r|\\n')), 0)" for cell in cells)
    more = work.new("more")
    work.run(
        f"CREATE TABLE {more} AS SELECT rowid + 1 AS row, CAST(sum({ends}) OVER (ORDER BY rowid) AS BIGINT) AS more"
        f" FROM {table} WHERE {broken}"
    )
    return more if work.one(f"SELECT count(*) FROM {more}")[0] else None
