"""Declarations of a package's sources, read strictly from its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from factspec.documents import Document, document
from factspec.problem import Problem, Problems
from factspec.reference.schema import RESOURCES
from factspec.sources.declaration import (
    FOLDER,
    KINDS,
    AnySource,
    Cited,
    Citing,
    Declaration,
    Declared,
    FileSource,
    Limits,
    Rows,
    SparqlSource,
)
from factspec.values.nearest import nearest
from factspec.values.plain_file import plain_file
from factspec.values.unfit import said

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")
_ADAPTER: TypeAdapter[AnySource] = TypeAdapter(Declaration)


@dataclass(frozen=True, slots=True)
class Source:
    """A declared source of a package: its name is that of its file, ``sha256`` is over the file."""

    name: str
    package: Path
    file: str
    sha256: str
    declared: AnySource

    @property
    def title(self) -> str:
        """What messages call it: the package and the name."""
        return f"{self.package.name}/{self.name}"

    @property
    def sheet(self) -> Path | None:
        """The file that holds its rows, if it is one of the package's own."""
        return self.package / self.declared.file if isinstance(self.declared, FileSource) else None


def declared_sources(package: Path) -> list[Source]:
    """The sources that a package declares, in the order of their names. Raises Problems, all of them."""
    found, faults = [], []
    for file in sorted([*(package / FOLDER).glob("*.yaml"), *(package / FOLDER).glob("*.yml")]):
        try:
            found.append(_source(file, package))
        except Problems as bad:
            faults += list(bad.at(shown(file)).problems)
    faults += _strange(found)
    if faults:
        raise Problems(faults)
    return found


def _strange(found: Sequence[Source]) -> Iterator[Problem]:
    """What is wrong with the names in ``instead_of``."""
    known = {source.name: source for source in found}
    makers: dict[str, Source] = {}
    for source in found:
        for file in (rows.into for rows in source.declared.rows if rows.into):
            other = makers.setdefault(file, source)
            apart = {source.name, *source.declared.instead_of} & {other.name, *other.declared.instead_of}
            if not apart:
                yield Problem(f"{file!r} is made by {other.name!r} too", source.file, None, "into", "a file of its own for each")
        for name in source.declared.instead_of:
            if name not in known or name == source.name:
                expected = f"another source of the package: {', '.join(one for one in known if one != source.name) or 'none yet'}"
                yield Problem(f"no source {name!r}", source.file, None, "instead_of", expected, nearest(name, known))
            elif known[name].declared.instead_of:
                wrong = f"{name!r} stands in for another itself"
                yield Problem(wrong, source.file, None, "instead_of", f"{', '.join(known[name].declared.instead_of)}")


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


def _declaration(found: Document) -> AnySource:
    if not isinstance(found.value, dict):
        raise Problems([Problem("no mapping", found.file, 1, expected="kind, source and rows")])
    kind = found.value.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        wrong = f"kind {said(kind)} is not known" if kind is not None else "no 'kind'"
        line = found.line("kind")
        raise Problems([Problem(wrong, found.file, line, "", f"one of {', '.join(KINDS)}", nearest(str(kind), KINDS))])
    try:
        return _ADAPTER.validate_python(found.value)
    except ValidationError as error:
        told = {fault["loc"][1:4]: fault for fault in reversed(error.errors())}
        raise Problems(_fault(fault, found, KINDS[kind]) for fault in reversed(told.values())) from None


def _check(declared: Declared, found: Document) -> None:
    """What hangs on several keys: columns of known resources, maps that exist, one query."""
    faults = [fault for i, rows in enumerate(declared.rows) for fault in _rows_faults(declared, rows, i, found)]
    if isinstance(declared, SparqlSource) and (declared.query is None) == (declared.template is None):
        wrong = "query and template" if declared.query else "no query"
        faults.append(Problem(wrong, found.file, 1, expected="a query or a template"))
    if isinstance(declared, Citing) and declared.vintages:
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
    yield from _place_faults(declared, rows, i, found)
    for name, column in model.model_fields.items() if model and rows.columns else ():
        needed = column.alias or name
        if column.is_required() and needed not in (rows.columns or ()) and needed != "sources":
            wrong = f"{rows.resource} needs a column {needed!r}"
            yield Problem(wrong, found.file, found.line("rows", i), expected="a cell for it")


def _place_faults(declared: Declared, rows: Rows, i: int, found: Document) -> Iterator[Problem]:
    """Rows without columns, and files of their own, where the source is no sheet of the package."""
    line = found.line("rows", i)
    if not isinstance(declared, FileSource):
        if rows.columns is None:
            yield Problem("no 'columns'", found.file, line, f"rows.{i}", "a value")
        if rows.into is not None:
            line = found.line("rows", i, "into")
            yield Problem("rows that were fetched", found.file, line, f"rows.{i}.into", "no 'into': they stand in fetched/")
    elif rows.into is not None and rows.into == declared.file:
        line = found.line("rows", i, "into")
        yield Problem(f"{rows.into!r} is the sheet itself", found.file, line, f"rows.{i}.into", "a file beside it")
    elif rows.into is not None and "." in rows.resource:
        yield Problem(f"a point in the name {rows.resource!r}", found.file, line, f"rows.{i}", "none, where 'into' says the file")
    elif rows.into is not None and rows.into != f"{rows.resource}.csv" and not rows.into.endswith(f".{rows.resource}.csv"):
        line = found.line("rows", i, "into")
        expected = f"{rows.resource}.csv, or NAME.{rows.resource}.csv"
        yield Problem(f"{rows.into!r} does not say what is in it", found.file, line, f"rows.{i}.into", expected)


def _of_schema(rows: Rows) -> tuple[str, ...]:
    return tuple(column.name for column in rows.table_schema.fields) if rows.table_schema else ()


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
