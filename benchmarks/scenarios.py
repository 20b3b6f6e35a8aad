"""Scenarios a second, side by side: factspec through pytest, plain pytest-bdd, and behave, each on as many three-step scenarios.

    python benchmarks/scenarios.py              # 10,000 scenarios, each tool three times in turn
    python benchmarks/scenarios.py --count 1000 --rounds 1 --only factspec

Ours are claims that are checked against reference data, each with a verdict and the origins behind it, and one event of the
reference for each scenario; those of the others look up a dictionary, which favours them. ``factspec-json`` writes all results
with their evidence beside that. ``pytest`` is what pytest takes for as many functions with nothing in them. behave runs in its
cheapest format, and with its settings as they come. It has to be installed, and is no dependency of factspec. With ``--more``
step definitions of the user's own beside ours, the time must stay what it is.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

TOOLS = ("factspec", "factspec-more", "factspec-json", "pytest-bdd", "pytest", "behave", "behave-default")
PER_FILE = 100
PEOPLE = 1000
FIRST = date(2000, 1, 1)
STEPS = """
from {library} import given, then, when

MET = {{f"{{i}}": f"met {{i}}" for i in range({count})}}


@given("a list of meetings")
def meetings({context}):
    {set_up}


{when}
def asked({context}, number):
    {look_up}


{then}
def told({context}, number):
    assert {found} == f"met {{number}}"
"""


def main() -> None:
    """Makes the projects, runs what is asked for in turn, and prints the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--more", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=TOOLS, action="append")
    parser.add_argument("--keep", type=Path, help="make the projects here, and leave them")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        top = asked.keep or Path(made)
        runs = {
            "factspec": lambda: ours(top / "ours", asked.count, 0),
            "factspec-more": lambda: ours(top / "ours-more", asked.count, asked.more),
            "factspec-json": lambda: ours(top / "ours-json", asked.count, 0, "--factspec-json=results.json"),
            "pytest-bdd": lambda: bdd(top / "bdd", asked.count),
            "pytest": lambda: functions(top / "functions", asked.count),
            "behave": lambda: behave(top / "behave", asked.count, "--format", "progress", "--no-capture"),
            "behave-default": lambda: behave(top / "behave-default", asked.count),
        }
        commands = {name: runs[name]() for name in TOOLS if name in (asked.only or TOOLS)}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(asked.rounds):
            for name, (command, folder) in commands.items():
                taken[name].append(seconds(command, folder, asked.count))
        for name, times in taken.items():
            work = median(one for one, _ in times)
            each = ", ".join(f"{one:.2f}" for one, _ in times)
            passed = f"{work:7.2f} s of work {asked.count / work:7.0f} scenarios/s"
            print(f"{name:<15}{passed}   (each: {each}; wall {median(wall for _, wall in times):.2f})")


