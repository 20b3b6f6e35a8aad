"""New projects: they pass at once, and nothing that is there is lost."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml

from factspec.commands import run_app
from factspec.scaffold.start import skeleton

PARTS = ("article", "feature")


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project just begun, as the working folder."""
    monkeypatch.chdir(tmp_path)
    assert run_app(["init", "facts"]) == 0
    monkeypatch.chdir(tmp_path / "facts")
    capsys.readouterr()
    return tmp_path / "facts"


def test_a_new_project_passes_at_once(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["check"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "7 claims: 7 as expected (6 supported, 1 refuted)"
    assert told.err == ""
    assert (started / "build/report.html").is_file()


def test_its_claims_can_fail(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = started / "claims/first-article/claims.yaml"
    file.write_text(file.read_text().replace("Station was about 61,000\n", "Station was about 71,000\n"))
    assert run_app(["check"]) == 1
    assert "  refuted, expected supported" in capsys.readouterr().out


def test_the_name_stands_in_the_readme(tmp_path: Path) -> None:
    assert run_app(["init", str(tmp_path / "a"), "--name", "Harbour facts"]) == 0
    assert (tmp_path / "a/README.md").read_text().startswith("# Harbour facts\n")


def test_a_second_time_nothing_is_written(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (started / "README.md").write_text("mine")
    assert run_app(["init"]) == 2
    assert "a project of factspec is here already" in capsys.readouterr().err
    assert (started / "README.md").read_text() == "mine"


def test_all_or_nothing_where_a_file_is_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features/first.feature").write_text("mine")
    assert run_app(["init", str(tmp_path)]) == 2
    assert capsys.readouterr().err.endswith("first.feature: already there, expected a new name; nothing was written\n")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["features", "first.feature"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "references").write_text("a file where a folder should be")
    assert run_app(["init", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["references"]


def test_a_fresh_repository_keeps_its_readme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert run_app(["init", str(tmp_path)]) == 0
    assert "kept as it was" in capsys.readouterr().out
    assert (tmp_path / "README.md").read_text() == "mine"


def test_another_pyproject_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    assert run_app(["init", str(tmp_path)]) == 2
    assert "expected a new folder such as factspec init facts" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_what_it_writes_for_other_programs_is_well_formed() -> None:
    files = skeleton("facts")
    for name, text in files.items():
        if name.endswith((".yml", ".yaml")):
            yaml.safe_load(text)
        if name.endswith(".json"):
            json.loads(text)
    assert {".github/workflows/facts.yml", ".gitlab-ci.yml", ".vscode/settings.json"} <= set(files)
    assert "pip install factspec" in files[".github/workflows/facts.yml"]
    assert yaml.safe_load(files[".gitlab-ci.yml"])["facts"]["artifacts"]["reports"] == {"junit": "build/facts.xml"}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_new_passes_at_once_and_is_not_overwritten(part: str, started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["new", part, "budget-2024"]) == 0
    assert run_app(["check"]) == 0
    capsys.readouterr()
    assert run_app(["new", part, "budget-2024"]) == 2
    assert "already there, expected a new name; nothing was written" in capsys.readouterr().err
    assert started.is_dir()


@pytest.mark.parametrize("part", PARTS)
def test_a_name_that_leaves_the_project_is_refused(part: str, started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(started.parent.rglob("*"))
    assert run_app(["new", part, "../Größe 2"]) == 2
    assert "did you mean grosse-2?" in capsys.readouterr().err
    assert sorted(started.parent.rglob("*")) == before


def test_a_validator_is_a_kind_by_the_name_of_its_folder(started: Path) -> None:
    assert run_app(["new", "validator", "reopening"]) == 0
    assert (started / "validators/reopening.py").is_file()


def test_pytest_runs_the_tests_that_a_new_kind_comes_with(started: Path) -> None:
    settings = tomllib.loads((started / "pyproject.toml").read_text())
    assert settings["tool"]["pytest"]["ini_options"]["testpaths"] == ["features", "tests"]
