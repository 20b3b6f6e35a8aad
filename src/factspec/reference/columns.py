"""What the columns of a plain table hold, and what their cells are for comparison and arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from factspec.problem import Problems
from factspec.reference.cells import Clock, FieldSchema, FieldType, Percent, Value, clock, reader
from factspec.reference.tables import PlainTable
from factspec.values.dates import Dating, dating
from factspec.values.names import folded

Family = Literal["number", "percent", "clock", "date", "boolean", "score", "text"]
FAMILY_WORDS: dict[Family, str] = {
    "number": "numbers", "percent": "percentages", "clock": "times", "date": "dates", "boolean": "true or false",
    "score": "scores", "text": "texts",
}  # fmt: skip
ADDED: tuple[Family, ...] = ("number", "percent", "clock")
ORDERED: tuple[Family, ...] = (*ADDED, "date")
_TYPED: dict[FieldType, Family] = {
    "integer": "number", "number": "number", "boolean": "boolean", "date": "date", "year": "date", "yearmonth": "date",
    "duration": "clock", "time": "clock",
}  # fmt: skip
_GUESSED: tuple[Family, ...] = ("clock", "score", "percent", "number", "date")
_SCORE = re.compile(r"\d{1,4} ?[-:] ?\d{1,4}", re.ASCII)
_MARK = re.compile(r" ?[-:] ?")
_number = reader(FieldSchema(name="any", type="number"))


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column are: all of one family, ``whole`` where they are integers.

    ``worded``: its type is *string*, and a cell is what is written in it before it is anything else. ``lasting``: some of
    its dates are stretches of days; ``stepped``: all are whole years, or months, and in the order of those. ``dated``: its
    numbers are years, and are written without a comma.
    """

    name: str
    family: Family
    whole: bool = False
    worded: bool = False
    lasting: bool = False
    stepped: bool = False
    dated: bool = False

    def scalar(self, value: Value) -> Value:
        """A cell as a value of the family; None where it is blank."""
        return _scalar(value, self.family) if isinstance(value, str) else value

    def spelling(self, written: str) -> str:
        """What a text of the column has in common with its other spellings; ``9:7`` is the score ``9-7``."""
        plain = folded(written)
        return _MARK.sub("-", plain) if self.family == "score" and _SCORE.fullmatch(plain) else plain

    def number(self, value: Value) -> Fraction | None:
        """The number that a cell is; None where it is blank, or the column has no numbers."""
        match self.scalar(value):
            case bool():
                return None
            case int() | Decimal() as plain if self.family == "number":
                return Fraction(plain)
            case Percent(plain):
                return Fraction(plain)
            case Clock(seconds, _):
                return Fraction(seconds)
            case _:
                return None

    def place(self, value: Value) -> Fraction | None:
        """The number that a cell has in the order of its column; of a date its first day. None where it is not known exactly."""
        if self.family != "date":
            return self.number(value)
        date = self.scalar(value)
        if not isinstance(date, Dating) or date.doubtful or (date.starts.first < date.starts.last and not self.stepped):
            return None
        return Fraction(date.starts.first)


def column(table: PlainTable, name: str) -> Column:
    """What a column holds. A column of texts that all are times, numbers, scores or dates is one of those."""
    known: Column | None = table.known.get(name)
    if known is None:
        kind = next(field.type for field in table.schema.fields if field.name == name)
        cells = [row.values.get(name) for row in table.rows] + table.told.get(name, [])
        known = table.known[name] = _column(name, kind, [cell for cell in cells if cell is not None])
    return known


def _column(name: str, kind: FieldType, values: Sequence[Value]) -> Column:
    known = _TYPED.get(kind)
    if known == "number" and any(isinstance(value, Percent) for value in values):
        known = "percent"
    found = known or _guessed([str(value) for value in values])
    dates = (_scalar(value, "date") for value in values) if found == "date" else ()
    lasting = any(isinstance(date, Dating) and date.lasting for date in dates)
    numbers = values if found == "number" else ()
    dated = bool(numbers) and "year" in folded(name) and all(isinstance(n, int) and 1000 <= n < 3000 for n in numbers)
    return Column(name, found, kind == "integer", kind == "string", lasting, kind in ("year", "yearmonth"), dated)


def _guessed(texts: Sequence[str]) -> Family:
    """What all texts are; decimals alone are no times."""
    for family in _GUESSED if texts else ():
        if all(_scalar(text, family) is not None for text in texts) and (family != "clock" or any(map(_timed, texts))):
            return family
    return "text"


def _timed(text: str) -> bool:
    return ":" in text or text.startswith("P")


def _scalar(value: Value, family: Family) -> Value:
    if not isinstance(value, str):
        return value
    try:
        match family:
            case "clock":
                return clock(value)
            case "date":
                return dating(value)
            case "score":
                return value if _SCORE.fullmatch(folded(value)) else None
            case "number" | "percent":
                number = _number(value)
                return number if isinstance(number, Percent) == (family == "percent") else None
            case _:
                return value
    except Problems:
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
