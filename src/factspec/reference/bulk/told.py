"""Faults by the million: the first ones told in full, the rest counted by what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from factspec.problem import Problem

MOST = 1_000


class Told(list[Problem]):
    """Faults, of which only the first ``MOST`` are kept; the others are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.others = 0

    def append(self, fault: Problem) -> None:
        if len(self) < MOST:
            super().append(fault)
        else:
            self.others += 1

    def extend(self, faults: Iterable[Problem]) -> None:
        for fault in faults:
            self.append(fault)

    def __iadd__(self, faults: Iterable[Problem]) -> Told:  # type: ignore[misc, override]
        self.extend(faults)
        return self

    def all(self, file: str) -> list[Problem]:
        """The faults, with one more that tells how many others there are."""
        return [*self, *([more(self.others, "any", file)] if self.others else [])]


def more(number: int, column: str, file: str) -> Problem:
    """The fault that stands for as many others in a column of a file; without a column, for ids that stand again."""
    what = f"column {column}" if column else "ids that stand again"
    wrong = f"{number:,} more fault{'s' if number > 1 else ''}: {what}"
    return Problem(wrong, file, expected=f"none; the first {MOST:,} are told one by one")


def by_column(faults: Iterable[Problem]) -> Counter[str]:
    """How many faults are in which column; those of ids that stand again are under the empty name."""
    return Counter(fault.path.rpartition(", column ")[2] for fault in faults)
