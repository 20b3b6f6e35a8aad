"""What of some packages could not be taken into a reference: single rows, and whole tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factspec.reference.facts import Place


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A row that was not taken for a fault of its own; ``columns`` are those at fault. What its other cells name is looked up."""

    table: str
    key: str
    place: Place
    cells: Mapping[str, str]
    columns: frozenset[str]


@dataclass(slots=True)
class Lost:
    """Rows that were not taken, and the names of tables of which it is not known what other rows they have."""

    rows: list[Spoiled] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
