"""Plain tables of a project's own: rows typed by a Frictionless Table Schema and named by its primary key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from factspec.problem import Problem, Problems, problem
from factspec.reference.files import Cells, RawTable
from factspec.values.dates import Dating, dating
from factspec.values.decimals import decimal
from factspec.values.lists import parts
from factspec.values.nearest import nearest


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, as its number of hundredths."""

    number: Decimal

    def __str__(self) -> str:
        return f"{self.number}%"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on a clock, or a length of time, in seconds; ``text`` is how it is written."""

    seconds: Decimal
    text: str

    def __str__(self) -> str:
        return self.text


Value = str | int | Decimal | bool | Dating | Percent | Clock | None
FieldType = Literal["string", "integer", "number", "boolean", "date", "year", "yearmonth", "duration", "time", "any"]


class FieldSchema(BaseModel):
    """A column of a plain table: its name and its type in the Table Schema's words."""

    model_config = ConfigDict(frozen=True)
    name: str = Field(min_length=1)
    type: FieldType = "string"
    groupChar: str = ","  # noqa: N815  the Table Schema's own spelling
    decimalChar: str = Field(default=".", min_length=1)  # noqa: N815
    bareNumber: bool = True  # noqa: N815


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
    families: dict[str, Any] = field(default_factory=dict, compare=False)

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


def typed(text: str, column: FieldSchema) -> Value:
    """A cell's value by its column's type. Raises Problems where the text is none."""
    readers: dict[FieldType, Callable[[str], Value]] = {
        "boolean": _boolean, "date": dating, "year": _year, "yearmonth": dating, "duration": clock, "time": clock,
    }  # fmt: skip
    if column.type in ("integer", "number"):
        return _number(text, column)
    return readers.get(column.type, str)(text)


def clock(text: str) -> Clock:
    """A time written ``1:00.26``, ``5:00``, ``2:05:00``, or as an ISO 8601 duration. Raises Problems for anything else."""
    match = _CLOCK.fullmatch(text) or _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise problem(f"{text!r} is not a time", expected="minutes and seconds such as 5:00 or 1:00.26, or hours before them")
    hours, minutes, seconds = (Decimal(match[part] or 0) for part in ("hours", "minutes", "seconds"))
    return Clock(hours * 3600 + minutes * 60 + seconds, text)


_CLOCK = re.compile(r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d(?:\.\d{1,9})?)", re.ASCII)
_DURATION = re.compile(r"PT(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,9})?)S)?", re.ASCII)


def _number(text: str, column: FieldSchema) -> Value:
    """A number, its groups of digits well formed, its decimal point as the column has it; a percentage where a % ends it."""
    bare = text if column.bareNumber else re.sub(r"\A[^\d+.-]+|(?<=\d)[^\d%]+\Z", "", text)
    plain, percent = bare.removesuffix("%").rstrip(), bare.endswith("%")
    if column.groupChar and column.groupChar != column.decimalChar and column.groupChar in plain:
        group = re.escape(column.groupChar)
        if re.fullmatch(rf"[+-]?\d{{1,3}}(?:{group}\d{{3}})+(?:{re.escape(column.decimalChar)}\d+)?", plain, re.ASCII):
            plain = plain.replace(column.groupChar, "")
    if column.decimalChar != ".":
        plain = plain.replace(".", "?").replace(column.decimalChar, ".")
    try:
        number = decimal(plain) if column.type == "number" else _integer(plain)
    except Problems:
        wanted = "a number such as 1200.5" if column.type == "number" else "digits only"
        raise problem(f"{text!r} is not a {'' if column.type == 'number' else 'whole '}number", expected=wanted) from None
    return Percent(Decimal(number)) if percent else number


def _columns_unlike(raw: RawTable, schema: TableSchema) -> Iterator[Problem]:
    names = [column.name for column in schema.fields]
    for name in raw.columns:
        if name not in names:
            yield Problem(
                f"column {name!r} is not in the schema", str(raw.path), 1, expected=_COLUMNS, nearest=nearest(name, names)
            )
    for name in names:
        if name not in raw.columns:
            yield Problem(f"no column {name!r}", str(raw.path), 1, expected="every column of the schema")
    for name in schema.key_columns:
        if name not in names:
            yield Problem(f"primary key {name!r} is no column", str(raw.path), 1, nearest=nearest(name, names))
    if "sources" not in names:
        yield Problem("no column 'sources'", str(raw.path), 1, expected="a column that names each row's sources")


_COLUMNS = "the columns of the schema and no others"


def _row(schema: TableSchema, line: int, cells: Cells) -> TableRow:
    key = "|".join(cells[name] for name in schema.key_columns) or str(line)
    faults: list[Problem] = []
    values: dict[str, Value] = {}
    for column in schema.fields:
        text = cells[column.name]
        try:
            values[column.name] = None if text in schema.missingValues else typed(text, column)
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
