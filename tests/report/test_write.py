"""A report is written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from factspec.report.write import add, write


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write(tmp_path / "build" / "site" / "report.html", "whole")
    assert (tmp_path / "build" / "site" / "report.html").read_text() == "whole"


def test_line_ends_and_scripts_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "a", "Душанбе\r\nдва\n")
    assert (tmp_path / "a").read_bytes() == "Душанбе\r\nдва\n".encode()


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "report.html", "old")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "report.html", "new \ud800")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"report.html": "old"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(tmp_path / "report.html")
    write(tmp_path / "latest", "whole")
    assert (tmp_path / "latest").is_symlink()
    assert (tmp_path / "report.html").read_text() == "whole"


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    write(tmp_path / "report.html", "whole")
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == stat.S_IMODE((tmp_path / "any").stat().st_mode)


def test_a_device_is_written_to_as_it_stands() -> None:
    write(Path(os.devnull), "whole")
    assert not Path(os.devnull).is_file()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write(tmp_path, "whole")


def test_what_is_added_stands_on_a_line_of_its_own_behind_what_was_there(tmp_path: Path) -> None:
    add(tmp_path / "summary.md", "one\n")
    add(tmp_path / "summary.md", "two")
    add(tmp_path / "summary.md", "three\n")
    assert (tmp_path / "summary.md").read_text() == "one\ntwo\nthree\n"
