"""Numbers as people write them: what they mean, how they are written back, and what is no number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.problem import Problems
from factspec.values.figures import Figure, figure
from factspec.values.intervals import Interval, exactly
from factspec.values.numbers import HEDGE_WORDS, Number, Rounding, number, numbers_at
from factspec.values.portions import multiples_at, portions_at

FIGURES = st.builds(
    lambda digits, place, style: Figure(Decimal(digits).scaleb(place), Decimal(1).scaleb(place), style),
    st.integers(-(10**6), 10**9),
    st.integers(-6, 12),
    st.just("plain"),
)
CLOCKS = st.builds(
    lambda digits, place: Figure(Decimal(digits).scaleb(place), Decimal(1).scaleb(place), "clock"),
    st.integers(0, 10**7),
    st.integers(-3, 0),
)
HEDGED = st.builds(Number, st.sampled_from(list(HEDGE_WORDS)), FIGURES | CLOCKS)
FRACTIONS = st.fractions(max_denominator=50)
INTERVALS = st.builds(Interval, st.none() | FRACTIONS, st.none() | FRACTIONS, st.booleans(), st.booleans())


@given(HEDGED)
def test_a_number_is_read_back_as_it_is_written(stated: Number) -> None:
    assert number(str(stated)) == stated


@given(FIGURES, FIGURES)
def test_a_range_is_read_back_as_it_is_written(one: Figure, other: Figure) -> None:
    low, high = sorted((one, other), key=lambda found: found.value)
    stated = Number("between", low, high)
    assert number(str(stated)) == stated


@given(FRACTIONS, st.integers(-3, 3))
def test_what_is_rounded_lies_in_what_rounds_to_it(exact: Fraction, place: int) -> None:
    assert exact in figure(exact, Decimal(1).scaleb(place)).rounded


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("9.9 million", ["9850000", "9900000", "9949999.99"], ["9849999.99", "9950000"]),
        ("1,200.5", ["1200.45", "1200.549"], ["1200.44", "1200.55"]),
        ("twenty-five thousand", ["24500", "25499"], ["24499", "25500"]),
        ("-3.2", ["-3.2499", "-3.15"], ["-3.1499", "-3.25"]),
        ("exactly 9.9 million", ["9900000"], ["9900001"]),
        ("about 200", ["190", "210"], ["189.99", "210.01"]),
        ("about -200", ["-190", "-210"], ["-189.99", "-210.01"]),
        ("nearly 200", ["190", "199.99", "200"], ["189.99", "200.01"]),
        ("more than 200", ["200.01"], ["200"]),
        ("no fewer than 200", ["200"], ["199.99"]),
        ("up to 200", ["200", "-5"], ["200.01"]),
        ("between 30 and 40 million", ["30000000", "40000000"], ["30", "40000001"]),
        ("a dozen", ["12"], ["13"]),
        ("half a million", ["450000", "549999"], ["449999", "550000"]),
        ("1:00.26", ["60.26", "60.255"], ["60.27"]),
        ("2:05:00", ["7500"], ["7501"]),
        ("1.2bn", ["1150000000"], ["1250000000"]),
    ],
)
def test_a_number_means_all_that_rounds_to_it_unless_a_hedge_says_otherwise(
    text: str, inside: list[str], outside: list[str]
) -> None:
    meant = number(text).meant()
    assert [one for one in inside if Fraction(one) not in meant] == []
    assert [one for one in outside if Fraction(one) in meant] == []


def test_the_hedges_can_be_set() -> None:
    rounding = Rounding(about=Fraction(1, 10), nearly=Fraction(9, 10))
    assert number("about 100").meant(rounding) == Interval(Fraction(90), Fraction(110))
    assert number("nearly 100").meant(rounding) == Interval(Fraction(90), Fraction(100))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("half", "49.5", "50.5"), ("three quarters", "74.5", "75.5"), ("2/3", "397/6", "403/6"), ("an eighth", "12", "13")],
)
def test_a_fraction_is_meant_to_half_a_percentage_point(text: str, low: str, high: str) -> None:
    ((found, end),) = portions_at(text, 0)
    assert end == len(text)
    assert (found.rounded.low, found.rounded.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "times"), [("double", 2), ("twice", 2), ("2.5 times", 2.5), ("half", 0.5), ("a quarter of", 0.25)]
)
def test_multiples_in_words(text: str, times: float) -> None:
    found = [(one, end) for one, end in multiples_at(text, 0) if end == len(text)]
    assert [one.exact for one, _ in found] == [Fraction(times)]


def test_more_than_a_third_is_more_than_the_very_third() -> None:
    ((stated, _),) = numbers_at("more than a third", 0, portions_at)
    assert stated.meant() == Interval(low=Fraction(100, 3), low_open=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nan",
        "inf",
        "1,2,3",
        "1.2.3",
        "0x10",
        "１２",
        "1 200",
        "1e5",
        "--3",
        "ten and",
        "1/0",
        "between 4 and 2",
        "12,34",
        "a",
        "1:75",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Problems) as found:
        number(text)
    assert len(found.value.problems) == 1


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_one_problem(text: str) -> None:
    try:
        stated = number(text)
    except Problems as problems:
        told = problems.problems
    else:
        assert number(str(stated)) == stated
        return
    assert len(told) == 1


@given(INTERVALS, INTERVALS, FRACTIONS)
def test_what_two_intervals_share_is_in_both(one: Interval, other: Interval, at: Fraction) -> None:
    assert (at in one.overlap(other)) == (at in one and at in other)
    if one.within(other) and at in one:
        assert at in other
    if at in one and at in other:
        assert one.meets(other)


@given(INTERVALS, FRACTIONS.filter(bool), FRACTIONS, FRACTIONS)
def test_scaling_keeps_what_is_inside(one: Interval, factor: Fraction, shift: Fraction, at: Fraction) -> None:
    assert (at in one) == (at * factor + shift in one.scaled(factor, shift))


@given(FRACTIONS)
def test_a_mended_number_is_true_of_what_was_found(at: Fraction) -> None:
    for stated in (number("about 5"), number("3"), number("more than 2"), number("exactly 1")):
        found = [near for near in stated.mended(exactly(at)) if at in near.meant()]
        assert found or at.denominator not in (1, 2, 4, 5)
