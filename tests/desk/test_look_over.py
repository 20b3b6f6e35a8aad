"""``factspec doctor`` and ``factspec check --dry``: what is named, and what is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from factspec.commands import run_app

TOWN = Path(__file__).parents[1] / "errors" / "project"
OWN = """
from pytest_bdd import given, parsers, then, when

@given("the mayor is awake")
def awake(): ...

@when(parsers.parse("the mayor speaks for {minutes:d} minutes"))
def speaks(minutes): ...

@when(parsers.parse("the mayor speaks for {minutes:d} minutes"))
def speaks_again(minutes): ...

@when(parsers.re("the mayor sp.*"))
def also(): ...

@then("2024-03-01 is a Friday")
def friday(): ...
"""
FEATURE = """Feature: Speeches
  Scenario: One
    Given the mayor is awake
    Then 2024-03-02 is a Saturday
"""


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in order, as the working folder."""
    shutil.copytree(TOWN, tmp_path / "town")
    monkeypatch.chdir(tmp_path / "town")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path / "town"


def test_a_look_through_names_what_no_scenario_checks(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["check", "--dry"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "claims/bridge/claims.yaml:16: no scenario checks the claim 'bridge/office'",
        "claims/bridge/claims.yaml:18: no scenario checks the claim 'bridge/riders'",
        "looked through 6 claims and 1 feature: 0 faults, 2 things worth a look",
    ]
    assert not (town / "build").exists()


def test_an_undefined_step_is_a_fault_even_beside_a_conftest(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "features/conftest.py").write_text(OWN)
    (town / "features/speeches.feature").write_text(FEATURE.replace("mayor is awake", "mayor sings"))
    assert run_app(["check", "--dry"]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("features/speeches.feature:3: step 'the mayor sings' matches nothing")
    assert "no scenario uses the step 'the mayor is awake'" in told.out


def test_ambiguous_unused_and_double_definitions_are_told_apart(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "features/conftest.py").write_text(OWN)
    steps = FEATURE.replace("    Then", "    When the mayor speaks for 3 minutes\n    Then 2024-03-01 is a Friday\n    And")
    (town / "features/speeches.feature").write_text(steps)
    assert run_app(["check", "--dry"]) == 2
    told = capsys.readouterr()
    assert "speeches.feature:4: step 'the mayor speaks for 3 minutes' is ambiguous: features/conftest.py:7 and" in told.err
    assert (
        "speeches.feature:5: step '2024-03-01 is a Friday' is ambiguous: a step of factspec's own and features/conftest.py"
        in told.err
    )
    assert "features/conftest.py:10: step 'the mayor speaks for {minutes:d} minutes' is defined twice" in told.out
    assert "the mayor is awake" not in told.out + told.err


def test_a_table_and_a_source_that_nothing_uses_are_named(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "references/town/trams.csv").write_text("tram,sources\nTram 1,hall\n")
    file = town / "references/town/datapackage.json"
    schema = '{"primaryKey": ["tram"], "fields": [{"name": "tram"}, {"name": "sources"}]}'
    added = f'{{"name": "trams", "path": "trams.csv", "schema": {schema}}},\n    {{"name": "buses"'
    file.write_text(file.read_text().replace('{"name": "buses"', added))
    with (town / "references/town/sources.csv").open("a") as sources:
        sources.write("unread,Somebody,Something,https://example.org/x,2024-01-01,\n")
    assert run_app(["check", "--dry"]) == 0
    told = capsys.readouterr().out
    assert "references/town/trams.csv: no claim uses the table 'trams' (1 row)" in told
    assert "references/town/sources.csv:5: no row names the source 'unread'" in told


def test_the_doctor_finds_a_project_in_order(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["doctor"]) == 0
    told = capsys.readouterr().out
    assert f"ok    a project in {town}\n" in told
    assert "      as_of = 2024-04-01\n" in told
    assert "      buses: 2 rows\n" in told
    assert "note  3 of 3 sources without a licence: herald, echo, hall\n" in told
    assert "ok    6 claims in 1 file, 1 feature\n" in told


def test_the_doctor_says_what_is_wrong_and_what_to_do(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "references/town/buses.csv").write_text("bus,people,began,sources\nBus 7,many,2011,hall\n")
    assert run_app(["doctor", "--quiet"]) == 2
    told = capsys.readouterr().out
    assert "wrong reference data or validators that cannot be read" in told
    assert "buses.csv:2: row Bus 7, column people: 'many' is not a whole number" in told
    assert "do: mend what is named here" in told
    assert "ok  " not in told


def test_the_doctor_finds_one_thing_twice(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (town / "references/town/events.csv").open("a") as events:
        events.write("o2,opening,in person,2024-03-01,east-bridge,opening of the East Bridge,ada-berg,herald\n")
    run_app(["doctor"])
    assert "events of one kind, day and company: o1 and o2" in capsys.readouterr().out


def test_the_doctor_in_an_empty_folder_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_app(["doctor"]) == 0
    assert "      do: factspec init\n" in capsys.readouterr().out
