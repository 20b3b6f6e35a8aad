"""A file's rows as a query, with the line of each: what every format comes down to before its cells are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from factspec.reference.bulk.cells import COLUMNS, LISTS, is_tidy, tidied
from factspec.reference.bulk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows of a file. ``raw`` is a query for ``row``, counted from 0, and the text of each cell of an event; NULL for none.

    ``columns`` are those that the file has. ``untidy`` names the columns with a cell that is not tidy. Row *r* stands on line
    ``first_line`` + *r*, and further down by what the last entry up to *r* of the table ``more`` (``row``, ``more``) says.
    """

    path: Path
    columns: tuple[str, ...]
    rows: int
    raw: str
    first_line: int
    more: str | None = None
    untidy: frozenset[str] = frozenset()

    @property
    def tidy(self) -> str:
        """A query for ``row`` and what each cell says."""
        cells = (f"{tidied(name, name)} AS {name}" if name in self.untidy else name for name in COLUMNS)
        return f"SELECT row, {', '.join(cells)} FROM ({self.raw}) raw"

    def within(self, first: int, last: int) -> str:
        """The query ``tidy`` for the rows from ``first`` to ``last``."""
        return f"{self.tidy} WHERE row BETWEEN {first} AND {last}"


def raw_query(source: str, row: str, cells: dict[str, str]) -> str:
    """A query for the raw cells of a table: ``row`` and ``cells`` say how the table has them; what it lacks is NULL."""
    columns = (
        f"nullif({cells[name]}, '') AS {name}" if name in cells else f"CAST(NULL AS VARCHAR) AS {name}" for name in COLUMNS
    )
    return f"SELECT {row} AS row, {', '.join(columns)} FROM {source}"


def untidy(work: Workspace, raw: str, columns: Iterable[str]) -> frozenset[str]:
    """The columns with a cell that is not tidy."""
    asked = [name for name in COLUMNS if name in set(columns)]
    if not asked:
        return frozenset()
    found = work.one(f"SELECT {', '.join(f'bool_and({is_tidy(name, listed=name in LISTS)})' for name in asked)} FROM ({raw}) raw")
    return frozenset(name for name, tidy in zip(asked, found, strict=True) if tidy is False)


def lines(work: Workspace, relation: Relation, rows: Sequence[int]) -> list[int]:
    """The lines that some rows stand on."""
    if relation.more is None:
        return [relation.first_line + row for row in rows]
    asked = "SELECT unnest(?::BIGINT[]) AS row"
    found = work.rows(
        f"SELECT r.row, coalesce(m.more, 0) FROM ({asked}) r ASOF LEFT JOIN {relation.more} m ON r.row >= m.row", [list(rows)]
    )
    more: dict[int, int] = dict(found)
    return [relation.first_line + row + more[row] for row in rows]
