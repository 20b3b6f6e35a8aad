"""Counts and parts of rows, places and sums, against every way in which open rows may turn out."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.engine.members import Member, Members
from factspec.engine.places import Places
from factspec.engine.tallies import States, Tallied
from factspec.engine.totals import How, comes_to, judged
from factspec.values.intervals import ANY, Interval, exactly
from factspec.verdict import Verdict, from_worlds

SORTS = st.sets(st.sampled_from(["hit", "miss", "out"]), min_size=1).map(frozenset)
ENDS = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)])
MOST = 20


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return exactly(low)
    return Interval(
        draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])), draw(st.booleans()), draw(st.booleans())
    )


def reached(rows: list[States], beyond: States) -> set[tuple[int, int]]:
    """Every number of hits and of misses that can be."""
    found = {(sum(s == "hit" for s in chosen), sum(s == "miss" for s in chosen)) for chosen in product(*rows)}
    more = [range(MOST if state in beyond else 1) for state in ("hit", "miss")]
    return {(hits + a, misses + b) for hits, misses in found for a in more[0] for b in more[1]}


@given(st.lists(SORTS, max_size=5), st.sets(st.sampled_from(["hit", "miss"])).map(frozenset), intervals())
@settings(max_examples=400, deadline=None)
def test_a_part_is_decided_as_every_world_has_it(rows: list[States], beyond: States, stated: Interval) -> None:
    truths = {hits + misses > 0 and Fraction(hits, hits + misses) in stated for hits, misses in reached(rows, beyond)}
    assert Tallied(Counter(rows), beyond).parts(stated) is from_worlds(True in truths, False in truths)


@given(st.lists(SORTS, max_size=6))
def test_a_count_lies_between_its_ends_and_takes_in_all_between(rows: list[States]) -> None:
    hits = {hits for hits, _ in reached(rows, frozenset())}
    bounds = Tallied(Counter(rows)).hits
    assert hits == set(range(bounds.low, (bounds.high or 0) + 1))


NUMBERS = st.integers(0, 4).map(Fraction)
PIECES = st.one_of(
    NUMBERS.map(lambda n: (exactly(n),)),
    st.tuples(NUMBERS, st.integers(1, 2)).map(lambda ends: (Interval(ends[0], ends[0] + ends[1]),)),
    st.just((Interval(Fraction(0), Fraction(1)), Interval(Fraction(3), Fraction(4)))),
)
ROWS = st.lists(st.tuples(PIECES, st.booleans()), min_size=1, max_size=4)
Rows = list[tuple[tuple[Interval, ...], bool]]


def members(rows: Rows) -> Members:
    known = [(piece.point, sure, i) for i, ((piece, *more), sure) in enumerate(rows) if not more and piece.point is not None]
    loose = [(Member(pieces, sure), i) for i, (pieces, sure) in enumerate(rows) if i not in {one[2] for one in known}]
    return Members(known, loose, whole=True)


def worlds(rows: Rows) -> list[list[tuple[int, Fraction]]]:
    """Every world of rows with whole numbers: those that are there, each with its number."""
    each: list[list[Fraction | None]] = []
    for pieces, sure in rows:
        numbers: list[Fraction | None] = [Fraction(n) for n in range(-1, 9) if any(Fraction(n) in piece for piece in pieces)]
        each.append(numbers if sure else [*numbers, None])
    return [[(i, n) for i, n in enumerate(chosen) if n is not None] for chosen in product(*each)]


@given(ROWS, st.integers(1, 3), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_place_is_open_just_where_worlds_differ(rows: Rows, n: int, lowest: bool) -> None:
    places = Places(members(rows), n, lowest=lowest)
    found = worlds(rows)
    for i, (pieces, _) in enumerate(rows):
        for number in (Fraction(m) for m in range(6) if any(Fraction(m) in piece for piece in pieces)):
            others = [[m for j, m in world if j != i] for world in found]
            truths = {sum(m < number if lowest else m > number for m in world) == n - 1 for world in others}
            assert (number in places.can_have(i)) == (True in truths)
            assert (number in places.must_have(i)) == (truths == {True})


@given(ROWS, st.integers(1, 3), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_place_is_vacant_just_where_some_world_leaves_it_out(rows: Rows, n: int, lowest: bool) -> None:
    def vacant(world: list[tuple[int, Fraction]]) -> bool:
        numbers = [m for _, m in world]
        return not any(sum(o < m if lowest else o > m for o in numbers) == n - 1 for m in numbers)

    assert Places(members(rows), n, lowest=lowest).vacant == any(map(vacant, worlds(rows)))


HOWS: st.SearchStrategy[How] = st.sampled_from(["average", "total", "highest", "lowest"])


@given(ROWS, HOWS, NUMBERS, st.integers(0, 2), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_sum_is_decided_as_every_world_has_it(rows: Rows, how: How, low: Fraction, more: int, half: bool) -> None:
    stated = Interval(low + Fraction(int(half), 2), low + Fraction(int(half), 2) + more)
    truths = {bool(world) and came([n for _, n in world], how) in stated for world in worlds(rows)}
    assert judged(comes_to(how, members(rows)), stated) is from_worlds(True in truths, False in truths)


def came(numbers: list[Fraction], how: How) -> Fraction:
    total = sum(numbers, Fraction(0))
    return {"average": total / len(numbers), "total": total, "highest": max(numbers), "lowest": min(numbers)}[how]


@given(st.lists(st.tuples(NUMBERS, st.booleans()), min_size=13, max_size=30), NUMBERS)
@settings(deadline=None)
def test_many_rows_that_may_be_left_out_are_never_decided_wrongly(rows: list[tuple[Fraction, bool]], stated: Fraction) -> None:
    known = [(number, sure, i) for i, (number, sure) in enumerate(rows)]
    sure = [number for number, there, _ in known if there]
    every = [number for number, _, _ in known]
    for chosen in (sure, every):
        found = judged(comes_to("average", Members(known, [])), exactly(stated))
        truth = bool(chosen) and sum(chosen, Fraction(0)) / len(chosen) == stated
        assert found is not (Verdict.REFUTED if truth else Verdict.SUPPORTED)


def test_with_rows_that_are_not_listed_a_sum_may_be_anything() -> None:
    open_ended = Members([(Fraction(1), True, 0)], [], Member((ANY,), False), whole=True)
    assert judged(comes_to("total", open_ended), Interval(low=Fraction(10))) is Verdict.NOT_ENOUGH
    assert judged(comes_to("total", open_ended), exactly(Fraction(1, 2))) is Verdict.REFUTED
    above = Members([(Fraction(1), True, 0)], [], Member((Interval(low=Fraction(5)),), False), whole=True)
    assert judged(comes_to("lowest", above), exactly(Fraction(1))) is Verdict.SUPPORTED
    assert judged(comes_to("total", above), Interval(low=Fraction(1))) is Verdict.SUPPORTED
    assert judged(comes_to("average", above), Interval(high=Fraction(1), high_open=True)) is Verdict.REFUTED
