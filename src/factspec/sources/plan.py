"""What a refresh would write: every source asked, its rows made, and held against those that are there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from factspec.problem import Problem, Problems
from factspec.reference.descriptor import DESCRIPTOR
from factspec.reference.files import Layout, RawTable, raw_table
from factspec.reference.package import raw_tables
from factspec.reference.tables import TableSchema
from factspec.sources.alternatives import check_choice, rivals, usual
from factspec.sources.asking import came
from factspec.sources.cells import Setting
from factspec.sources.declaration import FOLDER, Citing, FileSource
from factspec.sources.declared import Source, declared_sources, shown
from factspec.sources.descriptor import descriptor_with
from factspec.sources.fetch import Client
from factspec.sources.forms import Row
from factspec.sources.lock import LOCK, Lock, Locked, read_lock
from factspec.sources.made import Taken, entity_names, fetched_rows, made_entities, tables
from factspec.sources.rowchanges import RowChange, row_changes
from factspec.sources.sheets import kept_sheet
from factspec.sources.snapshots import Came, digest, kept_body, kept_sidecar, snapshot_files
from factspec.sources.table import FETCHED, Table, resource_of
from factspec.values.nearest import nearest

_Thing = TypeVar("_Thing")
_Found = TypeVar("_Found")
State = Literal["new", "changed", "same", "gone", "replaced"]


@dataclass(frozen=True, slots=True)
class Update:
    """A source and what became of it: new, with other rows, with the same rows, no longer declared, or replaced by another."""

    title: str
    state: State
    rows: int
    changes: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that would be written below ``folder``, None for one that would go, and what that changes."""

    folder: Path
    updates: tuple[Update, ...]
    files: Mapping[str, bytes | None]

    @property
    def changes(self) -> tuple[RowChange, ...]:
        """All rows that would be added, changed or gone."""
        return tuple(change for update in self.updates for change in update.changes)


@dataclass(frozen=True, slots=True)
class Item:
    """A source, the body that came from it and the rows in that."""

    source: Source
    came: Came
    rows: Sequence[Row]
    earlier: tuple[Taken, ...] = ()

    @property
    def bodies(self) -> tuple[Taken, ...]:
        """All bodies whose rows count, the oldest first."""
        return (*self.earlier, (self.rows, self.came.sidecar))


def packages(folder: Path) -> list[Path]:
    """The packages at ``folder`` that hold data or declare sources: itself, or folders in it. Raises Problems for none."""
    if _is_package(folder):
        return [folder]
    found = sorted(path for path in folder.iterdir() if path.is_dir() and _is_package(path)) if folder.is_dir() else []
    if not found:
        wrong = "no data package here" if folder.is_dir() else "no such folder"
        expected = f"a folder with a {DESCRIPTOR} or {FOLDER}/*.yaml, or one of such folders"
        raise Problems([Problem(wrong, str(folder), expected=expected)])
    return found


def chosen(folder: Path, names: Sequence[str], *, new: bool = False) -> list[Source]:
    """The declared sources of some names, ``source`` or ``package/source``; all where none is named. Raises Problems for none.

    ``new`` leaves out those that have rows already.
    """
    found = _each(packages(folder), declared_sources)
    if not found:
        expected = f"{FOLDER}/*.yaml in a package: docs/sources.md tells how"
        raise Problems([Problem("no source is declared", str(folder), expected=expected)])
    known = [source.title for source in found]
    unknown = [name for name in names if not any(name in (source.name, source.title) for source in found)]
    if unknown:
        expected = f"one of {', '.join(known)}"
        raise Problems(Problem(f"no source {name!r}", expected=expected, nearest=nearest(name, known)) for name in unknown)
    taken = {(package.name, name) for package in packages(folder) for name in read_lock(package).sources}
    picked = [source for source in found if source.name in names or source.title in names] if names else usual(found, taken)
    check_choice(picked)
    return [source for source in picked if not new or (source.package.name, source.name) not in taken]


def planned(folder: Path, root: Path, sources: Sequence[Source], client: Client) -> Plan:
    """What taking the sources anew would change. Raises Problems, of all sources, and then nothing may be written."""
    items = _each(sources, lambda source: [_item(source, client, root)])
    made = remade(folder, items)
    updates: list[Update] = []
    files: dict[str, bytes | None] = {}
    for package in packages(folder):
        prefix = "" if package == folder else f"{package.name}/"
        own = [item for item in items if item.source.package == package]
        files |= {prefix + name: body for name, body in _package_files(package, own, made, updates).items()}
    return Plan(folder, tuple(updates), files)


