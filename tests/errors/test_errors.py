"""Bad input of every sort beside the good, and exactly what is said of it: the corpus of messages.

A … there stands for any text: lists that grow with every kind and setting.
"""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.excerpt import excerpt, spot_of

HERE = Path(__file__).parent
ASIDE = re.compile(r"\d+ claims?: |.*: nobody has touched |.*: no claim speaks of |factspec anchors shows ")
AREAS = ("claims", "features", "references", "settings", "commands")


@dataclass(slots=True)
class Case:
    """A good line of a file (or a good command line), the bad one in its place, and all that is said of it."""

    file: str
    good: str
    bad: str = ""
    said: list[str] = field(default_factory=list)


def cases(area: str) -> list[Case]:
    """The cases of an area, in the order of its file."""
    found: list[Case] = []
    file = ""
    for line in (HERE / f"{area}.txt").read_text("utf-8").splitlines():
        if line.startswith("@ "):
            file = line[2:]
        elif line.startswith("good: "):
            found.append(Case(file, line[6:].replace("\\n", "\n")))
        elif line.startswith("bad:"):
            found[-1].bad = line[6:].replace("\\n", "\n")
        elif line.startswith("      "):
            found[-1].said.append(line[6:])
    return found


ALL = [pytest.param(case, id=f"{area}-{number}") for area in AREAS for number, case in enumerate(cases(area), 1)]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good project, as the working folder."""
    shutil.copytree(HERE / "project", tmp_path / "town")
    monkeypatch.chdir(tmp_path / "town")
    return tmp_path / "town"


def said(arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """What a command says is wrong: all that it prints but for the count of claims and the sentences left alone."""
    capsys.readouterr()
    code = run_app(arguments)
    told = capsys.readouterr()
    lines = [*told.err.splitlines(), *told.out.splitlines()]
    kept = [line for line in lines if line.strip() and not ASIDE.match(line)]
    return code, [line.replace(f"{project}/", "").replace(str(project), "PROJECT") for line in kept]


def test_the_good_project_is_good(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(["check"], project, capsys) == (0, [])


def test_the_corpus_is_large() -> None:
    assert len(ALL) >= 150


@pytest.mark.parametrize("case", ALL)
def test_bad_input_is_told_in_these_words(case: Case, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if case.file == "$":
        arguments = shlex.split(case.bad)
    else:
        text = (project / case.file).read_text("utf-8")
        assert text.count(case.good) == 1, f"{case.good!r} stands {text.count(case.good)} times in {case.file}"
        (project / case.file).write_text(text.replace(case.good, case.bad), "utf-8")
        arguments = ["check"]
    code, lines = said(arguments, project, capsys)
    assert code == 2
    assert len(lines) == len(case.said)
    for line, told in zip(lines, case.said, strict=True):
        assert re.fullmatch(".*".join(map(re.escape, told.split("…"))), line), f"{line}\nis not\n{told}"
    for fault in lines:
        excerpt(fault)
        if re.match(r"\S+:\d+: ", fault):
            assert spot_of(fault), fault


@pytest.mark.parametrize("line", sorted({case.good for case in cases("commands")}))
def test_the_good_command_lines_are_good(line: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(shlex.split(line), project, capsys)[0] == 0
