"""Table files read row by row, with their line numbers: CSV, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from factspec.problem import Problem, Problems
from factspec.values.json import json_value
from factspec.values.lists import repeated

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a CSV file is written: the Data Package's encoding and dialect."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    double_quote: bool = True


@dataclass(slots=True)
class RawTable:
    """A file's rows as text, before anything is known of their meaning. Line numbers count from 1.

    For Parquet, which has no lines, the number is the row's.
    """

    path: Path
    columns: tuple[str, ...]
    rows: list[tuple[int, Cells]] = field(default_factory=list)


def raw_table(path: Path, file_format: str, layout: Layout, faults: list[Problem] | None = None) -> RawTable:
    """The rows of one file. Raises Problems for what cannot be read.

    Where ``faults`` is given, those of single rows are put there, and the other rows are told.
    """
    found: list[Problem] = []
    readers: dict[str, Callable[[Path, Layout, list[Problem]], RawTable]] = {
        "csv": _csv, "tsv": _csv, "jsonl": _json_lines, "ndjson": _json_lines, "parquet": _parquet,
    }  # fmt: skip
    reader = readers.get(file_format)
    if reader is None:
        raise Problems([Problem(f"format {file_format!r} is not read", str(path), expected="csv, tsv, jsonl or parquet")])
    table = reader(path, layout, found)
    if found and faults is None:
        raise Problems(found)
    if faults is not None:
        faults += found
    return table


def _text(path: Path, encoding: str) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not {encoding}", str(path), line, expected=f"{encoding} text")]) from None
    except (OSError, LookupError, UnicodeError) as error:
        raise Problems([Problem(f"cannot be read: {error}", str(path))]) from None
    if "\0" in text:
        raise Problems([Problem("a NUL character", str(path), text[: text.index("\0")].count("\n") + 1, expected="text")])
    return text


def _csv(path: Path, layout: Layout, faults: list[Problem]) -> RawTable:
    records = csv_records(path, io.StringIO(_text(path, layout.encoding), newline=""), layout, faults)
    columns = next(records, (0, []))[1]
    if not columns:
        raise Problems(faults)
    return RawTable(path, tuple(columns), [(line, named(columns, cells)) for line, cells in records])


def csv_records(path: Path, lines: Iterable[str], layout: Layout, faults: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, each with the line it begins on: the header, then rows as long as it.

    Records of another length are put among ``faults``, as is what is no CSV. Raises Problems for a header that is none.
    """
    reader = csv.reader(lines, delimiter=layout.delimiter, quotechar=layout.quote, doublequote=layout.double_quote, strict=True)
    begins, width = 1, -1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if width < 0:
                header = _header(path, cells)
                width = len(header)
                yield line, list(header)
            elif len(cells) == width:
                yield line, cells
            elif cells:
                wrong = f"{len(cells)} cell{'s' if len(cells) > 1 else ''}"
                faults.append(Problem(wrong, str(path), line, expected=f"{width}, as in the header"))
    except csv.Error as error:
        faults.append(Problem(f"not CSV: {error}", str(path), begins, expected="quotation marks in pairs"))
    if width < 0 and not faults:
        faults.append(Problem("an empty file", str(path), expected="a header and rows"))


def named(columns: Sequence[str], cells: Iterable[str]) -> Cells:
    """The cells of a row by their columns, without the white space around them."""
    return {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}


def _header(path: Path, cells: list[str]) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    if not names:
        raise Problems([Problem("a blank line", str(path), 1, expected="a header with a name for each column")])
    twice = set(repeated(names))
    for name in names:
        if not name or name in twice:
            wrong = f"two columns are called {name!r}" if name else "a column without a name"
            raise Problems([Problem(wrong, str(path), 1, expected="a header with a name of its own for each column")])
    return names


def _json_lines(path: Path, layout: Layout, faults: list[Problem]) -> RawTable:
    rows = list(json_records(path, _text(path, layout.encoding).split("\n"), faults))
    return RawTable(path, tuple(dict.fromkeys(name for _, cells in rows for name in cells)), rows)


def json_records(path: Path, lines: Iterable[str], faults: list[Problem]) -> Iterator[tuple[int, Cells]]:
    """The objects of a JSON Lines file as rows of text, each with its line; what is none is put among ``faults``."""
    for line, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            row = json_value(text)
        except ValueError as error:
            faults.append(Problem(f"not JSON: {error}", str(path), line))
            continue
        if not isinstance(row, dict):
            faults.append(Problem("not an object", str(path), line, expected='a JSON object such as {"id": "..."}'))
            continue
        cells = {name: as_cell(value) for name, value in row.items()}
        wrong = [no_text(name, path, line) for name, value in row.items() if not _is_cell(value) or not is_text(cells[name])]
        faults += wrong
        if not wrong:
            yield line, cells


def _is_cell(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return all(part is None or isinstance(part, str | bool) for part in parts)


def is_text(cell: str) -> bool:
    """Whether a cell is text through and through: no NUL, no half of a character."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in cell)


def no_text(column: str, path: Path, line: int) -> Problem:
    """The fault of a cell that is no text."""
    return Problem(
        "not a cell", str(path), line, f"column {column}", expected="a text, a number, true or false, or a list of texts"
    )


def _parquet(path: Path, layout: Layout, faults: list[Problem]) -> RawTable:
    import duckdb

    del layout
    try:
        found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
        columns = tuple(column[0] for column in found.description or ())
        rows = [(number, _named(columns, row)) for number, row in enumerate(found.fetchall(), 1)]
    except duckdb.Error as error:
        raise Problems([Problem(f"not Parquet: {str(error).splitlines()[0]}", str(path))]) from None
    wrong = [(line, name) for line, row in rows for name, cell in row.items() if not is_text(cell)]
    faults += [no_text(name, path, line) for line, name in wrong]
    spoiled = {line for line, _ in wrong}
    return RawTable(path, columns, [row for row in rows if row[0] not in spoiled])


def _named(columns: tuple[str, ...], row: tuple[Any, ...]) -> Cells:
    return {name: as_cell(value) for name, value in zip(columns, row, strict=True)}


def as_cell(value: Any) -> str:
    """A value of JSON or Parquet as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "|".join(map(as_cell, value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
