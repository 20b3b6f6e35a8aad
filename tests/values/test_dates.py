"""EDTF dates: what is accepted, against another implementation; what days they mean, against counting them one by one."""

from __future__ import annotations

import itertools
import random
import re
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.problem import Problems
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import ALWAYS, Dating, Range, dating

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf_validate.valid_edtf import conformsLevel1


def accepted(text: str) -> bool:
    try:
        dating(text)
    except Problems:
        return False
    return True


def refusal(text: str) -> str:
    with pytest.raises(Problems) as found:
        dating(text)
    return str(found.value)


def days(found: Range) -> str:
    return f"{iso(found.first)} to {iso(found.last)}"


# What the package says otherwise than ISO 8601-2 does, or what we read more narrowly, with the reason.
OTHERWISE = {
    "2022-25": "a code of level 2, of no hemisphere; level 1 has 21 to 24",
    "../..": "says nothing: no day is named",
    "XXXX": "any year at all: the same as no date",
    "2XXX": "a thousand years: no reference needs it",
    "2022-XX-28": "a day without its month is level 2",
    "20XX-06": "a month without its year is level 2",
}


def written(seed: int) -> list[str]:
    """Strings that look like dates of levels 0 and 1, some of them with a slip."""
    pick = random.Random(seed)
    years = [
        "2022",
        "2020",
        "1900",
        "2000",
        "0000",
        "-0044",
        "9999",
        "201X",
        "19XX",
        "Y12345",
        "Y-170000002",
        "20",
        "-20",
        "Y123",
    ]
    tails = ["", "", "-01", "-02", "-06", "-12", "-13", "-00", "-21", "-24", "-6", "-XX"]
    ends = ["", "", "-01", "-28", "-29", "-30", "-31", "-32", "-00", "-XX", "-1"]
    marks = ["", "", "", "", "?", "~", "%", "??", "!"]

    def one() -> str:
        year, tail, end = pick.choice(years), pick.choice(tails), pick.choice(ends)
        return f"{year}{tail}{end if tail else ''}{pick.choice(marks)}"

    alone = [one() for _ in range(500)]
    edges = [lambda: "..", lambda: "", one, one, one]
    return alone + [f"{pick.choice(edges)()}/{pick.choice(edges)()}" for _ in range(300)]


def comparable(text: str) -> bool:
    """Whether the two implementations mean to read the same of it.

    The package takes no mark on an unspecified, long or seasonal date, and no unspecified or long year beside an open end,
    where ISO 8601-2 has both; it takes any interval from the year 9999; and `OTHERWISE` says what we leave out.
    """
    marked = re.search(r"(X|Y-?\d+|-2[1-4])[?~%]", text)
    open_beside = re.search(r"^(\.\.)?/.*[XY]|[XY].*/(\.\.)?$", text)
    ours_alone = re.search(r"Y-?\d+-|\dX-\d|X+-\d\d(?!\d)|-XX-\d|^9999/", text)
    return not (marked or open_beside or ours_alone) and text not in ("../..", "/..", "../", "/")


AGREED = sorted({text for text in written(2022) if comparable(text)})


def ordered(text: str) -> bool:
    """Whether the order of an interval's ends does not hang on what is unspecified in them."""
    begin, _, end = text.partition("/")
    return not end or "X" not in text or begin in ("", "..") or end in ("", "..")


