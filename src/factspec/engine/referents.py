"""The rows that a sentence may mean by *the row with ...*: which they are, in which worlds, and what is then true of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factspec.engine.cell_options import Cases, Conditions, Groups, Pieces
from factspec.engine.places import Places
from factspec.engine.question import RowRef, Top
from factspec.engine.table import Sheet
from factspec.reference.tables import TableRow
from factspec.values.intervals import Interval


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be meant; None: one that is not listed. ``index`` is its place in the sheet.

    ``narrowed``: the column that gives it its place, and the numbers with which it has it.
    """

    row: TableRow | None
    index: int | None = None
    narrowed: tuple[str, Interval] | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a reference to a row may mean. In each world, any of those that fit it there may be meant.

    ``absent``: in some world no row is meant, and what is said of it is false. ``where``: the conditions that it meets
    wherever it is meant.
    """

    sheet: Sheet
    candidates: tuple[Candidate, ...]
    absent: bool
    where: Conditions = ()

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The listed rows that may be meant."""
        return tuple(one.row for one in self.candidates if one.row is not None)

    @property
    def one(self) -> TableRow | None:
        """The row that is meant in every world; None where it may be another, or none."""
        return self.rows[0] if len(self.candidates) == 1 and self.rows and not self.absent else None

    def cases(self, candidate: Candidate, groups: Groups, asked: str | None = None) -> Cases:
        """Which groups of conditions the candidate may meet together where it is meant, with its numbers in a column."""
        narrowed = {candidate.narrowed[0]: (candidate.narrowed[1],)} if candidate.narrowed else None
        whole = (self.where, *groups)
        if candidate.row is None:
            found = self.sheet.any_row(whole, asked, narrowed)
        else:
            found = self.sheet.cases(candidate.row, whole, asked, narrowed)
        return {met[1:]: pieces for met, pieces in found.items() if met[0]}

    def numbers(self, candidate: Candidate, asked: str) -> Pieces:
        """The numbers that the candidate may have in a column where it is meant."""
        return self.cases(candidate, (), asked).get((), ())


def meant(ref: RowRef, sheet: Sheet) -> Meant:
    """What a reference to a row may mean."""
    if ref.key is not None:
        return _keyed(ref.key, sheet)
    if ref.top is not None:
        return _placed(ref.top, ref.where, sheet)
    return _only(ref.where, sheet) if ref.only else _described(ref.where, sheet)


def _keyed(key: str, sheet: Sheet) -> Meant:
    """The row with a key. One that nobody had published by the day of knowing may be anything, and one denied is none."""
    row = sheet.by_key.get(key)
    if row is not None:
        return Meant(sheet, (Candidate(row, sheet.index[key]),), sheet.unsure(row))
    return Meant(sheet, (Candidate(None),) if sheet.hidden(key) else (), True)


def _described(where: Conditions, sheet: Sheet) -> Meant:
    """A listed row with the conditions; where none has them, one that is not listed may."""
    may, certain = _fitting(where, sheet)
    unlisted = [Candidate(None)] if not certain and (True,) in sheet.unlisted((where,)) else []
    return Meant(sheet, (*may, *unlisted), not certain, where)


def _only(where: Conditions, sheet: Sheet) -> Meant:
    """The one row with the conditions, in a world where just one has them."""
    may, certain = _fitting(where, sheet)
    unlisted = [Candidate(None)] if (True,) in sheet.unlisted((where,)) else []
    if len(certain) > 1:
        return Meant(sheet, (), True, where)
    if certain:
        return Meant(sheet, tuple(certain), len(may) > 1 or bool(unlisted), where)
    return Meant(sheet, (*may, *unlisted), True, where)


def _fitting(where: Conditions, sheet: Sheet) -> tuple[list[Candidate], list[Candidate]]:
    """The listed rows that may meet the conditions, and those of them that do for sure."""
    may, certain = [], []
    for i, (row, met) in enumerate(zip(sheet.rows, sheet.profiles((where,)), strict=True)):
        if (True,) in met:
            may.append(Candidate(row, i))
            if len(met) == 1 and not sheet.unsure(row):
                certain.append(may[-1])
    return may, certain


def _placed(top: Top, where: Conditions, sheet: Sheet) -> Meant:
    places = Places(sheet.members(where, top.column), top.n, lowest=top.lowest)
    return Meant(sheet, tuple(_with_place(places, top, where, sheet)), places.vacant, where)


def _with_place(places: Places, top: Top, where: Conditions, sheet: Sheet) -> Iterator[Candidate]:
    members, window = sheet.members(where, top.column), places.can_have()
    for number, _, i in members.known:
        if number in window:
            yield Candidate(sheet.rows[i], i)
    for member, i in members.loose:
        own = places.can_have(i)
        if any(piece.meets(own) for piece in member.pieces):
            yield Candidate(sheet.rows[i], i, (top.column, own))
    if members.beyond is not None and any(piece.meets(window) for piece in members.beyond.pieces):
        yield Candidate(None, narrowed=(top.column, window))
