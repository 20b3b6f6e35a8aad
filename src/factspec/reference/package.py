"""Frictionless Data Packages (v2) read strictly: every bad row is reported, and nothing is half-loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from factspec.problem import Problem, Problems
from factspec.reference.amend import amended
from factspec.reference.bulk.event_file import EventFile
from factspec.reference.descriptor import DESCRIPTOR, Resource, descriptor, file_format, files_of, layout
from factspec.reference.facts import Package, Reference
from factspec.reference.files import RawTable, raw_table
from factspec.reference.integrity import beside
from factspec.reference.integrity import faults as integrity_faults
from factspec.reference.journal import settle
from factspec.reference.lost import Lost
from factspec.reference.schema import RESOURCES
from factspec.reference.tables import TableRow, TableSchema, plain_table
from factspec.reference.take import empty_table, take_rows
from factspec.values.lists import repeated
from factspec.values.nearest import nearest

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
    lost = Lost()
    for folder in folders:
        try:
            _read_package(folder, reference, faults, files, lost)
        except Problems as found:
            faults += found.problems
            lost.tables.update(RESOURCES)
    if files:
        from factspec.reference.bulk.read import read_events

        faults = read_events(reference, files, faults, cache)
    else:
        faults += beside(reference, lost) if faults else integrity_faults(reference)
    return _sound(reference, faults)


def raw_tables(folder: Path, only: Container[str] | None = None) -> Iterator[tuple[str, tuple[str, ...], RawTable]]:
    """The tables of a package as they are written: the resource of each, the key columns of a plain one, and a file's rows.

    ``only`` names the resources that are wanted. Raises Problems for what cannot be read at all.
    """
    for resource in descriptor(folder / DESCRIPTOR).resources:
        if only is not None and resource.name not in only:
            continue
        key = resource.table_schema.key_columns if resource.table_schema else ()
        for path in files_of(folder, resource):
            yield resource.name, key, raw_table(path, file_format(resource, path), layout(resource, path))


def reference_of(
    tables: Mapping[str, Sequence[Mapping[str, str]]], schemas: Mapping[str, Mapping[str, Any]] | None = None
) -> Reference:
    """A reference from rows in memory, each a mapping from column to cell; read as strictly as from files.

    The names of the tables are those of the recognised resources, or of plain tables with a Table Schema in ``schemas``.
    Raises Problems.
    """
    reference = Reference()
    faults: list[Problem] = []
    lost = Lost()
    known = schemas or {}
    for name, rows in tables.items():
        columns = tuple(dict.fromkeys(column for row in rows for column in row))
        raw = RawTable(Path(name), columns)
        raw.rows += [(line, {column: row.get(column, "") for column in columns}) for line, row in enumerate(rows, 2)]
        schema = TableSchema.model_validate(known[name]) if name in known else None
        try:
            resource = Resource(name=name, path=name, schema=schema)
            _take_plain(resource, _taken(resource, raw, reference, faults, lost), reference, faults, list(tables))
        except Problems as found:
            faults += found.problems
            lost.tables.add(name)
    reference.packages.append(Package("in-memory", "", "", hashlib.sha256(repr((tables, known)).encode()).hexdigest(), ""))
    faults += beside(reference, lost) if faults else integrity_faults(reference)
    return _sound(reference, faults)


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


def _read_package(folder: Path, reference: Reference, faults: list[Problem], files: list[EventFile] | None, lost: Lost) -> None:
    file = folder / DESCRIPTOR
    told = descriptor(file)
    digest = hashlib.sha256(file.read_bytes())
    names = [resource.name for resource in told.resources]
    expected = "a name of its own for each"
    faults += [Problem(f"two resources are called {name!r}", str(file), expected=expected) for name in repeated(names)]
    for number, resource in enumerate(told.resources):
        try:
            plain: list[RawTable] = []
            for path in files_of(folder, resource):
                with path.open("rb") as content:
                    of_file = hashlib.file_digest(content, "sha256")
                digest.update(of_file.digest())
                how = file_format(resource, path), layout(resource, path)
                if files is not None and resource.name == "events":
                    files.append(EventFile(folder, path, *how, of_file.hexdigest(), number, len(faults)))
                    continue
                before = len(faults)
                raw = raw_table(path, *how, faults)
                if len(faults) > before:
                    lost.tables.add(resource.name)
                if raw.rows or len(faults) == before:
                    plain += _taken(resource, raw, reference, faults, lost)
            _take_plain(resource, plain, reference, faults, names)
        except Problems as found:
            faults += found.problems
            lost.tables.add(resource.name)
    package = Package(told.name, told.title, told.version, digest.hexdigest(), str(folder), told.licenses)
    reference.packages.append(package)


def _event_bytes(folders: Sequence[Path]) -> int:
    """How large the files of events are together; those that cannot be read do not count."""
    found = 0
    for folder in folders:
        with suppress(Problems):
            told = descriptor(folder / DESCRIPTOR)
            events = [resource for resource in told.resources if resource.name == "events"]
            for path in (path for resource in events for path in files_of(folder, resource)):
                found += path.stat().st_size * (_PACKED if path.suffix == ".parquet" else 1)
    return found


def _taken(resource: Resource, raw: RawTable, reference: Reference, faults: list[Problem], lost: Lost) -> tuple[RawTable, ...]:
    """The table, if it is a plain one, to be joined with its other files; rows of any other are put into the reference."""
    if not raw.rows:
        faults.append(empty_table(raw.path))
        lost.tables.add(resource.name)
    elif resource.name in RESOURCES:
        take_rows(RESOURCES[resource.name], raw, reference, faults, lost)
    else:
        return (raw,)
    return ()


def _take_plain(
    resource: Resource, raws: Sequence[RawTable], reference: Reference, faults: list[Problem], names: list[str]
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
