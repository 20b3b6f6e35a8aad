"""A file's rows as a query, with the line of each: what every format comes down to before its cells are looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factspec.reference.bulk.cells import COLUMNS, LISTS, is_tidy, tidied
from factspec.reference.bulk.workspace import Workspace

_FEW = ("kind", "mode", "date", "place", "participants_complete")


@dataclass(frozen=True, slots=True)
class Looks:
    """The columns of a file that have empty texts, and those that have cells that are not tidy."""

    blank: frozenset[str] = frozenset()
    untidy: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Relation:
    """The rows of a file. ``raw`` is a query for ``row``, counted from 0, and the text of each cell of an event.

    ``columns`` are those that the file has; ``looks`` tells which of them are not tidy as they stand. Row *r* stands on line
    ``first_line`` + *r*, and further down by what the last entry up to *r* of the table ``more`` (``row``, ``more``) says.
    """

    path: Path
    columns: tuple[str, ...]
    rows: int
    raw: str
    first_line: int
    more: str | None = None
    looks: Looks = Looks()

    @property
    def tidy(self) -> str:
        """A query for ``row`` and what each cell says."""
        return f"SELECT row, {', '.join(map(self._tidy, COLUMNS))} FROM ({self.raw}) raw"

    def within(self, first: int, last: int) -> str:
        """The query ``tidy`` for the rows from ``first`` to ``last``."""
        return f"{self.tidy} WHERE row BETWEEN {first} AND {last}"

    def _tidy(self, column: str) -> str:
        if column in self.looks.untidy:
            return f"{tidied(column, column)} AS {column}"
        return f"nullif({column}, '') AS {column}" if column in self.looks.blank else column


def raw_query(source: str, row: str, cells: dict[str, str]) -> str:
    """A query for the raw cells of a table: ``row`` and ``cells`` say how the table has them; what it lacks is NULL."""
    columns = (
        f"nullif({cells[name]}, '') AS {name}" if name in cells else f"CAST(NULL AS VARCHAR) AS {name}" for name in COLUMNS
    )
    return f"SELECT {row} AS row, {', '.join(columns)} FROM {source}"


def looks(work: Workspace, source: str, cells: Mapping[str, str], lists: Collection[str] = LISTS) -> Looks:
    """How the cells of a table look; ``lists`` are the columns that hold lists."""
    many = [name for name in cells if name not in _FEW]
    seen = list(zip(many, _seen(work, source, {name: cells[name] for name in many}, lists), strict=True))
    for name in cells:
        if name in _FEW:  # columns of few different texts: those alone are looked at
            texts = f"(SELECT DISTINCT {cells[name]} AS text FROM {source}) d"
            seen += zip([name], _seen(work, texts, {name: "text"}, lists), strict=True)
    blank = frozenset(name for name, (_, shortest) in seen if shortest == 0)
    return Looks(blank, frozenset(name for name, (tidy, _) in seen if tidy is False))


def _seen(work: Workspace, source: str, cells: Mapping[str, str], lists: Collection[str]) -> list[tuple[bool | None, int | None]]:
    """Whether all cells of each column are tidy, and the length of the shortest."""
    if not cells:
        return []
    asked = (f"bool_and({is_tidy(cell, listed=name in lists)}), min(strlen({cell}))" for name, cell in cells.items())
    found = work.one(f"SELECT {', '.join(asked)} FROM {source}")
    return list(zip(found[::2], found[1::2], strict=True))


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
