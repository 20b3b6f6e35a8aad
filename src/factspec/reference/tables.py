"""Plain tables of a project's own: rows typed by a Frictionless Table Schema and named by its primary key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from factspec.problem import Problem, Problems, problem
from factspec.reference.files import Cells, RawTable
from factspec.values.dates import Dating, dating
from factspec.values.decimals import decimal
from factspec.values.lists import parts
from factspec.values.nearest import nearest

Value = str | int | Decimal | bool | Dating | None
FieldType = Literal["string", "integer", "number", "boolean", "date", "year", "yearmonth", "any"]


class FieldSchema(BaseModel):
    """A column of a plain table: its name and its type in the Table Schema's words."""

    model_config = ConfigDict(frozen=True)
    name: str = Field(min_length=1)
    type: FieldType = "string"


class TableSchema(BaseModel):
    """A Table Schema: the columns, the primary key, and the texts that count as blank."""

    model_config = ConfigDict(frozen=True)
    fields: tuple[FieldSchema, ...] = Field(min_length=1)
    primaryKey: str | tuple[str, ...] = ()  # noqa: N815  the Table Schema's own spelling
    missingValues: tuple[str, ...] = ("",)  # noqa: N815

    @field_validator("fields")
    @classmethod
    def _once(cls, value: tuple[FieldSchema, ...]) -> tuple[FieldSchema, ...]:
        names = [column.name for column in value]
        if len(set(names)) < len(names):
            raise PydanticCustomError("twice", "a column twice")
        return value

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The primary key's columns; empty where the table has none."""
        return (self.primaryKey,) if isinstance(self.primaryKey, str) and self.primaryKey else tuple(self.primaryKey)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a plain table, its cells typed; ``key`` is its primary key, or its line where the table has none."""

    key: str
    line: int
    values: dict[str, Value]
    sources: tuple[str, ...]


@dataclass(slots=True)
class PlainTable:
    """A table with its schema and typed rows. The column ``sources`` names each row's sources and is no fact itself."""

    name: str
    file: str
    schema: TableSchema
    rows: list[TableRow] = field(default_factory=list)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold facts."""
        return tuple(column.name for column in self.schema.fields if column.name != "sources")


def plain_table(name: str, raw: RawTable, schema: TableSchema) -> PlainTable:
    """The typed rows of ``raw``. Raises Problems with every bad row."""
    faults = list(_columns_unlike(raw, schema))
    if faults:
        raise Problems(faults)
    table = PlainTable(name, str(raw.path), schema)
    first_line: dict[str, int] = {}
    for line, cells in raw.rows:
        try:
            row = _row(schema, line, cells)
        except Problems as found:
            faults += [fault.at(raw.path, line) for fault in found.problems]
            continue
        if row.key in first_line:
            again = Problem(
                f"key {row.key!r} again", table.file, line, expected=f"a key of its own; line {first_line[row.key]} has it"
            )
            faults.append(again)
        first_line.setdefault(row.key, line)
        table.rows.append(row)
    if faults:
        raise Problems(faults)
    return table


def typed(text: str, kind: FieldType) -> Value:
    """A cell's value by its column's type. Raises Problems where the text is none."""
    readers: dict[FieldType, Callable[[str], Value]] = {
        "integer": _integer, "number": decimal, "boolean": _boolean, "date": dating, "year": _year, "yearmonth": dating,
    }  # fmt: skip
    return readers.get(kind, str)(text)


def _columns_unlike(raw: RawTable, schema: TableSchema) -> Iterator[Problem]:
    names = [column.name for column in schema.fields]
    for name in raw.columns:
        if name not in names:
            yield Problem(f"column {name!r} is not in the schema", str(raw.path), 1, nearest=nearest(name, names))
    for name in names:
        if name not in raw.columns:
            yield Problem(f"no column {name!r}", str(raw.path), 1, expected="every column of the schema")
    for name in schema.key_columns:
        if name not in names:
            yield Problem(f"primary key {name!r} is no column", str(raw.path), 1, nearest=nearest(name, names))
    if "sources" not in names:
        yield Problem("no column 'sources'", str(raw.path), 1, expected="a column that names each row's sources")


def _row(schema: TableSchema, line: int, cells: Cells) -> TableRow:
    key = "|".join(cells[name] for name in schema.key_columns) or str(line)
    faults: list[Problem] = []
    values: dict[str, Value] = {}
    for column in schema.fields:
        text = cells[column.name]
        try:
            values[column.name] = None if text in schema.missingValues else typed(text, column.type)
        except Problems as found:
            faults += [fault.inside(f"row {key}, column {column.name}") for fault in found.problems]
    for name in schema.key_columns:
        if values.get(name) is None and name in values:
            faults.append(Problem("blank", path=f"row {key}, column {name}", expected="a value: it is the primary key"))
    here = f"row {key}, column sources"
    try:
        sources = parts(cells["sources"])
    except Problems as found:
        faults += [fault.inside(here) for fault in found.problems]
    else:
        if not sources:
            faults.append(Problem("blank", path=here, expected="the row's sources: no source, no row"))
    if faults:
        raise Problems(faults)
    values.pop("sources")
    return TableRow(key, line, values, sources)


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,100}", text, re.ASCII):
        raise problem(f"{text!r} is not a whole number", expected="digits only")
    return int(text)


def _year(text: str) -> int:
    if not re.fullmatch(r"-?\d{4}", text, re.ASCII):
        raise problem(f"{text!r} is not a year", expected="four digits")
    return int(text)


def _boolean(text: str) -> bool:
    known: dict[str, bool] = {
        "true": True,
        "True": True,
        "TRUE": True,
        "1": True,
        "false": False,
        "False": False,
        "FALSE": False,
        "0": False,
    }
    if text not in known:
        raise problem(f"{text!r} is neither true nor false", expected="true or false")
    return known[text]
