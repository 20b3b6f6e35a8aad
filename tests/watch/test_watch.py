"""The watch as a user keeps it: a process of its own, files saved beside it, what it prints, and how it ends."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factspec.commands import run_app

ROOT = Path(__file__).parents[2]
CLAIMS = "claims/talks/claims.yaml"
GOOD = """\
claims:
  - id: visit
    says: Vladimir Putin visited Tajikistan on 2022-06-28
    as_of: 2022-06-28

  - id: second
    says: Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022
    as_of: 2022-06-28
"""
FEATURE = """\
Feature: Talks
  Scenario: One
    Then the claim "second" is supported
"""
PATIENCE = 20


def heard() -> None:
    """Lets an interrupt through, which a shell keeps from what it runs in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Kept:
    """A watch under way; what it prints is read line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "factspec", "watch", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=heard,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, pattern: str) -> list[str]:
        """What is printed, up to the first line that a pattern fits."""
        found: list[str] = []
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                found.append(self._lines.get(timeout=0.1))
            except queue.Empty:
                assert self.process.poll() is None, found
                continue
            if re.search(pattern, found[-1]):
                return found
        raise AssertionError(f"no line like {pattern!r} among {found}")

    def quiet(self, seconds: float) -> list[str]:
        """What is printed within some seconds."""
        time.sleep(seconds)
        return [self._lines.get() for _ in range(self._lines.qsize())]

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "references", tmp_path / "references")
    for name, text in {"pyproject.toml": "[tool.factspec]\n", CLAIMS: GOOD, "features/talks.feature": FEATURE}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def kept(project: Path) -> Iterator[Kept]:
    watch = Kept(project)
    try:
        yield watch
    finally:
        if watch.process.poll() is None:
            watch.process.kill()
            watch.end()


def save(project: Path, text: str, name: str = CLAIMS) -> None:
    """Saves a file as editors do: whole, in the place of the old one."""
    part = project / f"{name}.part"
    part.write_text(text, "utf-8")
    part.replace(project / name)


def test_what_is_saved_is_checked_and_only_what_changes_is_told(project: Path, kept: Kept) -> None:
    began = kept.until("watching")
    assert re.fullmatch(r"\d\d:\d\d:\d\d 2 claims and 1 scenario: all as expected, \d+ ms", began[0])
    assert began[1] == "watching references, claims, features, pyproject.toml; Ctrl-C ends"

    save(project, GOOD.replace("visited Tajikistan", "visited China"))
    told = kept.until(r"^\d\d:")
    assert told[:2] == [
        f"{CLAIMS}:2: Vladimir Putin visited China on 2022-06-28 (as of 2022-06-28)",
        "  refuted, expected supported",
    ]
    assert told[-1].split(" ", 1)[1].startswith("2 claims and 1 scenario: 1 not as expected, ")
    assert not any("for the 2nd time" in line for line in told)

    save(project, GOOD)
    told = kept.until(r"^\d\d:")
    assert told[:2] == [f"{CLAIMS}:2: Vladimir Putin visited Tajikistan on 2022-06-28", "  supported, as expected (was refuted)"]

    save(project, GOOD)
    assert kept.quiet(1) == []
    assert kept.end() == 130


def test_a_claim_that_changes_shows_in_the_scenarios_that_speak_of_it(project: Path, kept: Kept) -> None:
    kept.until("watching")
    save(project, GOOD.replace("2nd time", "3rd time"))
    told = kept.until(r"^\d\d:")
    assert any(line.startswith(f"{CLAIMS}:6:") for line in told)
    assert any(line.startswith('features/talks.feature:3: Then the claim "second" is supported') for line in told)
    assert "2 not as expected" in told[-1]


def test_broken_files_are_told_once_and_the_watch_goes_on(project: Path, kept: Kept) -> None:
    kept.until("watching")
    save(project, GOOD + "  - [\n")
    told = kept.until(r"^\d\d:")
    assert re.match(f"{CLAIMS}:\\d+: not YAML", told[0])
    assert len(told) == 2
    save(project, GOOD.replace("visited Tajikistan", "visited Tajikistn"))
    told = kept.until(r"^\d\d:")
    assert "did you mean Tajikistan?" in told[0]
    save(project, GOOD)
    told = kept.until(r"^\d\d:")
    assert told[-1].split(" ", 1)[1].startswith("2 claims and 1 scenario: all as expected")

    entities = project / "references/diplomacy/entities.csv"
    whole = entities.read_text("utf-8")
    entities.write_text(whole + "x,y\n", "utf-8")
    told = kept.until(r"^\d\d:")
    assert "entities.csv:" in told[0]
    assert "nothing checked: 1 fault" in told[-1]
    entities.write_text(whole, "utf-8")
    assert "all as expected" in kept.until(r"^\d\d:")[-1]
    assert kept.end() == 130


def test_new_and_removed_files_are_seen(project: Path, kept: Kept) -> None:
    kept.until("watching")
    more = FEATURE.replace("Talks", "More").replace("One", "Other")
    save(project, more, "features/more.feature")
    told = kept.until(r"^\d\d:")
    assert told[0] == 'features/more.feature:3: the claim "second" is supported'
    assert "2 scenarios" in told[-1]
    (project / "features/more.feature").unlink()
    assert "1 scenario:" in kept.until(r"^\d\d:")[-1]


BROKEN = """\
from typing import Annotated, Literal
from factspec.claim import Claim, Example
from factspec.sentence.date_slots import Days, DaySlot
from factspec.verdict import Verdict

class Broken(Claim):
    \"\"\"The day is broken.\"\"\"
    kind: Literal["broken"] = "broken"
    form = "{day} is broken"
    examples = (Example("2022-06-28 is broken", Verdict.SUPPORTED),)
    day: Annotated[Days, DaySlot(tag="")]

    def question(self, speaking):
        return 1 // 0
"""


def test_a_validator_that_raises_is_told_once_and_the_watch_goes_on(project: Path) -> None:
    (project / "validators").mkdir()
    (project / "validators/broken.py").write_text(BROKEN, "utf-8")
    watch = Kept(project)
    try:
        watch.until("watching")
        save(project, GOOD + "  - id: broken\n    says: 2022-06-28 is broken\n")
        told = watch.until("internal fault")
        assert "ZeroDivisionError" in told[-1]
        assert watch.quiet(2.5) == []
        save(project, GOOD.replace("2nd", "1st"))
        assert "2 not as expected" in watch.until(r"^\d\d:")[-1]
    finally:
        assert watch.end() == 130


def test_a_file_alone_can_be_watched(project: Path) -> None:
    watch = Kept(project, CLAIMS)
    try:
        assert "2 claims and 0 scenarios" in watch.until("watching")[0]
        save(project, GOOD.replace("2nd", "1st"))
        assert "1 not as expected" in watch.until(r"^\d\d:")[-1]
    finally:
        assert watch.end() == 130


def test_nothing_to_watch_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_app(["watch"]) == 2
    assert "nothing to check, expected claims/<article>/claims.yaml or features/*.feature" in capsys.readouterr().err
    assert run_app(["watch", "clams"]) == 2
    assert "clams: no such file or folder" in capsys.readouterr().err


def test_a_missing_library_is_told_with_the_way_to_get_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setattr("factspec.extras.find_spec", lambda _: None)
    assert run_app(["watch"]) == 2
    expected = (
        'factspec watch needs watchfiles, which is not installed, expected it installed, with pip install "factspec[watch]"\n'
    )
    assert capsys.readouterr().err == expected
