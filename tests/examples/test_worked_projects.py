"""The projects in examples/ are checked as a user would check them, and their features run under pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from factspec.project import read_project
from factspec.run import run, untouched

EXAMPLES = Path(__file__).parents[2] / "examples"
PROJECTS = sorted(path.parent for path in EXAMPLES.glob("*/pyproject.toml"))
LEAST = {"statistics": 40, "elections": 40}


def test_there_are_worked_projects() -> None:
    assert {project.name for project in PROJECTS} >= {"statistics", "elections", "speeches"}


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_every_claim_comes_out_as_expected_and_every_statement_is_accounted_for(project: Path) -> None:
    found = run(read_project(project))
    assert [result.id for result in found.results if result.outcome != "passed"] == []
    assert found.problems == ()
    assert [statement.text for _, statement in untouched(found)] == []
    structured = [result for result in found.results if result.article]
    assert len(structured) >= LEAST.get(project.name, 15)
    assert len({result.verdict for result in found.results}) >= 3


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_its_features_run_under_pytest(project: Path) -> None:
    installed = any(point.name == "factspec" for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "factspec.plugin"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, "features"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_factspec_check_passes_there(project: Path, tmp_path: Path) -> None:
    files = ["--html", str(tmp_path / "report.html"), "--json", str(tmp_path / "results.json")]
    command = [sys.executable, "-m", "factspec", "check", *files]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert " as expected (" in done.stdout
