"""Where finished indexes are kept: named by what they were made from, put there whole, and looked at before they are used."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from factspec.problem import problem
from factspec.reference.bulk.cells import literal
from factspec.reference.bulk.index import EventIndex
from factspec.reference.bulk.layout import VERSION
from factspec.reference.bulk.workspace import PREFIX
from factspec.reference.facts import Reference

FOLDER = ".factspec"
_HEAD = 3 * 4_096  # bytes of a database file before its blocks


@dataclass(frozen=True, slots=True)
class Key:
    """What an index is found by: ``place`` tells which files it is of, ``content`` what they and the names they use were."""

    place: str
    content: str

    @property
    def name(self) -> str:
        """The name of the index's file."""
        return f"events-{self.place[:16]}-{self.content[:32]}.duckdb"


def key(reference: Reference, files: Sequence[tuple[Path, str, str]]) -> Key:
    """The key of the index of some files, each with how it is written and the SHA-256 of its content."""
    place = hashlib.sha256(repr([str(path.resolve()) for path, _, _ in files]).encode())
    content = hashlib.sha256(f"{VERSION} {duckdb.__version__}".encode())
    published = [(name, row.published.text if row.published else "") for name, row in reference.sources.items()]
    for part in ([rest for _, *rest in files], list(reference.entities), list(reference.kinds), published):
        content.update(repr(part).encode())
    return Key(place.hexdigest(), content.hexdigest())


def folders(beside: Path, asked: Path | None) -> list[Path]:
    """The folders that an index may be kept in, best first: the one asked for; else one in the package, and the user's own."""
    if asked is not None:
        return [asked]
    own = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return [beside / FOLDER, Path(own) / "factspec"]


def kept(places: Sequence[Path], found_by: Key) -> EventIndex | None:
    """The index of that key, if one of the folders has it whole."""
    for folder in places:
        with suppress(duckdb.Error, ValueError, OSError):
            return opened(folder / found_by.name, found_by.content)
    return None


def opened(path: Path, content: str) -> EventIndex:
    """The index in a file, made from just that content.

    Raises ValueError, or an error of the database or the system, where there is none, or it is not whole.
    """
    size = path.stat().st_size
    database = duckdb.connect(config={"threads": 2})
    try:
        database.execute(f"ATTACH {literal(path)} AS facts (READ_ONLY)")
        blocks = "SELECT block_size * total_blocks FROM pragma_database_size() WHERE database_name = 'facts'"
        whole = database.execute(blocks).fetchall()[0][0] + _HEAD == size
        database.execute("USE facts")
        about = database.execute("SELECT version, made_from, events FROM about").fetchall()
        found = EventIndex(path, database)
        if not whole or about != [(VERSION, content, found.count)]:
            raise ValueError(f"{path} is no index of these events")
    except (duckdb.Error, ValueError):
        database.close()
        raise
    return found


def reopened(path: str, content: str) -> EventIndex:
    """The index in a file that another process found whole. Raises Problems where it is not seen here."""
    try:
        return opened(Path(path), content)
    except (duckdb.Error, ValueError, OSError):
        raise problem(f"{path}: no index of the events here", expected="a folder that all workers see") from None


def writable(places: Sequence[Path]) -> Path:
    """The first of some folders that can be written in. Raises Problems for none."""
    for folder in places:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            if folder.name == FOLDER and not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text("*\n")
            return folder
    raise problem(f"no index can be kept in {' or '.join(map(str, places))}", expected="a folder that can be written in")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Alone with a folder, where the system can promise that: a second builder waits, and then finds the index made."""
    try:
        import fcntl
    except ImportError:  # then the last one to finish is right, as all are
        yield
        return
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            yield
            return
        for left in folder.glob(f"{PREFIX}*"):  # by a builder that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield


def forget_others(folder: Path, found_by: Key) -> None:
    """Takes away the indexes of the same files as they once were."""
    for path in folder.glob(f"events-{found_by.place[:16]}-*.duckdb"):
        if path.name != found_by.name:
            with suppress(OSError):
                path.unlink()
