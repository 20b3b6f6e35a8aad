"""Files of events read in Python, a row at a time, and taken into a table: those that the database might read otherwise.

What is wrong with a file as a whole is told as the Python reader tells it. Only text that is not UTF-8 is held in memory.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from factspec.problem import Problem, Problems
from factspec.reference.bulk.cells import COLUMNS, literal
from factspec.reference.bulk.relation import Relation, raw_query
from factspec.reference.bulk.told import Told
from factspec.reference.bulk.workspace import Workspace
from factspec.reference.files import Cells, Layout, as_cell, csv_records, is_text, json_records, named, no_text, raw_table

_CHUNK = 1 << 22
_BATCH = 20_000
_LINE = 1 << 21
_MARK = codecs.BOM_UTF8


@dataclass(slots=True)
class _Found:
    """What has been seen of a file so far: its columns, and what is wrong with it."""

    path: Path
    columns: dict[str, None] = field(default_factory=dict)
    faults: Told = field(default_factory=Told)


def taken(work: Workspace, path: Path, file_format: str, layout: Layout) -> Relation:
    """The rows of one file. Raises Problems for what cannot be read."""
    found = _Found(path)
    written, longest = work.folder / "rows.csv", 0
    with written.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        for line, cells in _rows(found, file_format, layout):
            if not found.faults:
                made = [cells.get(name, "") for name in COLUMNS]
                longest = max(longest, sum(map(len, made)))
                writer.writerow([line, *made])
    if found.faults:
        raise Problems(found.faults.all(str(path)))
    return _staged(work, found, written, longest)


def _staged(work: Workspace, found: _Found, written: Path, longest: int) -> Relation:
    table, more = work.new("cells"), work.new("more")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in (("line", "BIGINT"), *((name, "VARCHAR") for name in COLUMNS)))
    work.run(
        f"CREATE TABLE {table} AS SELECT * FROM read_csv({literal(written)}, auto_detect = false, header = false,"
        f" columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n',"
        f" max_line_size = {max(_LINE, 8 * longest)})"
    )
    written.unlink()
    many, first = work.one(f"SELECT count(*), coalesce(min(line), 0) FROM {table}")
    work.run(
        f"CREATE TABLE {more} AS SELECT row, more FROM (SELECT rowid AS row, line - rowid - {first} AS more,"
        f" lag(line - rowid - {first}, 1, 0) OVER (ORDER BY rowid) AS before FROM {table}) l WHERE more <> before"
    )
    further = more if work.one(f"SELECT count(*) FROM {more}")[0] else None
    cells = {name: name for name in COLUMNS if name in found.columns}
    return Relation(found.path, tuple(found.columns), many, raw_query(table, "rowid", cells), first, further)


def _rows(found: _Found, file_format: str, layout: Layout) -> Iterator[tuple[int, Cells]]:
    if file_format == "parquet":
        yield from _parquet(found)
    elif layout.encoding.lower() in ("utf-8", "utf8") and file_format in ("csv", "tsv"):
        yield from _csv(found, layout)
    elif layout.encoding.lower() in ("utf-8", "utf8") and file_format in ("jsonl", "ndjson"):
        yield from _json(found)
    else:
        table = raw_table(found.path, file_format, layout)
        found.columns.update(dict.fromkeys(table.columns))
        yield from table.rows


def _csv(found: _Found, layout: Layout) -> Iterator[tuple[int, Cells]]:
    _check_text(found.path, layout.encoding)
    with found.path.open(newline="", encoding="utf-8-sig") as lines:
        records = csv_records(found.path, lines, layout, found.faults)
        columns = next(records, (0, []))[1]
        found.columns.update(dict.fromkeys(columns))
        yield from ((line, named(columns, cells)) for line, cells in records)


def _json(found: _Found) -> Iterator[tuple[int, Cells]]:
    _check_text(found.path, "utf-8")
    with found.path.open(newline="\n", encoding="utf-8-sig") as lines:
        for line, cells in json_records(found.path, (text.removesuffix("\n") for text in lines), found.faults):
            found.columns.update(dict.fromkeys(cells))
            yield line, cells


def _parquet(found: _Found) -> Iterator[tuple[int, Cells]]:
    try:
        with duckdb.connect() as database:
            read = database.execute("SELECT * FROM read_parquet(?)", [str(found.path)])
            columns = [column[0] for column in read.description or ()]
            found.columns.update(dict.fromkeys(columns))
            before = 0
            while batch := read.fetchmany(_BATCH):
                for line, values in enumerate(batch, before + 1):
                    cells = {name: as_cell(value) for name, value in zip(columns, values, strict=True)}
                    found.faults += [no_text(name, found.path, line) for name, cell in cells.items() if not is_text(cell)]
                    yield line, cells
                before += len(batch)
    except duckdb.Error as error:
        raise Problems([Problem(f"not Parquet: {str(error).splitlines()[0]}", str(found.path))]) from None


def _check_text(path: Path, encoding: str) -> None:
    """Raises Problems where a file is no UTF-8 or holds a NUL: the first of the two that the whole text has."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    nul: int | None = None
    before = lines = 0
    try:
        with path.open("rb") as file:
            file.seek(len(_MARK) if file.read(len(_MARK)) == _MARK else 0)
            while chunk := file.read(_CHUNK):
                nul = lines + chunk[: chunk.index(b"\0")].count(b"\n") + 1 if nul is None and b"\0" in chunk else nul
                pending = len(decoder.getstate()[0])
                decoder.decode(chunk)
                before, lines = before + len(chunk), lines + chunk.count(b"\n")
            pending, chunk = len(decoder.getstate()[0]), b""
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line = lines + chunk[: max(error.start - pending, 0)].count(b"\n") + 1
        wrong = f"byte {before - pending + error.start} is not {encoding}"
        raise Problems([Problem(wrong, str(path), line, expected=f"{encoding} text")]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error}", str(path))]) from None
    if nul is not None:
        raise Problems([Problem("a NUL character", str(path), nul, expected="text")])
