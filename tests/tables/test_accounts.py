"""Plain tables under the two clocks, sources that disagree, and origins."""

from __future__ import annotations

from typing import Any

import pytest

from factspec.check import Checker, Settings
from factspec.engine.execute import Engine
from factspec.engine.question import CellIs, Condition, RowRef, RowTally, Within
from factspec.problem import Problems
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.values.calendar import day_number
from factspec.values.intervals import Interval, exactly
from factspec.verdict import Bounds, Verdict

from .pool import results

SCHEMA = {
    "primaryKey": "round",
    "fields": [
        {"name": "round"}, {"name": "city"}, {"name": "points", "type": "integer"}, {"name": "sources"},
    ],
}  # fmt: skip


def source(name: str, published: str, origin: str = "") -> dict[str, str]:
    return {"id": name, "publisher": name, "title": name, "url": name, "published": published, "origin": origin}


def games(**tables: list[dict[str, str]]) -> Reference:
    base: dict[str, list[dict[str, str]]] = {
        "sources": [
            source("old", "2020-01-01"),
            source("new", "2022-01-01"),
            source("wire", "2020-01-02", "old"),
            source("undated", ""),
        ],
        "games": [
            {"round": "1", "city": "Minsk", "points": "5", "sources": "old"},
            {"round": "2", "city": "Brest", "points": "7", "sources": "old|wire"},
            {"round": "3", "city": "Minsk", "points": "9", "sources": "new"},
        ],
        "completeness": [{"table": "games", "sources": "old"}],
    }
    return reference_of({**base, **tables}, {"games": SCHEMA})


def verdict(reference: Reference, says: str, **settings: Any) -> Verdict | None:
    return results(says, checker=Checker(reference, settings=Settings(**settings)))[0].verdict


def test_what_was_not_published_is_left_out_and_a_published_list_is_complete() -> None:
    assert verdict(games(), "in games, there are exactly 3 rows") is Verdict.SUPPORTED
    assert verdict(games(), "in games, there are exactly 2 rows", known_by="2021-01-01") is Verdict.SUPPORTED
    assert verdict(games(), 'in games, "2" has the highest points', known_by="2021-01-01") is Verdict.SUPPORTED
    late = games(completeness=[{"table": "games", "sources": "new"}])
    assert verdict(late, "in games, there are exactly 2 rows", known_by="2021-01-01") is Verdict.NOT_ENOUGH


def test_a_row_of_which_nothing_was_published_may_be_anything() -> None:
    says = 'in games, the points of "3" was 9'
    assert verdict(games(), says) is Verdict.SUPPORTED
    (found,) = results(says, checker=Checker(games(), settings=Settings(known_by="2021-01-01")))
    assert (found.verdict, found.because) == (Verdict.NOT_ENOUGH, "“3” was not known by then")
    assert found.missing == ("“3” of games, published by then",)


def test_a_row_whose_source_has_no_date_may_be_left_out() -> None:
    rows = [
        {"round": "1", "city": "Minsk", "points": "5", "sources": "undated"},
        {"round": "2", "city": "Brest", "points": "7", "sources": "old"},
    ]
    (found,) = results(
        "in games, there are exactly 2 rows", checker=Checker(games(games=rows), settings=Settings(known_by="2021-01-01"))
    )
    assert (found.verdict, found.missing) == (Verdict.NOT_ENOUGH, ("whether “1” of games had been published by then",))
    assert verdict(games(games=rows), "in games, at most 2 rows have points above 0", known_by="2021-01-01") is Verdict.SUPPORTED


def dispute(row: str, field: str, value: str, accepted: str = "") -> dict[str, str]:
    return {"table": "games", "row": row, "field": field, "value": value, "source": "new", "accepted": accepted}


@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        ('in games, the points of "1" was 5', Verdict.CONFLICTING),
        ('in games, the points of "1" was at least 5', Verdict.SUPPORTED),
        ('in games, "3" has the highest points', Verdict.CONFLICTING),
        ("in games, the total points was 21", Verdict.CONFLICTING),
        ("in games, the total points was above 20", Verdict.SUPPORTED),
        ("in games, exactly 2 rows have city Minsk", Verdict.SUPPORTED),
        ('in games, the city of the row with the highest points was Minsk', Verdict.SUPPORTED),
        ('in games, the points of "1" was 2 less than that of "2"', Verdict.CONFLICTING),
    ],
)  # fmt: skip
def test_sources_that_disagree_on_a_cell(says: str, wanted: Verdict) -> None:
    assert verdict(games(disagreements=[dispute("1", "points", "50")]), says) is wanted


def test_a_source_that_denies_a_row() -> None:
    denied = games(disagreements=[dispute("3", "exists", "false")])
    assert verdict(denied, "in games, there are exactly 3 rows") is Verdict.CONFLICTING
    assert verdict(denied, 'in games, the points of "3" was 9') is Verdict.CONFLICTING
    assert verdict(denied, 'in games, the points of "3" was 8') is Verdict.REFUTED
    settled = games(disagreements=[dispute("3", "exists", "false", accepted="true")])
    assert verdict(settled, "in games, there are exactly 2 rows") is Verdict.SUPPORTED
    (found,) = results('in games, the points of "3" was 9', checker=Checker(settled))
    assert found.verdict is Verdict.REFUTED
    assert found.because == "“3” is denied"


def test_an_accepted_value_decides_which_row_is_meant() -> None:
    settled = games(disagreements=[dispute("3", "city", "Pinsk", accepted="true")])
    assert verdict(settled, "in games, the points of the row with city Minsk was 5") is Verdict.SUPPORTED
    with pytest.raises(Problems, match='two rows have city "Minsk": "1" and "3"'):
        Checker(games()).grammar.read("in games, the points of the row with city Minsk was 5")


def test_a_verdict_is_as_strong_as_its_weakest_row() -> None:
    (found,) = results('in games, the points of "2" was 2 more than that of "1"', checker=Checker(games()))
    assert (found.origins.count, found.origins.names) == (1, ("old",))
    (both,) = results('in games, the points of "3" was 9', checker=Checker(games()))
    assert both.origins.names == ("new",)


def test_a_condition_is_graded_once_for_all_claims() -> None:
    engine = Engine(games())
    above = Condition("points", Within(Interval(low=exactly(6).low)))  # type: ignore[arg-type]
    many = [RowTally("games", (above,), (), Bounds(n, n)) for n in range(20)]
    engine.answers([*many, CellIs("games", RowRef("1"), above)])
    assert len(engine._sheets.sheet("games", "reference")._kept) == 1
    engine.close()


def test_as_known_by_a_day_before_anything_nothing_is_known() -> None:
    engine = Engine(games(), day_number(2019, 1, 1))
    (answer,) = engine.answers([RowTally("games", (), (), Bounds(0, None))])
    assert answer.verdict is Verdict.SUPPORTED
    engine.close()


def test_a_disagreement_about_another_cell_bears_on_nothing() -> None:
    disputed = games(disagreements=[dispute("1", "points", "50")])
    for says in (
        'in games, the city of "1" was Minsk',
        'in games, the points of "2" was 7',
        "in games, exactly 2 rows have city Minsk",
    ):
        (found,) = results(says, checker=Checker(disputed))
        assert (found.verdict, found.accounts, found.disagreements) == (Verdict.SUPPORTED, (), ())
    (touched,) = results("in games, at least 2 rows have points above 6", checker=Checker(disputed))
    assert (touched.verdict, len(touched.accounts), len(touched.disagreements)) == (Verdict.SUPPORTED, 2, 1)
