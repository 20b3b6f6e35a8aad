"""Snapshots: every body that rows were made from, kept under its SHA-256, with a sidecar that tells where it came from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from factspec.problem import Problem, Problems
from factspec.sources.declaration import FOLDER
from factspec.sources.declared import shown

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Sidecar(BaseModel):
    """Where a body came from: the address that was asked, the one that answered, when, and the headers that matter.

    ``ending`` is that of the lines of a sheet, whose rows may stand as they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    sha256: str
    bytes: int
    asked: str
    url: str
    hops: tuple[str, ...] = ()
    form: Mapping[str, str] = {}
    time: str
    status: int
    headers: Mapping[str, str] = {}
    memento: str | None = None
    archived: str | None = None
    ending: str = "\n"

    def text(self) -> str:
        """The sidecar as it is written."""
        return self.model_dump_json(indent=2, exclude_defaults=True) + "\n"


@dataclass(frozen=True, slots=True)
class Came:
    """A body and where it came from; ``known`` says that it is the one that was kept before."""

    body: bytes
    sidecar: Sidecar
    known: bool


def digest(body: bytes) -> str:
    """The name of a body."""
    return hashlib.sha256(body).hexdigest()


def snapshot_files(sha256: str) -> tuple[str, str]:
    """The paths of a body and of its sidecar, from the package."""
    return f"{FOLDER}/snapshots/{sha256}", f"{FOLDER}/snapshots/{sha256}.json"


def kept_body(package: Path, sha256: str) -> bytes:
    """The body of that name. Raises Problems where it is missing, or is not what its name says."""
    file = package / snapshot_files(sha256)[0]
    if not _DIGEST.fullmatch(sha256):
        raise Problems([Problem(f"{sha256[:70]!r} is no SHA-256", expected="64 hexadecimal digits")])
    if file.is_symlink() or not file.is_file():
        raise Problems([Problem("no such snapshot", shown(file), expected="the body that rows were made from")])
    body = file.read_bytes()
    if digest(body) != sha256:
        raise Problems([Problem(f"the body has changed: its SHA-256 is {digest(body)}", shown(file), expected=sha256)])
    return body


def kept_sidecar(package: Path, sha256: str) -> Sidecar:
    """The sidecar of a body. Raises Problems where it is missing, is none, or tells of another body."""
    file = package / snapshot_files(sha256)[1]
    if file.is_symlink() or not file.is_file():
        raise Problems([Problem("no such sidecar", shown(file), expected="where the snapshot came from")])
    try:
        found = Sidecar.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Problems([Problem(f"no sidecar: {first['msg'].lower()}", shown(file), path=where)]) from None
    if found.sha256 != sha256:
        raise Problems([Problem(f"it tells of {found.sha256}", shown(file), expected=sha256)])
    return found
