"""Scenarios that pass are run by the shortest way, and nobody can tell but by the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import junitparser
import pytest
from tests.plugin.made import OURS, project

from factspec.check import Checker
from factspec.kinds import built_in
from factspec.plugin.quick import Quick
from factspec.report.model import Result
from factspec.standing import Came
from factspec.stated import Stated

pytest_plugins = ["pytester"]
built_in()  # loaded here, as the modules above: pytester drops what an inner run is the first to load

DAYS = """Feature: Days
  Scenario: Friday
    Then 2024-03-01 is a Friday

  Scenario: Saturday
    Then 2024-03-02 is a Saturday

  @late
  Scenario: Sunday
    Then 2024-03-03 is a Sunday
"""


@pytest.fixture
def days(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of three scenarios that pass."""
    return project(pytester, monkeypatch, {"days": DAYS})


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each scenario in turn whether it was run by the shortest way."""
    found: list[bool] = []
    run = Quick.run

    def watched(self: Quick, *arguments: Any) -> bool:
        found.append(run(self, *arguments))
        return found[-1]

    monkeypatch.setattr(Quick, "run", watched)
    return found


def run(days: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return days.runpytest_inprocess(*OURS, "-p", "no:cacheprovider", *arguments)


def test_what_passes_goes_the_shortest_way(days: pytest.Pytester, ways: list[bool]) -> None:
    result = run(days, "-v")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["features/days.feature::Friday PASSED*", "features/days.feature::Sunday PASSED*"])
    assert ways == [True, True, True]


def test_what_fails_goes_the_usual_way_and_is_told_once(days: pytest.Pytester, ways: list[bool]) -> None:
    (days.path / "features/days.feature").write_text(DAYS.replace("2024-03-02 is a Saturday", "2024-03-02 is a Monday"))
    result = run(days)
    result.assert_outcomes(passed=2, failed=1)
    assert ways == [True, False, False]  # the last one has what was set up for the second to take down
    assert "\n".join(result.outlines).count("refuted, expected supported") >= 1


@pytest.mark.parametrize(
    "conftest",
    [
        "def pytest_runtest_setup(item): print('seen', item.name)",
        "def pytest_runtest_call(item): print('seen', item.name)",
        "def pytest_runtest_teardown(item): print('seen', item.name)",
        "import pytest\n@pytest.fixture(autouse=True)\ndef seen(request): print('seen', request.node.name)",
        "import pytest\n@pytest.fixture(autouse=True, scope='session')\n"
        "def seen(): print('seen Friday', 'seen Saturday', 'seen Sunday')",
    ],
)
def test_whoever_listens_hears_every_scenario(conftest: str, days: pytest.Pytester, ways: list[bool]) -> None:
    days.makeconftest(conftest)
    result = run(days, "-s")
    result.assert_outcomes(passed=3)
    told = "\n".join(result.outlines)
    assert all(f"seen {day}" in told for day in ("Friday", "Saturday", "Sunday"))
    assert ways == [False, False, False]


def test_a_mark_that_is_added_late_counts(days: pytest.Pytester, ways: list[bool]) -> None:
    days.makeconftest(
        "import pytest\ndef pytest_collection_modifyitems(items):\n    items[1].add_marker(pytest.mark.skip(reason='no'))\n"
    )
    run(days).assert_outcomes(passed=2, skipped=1)
    assert ways[:2] == [True, False]


def test_options_that_show_each_phase_show_it(days: pytest.Pytester, ways: list[bool]) -> None:
    run(days, "--setup-show").assert_outcomes(passed=3)
    assert ways == [False, False, False]


def test_fixtures_of_tests_between_scenarios_end_where_they_should(days: pytest.Pytester, ways: list[bool]) -> None:
    days.makepyfile(
        test_a="""
        import pytest

        @pytest.fixture(scope="module")
        def opened():
            yield 1
            print("closed")

        def test_first(opened): pass
        """,
        test_z="def test_last(): pass",
    )
    result = run(days, "test_a.py", "features", "test_z.py", "-s", "-v")
    result.assert_outcomes(passed=5)
    told = "\n".join(result.outlines)
    assert told.index("closed") < told.index("Friday")
    assert ways == [True, True, True]


def test_reports_of_others_are_whole(days: pytest.Pytester, ways: list[bool]) -> None:
    result = run(days, "--junitxml=run.xml", "--durations=3", "-rA", "-p", "no:randomly")
    result.stdout.fnmatch_lines(["PASSED features/days.feature::Friday"])
    suite = next(iter(junitparser.JUnitXml.fromfile(str(days.path / "run.xml"))))
    assert [case.name for case in suite] == ["Friday", "Saturday", "Sunday"]
    assert ways == [True, True, True]


def test_words_markers_and_ids_choose_scenarios(days: pytest.Pytester, ways: list[bool]) -> None:
    run(days, "-k", "Friday or Sunday").assert_outcomes(passed=2, deselected=1)
    run(days, "-m", "late").assert_outcomes(passed=1, deselected=2)
    run(days, "features/days.feature::Saturday").assert_outcomes(passed=1)
    listed = run(days, "--collect-only", "-q").outlines
    assert [line for line in listed if "::" in line] == [
        "features/days.feature::Friday",
        "features/days.feature::Saturday",
        "features/days.feature::Sunday",
    ]
    assert len(ways) == 4


def test_one_look_at_the_data_answers_all_claims_of_a_session(days: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    standings = Checker.standings

    def counted(self: Checker, stated: Sequence[Stated], made: Callable[[str], Result]) -> list[Came]:
        asked.append(len(stated))
        return standings(self, stated, made)

    monkeypatch.setattr(Checker, "standings", counted)
    run(days).assert_outcomes(passed=3)
    assert [number for number in asked if number] == [3]


def test_two_workers_pass_what_one_passes(days: pytest.Pytester) -> None:
    result = days.runpytest_subprocess(*OURS, "-p", "no:cacheprovider", "-n", "2", "-W", "error")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["3 claims: 3 as expected (3 supported)"])
