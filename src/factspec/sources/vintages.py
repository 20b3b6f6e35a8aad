"""Figures that are revised: the first one stays, and each later one is an accepted disagreement from its own day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factspec.problem import Problems
from factspec.sources.table import Table
from factspec.values.decimals import decimal

_KEY = ("subject", "measure", "period")
_COLUMNS = ("table", "row", "field", "value", "source", "accepted", "note")


@dataclass(frozen=True, slots=True)
class Vintage:
    """The figures of one body: the id of the source that they cite, the day they were out, and their table."""

    id: str
    day: str
    table: Table


def folded(vintages: Sequence[Vintage], disputes_file: str) -> list[Table]:
    """The figures as each was first given, and the table of their revisions where there are any. The oldest vintage comes first.

    A figure that a later vintage leaves out stays: leaving out is no denial.
    """
    base: dict[tuple[str, ...], tuple[str, ...]] = {}
    now: dict[tuple[str, ...], Mapping[str, str]] = {}
    revisions: list[tuple[str, ...]] = []
    columns = tuple(dict.fromkeys(name for vintage in vintages for name in vintage.table.columns))
    for vintage in vintages:
        for row in vintage.table.rows:
            cells = dict(zip(vintage.table.columns, row, strict=True))
            key = tuple(cells[name] for name in _KEY)
            if key in base:
                revisions += _revised(key, now[key], cells, vintage.id)
            else:
                base[key] = tuple(cells.get(name, "") for name in columns)
            now[key] = cells
    whole = vintages[-1].table
    found = [Table(whole.resource, whole.file, columns, tuple(sorted(base.values())))]
    if revisions:
        found.append(Table("disagreements", disputes_file, _COLUMNS, tuple(sorted(revisions))))
    return found


def _revised(key: tuple[str, ...], before: Mapping[str, str], after: Mapping[str, str], source: str) -> Iterator[tuple[str, ...]]:
    """The cells that a later vintage has otherwise, as accepted disagreements."""
    for name in ("value", "unit", "low", "high"):
        old, new = before.get(name, ""), after.get(name, "")
        if not _same(old, new):
            yield ("observations", " ".join(key), name, new, source, "true", f"revised; {old or 'blank'} before")


def _same(old: str, new: str) -> bool:
    """Whether two cells say the same; 9.90 is 9.9."""
    try:
        return old == new or decimal(old) == decimal(new)
    except Problems:
        return False
