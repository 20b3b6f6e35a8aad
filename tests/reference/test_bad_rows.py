"""Rows with one fault each, and all that is said of them, beside sound rows that are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .packages import SOUND, read, refused, written


@dataclass(slots=True)
class Case:
    """A row to add to a resource, and what is said of it: nothing, where it is sound."""

    resource: str
    row: str
    said: list[str] = field(default_factory=list)

    @property
    def files(self) -> dict[str, str]:
        name = f"{self.resource}.csv"
        return {name: f"{SOUND[name]}{self.row}\n"}

    @property
    def line(self) -> int:
        return SOUND[f"{self.resource}.csv"].count("\n") + 1


def cases() -> list[Case]:
    """The corpus: a resource at the margin, its rows below it, and below each row what is said of it."""
    found: list[Case] = []
    resource = ""
    for line in (Path(__file__).parent / "bad_rows.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            found[-1].said.append(line.strip())
        elif line.startswith("  "):
            found.append(Case(resource, line.strip()))
        elif line and not line.startswith("#"):
            resource = line
    return found


CASES = cases()
BAD = [case for case in CASES if case.said]
GOOD = [case for case in CASES if not case.said]


def name(case: Case) -> str:
    return f"{case.resource}: {case.row}"


def test_every_resource_has_sound_rows_and_bad_ones() -> None:
    everything = {file.removesuffix(".csv") for file in SOUND}
    assert {case.resource for case in BAD} == {case.resource for case in GOOD} == everything
    assert len(BAD) >= 60


def test_the_package_they_are_added_to_is_sound(tmp_path: Path) -> None:
    assert len(read(written(tmp_path, {})).events) == 2


@pytest.mark.parametrize("case", GOOD, ids=name)
def test_a_sound_row_is_read(case: Case, tmp_path: Path) -> None:
    before, after = read(written(tmp_path / "a", {})), read(written(tmp_path / "b", case.files))
    rows = [getattr(r, case.resource, None) or r.tables["games"].rows for r in (before, after)]
    assert len(rows[1]) == len(rows[0]) + 1


@pytest.mark.parametrize("case", BAD, ids=name)
def test_a_bad_row_is_told_by_file_line_row_and_column(case: Case, tmp_path: Path) -> None:
    assert refused(written(tmp_path, case.files)) == [f"{case.resource}.csv:{case.line}: {text}" for text in case.said]
