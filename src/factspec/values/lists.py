"""Lists of names: those in a cell, with ``|`` between them, and what stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from factspec.problem import Problem, Problems


def repeated(names: Iterable[str]) -> list[str]:
    """The names that stand more than once, in order."""
    return sorted(name for name, times in Counter(names).items() if times > 1)


def parts(cell: str) -> tuple[str, ...]:
    """The names in a cell; none in a blank one. Raises Problems for an empty part, or a name that stands twice."""
    if not cell:
        return ()
    found = tuple(part.strip() for part in cell.split("|"))
    if "" in found:
        raise Problems([Problem(f"{cell!r} has an empty part", expected="names with one | between them")])
    if len(set(found)) < len(found):
        raise Problems([Problem(f"{cell!r} names one thing twice", expected="each once")])
    return found
