"""Rows made from a fetched body: the declaration's cells filled, row by row, and written as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from factspec.problem import Problem, Problems, problem
from factspec.reference.schema import RESOURCES
from factspec.sources.cells import TAKEN, Cell, Setting, address_or_name
from factspec.sources.declaration import (
    Cited,
    Citing,
    CsvSource,
    DatabaseSource,
    FileSource,
    HtmlSource,
    JsonSource,
    Rows,
    SdmxSource,
    SparqlSource,
)
from factspec.sources.declared import Source
from factspec.sources.forms import Row, limited
from factspec.sources.forms.objects import json_rows
from factspec.sources.forms.pages import html_rows
from factspec.sources.forms.separated import csv_rows
from factspec.sources.forms.sparql import sparql_rows
from factspec.sources.forms.statistics import sdmx_rows
from factspec.sources.paths import json_path
from factspec.sources.snapshots import Sidecar, snapshot_files
from factspec.sources.table import FETCHED, Table
from factspec.sources.text import body_text
from factspec.sources.vintages import Vintage, folded
from factspec.values.nearest import nearest

_LISTS = {"aliases", "noun", "verbs", "participants", "sources", "seen"}
_MOST_FAULTS = 20


def fetched_rows(source: Source, body: bytes, sidecar: Sidecar) -> list[Row]:
    """The rows of a body, by the source's kind. Raises Problems, also for a body without rows."""
    content_type = sidecar.headers.get("content-type", "")
    match source.declared:
        case CsvSource(delimiter=delimiter, skip=skip, encoding=encoding):
            found = csv_rows(body_text(body, content_type, encoding), delimiter=delimiter, skip=skip)
        case JsonSource(items=items, encoding=encoding) as declared:
            found = json_rows(body_text(body, content_type, encoding), json_path(items), declared.paths())
        case HtmlSource(table_=which, encoding=encoding):
            found = html_rows(body_text(body, content_type, encoding, html=True), which)
        case SparqlSource(encoding=encoding):
            found = sparql_rows(body_text(body, content_type, encoding))
        case SdmxSource(format="json", encoding=encoding):
            found = sdmx_rows(body_text(body, content_type, encoding))
        case SdmxSource(encoding=encoding):
            found = csv_rows(body_text(body, content_type, encoding))
        case DatabaseSource():
            found = csv_rows(body_text(body, "", "utf-8"))
        case FileSource(delimiter=delimiter, skip=skip, encoding=encoding):
            found = csv_rows(body_text(body, "", encoding), delimiter=delimiter, skip=skip)
    rows = list(limited(found))
    if not rows:
        raise problem("no rows in the answer", expected="one at least: an empty answer is more likely a fault than a fact")
    for row in rows:
        row[TAKEN] = sidecar.time[:10]
    return rows


Taken = tuple[Sequence[Row], Sidecar]


def tables(source: Source, bodies: Sequence[Taken], setting: Setting) -> list[Table]:
    """The tables that a source gives, the one of its own citation first. Raises Problems, all of them.

    ``bodies`` are the rows of its body and where it came from; before that, those of earlier bodies whose figures are kept.
    """
    rows, sidecar = bodies[-1]
    declared = source.declared
    dated = isinstance(declared, Citing) and declared.vintages
    found, faults = list[Table](), list[Problem]()
    if declared.source is not None and not dated:
        found.append(_citation(source, declared.source, sidecar))
    for target in declared.rows:
        try:
            if isinstance(declared, Citing) and dated and target.resource == "observations":
                found += _vintages(source, declared.source, target, bodies, setting)
            elif target.columns is None:
                found.append(_as_it_stands(source, target, rows, sidecar.ending))
            else:
                found.append(_table(source, target, rows, setting, declared.source.id if declared.source else None))
        except Problems as bad:
            faults += [fault.inside(target.resource) for fault in bad.problems]
    if faults:
        raise Problems(faults)
    return _joined(found)


