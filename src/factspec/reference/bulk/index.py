"""An index of events on disk, ready to be asked: see :mod:`factspec.reference.bulk.layout` for its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EventIndex:
    """A finished index in a DuckDB database file, to be opened read-only.

    ``events`` is how many it holds; ``files`` are those they were read from, in order.
    """

    path: Path
    events: int
    files: tuple[str, ...]
