"""Whether days can be chosen so that each stays in its range and the wanted ones come before others.

A small exact solver for difference constraints with alternatives: ranges are narrowed until nothing changes, which
decides a set of plain constraints; alternatives are tried one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factspec.values.dates import Range


@dataclass(frozen=True, slots=True)
class Before:
    """The day ``one`` is at least ``gap`` days before the day ``other``; a whole number stands for that day itself."""

    one: str | int
    other: str | int
    gap: int = 1


Constraints = tuple[Before, ...]
Alternatives = Sequence[Constraints]


def feasible(days: Mapping[str, Range], constraints: Constraints, alternatives: Sequence[Alternatives] = ()) -> bool:
    """Whether every day has a value in its range so that all constraints hold, and one option of each alternative."""
    narrowed = _narrowed(days, constraints)
    if narrowed is None:
        return False
    for position, options in enumerate(alternatives):
        if any(all(_holds_anyway(narrowed, before) for before in option) for option in options):
            continue
        rest = alternatives[position + 1 :]
        return any(feasible(narrowed, constraints + option, rest) for option in options)
    return True


def _narrowed(days: Mapping[str, Range], constraints: Constraints) -> dict[str, Range] | None:
    found = dict(days)
    if not all(found.values()):
        return None
    for _ in range(len(found) + 2):
        changed = False
        for before in constraints:
            one, other = _range(found, before.one), _range(found, before.other)
            if one.first + before.gap > other.last:
                return None
            if isinstance(before.other, str) and one.first + before.gap > other.first:
                found[before.other] = Range(one.first + before.gap, other.last)
                changed = True
            if isinstance(before.one, str) and other.last - before.gap < one.last:
                found[before.one] = Range(one.first, other.last - before.gap)
                changed = True
        if not changed:
            return found
    return None


def _range(days: Mapping[str, Range], day: str | int) -> Range:
    return Range(day, day) if isinstance(day, int) else days[day]


def _holds_anyway(days: Mapping[str, Range], before: Before) -> bool:
    return _range(days, before.one).last + before.gap <= _range(days, before.other).first