def seconds(command: list[str], folder: Path, count: int) -> tuple[float, float]:
    """The CPU seconds and the seconds that a command takes to pass so many scenarios."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if not re.search(rf"\b{count} (?:passed|scenarios passed)", done.stdout):
        raise SystemExit(f"{' '.join(command)}: not {count} passed\n{done.stdout[-500:]}{done.stderr[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def ours(folder: Path, count: int, more: int, *arguments: str) -> tuple[list[str], Path]:
    """A project of factspec with a meeting for each scenario."""
    package = folder / "references/talks"
    package.mkdir(parents=True, exist_ok=True)
    tables = ("sources", "entities", "kinds", "events")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (package / "datapackage.json").write_text(json.dumps({"name": "talks", "resources": resources}))
    (package / "sources.csv").write_text("id,publisher,title,url\ns,Paper,Talks,https://example.org\n")
    people = "".join(f"p{i},person,{_name(i)},,\n" for i in range(PEOPLE))
    (package / "entities.csv").write_text(f"id,type,name,aliases,within\n{people}")
    (package / "kinds.csv").write_text("kind,noun,verbs,object\nmeeting,meeting,met,participant\n")
    events = "".join(f"e{i},meeting,{_day(i)},p{_a(i)}|p{_b(i)},s\n" for i in range(count))
    (package / "events.csv").write_text(f"id,kind,date,participants,sources\n{events}")
    (folder / "pyproject.toml").write_text("[tool.factspec]\n")
    steps = [
        "Given the day of speaking is 2090-01-01",
        "Then {a} met {b} on {day}",
        "And the verdict rests on at least 1 independent origin",
    ]
    _features(folder, count, steps)
    if more:
        definitions = "".join(
            f'@given(parsers.parse("something else {i} of {{n:d}}"))\ndef s{i}(n): ...\n\n' for i in range(more)
        )
        (folder / "features/conftest.py").write_text(f"from pytest_bdd import given, parsers\n\n{definitions}")
    plugin = [] if _installed() else ["-p", "factspec.plugin"]
    return [sys.executable, "-m", "pytest", "-q", *plugin, "-p", "no:cacheprovider", *arguments, "features"], folder


def bdd(folder: Path, count: int) -> tuple[list[str], Path]:
    """The same in pytest-bdd alone."""
    _features(folder, count, ["Given a list of meetings", "When meeting {i} is asked for", "Then meeting {i} is told"])
    code = STEPS.format(
        library="pytest_bdd",
        count=count,
        context="box",
        set_up='box["all"] = MET',
        when='@when(parsers.parse("meeting {number} is asked for"))',
        look_up='box["found"] = box["all"][number]',
        then='@then(parsers.parse("meeting {number} is told"))',
        found='box["found"]',
    ).replace("import given", "import given, parsers, scenarios")
    box = "import pytest\n\n\n@pytest.fixture\ndef box():\n    return {}\n\n\nscenarios('features')\n"
    (folder / "test_all.py").write_text(code + box)
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_all.py"], folder


def functions(folder: Path, count: int) -> tuple[list[str], Path]:
    """As many functions for pytest that do nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, count, PER_FILE):
        made = "".join(f"def test_{i}(): pass\n" for i in range(first, min(count, first + PER_FILE)))
        (folder / f"test_{first // PER_FILE:04}.py").write_text(made)
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."], folder


def behave(folder: Path, count: int, *arguments: str) -> tuple[list[str], Path]:
    """The same in behave."""
    _features(folder, count, ["Given a list of meetings", "When meeting {i} is asked for", "Then meeting {i} is told"])
    (folder / "features/steps").mkdir(exist_ok=True)
    code = STEPS.format(
        library="behave",
        count=count,
        context="context",
        set_up="context.all = MET",
        when='@when("meeting {number} is asked for")',
        look_up="context.found = context.all[number]",
        then='@then("meeting {number} is told")',
        found="context.found",
    )
    (folder / "features/steps/steps.py").write_text(code)
    return [sys.executable, "-m", "behave", *arguments, "features"], folder


def _features(folder: Path, count: int, steps: list[str]) -> None:
    (folder / "features").mkdir(parents=True, exist_ok=True)
    for first in range(0, count, PER_FILE):
        lines = [f"Feature: Part {first // PER_FILE}"]
        for i in range(first, min(count, first + PER_FILE)):
            lines.append(f"\n  Scenario: Number {i}")
            lines += [f"    {step.format(i=i, a=_name(_a(i)), b=_name(_b(i)), day=_day(i))}" for step in steps]
        (folder / f"features/part{first // PER_FILE:04}.feature").write_text("\n".join(lines) + "\n")


def _a(i: int) -> int:
    return i % PEOPLE


def _b(i: int) -> int:
    return (i % PEOPLE + 1 + i // PEOPLE % (PEOPLE - 1)) % PEOPLE


def _day(i: int) -> str:
    return (FIRST + timedelta(days=i)).isoformat()


def _name(i: int) -> str:
    return f"{_word(i).title()} {_word(PEOPLE - 1 - i).title()}ev"


def _word(i: int) -> str:
    """Three syllables for a number below a thousand."""
    return "".join("bdgklmnprt"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in f"{i:03}")


def _installed() -> bool:
    from importlib.metadata import entry_points

    return any(one.value == "factspec.plugin" for one in entry_points(group="pytest11"))


if __name__ == "__main__":
    main()
