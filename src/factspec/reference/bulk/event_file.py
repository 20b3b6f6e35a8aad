"""A file of events that is to be read in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factspec.reference.files import Layout


@dataclass(frozen=True, slots=True)
class EventFile:
    """A file of events that is to be read in bulk: the package it is in, how it is written, the SHA-256 of its content.

    ``resource`` is the place of its resource in the package: what cannot be read ends that. ``after`` counts the faults that come
    before those of this file.
    """

    folder: Path
    path: Path
    file_format: str
    layout: Layout
    sha256: str
    resource: int
    after: int