def remade(folder: Path, items: Sequence[Item]) -> dict[str, list[Table]]:
    """The tables of each source, by its title, made over the entities that are there and those that the sources give."""
    others = {(item.source.package, file) for item in items for file in _files_to_go(item.source)}
    known = list(_entities(folder, others))
    setting = [Setting(item.source.declared.maps, *entity_names(known)) for item in items]
    for item, here in zip(items, setting, strict=True):
        known += _placed(item.source, lambda item=item, here=here: list(made_entities(item.source, item.rows, here)))  # type: ignore[misc]
    names = entity_names(known)

    def of(item: Item) -> list[tuple[str, list[Table]]]:
        here = Setting(item.source.declared.maps, *names)
        return [(item.source.title, _placed(item.source, lambda: tables(item.source, item.bodies, here)))]

    return dict(_each(items, of))


def _files_to_go(source: Source) -> Iterator[str]:
    """The files whose rows a source makes anew, and those of the sources in whose place it comes."""
    locked = read_lock(source.package).sources
    yield f"{FETCHED}/{source.name}.entities.csv"
    yield from (rows.into for rows in source.declared.rows if rows.into)
    for name in (source.name, *rivals(source, declared_sources(source.package))):
        yield from locked[name].files if name in locked else ()


def from_snapshot(source: Source, locked: Locked) -> Item:
    """A source as its snapshot has it. Raises Problems where the snapshot is not what the lock says."""
    try:
        kept = _kept(source, locked)
    except Problems as bad:
        raise Problems(fault if fault.file else fault.at(source.file, 1) for fault in bad.problems) from None
    rows = _placed(source, lambda: fetched_rows(source, kept.body, kept.sidecar))
    return Item(source, kept, rows, _earlier(source, locked.earlier))


def _is_package(path: Path) -> bool:
    return (path / DESCRIPTOR).is_file() or any((path / FOLDER).glob("*.y*ml"))


def _item(source: Source, client: Client, root: Path) -> Item:
    locked = read_lock(source.package).sources.get(source.name)
    try:
        kept = _kept(source, locked) if locked else None
    except Problems:
        kept = None  # a snapshot that is damaged or missing is taken anew
    client.tell(f"asking {source.title}")
    found = came(source, client, root, kept)
    rows = _placed(source, lambda: fetched_rows(source, found.body, found.sidecar))
    before = (*locked.earlier, *(() if found.known else (locked.snapshot,))) if locked else ()
    return Item(
        source, found, rows, _earlier(source, before) if isinstance(source.declared, Citing) and source.declared.vintages else ()
    )


def _earlier(source: Source, digests: Sequence[str]) -> tuple[Taken, ...]:
    """The rows of earlier bodies. Raises Problems where one is not kept: its figures would be lost."""
    found = []
    for sha256 in digests:
        body, sidecar = kept_body(source.package, sha256), kept_sidecar(source.package, sha256)
        found.append((_placed(source, lambda body=body, sidecar=sidecar: fetched_rows(source, body, sidecar)), sidecar))  # type: ignore[misc]
    return tuple(found)


def _kept(source: Source, locked: Locked) -> Came:
    if isinstance(source.declared, FileSource):
        return kept_sheet(source.package, source.declared, locked)
    return Came(kept_body(source.package, locked.snapshot), kept_sidecar(source.package, locked.snapshot), True)


def _package_files(
    package: Path, items: Sequence[Item], made: Mapping[str, Sequence[Table]], updates: list[Update]
) -> dict[str, bytes | None]:
    """The files of one package that change, the descriptor and the lock among them."""
    lock = read_lock(package)
    locked = dict(lock.sources)
    files: dict[str, bytes | None] = {}
    declared = declared_sources(package)
    for item in items:
        before = locked.get(item.source.name)
        replaced = {name: locked.pop(name) for name in rivals(item.source, declared) if name in locked}
        update, changed = _updated(item, made[item.source.title], before, replaced)
        updates.append(update)
        updates += [Update(f"{package.name}/{name}", "replaced", 0) for name in replaced]
        if changed:
            files |= changed
            locked[item.source.name] = _locked(item, made[item.source.title])
    for name in sorted(locked.keys() - {source.name for source in declared}):
        gone = locked.pop(name)
        changes = [change for file in gone.files for change in _changes(package, resource_of(file, name), [file], [])]
        updates.append(Update(f"{package.name}/{name}", "gone", 0, tuple(changes)))
        files |= dict.fromkeys(gone.files)
    if files or locked != dict(lock.sources):
        schemas = {rows.resource: rows.table_schema for item in items for rows in item.source.declared.rows if rows.table_schema}
        owned = {file: resource_of(file, name) for name, one in locked.items() for file in one.files}
        known = {file for one in lock.sources.values() for file in one.files}
        named = {one.declared.licence for one in declared if one.name in locked and isinstance(one.declared, FileSource)}
        descriptor = descriptor_with(package, owned, schemas, gone=known - owned.keys(), licences=sorted(named))
        files |= {DESCRIPTOR: descriptor} if descriptor else {}
        files[LOCK] = Lock(added=lock.added, sources=locked).text().encode()
    return files


