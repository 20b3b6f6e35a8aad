"""Sentences that a new table bears out: a first three for its owner to try, to change and to learn the forms from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from factspec.check import Checker
from factspec.reference.cells import Value
from factspec.reference.columns import column as kept_in
from factspec.reference.tables import PlainTable, TableRow
from factspec.report.model import Location
from factspec.stated import Stated
from factspec.verdict import Verdict

MOST = 3
_LONGEST = 60
_LOOKED_AT = 200


def askable(table: PlainTable, checker: Checker) -> list[str]:
    """A few sentences about the table that are supported; each of another kind, as far as there are some."""
    kinds: dict[str, str] = {}
    more: list[str] = []
    for sentence in _sentences(table):
        if len(kinds) == MOST:
            break
        result = checker.results([Stated("new", sentence, None, Location(path="", line=1))])[0]
        if result.verdict is Verdict.SUPPORTED and kinds.setdefault((result.claim or {})["kind"], sentence) != sentence:
            more.append(sentence)
    return [*kinds.values(), *more][:MOST]


def _sentences(table: PlainTable) -> Iterator[str]:
    """Sentences that the rows should bear out, the ones most worth knowing first."""
    start = f"in {_quoted(table.name)}"
    columns = sorted(table.columns, key=lambda name: not _has_numbers(table, name))
    told = [name for name in columns if name not in table.schema.key_columns]
    for column in told:
        if _has_numbers(table, column):
            yield from _of_numbers(table, start, column)
    if table.schema.key_columns:
        for column in told:
            for row in table.rows[:2]:
                if (value := row.values[column]) is not None and len(str(value)) <= _LONGEST:
                    yield f"{start}, the {_column(column)} of {_quoted(row.key)} was {_value(value)}"
    for column in told:
        values = [row.values[column] for row in table.rows[:_LOOKED_AT] if row.values[column] is not None]
        if len(values) > 1:
            usual = max(dict.fromkeys(values), key=values.count)
            yield f"{start}, at least {_rows(values.count(usual))} {_column(column)} {_value(usual)}"
    for column in columns:
        if column not in told and _has_numbers(table, column):
            yield from _of_numbers(table, start, column)
    yield f"{start} there {'is at least 1 row' if len(table.rows) == 1 else f'are at least {len(table.rows)} rows'}"
    for column in columns:
        known = sum(row.values[column] is not None for row in table.rows)
        yield f"{start}, at least {_rows(known)} {_column(column)} known"


def _of_numbers(table: PlainTable, start: str, column: str) -> Iterator[str]:
    of = kept_in(table, column)
    rows = [(row, amount) for row in table.rows if (amount := of.number(row.values[column])) is not None]
    if not rows:
        return
    top = max(rows, key=lambda pair: pair[1])
    if table.schema.key_columns:
        yield f"{start}, {_quoted(top[0].key)} has the highest {_column(column)}"
        yield f"{start}, the {_column(column)} of {_quoted(rows[0][0].key)} was {_value(rows[0][0].values[column])}"
        yield from _difference(start, column, rows, plain=of.family == "number")
    yield f"{start}, the highest {_column(column)} was {_value(top[0].values[column])}"
    middle = sorted(amount for _, amount in rows)[len(rows) // 2]
    above = sum(amount > middle for _, amount in rows)
    bound = next(row.values[column] for row, amount in rows if amount == middle)
    if above:
        yield f"{start}, at least {_rows(above)} {_column(column)} above {_value(bound)}"


def _difference(start: str, column: str, rows: list[tuple[TableRow, Fraction]], *, plain: bool) -> Iterator[str]:
    less = rows[0]
    more = next((row for row in rows if row[1] > less[1]), None)
    if plain and more is not None:
        apart = more[1] - less[1]
        amount = Decimal(apart.numerator) / Decimal(apart.denominator)
        yield f"{start}, the {_column(column)} of {_quoted(more[0].key)} was {amount:f} more than that of {_quoted(less[0].key)}"


def _has_numbers(table: PlainTable, column: str) -> bool:
    of = kept_in(table, column)
    return of.family in ("number", "percent") and not of.dated


def _rows(count: int) -> str:
    return f"{count} {'row has' if count == 1 else 'rows have'}"


def _value(value: Value) -> str:
    return _quoted(value) if isinstance(value, str) else "true" if value is True else "false" if value is False else str(value)


def _column(name: str) -> str:
    return name if name.isalpha() and len(name) > 3 else _quoted(name)  # short ones may be words of a form


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if '"' not in text else f'"{text}"'
