"""Typed cells of plain tables: numbers, percentages, times, dates and texts, read as a Table Schema says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from factspec.problem import Problems, problem
from factspec.values.dates import Dating, dating
from factspec.values.decimals import decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, as its number of hundredths."""

    number: Decimal

    def __str__(self) -> str:
        return f"{self.number}%"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on a clock, or a length of time, in seconds; ``text`` is how it is written."""

    seconds: Decimal
    text: str

    def __str__(self) -> str:
        return self.text


Value = str | int | Decimal | bool | Dating | Percent | Clock | None
FieldType = Literal["string", "integer", "number", "boolean", "date", "year", "yearmonth", "duration", "time", "any"]


class FieldSchema(BaseModel):
    """A column of a plain table: its name and its type in the Table Schema's words. A ``title`` is another name for it.

    Without ``groupChar``, a comma parts thousands where the decimal mark is a point.
    """

    model_config = ConfigDict(frozen=True)
    name: str = Field(min_length=1)
    title: str = ""
    type: FieldType = "string"
    groupChar: str | None = None  # noqa: N815  the Table Schema's own spelling
    decimalChar: str = Field(default=".", min_length=1)  # noqa: N815
    bareNumber: bool = True  # noqa: N815

    @field_validator("groupChar")
    @classmethod
    def _no_digit(cls, value: str | None) -> str | None:
        if value is not None and (not value or any(c.isdigit() or c in "+-%" for c in value)):
            raise PydanticCustomError("no_group", "a groupChar that cannot stand between digits")
        return value


def reader(column: FieldSchema) -> Callable[[str], Value]:
    """What reads the cells of a column; it raises Problems where a text is no value of its type."""
    match column.type:
        case "integer" | "number":
            return _Numbers(column)
        case "boolean":
            return _boolean
        case "date" | "yearmonth":
            return dating
        case "year":
            return _year
        case "duration" | "time":
            return clock
        case "string" | "any":
            return str


def typed(text: str, column: FieldSchema) -> Value:
    """A cell's value by its column's type. Raises Problems where the text is none."""
    return reader(column)(text)


def clock(text: str) -> Clock:
    """A time written ``1:00.26``, ``5:00``, ``2:05:00``, ``59.87``, or as a duration of ISO 8601. Raises Problems for no time."""
    match = _CLOCK.fullmatch(text) or _SECONDS.fullmatch(text) or _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise problem(f"{text!r} is not a time", expected="a time such as 1:00.26, 5:00, 2:05:00 or PT5M")
    found = match.groupdict()
    return Clock(sum((seconds * Decimal(found.get(part) or 0) for part, seconds in _PARTS.items()), Decimal(0)), text)


_PARTS = {"weeks": 604_800, "days": 86_400, "hours": 3600, "minutes": 60, "seconds": 1}
_CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,4}):(?=[0-5]\d:))?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d(?:\.\d{1,9})?)", re.ASCII
)  # fmt: skip
_SECONDS = re.compile(r"(?P<seconds>\d{1,5}\.\d{1,9})", re.ASCII)  # digits alone might as well be minutes
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,5})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,9})?)S)?)?",
    re.ASCII,
)


class _Numbers:
    """The numbers of a column: well-formed groups of digits, its own decimal mark, a percentage where a % ends the text."""

    def __init__(self, column: FieldSchema) -> None:
        self._whole, self._bare, mark = column.type == "integer", column.bareNumber, column.decimalChar
        group = column.groupChar if column.groupChar is not None else "," if mark == "." else ""
        self._mark, self._group = mark, group
        parted = "[ \u00a0\u202f]" if group == " " else re.escape(group)
        self._grouped = re.compile(rf"[+-]?\d{{1,3}}(?:{parted}\d{{3}})+(?:{re.escape(mark)}\d+)?", re.ASCII) if group else None
        self._parts = re.compile(parted) if group else None

    def __call__(self, text: str) -> Value:
        bare = text if self._bare else _WORDS_AROUND.sub("", text)
        plain, percent = bare.removesuffix("%").rstrip(), bare.endswith("%")
        if self._grouped is not None and self._parts is not None and self._grouped.fullmatch(plain):
            plain = self._parts.sub("", plain)
        if self._mark != ".":
            plain = plain.replace(".", "?").replace(self._mark, ".")
        try:
            number = _integer(plain) if self._whole else decimal(plain)
        except Problems:
            raise problem(f"{text!r} is not a {'whole ' if self._whole else ''}number", expected=self._wanted) from None
        return Percent(Decimal(number)) if percent else number

    @property
    def _wanted(self) -> str:
        if self._whole:
            return f"digits only, or with {self._group!r} between thousands" if self._group not in ("", ",") else "digits only"
        return f"a number such as 1200{self._mark}5"


_WORDS_AROUND = re.compile(r"\A[^\d+.,-]+(?=[\d+.,-])|(?<=[\d.,])[^\d%.,]+(?=%?\Z)")


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,100}", text, re.ASCII):
        raise problem(f"{text!r} is not a whole number", expected="digits only")
    return int(text)


def _year(text: str) -> Dating:
    if not re.fullmatch(r"-?\d{4}", text, re.ASCII):
        raise problem(f"{text!r} is not a year", expected="four digits")
    return dating(text)


def _boolean(text: str) -> bool:
    known: dict[str, bool] = {
        "true": True,
        "True": True,
        "TRUE": True,
        "1": True,
        "false": False,
        "False": False,
        "FALSE": False,
        "0": False,
    }
    if text not in known:
        raise problem(f"{text!r} is neither true nor false", expected="true or false")
    return known[text]
