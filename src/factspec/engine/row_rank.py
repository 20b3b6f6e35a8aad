"""Findings on the place of a row of a plain table in the order of a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import nlargest

from factspec.engine.answer import Finding, Lack, NumberFound, Suggestion
from factspec.engine.cell_options import tightened
from factspec.engine.cell_words import (
    cell_words,
    conditions_words,
    misspelt_texts,
    named,
    place_words,
    row_words,
    unless_complete,
)
from factspec.engine.members import Members
from factspec.engine.places import Places
from factspec.engine.question import RowRanked, Top
from factspec.engine.referents import Meant, meant
from factspec.engine.table import Sheet
from factspec.engine.table_evidence import SHOWN, lacks, links, open_cells, open_members, rows_found, sure, unsure_members
from factspec.engine.words import Words
from factspec.reference.tables import TableRow
from factspec.values.intervals import Interval
from factspec.values.units import PERCENT
from factspec.verdict import Verdict, from_worlds


def ranked(atom: RowRanked, sheet: Sheet, words: Words) -> Finding:
    """Whether just n - 1 rows of those asked about are above the row, itself one of them, or below it."""
    who, members, top = meant(atom.row, sheet), sheet.members(atom.among, atom.top.column), atom.top
    places = Places(members, top.n, lowest=top.lowest)
    found = _verdict(atom, who, members, places)
    ordered = _ordered(members, top)
    beyond = [sheet.rows[i] for number, known, i in ordered if known and _beats(who, number, top)]
    settled = found is Verdict.REFUTED and len(beyond) >= top.n
    rests_on = (*who.rows, *(beyond[: top.n] if settled else [sheet.rows[i] for _, _, i in members.known]))
    others = [sheet.rows[i] for _, _, i in ordered if sheet.rows[i] not in who.rows]
    return Finding(
        found,
        _reason(atom, who, members, beyond, words) + misspelt_texts((*atom.among, *atom.row.where), sheet),
        rows=rows_found(
            sheet,
            [*sure(who.rows, "the row that is meant"), *sure(others[:SHOWN], "one of those it is held against")],
            sure([sheet.rows[i] for _, i in members.loose], "its place is open"),
        ),
        links=links(sheet, rests_on, found, whole=not settled),
        covers=() if settled else sheet.covers,
        lacks=_lacks(atom, who) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_superlatives(who, members, top)),
        numbers=tuple(_numbers(atom, who, members, ordered)),
    )


def _verdict(atom: RowRanked, who: Meant, members: Members, places: Places) -> Verdict:
    can_be_true, can_be_false = False, who.absent
    for candidate in who.candidates:
        can, must = places.can_have(candidate.index), places.must_have(candidate.index)
        for (inside,), pieces in who.cases(candidate, (atom.among,), atom.top.column).items():
            if not inside:
                can_be_false = True
                continue
            can_be_true |= any(_some(piece.overlap(can), whole=members.whole) for piece in pieces)
            can_be_false |= not all(piece.within(must) for piece in pieces)
    return from_worlds(can_be_true, can_be_false)


def _some(numbers: Interval, *, whole: bool) -> bool:
    return bool(tightened(numbers) if whole else numbers)


def _ordered(members: Members, top: Top) -> list[tuple[Fraction, bool, int]]:
    """The members that come first in the order asked about, as many as are shown or needed."""
    sign = -1 if top.lowest else 1
    return nlargest(max(SHOWN, top.n + 1), members.known, key=lambda known: (sign * known[0], -known[2]))


def _beats(who: Meant, number: Fraction, top: Top) -> bool:
    """Whether a number is above those of all rows that may be meant, or below them."""
    own = [who.sheet.column(top.column).place(row.values.get(top.column)) for row in who.rows]
    return bool(own) and all(one is not None and (number < one if top.lowest else number > one) for one in own)


def _reason(atom: RowRanked, who: Meant, members: Members, beyond: Sequence[TableRow], words: Words) -> str:
    sheet, top, row = who.sheet, atom.top, who.rows[0] if who.rows else None
    told = row_words(atom.row, sheet, words)
    if row is None:
        if atom.row.key is not None:
            return f"{told} {'was not known by then' if who.candidates else 'is denied'}"
        return unless_complete(f"no row of {sheet.table.name} is {told}", sheet)
    which = "" if atom.row.key is not None else f"{told} {'is' if who.one else 'may be'} {named(who.rows)}; "
    cell = f"the {top.column} of “{row.key}” is {cell_words(row.values.get(top.column), sheet.column(top.column))}"
    of = f"{members.size} row{'' if members.size == 1 else 's'}"
    of += f" with {conditions_words(atom.among, sheet, words)}" if atom.among else f" of {sheet.table.name}"
    number = sheet.column(top.column).place(row.values.get(top.column))
    if (True,) not in who.cases(who.candidates[0], (atom.among,)):
        return f"{which}“{row.key}” is not one of the rows with {conditions_words(atom.among, sheet, words)}"
    if number is None:
        return unless_complete(f"{which}{cell}", sheet)
    must, may = Places(members, top.n, lowest=top.lowest).above(number)
    place = place_words(must + 1, None if may is None else may + 1, sheet.column(top.column), lowest=top.lowest)
    words_of = ("earlier", "later") if sheet.column(top.column).family == "date" else ("lower", "higher")
    higher = f"; {words_of[0 if top.lowest else 1]}: {named(beyond)}" if beyond else ""
    return unless_complete(f"{which}{cell}, the {place} of {of}{higher}", sheet)


def _superlatives(who: Meant, members: Members, top: Top) -> Iterator[Suggestion]:
    """The places that the row has for sure, counted from either end."""
    row = who.one
    number = who.sheet.column(top.column).place(row.values.get(top.column)) if row else None
    if number is not None:
        for lowest in (top.lowest, not top.lowest):
            must, may = Places(members, 1, lowest=lowest).above(number)
            if must == may:
                yield "superlative", (must + 1, lowest)


def _numbers(
    atom: RowRanked, who: Meant, members: Members, ordered: Sequence[tuple[Fraction, bool, int]]
) -> Iterator[NumberFound]:
    of = who.sheet.column(atom.top.column)
    if of.family == "date":
        return
    unit = {"percent": PERCENT, "clock": "seconds"}.get(of.family)
    own = {one.index for one in who.candidates}
    known = {i: number for number, _, i in members.known if i in own} if len(own) <= SHOWN else {}
    shown = dict.fromkeys([*known.items(), *((i, number) for number, _, i in ordered[:SHOWN])])
    numbers = sorted((number for number, _, _ in members.known), reverse=not atom.top.lowest) if members.settled else []
    for i, number in sorted(shown, key=lambda one: one[1], reverse=not atom.top.lowest):
        place = numbers.index(number) + 1 if numbers else None
        yield NumberFound(who.sheet.rows[i].key, "found" if i in own else "other", number, number, unit, place)


def _lacks(atom: RowRanked, who: Meant) -> tuple[Lack, ...]:
    sheet = who.sheet
    cells = [pair for row in who.rows for pair in open_cells(sheet, row, atom.row.where, atom.top.column)]
    cells += open_members(sheet, atom.among, atom.top.column)
    if atom.row.key is None:
        cells += open_members(sheet, atom.row.where, *([atom.row.top.column] if atom.row.top else []))
    unsure = [*unsure_members(sheet, atom.among), *filter(sheet.unsure, who.rows)]
    unsure += unsure_members(sheet, atom.row.where) if atom.row.key is None else []
    found = lacks(sheet, cells, unsure=unsure, whole=True)
    if len(who.rows) > 1 and not atom.row.only:
        found += (Lack(f"which row is meant: {named(who.rows)}"),)
    return tuple(dict.fromkeys(found))
