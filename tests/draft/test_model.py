"""A model's proposals: checked, refused where they lie, and never believed. The server is real, and speaks the protocol."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from factspec.commands import run_app
from factspec.draft import model as asking

ARTICLE = """---
title: T
publisher: P
published: 2022-06-28
---
Putin met Rahmon in Moscow on May 16. The man from the Kremlin was in China when the Games began in February.
It rained, it rained and it rained.
"""
CHINA = {"quote": "was in China when the Games began in February", "says": "Vladimir Putin visited China in February 2022"}


class Endpoint(BaseHTTPRequestHandler):
    """An endpoint that answers what the test tells it to."""

    answer: Callable[[dict[str, Any]], Any]
    asked: list[dict[str, Any]]
    keys: list[str | None]

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append({"path": self.path, **request})
        type(self).keys.append(self.headers.get("Authorization"))
        found = type(self).answer(request)
        if isinstance(found, int):
            self.send_response(found)
            self.end_headers()
            return
        data = found if isinstance(found, bytes) else json.dumps(said(found)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            for start in range(0, len(data), 65_536):
                self.wfile.write(data[start : start + 65_536])
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:
        del format, args


def said(content: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}


@pytest.fixture
def endpoint() -> Iterator[tuple[str, type[Endpoint]]]:
    kind = type("Here", (Endpoint,), {"asked": [], "keys": [], "answer": staticmethod(lambda _: {"claims": []})})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1", kind
        running.shutdown()
        thread.join()


@pytest.fixture
def folder(project: Path) -> Path:
    found = project / "claims" / "talks"
    found.mkdir(parents=True)
    (found / "article.md").write_text(ARTICLE)
    return found


def answers(kind: type[Endpoint], found: Any) -> None:
    kind.answer = staticmethod(lambda _: found)


def draft(url: str, *more: str) -> int:
    return run_app(["draft", "claims/talks", "--with", url, "--model", "parrot", *more])


def test_a_sound_proposal_becomes_a_draft_beside_those_of_the_rules(
    endpoint: tuple[str, type[Endpoint]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, kind = endpoint
    answers(kind, {"claims": [CHINA]})
    monkeypatch.setenv("FACTSPEC_MODEL_KEY", "secret")
    assert draft(url) == 0
    text = (folder / "claims.yaml").read_text()
    assert "says: Vladimir Putin met Emomali Rahmon in Moscow on 2022-05-16" in text
    assert (
        "    quote: was in China when the Games began in February\n"
        "    says: Vladimir Putin visited China in February 2022\n"
        "    note: Proposed by the model parrot.\n    draft: true\n"
    ) in text
    [asked] = kind.asked
    assert asked["path"] == "/v1/chat/completions"
    assert asked["model"] == "parrot"
    assert "Vladimir Putin" in asked["messages"][0]["content"]
    assert kind.keys == ["Bearer secret"]
    assert "secret" not in text


LIES = {
    "a quotation that is not there": ({**CHINA, "quote": "Putin was in China"}, "'Putin was in China' is not in the article"),
    "a quotation that stands twice": ({**CHINA, "quote": "it rained"}, "'it rained' stands in 2 places"),
    "a sentence of no form": ({**CHINA, "says": "Putin likes China"}, "'Putin likes China'"),
    "a name that nobody has": ({**CHINA, "says": "Elvis Presley visited China in 2022"}, "'Elvis"),
    "no sentence": ({"quote": "It rained"}, "says: a proposal of another form"),
    "a verdict": ({**CHINA, "verdict": "supported"}, "verdict: a proposal of another form"),
    "a draft that is none": ({**CHINA, "draft": False}, "draft: a proposal of another form"),
    "a number": (7, "a proposal of another form"),
    "a huge sentence": ({**CHINA, "says": "x" * 5_000}, "says: a proposal of another form"),
}


@pytest.mark.parametrize(("lie", "why"), LIES.values(), ids=LIES)
def test_a_proposal_that_does_not_pass_is_refused_and_told(
    lie: Any, why: str, endpoint: tuple[str, type[Endpoint]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, kind = endpoint
    answers(kind, {"claims": [lie]})
    assert draft(url) == 0
    assert f"refused: {why}" in capsys.readouterr().err
    assert "parrot" not in (folder / "claims.yaml").read_text()


BROKEN = {
    "an error": (500, "the server answers 500"),
    "a redirection": (302, "the server answers 302"),
    "not JSON": (b"<html>", "no answer of the form that is agreed"),
    "no choices": (b'{"choices": []}', "no answer of the form that is agreed"),
    "prose": ("Certainly! Here are some claims.", "model parrot: an answer that is not JSON"),
    "no list": ({"claims": "none"}, "model parrot: an answer without a list of claims"),
    "huge": (b" " * 3_000_000, "an answer of more than 2000000 bytes"),
    "deep": (json.dumps({"choices": [{"message": {"content": "[" * 100_000}}]}).encode(), "an answer that is not JSON"),
}


@pytest.mark.parametrize(("found", "why"), BROKEN.values(), ids=BROKEN)
def test_a_server_or_a_model_that_fails_ends_the_command_and_nothing_is_written(
    found: Any, why: str, endpoint: tuple[str, type[Endpoint]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, kind = endpoint
    answers(kind, found)
    assert draft(url) == 2
    told = capsys.readouterr().err
    assert why in told
    assert told.count("\n") == 1
    assert not (folder / "claims.yaml").exists()


def test_a_slow_server_is_not_waited_for(
    endpoint: tuple[str, type[Endpoint]], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, kind = endpoint
    kind.answer = staticmethod(lambda _: time.sleep(1.0) or {"claims": []})  # type: ignore[func-returns-value]
    monkeypatch.setattr(asking, "_SECONDS", 0.1)
    assert draft(url) == 2
    assert "no answer in time" in capsys.readouterr().err
    assert not (folder / "claims.yaml").exists()


def test_an_answer_in_a_fence_is_read(endpoint: tuple[str, type[Endpoint]], folder: Path) -> None:
    url, kind = endpoint
    answers(kind, f"```json\n{json.dumps({'claims': [CHINA]})}\n```")
    assert draft(url) == 0
    assert "parrot" in (folder / "claims.yaml").read_text()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--with", "http://127.0.0.1:1/v1"], "--with, --model: one without the other"),
        (["--model", "parrot"], "--with, --model: one without the other"),
        (["--with", "spacy", "--model", "parrot"], "--with: 'spacy' is no address"),
        (["--with", "http://127.0.0.1:1/v1", "--model", "parrot"], "http://127.0.0.1:1/v1/chat/completions: cannot be asked"),
    ],
)
def test_an_endpoint_that_cannot_be_asked_is_told(
    options: list[str], why: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_app(["draft", "claims/talks", *options]) == 2
    assert capsys.readouterr().err.startswith(why)
    assert not (folder / "claims.yaml").exists()
