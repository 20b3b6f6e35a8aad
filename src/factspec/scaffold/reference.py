"""A data package made from somebody's own CSV: typed, its rows named and sourced, ready to be asked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from factspec.problem import Problem, Problems
from factspec.reference.cells import FieldSchema
from factspec.reference.schema import RESOURCES
from factspec.scaffold.columns import Sheet, blanks, field, key, sheet
from factspec.scaffold.pieces import named

_FORMAT = FieldSchema(name="any")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows come from, as the user says it; what is not said is told by the address."""

    url: str
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A package before it is written: its files by name, and what its columns were taken for."""

    files: dict[str, str]
    table: Sheet
    fields: tuple[FieldSchema, ...]
    key: tuple[str, ...]


def package(name: str, file: Path, origin: Origin, today: date, *, complete: bool) -> Made:
    """The package of a CSV file. ``complete``: the file lists every row there is. Raises Problems."""
    if named(name, "reference data") in RESOURCES:
        raise Problems([Problem(f"{name!r} is a table of factspec's own", expected="another name, such as that of your subject")])
    found = sheet(file)
    fields = tuple(field(column, found.cells(column), points=found.points) for column in found.columns)
    rows_key = key(found, fields)
    tables = {"sources": _source(name, file, origin, today), name: _rows(found, name)}
    if complete:
        tables["completeness"] = _csv([("table", "sources", "note"), (name, name, "the file lists every row")])
    schema = {
        "fields": [*map(_as_json, fields), {"name": "sources", "type": "string"}],
        **({"primaryKey": list(rows_key)} if rows_key else {}),
        "missingValues": list(blanks(found)),
    }
    return Made({"datapackage.json": _descriptor(name, file, tables, schema), **_named(tables)}, found, fields, rows_key)


def _descriptor(name: str, file: Path, tables: dict[str, str], schema: dict[str, object]) -> str:
    resources: list[dict[str, object]] = [{"name": table, "path": f"{table}.csv"} for table in tables]
    resources[1]["schema"] = schema
    whole = {"name": name, "title": f"{name}, from {file.name}", "version": "1.0.0", "resources": resources}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _source(name: str, file: Path, origin: Origin, today: date) -> str:
    host = (urlsplit(origin.url).hostname or "").removeprefix("www.")
    columns = ["id", "publisher", "title", "url", "published", "retrieved", "licence"]
    cells = [
        name,
        origin.publisher or host or origin.url,
        origin.title or file.name,
        origin.url,
        origin.published or "",
        today.isoformat(),
        origin.licence or "",
    ]
    kept = [place for place, cell in enumerate(cells) if cell]
    return _csv([[columns[place] for place in kept], [cells[place] for place in kept]])


def _rows(found: Sheet, source: str) -> str:
    return _csv([(*found.columns, "sources"), *((*row, source) for row in found.rows)])


def _named(tables: dict[str, str]) -> dict[str, str]:
    return {f"{table}.csv": text for table, text in tables.items()}


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _as_json(column: FieldSchema) -> dict[str, object]:
    told = column.model_dump()
    usual = _FORMAT.model_dump()
    return {"name": column.name, "type": column.type} | {
        part: told[part] for part in ("groupChar", "decimalChar", "bareNumber") if told[part] != usual[part]
    }
