"""Declared sources: what a ``references/<package>/sources/*.yaml`` file says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from factspec.problem import Problems
from factspec.reference.tables import TableSchema
from factspec.sources.cells import Cell, cell
from factspec.sources.paths import JsonPath, json_path

FOLDER = "sources"


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

    ``where`` keeps rows whose column has one of some values, ``need`` rows whose columns are not blank. The rows of a sheet may
    have no ``columns``: then they stand as they are, in the file ``into`` if that is given.
    """

    resource: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    columns: Annotated[dict[str, str], Field(min_length=1)] | None = None
    into: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9._-]*\.csv$")
    where: dict[str, str | tuple[str, ...]] = {}
    need: tuple[str, ...] = ()
    table_schema: TableSchema | None = Field(default=None, alias="schema")

    @field_validator("columns")
    @classmethod
    def _cells(cls, value: dict[str, str] | None) -> dict[str, str] | None:
        for name, text in (value or {}).items():
            _told(cell, text, name)
        return value

    def cells(self) -> dict[str, Cell]:
        """The cells of all columns, ready to be filled."""
        return {name: cell(text) for name, text in (self.columns or {}).items()}


class Declared(Part):
    """What every declaration says: the rows that are made, and the sources whose place it can take."""

    rows: tuple[Rows, ...] = Field(min_length=1)
    maps: dict[str, dict[str, str]] = {}
    limits: Limits = Limits()
    instead_of: tuple[str, ...] = ()


class Citing(Declared):
    """What a source says that is cited by its rows. ``vintages`` keeps the figures of earlier bodies beside the revised ones."""

    source: Cited
    vintages: bool = False

    @property
    def licence(self) -> str | None:
        """The licence of what is taken."""
        return self.source.licence


class FileSource(Declared):
    """A sheet in the package: CSV with a header, such as rows that people collect. ``provenance`` says how it came about.

    Its rows name their sources themselves, in a column ``sources``, or cite ``source``.
    """

    kind: Literal["file"]
    file: str = Field(min_length=1)
    provenance: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    source: Cited | None = None
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    skip: int = Field(default=0, ge=0, le=1000)
    encoding: str | None = None

    @property
    def url(self) -> str:
        """Where it is, for a lock and a list: the path from the package."""
        return self.file


class Fetched(Citing):
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


class DatabaseSource(Citing):
    """A query to a database: ``sqlite:`` or ``duckdb:`` with a path from the project's root, or ``postgresql://``."""

    kind: Literal["database"]
    url: str
    query: str = Field(min_length=1)
    private: bool = False

    @field_validator("url")
    @classmethod
    def _known(cls, value: str) -> str:
        if value.startswith(("sqlite:", "duckdb:")):
            return value
        if not value.startswith("postgresql://"):
            raise ValueError(f"{value!r} is no database, expected sqlite:FILE, duckdb:FILE or postgresql://HOST/NAME")
        return server_address(value)


Web = CsvSource | JsonSource | HtmlSource | SparqlSource | SdmxSource
AnySource = Web | DatabaseSource | FileSource
Declaration = Annotated[AnySource, Field(discriminator="kind")]
KINDS: dict[str, type[Declared]] = {
    "csv": CsvSource, "json": JsonSource, "html": HtmlSource, "sparql": SparqlSource, "sdmx": SdmxSource,
    "database": DatabaseSource, "file": FileSource,
}  # fmt: skip


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


def server_address(text: str) -> str:
    """The address of a database's server, as it is. Raises ValueError for another one, or with a password or settings in it."""
    try:
        parts = urlsplit(text)
        sound = bool(parts.hostname) and parts.port != 0 and parts.path.strip("/") != ""
    except ValueError:
        sound, parts = False, urlsplit("")
    if parts.password or parts.query:
        raise ValueError("a password or settings in the address, expected a host and a name alone: PGPASSFILE has the password")
    if not sound:
        raise ValueError(f"{text!r} is no address of a database, expected one such as postgresql://USER@HOST:5432/NAME")
    return text


def _told(read: Callable[[str], object], text: str, name: str) -> None:
    try:
        read(text)
    except Problems as faults:
        raise ValueError(f"{name}: {faults.problems[0]}") from None
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
