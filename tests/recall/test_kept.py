"""What is kept of earlier checks is whole, its user's own and of the project, or it is not taken."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.recall.made import asked, told

from factspec.kept import FOLDER, kept_in
from factspec.project import read_project
from factspec.recall import closed, unkept


def file(root: Path) -> Path:
    (found,) = (root / FOLDER).glob("results-*")
    return found


def cut(content: bytes) -> bytes:
    return content[:-7]


def turned(content: bytes) -> bytes:
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


@pytest.mark.parametrize(
    "damage",
    [cut, turned, lambda _: b"", lambda _: b"factspec kept 1\n", lambda content: content[:300], lambda content: content * 2],
    ids=["cut short", "one bit", "empty", "a head alone", "an index alone", "twice"],
)
def test_what_is_not_as_it_was_kept_is_found_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    before = told(root)
    whole = file(root).read_bytes()
    file(root).write_bytes(damage(whole))
    assert asked(root) == ["news/first", "news/three", "news/people"]
    assert told(root) == before
    assert asked(root) == []


def test_what_somebody_else_has_kept_is_not_taken(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(root)
    theirs = file(root).read_bytes()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another user"))
    assert asked(root) == ["news/first", "news/three", "news/people"]
    assert told(root) == before
    assert file(root).read_bytes() != theirs


def test_a_file_under_the_name_of_another_is_not_taken(root: Path) -> None:
    told(root)
    other = file(root).with_name("results-" + "0" * 32)
    other.write_bytes(file(root).read_bytes())
    assert kept_in(root, other.name).count == 0


def test_a_folder_in_the_place_of_the_file_is_no_fault(root: Path) -> None:
    before = told(root)
    place = file(root)
    place.unlink()
    place.mkdir()
    assert told(root) == before


def test_nothing_is_kept_where_nothing_can_be_written(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".factspec").write_text("no folder")
    before = told(root)
    (root / ".factspec").unlink()
    (tmp_path / "blocked").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    assert told(root) == before
    assert not (root / FOLDER).exists()
    assert "XDG_CACHE_HOME" in (unkept(read_project(root)) or "")


def test_old_files_are_forgotten_and_the_folder_is_none_of_gits_affairs(root: Path) -> None:
    for number in range(12):
        kept = kept_in(root, f"results-{number}")
        kept.put("key", "text")
        kept.save()
    assert len(list((root / FOLDER).iterdir())) == 8
    assert kept_in(root, "results-11").get("key") == "text"
    assert (root / ".factspec" / ".gitignore").read_text() == "*\n"


WRITER = """
import sys
from pathlib import Path
from factspec.kept import kept_in
for number in range(60):
    kept = kept_in(Path(sys.argv[1]), "results-shared")
    assert kept.count == 0 or {kept.get(str(i)) for i in range(50)} <= {"one" * 500, "two" * 500}, "a mixture"
    for i in range(50):
        kept.put(str(i), sys.argv[2] * 500)
    kept.save()
"""


def test_runs_at_the_same_time_leave_one_whole_file(root: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(root), word]) for word in ("one", "two", "two")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    kept = kept_in(root, "results-shared")
    assert len({kept.get(str(i)) for i in range(50)}) == 1
    assert [one.name for one in (root / FOLDER).iterdir()] == ["results-shared"]


@pytest.mark.parametrize(
    ("source", "opening"),
    [
        ("from factspec.claim import Claim\nimport re, math\nfrom collections.abc import Iterator\n", None),
        ("from factspec.sentence.date_slots import Days\nPATTERN = re.compile('x')\nday = other.now_or_later\n", None),
        ("import os\n", "import os"),
        ("import re, time\n", "import time"),
        ("from random import random\n", "from random import random"),
        ("from pathlib import Path\n", "from pathlib import Path"),
        ("from . import beside\n", "from . import beside"),
        ("import factspec.project\n", "import factspec.project"),
        ("from factspec.claimed import Claim\n", "from factspec.claimed import Claim"),
        ("from datetime import date\nTODAY = date.today()\n", ".today"),
        ("def words():\n    return open('words.txt').read()\n", "open"),
        ("module = __import__('os')\n", "__import__"),
    ],
)
def test_a_validator_that_hangs_on_more_than_its_code_is_told(source: str, opening: str | None) -> None:
    assert closed.opening(source) == opening


def test_no_results_are_kept_of_a_project_whose_validators_hang_on_more_than_their_code(root: Path) -> None:
    even = root / "validators/even.py"
    even.write_text("import os\n" + even.read_text())
    told(root)
    assert unkept(read_project(root)) == "validators/even.py hangs on more than its own code: import os"
    assert not (root / FOLDER).exists()


def test_no_results_are_kept_outside_of_a_project_or_where_the_settings_say_so(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.factspec]\nrecall = false\n")
    told(root)
    (root / "pyproject.toml").unlink()
    told(root)
    assert not (root / FOLDER).exists()


def factspec(root: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "factspec", *arguments], cwd=root, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_on_the_command_line_fresh_checks_all_of_it_again(root: Path) -> None:
    first = factspec(root, "check", "--json", "first.json")
    before = root / "before"
    before.hardlink_to(file(root))
    assert factspec(root, "check", "--json", "first.json") == first
    assert file(root).samefile(before)
    assert factspec(root, "check", "--fresh", "--json", "first.json") == first
    assert not file(root).samefile(before)
    assert "5 records kept for the next check" in factspec(root, "doctor")
