"""The descriptor of a data package: its resources, and the files that hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from factspec.problem import Problem, Problems
from factspec.reference.files import Layout
from factspec.reference.tables import TableSchema
from factspec.values.characters import HALF, all_whole
from factspec.values.json import json_value
from factspec.values.nearest import nearest
from factspec.values.unfit import unfit

DESCRIPTOR = "datapackage.json"
_NO_MODEL = re.compile(r" or instance of \w+")
_NEEDED = "a Data Package with a name and resources, each with a name and a path"


class Dialect(BaseModel):
    """How the cells of a file are parted."""

    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    quoteChar: str = Field(default='"', min_length=1, max_length=1)  # noqa: N815  the Data Package's own spelling
    doubleQuote: bool = True  # noqa: N815


class Resource(BaseModel):
    """A table of a package, in one file or several, and where it is a plain one its Table Schema."""

    model_config = ConfigDict(populate_by_name=True)
    name: str = Field(min_length=1)
    title: str = ""
    path: str | tuple[str, ...]
    format: str | None = None
    encoding: str = "utf-8"
    dialect: Dialect = Dialect()
    table_schema: TableSchema | None = Field(default=None, alias="schema")

    @field_validator("path")
    @classmethod
    def _some(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if not value or (isinstance(value, tuple) and "" in value):
            raise PydanticCustomError("no_path", "no path")
        return value


class Descriptor(BaseModel):
    """What a package says of itself; what it says beyond that is not read."""

    name: str = Field(min_length=1)
    title: str = ""
    version: str = ""
    licenses: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = Field(min_length=1)

    @field_validator("licenses", mode="before")
    @classmethod
    def _named(cls, value: Any) -> tuple[str, ...]:
        return licences(value)


def licences(value: Any) -> tuple[str, ...]:
    """The licences that a descriptor names under ``licenses``: their names, titles or addresses; none for what names none."""
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []
    names = [one.get("name") or one.get("title") or one.get("path") for one in found]
    return tuple(name for name in names if isinstance(name, str))


def descriptor(file: Path) -> Descriptor:
    """The descriptor in a file. Raises Problems."""
    try:
        text = file.read_text("utf-8-sig")
        json.loads(text, parse_int=str)  # tells the line of what is no JSON
        value = json_value(text)
        if not all_whole(value):
            raise Problems([Problem(HALF, str(file), expected="text")])
        return Descriptor.model_validate(value)
    except UnicodeDecodeError as error:
        raise Problems([Problem(f"byte {error.start} is not utf-8", str(file), expected="utf-8 text")]) from None
    except json.JSONDecodeError as error:
        raise Problems([Problem(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", str(file), error.lineno)]) from None
    except ValidationError as error:
        raise Problems(_descriptor_fault(fault, file) for fault in error.errors()) from None
    except (ValueError, RecursionError) as error:
        wrong = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Problems([Problem(f"not JSON: {wrong}", str(file))]) from None


def files_of(folder: Path, resource: Resource) -> Iterator[Path]:
    """The files of a resource of the package at ``folder``. Raises Problems for one that is missing, or that lies outside."""
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


def file_format(resource: Resource, path: Path) -> str:
    """The format of a file in small letters: ``csv``, ``tsv``, ``parquet`` or what else is named."""
    return (resource.format or path.suffix.lstrip(".")).lower()


def layout(resource: Resource, path: Path) -> Layout:
    """How a file of a resource is written."""
    dialect = resource.dialect
    usual = "\t" if file_format(resource, path) == "tsv" else ","
    return Layout(resource.encoding, dialect.delimiter or usual, dialect.quoteChar, dialect.doubleQuote)


def _descriptor_fault(fault: Any, file: Path) -> Problem:
    told = unfit(fault)
    where = ".".join(map(str, fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"]))
    expected = told.expected if told.nearest or "not known here" in told.wrong else _NEEDED
    return replace(told, file=str(file), path=where, wrong=_NO_MODEL.sub("", told.wrong), expected=expected)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
