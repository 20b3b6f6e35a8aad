"""Declared sources: what a ``references/<package>/sources/*.yaml`` file says, read strictly."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from factspec.documents import Document, document
from factspec.problem import Problem, Problems
from factspec.reference.schema import RESOURCES
from factspec.reference.tables import TableSchema
from factspec.sources.cells import Cell, cell
from factspec.sources.paths import JsonPath, json_path
from factspec.values.nearest import nearest
from factspec.values.plain_file import plain_file
from factspec.values.unfit import said

FOLDER = "sources"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")


class Part(BaseModel):
    """A part of a declaration: frozen, and closed against keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, arbitrary_types_allowed=True)


class Limits(Part):
    """What a fetch may take: wall time in ``seconds`` for all attempts together, ``bytes`` of the body once unpacked."""

    seconds: int = Field(default=120, ge=1, le=3600)
    bytes: int = Field(default=50_000_000, ge=1, le=2_000_000_000)
    attempts: int = Field(default=4, ge=1, le=10)
    pause: float = Field(default=1.0, ge=0, le=60)


class Cited(Part):
    """The row of ``sources`` that fetched rows cite; ``published`` may be ``last-modified``, what the server says."""

    id: str = Field(min_length=1, pattern=r"^[^|\s]+$")
    publisher: str = Field(min_length=1)
    title: str = Field(min_length=1)
    url: str | None = None
    published: str | None = None
    language: str | None = None
    origin: str | None = None
    licence: str | None = None
    archived: str | None = None


class Rows(Part):
    """How fetched rows become rows of one resource: each column's cell as text with blanks such as ``{country}``.

    ``where`` keeps rows whose column has one of some values, ``need`` rows whose columns are not blank.
    """

    resource: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    columns: dict[str, str] = Field(min_length=1)
    where: dict[str, str | tuple[str, ...]] = {}
    need: tuple[str, ...] = ()
    table_schema: TableSchema | None = Field(default=None, alias="schema")

    @field_validator("columns")
    @classmethod
    def _cells(cls, value: dict[str, str]) -> dict[str, str]:
        for name, text in value.items():
            _told(cell, text, name)
        return value

    def cells(self) -> dict[str, Cell]:
        """The cells of all columns, ready to be filled."""
        return {name: cell(text) for name, text in self.columns.items()}


class Declared(Part):
    """What every declaration says: the source that is cited, and the rows that are made.

    ``vintages`` keeps the figures of earlier bodies beside the revised ones.
    """

    source: Cited
    rows: tuple[Rows, ...] = Field(min_length=1)
    maps: dict[str, dict[str, str]] = {}
    limits: Limits = Limits()
    vintages: bool = False


class Fetched(Declared):
    """A source that is fetched by HTTP; ``private`` allows an address inside one's own network, where the command does too."""

    url: str
    private: bool = False
    accept: str | None = None
    content_type: tuple[str, ...] = ()
    encoding: str | None = None

    @field_validator("url")
    @classmethod
    def _web(cls, value: str) -> str:
        return web_address(value)

    def table(self) -> str:
        """How the body is read."""
        raise NotImplementedError


class CsvSource(Fetched):
    """Comma-separated values, with a header."""

    kind: Literal["csv"]
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    skip: int = Field(default=0, ge=0, le=1000)


class JsonSource(Fetched):
    """JSON: ``items`` leads to the rows, ``fields`` from a row to each of its columns."""

    kind: Literal["json"]
    items: str = "$"
    fields: dict[str, str] = Field(min_length=1)

    @field_validator("items")
    @classmethod
    def _items(cls, value: str) -> str:
        json_path(value)
        return value

    @field_validator("fields")
    @classmethod
    def _fields(cls, value: dict[str, str]) -> dict[str, str]:
        for name, text in value.items():
            _told(json_path, text, name)
        return value

    def paths(self) -> dict[str, JsonPath]:
        """The path to each column, from a row."""
        return {name: json_path(text) for name, text in self.fields.items()}


class HtmlSource(Fetched):
    """A table of an HTML page: the n-th from 1, or the one whose caption or first header holds these words."""

    kind: Literal["html"]
    table_: str = Field(default="1", alias="table")


class SparqlSource(Fetched):
    """A query to a SPARQL endpoint: one's own, or a template, its parameters given by ``with``."""

    kind: Literal["sparql"]
    query: str | None = None
    template: str | None = None
    with_: dict[str, str | tuple[str, ...]] = Field(default={}, alias="with")


