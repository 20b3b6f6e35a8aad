"""Values that do not fit their field, as pydantic reports them, in our words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from factspec.problem import Problem
from factspec.values.nearest import misspelt

_LONGEST = 60
_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
}


def unfit(fault: Mapping[str, Any]) -> Problem:
    """The fault of a value as a problem without a place: what it is, and what was expected."""
    kind, value, context = str(fault["type"]), fault.get("input"), fault.get("ctx", {})
    match kind:
        case "literal_error":
            options = [option.strip("'") for option in context["expected"].replace(" or ", ", ").split(", ")]
            near = misspelt([str(value)], options)[1]
            return Problem(f"{said(value)} is not known here", expected=f"one of {', '.join(options)}", nearest=near)
        case "missing":
            return Problem(f"no {str(fault['loc'][-1])!r}", expected="a value")
        case "string_too_short" | "too_short":
            least = context.get("min_length", 1)
            return Problem(said(value), expected=f"at least {least}") if least > 1 else Problem("blank", expected="a value")
        case "greater_than_equal":
            return Problem(said(value), expected=f"{context['ge']} or more")
        case _ if kind in _WANTED or kind.partition(" ")[0] in _WANTED:
            return Problem(said(value), expected=_WANTED[kind])
        case _:
            text = str(fault["msg"]).removeprefix("Value error, ")
            return Problem(text if text[:2].isupper() else text[:1].lower() + text[1:])


def said(value: object) -> str:
    """A value as its file may have it, cut short: texts in quotation marks, ``true`` and ``false``, lists in brackets."""
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST else value[:_LONGEST] + "…")
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
