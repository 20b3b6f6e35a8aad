"""Validators that hang on nothing but their own code: only what those have found can be kept."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_MODULES = frozenset(
    {
        "__future__", "abc", "anyascii", "calendar", "collections", "collections.abc", "dataclasses", "datetime", "decimal",
        "enum", "fractions", "functools", "itertools", "math", "operator", "pydantic", "re", "string", "typing", "unicodedata",
    }
)  # fmt: skip
_OURS = tuple(f"factspec.{name}" for name in ("claim", "engine.question", "kinds", "problem", "sentence", "values", "verdict"))
_NAMES = frozenset(
    {"__builtins__", "__import__", "breakpoint", "compile", "eval", "exec", "globals", "id", "input", "open", "vars"}
)
_CLOCKS = frozenset({"fromtimestamp", "now", "today", "utcnow"})


def opening(source: str) -> str | None:
    """What in a validator lets something else than its code have a part in what it finds: a file, a clock, other code.

    None where there is nothing of the kind. Raises SyntaxError.
    """
    return next(_openings(ast.parse(source)), None)


def _openings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (f"import {one.name}" for one in names if not _closed(one.name))
            case ast.ImportFrom(module, names, level):
                told = "." * level + (module or "")
                if level or not _closed(told):
                    yield f"from {told} import {', '.join(one.name for one in names)}"
            case ast.Name(name, ast.Load()) if name in _NAMES:
                yield name
            case ast.Attribute(attr=name) if name in _CLOCKS:
                yield f".{name}"


def _closed(module: str) -> bool:
    return module in _MODULES or any(module == ours or module.startswith(f"{ours}.") for ours in _OURS)
