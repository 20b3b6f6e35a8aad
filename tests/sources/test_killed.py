"""A change of the reference data that is killed leaves the old state whole or the new one, wherever it is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from factspec.problem import Problems
from factspec.reference.journal import JOURNAL, replace_all, settle

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.mark.parametrize(("mode", "least"), [("calls", 25), ("random", 100)])
def test_a_kill_at_any_point_leaves_one_state_whole(tmp_path: Path, mode: str, least: int) -> None:
    command = [sys.executable, str(Path(__file__).with_name("killed.py")), str(tmp_path / "r"), mode]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    states = Counter(ran.stdout.split("\n")[:-1])
    assert set(states) <= {"old", "new"}, states
    assert states.total() >= least
    assert mode == "random" or min(states["old"], states["new"]) > 3


@pytest.mark.parametrize("command", ["import", "refresh", "add"])
def test_a_command_that_is_killed_leaves_one_state_whole_and_the_next_one_finishes(tmp_path: Path, command: str) -> None:
    """At a few points; ``python tests/sources/killed_commands.py FOLDER import 0`` tries all of them."""
    script = [sys.executable, str(Path(__file__).with_name("killed_commands.py")), str(tmp_path / "r"), command, "4"]
    ran = subprocess.run(script, capture_output=True, text=True, check=True, timeout=300)
    lines = ran.stdout.splitlines()
    assert set(lines) <= {"old new", "new new"}, lines
    assert len(lines) >= 4


def test_what_cannot_be_written_is_told_and_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder should be")
    with pytest.raises(Problems, match="cannot be written"):
        replace_all(tmp_path / "missing", {"b": b"x"})
    for name in ("../b", "/tmp/b", "", "x\\b"):
        with pytest.raises(Problems, match="leads out of the folder"):
            replace_all(tmp_path, {"c": b"x", name: b"y"})
    (tmp_path / "link").symlink_to(tmp_path.parent)
    with pytest.raises(Problems, match="leads out of the folder"):
        replace_all(tmp_path, {"link/b": b"x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "link"]


@pytest.mark.parametrize(
    "journal",
    [
        "nonsense",
        "{}",
        json.dumps({"aside": "../../etc", "moves": [["passwd", "0", None]]}),
        json.dumps({"aside": ".references-aside-000000000000/../x", "moves": []}),
        json.dumps({"aside": ".references-aside-000000000000", "moves": [["../secret", "0", None]]}),
        json.dumps({"aside": ".references-aside-000000000000", "moves": [["a", "../../secret", None]]}),
        json.dumps({"aside": ".references-aside-000000000000", "moves": [["a", "0", "0" * 64]]}),
    ],
)
def test_a_journal_from_elsewhere_reaches_nothing_outside(tmp_path: Path, journal: str) -> None:
    (tmp_path / "secret").write_text("kept")
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / JOURNAL).write_text(journal)
    with pytest.raises(Problems):
        settle(folder)
    assert (tmp_path / "secret").read_text() == "kept"
