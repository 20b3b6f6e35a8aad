"""Sentences from a pipe, a line each, and sentences typed at a prompt."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from factspec.commands import run_app
from factspec.desk.prompt import SentenceCompleter, ask
from factspec.project import read_project
from factspec.run import checker_for

ROOT = Path(__file__).parents[2]
VISIT = "Vladimir Putin visited Tajikistan on 2022-06-28"
NO_VISIT = "Vladimir Putin visited Tajikistan on 2022-06-27"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.mark.parametrize(
    ("text", "code", "out"),
    [
        (f"{VISIT}\n", 0, f"supported: {VISIT}\n"),
        (f"# a remark\n\n{VISIT}\n{NO_VISIT}", 1, f"supported: {VISIT}\nrefuted: {NO_VISIT}\n"),
        (f"{VISIT}\nnonsense\n", 2, f"supported: {VISIT}\ncannot be read: nonsense\n"),
        ("", 2, ""),
        ("\n# nothing but a remark\n", 2, ""),
    ],
)
def test_sentences_of_a_pipe_come_out_a_line_each(
    text: str, code: int, out: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, text)
    assert run_app(["say"]) == code
    assert capsys.readouterr().out == out


def test_a_sentence_of_a_pipe_that_cannot_be_read_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, f"{VISIT}\n\n{VISIT.replace('visited', 'visted')}\n")
    run_app(["say"])
    assert capsys.readouterr().err.startswith("-:3: 'Vladimir Putin visted Tajikistan on 2022-06-28': no verb 'visted'")


def test_an_empty_pipe_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    piped(monkeypatch, "")
    run_app(["say"])
    assert capsys.readouterr().err == "-: nothing to check, expected a sentence on each line\n"


def test_results_of_a_pipe_as_json_are_a_line_each(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    piped(monkeypatch, f"{VISIT}\n{NO_VISIT}\n")
    assert run_app(["say", "--json", "--as-of", "2022-06-29"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["verdict"], one["as_of"]) for one in found] == [("supported", "2022-06-29"), ("refuted", "2022-06-29")]


@contextmanager
def typed(text: str) -> Iterator[None]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(text)
        yield


def test_the_prompt_answers_each_sentence_and_ends_with_the_input(capsys: pytest.CaptureFixture[str]) -> None:
    with typed(f"{VISIT}\r\rnonsense\r{NO_VISIT}\r\x04"):
        assert ask(checker_for(read_project(ROOT))) == 0
    out, err = capsys.readouterr()
    assert [line for line in out.splitlines() if line in ("  supported", "  refuted")] == ["  supported", "  refuted"]
    assert err.startswith("'nonsense' is no claim")


def test_what_is_broken_off_is_not_asked_and_the_prompt_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    with typed(f"{NO_VISIT}\x03{VISIT}\r\x04"):
        ask(checker_for(read_project(ROOT)))
    out = capsys.readouterr().out
    assert "  supported" in out
    assert "  refuted" not in out


def test_sentences_are_remembered_for_the_next_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checker = checker_for(read_project(ROOT))
    with typed(f"{VISIT}\r\x04"):
        ask(checker)
    assert VISIT in (tmp_path / "factspec/say-history").read_text("utf-8")
    capsys.readouterr()
    with typed("\x1b[A\r\x04"):
        ask(checker)
    assert "  supported" in capsys.readouterr().out


def test_a_home_that_cannot_be_written_takes_nothing_but_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with typed(f"{VISIT}\r\x04"):
        assert ask(checker_for(read_project(ROOT))) == 0
    assert "  supported" in capsys.readouterr().out


def test_the_prompt_completes_names_and_verbs() -> None:
    completer = SentenceCompleter(checker_for(read_project(ROOT)).grammar, "2022-06-28")

    def offered(text: str) -> list[str]:
        found = completer.get_completions(Document(text), CompleteEvent())
        return [text[: len(text) + one.start_position] + one.text for one in found]

    assert "Vladimir Putin" in offered("Vladimir Pu")
    assert "Vladimir Putin met" in offered("Vladimir Putin m")
    assert "Vladimir Putin visited Tajikistan on 2022-06-28" in offered("Vladimir Putin visited Tajikistan ")
