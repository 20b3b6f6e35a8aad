"""Pictures put every mark where its value is, and leave nothing out of sight without a sign."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factspec.report.language import language
from factspec.report.model import CountBounds, Evidence, Number, Result, Window
from factspec.report.pictures.numbers import Figure, figures
from factspec.report.pictures.scale import Scale, day_ticks, number_ticks, percent
from factspec.report.pictures.timeline import Timeline, timeline
from factspec.report.pictures.trend import trend

from .pictured import CHANGE, CROWD, DATES, OFFICE, QUANTITY, RANK, number, past
from .sample import RESULTS, report

ENGLISH = language("en")


def place(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def drawn(result: Result) -> Timeline:
    found = timeline(result, ENGLISH)
    assert found is not None
    return found


def shapes(found: Timeline) -> dict[str, tuple[str, ...]]:
    return {lane.label: tuple(stroke.shape for stroke in lane.strokes) for lane in found.lanes}


# The axis


def test_places_are_in_proportion_with_air_at_either_edge() -> None:
    scale = Scale(0, 100)
    assert [percent(scale.at(value)) for value in (0, 25, 50, 100)] == ["3%", "26.5%", "50%", "97%"]


def test_what_has_no_limit_reaches_the_edge() -> None:
    scale = Scale(0, 100)
    assert (scale.stretch("span", None, 50).x, scale.stretch("span", None, 50).width) == ("0%", "50%")
    assert (scale.stretch("span", 50, None).x, scale.stretch("span", 50, None).width) == ("50%", "50%")


@given(st.integers(-(10**7), 10**7), st.integers(1, 10**7))
def test_days_have_a_few_ticks_in_order_inside_the_axis(first: int, days: int) -> None:
    ticks = day_ticks(Scale(first, first + days), ENGLISH)
    places = [place(tick.x) for tick in ticks]
    assert len(ticks) <= 5
    assert places == sorted(places)
    assert all(3 <= at <= 97 for at in places)


@given(st.decimals(-(10**12), 10**12, places=4), st.decimals("0.0001", 10**12, places=4))
@example(Decimal(1), Decimal("4000000000.0001"))
def test_numbers_have_a_few_round_ticks_that_say_where_they_are(low: Decimal, width: Decimal) -> None:
    scale = Scale(Fraction(low), Fraction(low + width))
    ticks = number_ticks(scale, ENGLISH)
    assert 1 <= len(ticks) <= 5
    for tick in ticks:
        value = Fraction(tick.says.replace("−", "-").replace(",", ""))
        assert tick.x == percent(scale.at(value))


# Timelines


def test_certain_possible_and_ruled_out_events_differ_in_shape() -> None:
    assert shapes(drawn(DATES)) == {
        "Dec 2021": ("maybe", "cross"),
        "3 Jan 2022": ("dot",),
        "6 Jan – 7 Feb 2022": ("maybe",),
        "10 Mar – 20 Apr 2022": ("span",),
        "Jun 2022, not sure": ("maybe",),
        "23 Aug 2022": ("cross",),
        "2 ruled out": ("earlier", "later"),
    }
    assert [lane.match for lane in drawn(DATES).lanes] == ["none", "certain", "possible", "certain", "possible", "none", "none"]


def test_the_window_is_shaded_and_told() -> None:
    found = drawn(DATES)
    assert found.window is not None
    assert found.days == "1 January – 28 June 2022"
    left, right = place(found.window.x), place(found.window.x) + place(found.window.width)
    inside = {lane.label: left <= place(lane.strokes[-1].x) <= right for lane in found.lanes}
    assert inside["3 Jan 2022"]
    assert not inside["23 Aug 2022"]
    assert not inside["Dec 2021"]


def test_each_sign_that_is_drawn_is_explained_and_no_other() -> None:
    assert drawn(DATES).signs == ("certain", "possible", "none", "unsure", "window")
    plain = DATES.model_copy(update={"window": None, "evidence": tuple(r for r in DATES.evidence if r.row in ("c1", "c3"))})
    assert drawn(plain).signs == ("certain",)


def test_a_date_that_cannot_be_read_is_left_to_the_table() -> None:
    assert sum(count for _, count in drawn(DATES).counts) == len(DATES.evidence) - 1


def test_many_events_share_a_lane_by_how_they_match() -> None:
    found = drawn(CROWD)
    assert [(lane.match, lane.label) for lane in found.lanes] == [("certain", "40 counted"), ("none", "20 ruled out")]
    assert len(found.lanes[0].strokes) == 40
    assert found.days == "from 1 January 2012"
    assert found.window is not None
    assert place(found.window.x) + place(found.window.width) == 100


def test_what_lasts_and_has_no_sure_edge_is_drawn_sure_inside_and_broken_outside() -> None:
    assert shapes(drawn(OFFICE)) == {"1992–1994": ("maybe", "span"), "from Nov 1994": ("maybe", "span")}


def test_a_claim_that_rests_on_one_day_needs_no_picture() -> None:
    talks = next(result for result in RESULTS if result.id.endswith("/talks"))
    assert timeline(talks, ENGLISH) is None


def test_near_misses_far_away_do_not_press_what_counts_together() -> None:
    near = Evidence(table="events", row="far", match="none", why="long ago", says="Long ago", date="1022-01-01")
    far = DATES.model_copy(update={"evidence": (*DATES.evidence, near)})
    assert drawn(far).ticks == drawn(DATES).ticks


dates = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2022/", "/2022", "../1990", "1990/..", "Y-170000002", "2022-XX", "199X", "2022?", "[2020..2022]", "-0044"]),
)


@given(
    st.lists(st.tuples(dates, st.sampled_from(["certain", "possible", "none"])), max_size=30),
    st.sampled_from([None, Window(first=None, last=None), Window(first="2020-01-01", last=None), Window(first=None, last="x")]),
)
def test_no_dates_stop_the_picture_and_every_mark_is_on_it(rows: list[tuple[str, str]], window: Window | None) -> None:
    evidence = tuple(
        Evidence.model_validate({"table": "events", "row": f"e{at}", "match": match, "why": "", "says": "x", "date": date})
        for at, (date, match) in enumerate(rows)
    )
    result = DATES.model_copy(update={"evidence": evidence, "window": window, "bounds": CountBounds(low=0, high=None)})
    found = timeline(result, ENGLISH)
    assert (found is None) == (len(rows) < 2)
    for lane in found.lanes if found else ():
        assert lane.strokes
        for stroke in lane.strokes:
            assert 0 <= place(stroke.x) <= 100
            assert not stroke.width or 0 <= place(stroke.width) <= 100


# Numbers


def drawn_numbers(result: Result) -> tuple[Figure, ...]:
    return figures(result, ENGLISH)


def test_what_is_stated_is_shaded_on_the_axis_of_what_was_found() -> None:
    (found,) = drawn_numbers(QUANTITY)
    (stated,) = found.stated
    exact = found.bars[1]
    assert (found.form, found.unit) == ("range", "people")
    assert [bar.value for bar in found.bars] == [
        "9,850,000 – 9,950,000",
        "9,886,800",
        "9,890,000 – 9,952,787",
        "at least 9,750,000",
    ]
    assert [tuple(stroke.shape for stroke in bar.strokes) for bar in found.bars] == [("span",), ("dot",), ("span",), ("span",)]
    assert place(stated.x) < place(exact.strokes[0].x) < place(stated.x) + place(stated.width)
    assert place(found.bars[3].strokes[0].x) + place(found.bars[3].strokes[0].width) == 100


def test_a_ranking_is_bars_from_nought_in_the_order_of_their_places() -> None:
    (found,) = drawn_numbers(RANK)
    assert found.form == "ranking"
    assert [(bar.place, bar.says) for bar in found.bars] == [
        (1, "Russia"), (2, "Kazakhstan"), (3, "Iran"), (4, "Turkmenistan"), (5, "Azerbaijan"),
    ]  # fmt: skip
    widths = [place(bar.strokes[0].width) for bar in found.bars]
    assert {bar.strokes[0].x for bar in found.bars} == {"3%"}
    assert widths == sorted(widths, reverse=True)
    assert widths[1] == pytest.approx(widths[0] * 2724902 / 17098246, abs=0.02)
    assert [stroke.shape for stroke in found.bars[3].strokes] == ["span", "maybe"]


def test_a_change_is_two_points_and_the_way_between_them() -> None:
    growth, population = drawn_numbers(CHANGE)
    assert (growth.unit, population.unit) == ("%", "people")
    assert population.form == "change"
    way = population.bars[-1]
    assert (way.says, way.value) == ("rise", "625,700")
    assert [stroke.shape for stroke in way.strokes] == ["line", "dot", "later"]
    assert way.strokes[1].x == population.bars[0].strokes[0].x
    assert way.strokes[2].x == population.bars[1].strokes[0].x


def test_long_decimals_are_cut_and_said_to_be() -> None:
    third = Number(says="a third", role="found", low=Decimal(1) / 3, high=Decimal(1) / 3)
    assert drawn_numbers(QUANTITY.model_copy(update={"numbers": (third,)}))[0].bars[0].value == "≈ 0.333333"


def test_numbers_without_any_limit_make_no_picture() -> None:
    unknown = number("unknown", "found", None, None)
    assert drawn_numbers(QUANTITY.model_copy(update={"numbers": (unknown,)})) == ()
    mixed = drawn_numbers(QUANTITY.model_copy(update={"numbers": (unknown, *QUANTITY.numbers)}))[0]
    assert (mixed.bars[0].value, mixed.bars[0].strokes) == ("not known", ())


limits = st.none() | st.decimals(-(10**9), 10**9, places=2)


@given(
    st.lists(
        st.tuples(limits, limits, st.sampled_from(["stated", "found", "other"]), st.none() | st.integers(1, 9)),
        min_size=1, max_size=8,
    ),
    st.sampled_from(["quantity", "rank", "change"]),
)  # fmt: skip
def test_no_numbers_stop_the_picture(found: list[tuple[Decimal | None, Decimal | None, str, int | None]], kind: str) -> None:
    numbers = []
    for low, high, role, at in found:
        if low is not None and high is not None:
            low, high = min(low, high), max(low, high)
        numbers.append(Number.model_validate({"says": "x", "role": role, "low": low, "high": high, "place": at}))
    for figure in drawn_numbers(QUANTITY.model_copy(update={"numbers": tuple(numbers), "kind": kind})):
        for bar in figure.bars:
            for stroke in bar.strokes:
                assert 0 <= place(stroke.x) <= 100


# Trends


def test_a_trend_has_a_column_for_each_run_and_this_one_is_the_last() -> None:
    found = trend(report(), past(report(), 3), ENGLISH)
    assert [column.when for column in found.columns] == [
        "1 November 2026, 09:30", "2 November 2026, 09:30", "3 November 2026, 09:30", "24 November 2026, 10:00",
    ]  # fmt: skip
    assert sum(piece.number for piece in found.columns[-1].pieces) == len(RESULTS)
    assert found.runs == 4


def test_only_the_last_forty_runs_are_drawn() -> None:
    found = trend(report(), past(report(), 60), ENGLISH)
    assert (len(found.columns), found.runs) == (40, 61)


def test_the_tallest_column_fills_the_picture() -> None:
    found = trend(report(), past(report(), 3), ENGLISH)
    heights = [sum(float(piece.height) for piece in column.pieces) for column in found.columns]
    assert max(heights) == pytest.approx(100, abs=0.05)
