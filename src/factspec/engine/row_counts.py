"""The algebra of rows that may be, or may not be, among those asked about: counts, parts, places and sums, exactly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from factspec.values.intervals import Interval
from factspec.verdict import Bounds, Verdict, from_worlds, of_count

State = Literal["out", "hit", "miss"]
States = frozenset[State]
_TRIED = 12


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many rows are of each sort: what each of them may be, by the set of states that are possible for it."""

    sorts: Counter[States]
    open_list: bool

    @property
    def hits(self) -> Bounds:
        """The least and the most rows that meet the conditions."""
        low = self.sorts[frozenset({"hit"})]
        high = sum(count for states, count in self.sorts.items() if "hit" in states)
        return Bounds(low, None if self.open_list else high)

    def counted(self, stated: Bounds) -> Verdict:
        """The verdict on a stated count of rows that meet the conditions."""
        return of_count(self.hits, stated)

    def parts(self, stated: Interval) -> Verdict:
        """The verdict on a stated part: of hits among hits and misses; of none there is no part, and it is false.

        For each number of hits that is possible, the misses beside them can be any number from some least to some most.
        """
        can_be_true = can_be_false = False
        for hits, fewest, most in self._pairs():
            if hits + fewest == 0:
                can_be_false = True
                fewest = 1
                if most is not None and most < 1:
                    continue
            low = (
                Fraction(0)
                if most is None and hits
                else Fraction(hits, hits + most)
                if most is not None and hits + most
                else Fraction(0)
            )
            high = Fraction(hits, hits + fewest)
            can_be_true |= _some_part(hits, fewest, most, stated)
            can_be_false |= not (low in stated and high in stated and (most is not None or not hits))
        return from_worlds(can_be_true, can_be_false)

    def _pairs(self) -> Iterator[tuple[int, int, int | None]]:
        """Each number of hits with the fewest and the most misses that go with it; None: any number more."""
        sorts = self.sorts
        hit, miss = sorts[frozenset({"hit"})], sorts[frozenset({"miss"})]
        either = sorts[frozenset({"hit", "miss"})]
        hit_or_out, miss_or_out = sorts[frozenset({"hit", "out"})], sorts[frozenset({"miss", "out"})]
        any_of = sorts[frozenset({"hit", "miss", "out"})]
        top = either + hit_or_out + any_of
        for more in range(top + 1 if not self.open_list else top + _TRIED):
            known = min(more, top)
            fewest = miss + either - min(either, known)
            from_either = max(0, known - hit_or_out - any_of)
            from_any = min(any_of, max(0, known - from_either - hit_or_out))
            most = miss + (either - from_either) + miss_or_out + (any_of - from_any)
            yield hit + more, fewest, None if self.open_list else most


def _some_part(hits: int, fewest: int, most: int | None, stated: Interval) -> bool:
    """Whether hits / (hits + misses) is stated for some number of misses from ``fewest`` to ``most``."""
    if hits == 0:
        return Fraction(0) in stated
    limit = most if most is not None else max(fewest, _enough(hits, stated))
    low, high = fewest, limit
    while low < high:  # the part falls as misses rise: the first that is not above what is stated
        middle = (low + high) // 2
        if _above(Fraction(hits, hits + middle), stated):
            low = middle + 1
        else:
            high = middle
    return Fraction(hits, hits + low) in stated


def _enough(hits: int, stated: Interval) -> int:
    """So many misses that the part is below what is stated, or at its lowest end."""
    least = stated.high if stated.high is not None and stated.high > 0 else Fraction(1, 10**6)
    return int(hits / least) + 2


def _above(part: Fraction, stated: Interval) -> bool:
    high = stated.high
    return high is not None and (part > high or (part == high and stated.high_open))


@dataclass(frozen=True, slots=True)
class Ladder:
    """The numbers of many rows, sorted: of those that are there for sure, and of all that may be."""

    must: tuple[Fraction, ...]
    may: tuple[Fraction, ...]
    blank: int
    open_list: bool

    def above(self, number: Fraction, *, lowest: bool) -> tuple[int, int | None]:
        """How many rows are above a number, at least and at most, or below it; None: any number."""
        if lowest:
            must, may = bisect_left(self.must, number), bisect_left(self.may, number)
        else:
            must = len(self.must) - bisect_right(self.must, number)
            may = len(self.may) - bisect_right(self.may, number)
        return must, None if self.open_list else may + self.blank


@dataclass(frozen=True, slots=True)
class Member:
    """A row that may be among those asked about: its number, None where it is blank, and whether it is there for sure."""

    number: Fraction | None
    sure: bool


def ladder(members: Sequence[Member], *, open_list: bool) -> Ladder:
    """The ladder of some rows."""
    must = sorted(m.number for m in members if m.sure and m.number is not None)
    may = sorted(m.number for m in members if m.number is not None)
    return Ladder(tuple(must), tuple(may), sum(m.number is None for m in members), open_list)


def aggregates(
    how: Literal["average", "total", "highest", "lowest"], members: Sequence[Member], *, open_list: bool
) -> list[Interval | None]:
    """All that the members' numbers may come to, as stretches of numbers; None: there may be no row, and so no number.

    Exact for the highest and the lowest, and for sums while few rows are uncertain; beyond that, limits that hold.
    """
    fixed = [m.number for m in members if m.sure and m.number is not None]
    loose = [m.number for m in members if not m.sure and m.number is not None]
    blanks, sure_blank = any(m.number is None for m in members), any(m.number is None and m.sure for m in members)
    found: list[Interval | None] = [] if fixed or sure_blank else [None]
    if how in ("highest", "lowest"):
        sign = 1 if how == "highest" else -1
        best = max((sign * n for n in fixed), default=None)
        ends = [best] if best is not None else []
        ends += [sign * n for n in loose if best is None or sign * n > best]
        reached = [Interval(sign * end, sign * end) for end in dict.fromkeys(ends)]
        if blanks or open_list:
            reached.append(Interval(low=best) if sign == 1 else Interval(high=None if best is None else -best))
        return [*reached, *found]
    if blanks or open_list:
        return [Interval(), *found]
    if len(loose) <= _TRIED:
        return [*found, *(_comes_to(how, [*fixed, *chosen]) for chosen in _subsets(loose) if fixed or chosen)]
    low, high = [*fixed, *(n for n in loose if n < 0)], [*fixed, *(n for n in loose if n > 0)]
    if how == "total":
        return [*found, Interval(sum(low, Fraction(0)), sum(high, Fraction(0)))]
    return [*found, Interval(min((*fixed, *loose)), max((*fixed, *loose)))]


def _comes_to(how: str, numbers: Sequence[Fraction]) -> Interval:
    total = sum(numbers, Fraction(0))
    one = total if how == "total" else total / len(numbers)
    return Interval(one, one)


def _subsets(numbers: Sequence[Fraction]) -> Iterator[list[Fraction]]:
    for taken in product((False, True), repeat=len(numbers)):
        yield [number for number, there in zip(numbers, taken, strict=True) if there]


def aggregated(found: Sequence[Interval | None], stated: Interval) -> Verdict:
    """The verdict on stated numbers over all that may come out."""
    can_be_true = any(one is not None and one.meets(stated) for one in found)
    can_be_false = any(one is None or not one.within(stated) for one in found)
    return from_worlds(can_be_true, can_be_false)
