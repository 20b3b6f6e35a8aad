"""Events of data packages read in bulk: checked whole, kept as an index on disk, and never all in memory.

reference = read_reference(folders, bulk=True)
reference.bulk    # an EventIndex; its database has the tables of factspec.reference.bulk.layout
reference.events  # only the events that disagreements are about
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factspec.problem import Problem, Problems
from factspec.reference.bulk import cache
from factspec.reference.bulk.build import build, finished
from factspec.reference.bulk.cells import COLUMNS, literal
from factspec.reference.bulk.event_file import EventFile
from factspec.reference.bulk.faults import row_faults
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.names import link_faults
from factspec.reference.bulk.reading import relation
from factspec.reference.bulk.relation import Relation, lines
from factspec.reference.bulk.workspace import Workspace, workspace
from factspec.reference.facts import Reference
from factspec.reference.files import RawTable, named
from factspec.reference.integrity import faults as integrity_faults
from factspec.reference.schema import Event
from factspec.reference.take import column_faults, empty_table, take_rows


def read_events(reference: Reference, files: Sequence[EventFile], faults: list[Problem], asked: Path | None) -> list[Problem]:
    """Gives a reference, whose other rows were read, the index of its events; returns all faults, with those before it.

    ``asked`` is the folder to keep the index in; without it, one in the package of the first file. Raises Problems where
    nothing can be written.
    """
    found_by = cache.key(reference, [(file.path, f"{file.file_format} {file.layout}", file.sha256) for file in files])
    places = cache.folders(files[0].folder, asked)
    if not faults and (kept := cache.kept(places, found_by)):
        return _linked(reference, kept)
    folder = cache.writable(places)
    with cache.alone(folder):
        kept = None if faults else cache.kept([folder], found_by)
        return _linked(reference, kept) if kept else _made(reference, files, faults, folder, found_by)


def _linked(reference: Reference, index: EventIndex) -> list[Problem]:
    """Gives a reference an index that is without fault; returns the faults between other rows, disagreements among them."""
    reference.bulk = index
    reference.events.update(index.named(_disputed(reference)))
    return integrity_faults(reference, {})


def _made(
    reference: Reference, files: Sequence[EventFile], faults: list[Problem], folder: Path, found_by: cache.Key
) -> list[Problem]:
    path = folder / found_by.name
    with workspace(folder) as work:
        relations, of_files = checked(work, files)
        faults = _in_order(files, faults, of_files)
        if faults:
            return faults
        build(work, reference, relations)
        reference.bulk = EventIndex(path, work.database)
        _take_disputed(work, reference, relations)
        faults = integrity_faults(reference, link_faults(work, reference, relations))
        if faults:
            return faults
        finished(work, found_by.content, path)
    cache.forget_others(folder, found_by)
    reference.bulk = cache.opened(path, found_by.content)
    return []


def checked(work: Workspace, files: Sequence[EventFile]) -> tuple[list[Relation], dict[int, list[Problem]]]:
    """The rows of some files, and the faults of each file by its number: those that it has whatever other rows there are."""
    relations: dict[int, Relation] = {}
    faults: dict[int, list[Problem]] = {}
    ended: set[tuple[Path, int]] = set()
    for number, file in enumerate(files):
        if (file.folder, file.resource) in ended:
            continue
        try:
            found = relation(work, file.path, file.file_format, file.layout)
        except Problems as unread:
            faults[number] = list(unread.problems)
            ended.add((file.folder, file.resource))
            continue
        wrong = column_faults(Event, found.columns, file.path) if found.rows else [empty_table(file.path)]
        if wrong:
            faults[number] = wrong
        else:
            relations[number] = found
    of_rows = row_faults(work, list(relations.values())) if relations else []
    faults.update(zip(relations, of_rows, strict=True))
    return list(relations.values()), faults


def _in_order(files: Sequence[EventFile], others: Sequence[Problem], of_files: dict[int, list[Problem]]) -> list[Problem]:
    """All faults in the order in which a reader of all files meets them."""
    found: list[Problem] = []
    before = 0
    for number, file in enumerate(files):
        found += [*others[before : file.after], *of_files.get(number, ())]
        before = file.after
    return [*found, *others[before:]]


def _disputed(reference: Reference) -> list[str]:
    return sorted({row.row for row in reference.disagreements if row.resource == "events"})


def _take_disputed(work: Workspace, reference: Reference, relations: Sequence[Relation]) -> None:
    """Takes the rows that disagreements are about as the Python reader takes them."""
    names = _disputed(reference)
    for of_file in relations if names else ():
        asked = f"SELECT row FROM ({of_file.tidy}) t WHERE id IN ({', '.join(map(literal, names))})"
        rows = work.rows(f"SELECT row, {', '.join(COLUMNS)} FROM ({of_file.raw}) r WHERE row IN ({asked}) ORDER BY row")
        at = lines(work, of_file, [row for row, *_ in rows])
        cells = (named(COLUMNS, [cell or "" for cell in found]) for _, *found in rows)
        take_rows(Event, RawTable(of_file.path, of_file.columns, list(zip(at, cells, strict=True))), reference, [])
