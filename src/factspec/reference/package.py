"""Frictionless Data Packages (v2) read strictly: every bad row is reported, and nothing is half-loaded."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from factspec.problem import Problem, Problems
from factspec.reference.amend import amended
from factspec.reference.facts import Package, Place, Reference
from factspec.reference.files import Layout, RawTable, raw_table
from factspec.reference.integrity import faults as integrity_faults
from factspec.reference.journal import settle
from factspec.reference.schema import RESOURCES, Row, cell_fault
from factspec.reference.tables import TableRow, TableSchema, plain_table
from factspec.values.characters import HALF, all_whole
from factspec.values.json import json_value
from factspec.values.lists import repeated
from factspec.values.nearest import nearest
from factspec.values.unfit import unfit

DESCRIPTOR = "datapackage.json"
_KEYED = {"sources", "entities", "kinds", "relation_kinds", "measures", "events", "quotes"}
_SHARED = {"sources", "entities", "kinds", "relation_kinds", "measures"}
_NO_MODEL = re.compile(r" or instance of \w+")
_NEEDED = "a Data Package with a name and resources, each with a name and a path"


class _Dialect(BaseModel):
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    quoteChar: str = Field(default='"', min_length=1, max_length=1)  # noqa: N815  the Data Package's own spelling
    doubleQuote: bool = True  # noqa: N815


class _Resource(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    name: str = Field(min_length=1)
    title: str = ""
    path: str | tuple[str, ...]
    format: str | None = None
    encoding: str = "utf-8"
    dialect: _Dialect = _Dialect()
    table_schema: TableSchema | None = Field(default=None, alias="schema")

    @field_validator("path")
    @classmethod
    def _some(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if not value or (isinstance(value, tuple) and "" in value):
            raise PydanticCustomError("no_path", "no path")
        return value


class _Descriptor(BaseModel):
    name: str = Field(min_length=1)
    title: str = ""
    version: str = ""
    resources: tuple[_Resource, ...] = Field(min_length=1)


LARGE = 16_000_000  # bytes of events that are read into memory
_PACKED = 10  # how many bytes of text a byte of Parquet holds, about


def package_folders(folder: Path) -> list[Path]:
    """The data packages at ``folder``: itself, or the folders in it that hold a descriptor. Raises Problems for none."""
    for place in (folder, folder.parent):
        settle(place)
    if (folder / DESCRIPTOR).is_file():
        return [folder]
    found = sorted(path.parent for path in folder.glob(f"*/{DESCRIPTOR}")) if folder.is_dir() else []
    if not found:
        wrong = "no data package here" if folder.is_dir() else "no such folder"
        beside = [one.name for one in folder.parent.iterdir() if one.is_dir()] if folder.parent.is_dir() else []
        near = nearest(folder.name, beside, least=80) if not folder.is_dir() else ()
        expected = f"a folder with a {DESCRIPTOR}, or one of such folders"
        raise Problems([Problem(wrong, str(folder), expected=expected, nearest=near)])
    return found


@dataclass(frozen=True, slots=True)
class EventFile:
    """A file of events that is to be read in bulk: the package it is in, how it is written, the SHA-256 of its content.

    ``resource`` is the place of its resource in the package: what cannot be read ends that. ``after`` counts the faults that come
    before those of this file.
    """

    folder: Path
    path: Path
    file_format: str
    layout: Layout
    sha256: str
    resource: int
    after: int


def read_reference(folders: Iterable[Path], *, bulk: bool | None = False, cache: Path | None = None) -> Reference:
    """The rows of all packages in ``folders`` together. Raises Problems: all of them, in the order of the files.

    ``bulk`` leaves events on disk, None does where their files are large: they are checked as strictly, and the reference has an
    index of them as its ``bulk``. It is kept in the folder ``cache``, or in ``.factspec`` in the package, and made anew when the
    data changes.
    """
    folders = list(folders)
    reference = Reference()
    faults: list[Problem] = []
    files: list[EventFile] | None = [] if (_event_bytes(folders) > LARGE if bulk is None else bulk) else None
    for folder in folders:
        try:
            _read_package(folder, reference, faults, files)
        except Problems as found:
            faults += found.problems
    if files:
        from factspec.reference.bulk.read import read_events

        faults = read_events(reference, files, faults, cache)
    elif not faults:
        faults += integrity_faults(reference)
    return _sound(reference, faults)


def raw_tables(folder: Path, only: Container[str] | None = None) -> Iterator[tuple[str, tuple[str, ...], RawTable]]:
    """The tables of a package as they are written: the resource of each, the key columns of a plain one, and a file's rows.

    ``only`` names the resources that are wanted. Raises Problems for what cannot be read at all.
    """
    for resource in _descriptor(folder / DESCRIPTOR).resources:
        if only is not None and resource.name not in only:
            continue
        key = resource.table_schema.key_columns if resource.table_schema else ()
        for path in _files(folder, resource):
            yield resource.name, key, raw_table(path, _format(resource, path), _layout(resource, path))


def reference_of(
    tables: Mapping[str, Sequence[Mapping[str, str]]], schemas: Mapping[str, Mapping[str, Any]] | None = None
) -> Reference:
    """A reference from rows in memory, each a mapping from column to cell; read as strictly as from files.

    The names of the tables are those of the recognised resources, or of plain tables with a Table Schema in ``schemas``.
    Raises Problems.
    """
    reference = Reference()
    faults: list[Problem] = []
    known = schemas or {}
    for name, rows in tables.items():
        columns = tuple(dict.fromkeys(column for row in rows for column in row))
        raw = RawTable(Path(name), columns)
        raw.rows += [(line, {column: row.get(column, "") for column in columns}) for line, row in enumerate(rows, 2)]
        schema = TableSchema.model_validate(known[name]) if name in known else None
        try:
            resource = _Resource(name=name, path=name, schema=schema)
            _take_plain(resource, _taken(resource, raw, reference, faults), reference, faults, list(tables))
        except Problems as found:
            faults += found.problems
    reference.packages.append(Package("in-memory", "", "", hashlib.sha256(repr((tables, known)).encode()).hexdigest(), ""))
    return _sound(reference, faults or integrity_faults(reference))


def _sound(reference: Reference, faults: Sequence[Problem]) -> Reference:
    """The reference, where nothing is wrong with it, its plain tables with the values that disagreements give."""
    if faults:
        raise Problems(faults)
    for dispute in reference.disagreements:
        if dispute.resource in reference.tables and dispute.field != "exists":
            changed = amended(reference, dispute)
            assert isinstance(changed, TableRow)
            reference.tables[dispute.resource].told.setdefault(dispute.field, []).append(changed.values[dispute.field])
    return reference


def _read_package(folder: Path, reference: Reference, faults: list[Problem], files: list[EventFile] | None) -> None:
    file = folder / DESCRIPTOR
    descriptor = _descriptor(file)
    digest = hashlib.sha256(file.read_bytes())
    names = [resource.name for resource in descriptor.resources]
    expected = "a name of its own for each"
    faults += [Problem(f"two resources are called {name!r}", str(file), expected=expected) for name in repeated(names)]
    for number, resource in enumerate(descriptor.resources):
        try:
            plain: list[RawTable] = []
            for path in _files(folder, resource):
                with path.open("rb") as content:
                    of_file = hashlib.file_digest(content, "sha256")
                digest.update(of_file.digest())
                how = _format(resource, path), _layout(resource, path)
                if files is not None and resource.name == "events":
                    files.append(EventFile(folder, path, *how, of_file.hexdigest(), number, len(faults)))
                    continue
                plain += _taken(resource, raw_table(path, *how), reference, faults)
            _take_plain(resource, plain, reference, faults, names)
        except Problems as found:
            faults += found.problems
    package = Package(descriptor.name, descriptor.title, descriptor.version, digest.hexdigest(), str(folder))
    reference.packages.append(package)


def _event_bytes(folders: Sequence[Path]) -> int:
    """How large the files of events are together; those that cannot be read do not count."""
    found = 0
    for folder in folders:
        with suppress(Problems):
            descriptor = _descriptor(folder / DESCRIPTOR)
            events = [resource for resource in descriptor.resources if resource.name == "events"]
            for path in (path for resource in events for path in _files(folder, resource)):
                found += path.stat().st_size * (_PACKED if path.suffix == ".parquet" else 1)
    return found


def _descriptor(file: Path) -> _Descriptor:
    try:
        text = file.read_text("utf-8-sig")
        json.loads(text, parse_int=str)  # tells the line of what is no JSON
        value = json_value(text)
        if not all_whole(value):
            raise Problems([Problem(HALF, str(file), expected="text")])
        return _Descriptor.model_validate(value)
    except UnicodeDecodeError as error:
        raise Problems([Problem(f"byte {error.start} is not utf-8", str(file), expected="utf-8 text")]) from None
    except json.JSONDecodeError as error:
        raise Problems([Problem(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", str(file), error.lineno)]) from None
    except ValidationError as error:
        raise Problems(_descriptor_fault(fault, file) for fault in error.errors()) from None
    except (ValueError, RecursionError) as error:
        wrong = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Problems([Problem(f"not JSON: {wrong}", str(file))]) from None


def _descriptor_fault(fault: Any, file: Path) -> Problem:
    told = unfit(fault)
    where = ".".join(map(str, fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"]))
    expected = told.expected if told.nearest or "not known here" in told.wrong else _NEEDED
    return replace(told, file=str(file), path=where, wrong=_NO_MODEL.sub("", told.wrong), expected=expected)


def _files(folder: Path, resource: _Resource) -> Iterator[Path]:
    for name in (resource.path,) if isinstance(resource.path, str) else resource.path:
        path = folder / name
        if "\\" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "://" in name:
            wrong = f"path {name!r} leaves the package"
            fault = Problem(wrong, str(folder / DESCRIPTOR), path=resource.name, expected="a file inside it")
            raise Problems([fault])
        if not _is_file(path):
            near = nearest(path.name, [one.name for one in folder.iterdir() if one.name != DESCRIPTOR], least=75)
            expected = f"the resource {resource.name!r} of {DESCRIPTOR}"
            raise Problems([Problem("no such file", str(path), expected=expected, nearest=near)])
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Problems([Problem("a link that leaves the package", str(path), expected="a file inside the package")])
        yield path


def _layout(resource: _Resource, path: Path) -> Layout:
    dialect = resource.dialect
    usual = "\t" if _format(resource, path) == "tsv" else ","
    return Layout(resource.encoding, dialect.delimiter or usual, dialect.quoteChar, dialect.doubleQuote)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _format(resource: _Resource, path: Path) -> str:
    return (resource.format or path.suffix.lstrip(".")).lower()


def _taken(resource: _Resource, raw: RawTable, reference: Reference, faults: list[Problem]) -> tuple[RawTable, ...]:
    """The table, if it is a plain one, to be joined with its other files; rows of any other are put into the reference."""
    if not raw.rows:
        faults.append(empty_table(raw.path))
    elif resource.name in RESOURCES:
        take_rows(RESOURCES[resource.name], raw, reference, faults)
    else:
        return (raw,)
    return ()


def _take_plain(
    resource: _Resource, raws: Sequence[RawTable], reference: Reference, faults: list[Problem], names: list[str]
) -> None:
    if not raws:
        return
    here = str(raws[0].path)
    if resource.table_schema is None:
        known = nearest(resource.name, [name for name in RESOURCES if name not in names], least=80)
        expected = "a Table Schema: a resource by no name of factspec's own is a plain table"
        faults.append(Problem(f"resource {resource.name!r} has no schema", here, expected=expected, nearest=known))
    elif resource.name in reference.tables:
        faults.append(Problem(f"two packages have a table {resource.name!r}", here, expected="one"))
    else:
        reference.tables[resource.name] = plain_table(resource.name, raws, resource.table_schema, resource.title)


def empty_table(path: Path) -> Problem:
    """The fault of a table without a row."""
    return Problem("an empty table", str(path), expected="at least one row, or no such resource")


def column_faults(model: type[Row], found: Sequence[str], path: Path) -> list[Problem]:
    """What is wrong with the columns of a table of such rows."""
    columns = [column.alias or name for name, column in model.model_fields.items()]
    unknown = [name for name in found if name not in columns]
    known, here = f"one of {', '.join(columns)}", str(path)
    faults = [Problem(f"unknown column {name!r}", here, 1, "", known, nearest(name, columns)) for name in unknown]
    needed = [column.alias or name for name, column in model.model_fields.items() if column.is_required()]
    absent = [name for name in needed if name not in found]
    return [*faults, *(Problem(f"no column {name!r}", here, 1, expected=f"the columns {', '.join(columns)}") for name in absent)]


def take_rows(model: type[Row], raw: RawTable, reference: Reference, faults: list[Problem]) -> None:
    """Puts the rows of a table into a reference; what is wrong with one is put among ``faults``."""
    wrong = column_faults(model, raw.columns, raw.path)
    if wrong:
        faults += wrong
        return
    named = next(column.alias or name for name, column in model.model_fields.items())
    for line, cells in raw.rows:
        try:
            row = model.model_validate({name: cell for name, cell in cells.items() if cell != ""})
        except ValidationError as error:
            label = cells.get(named) or str(line)
            first = {fault["loc"][:1]: fault for fault in reversed(error.errors())}  # one fault a cell
            faults += [_cell_fault(fault, cells, label).at(raw.path, line) for fault in reversed(first.values())]
        else:
            _keep(row, Place(str(raw.path), line), reference, faults)


def _cell_fault(fault: Any, cells: dict[str, str], label: str) -> Problem:
    column = str(fault["loc"][0]) if fault["loc"] else ""
    path = f"row {label}, column {column}" if column else f"row {label}"
    value = cells.get(column, "")
    context = fault.get("ctx", {})
    if fault["type"] == "factspec":
        return Problem(fault["msg"], path=path, expected=context["expected"], nearest=context["nearest"])
    if fault["type"] in ("missing", "too_short", "string_too_short"):
        wanted = "the row's sources: no source, no row" if column == "sources" else "a value"
        return Problem("blank", path=path, expected=wanted)
    return cell_fault(fault, value).inside(path)


def _keep(row: Row, place: Place, reference: Reference, faults: list[Problem]) -> None:
    rows = getattr(reference, row.table)
    if row.table in _KEYED:
        known = rows.get(row.key)
        if known is not None and not (row.table in _SHARED and known == row):
            first = reference.place(row.table, row.key)
            faults.append(
                Problem(
                    f"{row.key!r} again",
                    place.file,
                    place.line,
                    expected=f"one row of that name; {first.file}:{first.line} has it",
                )
            )
        rows.setdefault(row.key, row)
    else:
        rows.append(row)
    reference.places.setdefault((row.table, row.key), place)
    reference.row_places.setdefault(id(row), place)