def _vintages(source: Source, cited: Cited, target: Rows, bodies: Sequence[Taken], setting: Setting) -> Iterator[Table]:
    """The figures as they were first published, with their revisions, and the citations of the vintages that gave them."""
    told: dict[str, tuple[Vintage, Sidecar]] = {}
    for rows, sidecar in bodies:
        day = _modified(sidecar) if cited.published == "last-modified" else sidecar.time[:10]
        name = f"{cited.id}@{day}"
        told.pop(name, None)  # of two bodies of one day the later one stands
        told[name] = (Vintage(name, day, _table(source, target, rows, setting, name)), sidecar)
    found = folded([vintage for vintage, _ in told.values()], _file(source, "disagreements"))
    used = {cell for table in found for row in table.rows for cell in row if cell in told}
    for name in told:
        if name in used:
            yield _citation(source, cited, told[name][1], name, told[name][0].day)
    yield from found


def entity_names(made: Iterable[Mapping[str, str]]) -> tuple[dict[str, str], frozenset[str]]:
    """The ids of entities by address, name and alias; and the names that several share."""
    found: dict[str, str] = {}
    clashes = set()
    for row in made:
        for name in (row["id"], row.get("same_as", ""), row.get("name", ""), *row.get("aliases", "").split("|")):
            if name and found.setdefault(address_or_name(name), row["id"]) != row["id"]:
                clashes.add(address_or_name(name))
    return found, frozenset(clashes)


