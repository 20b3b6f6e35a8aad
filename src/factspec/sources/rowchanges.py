"""Rows compared by what they are about: added, changed, gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

Cells = Mapping[str, str]
_KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("id",), "entities": ("id",), "kinds": ("kind",), "events": ("id",),
    "relations": ("subject", "relation", "object"), "relation_kinds": ("relation",),
    "observations": ("subject", "measure", "period"), "measures": ("measure",),
    "quotes": ("id",), "disagreements": ("table", "row", "field", "source"),
    "completeness": ("table", "kind", "mode", "participants", "place", "period"),
}  # fmt: skip
_QUIET = {"sources": ("retrieved", "snapshot", "sha256")}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None on the side where there is none."""

    resource: str
    key: str
    before: Cells | None
    after: Cells | None

    @property
    def sign(self) -> str:
        """``+`` added, ``-`` gone, ``~`` changed."""
        return "+" if self.before is None else "-" if self.after is None else "~"

    def cells(self) -> list[tuple[str, str, str]]:
        """The columns that differ, each with its cell before and after; of a new or a gone row, all that is not blank."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys((*before, *after))
        return [
            (name, before.get(name, ""), after.get(name, "")) for name in names if before.get(name, "") != after.get(name, "")
        ]


def row_changes(resource: str, before: Iterable[Cells], after: Iterable[Cells], key: Sequence[str] = ()) -> list[RowChange]:
    """What differs between the rows of a resource. ``key`` names the columns of a plain table's key."""
    quiet = _QUIET.get(resource, ())
    old, new = [_cells(row, quiet) for row in before], [_cells(row, quiet) for row in after]
    columns = _KEYS.get(resource) or tuple(key)
    left, right = _without_same(old, new), _without_same(new, old)
    by_key: defaultdict[str, tuple[list[Cells], list[Cells]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((left, right)):
        for row in rows:
            by_key[_key(row, columns)][side].append(row)
    found: list[RowChange] = []
    for name in sorted(by_key):
        olds, news = by_key[name]
        found += [RowChange(resource, name, old, new) for old, new in zip_longest(olds, news)]
    return found


def _cells(row: Cells, quiet: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell and name not in quiet}


def _without_same(rows: Sequence[Cells], others: Sequence[Cells]) -> list[Cells]:
    """The rows that are not among the others, as often as they are not."""
    known = Counter(frozenset(row.items()) for row in others)
    found = []
    for row in rows:
        same = frozenset(row.items())
        if known[same]:
            known[same] -= 1
        else:
            found.append(row)
    return found


def _key(row: Cells, columns: Sequence[str]) -> str:
    return " ".join(row[name] for name in columns if name in row) or " ".join(row.values())[:80]
