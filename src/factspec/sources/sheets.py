"""Sheets: files of a package that rows are made from, such as what people collect by hand. A sheet is its own snapshot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from factspec.problem import Problem, Problems
from factspec.sources.declaration import FileSource
from factspec.sources.declared import shown
from factspec.sources.lock import Locked
from factspec.sources.snapshots import Came, Sidecar, digest
from factspec.values.nearest import nearest


def sheet(package: Path, declared: FileSource, kept: Came | None) -> Came:
    """What a sheet holds now. Raises Problems where it is missing, leads out of the package or is too large."""
    body = _body(package, declared)
    if kept is not None and digest(body) == kept.sidecar.sha256:
        return kept
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Came(body, _sidecar(declared, body, now), False)


def kept_sheet(package: Path, declared: FileSource, locked: Locked) -> Came:
    """A sheet as the lock has it. Raises Problems where it has changed since."""
    body = _body(package, declared)
    if digest(body) != locked.snapshot:
        expected = "the sheet as it was; factspec references refresh shows what the change does, and --accept takes it"
        raise Problems(
            [Problem("the sheet has changed since rows were made of it", shown(package / declared.file), None, "", expected)]
        )
    return Came(body, _sidecar(declared, body, locked.time), True)


def _sidecar(declared: FileSource, body: bytes, time: str) -> Sidecar:
    ending = "\r\n" if b"\r\n" in body else "\n"
    return Sidecar(
        sha256=digest(body), bytes=len(body), asked=declared.file, url=declared.file, time=time, status=200, ending=ending
    )


def _body(package: Path, declared: FileSource) -> bytes:
    parts = PurePosixPath(declared.file)
    file = package / declared.file
    if (
        parts.is_absolute()
        or ".." in parts.parts
        or "\\" in declared.file
        or not file.resolve().is_relative_to(package.resolve())
    ):
        raise Problems([Problem(f"{declared.file!r} leaves the package", path="file", expected="a path inside it")])
    if not file.is_file():
        beside = sorted(one.name for one in file.parent.iterdir() if one.is_file()) if file.parent.is_dir() else []
        near = nearest(file.name, beside)
        raise Problems(
            [Problem(f"no file {declared.file!r}", path="file", expected="a path from the package's folder", nearest=near)]
        )
    size = file.stat().st_size
    if size > declared.limits.bytes:
        expected = f"at most {declared.limits.bytes:,}; limits.bytes sets it"
        raise Problems([Problem(f"{size:,} bytes", shown(file), expected=expected)])
    return file.read_bytes()
