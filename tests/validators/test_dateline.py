"""Datelines: held against the calendar, the article's front matter and the whereabouts of their subjects."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from factspec.article import article
from factspec.check import Checker, Settings
from factspec.claim import Speaking
from factspec.engine.parts import atoms
from factspec.engine.question import Fixed
from factspec.kinds import built_in
from factspec.problem import Problems
from factspec.project import project_kinds
from factspec.reference.package import reference_of
from factspec.report.model import Location
from factspec.stated import Stated
from factspec.verdict import Verdict

ROOT = Path(__file__).parents[2]
KINDS = {**built_in(), **project_kinds(ROOT / "validators", ROOT)}
TABLES = {
    "sources": [{"id": "S1", "publisher": "A paper", "title": "Talks", "url": "https://a.example", "published": "2020-03-05"}],
    "entities": [
        {"id": "anna", "type": "person", "name": "Anna"},
        {"id": "boris", "type": "person", "name": "Boris"},
        {"id": "clara", "type": "person", "name": "Clara"},
        {"id": "st-petersburg", "type": "city", "name": "St Petersburg"},
        {"id": "oslo", "type": "city", "name": "Oslo"},
    ],
    "kinds": [{"kind": "meeting", "broader": "", "noun": "meeting", "verbs": "met", "object": "participant"}],
    "events": [
        {
            "id": f"m-{place}",
            "kind": "meeting",
            "mode": mode,
            "date": day,
            "place": place,
            "title": "",
            "part_of": "",
            "participants": "anna|boris",
            "sources": "S1",
        }
        for mode, day, place in (("in person", "2020-03-03", "st-petersburg"), ("video", "2020-03-04", "oslo"))
    ],
}
CHECKER = Checker(reference_of(TABLES), KINDS, Settings(as_of="2020-03-04"))
TRUE = "the dateline is St Petersburg on 2020-03-03, a Tuesday, with Anna and Boris there"


def verdict(says: str, front: str | None = None) -> Verdict | None:
    about = None
    if front is not None:
        about = article(f"---\ntitle: Talks\npublisher: A paper\n{front}\n---\nTalks were held.\n", Path("talks/article.md"))
    return CHECKER.results([Stated("x", says, None, Location(path="", line=1), article=about)])[0].verdict


def test_a_dateline_that_agrees_with_everything_is_supported() -> None:
    assert verdict(TRUE) is Verdict.SUPPORTED
    assert verdict(TRUE, "published: 2020-03-03\ndateline: St. Petersburg") is Verdict.SUPPORTED


def test_another_day_of_the_week_is_refuted() -> None:
    assert verdict(TRUE.replace("Tuesday", "Monday")) is Verdict.REFUTED


@pytest.mark.parametrize("front", ["published: 2020-03-04\ndateline: St Petersburg", "published: 2020-03-03\ndateline: Oslo"])
def test_a_dateline_at_odds_with_the_front_matter_is_refuted(front: str) -> None:
    assert verdict(TRUE, front) is Verdict.REFUTED


def test_front_matter_without_a_dateline_leaves_it_undecided() -> None:
    assert verdict(TRUE, "published: 2020-03-03") is Verdict.NOT_ENOUGH


def test_a_subject_that_no_event_puts_there_leaves_it_undecided() -> None:
    assert verdict(TRUE.replace("Boris", "Clara")) is Verdict.NOT_ENOUGH


def test_a_subject_on_a_screen_is_not_there() -> None:
    assert verdict("the dateline is Oslo on 2020-03-04, a Wednesday, with Anna there") is Verdict.NOT_ENOUGH


def test_the_right_weekday_is_offered_as_correction() -> None:
    wrong = Stated("x", TRUE.replace("Tuesday", "Friday"), None, Location(path="", line=1))
    assert CHECKER.results([wrong])[0].correction == TRUE


def test_sentence_and_structure_are_one() -> None:
    claim = CHECKER.grammar.read(TRUE)
    typed = {"place": "st-petersburg", "day": "2020-03-03", "weekday": "Tuesday", "subjects": ["anna", "boris"]}
    assert claim.model_dump(mode="json") == {"kind": "dateline", **typed}
    assert CHECKER.grammar.write(claim) == TRUE
    assert CHECKER.grammar.claim(claim.model_dump(mode="json")) == claim


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        (TRUE.replace("2020-03-03", "March 2020"), "expected a day such as 2022-06-28"),
        (TRUE.replace("a Tuesday", "a Tueday"), "expected a weekday"),
        (TRUE.replace("Boris", "Borys"), "did you mean Boris"),
    ],
    ids=["no day", "no weekday", "a misspelt name"],
)
def test_what_is_wrong_with_a_dateline_is_said(says: str, wrong: str) -> None:
    with pytest.raises(Problems) as found:
        CHECKER.grammar.read(says)
    assert wrong in str(found.value)


def test_every_city_of_the_reference_has_its_name_for_an_id() -> None:
    with (ROOT / "references/diplomacy/entities.csv").open(encoding="utf-8", newline="") as file:
        cities = [row for row in csv.DictReader(file) if row["type"] == "city"]
    assert cities
    for city in cities:
        claim = KINDS["dateline"].model_validate(
            {"place": city["id"], "day": "2020-03-03", "weekday": "Tuesday", "subjects": ["anna"]}
        )
        asked = claim.question(Speaking(None, {"dateline": city["name"], "published": "2020-03-03"}))
        assert {atom.verdict for atom in atoms(asked) if isinstance(atom, Fixed)} == {Verdict.SUPPORTED}, city
