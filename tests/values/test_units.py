"""Units: what converts to what, exactly, and what never does."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.values.intervals import exactly
from factspec.values.unit_table import CURRENCIES, TABLE
from factspec.values.units import converted, siblings, told_in, unit

NAMES = [names.split("|")[0] for rows in TABLE.values() for names, _, _ in rows]
CURRENCY_NAMES = [names.split("|")[0] for names in CURRENCIES.values()]


@pytest.mark.parametrize(
    ("number", "here", "there", "wanted"),
    [
        ("1", "mile", "kilometres", "1.609344"), ("100", "°C", "°F", "212"), ("-40", "°F", "degrees Celsius", "-40"),
        ("12", "months", "year", "1"), ("90", "km/h", "metres per second", "25"), ("2", "thousand people", "persons", "2000"),
        ("3.5", "millions of US dollars", "USD", "3500000"), ("1", "square mile", "square kilometres", "2.589988110336"),
        ("5", "deaths per 1,000 people", "deaths per 100,000 inhabitants", "500"), ("1", "GWh", "MWh", "1000"),
    ],
)  # fmt: skip
def test_numbers_convert_exactly(number: str, here: str, there: str, wanted: str) -> None:
    assert converted(exactly(Fraction(number)), unit(here), unit(there)).point == Fraction(wanted)


def test_a_difference_of_temperatures_has_no_zero_to_move() -> None:
    assert converted(exactly(Fraction(10)), unit("°C"), unit("°F"), difference=True).point == 18


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.fractions(max_denominator=100))
def test_there_and_back_is_the_same_number(one: str, other: str, number: Fraction) -> None:
    here, there = unit(one), unit(other)
    if here.convertible(there):
        again = converted(converted(exactly(number), here, there), there, here)
        assert again.point == number


def test_currencies_never_convert() -> None:
    for one in CURRENCY_NAMES:
        assert [other for other in CURRENCY_NAMES if other != one and unit(one).convertible(unit(other))] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("people", "games"), ("%", "percentage points"), ("days", "years"), ("m", "M"), ("US dollars", "US dollars per person")],
)
def test_what_measures_something_else_does_not_convert(one: str, other: str) -> None:
    assert not unit(one).convertible(unit(other))


def test_a_bare_scale_is_of_the_measures_own_unit() -> None:
    assert told_in("million", "people") == unit("million people")
    assert told_in("millions", None).counted


@given(st.text(max_size=20))
def test_any_text_is_some_unit(text: str) -> None:
    assert unit(text).dimension


def test_pint_knows_units_that_the_table_does_not() -> None:
    assert converted(exactly(Fraction(14)), unit("pounds"), unit("stone")).point == 1
    assert unit("points").counted
    assert unit("medals").counted


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("km", ("miles", "nautical miles")),
        ("years", ("decades", "months")),
        ("US dollars", ()),
        ("people", ()),
        ("%", ()),
    ],
)
def test_units_that_a_writer_may_mix_up_measure_the_same(name: str, others: tuple[str, ...]) -> None:
    assert siblings(name) == others
