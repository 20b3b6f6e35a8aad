"""Extras: libraries that only some of factspec needs, installed beside it."""

from __future__ import annotations

from importlib.util import find_spec

from factspec.problem import Problem, Problems


def missing(extra: str, library: str, what: str, why: str = "which is not installed") -> Problem:
    """The fault that ``what`` needs a library that is not there, with the way to get it."""
    return Problem(f"{what} needs {library}, {why}", expected=f'it installed, with pip install "factspec[{extra}]"')


def needs(extra: str, library: str, what: str) -> None:
    """Holds something back where its library is missing. Raises Problems."""
    if find_spec(library) is None:
        raise Problems([missing(extra, library, what)])
