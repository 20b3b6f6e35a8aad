"""Verdicts: Kleene's laws, accounts, and counts with bounds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.verdict import (
    Bounds,
    Verdict,
    across_accounts,
    conjunction,
    disjunction,
    from_worlds,
    negation,
    of_count,
    verdict_named,
)

TRUE, FALSE, UNKNOWN, CONFLICT = Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH, Verdict.CONFLICTING
# A verdict of one account; conflicting is a verdict over several.
KLEENE = st.sampled_from([TRUE, FALSE, UNKNOWN])
LISTS = st.lists(KLEENE, min_size=1, max_size=5)
ORDER = {FALSE: 0, UNKNOWN: 1, TRUE: 2}


def test_verdicts_are_the_four_strings_of_the_contract() -> None:
    assert [str(verdict) for verdict in Verdict] == ["supported", "refuted", "conflicting evidence", "not enough evidence"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("supported", TRUE),
        ("Refuted ", FALSE),
        ("not-enough-evidence", UNKNOWN),
        ("not enough evidence", UNKNOWN),
        ("not_enough", UNKNOWN),
        ("conflicting-evidence", CONFLICT),
        ("conflicting", CONFLICT),
        ("true", None),
        ("", None),
    ],
)
def test_a_verdict_by_its_name(text: str, verdict: Verdict | None) -> None:
    assert verdict_named(text) is verdict


@pytest.mark.parametrize("verdict", Verdict)
def test_a_slug_names_its_verdict(verdict: Verdict) -> None:
    assert " " not in verdict.slug
    assert verdict_named(verdict.slug) is verdict


@given(LISTS)
def test_and_is_the_least_and_or_the_most(verdicts: list[Verdict]) -> None:
    assert conjunction(verdicts) is min(verdicts, key=ORDER.__getitem__)
    assert disjunction(verdicts) is max(verdicts, key=ORDER.__getitem__)


@given(LISTS)
def test_de_morgan(verdicts: list[Verdict]) -> None:
    denied = [negation(verdict) for verdict in verdicts]
    assert negation(conjunction(verdicts)) is disjunction(denied)
    assert negation(disjunction(verdicts)) is conjunction(denied)


@given(LISTS, LISTS)
def test_joining_in_groups_or_all_at_once_is_the_same(one: list[Verdict], other: list[Verdict]) -> None:
    for join in (conjunction, disjunction):
        assert join([join(one), join(other)]) is join([*other, *one])


@given(KLEENE, KLEENE, KLEENE)
def test_and_spreads_over_or_and_or_over_and(a: Verdict, b: Verdict, c: Verdict) -> None:
    assert conjunction([a, disjunction([b, c])]) is disjunction([conjunction([a, b]), conjunction([a, c])])
    assert disjunction([a, conjunction([b, c])]) is conjunction([disjunction([a, b]), disjunction([a, c])])
    assert disjunction([a, conjunction([a, b])]) is a


@pytest.mark.parametrize("verdict", Verdict)
def test_denying_twice_is_saying(verdict: Verdict) -> None:
    assert negation(negation(verdict)) is verdict
    assert (negation(verdict) is verdict) == (verdict in (UNKNOWN, CONFLICT))


@given(st.lists(st.sets(st.booleans(), min_size=1, max_size=2), min_size=1, max_size=4))
def test_and_and_or_never_decide_what_some_world_decides_otherwise(worlds: list[set[bool]]) -> None:
    verdicts = [from_worlds(True in world, False in world) for world in worlds]
    all_of, any_of = ({join(world) for world in product(*worlds)} for join in (all, any))
    assert conjunction(verdicts) is from_worlds(True in all_of, False in all_of)
    assert disjunction(verdicts) is from_worlds(True in any_of, False in any_of)


@pytest.mark.parametrize(
    ("true", "false", "verdict"),
    [(True, False, TRUE), (False, True, FALSE), (True, True, UNKNOWN), (False, False, UNKNOWN)],
)
def test_a_verdict_holds_in_every_world(true: bool, false: bool, verdict: Verdict) -> None:
    assert from_worlds(true, false) is verdict


@pytest.mark.parametrize("join", [conjunction, disjunction])
def test_nothing_joined_decides_nothing(join: Callable[[list[Verdict]], Verdict]) -> None:
    assert join([]) is UNKNOWN


@pytest.mark.parametrize(
    ("accounts", "verdict"),
    [
        ([TRUE], TRUE),
        ([TRUE, TRUE], TRUE),
        ([FALSE, FALSE], FALSE),
        ([UNKNOWN, UNKNOWN], UNKNOWN),
        ([TRUE, FALSE], CONFLICT),
        ([TRUE, UNKNOWN, FALSE], CONFLICT),
        ([TRUE, UNKNOWN], UNKNOWN),
        ([FALSE, UNKNOWN], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_accounts(accounts: list[Verdict], verdict: Verdict) -> None:
    assert across_accounts(accounts) is verdict
    assert across_accounts(reversed(accounts)) is verdict


BOUNDS = st.builds(
    lambda low, more: Bounds(low, None if more is None else low + more), st.integers(0, 6), st.none() | st.integers(0, 6)
)


def counts(bounds: Bounds) -> set[int]:
    return set(range(bounds.low, 30 if bounds.high is None else bounds.high + 1))


@given(BOUNDS, BOUNDS)
def test_bounds_meet_and_hold_each_other_as_sets_of_counts_do(one: Bounds, other: Bounds) -> None:
    assert one.within(other) == (counts(one) <= counts(other))
    assert one.meets(other) == bool(counts(one) & counts(other))
    assert one.meets(other) == other.meets(one)


@given(BOUNDS, BOUNDS)
def test_a_count_is_supported_when_every_possible_count_is_as_stated(found: Bounds, stated: Bounds) -> None:
    worlds = {count in counts(stated) for count in counts(found)}
    assert of_count(found, stated) is from_worlds(True in worlds, False in worlds)


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Bounds(2, 2), "exactly 2"),
        (Bounds(2, 4), "between 2 and 4"),
        (Bounds(2, None), "at least 2"),
        (Bounds(0, 0), "exactly 0"),
    ],
)
def test_bounds_in_words(bounds: Bounds, text: str) -> None:
    assert str(bounds) == text


@pytest.mark.parametrize(("low", "high"), [(-1, 2), (3, 2), (-1, None)])
def test_bounds_that_are_none(low: int, high: int | None) -> None:
    with pytest.raises(ValueError, match=f"not bounds of a count: {low} to {high}"):
        Bounds(low, high)
