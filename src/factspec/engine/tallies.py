"""Counts and parts of rows that may be, or may not be, among those asked about, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from factspec.engine.cell_options import tightened
from factspec.values.intervals import Interval
from factspec.verdict import Bounds, Verdict, from_worlds, of_count

State = Literal["out", "hit", "miss"]
States = frozenset[State]


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many rows are of each sort, by the set of what each of them may be: out of those asked about, a hit or a miss.

    ``beyond`` is what a row that is not listed may be, any number of times; nothing where there are none.
    """

    sorts: Counter[States]
    beyond: States = frozenset()

    @property
    def hits(self) -> Bounds:
        """The least and the most rows that meet the conditions."""
        return self._of("hit")

    @property
    def base(self) -> Bounds:
        """The least and the most rows that are asked about."""
        low = sum(count for states, count in self.sorts.items() if "out" not in states)
        high = sum(count for states, count in self.sorts.items() if states != {"out"})
        return Bounds(low, None if self.beyond & {"hit", "miss"} else high)

    def counted(self, stated: Bounds) -> Verdict:
        """The verdict on a stated count of hits."""
        return of_count(self.hits, stated)

    def parts(self, stated: Interval) -> Verdict:
        """The verdict on a stated part: of hits among hits and misses. Of no rows there is no part, and it is false."""
        can_be_true, can_be_false = self._reach(stated)
        return from_worlds(can_be_true, can_be_false or self.base.low == 0)

    def _reach(self, stated: Interval) -> tuple[bool, bool]:
        """Whether some part that can come out is stated, and whether one is not."""
        if {"hit", "miss"} <= self.beyond:
            return self._reach_any(stated)
        if "hit" in self.beyond:
            return self._swapped()._reach(Interval(Fraction(0), Fraction(1)).overlap(stated.scaled(Fraction(-1), Fraction(1))))
        inside = outside = False
        for hits, fewest, most in self._pairs():
            if hits == 0:
                some = most is None or most > 0
                inside |= some and Fraction(0) in stated
                outside |= some and Fraction(0) not in stated
                continue
            misses = tightened(_misses(hits, stated)).overlap(Interval(Fraction(fewest), _end(most)))
            inside |= bool(misses)
            outside |= not Interval(Fraction(fewest), _end(most)).within(tightened(_misses(hits, stated)))
            if inside and outside:
                break
        return inside, outside

    def _reach_any(self, stated: Interval) -> tuple[bool, bool]:
        """The same where any number of hits and of misses may come on top: every part between 0 and 1 can come out."""
        between = Interval(Fraction(0), Fraction(1), low_open=True, high_open=True)
        ends = [Fraction(n) for n, other in ((0, "hit"), (1, "miss")) if self._of(other).low == 0]  # type: ignore[arg-type]
        inside = between.meets(stated) or any(end in stated for end in ends)
        return inside, not between.within(stated) or any(end not in stated for end in ends)

    def _pairs(self) -> Iterator[tuple[int, int, int | None]]:
        """Each number of hits that can be, with the fewest and the most misses beside them; None: any number more.

        Between the two, any number of misses can be. For few misses, hits are taken from those that would be misses
        otherwise; for many, from those that would be out.
        """
        hit, miss, either, hit_or_out, miss_or_out, any_of = (
            self.sorts[_sort(names)] for names in ("hit", "miss", "hit miss", "hit out", "miss out", "hit miss out")
        )
        for more in range(either + hit_or_out + any_of + 1):
            fewest = miss + either - min(either, more)
            most = miss + either + miss_or_out + any_of - max(0, more - hit_or_out)
            yield hit + more, fewest, None if "miss" in self.beyond else most

    def _of(self, state: State) -> Bounds:
        low = self.sorts[frozenset({state})]
        high = sum(count for states, count in self.sorts.items() if state in states)
        return Bounds(low, None if state in self.beyond else high)

    def _swapped(self) -> Tallied:
        """The same with hits for misses."""
        turned: dict[State, State] = {"hit": "miss", "miss": "hit", "out": "out"}
        sorts = Counter({frozenset(turned[s] for s in states): count for states, count in self.sorts.items()})
        return Tallied(sorts, frozenset(turned[s] for s in self.beyond))


def _sort(names: str) -> States:
    return frozenset(names.split())  # type: ignore[arg-type]


def _end(most: int | None) -> Fraction | None:
    return None if most is None else Fraction(most)


def _misses(hits: int, stated: Interval) -> Interval:
    """The numbers of misses, 0 or more, beside so many hits for which the part is one of those stated."""
    low, high = stated.low, stated.high
    if (high is not None and high <= 0) or (low is not None and low > 1):
        return Interval(Fraction(0), Fraction(0), True, True)
    fewest = hits * (1 - high) / high if high is not None and high < 1 else Fraction(0)
    fewest_open = high is not None and stated.high_open and high <= 1
    most = hits * (1 - low) / low if low is not None and low > 0 else None
    return Interval(fewest, most, fewest_open, most is not None and stated.low_open)
