"""Findings on plain tables: rows that meet conditions, for sure or possibly, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.engine.answer import Finding, Lack, RowFound
from factspec.engine.question import Condition, Contains, Dated, Equals, Given, Listed, Tabular, Within
from factspec.engine.rows import Rows
from factspec.engine.words import Words, span
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness
from factspec.reference.tables import TableRow, Value
from factspec.values.dates import Dating
from factspec.verdict import Verdict, from_worlds


def finding(
    atom: Tabular, rows: Rows, account: str, reference: Reference, covers: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    del reference
    match atom:
        case Listed(table):
            return listed(atom, rows.plain(table, account), rows, covers, words)
        case _:
            raise NotImplementedError


def listed(atom: Listed, rows: Sequence[TableRow], known: Rows, covers: Sequence[Completeness], words: Words) -> Finding:
    """Whether some row of the table meets all conditions; without one, only a complete table says no."""
    graded = [(row, min(_grade(row.values.get(c.column), c) for c in atom.conditions)) for row in rows]
    graded = [(row, min(grade, 1) if known.unsure(atom.table, row.key) else grade) for row, grade in graded]
    sure = [row for row, grade in graded if grade == 2]
    perhaps = [row for row, grade in graded if grade == 1]
    found = from_worlds(bool(sure or perhaps) or not covers, not sure)
    said = ", ".join(_condition_words(condition, words) for condition in atom.conditions)
    found_rows = [_row(atom, row, "certain", "meets every condition") for row in sure]
    found_rows += [_row(atom, row, "possible", "may meet every condition") for row in perhaps]
    found_rows += [
        _row(atom, row, "none", faults[0].column)
        for row, grade in graded
        if grade == 0 and len(faults := [c for c in atom.conditions if _grade(row.values.get(c.column), c) == 0]) == 1
    ][:6]
    counted = frozenset(source for row in sure or perhaps for source in row.sources)
    complete = frozenset(source for cover in covers for source in cover.sources)
    links = (counted,) if counted else (complete,) if complete else ()
    because = f"{len(sure)} of {len(rows)} rows of {atom.table} have {said}"
    if not sure and not covers:
        because += ", and nothing says that the table is complete"
    lack = Lack(f"a row of {atom.table} with {said}, or a statement that {atom.table} is complete", (("table", atom.table),))
    lacks = (lack,) if found is Verdict.NOT_ENOUGH else ()
    return Finding(found, because, None, tuple(found_rows), links, tuple(covers) if not sure else (), lacks)


def _grade(value: Value, condition: Condition) -> int:
    """2: the cell meets the condition, 1: it may, 0: it does not."""
    if value is None:
        return 1
    text = value.text if isinstance(value, Dating) else str(value)
    match condition.test:
        case Dated(days) if isinstance(value, Dating):
            return 2 if value.starts.within(days) and not value.doubtful else 1 if value.starts.meets(days) else 0
        case Equals(wanted):
            return 2 if text.casefold() == wanted.casefold() else 0
        case Contains(wanted):
            return 2 if wanted.casefold() in text.casefold() else 0
        case Given():
            return 2
        case _:
            return 0


def _condition_words(condition: Condition, words: Words) -> str:
    match condition.test:
        case Dated(days):
            return f"{condition.column} {span(days)}"
        case Equals(text):
            return f"{condition.column} “{words.name(text)}”"
        case Contains(text):
            return f"{condition.column} containing “{text}”"
        case Within(numbers):
            return f"{condition.column} {numbers}"
        case Given():
            return f"a known {condition.column}"


def _row(atom: Listed, row: TableRow, match: str, why: str) -> RowFound:
    cells = ", ".join(f"{name}: {getattr(value, 'text', value)}" for name, value in row.values.items() if value is not None)
    date = next((value.text for value in row.values.values() if isinstance(value, Dating)), None)
    return RowFound(atom.table, row.key, match, why, cells, date, row.sources)  # type: ignore[arg-type]
