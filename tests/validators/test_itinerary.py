"""Itineraries: stops in their places, on their days and in their order; what is not sure stays undecided."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.check import Checker, Settings
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.project import project_kinds
from factspec.reference.package import reference_of
from factspec.report.model import Location, Result
from factspec.stated import Stated
from factspec.verdict import Verdict

ROOT = Path(__file__).parents[2]
KINDS = {**built_in(), **project_kinds(ROOT / "validators", ROOT)}

VISITS = {
    "v1": ("rome", "2020-03-01/2020-03-03"),
    "v2": ("oslo", "2020-03-03/2020-03-04"),
    "v3": ("bonn", "2020-03-04"),
    "v4": ("rome", "2020-05-01"),
    "v5": ("oslo", "2020-05-01/2020-05-02"),
    "v6": ("bonn", "2020-07"),
}
SCOPE = {"table": "events", "kind": "visit", "mode": "", "participants": "anna", "place": "", "period": "2020", "note": ""}


def checker(*, complete: bool = False, as_of: str = "2021-01-01") -> Checker:
    tables = {
        "sources": [
            {"id": "S1", "publisher": "A paper", "title": "Travels", "url": "https://a.example", "published": "2020-12-31"}
        ],
        "entities": [
            {"id": name.lower(), "type": "", "name": name, "within": "italy" if name == "Rome" else ""}
            for name in ("Anna", "Italy", "Rome", "Oslo", "Bonn")
        ],
        "kinds": [{"kind": "visit", "broader": "", "noun": "visit", "verbs": "visited", "object": "place"}],
        "events": [
            {"id": name, "kind": "visit", "mode": "", "date": date, "place": place, "participants": "anna", "sources": "S1"}
            for name, (place, date) in VISITS.items()
        ],
    }
    if complete:
        tables["completeness"] = [{**SCOPE, "sources": "S1"}]
    for row in tables["entities"]:
        row["type"] = {"Anna": "person", "Italy": "country"}.get(row["name"], "city")
    for row in tables["events"]:
        row |= {"title": "", "part_of": ""}
    return Checker(reference_of(tables), KINDS, Settings(as_of=as_of))


def result(says: str, *, complete: bool = False, as_of: str = "2021-01-01") -> Result:
    return checker(complete=complete, as_of=as_of).results([Stated("x", says, None, Location(path="", line=1))])[0]


def fault(says: str) -> str:
    with pytest.raises(Problems) as found:
        checker().grammar.read(says)
    return str(found.value)


def test_stops_as_they_were_are_supported() -> None:
    stops = ("Rome from 2020-03-01 to 2020-03-03", "Oslo from 2020-03-03 to 2020-03-04", "Bonn on 2020-03-04")
    assert result(f"Anna's itinerary was {', then '.join(stops)}").verdict is Verdict.SUPPORTED


def test_a_stop_counts_for_the_country_around_it() -> None:
    assert result("Anna's itinerary was Italy on 2020-03-01, then Oslo on 2020-03-03").verdict is Verdict.SUPPORTED


def test_a_stop_left_out_is_not_denied() -> None:
    says = "Anna's itinerary was Rome from 2020-03-01 to 2020-03-03, then Bonn on 2020-03-04"
    assert result(says, complete=True).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "says",
    [
        "Anna's itinerary was Oslo from 2020-03-03 to 2020-03-04, then Rome from 2020-03-01 to 2020-03-03",
        "Anna's itinerary was Rome from 2020-03-01 to 2020-03-04, then Oslo from 2020-03-03 to 2020-03-04",
        "Anna's itinerary was Rome from 2020-03-01 to 2020-03-03, then Bonn on 2020-03-03",
    ],
    ids=["in another order", "a stay too long", "a stop on another day"],
)
def test_other_stops_are_refuted_where_the_list_is_complete(says: str) -> None:
    assert result(says, complete=True).verdict is Verdict.REFUTED


def test_other_stops_are_undecided_where_the_list_is_open() -> None:
    found = result("Anna's itinerary was Rome from 2020-03-01 to 2020-03-03, then Bonn on 2020-03-03")
    assert found.verdict is Verdict.NOT_ENOUGH
    assert found.missing


def test_the_order_of_two_stops_reached_on_one_day_is_undecided_either_way() -> None:
    one, other = "Rome on 2020-05-01", "Oslo from 2020-05-01 to 2020-05-02"
    for first, then in ((one, other), (other, one)):
        found = result(f"Anna's itinerary was {first}, then {then}", complete=True)
        assert found.verdict is Verdict.NOT_ENOUGH
        assert "the unit is the day" in found.because


def test_a_stop_whose_day_is_not_known_is_undecided() -> None:
    assert result("Anna's itinerary was Oslo on 2020-05-01, then Bonn on 2020-07-15", complete=True).verdict is Verdict.NOT_ENOUGH


def test_an_itinerary_that_goes_on_after_the_day_of_speaking_is_a_prediction() -> None:
    found = result("Anna's itinerary was Rome from 2020-03-01 to 2020-03-03, then Bonn on 2020-03-04", as_of="2020-03-02")
    assert found.verdict is Verdict.SUPPORTED
    assert found.prediction


def test_a_stop_beyond_the_day_of_speaking_is_not_cut_short() -> None:
    says = "Anna's itinerary was Rome from 2020-03-01 to 2020-03-09, then Bonn on 2020-03-04"
    assert result(says, complete=True, as_of="2020-03-02").verdict is Verdict.REFUTED


def test_sentence_and_structure_are_one() -> None:
    grammar = checker().grammar
    says = "Anna's itinerary was Rome from 2020-03-01 to 2020-03-03, then Oslo on 2020-03-03"
    claim = grammar.read(says)
    legs = [{"place": "rome", "days": "2020-03-01/2020-03-03"}, {"place": "oslo", "days": "2020-03-03"}]
    assert claim.model_dump(mode="json") == {"kind": "itinerary", "traveller": "anna", "legs": legs}
    assert grammar.write(claim) == says
    assert grammar.claim(claim.model_dump(mode="json")) == claim


def test_a_single_stop_is_no_itinerary() -> None:
    assert 'expected ", then"' in fault("Anna's itinerary was Rome on 2020-03-01")


def test_a_stop_needs_its_first_and_last_day() -> None:
    assert "'in March 2020' does not say when the stop began and ended" in fault(
        "Anna's itinerary was Rome in March 2020, then Oslo on 2020-03-03"
    )


def test_a_place_that_nobody_knows_is_named_in_the_fault() -> None:
    assert "no entity is called 'Omsk'" in fault("Anna's itinerary was Rome on 2020-03-01, then Omsk on 2020-03-03")


def test_the_typed_form_is_as_strict_as_the_sentence() -> None:
    legs = [{"place": "rome", "days": "2020-03"}, {"place": "oslo", "days": "2020-03-03"}]
    with pytest.raises(Problems, match="expected a day, or a first and a last day"):
        checker().grammar.claim({"kind": "itinerary", "traveller": "anna", "legs": legs})
    with pytest.raises(Problems, match="at least 2"):
        checker().grammar.claim({"kind": "itinerary", "traveller": "anna", "legs": legs[1:]})