def test_what_is_accepted_is_what_edtf_validate_accepts() -> None:
    texts = [text for text in AGREED if ordered(text)]
    assert len(texts) > 300
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        differing = [text for text in texts if accepted(text) != bool(conformsLevel1(text))]
    assert differing == []


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_is_refused_on_purpose(text: str) -> None:
    assert not accepted(text)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("2022-06-28", "2022-06-28 to 2022-06-28", "2022-06-28 to 2022-06-28"),
        ("2022-06", "2022-06-01 to 2022-06-30", "2022-06-01 to 2022-06-30"),
        ("2020-02", "2020-02-01 to 2020-02-29", "2020-02-01 to 2020-02-29"),
        ("2022", "2022-01-01 to 2022-12-31", "2022-01-01 to 2022-12-31"),
        ("-0044", "-0044-01-01 to -0044-12-31", "-0044-01-01 to -0044-12-31"),
        ("-0044-03-15", "-0044-03-15 to -0044-03-15", "-0044-03-15 to -0044-03-15"),
        ("Y17000", "Y17000-01-01 to Y17000-12-31", "Y17000-01-01 to Y17000-12-31"),
        ("201X", "2010-01-01 to 2019-12-31", "2010-01-01 to 2019-12-31"),
        ("19XX", "1900-01-01 to 1999-12-31", "1900-01-01 to 1999-12-31"),
        ("-01XX", "-0199-01-01 to -0100-12-31", "-0199-01-01 to -0100-12-31"),
        ("2022-XX", "2022-01-01 to 2022-12-31", "2022-01-01 to 2022-12-31"),
        ("2022-XX-XX", "2022-01-01 to 2022-12-31", "2022-01-01 to 2022-12-31"),
        ("2022-06-XX", "2022-06-01 to 2022-06-30", "2022-06-01 to 2022-06-30"),
        ("2022-21", "2022-01-01 to 2022-12-31", "2022-01-01 to 2022-12-31"),
        ("2022-24", "2021-12-01 to 2023-03-31", "2021-12-01 to 2023-03-31"),
        ("2022-06-28T23:59:59Z", "2022-06-28 to 2022-06-28", "2022-06-28 to 2022-06-28"),
        ("2022-06-28T10:00:00+05:00", "2022-06-28 to 2022-06-28", "2022-06-28 to 2022-06-28"),
        ("[2022-01-06..2022-01-07]", "2022-01-06 to 2022-01-07", "2022-01-06 to 2022-01-07"),
        ("[2021-12..2022-01]", "2021-12-01 to 2022-01-31", "2021-12-01 to 2022-01-31"),
        ("2022-06-28/2022-06-29", "2022-06-28 to 2022-06-28", "2022-06-29 to 2022-06-29"),
        ("2022/2023", "2022-01-01 to 2022-12-31", "2023-01-01 to 2023-12-31"),
        ("2022-06/2022-06", "2022-06-01 to 2022-06-30", "2022-06-01 to 2022-06-30"),
        ("2022-06-28/2022-06", "2022-06-28 to 2022-06-28", "2022-06-28 to 2022-06-30"),
        ("2022-03/..", "2022-03-01 to 2022-03-31", ".. to .."),
        ("../2022-03", ".. to ..", "2022-03-01 to 2022-03-31"),
        ("2022-03-05/", "2022-03-05 to 2022-03-05", "2022-03-05 to .."),
        ("/2022-03-05", ".. to 2022-03-05", "2022-03-05 to 2022-03-05"),
    ],
)
def test_each_form_means_its_days(text: str, starts: str, ends: str) -> None:
    found = dating(text)
    assert (days(found.starts), days(found.ends)) == (starts, ends)
    assert found.text == text
    assert found.lasting == ("/" in text)


def test_an_open_end_goes_on_and_an_unknown_end_may_be_any_day() -> None:
    assert dating("2022/..").ends == Range(LAST, LAST)
    assert dating("2022-03-05/").ends == Range(dating("2022-03-05").starts.first, LAST)
    assert dating("../2022").starts == Range(FIRST, FIRST)


def spelt(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("X", r"\d"))


@pytest.mark.parametrize("text", ["2019", "2020-02", "201X", "2019-XX", "2019-XX-XX", "2020-02-XX", "2019-07-04", "19XX"])
def test_a_date_means_just_the_days_that_its_text_can_be_filled_in_to(text: str) -> None:
    pattern = spelt(text)
    every = (date(1890, 1, 1) + timedelta(days) for days in range(60_000))
    meant = [day.toordinal() for day in every if pattern.match(day.isoformat())]
    found = dating(text).starts
    assert meant == list(range(found.first, found.last + 1))


@given(st.dates(date(2000, 1, 1), date(2003, 12, 31)), st.dates(date(2000, 1, 1), date(2003, 12, 31)), st.integers(0, 2))
def test_an_interval_has_the_first_and_last_days_of_some_pair_in_order(one: date, other: date, cut: int) -> None:
    begin, end = (day.isoformat()[: (10, 7, 4)[cut]] for day in (one, other))
    firsts, lasts = (range(dating(edge).starts.first, dating(edge).starts.last + 1) for edge in (begin, end))
    pairs = [(first, last) for first, last in itertools.product(firsts[:: len(firsts) - 1 or 1], lasts[:: len(lasts) - 1 or 1])]
    possible = [pair for pair in pairs if pair[0] <= pair[1]]
    if not possible:
        assert "runs backwards" in refusal(f"{begin}/{end}")
        return
    found = dating(f"{begin}/{end}")
    assert found.starts.first == min(first for first, _ in possible)
    assert found.ends.last == max(last for _, last in possible)
    assert found.starts.last == min(firsts[-1], lasts[-1])
    assert found.ends.first == max(firsts[0], lasts[0])


@pytest.mark.parametrize("mark", ["?", "~", "%"])
@pytest.mark.parametrize(
    "text", ["2022-06-28{}", "2022-06{}", "2022{}", "201X{}", "2022/2023{}", "2022{}/2023", "[2022{}..2023]"]
)
def test_a_mark_makes_a_date_doubtful_and_no_day_of_it_other(text: str, mark: str) -> None:
    plain, marked = dating(text.format("")), dating(text.format(mark))
    assert marked.doubtful
    assert not plain.doubtful
    assert (marked.starts, marked.ends, marked.lasting) == (plain.starts, plain.ends, plain.lasting)
    assert not marked.exact


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("2022-06-28", True),
        ("2022-06-28/2022-06-29", True),
        ("2022", False),
        ("2022-06-28?", False),
        ("[2022-01-06..2022-01-06]", True),
    ],
)
def test_exact_leaves_no_day_open(text: str, exact: bool) -> None:
    assert dating(text).exact is exact


