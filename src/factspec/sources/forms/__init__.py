"""The forms that fetched bodies have, one module for each: from a body to its rows, each a mapping from column to text."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.problem import problem

Row = dict[str, str]
MOST_ROWS = 2_000_000


def limited(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, as long as there are not too many. Raises Problems for more."""
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise problem(f"more than {MOST_ROWS:,} rows", expected="fewer")
        yield row


def as_text(value: object) -> str:
    """A value of JSON as a cell; a list of plain values is parted by ``|``. Raises Problems for what is no cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() | int():
            return str(value)
        case list():
            texts = [as_text(inner) for inner in value]
            if not any(isinstance(inner, list) for inner in value):
                return "|".join(texts)
    raise problem(f"{str(value)[:60]!r} is no cell", expected="a text, a number, true or false, or a list of these")