def made_entities(source: Source, rows: Sequence[Row], setting: Setting) -> Iterator[dict[str, str]]:
    """The rows of ``entities`` that a source gives itself, which its other cells may look up."""
    for target in source.declared.rows:
        if target.resource == "entities":
            table = _as_it_stands(source, target, rows) if target.columns is None else _table(source, target, rows, setting, "")
            yield from (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _citation(source: Source, cited: Cited, sidecar: Sidecar, name: str | None = None, day: str | None = None) -> Table:
    """The row of ``sources`` that other rows cite: what the declaration says, and the copy that was taken."""
    published = day or cited.published
    if published == "last-modified":
        published = _modified(sidecar)
    values = {
        "id": name or cited.id, "publisher": cited.publisher, "title": cited.title, "url": cited.url or source.declared.url,
        "published": published, "retrieved": sidecar.time[:10], "language": cited.language, "origin": cited.origin,
        "licence": cited.licence, "snapshot": snapshot_files(sidecar.sha256)[0], "sha256": sidecar.sha256,
    }  # fmt: skip
    if source.sheet:
        values["snapshot"] = source.declared.url
    row = tuple(value or "" for value in values.values())
    return Table("sources", _file(source, "sources"), tuple(values), (row,))


def _modified(sidecar: Sidecar) -> str:
    from email.utils import parsedate_to_datetime

    told = sidecar.headers.get("last-modified", "")
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (TypeError, ValueError):
        raise problem("the server says nothing of Last-Modified", expected="a day in source.published, or none") from None


def _file(source: Source, resource: str) -> str:
    return f"{FETCHED}/{source.name}.{resource}.csv"


def _as_it_stands(source: Source, target: Rows, rows: Sequence[Row], ending: str = "\n") -> Table:
    """The rows of a sheet, in its order and with its columns; those that name no source cite the one that is declared."""
    _check_columns(rows, (*target.where, *target.need))
    columns = tuple(name for name in rows[0] if name != TAKEN)
    cited = _citing(source, target, columns)
    kept = [(*(row[name] for name in columns), *cited) for row in rows if _wanted(row, target)]
    if not kept:
        raise problem("no row is left", expected="one at least: see 'where' and 'need'")
    file = target.into or _file(source, target.resource)
    return Table(target.resource, file, (*columns, "sources") if cited else columns, tuple(kept), ending)


def _citing(source: Source, target: Rows, columns: Sequence[str]) -> tuple[str, ...]:
    """The cell of the column ``sources`` that rows do not have themselves, if they need one."""
    if "sources" in columns or target.resource == "sources" or not _has_sources(target):
        return ()
    if source.declared.source is None:
        wanted = "one with each row's sources, or a 'source' that all of them cite"
        raise problem("no column 'sources'", expected=wanted)
    return (source.declared.source.id,)


def _check_columns(rows: Sequence[Row], names: Iterable[str]) -> None:
    known = list(rows[0])
    for name in names:
        if name not in known:
            raise problem(
                f"the answer has no column {name!r}", expected=f"one of {', '.join(known)[:500]}", nearest=nearest(name, known)
            )


def _table(source: Source, target: Rows, rows: Sequence[Row], setting: Setting, cited: str | None) -> Table:
    cells = target.cells()
    _check_columns(rows, (*target.where, *target.need, *(name for cell in cells.values() for name in cell.columns())))
    columns = tuple(cells)
    if cited is None:
        _citing(source, target, columns)
    elif "sources" not in columns and target.resource != "sources" and _has_sources(target):
        columns = (*columns, "sources")
    lists = frozenset(name for name in columns if name in _LISTS and target.resource in RESOURCES) | {"sources"}
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    faults: list[Problem] = []
    for number, row in enumerate(rows, 1):
        if not _wanted(row, target):
            continue
        try:
            line = [_filled(name, cell, row, setting, lists) for name, cell in cells.items()]
        except Problems as bad:
            faults += [fault.inside(f"row {number} of the answer") for fault in bad.problems]
            continue
        line += [cited or ""] * (len(columns) - len(line))
        alone = tuple(text for name, text in zip(columns, line, strict=True) if name not in lists)
        found.setdefault(alone, []).append(tuple(line))
    if faults:
        more = [Problem(f"and {len(faults) - _MOST_FAULTS} more")] if len(faults) > _MOST_FAULTS else []
        raise Problems([*faults[:_MOST_FAULTS], *more])
    if not found:
        raise problem("no row is left", expected="one at least: see 'where' and 'need'")
    made = sorted(_merged(lines, columns, lists) for lines in found.values())
    return Table(target.resource, target.into or _file(source, target.resource), columns, tuple(made))


def _has_sources(target: Rows) -> bool:
    model = RESOURCES.get(target.resource)
    return model is None or "sources" in model.model_fields


def _wanted(row: Row, target: Rows) -> bool:
    kept = all(row[name] in ((values,) if isinstance(values, str) else values) for name, values in target.where.items())
    return kept and all(row[name].strip() for name in target.need)


def _filled(name: str, cell: Cell, row: Row, setting: Setting, lists: frozenset[str]) -> str:
    try:
        text = cell.filled(row, setting)
    except Problems as bad:
        raise Problems(fault.inside(f"column {name}") for fault in bad.problems) from None
    plain = " ".join(text.split())
    if any(ord(letter) < 32 or "\ud800" <= letter <= "\udfff" or letter == "\x7f" for letter in plain):
        raise Problems([Problem("a control character", path=f"column {name}", expected="text")])
    loose = "|" in plain and name in lists and not cell.lists
    if loose and any("|" in row[column] for column in cell.columns()):
        raise Problems([Problem(f"{plain[:60]!r} holds a |", path=f"column {name}", expected="one value, or the filter 'list'")])
    return plain


def _merged(lines: list[tuple[str, ...]], columns: tuple[str, ...], lists: frozenset[str]) -> tuple[str, ...]:
    """Rows that differ in their lists alone as one row, with all that the lists have."""
    if len(lines) == 1:
        return lines[0]
    return tuple(
        "|".join(dict.fromkeys(part for line in lines for part in line[i].split("|") if part)) if name in lists else lines[0][i]
        for i, name in enumerate(columns)
    )


def _joined(found: list[Table]) -> list[Table]:
    """Tables of one file as one."""
    whole: dict[str, Table] = {}
    for table in found:
        before = whole.get(table.file)
        if before is None:
            whole[table.file] = table
            continue
        columns = tuple(dict.fromkeys((*before.columns, *table.columns)))
        rows = {
            tuple(dict(zip(part.columns, row, strict=True)).get(name, "") for name in columns)
            for part in (before, table)
            for row in part.rows
        }
        whole[table.file] = Table(table.resource, table.file, columns, tuple(sorted(rows)))
    return list(whole.values())
