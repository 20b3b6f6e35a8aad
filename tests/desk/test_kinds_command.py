"""``factspec kinds`` and ``factspec new kind``, as a user types them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.kinds import built_in

ROOT = Path(__file__).parents[2]
OWN = '''\
"""A day of the week that is not another."""

from typing import Annotated, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Fixed, Question
from factspec.sentence.date_slots import Days, DaySlot
from factspec.verdict import Verdict


class Sunny(Claim):
    """A day is sunny. Never undecided: the kind takes every day for one."""

    kind: Literal["sunny"] = "sunny"
    day: Annotated[Days, DaySlot()]

    form = "{day} was sunny"
    examples = (Example("2022-06-28 was sunny", Verdict.SUPPORTED), Example("2022-06-29 was sunny", Verdict.REFUTED))

    def question(self, speaking: Speaking) -> Question:
        return Fixed(Verdict.SUPPORTED, "every day is")
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the diplomacy data and no kind of its own."""
    shutil.copytree(ROOT / "references", tmp_path / "references")
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own_kind(root: Path, text: str = OWN) -> None:
    (root / "validators").mkdir(exist_ok=True)
    (root / "validators" / "sunny.py").write_text(text)


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run_app(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_every_kind_is_listed_with_its_sentences_and_the_verdicts_of_its_examples(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_kind(project)
    code, said, _ = typed(capsys, "kinds")
    assert code == 0
    assert [line.split(":")[0] for line in said.splitlines() if line and line[0] != " "] == [*built_in(), "sunny"]
    assert '  NAME (said|said,) "WORDS"[ WHEN]\n' in said
    assert "    2022-06-29 is a Wednesday  [supported]\n" in said
    assert "    2022-06-28 was sunny  [supported]\n" in said


@pytest.mark.usefixtures("project")
def test_one_kind_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = typed(capsys, "kinds", "weekday", "quote")
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("## ")] == ["## weekday", "## quote"]
    assert "ndecided" in said
    assert '| `words` | `"WORDS"` |' in said


def test_kinds_are_data_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_kind(project)
    found = json.loads(typed(capsys, "kinds", "--json")[1])
    assert set(found) == {*built_in(), "sunny"}
    assert found["sunny"]["forms"] == ["DAY was sunny"]
    assert found["sunny"]["examples"][0] == {"says": "2022-06-28 was sunny", "verdict": "supported", "as_of": "2022-06-29"}
    assert found["quote"]["reference"] == "speeches"
    assert found["quote"]["schema"]["required"] == ["speaker", "words"]
    assert set(json.loads(typed(capsys, "kinds", "quote", "--json")[1])) == {"quote"}


@pytest.mark.usefixtures("project")
def test_a_misspelt_kind_is_an_error_with_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, wrong = typed(capsys, "kinds", "quot")
    assert code == 2
    assert wrong.startswith("no kind of claim 'quot', expected one of ")
    assert wrong.endswith("did you mean quote?\n")


def test_a_kind_that_breaks_the_contract_is_told_what_is_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_kind(project)
    code, said, _ = typed(capsys, "kinds", "--check")
    assert code == 1
    assert (
        said.splitlines()
        == [
            "kind sunny, verdicts as told: '2022-06-29 was sunny' is supported: every day is, expected refuted",
            "kind sunny, every field counts: no slip of 'day' changes the verdict of an example, "
            "expected an example that another value would decide otherwise, and slips in its slot",
            "kind sunny, every verdict can fall: '2022-06-28 was sunny' has no near miss with another verdict",
        ]
        or "'2022-06-29 was sunny' is supported" in said
    )


@pytest.mark.usefixtures("project")
def test_nothing_to_check_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, wrong = typed(capsys, "kinds", "--check")
    assert (code, "no kinds to hold to the contract, expected validators/*.py, or a NAME" in wrong) == (2, True)


@pytest.mark.usefixtures("project")
def test_a_kind_whose_data_is_elsewhere_cannot_be_checked_here(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, wrong = typed(capsys, "kinds", "quote", "--check")
    told = "the examples of quote speak of a data package 'speeches' that is not here, expected a kind of the project's own\n"
    assert (code, wrong) == (2, told)
    assert typed(capsys, "kinds", "weekday", "--check")[:2] == (0, "weekday: the contract is kept\n")


def test_a_file_of_validators_that_cannot_be_loaded_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_kind(project, "x = (\n")
    for arguments in (("kinds",), ("kinds", "--check"), ("new", "kind", "motion")):
        code, said, wrong = typed(capsys, *arguments)
        assert (code, said) == (2, "")
        assert wrong.startswith("validators/sunny.py: cannot be loaded: SyntaxError")


def test_a_new_kind_runs_at_once_and_keeps_the_contract(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = typed(capsys, "new", "kind", "by_election")
    assert code == 0
    assert said.splitlines()[:2] == ["written: validators/by_election.py", "written: tests/test_by_election_kind.py"]
    assert typed(capsys, "kinds", "--check")[:2] == (0, "by_election: the contract is kept\n")
    example = json.loads(typed(capsys, "kinds", "by_election", "--json")[1])["by_election"]["examples"][0]
    assert example["verdict"] == "supported"
    assert typed(capsys, "say", example["says"], "--as-of", example["as_of"])[0] == 0
    assert passes(project)


def test_the_test_of_a_new_kind_fails_where_the_kind_is_broken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed(capsys, "new", "kind", "by_election")
    file = project / "validators" / "by_election.py"
    file.write_text(file.read_text().replace("(self.subject,)", "()"))
    assert not passes(project)
    assert typed(capsys, "kinds", "--check")[0] == 1


def passes(project: Path) -> bool:
    installed = any(point.name == "factspec" for point in entry_points(group="pytest11"))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        *([] if installed else ["-p", "factspec.plugin"]),
        "tests",
    ]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode == 0


def test_where_no_data_gives_examples_they_are_named_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples" / "speeches" / "references", tmp_path / "references")
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    monkeypatch.chdir(tmp_path)
    assert typed(capsys, "new", "kind", "motion")[0] == 0
    code, said, _ = typed(capsys, "kinds", "--check")
    assert code == 1
    assert "kind motion, documented: 0 examples, expected two or more, with different verdicts" in said.splitlines()


def test_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "test_motion_kind.py").write_text("mine")
    code, said, wrong = typed(capsys, "new", "kind", "motion")
    assert (code, said, wrong) == (2, "", "tests/test_motion_kind.py: already there, expected a new name\n")
    assert (project / "tests" / "test_motion_kind.py").read_text() == "mine"
    assert not (project / "validators").exists()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        (
            "By Election",
            "'By Election' is no name for a kind, expected small letters, digits and underscores, such as by_election; "
            "did you mean by_election?",
        ),
        ("by-election", "did you mean by_election?"),
        ("1st", "is no name for a kind"),
        ("class", "'class' is no name for a kind"),
        ("été", "is no name for a kind"),
        ("../motion", "is no name for a kind"),
        ("", "'' is no name for a kind"),
        ("quote", "a kind 'quote' is there already, expected a new name"),
        ("not", "'not' is no name for a kind"),
        ("sunny", "a kind 'sunny' is there already, expected a new name"),
    ],
)
def test_a_name_that_cannot_be_is_one_clear_error(
    name: str, wrong: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_kind(project)
    code, said, told = typed(capsys, "new", "kind", name)
    assert (code, said) == (2, "")
    assert wrong in told
    assert told.count("\n") == 1
    assert [file.name for file in (project / "validators").glob("*.py")] == ["sunny.py"]
    assert not (project / "tests").exists()


def test_a_new_kind_says_where_it_has_no_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_app(["init"]) == 0
    assert run_app(["new", "kind", "by_election"]) == 0
    assert "no examples: the first form asks for events" in capsys.readouterr().out
