"""Extras: libraries that only some commands need, installed beside factspec."""

from __future__ import annotations

from importlib.util import find_spec

from factspec.problem import Problem, Problems


def needs(extra: str, library: str, command: str) -> None:
    """Holds a command back where its library is missing, with the way to get it. Raises Problems."""
    if find_spec(library) is None:
        wanted = f'it installed, with pip install "factspec[{extra}]"'
        raise Problems([Problem(f"factspec {command} needs {library}, which is not installed", expected=wanted)])
