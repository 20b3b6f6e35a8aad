"""A run keeps its history where it is told to, and never passes over a broken one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.problem import Problems
from factspec.settings import project_settings

ROOT = Path(__file__).parents[2]
CLAIMS = "claims:\n  - id: visit\n    says: Vladimir Putin visited Tajikistan on 2022-06-28\n    as_of: 2022-06-28\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one claim over this repository's reference data."""
    shutil.copytree(ROOT / "references", tmp_path / "references")
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    (tmp_path / "claims/talks").mkdir(parents=True)
    (tmp_path / "claims/talks/claims.yaml").write_text(CLAIMS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def runs(project: Path, name: str = "history.jsonl") -> list[dict[str, object]]:
    return [json.loads(line) for line in (project / name).read_text().splitlines()]


def test_each_run_adds_a_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["check", "--history", "history.jsonl"]) == 0
    assert run_app(["check", "--history", "history.jsonl", "--quiet"]) == 0
    assert capsys.readouterr().out == "1 claim: 1 as expected (1 supported)\nhistory: history.jsonl\n"
    assert [run["claims"] for run in runs(project)] == [[{"id": "visit", "verdict": "supported", "outcome": "passed"}]] * 2


def test_the_report_tells_what_has_changed_since(project: Path) -> None:
    asked = ["check", "--history", "build/history.jsonl", "--html", "build/report.html", "--quiet"]
    run_app(asked)
    assert "Since the last run" not in (project / "build/report.html").read_text()
    (project / "claims/talks/claims.yaml").write_text(CLAIMS.replace("Tajikistan", "China"))
    assert run_app(asked) == 1
    assert "was supported, is " in (project / "build/report.html").read_text()
    assert len(runs(project, "build/history.jsonl")) == 2


def test_the_settings_name_the_history_and_the_language_of_a_whole_run(project: Path) -> None:
    (project / "pyproject.toml").write_text(
        '[tool.factspec]\nhistory = "kept/runs.jsonl"\nlanguage = "ru"\nhtml = "report.html"\n'
    )
    assert run_app(["check", "--quiet"]) == 0
    assert run_app(["check", "claims/talks", "--quiet"]) == 0
    assert len(runs(project, "kept/runs.jsonl")) == 1
    assert '<html lang="ru">' in (project / "report.html").read_text()


def test_a_broken_history_stops_the_run_before_anything_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "history.jsonl").write_text("{}\n")
    assert run_app(["check", "--history", "history.jsonl", "--html", "report.html"]) == 2
    told = capsys.readouterr()
    assert told.err == "history.jsonl:1: started: field required, expected a run as a report's history has it\n"
    assert told.out == ""
    assert not (project / "report.html").exists()
    assert (project / "history.jsonl").read_text() == "{}\n"


def test_a_run_that_checked_nothing_leaves_no_line(project: Path) -> None:
    (project / "claims/talks/claims.yaml").unlink()
    assert run_app(["check", "--history", "history.jsonl"]) == 2
    assert not (project / "history.jsonl").exists()


def test_an_unknown_language_is_an_error_that_names_those_there_are(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.factspec]\nlanguage = "rus"\n')
    with pytest.raises(
        Problems, match=r"\[tool.factspec\] language: no language 'rus', expected one of en, ru; did you mean ru\?"
    ):
        project_settings(project)
