"""``references.lock``: what each package's fetched rows came from, by SHA-256."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from factspec.problem import Problem, Problems
from factspec.sources.declared import shown
from factspec.values.plain_file import plain_file, there

LOCK = "references.lock"
Digest = str


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Locked(_Part):
    """A declared source as it was last accepted: its declaration, its body, and the files of rows that were made from both.

    ``earlier`` are the bodies of vintages that are kept, the oldest first.
    """

    declaration: Digest = Field(pattern="^[0-9a-f]{64}$")
    url: str
    time: str
    snapshot: Digest = Field(pattern="^[0-9a-f]{64}$")
    earlier: tuple[Digest, ...] = ()
    files: Mapping[str, Digest]


class Added(_Part):
    """Where a whole package was added from, and the files it came with."""

    url: str
    time: str
    files: Mapping[str, Digest]


class Lock(_Part):
    """The lock of a package."""

    version: Literal[1] = 1
    added: Added | None = None
    sources: Mapping[str, Locked] = {}

    def text(self) -> str:
        """The lock as it is written, its sources in order."""
        ordered = self.model_copy(update={"sources": dict(sorted(self.sources.items()))})
        return ordered.model_dump_json(indent=2, exclude_none=True) + "\n"


def read_lock(package: Path) -> Lock:
    """The lock of a package; an empty one where there is none yet. Raises Problems for a file that is none."""
    file = package / LOCK
    if not there(file):
        return Lock()
    try:
        return Lock.model_validate_json(plain_file(file).read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        expected = "a lock that factspec references has written"
        raise Problems([Problem(f"no lock: {first['msg'].lower()}", shown(file), path=where, expected=expected)]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", shown(file))]) from None
