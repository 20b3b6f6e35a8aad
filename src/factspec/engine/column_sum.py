"""Findings on what a column of a plain table comes to."""

from __future__ import annotations

from fractions import Fraction

from factspec.engine.answer import Finding, NumberFound
from factspec.engine.cell_words import conditions_words, figures_words, misspelt_texts, unless_complete
from factspec.engine.different import different
from factspec.engine.number_words import numbers_words
from factspec.engine.question import Aggregated
from factspec.engine.table import Profiles, Sheet
from factspec.engine.table_evidence import lacks, links, open_members, rows_found, sure, unsure_members
from factspec.engine.totals import Reached, comes_to, judged
from factspec.engine.words import Words
from factspec.reference.tables import TableRow
from factspec.values.intervals import Interval
from factspec.values.units import PERCENT
from factspec.verdict import Verdict


def aggregated(atom: Aggregated, sheet: Sheet, words: Words) -> Finding:
    """Whether what the column comes to, over the rows that meet the conditions, is one of the numbers stated."""
    reached = _reached(atom, sheet)
    found = judged(reached, atom.stated)
    may = [(row, met) for row, met in zip(sheet.rows, sheet.profiles((atom.among,)), strict=True) if (True,) in met]
    certain = [row for row, met in may if _sure(sheet, row, met)]
    perhaps = [row for row, met in may if not _sure(sheet, row, met)]
    cells = list(open_members(sheet, atom.among, atom.column)) if found is Verdict.NOT_ENOUGH else []
    return Finding(
        found,
        _reason(atom, sheet, reached, len(certain), len(may), words) + misspelt_texts(atom.among, sheet),
        rows=rows_found(sheet, sure(certain, "counted"), sure(perhaps, "may count")),
        links=links(sheet, certain or [row for row, _ in may], found, whole=True),
        covers=sheet.covers,
        lacks=lacks(sheet, cells, unsure=unsure_members(sheet, atom.among), whole=True) if found is Verdict.NOT_ENOUGH else (),
        suggestions=(("number", reached.span),) if reached.span is not None and not reached.none else (),
        numbers=_numbers(atom, sheet, reached),
    )


def _reached(atom: Aggregated, sheet: Sheet) -> Reached:
    if atom.how != "different":
        return comes_to(atom.how, sheet.members(atom.among, atom.column))
    low, high = different(sheet, atom.among, atom.column)
    count = Interval(Fraction(low), None if high is None else Fraction(high))
    return Reached(((count, Fraction(1)),), none=False)


def _sure(sheet: Sheet, row: TableRow, met: Profiles) -> bool:
    return len(met) == 1 and not sheet.unsure(row)


def _reason(atom: Aggregated, sheet: Sheet, reached: Reached, certain: int, may: int, words: Words) -> str:
    count = f"{certain} to {may}" if may > certain else str(may)
    rows = f"{count} row{'' if count == '1' else 's'}"
    of = f"{rows} with {conditions_words(atom.among, sheet, words)}" if atom.among else f"{rows} of {sheet.table.name}"
    what = f"number of different values of {atom.column}" if atom.how == "different" else f"{atom.how} {atom.column}"
    if not may:
        return unless_complete(f"there are {of}".replace("are 0 rows", "is no row"), sheet)
    span = reached.span
    if span is None or (span.low, span.high) == (None, None):
        return unless_complete(f"the {what} of {of} may be any number", sheet)
    numbers = numbers_words(span) if atom.how == "different" else figures_words(span, sheet.column(atom.column))
    return unless_complete(f"the {what} of {of} is {numbers}", sheet)


def _numbers(atom: Aggregated, sheet: Sheet, reached: Reached) -> tuple[NumberFound, ...]:
    unit = {"percent": PERCENT, "clock": "seconds"}.get(sheet.column(atom.column).family) if atom.how != "different" else None
    stated = NumberFound("stated", "stated", atom.stated.low, atom.stated.high, unit)
    if reached.span is None:
        return (stated,)
    return stated, NumberFound(f"{atom.how} {atom.column}", "found", reached.span.low, reached.span.high, unit)
