"""Cells that hold several names, with ``|`` between them."""

from __future__ import annotations

from factspec.problem import Problem, Problems


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