def _updated(
    item: Item, made: Sequence[Table], before: Locked | None, replaced: Mapping[str, Locked]
) -> tuple[Update, dict[str, bytes | None]]:
    """What became of a source, and its files where they change; the same rows from another body change nothing.

    ``replaced`` are the sources in whose place it comes: their files go.
    """
    package, source = item.source.package, item.source
    earlier = [(file, resource_of(file, name)) for name, one in replaced.items() for file in one.files]
    earlier += [(file, resource_of(file, source.name)) for file in (before.files if before else ())]
    files: dict[str, bytes | None] = {table.file: table.text().encode() for table in made}
    _check_free(package, files, {file for file, _ in earlier})
    files |= dict.fromkeys(file for file, _ in earlier if file not in files)
    rows = sum(len(table.rows) for table in made if table.resource != "sources" or source.sheet)
    changes = []
    for resource in dict.fromkeys([*(table.resource for table in made), *(resource for _, resource in earlier)]):
        now = [text for table in made if table.resource == resource and (text := files[table.file]) is not None]
        old = [file for file, of in earlier if of == resource] or [table.file for table in made if table.resource == resource]
        changes += _changes(package, resource, old, now)
    whole = before is not None and all((package / file).is_file() for file in before.files)
    if (
        before is not None
        and whole
        and not changes
        and before.declaration == source.sha256
        and (item.came.known or (source.sheet is None and _sound(package, before)))
    ):
        return Update(source.title, "same", rows), {}
    if source.sheet and before is not None and whole and not changes and before.declaration == source.sha256:
        return Update(source.title, "same", rows), files  # the sheet has changed, and not in these rows
    body, sidecar = snapshot_files(item.came.sidecar.sha256)
    if not item.came.known and source.sheet is None:
        files |= {body: item.came.body, sidecar: item.came.sidecar.text().encode()}
    return Update(source.title, "changed" if before else "new", rows, tuple(changes)), files


def _check_free(package: Path, files: Mapping[str, bytes | None], own: Container[str]) -> None:
    """Raises Problems where a file of rows would take the place of one that no source has made, and that holds something else."""
    for file, body in files.items():
        path = package / file
        if file in own or file.startswith(f"{FETCHED}/") or not path.exists():
            continue
        if not path.is_file() or path.read_bytes() != body:
            wrong = "it is there already, and holds other rows than the sheet"
            raise Problems([Problem(wrong, shown(path), expected="the sheet to hold them, or another name in 'into'")])


def _sound(package: Path, locked: Locked) -> bool:
    try:
        kept_body(package, locked.snapshot)
        kept_sidecar(package, locked.snapshot)
    except Problems:
        return False
    return True


def _locked(item: Item, made: Sequence[Table]) -> Locked:
    sidecar = item.came.sidecar
    return Locked(
        declaration=item.source.sha256,
        url=item.source.declared.url,
        time=sidecar.time,
        snapshot=sidecar.sha256,
        earlier=tuple(sidecar.sha256 for _, sidecar in item.earlier),
        files={table.file: digest(table.text().encode()) for table in sorted(made, key=lambda table: table.file)},
    )


def _changes(package: Path, resource: str, old: Iterable[str], new: Iterable[bytes]) -> list[RowChange]:
    """What new files of rows change, against those that are there."""
    paths = [package / file for file in old]
    before = [row for path in paths if path.is_file() and path.stat().st_size for row in _rows(raw_table(path, "csv", Layout()))]
    after = [row for body in new for row in _csv_cells(body.decode())]
    return row_changes(resource, before, after, _plain_key(package, resource))


def _plain_key(package: Path, resource: str) -> Sequence[str]:
    for source in declared_sources(package):
        for rows in source.declared.rows:
            if rows.resource == resource and isinstance(rows.table_schema, TableSchema):
                return rows.table_schema.key_columns
    return ()


def _csv_cells(text: str) -> list[Mapping[str, str]]:
    import csv
    import io

    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def _rows(table: RawTable) -> list[Mapping[str, str]]:
    return [cells for _, cells in table.rows]


def _entities(folder: Path, without: set[tuple[Path, str]]) -> Iterator[Mapping[str, str]]:
    """The entities of all packages, but for those that certain files hold."""
    for package in packages(folder):
        if not (package / DESCRIPTOR).is_file():
            continue
        for _, _, table in raw_tables(package, {"entities"}):
            if (package, table.path.relative_to(package).as_posix()) not in without:
                yield from _rows(table)


def _placed(source: Source, read: Callable[[], _Found]) -> _Found:
    """What ``read`` gives; its faults are told at the declaration."""
    try:
        return read()
    except Problems as faults:
        raise faults.at(source.file, 1) from None


def _each(things: Iterable[_Thing], found: Callable[[_Thing], Iterable[_Found]]) -> list[_Found]:
    """What ``found`` gives for all things together. Raises Problems: those of all of them."""
    whole: list[_Found] = []
    faults: list[Problem] = []
    for thing in things:
        try:
            whole += found(thing)
        except Problems as bad:
            faults += bad.problems
    if faults:
        raise Problems(faults)
    return whole
