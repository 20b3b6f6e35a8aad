"""JSON read strictly: each key once, numbers as they are written, nothing that is no number."""

from __future__ import annotations

import json
from typing import Any

from factspec.values.lists import repeated


def json_value(text: str) -> Any:
    """The value of a JSON text, its numbers as they are written. Raises ValueError, in short, for what is none."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ValueError(error.msg) from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"{repeated(name for name, _ in pairs)[0]!r} twice")
    return found
