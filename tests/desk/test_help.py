"""Help: every command has some, with an example that can be typed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from factspec.commands import app, run_app
from factspec.desk.shown import painted, under_way


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


SOURCE = Path(__file__).parents[2] / "src"
ALL = dict(commands(get_command(app)))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_the_help_of_a_command_has_an_example_that_can_be_typed(path: tuple[str, ...]) -> None:
    text = " ".join((ALL[path].help or "").split())
    example = re.search(r"Example[^:]*: factspec (.+?)(?= Example|$)", text)
    assert example, f"{' '.join(path)} shows no example"
    words = shlex.split(example[1])
    assert tuple(words[: len(path)]) == path
    context = ALL[path].make_context(path[-1], words[len(path) :])
    assert context.info_name == path[-1]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_and_argument_is_told_of(path: tuple[str, ...]) -> None:
    assert [one.name for one in ALL[path].params if not getattr(one, "help", None)] == []


@pytest.mark.parametrize("path", [(), *ALL], ids=" ".join)
def test_help_can_be_asked_for_anywhere(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app([*path, "--help"]) == 0
    assert "Usage: factspec" in capsys.readouterr().out


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_and_not_where_it_is_unwanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert painted("refuted", "31", Terminal()) == "\033[31mrefuted\033[0m"
    assert painted("refuted", "31", StringIO()) == "refuted"
    monkeypatch.setenv("NO_COLOR", "1")
    assert painted("refuted", "31", Terminal()) == "refuted"


def test_what_is_under_way_is_told_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, quiet, told in ((Terminal(), False, True), (Terminal(), True, False), (StringIO(), False, False)):
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        with under_way("checking 7 claims", quiet=quiet):
            pass
        assert ("checking 7 claims" in stream.getvalue()) is told


@pytest.mark.parametrize(
    ("typed", "place", "offered"),
    [("factspec ne", 1, "new"), ("factspec check --re", 2, "--references"), ("factspec new re", 2, "reference")],
)
def test_the_tab_key_completes_commands_and_options(typed: str, place: int, offered: str) -> None:
    asked = {"_FACTSPEC_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(place)}
    command = [sys.executable, "-m", "factspec"]
    done = subprocess.run(command, capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE), "PATH": "", **asked})
    assert offered in done.stdout.split()
