"""What the columns of a plain table hold, and what their cells are for comparison and arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from factspec.problem import Problems
from factspec.reference.tables import Clock, FieldSchema, Percent, PlainTable, Value, clock, typed
from factspec.values.dates import Dating, dating

Family = Literal["number", "percent", "clock", "date", "boolean", "score", "text"]
FAMILY_WORDS: dict[Family, str] = {
    "number": "numbers", "percent": "percentages", "clock": "times", "date": "dates", "boolean": "true or false",
    "score": "scores", "text": "texts",
}  # fmt: skip
ORDERED: tuple[Family, ...] = ("number", "percent", "clock")
_SCORE = re.compile(r"\d{1,4}[-:]\d{1,4}", re.ASCII)
_NUMBER = FieldSchema(name="any", type="number")


def family(table: PlainTable, column: str) -> Family:
    """What all cells of a column are; a column of texts that all are times, numbers, scores or dates is one of those."""
    kept = table.families.get(column)
    if kept is None:
        values = [row.values.get(column) for row in table.rows]
        declared = next((known.type for known in table.schema.fields if known.name == column), "string")
        given = [value for value in values if value is not None]
        kept = _family(given, _LIKELY.get(declared, ())) if given else _DECLARED.get(declared, "text")
        table.families[column] = kept
    return kept


_DECLARED: dict[str, Family] = {
    "integer": "number", "number": "number", "year": "number", "duration": "clock", "time": "clock", "date": "date",
    "yearmonth": "date", "boolean": "boolean",
}  # fmt: skip
_LIKELY: dict[str, tuple[Family, ...]] = {
    "string": ("clock", "score", "percent"),  # plain numbers and years may be codes: their type would say what they are
    "any": ("clock", "score", "percent", "number", "date"),
}


def _family(values: Sequence[Value], likely: tuple[Family, ...]) -> Family:
    kinds = {_kind(value) for value in values}
    if not kinds or kinds == {"text"}:
        for known in likely if values else ():
            if all(scalar(value, known) is not None for value in values):
                return known
        return "text"
    return kinds.pop() if len(kinds) == 1 else "text"


def _kind(value: Value) -> Family:
    match value:
        case bool():
            return "boolean"
        case int() | Decimal():
            return "number"
        case Percent():
            return "percent"
        case Clock():
            return "clock"
        case Dating():
            return "date"
        case _:
            return "text"


def scalar(value: Value, of: Family) -> Value:
    """A cell as a value of its column's family; None where it is blank or none."""
    if not isinstance(value, str):
        return value
    try:
        match of:
            case "clock":
                return clock(value)
            case "date":
                return dating(value)
            case "score":
                return value if _SCORE.fullmatch(value) else None
            case "number" | "percent":
                number = typed(value, _NUMBER)
                return number if isinstance(number, Percent) == (of == "percent") else None
            case _:
                return value
    except Problems:
        return None


def number(value: Value, of: Family) -> Fraction | None:
    """The number that a cell is in the order of its column; None where it is blank, or its column has no numbers."""
    match scalar(value, of):
        case bool():
            return None
        case int() | Decimal() as plain if of == "number":
            return Fraction(plain)
        case Percent(plain):
            return Fraction(plain)
        case Clock(seconds, _):
            return Fraction(seconds)
        case _:
            return None


def text(value: Value) -> str:
    """A cell as it is read."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Dating():
            return value.text
        case _:
            return str(value)