class SdmxSource(Fetched):
    """Statistics as SDMX-JSON or SDMX-CSV; the columns are the dimensions and attributes, and ``OBS_VALUE``."""

    kind: Literal["sdmx"]
    format: Literal["json", "csv"] = "json"


class DatabaseSource(Declared):
    """A query to a database: ``sqlite:`` or ``duckdb:`` with a path from the project's root, or ``postgresql://``."""

    kind: Literal["database"]
    url: str
    query: str = Field(min_length=1)
    private: bool = False

    @field_validator("url")
    @classmethod
    def _known(cls, value: str) -> str:
        if not value.startswith(("sqlite:", "duckdb:", "postgresql://")):
            raise ValueError(f"{value!r} is no database, expected sqlite:FILE, duckdb:FILE or postgresql://HOST/NAME")
        return value


Web = CsvSource | JsonSource | HtmlSource | SparqlSource | SdmxSource
Declaration = Annotated[Web | DatabaseSource, Field(discriminator="kind")]
_KINDS: dict[str, type[Declared]] = {
    "csv": CsvSource, "json": JsonSource, "html": HtmlSource, "sparql": SparqlSource, "sdmx": SdmxSource,
    "database": DatabaseSource,
}  # fmt: skip
_ADAPTER: TypeAdapter[Web | DatabaseSource] = TypeAdapter(Declaration)


@dataclass(frozen=True, slots=True)
class Source:
    """A declared source of a package: its name is that of its file, ``sha256`` is over the file."""

    name: str
    package: Path
    file: str
    sha256: str
    declared: Web | DatabaseSource

    @property
    def title(self) -> str:
        """What messages call it: the package and the name."""
        return f"{self.package.name}/{self.name}"


def web_address(text: str) -> str:
    """An address of the web, as it is. Raises ValueError for anything else, also for one with a password in it."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or any(letter.isspace() or ord(letter) < 32 for letter in text):
        raise ValueError(f"{text!r} is no address, expected one such as https://example.org/data.csv")
    if parts.username or parts.password:
        raise ValueError(f"a name or a password in the address of {parts.hostname}, expected none: a lock is for all to read")
    return text


def declared_sources(package: Path) -> list[Source]:
    """The sources that a package declares, in the order of their names. Raises Problems, all of them."""
    found, faults = [], []
    for file in sorted([*(package / FOLDER).glob("*.yaml"), *(package / FOLDER).glob("*.yml")]):
        try:
            found.append(_source(file, package))
        except Problems as bad:
            faults += list(bad.at(shown(file)).problems)
    if faults:
        raise Problems(faults)
    return found


def shown(path: Path) -> str:
    """A path as messages have it: relative to the working folder where it lies inside."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _source(file: Path, package: Path) -> Source:
    if not _NAME.fullmatch(file.stem):
        raise Problems([Problem(f"{file.stem!r} is no name", expected="small letters, digits, hyphens, points, underscores")])
    if not file.resolve().is_relative_to(package.resolve()):
        raise Problems([Problem("a link that leaves the package", expected="a file inside the package")])
    try:
        body = plain_file(file).read_bytes()
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not utf-8", shown(file), line, expected="utf-8 text")]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}")]) from None
    found = document(text, shown(file))
    declared = _declaration(found)
    _check(declared, found)
    return Source(file.stem, package, shown(file), hashlib.sha256(body).hexdigest(), declared)


def _declaration(found: Document) -> Web | DatabaseSource:
    if not isinstance(found.value, dict):
        raise Problems([Problem("no mapping", found.file, 1, expected="kind, source and rows")])
    kind = found.value.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        wrong = f"kind {said(kind)} is not known" if kind is not None else "no 'kind'"
        line = found.line("kind")
        raise Problems([Problem(wrong, found.file, line, "", f"one of {', '.join(_KINDS)}", nearest(str(kind), _KINDS))])
    try:
        return _ADAPTER.validate_python(found.value)
    except ValidationError as error:
        told = {fault["loc"][1:4]: fault for fault in reversed(error.errors())}
        raise Problems(_fault(fault, found, _KINDS[kind]) for fault in reversed(told.values())) from None


