"""Proof that rows, snapshots and lock agree: from what is on disk alone, without any network."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from factspec.problem import Problem, Problems
from factspec.reference.descriptor import DESCRIPTOR
from factspec.reference.hold import is_held
from factspec.reference.journal import leftovers
from factspec.reference.package import raw_tables
from factspec.sources.alternatives import rivals
from factspec.sources.declared import Source, declared_sources, shown
from factspec.sources.lock import LOCK, Added, Lock, read_lock
from factspec.sources.plan import Item, from_snapshot, packages, remade
from factspec.sources.snapshots import digest
from factspec.sources.table import FETCHED, Table
from factspec.values.plain_file import file_inside


@dataclass(slots=True)
class Proof:
    """What was held against what: sources whose rows were made anew, rows in them, snapshots of sources by hand, added files.

    ``faults`` is what does not agree; ``notes`` is what there is nothing to prove about.
    """

    sources: int = 0
    rows: int = 0
    copies: int = 0
    added: int = 0
    faults: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was there to prove."""
        return not (self.sources or self.copies or self.added or self.faults)


def proof(folder: Path) -> Proof:
    """Holds all packages at ``folder`` to their locks. Raises Problems only where there is no package."""
    found = Proof()
    items: list[Item] = []
    locks: dict[Path, Lock] = {}
    for package in packages(folder):
        try:
            locks[package] = read_lock(package)
            declared = declared_sources(package)
        except Problems as bad:
            found.faults += bad.problems
            continue
        items += _items(package, declared, locks[package], found)
        _copies(package, found)
        if (added := locks[package].added) is not None:
            _added(package, added, found)
        _strays(package, locks[package], found)
    if is_held(folder):
        found.notes.append(f"{shown(folder)}: a command that writes is at work here; what it has not finished may not agree")
    found.faults += [
        Problem("what a change left that never came about", str(path), expected="nothing; it may be removed")
        for path in leftovers(folder)
        if not is_held(folder)
    ]
    try:
        made = remade(folder, items)
    except Problems as bad:
        found.faults += bad.problems
        return found
    found.faults = list(dict.fromkeys(found.faults))  # a sheet that several sources share is told of once
    for item in items:
        _agree(item.source, made[item.source.title], locks[item.source.package], found)
    return found


def _items(package: Path, declared: list[Source], lock: Lock, found: Proof) -> list[Item]:
    """The locked sources of a package, as their snapshots have them."""
    items = []
    for source in declared:
        locked = lock.sources.get(source.name)
        if locked is None and (others := [name for name in rivals(source, declared) if name in lock.sources]):
            found.notes.append(f"{source.title}: not taken; {', '.join(others)} has the rows")
            continue
        if locked is None:
            found.notes.append(f"{source.title}: declared and not taken yet; factspec references import takes it")
            continue
        if locked.declaration != source.sha256:
            wrong = "the declaration has changed since its rows were made"
            found.faults.append(
                Problem(wrong, source.file, expected=f"SHA-256 {locked.declaration}; factspec references refresh")
            )
            continue
        try:
            items.append(from_snapshot(source, locked))
        except Problems as bad:
            found.faults += bad.problems
    names = {source.name for source in declared}
    for name in lock.sources.keys() - names:
        wrong = f"source {name!r} is locked and no longer declared"
        found.faults.append(
            Problem(wrong, shown(package / LOCK), expected="its declaration; factspec references refresh takes its rows away")
        )
    return items


def _agree(source: Source, made: list[Table], lock: Lock, found: Proof) -> None:
    """Holds the files of a source to the lock, and to the rows that its snapshot gives."""
    locked = lock.sources[source.name]
    found.sources += 1
    texts = {table.file: table.text().encode() for table in made}
    for file in sorted({*texts, *locked.files}):
        path = source.package / file
        if file not in locked.files or file not in texts:
            wrong = "the lock does not know this file" if file in texts else "the snapshot gives no such rows"
            found.faults.append(Problem(wrong, shown(path), expected=f"what {shown(source.package / LOCK)} says"))
            continue
        if not file_inside(path, source.package) or path.is_symlink():
            found.faults.append(Problem("no such file", shown(path), expected="the rows that were made from the snapshot"))
            continue
        body = path.read_bytes()
        if digest(body) != locked.files[file]:
            line, wrong = _differs(body, texts[file]), "the rows are not those of the lock"
            found.faults.append(Problem(wrong, shown(path), line, "", _anew(source)))
        elif body != texts[file]:
            line, wrong = _differs(body, texts[file]), "the snapshot gives other rows now"
            found.faults.append(Problem(wrong, shown(path), line, "", _anew(source)))
    found.rows += sum(len(table.rows) for table in made if table.resource != "sources" or source.sheet)


def _anew(source: Source) -> str:
    if source.sheet is not None:
        return f"what {shown(source.sheet)} gives: change it there, and factspec references refresh makes the rows anew"
    return "rows that nobody changed; factspec references refresh makes them anew"


def _differs(body: bytes, made: bytes) -> int:
    """The first line in which two files differ."""
    lines, others = body.split(b"\n"), made.split(b"\n")
    same = [a == b for a, b in zip(lines, others, strict=False)]
    return same.index(False) + 1 if False in same else min(len(lines), len(others)) + 1


def _copies(package: Path, found: Proof) -> None:
    """Holds the copies that rows of ``sources`` name to their digests."""
    if not (package / DESCRIPTOR).is_file():
        return
    try:
        tables = list(raw_tables(package, {"sources"}))
    except Problems as bad:
        found.faults += bad.problems
        return
    for _, _, table in tables:
        if table.path.parent.name == FETCHED:
            continue
        for line, row in table.rows:
            if row.get("snapshot") and row.get("sha256"):
                found.copies += 1
                found.faults += [fault.at(shown(table.path), line) for fault in _copy(package, row)]


def _copy(package: Path, row: Mapping[str, str]) -> list[Problem]:
    file = package / row["snapshot"]
    here = f"row {row.get('id', '')}, column snapshot"
    if not file_inside(file, package):
        wrong, expected = f"no file {row['snapshot']!r}", "the copy that was taken"
        with suppress(OSError, ValueError):
            if not file.resolve().is_relative_to(package.resolve()):
                wrong, expected = f"{row['snapshot']!r} leaves the package", "a copy inside it"
        return [Problem(wrong, path=here, expected=expected)]
    if _file_digest(file) != row["sha256"].lower():
        return [Problem("the copy has changed", path=here, expected=f"SHA-256 {row['sha256']}")]
    return []


def _added(package: Path, added: Added, found: Proof) -> None:
    """Holds the files that a package came with to what they were."""
    for name, known in added.files.items():
        file = package / name
        found.added += 1
        if not file_inside(file, package):
            found.faults.append(Problem("no such file", shown(file), expected=f"a file of the package from {added.url}"))
        elif _file_digest(file) != known and name != DESCRIPTOR:
            found.faults.append(Problem("the file has changed since it was added", shown(file), expected=f"SHA-256 {known}"))


def _strays(package: Path, lock: Lock, found: Proof) -> None:
    """Files of fetched rows that no source of the lock has made."""
    owned = {file for one in lock.sources.values() for file in one.files}
    for path in sorted((package / FETCHED).glob("*")):
        if path.relative_to(package).as_posix() not in owned:
            wrong = "no source of the lock has made this file"
            found.faults.append(Problem(wrong, shown(path), expected=f"no such file: rows of your own stand outside {FETCHED}/"))


def _file_digest(file: Path) -> str:
    with file.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()
