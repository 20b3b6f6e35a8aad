"""A fault in its place: the line it is in, the words underlined, and where more is told."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.desk.shown import in_place
from factspec.excerpt import excerpt, spot_of


class Terminal:
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def test_the_words_of_a_sentence_are_underlined_in_its_line(here: Path) -> None:
    (here / "claims.yaml").write_text("claims:\n  - id: a\n    says: Ada opend a bridge\n  - id: b\n    says: opend\n")
    fault = "claims.yaml:2: 'Ada opend a bridge': no verb 'opend', expected a verb such as opened; did you mean opened?"
    assert excerpt(fault) == [
        "   |",
        " 3 |     says: Ada opend a bridge",
        "   |               ^^^^^",
        "   = factspec kinds lists every form, with examples",
    ]


def test_a_sentence_of_no_file_is_shown_by_itself() -> None:
    assert excerpt("'2024-03-01 is a Fryday': 'Fryday' is none here, expected a weekday; did you mean Friday?") == [
        "   |",
        "   | 2024-03-01 is a Fryday",
        "   |                 ^^^^^^",
    ]


def test_the_kinds_of_the_nearest_forms_are_named() -> None:
    fault = "'so it is' is no claim, expected one of the sentence forms; did you mean “DAY is a WEEKDAY”?"
    assert excerpt(fault)[-2:] == [
        "   = factspec kinds weekday shows these forms with examples",
        "   = factspec kinds lists every form, with examples",
    ]


def test_a_blank_cell_is_pointed_at_by_its_column(here: Path) -> None:
    (here / "a.csv").write_text('id,title,sources\na,"one, two",\n')
    assert excerpt("a.csv:2: row a, column sources: blank, expected the row's sources: no source, no row")[:3] == [
        "   |",
        ' 2 | a,"one, two",',
        "   |              ^",
    ]


def test_a_setting_is_found_by_its_name(here: Path) -> None:
    (here / "pyproject.toml").write_text('[tool.factspec]\nhtml = "a"\nabout = "0%"\n')
    spot = spot_of("pyproject.toml: [tool.factspec] about: '0%' is no share, expected more than \"0%\"")
    assert spot is not None
    assert (spot.number, spot.line[spot.start : spot.end]) == (3, "0%")


def test_what_stands_in_another_entry_is_not_pointed_at(here: Path) -> None:
    (here / "claims.yaml").write_text("claims:\n  - id: a\n    note: x\n  - id: b\n    says: opend\n")
    spot = spot_of("claims.yaml:2: no verb 'opend'")
    assert spot is not None
    assert spot.number == 2


def test_wide_letters_are_underlined_in_full(here: Path) -> None:
    (here / "a.feature").write_text("  Then 東京 is a Fryday\n")
    assert excerpt("a.feature:1: no verb '東京'")[1:3] == [" 1 |   Then 東京 is a Fryday", "   |        ^^^^"]


def test_a_long_line_is_cut_around_the_words(here: Path) -> None:
    (here / "a.feature").write_text(f"{'x' * 500} here {'y' * 500}\n")
    _, line, marks, *_ = excerpt("a.feature:1: no verb 'here'")
    assert len(line) < 120
    assert line[marks.index("^") : marks.rindex("^") + 1] == "here"


def test_the_fault_stays_the_first_line_and_the_only_one_in_a_pipe(here: Path) -> None:
    (here / "a.feature").write_text("Then opend\n")
    fault = "a.feature:1: no verb 'opend'"
    assert in_place(fault, Terminal()).splitlines()[0] == fault  # type: ignore[arg-type]
    assert in_place(fault, StringIO()) == fault


@pytest.mark.parametrize("fault", ["", ":", "empty.feature:9: wrong", "gone.feature:1: 'x'", "a.feature:1: ''", "'", "''''"])
def test_nothing_is_shown_where_nothing_is_known(fault: str, here: Path) -> None:
    (here / "a.feature").write_text("Then\n")
    (here / "empty.feature").write_text("")
    assert all("^" not in line for line in excerpt(fault)) or fault == "a.feature:1: ''"


@given(st.text(max_size=80))
def test_any_text_can_be_a_fault(fault: str) -> None:
    for line in excerpt(fault):
        assert "\n" not in line