def _check(declared: Declared, found: Document) -> None:
    """What hangs on several keys: columns of known resources, maps that exist, one query."""
    faults = [fault for i, rows in enumerate(declared.rows) for fault in _rows_faults(declared, rows, i, found)]
    if isinstance(declared, SparqlSource) and (declared.query is None) == (declared.template is None):
        wrong = "query and template" if declared.query else "no query"
        faults.append(Problem(wrong, found.file, 1, expected="a query or a template"))
    if declared.vintages:
        line = found.line("vintages")
        if declared.source.published not in (None, "last-modified"):
            expected = "last-modified, or none: each vintage has a day of its own"
            faults.append(Problem("one day of publication", found.file, line, "vintages", expected))
        others = [rows.resource for rows in declared.rows if rows.resource != "observations" and _cites(rows.resource)]
        expected = "observations, and names beside them"
        faults += [Problem(f"vintages of {name}", found.file, line, "vintages", expected) for name in others]
    if faults:
        raise Problems(faults)


def _cites(resource: str) -> bool:
    """Whether the rows of a resource cite sources, or are some."""
    model = RESOURCES.get(resource)
    return model is None or resource in ("sources", "disagreements") or "sources" in model.model_fields


def _rows_faults(declared: Declared, rows: Rows, i: int, found: Document) -> Iterator[Problem]:
    model = RESOURCES.get(rows.resource)
    names = [column.alias or name for name, column in model.model_fields.items()] if model else list(_of_schema(rows))
    for name, made in rows.cells().items():
        line = found.line("rows", i, "columns", name)
        if names and name not in names:
            wrong = f"{rows.resource} has no column {name!r}"
            yield Problem(wrong, found.file, line, "", f"one of {', '.join(names)}", nearest(name, names))
        for used in made.maps():
            if used not in declared.maps:
                expected = f"one of the maps {', '.join(declared.maps)}" if declared.maps else "a map of that name in 'maps'"
                yield Problem(f"no map {used!r}", found.file, line, f"columns.{name}", expected, nearest(used, declared.maps))
    for name, column in model.model_fields.items() if model else ():
        needed = column.alias or name
        if column.is_required() and needed not in rows.columns and needed != "sources":
            wrong = f"{rows.resource} needs a column {needed!r}"
            yield Problem(wrong, found.file, found.line("rows", i), expected="a cell for it")


def _of_schema(rows: Rows) -> tuple[str, ...]:
    return tuple(column.name for column in rows.table_schema.fields) if rows.table_schema else ()


def _told(read: Callable[[str], object], text: str, name: str) -> None:
    try:
        read(text)
    except Problems as faults:
        raise ValueError(f"{name}: {faults.problems[0]}") from None
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _fault(fault: Any, found: Document, model: type[BaseModel]) -> Problem:
    where = tuple(fault["loc"][1:])
    name = ".".join(map(str, where))
    line = found.line(*where)
    last, around = str(where[-1]) if where else "", ".".join(map(str, where[:-1]))
    match fault["type"]:
        case "extra_forbidden":
            known = _keys(model, where[:-1])
            near = nearest(last, known)
            return Problem(f"unknown key {last!r}", found.file, line, around, f"one of {', '.join(known)}", near)
        case "missing":
            return Problem(f"no {last!r}", found.file, line, around, "a value")
        case "too_short" | "string_too_short":
            return Problem("nothing in it", found.file, line, name, "something")
        case "tuple_type" | "dict_type" | "model_type" | "string_type" as kind:
            return Problem(f"{fault['input']!r}"[:60], found.file, line, name, _EXPECTED[kind])
        case "literal_error":
            return Problem(f"{fault['input']!r} is not known here", found.file, line, name, fault["ctx"]["expected"])
        case "string_pattern_mismatch":
            return Problem(f"{fault['input']!r} is no name", found.file, line, name, "letters and digits without spaces")
        case _:
            wrong = fault["msg"].removeprefix("Value error, ")
            return Problem(wrong[:1].lower() + wrong[1:], found.file, line, name)


_EXPECTED = {"tuple_type": "a list", "dict_type": "keys with values", "model_type": "keys with values", "string_type": "a text"}
_PARTS: dict[str, type[BaseModel]] = {"source": Cited, "rows": Rows, "limits": Limits}


def _keys(model: type[BaseModel], where: tuple[Any, ...]) -> list[str]:
    inner = next((_PARTS[part] for part in where if part in _PARTS), model)
    return [column.alias or key for key, column in inner.model_fields.items()]
