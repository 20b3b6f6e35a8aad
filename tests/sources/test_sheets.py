"""Sheets of a package's own: rows that stand as they are, rows that are made, and what is told where a sheet will not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.commands import run_app

FACTS = Path("references/facts")
SHEET = "subject,measure,period,value,unit,sources\r\ntajikistan,population,2022,9952787,people,hand\r\n"
DECLARED = """\
kind: file
file: sources/collected/people.csv
provenance: by hand from the yearbook
licence: CC0-1.0
rows:
  - resource: observations
    into: observations.csv
"""
ASKED = "the population of Tajikistan in 2022 was 9,952,787 people"

pytestmark = pytest.mark.usefixtures("root")


def put(declared: str = DECLARED, sheet: str = SHEET, name: str = "people") -> Path:
    file = FACTS / "sources/collected/people.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sheet.encode())
    (FACTS / "sources" / f"{name}.yaml").write_text(declared)
    return file


def test_rows_stand_as_they_are_in_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    sheet = put()
    assert run_app(["references", "import"]) == 0
    assert (FACTS / "observations.csv").read_bytes() == sheet.read_bytes()
    assert not (FACTS / "sources/snapshots").exists()
    assert run_app(["references", "verify"]) == 0
    assert run_app(["say", ASKED]) == 0
    capsys.readouterr()
    assert run_app(["references", "list"]) == 0
    assert "  declared  people (file, CC0-1.0): sources/collected/people.csv, taken 20" in capsys.readouterr().out
    assert run_app(["references", "list", "--json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)[0]["sources"]
    assert (source["licence"], source["provenance"]) == ("CC0-1.0", "by hand from the yearbook")


def test_a_change_of_the_sheet_is_shown_before_it_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    put()
    assert run_app(["references", "import"]) == 0
    put(sheet=SHEET.replace("9952787", "9052787"))
    capsys.readouterr()
    assert run_app(["references", "verify"]) == 1
    told = "references/facts/sources/collected/people.csv: the sheet has changed since rows were made of it, expected the sheet"
    assert told in capsys.readouterr().err
    assert run_app(["references", "refresh"]) == 1
    said = capsys.readouterr().out
    assert "  ~ observations tajikistan population 2022: value 9952787 -> 9052787\nclaims: 1 with another verdict\n" in said
    assert "9952787" in (FACTS / "observations.csv").read_text()
    assert run_app(["references", "refresh", "--accept"]) == 0
    assert run_app(["references", "verify"]) == 0


def test_a_change_that_gives_the_same_rows_is_taken_without_ado(capsys: pytest.CaptureFixture[str]) -> None:
    put()
    assert run_app(["references", "import"]) == 0
    put(sheet=SHEET + "\r\n")
    assert run_app(["references", "verify"]) == 1
    capsys.readouterr()
    assert run_app(["references", "refresh", "--accept"]) == 0
    assert capsys.readouterr().out.startswith("facts/people: as before, 1 row\nclaims: none with another verdict\n")
    assert run_app(["references", "verify"]) == 0


def test_a_table_that_was_edited_in_place_of_its_sheet_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    put()
    assert run_app(["references", "import"]) == 0
    (FACTS / "observations.csv").write_bytes(SHEET.replace("9952787", "1").encode())
    capsys.readouterr()
    assert run_app(["references", "verify"]) == 1
    told = "references/facts/observations.csv:2: the rows are not those of the lock, expected what references/facts/sources/col"
    assert told in capsys.readouterr().err
    assert run_app(["references", "refresh", "--accept"]) == 0
    assert "9952787" in (FACTS / "observations.csv").read_text()


def test_a_sheet_with_columns_of_its_own_is_mapped_and_cites_a_source() -> None:
    declared = DECLARED.replace("    into: observations.csv\n", "") + (
        '    columns: {subject: "{land|entity}", measure: population, period: "{year}", value: "{people|number}", unit: people}\n'
        "source: {id: yearbook, publisher: Office, title: Yearbook, url: https://example.org/y, published: 2023-01-10}\n"
    )
    put(declared, 'land,year,people\nTajikistan,2022,"9,952,787"\n')
    assert run_app(["references", "import"]) == 0
    assert "tajikistan,population,2022,9952787,people,yearbook" in (FACTS / "fetched/people.observations.csv").read_text()
    assert "sources/collected/people.csv" in (FACTS / "fetched/people.sources.csv").read_text()
    assert run_app(["references", "verify"]) == 0
    assert run_app(["say", ASKED]) == 0


def test_sheets_have_no_snapshots_to_export(capsys: pytest.CaptureFixture[str]) -> None:
    put()
    assert run_app(["references", "import"]) == 0
    assert run_app(["references", "export", "all.warc"]) == 2
    assert "no snapshot to export" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("collected/people.csv", "collected/peple.csv", ".yaml:1: file: no file 'sources/collected/peple.csv', expected"),
        ("file: sources/collected/people.csv", "file: ../../pyproject.toml", "file: '../../pyproject.toml' leaves the package"),
        ("file: sources/collected/people.csv", "file: /etc/passwd", "people.yaml:1: file: '/etc/passwd' leaves the package"),
        ("file: sources/collected/people.csv\n", "", "people.yaml:1: no 'file', expected a value"),
        ("provenance: by hand from the yearbook\n", "", "no 'provenance', expected a value"),
        ("licence: CC0-1.0\n", "", "no 'licence', expected a value"),
        ("into: observations.csv", "into: people.csv", ":7: rows.0.into: 'people.csv' does not say what is in it, expected obs"),
        ("into: observations.csv", "into: ../observations.csv", ":7: rows.0.into: '../observations.csv' is no name"),
        ("into: observations.csv", "into: sources.csv", "'sources.csv' does not say what is in it"),
        ("    into: obs", "    where: {land: X}\n    into: obs", "observations: the answer has no column 'land', expected"),
        ("    into: obs", "    where: {subject: X}\n    into: obs", "observations: no row is left, expected one at least"),
        ("rows:", "instead_of: [other]\nrows:", "instead_of: no source 'other', expected another source of the package"),
        ("rows:", "instead_of: people\nrows:", ":5: instead_of: 'people', expected a list"),
        ("rows:", "instead_of: [people]\nrows:", "instead_of: no source 'people', expected another"),
        ("rows:", "url: https://example.org/\nrows:", "unknown key 'url', expected one of rows, maps"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_declaration_is_told(old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert old in DECLARED
    put(DECLARED.replace(old, new))
    before = sorted(Path().rglob("*"))
    assert run_app(["references", "import"]) == 2
    assert said in capsys.readouterr().err
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("", "no rows in the answer"),
        ("subject,measure\n", "no rows in the answer"),
        (
            SHEET.replace(",sources", "").replace(",hand", ""),
            "observations: no column 'sources', expected one with each",
        ),
        (
            SHEET.replace("tajikistan", "ruritania"),
            "observations.csv:2: row ruritania population 2022, column subject: no",
        ),
        (SHEET.replace("9952787", "many"), "the reference would not load with these rows"),
        (SHEET.replace("subject,", "subjekt,"), "unknown column 'subjekt'"),
        (SHEET + "a,b\r\n", "2 cells in line 3 of the body, expected 6, as in the header"),
        (SHEET.replace("people", "people\0"), "a NUL character"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_told(sheet: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    put(sheet=sheet)
    assert run_app(["references", "import"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    assert not (FACTS / "observations.csv").exists()


def test_a_link_is_not_followed_out_of_the_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = put()
    sheet.unlink()
    (tmp_path / "secret.csv").write_text(SHEET)
    sheet.symlink_to(tmp_path / "secret.csv")
    assert run_app(["references", "import"]) == 2
    assert "leaves the package" in capsys.readouterr().err


def test_a_table_that_nobody_made_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    put(DECLARED.replace("observations", "measures"), "measure,phrase,unit\npopulation,population,persons\n")
    before = (FACTS / "measures.csv").read_bytes()
    assert run_app(["references", "import"]) == 2
    told = "references/facts/measures.csv: it is there already, and holds other rows than the sheet, expected the sheet to"
    assert told in capsys.readouterr().err
    assert (FACTS / "measures.csv").read_bytes() == before
    put(DECLARED.replace("observations", "measures"), before.decode())
    assert run_app(["references", "import"]) == 0
    assert json.loads((FACTS / "datapackage.json").read_text())["resources"][-1] == {"name": "measures", "path": "measures.csv"}


def test_two_sources_do_not_write_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    put()
    put(name="more")
    assert run_app(["references", "import"]) == 2
    assert "into: 'observations.csv' is made by 'more' too, expected a file of its own for each" in capsys.readouterr().err


def test_a_sheet_that_is_no_longer_declared_stays_and_its_table_goes() -> None:
    sheet = put()
    assert run_app(["references", "import"]) == 0
    (FACTS / "sources/people.yaml").rename(FACTS / "sources/renamed.yaml")
    (FACTS / "sources/renamed.yaml").write_text(DECLARED.replace("observations.csv", "people.observations.csv"))
    assert run_app(["references", "refresh", "--accept"]) == 0
    assert sheet.is_file()
    assert not (FACTS / "observations.csv").exists()
    paths = {one["name"]: one["path"] for one in json.loads((FACTS / "datapackage.json").read_text())["resources"]}
    assert paths["observations"] == "people.observations.csv"
    assert run_app(["references", "verify"]) == 0
