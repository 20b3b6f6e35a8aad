"""What is no plain file is no input, a link leads nowhere else, and a disk that is full costs no more than what is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.report.write import write

from .test_hostile_files import here, put, refused

__all__ = ["here"]
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes"),
]
CLAIMS = "claims:\n  - {id: a, says: Ann met Ben in 2022}\n"
FEATURE = "Feature: F\n  Scenario: S\n    Then Ann met Ben in 2022\n"
ARTICLE = "---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\n\nAnn met Ben in 2022.\n"


@pytest.fixture(autouse=True)
def sound(here: Path) -> None:
    assert Path.cwd() == here
    for name, text in (("claims/a/claims.yaml", CLAIMS), ("claims/a/article.md", ARTICLE), ("features/a.feature", FEATURE)):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


@pytest.mark.parametrize("place", ["claims/b/claims.yaml", "claims/b/claims.yml", "features/b.feature", "claims/a/article.md"])
def test_a_pipe_is_not_waited_for(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(place).parent.mkdir(exist_ok=True)
    Path(place).unlink(missing_ok=True)
    os.mkfifo(place)
    assert f"{place}: a pipe or a device, expected a plain file" in refused(capsys, "check")


@pytest.mark.parametrize("place", ["claims/b/claims.yaml", "features/b.feature", "claims/a/article.md"])
@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd"])
def test_a_link_out_of_the_project_is_not_followed(place: str, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(place).parent.mkdir(exist_ok=True)
    Path(place).unlink(missing_ok=True)
    Path(place).symlink_to(target)
    said = refused(capsys, "check")
    assert f"{place}: a link that leaves the project, expected a file inside the project" in said
    assert "root:" not in said


@pytest.mark.parametrize("target", ["claims.yaml", "nowhere"])
def test_a_claims_file_that_leads_nowhere_is_not_passed_over(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("claims/b").mkdir()
    Path("claims/b/claims.yaml").symlink_to(target)
    assert "claims/b/claims.yaml: a link that leads nowhere" in refused(capsys, "check")


def test_a_link_inside_the_project_is_followed() -> None:
    Path("claims/b").mkdir()
    Path("claims/b/claims.yaml").symlink_to("../a/claims.yaml")
    assert run_app(["check"]) == 0


@pytest.mark.parametrize("kind", ["pipe", "folder", "nowhere"])
def test_settings_that_are_no_plain_file_are_not_passed_over(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("pyproject.toml")
    file.unlink()
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("nowhere")
    assert "pyproject.toml: no plain file, expected the settings of the project, or nothing" in refused(capsys, "check")


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("references/r/references.lock", ("references", "verify")),
        ("references/r/sources/a.yaml", ("references", "refresh")),
        ("history.jsonl", ("check", "--history", "history.jsonl")),
    ],
)
def test_a_pipe_among_the_files_of_commands_is_not_waited_for(
    file: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(file).parent.mkdir(exist_ok=True)
    os.mkfifo(file)
    run_app(list(command))
    assert f"{file}: a pipe or a device, expected a plain file" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs devices")
def test_a_device_holds_no_results(capsys: pytest.CaptureFixture[str]) -> None:
    assert "/dev/zero: a device, expected results as --json writes them" in refused(capsys, "diff", "/dev/zero", "/dev/zero")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs devices")
@pytest.mark.parametrize("form", ["html", "json", "junit", "markdown"])
def test_a_full_disk_is_told_of_with_the_file(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "/dev/full: cannot be read or written: No space left on device" in refused(capsys, "check", f"--{form}", "/dev/full")


def test_a_disk_that_fills_up_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("r.html").write_text("before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"r\.html"):
        write(Path("r.html"), "after")
    assert Path("r.html").read_text() == "before"
    assert not list(Path.cwd().glob("*.part"))


def test_a_file_name_that_is_no_text_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    folder = os.fsencode("claims/x") + b"\xff"
    try:
        os.mkdir(folder)  # noqa: PTH102  a path of bytes
    except OSError:
        pytest.skip("names are text here")
    Path(os.fsdecode(folder), "claims.yaml").write_text(CLAIMS)
    assert "claims/x\\udcff/claims.yaml: a file name that is not utf-8" in refused(capsys, "check", "--json", "r.json")


def test_what_turns_letters_round_or_steers_a_terminal_is_a_mark_in_reports() -> None:
    put({"events": "id,kind,date,title,participants,sources\nm,meeting,2022-01-01,a\u202eb\u202dc\x1b[2Jd,ann|ben,s\n"})
    assert run_app(["check", "--html", "r.html"]) == 0
    page = Path("r.html").read_text()
    assert "a\ufffdb\ufffdc\ufffd[2Jd" in page
    assert not {"\u202e", "\u202d", "\x1b"} & set(page)
