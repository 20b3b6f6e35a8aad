"""Findings on plain tables: a row that is listed, a cell of a row, one row held against another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from factspec.engine.answer import Finding, Lack, NumberFound, RowFound, Suggestion
from factspec.engine.cell_words import (
    cell_words,
    conditions_words,
    difference_words,
    misspelt_texts,
    named,
    row_words,
    unless_complete,
)
from factspec.engine.figuring import difference, ratio
from factspec.engine.number_words import numbers_words
from factspec.engine.question import CellIs, Listed, RowRef, RowsCompared
from factspec.engine.referents import Meant, meant
from factspec.engine.table import Sheet
from factspec.engine.table_evidence import (
    SHOWN,
    lacks,
    links,
    near_misses,
    open_cells,
    open_members,
    rows_found,
    sure,
    unsure_members,
)
from factspec.engine.words import Words
from factspec.reference.columns import Column
from factspec.values.intervals import Interval, exactly, hull
from factspec.values.units import PERCENT, POINTS
from factspec.verdict import Verdict, from_worlds

_PAIRS = 10_000
_NO_RATIO = Lack("a number above zero to hold the other against: nothing is so many times zero or less")
_ABOVE = Interval(low=Fraction(0), low_open=True)


def listed(atom: Listed, sheet: Sheet, words: Words) -> Finding:
    """Whether some row meets all conditions."""
    profiles = sheet.profiles((atom.conditions,))
    certain = [row for row, met in zip(sheet.rows, profiles, strict=True) if met == {(True,)} and not sheet.unsure(row)]
    perhaps = [row for row, met in zip(sheet.rows, profiles, strict=True) if (True,) in met]
    unlisted = (True,) in sheet.unlisted((atom.conditions,))
    found = from_worlds(bool(perhaps) or unlisted, not certain)
    said = conditions_words(atom.conditions, sheet, words)
    because = f"{len(certain)} of {len(sheet.rows)} rows of {atom.table} have {said}"
    lack = Lack(f"a row of {atom.table} with {said}, or a statement that {atom.table} is complete", (("table", atom.table),))
    return Finding(
        found,
        because if certain else unless_complete(because, sheet),
        rows=rows_found(
            sheet,
            sure(certain, "meets every condition"),
            sure(perhaps, "may meet every condition"),
            near_misses(sheet, atom.conditions),
        ),
        links=links(sheet, certain[:1] or perhaps, found, whole=not certain),
        covers=() if certain else sheet.covers,
        lacks=(lack,) if found is Verdict.NOT_ENOUGH else (),
    )


def cell(atom: CellIs, sheet: Sheet, words: Words) -> Finding:
    """Whether a cell of the row that is meant meets a condition."""
    who, asked = meant(atom.row, sheet), atom.condition
    truths = {met[0] for candidate in who.candidates for met in who.cases(candidate, ((asked,),))}
    found = from_worlds(True in truths, False in truths or who.absent)
    value = who.one.values.get(asked.column) if who.one else None
    return Finding(
        found,
        _cells_words(who, atom.row, asked.column, words) + misspelt_texts((asked, *atom.row.where), sheet),
        rows=_meant_rows(who, found, "the row that is meant"),
        links=links(sheet, who.rows, found, whole=_rests_on_all(who, atom.row)),
        covers=sheet.covers if _rests_on_all(who, atom.row) else (),
        lacks=_lacks([(who, atom.row)], asked.column) if found is Verdict.NOT_ENOUGH else (),
        suggestions=(("test", (value, sheet.column(asked.column))),) if value is not None else (),
    )


def rows_compared(atom: RowsCompared, sheet: Sheet, words: Words) -> Finding:
    """Whether the number of one row stands to that of another as stated; of zero or less there is no ratio."""
    left, right = meant(atom.left, sheet), meant(atom.right, sheet)
    both, of = [(left, atom.left), (right, atom.right)], sheet.column(atom.column)
    results = list(dict.fromkeys(_results(left, right, atom)))
    can_be_true = any(result is None or result.meets(atom.stated) for result in results)
    can_be_false = any(result is None or not result.within(atom.stated) for result in results)
    found = from_worlds(can_be_true, can_be_false or left.absent or right.absent)
    because = "; ".join(dict.fromkeys(_cells_words(who, ref, atom.column, words) for who, ref in both))
    if len(results) == 1 and results[0] is not None and results[0].point is not None:
        because += f": {_result_words(results[0], atom, of)}"
    whole = any(_rests_on_all(who, ref) for who, ref in both)
    return Finding(
        found,
        because + misspelt_texts((*atom.left.where, *atom.right.where), sheet),
        rows=tuple(row for who, _ in both for row in _meant_rows(who, found, "a row that is compared")),
        links=links(sheet, (*left.rows, *right.rows), found, whole=whole),
        covers=sheet.covers if whole else (),
        lacks=(*_lacks(both, atom.column), *([_NO_RATIO] if None in results else [])) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_gaps(left, right, of)),
        numbers=tuple(_numbers(both, of)),
    )


def _results(left: Meant, right: Meant, atom: RowsCompared) -> Iterator[Interval | None]:
    """What may come out for two rows that may be meant together; a row that both may mean has one number, whatever it is."""
    come_to = difference if atom.by == "difference" else ratio
    ones, others = (_by_numbers(who, atom.column) for who in (left, right))
    if len(ones) * len(others) > _PAIRS:
        ones, others = ({hull(ones): {None}}, {hull(others): {None}})
    for (here, rows), (there, more) in product(ones.items(), others.items()):
        if rows != more or len(rows) > 1 or None in rows:
            yield come_to(here, there)
    same = {one.index for one in left.candidates} & {one.index for one in right.candidates} - {None}
    for piece in [piece for piece, rows in ones.items() if rows & same]:
        if atom.by == "difference" or piece.overlap(_ABOVE):
            yield exactly(Fraction(0 if atom.by == "difference" else 1))
        if atom.by == "ratio" and not piece.within(_ABOVE):
            yield None


def _by_numbers(who: Meant, column: str) -> dict[Interval, set[int | None]]:
    """The stretches of numbers that a row that may be meant has, with the rows that may have them."""
    found: dict[Interval, set[int | None]] = {}
    for candidate in who.candidates:
        for piece in who.numbers(candidate, column):
            found.setdefault(piece, set()).add(candidate.index)
    return found


def _rests_on_all(who: Meant, ref: RowRef) -> bool:
    """Whether what is said of a row rests on the table being complete."""
    return ref.key is None and (ref.top is not None or ref.only or who.absent)


def _meant_rows(who: Meant, found: Verdict, why: str) -> tuple[RowFound, ...]:
    certain = sure(who.rows, why) if found is not Verdict.NOT_ENOUGH else ()
    return rows_found(who.sheet, certain, sure(who.rows, f"may be {why}"))


def _cells_words(who: Meant, ref: RowRef, name: str, words: Words) -> str:
    """What the row that is meant has in a column; which rows it may be, where that is open."""
    sheet, rows = who.sheet, who.rows
    which = row_words(ref, sheet, words)
    if not rows and ref.key is not None:
        return f"“{ref.key}” {'was not known by then' if who.candidates else 'is denied'}"
    if not rows:
        return unless_complete(f"no row of {sheet.table.name} is {which}", sheet)
    cells = [f"the {name} of “{row.key}” is {cell_words(row.values.get(name), sheet.column(name))}" for row in rows[:3]]
    if ref.key is not None:
        return cells[0]
    link = "is" if who.one else "may be"
    told = f"{which} {link} {named(rows)}; {'; '.join(cells)}"
    return unless_complete(told, sheet) if _rests_on_all(who, ref) else told


def _lacks(both: Sequence[tuple[Meant, RowRef]], name: str) -> tuple[Lack, ...]:
    found: list[Lack] = []
    for who, ref in both:
        sheet = who.sheet
        cells = [pair for row in who.rows for pair in open_cells(sheet, row, (), name)]
        if ref.key is None:
            cells += open_members(sheet, ref.where, *([ref.top.column] if ref.top else []))
        unsure = unsure_members(sheet, ref.where) if ref.key is None else filter(sheet.unsure, who.rows)
        found += lacks(sheet, cells, unsure=unsure, whole=_rests_on_all(who, ref))
        if len(who.rows) > 1 and not ref.only:
            found.append(Lack(f"which row is meant: {named(who.rows)}"))
        if not who.rows and ref.key is not None:
            found.append(Lack(f"“{ref.key}” of {sheet.table.name}, published by then", (), (sheet.table.name, ref.key)))
    return tuple(dict.fromkeys(found))


def _result_words(result: Interval, atom: RowsCompared, of: Column) -> str:
    if atom.by == "ratio":
        return f"{numbers_words(result)} times as much"
    return f"a difference of {difference_words(result, of)}"


def _gaps(left: Meant, right: Meant, of: Column) -> Iterator[Suggestion]:
    """What would be true of two known numbers, in each way in which they can be held against each other."""
    if left.one is None or right.one is None:
        return
    one, other = (of.number(who.values.get(of.name)) for who in (left.one, right.one))
    if one is None or other is None:
        return
    gap, how = abs(one - other), "higher" if one > other else "lower" if one < other else "the same"
    if other > 0:
        yield "times", exactly(one / other)
    if gap:
        unit = {"percent": POINTS, "clock": "seconds"}.get(of.family)
        yield f"difference {how}", (exactly(gap), unit)
    if gap and other > 0:
        yield f"difference {how}", (exactly(gap * 100 / other), PERCENT)
    yield "how", how


def _numbers(both: Sequence[tuple[Meant, RowRef]], of: Column) -> Iterator[NumberFound]:
    unit = {"percent": PERCENT, "clock": "seconds"}.get(of.family)
    for who, _ in both:
        for row in who.rows[:SHOWN]:
            number = of.number(row.values.get(of.name))
            yield NumberFound(row.key, "found", number, number, unit)
