"""Periods of claims: their days, their phrases, and the shortest way to write a stretch of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.sentence.date_slots import PeriodSlot
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Nested, Reading
from factspec.values.calendar import FIRST, LAST, day_number, iso
from factspec.values.dates import Range, dating
from factspec.values.periods import RELATIVE, Period, month_words, period_of, phrase


class _NoClaims(Nested):
    """A grammar that holds no claims: periods need none."""

    def prefixes(self, reading: Reading, place: int, kinds: Sequence[str]) -> Iterator[tuple[Any, int]]:
        del place, kinds
        raise AssertionError(f"a period holds no claim: {reading.text}")

    def write(self, claim: Any) -> str:
        raise AssertionError(f"a period holds no claim: {claim}")


def read(text: str) -> list[Period]:
    """The periods that a whole text can be read as."""
    reading = Reading(text, Lexicon(Reference()), _NoClaims())
    return [period for period, end in PeriodSlot().read(reading, 0) if end == len(text)]


def day(text: str) -> int:
    return dating(text).starts.first


def days(text: str, as_of: str | None = None) -> str:
    found = Period(text).days(day(as_of) if as_of else None)
    return f"{iso(found.first)} to {iso(found.last)}"


@pytest.mark.parametrize(
    ("text", "meant", "said"),
    [
        ("2022-06-28", "2022-06-28 to 2022-06-28", "on 2022-06-28"),
        ("2022-05", "2022-05-01 to 2022-05-31", "in May 2022"),
        ("2020-02", "2020-02-01 to 2020-02-29", "in February 2020"),
        ("2022", "2022-01-01 to 2022-12-31", "in 2022"),
        ("0044", "0044-01-01 to 0044-12-31", "in 0044"),
        ("-0044", "-0044-01-01 to -0044-12-31", "in -0044"),
        ("-0044-03", "-0044-03-01 to -0044-03-31", "in -0044-03"),
        ("-0044-03-15", "-0044-03-15 to -0044-03-15", "on -0044-03-15"),
        ("Y17000", "Y17000-01-01 to Y17000-12-31", "in Y17000"),
        ("2022-01-01/2022-06-28", "2022-01-01 to 2022-06-28", "from 2022-01-01 to 2022-06-28"),
        ("2021/2022-05", "2021-01-01 to 2022-05-31", "from 2021 to May 2022"),
        ("2022-03/..", "2022-03-01 to ..", "since March 2022"),
        ("../2022-06-28", ".. to 2022-06-28", "by 2022-06-28"),
    ],
)
def test_a_period_has_its_days_and_its_words(text: str, meant: str, said: str) -> None:
    assert days(text) == meant
    assert phrase(Period(text)) == said
    assert read(said) == [Period(text)]


@pytest.mark.parametrize(
    ("text", "as_of", "meant"),
    [
        ("this year", "2022-06-28", "2022-01-01 to 2022-12-31"),
        ("this month", "2022-06-28", "2022-06-01 to 2022-06-30"),
        ("this month", "2020-02-01", "2020-02-01 to 2020-02-29"),
        ("so far this year", "2022-06-28", "2022-01-01 to 2022-06-28"),
        ("so far this month", "2022-06-28", "2022-06-01 to 2022-06-28"),
        ("so far this year", "2022-01-01", "2022-01-01 to 2022-01-01"),
        ("this month", "-0044-03-15", "-0044-03-01 to -0044-03-31"),
    ],
)
def test_a_relative_period_moves_with_the_day_of_speaking(text: str, as_of: str, meant: str) -> None:
    assert days(text, as_of) == meant
    assert read(phrase(Period(text))) == [Period(text)]


@pytest.mark.parametrize("text", RELATIVE)
def test_a_relative_period_without_a_day_of_speaking_is_told(text: str) -> None:
    with pytest.raises(Problems) as found:
        Period(text).days(None)
    assert str(found.value) == f"{text!r} needs a day of speaking, expected an as_of date for the claim"


POINT = "a date such as 2022-06-28, 2022-06 or 2022, or two with a slash"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2022-02-30", "'2022-02-30' is not a date: that month has 28 days, expected a day from 01 to 28"),
        ("2022-13", "'2022-13' is not a date: there is no month 13, expected a month from 01 to 12"),
        ("2022-21", f"'2022-21' is not a period: 21 is no month, expected {POINT}"),
        ("2022-21/..", f"'2022-21/..' is not a period: 21 is no month, expected {POINT}"),
        (
            "2022-06-28/2022-06-27",
            "'2022-06-28/2022-06-27' is not a period: it ends before it begins, expected the earlier date first",
        ),
        ("../..", "'../..' is not a period: it names no day, expected one date at least"),
        ("2022?", f"'2022?' is not a period, expected {POINT}"),
        ("201X", f"'201X' is not a period, expected {POINT}"),
        ("2022/", f"'2022/' is not a period, expected {POINT}"),
        ("[2022..2023]", f"'[2022..2023]' is not a period, expected {POINT}"),
        ("last year", f"'last year' is not a period, expected {POINT}"),
        ("", f"'' is not a period, expected {POINT}"),
        ("2022/2023/2024", f"'2022/2023/2024' is not a period, expected {POINT}"),
    ],
)
def test_what_is_no_period_is_told(text: str, wrong: str) -> None:
    with pytest.raises(Problems) as found:
        Period(text)
    assert str(found.value) == wrong


NUMBERS = st.integers(day_number(-9999, 1, 1), day_number(9999, 12, 31))
POINTS = st.builds(lambda number, cut: iso(number)[: len(iso(number)) - cut], NUMBERS, st.sampled_from([0, 3, 6]))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    form = draw(st.sampled_from(["{}", "{}/..", "../{}", "{}/{}", "relative", "long"]))
    if form == "relative":
        return Period(draw(st.sampled_from(RELATIVE)))
    if form == "long":
        return Period(f"Y{draw(st.integers(10_000, 999_999_000))}")
    first, last = sorted((draw(POINTS), draw(POINTS)), key=lambda point: dating(point).whole.first)
    return Period(form.format(first, last) if dating(first).whole.first <= dating(last).whole.last else first)


@given(periods())
def test_a_period_s_phrase_is_read_as_the_period(period: Period) -> None:
    assert read(phrase(period)) == [period]


@given(NUMBERS, st.integers(0, 1000), st.sampled_from(["", "first", "last"]))
def test_a_stretch_of_days_is_written_as_a_period_of_just_those_days(first: int, more: int, open_end: str) -> None:
    last = first + more
    stretch = Range(FIRST if open_end == "first" else first, LAST if open_end == "last" else last)
    assert period_of(stretch).days(None) == stretch


@given(st.integers(10_000, 999_999_000), st.integers(0, 400), st.integers(0, 400))
def test_a_stretch_beyond_the_year_9999_can_be_written_too(year: int, begin: int, more: int) -> None:
    first = day_number(year, 1, 1) + begin
    stretch = Range(first, first + more)
    assert period_of(stretch).days(None) == stretch


@pytest.mark.parametrize("text", ["2022-06-28", "2022-05", "2022", "2020-02", "2022-01-01/2022-06-28", "2022-05/..", "../2022"])
def test_the_shortest_way_to_write_days(text: str) -> None:
    shortest = {"2022-05/..": "2022-05-01/..", "../2022": "../2022-12-31"}
    assert period_of(Period(text).days(None)).text == shortest.get(text, text)


@pytest.mark.parametrize(
    ("text", "is_day"),
    [("2022-06-28", True), ("-0044-03-15", True), ("2022-06", False), ("2022-06-28/2022-06-28", False), ("this year", False)],
)
def test_only_one_written_day_is_a_day(text: str, is_day: bool) -> None:
    assert Period(text).is_day is is_day


def test_only_a_month_is_put_into_words() -> None:
    assert [month_words(text) for text in ("2022-05", "2022", "2022-05-01", "..")] == ["May 2022", "2022", "2022-05-01", ".."]
