"""Paths into JSON: ``$.data[*].name``, names and places in a list alone. Nothing in them is computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

Step = str | int | Literal["*"]
JsonPath = tuple[tuple[str, Step], ...]
_STEP = re.compile(
    r"""\.?(?P<name>[^\s.\[\]"'*$]+)|\[(?P<place>-?\d{1,9})\]|\[(?P<all>\*)\]|\[(["'])(?P<quoted>[^"']+)\4\]""", re.ASCII
)
_LONGEST = 500


def json_path(text: str) -> JsonPath:
    """The steps of a path. Raises ValueError for what is none."""
    rest = text.removeprefix("$")
    steps: list[tuple[str, Step]] = []
    place = 0
    while place < len(rest) and len(text) <= _LONGEST:
        match = _STEP.match(rest, place)
        if match is None or (match["name"] and steps and rest[place] != "."):
            break
        if match["all"]:
            steps.append(("all", "*"))
        elif match["place"]:
            steps.append(("place", int(match["place"])))
        else:
            steps.append(("name", match["name"] or match["quoted"]))
        place = match.end()
    if place < len(rest) or not text:
        raise ValueError(f"{text[:60]!r} is no path, expected one such as $.data[*].name or [1]")
    return tuple(steps)


def found_at(value: Any, path: JsonPath) -> Iterator[Any]:
    """The values at a path; none where it leads nowhere."""
    if not path:
        yield value
        return
    (kind, step), rest = path[0], path[1:]
    if kind == "all" and isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from found_at(inner, rest)
    elif kind == "place" and isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
        yield from found_at(value[step], rest)
    elif kind == "name" and isinstance(value, dict) and step in value:
        yield from found_at(value[str(step)], rest)
