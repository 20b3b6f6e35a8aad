"""JSON: rows found at a path, their columns at paths from there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factspec.problem import Problem, Problems, problem
from factspec.sources.forms import Row, as_text
from factspec.sources.paths import JsonPath, found_at
from factspec.values.json import json_value


def parsed(text: str) -> Any:
    """The value of a body of JSON, its numbers as they are written. Raises Problems."""
    try:
        return json_value(text)
    except ValueError as error:
        raise Problems([Problem(f"the body is not JSON: {error}")]) from None


def json_rows(text: str, items: JsonPath, fields: dict[str, JsonPath]) -> Iterator[Row]:
    """The rows at ``items``; a column that a row lacks is blank, one that no row has is a fault."""
    found = False
    seen: set[str] = set()
    for item in found_at(parsed(text), items):
        found = True
        row = {}
        for name, path in fields.items():
            values = list(found_at(item, path))
            if values:
                seen.add(name)
            row[name] = as_text(values[0] if len(values) == 1 else values)
        yield row
    missing = [name for name in fields if name not in seen]
    if found and missing:
        raise problem(f"no row has {missing[0]!r}", expected="a value at its path in some row")