FORM = "an EDTF date such as 2022-06-28, 2022-06, 2022, 2022-06-28/2022-06-29, [2022-01-06..2022-01-07], 2022-03/.. or 2022?"


NO_DAY = {
    "2022-02-30": "that month has 28 days, expected a day from 01 to 28",
    "2022-02-29": "that month has 28 days, expected a day from 01 to 28",
    "1900-02-29": "that month has 28 days, expected a day from 01 to 28",
    "2020-02-30": "that month has 29 days, expected a day from 01 to 29",
    "2022-06-00": "that month has 30 days, expected a day from 01 to 30",
    "2022-06-31?": "that month has 30 days, expected a day from 01 to 30",
    "2022-06-31T10:00:00": "that month has 30 days, expected a day from 01 to 30",
    "2022-06-31/2022-07": "that month has 30 days, expected a day from 01 to 30",
    "2022-13": "there is no month 13, expected a month from 01 to 12",
    "2022-00-01": "there is no month 00, expected a month from 01 to 12",
    "2022-21-05": "there is no month 21, expected a month from 01 to 12",
    "2022-13-XX": "there is no month 13, expected a month from 01 to 12",
    "[2022-13..2022-14]": "there is no month 13, expected a month from 01 to 12",
}


@pytest.mark.parametrize("text", NO_DAY)
def test_a_day_that_does_not_exist_is_told_with_those_that_do(text: str) -> None:
    assert refusal(text) == f"{text!r} is not a date: {NO_DAY[text]}"


BACKWARDS = {
    "2022-06-28/2022-06-27": "2022-06-27/2022-06-28",
    "[2022..2021]": "[2021..2022]",
    "2022/-2022": "-2022/2022",
    "2022-05?/2022-04": "2022-04/2022-05?",
    "2022-06/2022-05-31": "2022-05-31/2022-06",
}


@pytest.mark.parametrize("text", BACKWARDS)
def test_an_interval_that_runs_backwards_is_told_the_right_way_round(text: str) -> None:
    assert refusal(text) == f"{text!r} runs backwards, expected the earlier date first; did you mean {BACKWARDS[text]}?"
    assert accepted(BACKWARDS[text])


LIKELY = {
    "28/06/2022": "2022-06-28",
    "28.6.2022": "2022-06-28",
    "06/28/2022": "2022-06-28",
    "05/06/2022": "2022-06-05 or 2022-05-06",
    "06/06/2022": "2022-06-06",
    "2022/6/28": "2022-06-28",
    "2022-6-8": "2022-06-08",
    "2022.06.28": "2022-06-28",
    "2022-06-28\n": "2022-06-28",
    "29/02/2022": "",
    "13/28/2022": "",
    "June 2022": "",
    "": "",
    "2022-06-28Z": "",
    "２０２２-06-28": "",
    "-0000": "",
    "2022-06-28T25:00:00": "",
    "2022-06-28T10:00": "",
    "2022-06-28T10:00:00?": "",
    "2022-06-28T10:00:00/2022-06-29": "",
    "2022/2023/2024": "",
    "Y2022": "",
    "20X2": "",
    "2022??": "",
}


@pytest.mark.parametrize("text", LIKELY)
def test_what_is_no_date_is_told_with_the_date_it_may_mean(text: str) -> None:
    near = f"; did you mean {LIKELY[text]}?" if LIKELY[text] else ""
    assert refusal(text) == f"{text!r} is not a date, expected {FORM}{near}"


@pytest.mark.parametrize("text", ["[2022,2023]", "[..2022]", "[2022..]", "[2022..2023]?", "[2022]", "[", "[2022..2023..2024]"])
def test_a_set_is_from_one_date_to_another(text: str) -> None:
    assert refusal(text) == f"{text!r} is not a date, expected a set such as [2022-01-06..2022-01-07]"


@pytest.mark.parametrize("text", ["/", "../..", "../", "/.."])
def test_an_interval_names_a_day(text: str) -> None:
    assert refusal(text) == f"{text!r} names no day, expected {FORM}"


@given(st.text(alphabet="0123456789-/.XY?~%[]T:Z, ", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_a_problem(text: str) -> None:
    try:
        found = dating(text)
    except Problems:
        return
    assert isinstance(found, Dating)
    assert found.starts
    assert found.ends
    assert found.starts.first <= found.ends.first
    assert found.starts.last <= found.ends.last
    assert found.whole.within(ALWAYS)


RANGES = st.builds(Range, st.integers(-5, 5), st.integers(-5, 5))


@given(RANGES, RANGES)
def test_ranges_meet_and_hold_each_other_as_sets_of_days_do(one: Range, other: Range) -> None:
    here, there = (set(range(r.first, r.last + 1)) for r in (one, other))
    assert bool(one) == bool(here)
    if one and other:
        assert one.meets(other) == bool(here & there)
        assert one.within(other) == (here <= there)
