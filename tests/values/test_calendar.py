"""Days as numbers: against the standard library where it reaches, and back again for any year."""

from __future__ import annotations

import calendar as standard
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.values.calendar import FIRST, LAST, MONTHS, WEEKDAYS, day_number, iso, month_length, weekday, year_month_day
from factspec.values.dates import dating

YEARS = st.integers(-999_999_999, 999_999_999)
DAYS = st.integers(-(10**11), 10**11)


@given(st.dates())
def test_a_day_has_the_number_that_datetime_gives_it(day: date) -> None:
    number = day_number(day.year, day.month, day.day)
    assert number == day.toordinal()
    assert year_month_day(number) == (day.year, day.month, day.day)
    assert iso(number) == day.isoformat()
    assert weekday(number) == WEEKDAYS[day.weekday()]


@given(DAYS)
def test_a_number_and_its_day_are_one_thing_in_any_year(number: int) -> None:
    year, month, day = year_month_day(number)
    assert 1 <= month <= 12
    assert 1 <= day <= month_length(year, month)
    assert day_number(year, month, day) == number


@given(DAYS)
def test_the_next_number_is_the_next_day(number: int) -> None:
    (year, month, day), after = year_month_day(number), year_month_day(number + 1)
    last = day == month_length(year, month)
    assert after == ((year + (month == 12), month % 12 + 1, 1) if last else (year, month, day + 1))


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_as_long_as_the_standard_library_says(year: int, month: int) -> None:
    assert month_length(year, month) == standard.monthrange(year, month)[1]


@given(YEARS, st.integers(1, 12))
def test_every_400_years_the_calendar_repeats(year: int, month: int) -> None:
    assert month_length(year, month) == month_length(year + 400, month)
    assert day_number(year + 400, month, 1) - day_number(year, month, 1) == 146_097


@given(YEARS)
def test_no_written_year_reaches_always_or_never(year: int) -> None:
    assert FIRST < day_number(year, 1, 1) < day_number(year, 12, 31) < LAST


@given(DAYS)
def test_what_iso_writes_is_read_as_the_same_day(number: int) -> None:
    assert dating(iso(number)).whole.first == dating(iso(number)).whole.last == number


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ((2022, 6, 28), "2022-06-28"),
        ((1, 1, 1), "0001-01-01"),
        ((0, 2, 29), "0000-02-29"),
        ((-1, 12, 31), "-0001-12-31"),
        ((-43, 3, 15), "-0043-03-15"),
        ((9999, 12, 31), "9999-12-31"),
        ((10_000, 1, 1), "Y10000-01-01"),
        ((-10_000, 1, 1), "Y-10000-01-01"),
    ],
)
def test_a_day_is_written_as_edtf_has_it(day: tuple[int, int, int], text: str) -> None:
    assert iso(day_number(*day)) == text


@pytest.mark.parametrize("number", [FIRST, FIRST - 1, LAST, LAST + 1])
def test_a_day_that_is_no_day_is_written_open(number: int) -> None:
    assert iso(number) == ".."


def test_known_weekdays() -> None:
    assert weekday(day_number(2022, 6, 29)) == "Wednesday"
    assert weekday(day_number(1969, 7, 20)) == "Sunday"
    assert weekday(day_number(-4712, 1, 1)) == WEEKDAYS[(day_number(-4712, 1, 1) - 1) % 7]


def test_months_are_in_order() -> None:
    assert list(MONTHS) == list(standard.month_name)[1:]
