"""What runs factspec for others: the action's shell parts are run, with its inputs as their environment."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from factspec.commands import app

ROOT = Path(__file__).parents[2]
TOWN = ROOT / "tests" / "errors" / "project"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
CI_PAGE = (ROOT / "docs" / "ci.md").read_text()


def step(name: str) -> dict[str, Any]:
    return next(one for one in ACTION["runs"]["steps"] if one.get("name") == name)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A project in order, with a folder of programs where ``factspec`` is this one."""
    shutil.copytree(TOWN, tmp_path / "town")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, words in {"factspec": "-m factspec", "python": ""}.items():
        (programs / name).write_text(f'#!/bin/sh\nexec {sys.executable} {words} "$@"\n')
        (programs / name).chmod(0o755)
    return tmp_path / "town"


def ran(town: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
    """The step that checks, run with inputs in place of the action's own; its outputs and the summary."""
    known = {name: str(entry["default"]) for name, entry in ACTION["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    given = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: known[match[1]], value)
        for name, value in step("Check")["env"].items()
    }
    outside = {
        "PATH": f"{town.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "GITHUB_OUTPUT": str(town.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(town.parent / "summary"),
    }
    (town.parent / "output").write_text("")
    (town.parent / "summary").write_text("before\n")
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("Check")["run"]]
    done = subprocess.run(shell, cwd=town, capture_output=True, text=True, env={**outside, **given})
    outputs = dict(line.split("=", 1) for line in (town.parent / "output").read_text().splitlines())
    return done, outputs, (town.parent / "summary").read_text()


def test_a_project_in_order_passes_and_leaves_every_report(town: Path) -> None:
    done, outputs, summary = ran(town)
    assert done.returncode == 0, done.stderr
    assert outputs == {
        "exit-code": "0",
        "comment": "./build/factspec/comment.md",
        "report": "./build/factspec/report.html",
        "results": "./build/factspec/results.json",
    }
    assert summary.startswith("before\n")
    assert summary.count("\n") > 3
    for name in ("report.html", "results.json", "junit.xml", "results.sarif", "comment.md"):
        assert (town / "build/factspec" / name).is_file()


def test_a_claim_that_fails_is_annotated_and_the_code_handed_on(town: Path) -> None:
    file = town / "claims/bridge/claims.yaml"
    file.write_text(file.read_text().replace('"Bus 7" was 1,200', '"Bus 7" was 1,300'))
    done, outputs, summary = ran(town)
    assert done.returncode == 0, "the step goes on, so that the reports are kept"
    assert outputs["exit-code"] == "1"
    assert "::error " in done.stdout
    assert "1,300" in summary
    assert subprocess.run(["bash", "-c", step("Tell how it ended")["run"]], env={"CODE": "1"}).returncode == 1


def test_what_cannot_be_read_is_in_the_comment(town: Path) -> None:
    (town / "references/town/buses.csv").write_text("bus,people,began,sources\nBus 7,many,2011,hall\n")
    done, outputs, summary = ran(town)
    assert outputs["exit-code"] == "2"
    assert "'many' is not a whole number" in summary
    assert "'many' is not a whole number" in done.stderr
    assert (town / "build/factspec/comment.md").is_file()


def test_paths_with_spaces_and_every_input_reach_the_command(town: Path) -> None:
    shutil.copytree(town / "claims/bridge", town / "claims/the second bridge")
    file = town / "claims/the second bridge/claims.yaml"
    file.write_text(file.read_text().replace("article: bridge\n", ""))
    done, outputs, summary = ran(
        town,
        paths="claims/the second bridge\n",
        references="references/town",
        known_by="2024-12-31",
        output="out of it",
        annotations="false",
        summary="false",
    )
    assert outputs["exit-code"] == "0", done.stdout + done.stderr
    found = json.loads((town / "out of it/results.json").read_text())
    assert {result["article"] for result in found["results"]} == {"the second bridge"}
    assert found["run"]["known_by"] == "2024-12-31"
    assert summary == "before\n"
    assert "::" not in done.stdout


def test_words_in_inputs_are_never_commands(town: Path) -> None:
    done, _, _ = ran(town, paths='$(touch broken)"; touch broken; "')
    assert not (town / "broken").exists()
    assert "no such file or folder" in done.stderr


def test_inputs_stand_in_the_shell_only_as_environment() -> None:
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", "")


def test_every_input_and_output_is_in_the_docs() -> None:
    for name, entry in {**ACTION["inputs"], **ACTION["outputs"]}.items():
        assert f"`{name}`" in CI_PAGE
        assert entry["description"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_can_be_run_and_watches_the_project(hook: dict[str, Any], town: Path) -> None:
    command = [str(town.parent / "bin/factspec"), *shlex.split(hook["entry"])[1:]]
    assert (
        subprocess.run(command, cwd=town, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True).returncode == 0
    )
    watched = ["claims/a/claims.yaml", "facts/features/a.feature", "references/a/b.csv", "pyproject.toml"]
    assert all(re.search(hook["files"], file) for file in watched)
    assert not re.search(hook["files"], "src/app.py")
    assert f"`{hook['id']}`" in CI_PAGE or f"id: {hook['id']}" in CI_PAGE


def test_the_container_copies_only_what_is_there_and_not_ignored() -> None:
    lines = (ROOT / "Containerfile").read_text().splitlines()
    kept = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")}
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert name in kept
    assert 'ENTRYPOINT ["factspec"]' in lines


def test_the_workflows_of_the_docs_are_well_formed_and_their_commands_known() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", CI_PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    for block in blocks:
        yaml.safe_load(block)
    known = get_command(app).commands  # type: ignore[attr-defined]
    for command in re.findall(r"^(?:    - )?factspec (\w+)", CI_PAGE, re.MULTILINE):
        assert command in known


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("name", ["Install factspec", "Check", "Tell how it ended"])
def test_shellcheck_has_nothing_to_say(name: str) -> None:
    done = subprocess.run(["shellcheck", "--shell=bash", "-"], input=step(name)["run"], capture_output=True, text=True)
    assert done.stdout == ""
