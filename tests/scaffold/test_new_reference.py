"""Reference data from somebody's own CSV: typed, sourced, and asked at once."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.commands import run_app
from factspec.problem import Problems
from factspec.scaffold.columns import field, key, sheet

GAMES = "round,city,attendance\nRound 1,Minsk,18400\nRound 2,Gomel,20150\nRound 3,Minsk,19600\n"
PANEL = (
    ',country,year,pop,gdp\n0,France,2020,"67,571,107","$2,647.9"\n1,Spain,2020,"47,365,655",NaN\n2,France,2021,"67,842,582",$3\n'
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, as the working folder."""
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(name: str, text: str, *options: str) -> int:
    Path("data.csv").write_text(text, "utf-8")
    return run_app(["new", "reference", name, "--from", "data.csv", *options])


def types(folder: str) -> dict[str, str]:
    descriptor = json.loads(Path("references", folder, "datapackage.json").read_text())
    table = next(one for one in descriptor["resources"] if one["name"] == folder)
    return {column["name"]: column["type"] for column in table["schema"]["fields"]}


def test_three_sentences_are_printed_and_each_is_supported(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("games", GAMES, "--source", "https://www.league.example.org/2024", "--complete") == 0
    said = [shlex.split(line) for line in capsys.readouterr().out.splitlines() if line.startswith("  factspec say ")]
    assert len(said) == 3
    for _, *arguments in said:
        assert run_app(arguments) == 0, arguments
    assert (project / "references/games/sources.csv").read_text().splitlines()[1].startswith("games,league.example.org,data.csv,")


def test_without_a_word_of_completeness_only_what_is_sure_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("games", GAMES, "--source", "The league") == 0
    told = capsys.readouterr().out
    assert "make it anew with --complete" in told
    for line in re.findall("  factspec say (.*)", told):
        assert run_app(["say", *shlex.split(line)]) == 0
    assert (project / "references/games").is_dir()


def test_a_table_of_countries_and_years_is_named_by_both(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("pops", PANEL, "--source", "World tables", "--complete") == 0
    told = capsys.readouterr().out
    assert "left out: the first column, which has no name and only numbers the rows" in told
    assert "3 rows, named by 'country' and 'year'" in told
    assert "gdp      numbers, 1 blank" in told
    assert types("pops") == {"country": "string", "year": "year", "pop": "integer", "gdp": "number", "sources": "string"}
    assert run_app(["say", 'in "pops", the gdp of "France|2021" was 3']) == 0
    assert project.is_dir()


def test_a_semicolon_brings_decimal_commas(project: Path) -> None:
    text = "town;people;share\nA;18.400;2,5\nB;1.020.150;3\n"
    assert made("towns", text, "--source", "The census", "--complete") == 0
    assert types("towns") == {"town": "string", "people": "integer", "share": "number", "sources": "string"}
    assert run_app(["say", 'in "towns", the people of B was 1020150']) == 0
    assert run_app(["say", 'in "towns", the share of "A" was 2.5']) == 0
    assert project.is_dir()


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "-2"], "integer"),
        (["1", "2.5"], "number"),
        (["1,200", "900"], "integer"),
        (["12%", "3.5%"], "number"),
        (["007", "112"], "string"),
        (["2022-06-28", "2022-07"], "date"),
        (["28.06.2022"], "string"),
        (["2022-13-45"], "string"),
        (["true", "False"], "boolean"),
        (["1", "x"], "string"),
        ([], "string"),
    ],
)
def test_a_type_is_one_that_every_cell_has(cells: list[str], kind: str) -> None:
    assert field("a", cells).type == kind


@given(st.lists(st.text(alphabet="0123456789.,-% aé€", max_size=6), max_size=4))
def test_any_cells_have_some_type(cells: list[str]) -> None:
    assert field("a", [cell.strip() for cell in cells if cell.strip()]).name == "a"


def test_texts_name_rows_before_numbers_do(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("size,name\n1,a\n2,b\n")
    found = sheet(tmp_path / "a.csv")
    assert key(found, [field(name, found.cells(name)) for name in found.columns]) == ("name",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "{file}: an empty file, expected a header and a row at least"),
        ("a,b\n", "{file}: no rows, expected a header and a row at least"),
        ("a,b\n1\n", "{file}:2: 1 cell, expected 2, as in the header"),
        ("a,a\n1,2\n", "{file}:1: two columns are called 'a', expected a name of its own for each column"),
        (
            "a,sources\n1,2\n",
            "{file}:1: a column called 'sources', expected another name: factspec names each row's sources there",
        ),
        ('a,b\n"1,2\n', "{file}: not CSV: unexpected end of data, expected a header and rows"),
        ("a\0,b\n1,2\n", "{file}: a NUL character, expected CSV text; a spreadsheet is saved as CSV first"),
    ],
)
def test_a_file_that_is_no_table_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text(text)
    with pytest.raises(Problems) as refused:
        sheet(file)
    assert str(refused.value) == said.format(file=file)


def test_what_cannot_be_read_back_is_not_left(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("games", GAMES, "--source", "x", "--published", "yesterday") == 2
    assert "column published: 'yesterday' is not a date" in capsys.readouterr().err
    assert not (project / "references").exists()


@pytest.mark.parametrize("text", ["a\n1\n2\n", "a\nx\n", 'name,note\nA,"x ""y"" z"\nB,\n', "the of,was is\nthe best,in\nWHO,2\n"])
def test_small_and_odd_tables_have_sentences_too(text: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("odd", text, "--source", "x", "--complete") == 0
    said = re.findall("  factspec say (.*)", capsys.readouterr().out)
    assert len(said) >= 2
    for line in said:
        assert run_app(["say", *shlex.split(line)]) == 0
    assert project.is_dir()


def test_a_source_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("games", GAMES) == 2
    assert capsys.readouterr().err.startswith("--source: not given, expected where the rows come from")
    assert not (project / "references").exists()


@pytest.mark.parametrize("name", ["events", "../games", "My games"])
def test_a_name_that_will_not_do_is_refused(name: str, project: Path) -> None:
    assert made(name, GAMES, "--source", "x") == 2
    assert not (project / "references").exists()


def test_days_kept_as_texts_and_rows_of_totals_are_pointed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_app(["init"]) == 0
    (tmp_path / "in.csv").write_text("party,votes,since\nReds,10,14/02/2024\nBlues,20,March 4 2021\nTotal,30,5 May 2021\n")
    assert run_app(["new", "reference", "polls", "--from", "in.csv", "--source", "https://example.org"]) == 0
    told = capsys.readouterr().out
    assert "note: 'since' holds days such as 14/02/2024, kept as texts" in told
    assert "note: the row 'Total' (line 4) counts like any other" in told
