"""Scenarios that pass one after another are told straight to who listens: what is seen is what pytest's own way shows."""

from __future__ import annotations

import re

import pytest
from tests.plugin.made import OURS, project

pytest_plugins = ["pytester"]

QUIET = (*OURS, "-p", "no:randomly")
WEEK = ("Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")
COUNTED = """
import atexit
from factspec.plugin.listeners import Listeners

told, tell = [], Listeners.tell

def counted(self, item, lasted):
    told.append(item.name)
    tell(self, item, lasted)

Listeners.tell = counted
atexit.register(lambda: open("told.txt", "w").write(" ".join(told)))
"""
USUAL = "def pytest_runtest_setup(item): pass\n"


@pytest.fixture
def days(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of two files with seven scenarios each, of which Sunday of the first fails."""
    monkeypatch.setenv("COLUMNS", "60")
    features = {}
    for number, name in enumerate(("a", "b")):
        lines = [f"Feature: {name}"]
        for place, day in enumerate(WEEK):
            said = "Monday" if (number, day) == (0, "Sunday") else day
            tag = "  @late\n" if day == "Thursday" else ""
            lines.append(f"{tag}  Scenario: {day}\n    Then 2024-03-{1 + 7 * number + place:02} is a {said}\n")
        features[name] = "\n".join(lines)
    return project(pytester, monkeypatch, features)


def run(days: pytest.Pytester, conftest: str, *arguments: str) -> pytest.RunResult:
    days.makeconftest(conftest)
    return days.runpytest_subprocess(*QUIET, *arguments)


def shown(result: pytest.RunResult) -> list[str]:
    """What a run shows, without the time that it took."""
    return [re.sub(r"\d+\.\d+s", "0s", line) for line in result.outlines]


def told(days: pytest.Pytester) -> list[str]:
    """The scenarios that were told straight."""
    return (days.path / "told.txt").read_text().split()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-q",),
        ("-v", "--color=yes"),
        ("-rA", "-o", "console_output_style=count"),
        ("--maxfail=1", "features/b.feature", "features/a.feature"),
        ("-vv", "-k", "not Sunday"),
    ],
    ids=" ".join,
)
def test_runs_look_as_pytests_own_way_makes_them(arguments: tuple[str, ...], days: pytest.Pytester) -> None:
    usual = run(days, USUAL, "-p", "no:cacheprovider", *arguments)
    short = run(days, COUNTED, "-p", "no:cacheprovider", *arguments)
    assert shown(short) == shown(usual)
    assert short.ret == usual.ret
    assert len(told(days)) >= (6 if "-k" not in arguments else 11)


def test_the_first_failure_ends_a_run_that_is_to_end_there(days: pytest.Pytester) -> None:
    result = run(days, COUNTED, "-x", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, failed=1)
    assert told(days) == ["Saturday"]
    assert "stopping after 1 failures" in result.stdout.str()


def test_what_failed_last_is_remembered_and_what_passed_is_forgotten(days: pytest.Pytester) -> None:
    run(days, COUNTED).assert_outcomes(passed=13, failed=1)
    assert len(told(days)) >= 10
    run(days, COUNTED, "--lf").assert_outcomes(failed=1)
    feature = days.path / "features/a.feature"
    feature.write_text(feature.read_text().replace("2024-03-03 is a Monday", "2024-03-03 is a Sunday"))
    run(days, COUNTED, "--sw").assert_outcomes(passed=14)
    run(days, COUNTED, "--lf", "-v").stdout.fnmatch_lines(["*no previously failed tests*"])


def test_a_run_that_is_broken_off_shows_what_passed(days: pytest.Pytester) -> None:
    broken = COUNTED.replace("    tell(self", "    if len(told) == 2: raise KeyboardInterrupt\n    tell(self")
    result = run(days, broken, "-p", "no:cacheprovider", "features/b.feature")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["features/b.feature ..", "*KeyboardInterrupt*", "*2 passed*"])


@pytest.mark.parametrize(
    "listening",
    [
        "def pytest_runtest_logstart(nodeid): print('seen', nodeid)",
        "def pytest_runtest_logreport(report): report.when == 'call' and print('seen', report.nodeid)",
        "def pytest_runtest_logfinish(nodeid): print('seen', nodeid)",
        "def pytest_report_teststatus(report): report.when == 'call' and print('seen', report.nodeid)",
        "import pytest\n@pytest.hookimpl(wrapper=True)\n"
        "def pytest_runtest_protocol(item):\n    print('seen', item.nodeid)\n    return (yield)",
        "def pytest_runtestloop(session):\n    for item in session.items: print('seen', item.nodeid)\n",
        "def pytest_collection_modifyitems(items):\n    items.reverse()\n    for item in items: print('seen', item.nodeid)\n",
        "def pytest_itemcollected(item): print('seen', item.nodeid)",
    ],
)
def test_every_listener_hears_every_scenario(listening: str, days: pytest.Pytester) -> None:
    result = run(days, f"{COUNTED}\n{listening}\n", "-s", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=13, failed=1)
    heard = [line for line in result.stdout.str().replace("seen", "\nseen").split("\n") if line.startswith("seen")]
    assert {line.split()[1] for line in heard} == {f"features/{name}.feature::{day}" for name in "ab" for day in WEEK}
    straight = any(hook in listening for hook in ("modifyitems", "itemcollected"))
    assert bool(told(days)) is straight


def test_who_begins_to_listen_in_between_hears_what_follows(days: pytest.Pytester) -> None:
    late = """
class Late:
    def pytest_runtest_call(self, item): print("seen", item.nodeid)

import pytest

@pytest.fixture
def listening(request):
    request.config.pluginmanager.register(Late())
"""
    days.makepyfile(test_m="def test_one(listening): pass\n")
    arguments = ("features/b.feature", "test_m.py", "features/a.feature")
    result = run(days, COUNTED + late, "-s", "-p", "no:cacheprovider", *arguments)
    result.assert_outcomes(passed=14, failed=1)
    assert result.stdout.str().count("seen features/a.feature") == 7
    assert "seen features/b.feature" not in result.stdout.str()


def test_reports_hold_what_pytests_own_hold(days: pytest.Pytester) -> None:
    listens = """
import json

def pytest_runtest_logreport(report):
    held = {name: str(value) for name, value in vars(report).items() if name not in ("start", "stop", "duration")}
    held["own"] = [report.nodeid, report.passed, report.fspath, report.head_line, report.count_towards_summary]
    with open(NAME, "a") as file:
        file.write(json.dumps(held, sort_keys=True) + "\\n")
"""
    for name, more in (("short.txt", ""), ("usual.txt", USUAL)):
        run(days, f"NAME = {name!r}\n{listens}\n{more}", "-p", "no:cacheprovider", "features/b.feature")
    short, usual = ((days.path / name).read_text() for name in ("short.txt", "usual.txt"))
    assert short == usual
    assert short.count("\n") == 21


def test_a_file_named_twice_is_run_as_pytest_runs_it(days: pytest.Pytester) -> None:
    run(days, COUNTED, "-p", "no:cacheprovider", "features/b.feature", "features/b.feature").assert_outcomes(passed=7)
    twice = run(days, COUNTED, "-p", "no:cacheprovider", "--keep-duplicates", "features/b.feature", "features/b.feature")
    twice.assert_outcomes(passed=14)
    assert len(told(days)) == 13
