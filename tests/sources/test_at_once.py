"""Two commands that write at once: the second is told who is at work, and one that was killed holds nobody up."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.problem import Problems
from factspec.reference.hold import HELD, held, is_held
from factspec.reference.journal import leftovers

from .servers import Reply, Server
from .worlds import POPULATION, POPULATION_DECLARED, declare, package

REFERENCES = Path("references")
FACTS = REFERENCES / "facts"


@pytest.fixture
def slow(root: Path, server: Server) -> Iterator[threading.Event]:
    """A source that answers at once, and from the second time on only when the event is set."""
    go = threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        go.wait(60)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/csv")
        handler.end_headers()
        handler.wfile.write(POPULATION.replace("9,952,787", "9,952,788").encode())

    server.csv("/population.csv", POPULATION)
    declare(root / FACTS, "population", POPULATION_DECLARED.replace("seconds: 20", "seconds: 60"), server)
    assert refs("import", server=server) == 0
    server.replies["/population.csv"] = Reply(act=wait)
    yield go
    go.set()


def refs(*words: str, server: Server) -> int:
    return run_app(["references", *words, "--private", server.host])


def begun(server: Server, *words: str) -> subprocess.Popen[str]:
    """A command in a process of its own that has asked the server and waits for its answer."""
    number = len(server.asked)
    command = [sys.executable, "-m", "factspec", "references", *words, "--private", server.host]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while len(server.asked) == number:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
    return process


def test_the_second_is_told_who_is_at_work(slow: threading.Event, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    first = begun(server, "refresh", "--accept")
    capsys.readouterr()
    asked = len(server.asked)
    for words in (["refresh", "--accept"], ["import"], ["refresh", "--accept", "-r", str(FACTS)]):
        assert refs(*words, server=server) == 2
        said = capsys.readouterr().err
        told = rf"factspec references refresh is at work here \(process {first.pid}, since 20\d\d-.*\), expected "
        assert re.match(rf"references(/facts)?: {told}", said), said
    package(Path("elsewhere/more"), {"sources.csv": "id,publisher,title,url\nweb,Web,W,https://example.org/w\n"})
    assert run_app(["references", "add", "elsewhere/more"]) == 2
    assert f"process {first.pid}, since" in capsys.readouterr().err
    assert len(server.asked) == asked  # nobody else was asked meanwhile
    assert run_app(["references", "verify"]) == 0  # what only reads is not held up
    assert "a command that writes is at work here" in capsys.readouterr().err
    slow.set()
    out, err = first.communicate(timeout=60)
    assert (first.returncode, err) == (0, "")
    assert "written: references/facts" in out
    assert not list(REFERENCES.rglob(HELD))
    assert run_app(["references", "add", "elsewhere/more"]) == 0


def test_a_look_at_what_would_change_holds_nobody_up(slow: threading.Event, server: Server) -> None:
    first = begun(server, "refresh")
    assert not is_held(REFERENCES)
    with held([REFERENCES, FACTS], "a test"):
        slow.set()
        out, err = first.communicate(timeout=60)
    assert (first.returncode, err) == (1, "")
    assert "nothing is written; --accept writes it" in out


def test_one_that_was_killed_holds_nobody_up(slow: threading.Event, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    first = begun(server, "refresh", "--accept")
    assert is_held(REFERENCES)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=60)
    assert (REFERENCES / HELD).exists()  # it could not take its file away
    assert not is_held(REFERENCES)
    slow.set()
    assert refs("refresh", "--accept", server=server) == 0
    assert "written: references/facts" in capsys.readouterr().out
    assert not list(REFERENCES.rglob(HELD))


@pytest.mark.parametrize(
    "left", ["", "no JSON", "[1]", '{"process": 1, "since": "2022"}', '{"what": "x\\n\\u001b[31m", "process": 1}']
)
def test_what_is_left_of_another_holds_nobody_up(tmp_path: Path, left: str) -> None:
    (tmp_path / HELD).write_text(left)
    with held([tmp_path], "one"):
        with pytest.raises(Problems, match=rf"one is at work here \(process {os.getpid()}, since "), held([tmp_path], "two"):
            pass
        assert is_held(tmp_path)
        (tmp_path / HELD).write_text(left)
        with pytest.raises(Problems, match="at work here"), held([tmp_path], "two"):
            pass
    assert not list(tmp_path.iterdir())


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("all that I have")
    (tmp_path / HELD).symlink_to(tmp_path / "precious")
    with pytest.raises(Problems, match="cannot be written"), held([tmp_path], "one"):
        pass
    assert not is_held(tmp_path)
    assert (tmp_path / "precious").read_text() == "all that I have"


def test_of_many_at_once_one_writes_at_a_time(tmp_path: Path) -> None:
    counted = """\
import sys, time
from pathlib import Path
from factspec.problem import Problems
from factspec.reference.hold import held
folder, done = Path(sys.argv[1]), 0
while done < 25:
    try:
        with held([folder], "counting"):
            number = int((folder / "n").read_text())
            (folder / "n").write_text(str(number + 1))
            done += 1
    except Problems:
        time.sleep(0.001)
"""
    (tmp_path / "n").write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", counted, str(tmp_path)]) for _ in range(4)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0, 0]
    assert (tmp_path / "n").read_text() == "100"
    assert [path.name for path in tmp_path.iterdir()] == ["n"]
    assert leftovers(tmp_path) == []
