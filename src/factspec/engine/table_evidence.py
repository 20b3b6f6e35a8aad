"""The evidence on plain tables: rows that counted and rows that did not, what the verdict rests on, what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from factspec.engine.answer import Lack, Match, RowFound
from factspec.engine.cell_options import Conditions
from factspec.engine.table import Sheet
from factspec.reference.columns import text
from factspec.reference.tables import TableRow
from factspec.values.dates import Dating
from factspec.verdict import Verdict

SHOWN = 12
_MOST = 48
_MISSES = 6

Why = tuple[TableRow, str]


def rows_found(
    sheet: Sheet, certain: Iterable[Why], possible: Iterable[Why] = (), misses: Iterable[Why] = ()
) -> tuple[RowFound, ...]:
    """Rows to show, each once and no more than can be read, with the reason in words."""
    found: dict[str, RowFound] = {}
    offered: tuple[tuple[Match, Iterable[Why], int], ...] = (
        ("certain", certain, _MOST), ("possible", possible, SHOWN), ("none", misses, _MISSES),
    )  # fmt: skip
    for match, rows, most in offered:
        for row, why in islice(rows, most):
            found.setdefault(row.key, _found(sheet, row, match, why))
    return tuple(found.values())


def _found(sheet: Sheet, row: TableRow, match: Match, why: str) -> RowFound:
    cells = ", ".join(f"{name}: {text(value)}" for name, value in row.values.items() if value is not None)
    date = next((value.text for value in row.values.values() if isinstance(value, Dating)), None)
    return RowFound(sheet.table.name, row.key, match, why, cells, date, row.sources)


def links(sheet: Sheet, rows: Iterable[TableRow], verdict: Verdict, *, whole: bool) -> tuple[frozenset[str], ...]:
    """What the verdict rests on: each of the rows, and, where ``whole``, that there are no others."""
    each = list(dict.fromkeys(frozenset(row.sources) for row in rows))
    if verdict is Verdict.NOT_ENOUGH:
        each = [frozenset(source for link in each for source in link)] if each else []
    complete = frozenset(source for cover in sheet.covers for source in cover.sources)
    return tuple(dict.fromkeys([*each, *([complete] if complete and (whole or not each) else [])]))


def lacks(
    sheet: Sheet, cells: Iterable[tuple[TableRow, str]], *, unsure: Iterable[TableRow] = (), whole: bool
) -> tuple[Lack, ...]:
    """The cells that are open, the rows that may not have been published, and, where ``whole``, that there are no others."""
    name = sheet.table.name
    each = list(dict.fromkeys((row.key, column) for row, column in cells))
    found = [Lack(f"the {column} of “{key}” in {name}", (), (name, key)) for key, column in each[:SHOWN]]
    for column in dict.fromkeys(column for _, column in each[SHOWN:]):
        more = sum(other == column for _, other in each[SHOWN:])
        found.append(Lack(f"the {column} of {more} more row{'s' if more > 1 else ''} of {name}"))
    found += [
        Lack(f"whether “{row.key}” of {name} had been published by then", (), (name, row.key)) for row in islice(unsure, SHOWN)
    ]
    return (*found, *([complete_lack(sheet)] if whole and sheet.open_list else []))


def complete_lack(sheet: Sheet) -> Lack:
    """That the table is complete."""
    return Lack(f"a statement that {sheet.table.name} is complete", (("table", sheet.table.name),))


def open_cells(sheet: Sheet, row: TableRow, conditions: Conditions, *more: str) -> Iterator[tuple[TableRow, str]]:
    """The cells of a row that leave open whether it meets conditions, or what some columns hold."""
    for name in dict.fromkeys([*(c.column for c in conditions), *more]):
        if _open(sheet, row, name):
            yield row, name


def open_members(sheet: Sheet, among: Conditions, *columns: str) -> Iterator[tuple[TableRow, str]]:
    """The cells that leave open which rows meet conditions, or, of those that may, what some columns hold."""
    for row, met in zip(sheet.rows, sheet.profiles((among,)), strict=True):
        if (True,) in met:
            yield from open_cells(sheet, row, among if len(met) > 1 else (), *columns)


def unsure_members(sheet: Sheet, among: Conditions) -> Iterator[TableRow]:
    """The rows that may meet conditions and may not have been published by the day of knowing."""
    return (row for row, met in zip(sheet.rows, sheet.profiles((among,)), strict=True) if (True,) in met and sheet.unsure(row))


def _open(sheet: Sheet, row: TableRow, name: str) -> bool:
    value = row.values.get(name)
    date = sheet.column(name).scalar(value)
    inexact = isinstance(date, Dating) and not date.exact and not sheet.column(name).stepped
    return value is None or inexact


def near_misses(sheet: Sheet, conditions: Conditions) -> Iterator[Why]:
    """Rows that just one of several conditions rules out."""
    each = [sheet.profiles(((condition,),)) for condition in conditions] if len(conditions) > 1 else []
    for row, *met in zip(sheet.rows, *each, strict=False) if each else ():
        failed = [c.column for c, one in zip(conditions, met, strict=True) if (True,) not in one]
        if len(failed) == 1:
            yield row, failed[0]


def sure(rows: Sequence[TableRow], why: str) -> Iterator[Why]:
    """Rows with one reason for all."""
    return ((row, why) for row in rows)
