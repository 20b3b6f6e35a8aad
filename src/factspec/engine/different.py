"""How many different values a column may have over rows of which some are open.

Exact, but where a blank cell can have only few values, or lie only in several stretches of numbers: then limits that hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from factspec.engine.cell_options import Conditions, few_texts
from factspec.engine.table import Sheet
from factspec.reference.cells import Value
from factspec.reference.columns import ADDED, Column, text
from factspec.reference.tables import TableRow
from factspec.values.dates import Dating
from factspec.values.intervals import Interval

Known = Fraction | str | tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Open:
    """A cell that is not known: the few values it may have, or None where it may have any but those in ``pieces`` alone."""

    few: frozenset[Known] | None
    pieces: tuple[Interval, ...]
    sure: bool


def different(sheet: Sheet, among: Conditions, name: str) -> tuple[int, int | None]:
    """The least and the most different values that the rows with the conditions can have; None: any number."""
    of = sheet.column(name)
    must: set[Known] = set()
    may: set[Known] = set()
    loose: list[_Open] = []
    count = 0
    for row, met in zip(sheet.rows, sheet.profiles((among,)), strict=True):
        if (True,) not in met:
            continue
        sure = len(met) == 1 and not sheet.unsure(row)
        count += sure
        known = _known(row.values.get(name), of)
        if known is None:
            loose.append(_open(row, sheet, among, of, sure=sure))
        else:
            may.add(known)
            if sure:
                must.add(known)
    least = max(len(must) + _more(loose, must), min(count, 1))
    return least, _most(may, loose, of, unlisted=(True,) in sheet.unlisted((among,)))


def _most(may: set[Known], loose: Iterable[_Open], of: Column, *, unlisted: bool) -> int | None:
    most = None if unlisted else len(may | {one for cell in loose for one in cell.few or ()}) + sum(c.few is None for c in loose)
    if of.family != "boolean":
        return most
    return 2 if most is None else min(most, 2)


def _more(loose: Iterable[_Open], must: set[Known]) -> int:
    """How many values more than those of other cells the cells that are not known must have at least."""
    away = [cell for cell in loose if cell.sure and not _may_share(cell, must)]
    single = [cell.pieces[0] for cell in away if len(cell.pieces) == 1]
    if not single:
        return 1 if away else 0
    needed, shared = 0, Interval(Fraction(0), Fraction(0), True, True)
    for piece in sorted(single, key=lambda piece: (piece.high is None, piece.high or 0)):
        if piece.meets(shared):
            shared = shared.overlap(piece)
        else:
            needed, shared = needed + 1, piece
    return needed


def _may_share(cell: _Open, must: set[Known]) -> bool:
    if cell.few is not None:
        return bool(cell.few & must)
    if not cell.pieces:
        return bool(must)
    return any(isinstance(one, Fraction) and one in piece for one in must for piece in cell.pieces)


def _open(row: TableRow, sheet: Sheet, among: Conditions, of: Column, *, sure: bool) -> _Open:
    if of.family in ADDED and not of.worded:
        pieces = sheet.cases(row, (among,), of.name).get((True,), ())
        points = [piece.point for piece in pieces]
        few = frozenset(point for point in points if point is not None)
        return _Open(few if len(few) == len(points) else None, pieces, sure)
    return _Open(few_texts(of, [c for c in among if c.column == of.name]), (), sure)


def _known(value: Value, of: Column) -> Known | None:
    if value is None:
        return None
    if of.family == "date":
        date = of.scalar(value)
        exact = isinstance(date, Dating) and not date.doubtful and (date.exact or of.stepped)
        return (date.starts.first, date.ends.last) if exact and isinstance(date, Dating) else None
    number = None if of.worded else of.number(value)
    return number if number is not None else of.spelling(text(value))
