"""The examples in the docs are run: files that a page marks are written, sessions are typed in, outputs are compared.

``<!-- file: PATH -->`` before a fenced block says that it is a whole file; it is written to a copy of this project, and a
later session of the page may use it. A ``console`` block is a session: what follows ``$ factspec`` is run there, in this
process, and has to print what stands below. A line of ``...`` there stands for any lines, ``…`` in a line for any text,
and ``$ echo $?`` prints the exit code of the command before it.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.documents import document
from factspec.features import scenarios

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PART = re.compile(r"(?:^<!-- file: (?P<file>\S+) -->\n+)?^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def parts(text: str) -> Iterator[tuple[str | None, str, str]]:
    """The fenced blocks of a page: the file that each is, if it is one, its language and its text."""
    for match in PART.finditer(text):
        yield match["file"], match["language"], match["body"]


def session(body: str) -> list[tuple[str, str]]:
    """The commands of a session, each with what it prints."""
    typed = re.split(r"^\$ ", body, flags=re.MULTILINE)
    found = (one.partition("\n") for one in typed[1:])
    return [(command.strip(), printed) for command, _, printed in found]


def alike(printed: str, told: str) -> bool:
    """Whether an output is the one that is told, its ``...`` and ``…`` standing for anything."""
    lines = [line.rstrip() for line in told.strip("\n").splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else ".*".join(map(re.escape, line.split("…"))) + r" *\n" for line in lines if told.strip()
    )
    return re.fullmatch(pattern, printed.strip("\n") + "\n" if printed.strip() else "") is not None


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of this project's facts, as the working folder."""
    for name in ("claims", "features", "references", "validators"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_shows_is_what_happens(page: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = 0
    for file, language, body in parts(page.read_text("utf-8")):
        if file:
            (project / file).parent.mkdir(parents=True, exist_ok=True)
            (project / file).write_text(body, "utf-8")
        if language != "console":
            continue
        for command, told in session(body):
            words = shlex.split(command)
            if words[0] == "factspec":
                code = run_app(words[1:])
                printed = "".join(capsys.readouterr())
            elif command == "echo $?":
                printed = f"{code}\n"
            else:
                continue
            assert alike(printed, told), f"{page.name}: $ {command}\nprints:\n{printed}\nand the page says:\n{told}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_whole_file_in_a_page_can_be_loaded(page: Path) -> None:
    for file, language, body in parts(page.read_text("utf-8")):
        if file and language == "gherkin":
            assert scenarios(Path(file), body)
        elif file and language == "yaml":
            assert document(body, file).value


@pytest.mark.parametrize(
    ("printed", "told", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\ntwo\n", "one\n", False),
        ("one\ntwo\nthree\n", "one\n...\n", True),
        ("one\ntwo\nthree\n", "one\n...\nfour\n", False),
        ("one (2 rows)\n", "one (…\n", True),
        ("one (2 rows)\n", "two (…\n", False),
        ("", "", True),
        ("one\n", "", False),
    ],
)
def test_an_output_that_differs_is_noticed(printed: str, told: str, same: bool) -> None:
    assert alike(printed, told) is same
