"""Plain tables of a project's own: rows typed by a Frictionless Table Schema and named by its primary key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from factspec.problem import Problem, Problems
from factspec.reference.cells import FieldSchema, Percent, Value, reader
from factspec.reference.files import Cells, RawTable
from factspec.values.lists import parts
from factspec.values.names import folded
from factspec.values.nearest import nearest

Readers = Sequence[tuple[str, Callable[[str], Value]]]


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
    file: str = ""


@dataclass
class PlainTable:
    """A table with its schema and typed rows. The column ``sources`` names each row's sources and is no fact itself.

    ``title`` is another name for it, ``told`` holds the values that disagreements give, by column.
    """

    name: str
    file: str
    schema: TableSchema
    rows: list[TableRow] = field(default_factory=list)
    title: str = ""
    told: dict[str, list[Value]] = field(default_factory=dict)
    known: dict[Any, Any] = field(default_factory=dict, compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold facts."""
        return tuple(column.name for column in self.schema.fields if column.name != "sources")

    @cached_property
    def column_names(self) -> dict[str, list[str]]:
        """The columns by what a sentence may call them, made alike: their names, and titles that are nobody's name.

        Without the brackets at its end too, such as a unit's, where nobody else is called that.
        """
        fields = [column for column in self.schema.fields if column.name != "sources"]
        found: dict[str, list[str]] = {}
        for column in fields:
            found.setdefault(folded(column.name), []).append(column.name)
        for column in fields:
            if column.title and folded(column.title) not in {folded(other.name) for other in fields}:
                found.setdefault(folded(column.title), []).append(column.name)
        bare = [(folded(column.name.partition("(")[0]), column.name) for column in fields if column.name.endswith(")")]
        for short, name in bare:
            if short and short not in found and sum(other == short for other, _ in bare) == 1:
                found[short] = [name]
        return found

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The rows' keys by what a sentence may call them, made alike; none where the table has no primary key."""
        found: dict[str, list[str]] = {}
        for row in self.rows if self.schema.key_columns else ():
            found.setdefault(folded(row.key), []).append(row.key)
        return found

    @cached_property
    def by_key(self) -> dict[str, TableRow]:
        """The rows by key."""
        return {row.key: row for row in self.rows}


def plain_table(name: str, raws: Sequence[RawTable], schema: TableSchema, title: str = "") -> PlainTable:
    """The typed rows of files that are read one after another. Raises Problems with every bad row."""
    faults = [fault for raw in raws for fault in _columns_unlike(raw, schema)]
    if faults:
        raise Problems(faults)
    table = PlainTable(name, str(raws[0].path), schema, title=title)
    readers = [(column.name, reader(column)) for column in schema.fields]
    first: dict[str, TableRow] = {}
    for raw in raws:
        for line, cells in raw.rows:
            key = _key(schema, cells, line, "" if raw is raws[0] else raw.path.name)
            try:
                row = TableRow(key, line, *_cells(schema, readers, key, cells), str(raw.path))
            except Problems as found:
                faults += [fault.at(raw.path, line) for fault in found.problems]
                continue
            other = first.setdefault(key, row)
            if other is not row:
                where = f"line {other.line}{'' if other.file == row.file else f' of {other.file}'}"
                faults.append(Problem(f"key {key!r} again", row.file, line, expected=f"a key of its own; {where} has it"))
            table.rows.append(row)
    faults += _mixed(table)
    if faults:
        raise Problems(faults)
    return table


def unlike(value: Value, other: Value) -> str:
    """What is wrong with two cells of one column of numbers, where just one of them is a percentage; else nothing."""
    pair = (isinstance(value, Percent), isinstance(other, Percent))
    if pair == (True, False) and isinstance(other, int | Decimal):
        return f"{str(value)!r} is a percentage"
    return f"{str(value)!r} is no percentage" if pair == (False, True) and isinstance(value, int | Decimal) else ""


def _mixed(table: PlainTable) -> Iterator[Problem]:
    """Numbers among percentages, and percentages among numbers: nobody can tell which the column holds."""
    for column in table.schema.fields:
        if column.type in ("integer", "number"):
            cells = [(row, value) for row in table.rows if (value := row.values.get(column.name)) is not None]
            for row, value in cells[1:]:
                if wrong := unlike(value, cells[0][1]):
                    like = f"{'a percentage' if isinstance(cells[0][1], Percent) else 'a number'}, as in line {cells[0][0].line}"
                    yield Problem(wrong, row.file, row.line, f"row {row.key}, column {column.name}", like)


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


def _key(schema: TableSchema, cells: Cells, line: int, file: str) -> str:
    if schema.key_columns:
        return "|".join(cells.get(name, "") for name in schema.key_columns) or str(line)
    return f"{file}:{line}" if file else str(line)


def _cells(schema: TableSchema, readers: Readers, key: str, cells: Cells) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The values and the sources of a row."""
    faults: list[Problem] = []
    values: dict[str, Value] = {}
    for name, read in readers:
        text = cells.get(name, "")
        try:
            values[name] = None if text in schema.missingValues else read(text)
        except Problems as found:
            faults += [fault.inside(f"row {key}, column {name}") for fault in found.problems]
    faults += [
        Problem("blank", path=f"row {key}, column {name}", expected="a value: it is the primary key")
        for name in schema.key_columns
        if name in values and values[name] is None
    ]
    faults += _sourceless(key, cells)
    if faults:
        raise Problems(faults)
    values.pop("sources")
    return values, parts(cells.get("sources", ""))


def _sourceless(key: str, cells: Cells) -> Iterable[Problem]:
    here = f"row {key}, column sources"
    try:
        if parts(cells.get("sources", "")):
            return []
    except Problems as found:
        return [fault.inside(here) for fault in found.problems]
    return [Problem("blank", path=here, expected="the row's sources: no source, no row")]
