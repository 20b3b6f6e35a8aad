"""Packages with a fault in a file, a descriptor or between rows: exact messages, and nothing half-loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from factspec.problem import Problems
from factspec.reference.package import package_folders, read_reference

from .packages import GAMES, SOUND, Files, descriptor, read, refused, written

ENTITIES = SOUND["entities.csv"]
OTHERS = "expected the columns of the schema and no others"
NEEDED = "a Data Package with a name and resources, each with a name and a path"
COLUMNS = "id, type, name, aliases, within, same_as"

FAULTS: dict[str, tuple[Files, dict[str, Any], list[str]]] = {
    "wrong encoding": (
        {"entities.csv": ENTITIES.replace("Ben", "Bén").encode("latin-1")},
        {},
        ["entities.csv:3: byte 76 is not utf-8, expected utf-8 text"],
    ),
    "unknown encoding": (
        {},
        {"entities": {"encoding": "klingon"}},
        ["entities.csv: cannot be read: unknown encoding: klingon"],
    ),
    "encoding that reads nothing": (
        {},
        {"entities": {"encoding": "undefined"}},
        ["entities.csv: cannot be read: decoding with 'undefined' codec failed (UnicodeError: undefined encoding)"],
    ),
    "NUL": ({"entities.csv": ENTITIES.replace("Ben", "B\0n")}, {}, ["entities.csv:3: a NUL character, expected text"]),
    "empty file": ({"entities.csv": ""}, {}, ["entities.csv: an empty file, expected a header and rows"]),
    "blank line before the header": (
        {"entities.csv": f"\n{ENTITIES}"},
        {},
        ["entities.csv:1: a blank line, expected a header with a name for each column"],
    ),
    "header alone": (
        {"entities.csv": "id,type,name\n"},
        {},
        ["entities.csv: an empty table, expected at least one row, or no such resource"],
    ),
    "two columns of one name": (
        {"entities.csv": ENTITIES.replace("within", "name")},
        {},
        ["entities.csv:1: two columns are called 'name', expected a header with a name of its own for each column"],
    ),
    "column without a name": (
        {"entities.csv": ENTITIES.replace("within", "")},
        {},
        ["entities.csv:1: a column without a name, expected a header with a name of its own for each column"],
    ),
    "unknown column": (
        {"entities.csv": ENTITIES.replace("within", "witin")},
        {},
        [f"entities.csv:1: unknown column 'witin', expected one of {COLUMNS}; did you mean within?"],
    ),
    "missing columns": (
        {"entities.csv": "id\nann\n"},
        {},
        [f"entities.csv:1: no column {name!r}, expected the columns {COLUMNS}" for name in ("type", "name")],
    ),
    "row too long in the middle": (
        {"entities.csv": ENTITIES.replace("ben,person,Ben,,,", 'ben,person,"B\nen",,,,,')},
        {},
        ["entities.csv:3: 8 cells, expected 6, as in the header"],
    ),
    "circle of three": (
        {"entities.csv": "id,type,name,within\na,place,A,b\nb,place,B,c\nc,place,C,a\nann,person,Ann,a\n"},
        {"without": [name for name in SOUND if name not in ("entities.csv", "sources.csv")]},
        [
            "entities.csv:2: row a, column within: 'a' comes round to itself, expected a chain that ends",
            "entities.csv:3: row b, column within: 'b' comes round to itself, expected a chain that ends",
            "entities.csv:4: row c, column within: 'c' comes round to itself, expected a chain that ends",
        ],
    ),
    "two hold at once what one can": (
        {"relations.csv": SOUND["relations.csv"] + "cay,head of,land,2015-01-01,2016-01-01,,S1\n"},
        {},
        [
            "relations.csv:2: row ann head of land, column ended: 'head of' holds for one subject at a time, "
            "and cay has land too from 2015-01-01 to 2016-01-01, expected times that do not overlap"
        ],
    ),
    "two accepted values of one field": (
        {
            "disagreements.csv": SOUND["disagreements.csv"]
            + "events,m2,date,2022-05-01,S1,true,\nevents,m2,date,2022-05-02,S2,true,\n"
        },
        {},
        [
            "disagreements.csv:4: row events m2 date S2, column accepted: '2022-05-01' is accepted for it already, "
            "expected one accepted value a field"
        ],
    ),
    "disagreement about one of two rows of a name": (
        {
            "relations.csv": SOUND["relations.csv"] + "ben,head of,land,2000-01-01,2005-01-01,,S1\n",
            "disagreements.csv": SOUND["disagreements.csv"] + "relations,ben head of land,began,2001,S2,,\n",
        },
        {},
        [
            "disagreements.csv:3: row relations ben head of land began S2, column row: 2 rows are called 'ben head of land', "
            "expected a row that can be told from the others"
        ],
    ),
    "no sources": (
        {},
        {"without": [name for name in SOUND if name != "entities.csv"]},
        ["no sources, expected a resource 'sources': every row names its sources"],
    ),
    "missing file": (
        {},
        {"entities": {"path": "entitis.csv"}},
        ["entitis.csv: no such file, expected the resource 'entities' of datapackage.json; did you mean entities.csv?"],
    ),
    "format": (
        {},
        {"entities": {"format": "xlsx"}},
        ["entities.csv: format 'xlsx' is not read, expected csv, tsv, jsonl or parquet"],
    ),
    "no path": ({}, {"entities": {"path": ""}}, [f"datapackage.json: resources.1.path: no path, expected {NEEDED}"]),
    "no paths": ({}, {"entities": {"path": []}}, [f"datapackage.json: resources.1.path: no path, expected {NEEDED}"]),
    **{
        f"path {path}": (
            {},
            {"entities": {"path": path}},
            [f"datapackage.json: entities: path {path!r} leaves the package, expected a file inside it"],
        )
        for path in ("../x.csv", "/etc/passwd", "a/../../x.csv", "a\\b.csv", "https://example.org/x.csv")
    },
    **{
        f"path that no file can have {path[:5]!r}": (
            {},
            {"entities": {"path": path}},
            [f"{path}: no such file, expected the resource 'entities' of datapackage.json"],
        )
        for path in ("nul\0.csv", "x" * 300)
    },
    "not JSON": ({"datapackage.json": '{"name": "x",\n"resources": [}'}, {}, ["datapackage.json:2: not JSON: expecting value"]),
    "key twice": (
        {"datapackage.json": '{"name": "x", "name": "y", "resources": []}'},
        {},
        ["datapackage.json: not JSON: 'name' twice"],
    ),
    "NaN": ({"datapackage.json": '{"name": NaN}'}, {}, ["datapackage.json: not JSON: NaN is no number"]),
    "nested": ({"datapackage.json": "[" * 100_000}, {}, ["datapackage.json: not JSON: nested too deeply"]),
    "descriptor in another encoding": (
        {"datapackage.json": '{"name": "é"}'.encode("latin-1")},
        {},
        ["datapackage.json: byte 10 is not utf-8, expected utf-8 text"],
    ),
    "a list": ({"datapackage.json": "[]"}, {}, [f"datapackage.json: [], expected {NEEDED}"]),
    "no name": (
        {"datapackage.json": '{"resources": [{"name": "sources", "path": "sources.csv"}]}'},
        {},
        [f"datapackage.json: no 'name', expected {NEEDED}"],
    ),
    "one resource twice": (
        {"datapackage.json": descriptor([*SOUND, "kinds.csv"])},
        {},
        ["datapackage.json: two resources are called 'kinds', expected a name of its own for each"],
    ),
    "table without a schema": (
        {"gmaes.csv": "a,sources\n1,S1\n"},
        {},
        [
            "gmaes.csv: resource 'gmaes' has no schema, "
            "expected a Table Schema: a resource by no name of factspec's own is a plain table"
        ],
    ),
    "resource misspelt": (
        {"event.csv": SOUND["events.csv"]},
        {"without": ["events.csv", "disagreements.csv"]},
        [
            "event.csv: resource 'event' has no schema, "
            "expected a Table Schema: a resource by no name of factspec's own is a plain table; did you mean events?"
        ],
    ),
    "columns unlike the schema": (
        {"games.csv": SOUND["games.csv"].replace("city", "cty").replace("sources", "source")},
        {},
        [
            f"games.csv:1: column 'cty' is not in the schema, {OTHERS}; did you mean city?",
            f"games.csv:1: column 'source' is not in the schema, {OTHERS}; did you mean sources?",
            "games.csv:1: no column 'city', expected every column of the schema",
            "games.csv:1: no column 'sources', expected every column of the schema",
        ],
    ),
    "schema without sources": (
        {"games.csv": "round\nRound 1\n"},
        {"games": {"schema": {"fields": [{"name": "round"}], "primaryKey": "rond"}}},
        [
            "games.csv:1: primary key 'rond' is no column; did you mean round?",
            "games.csv:1: no column 'sources', expected a column that names each row's sources",
        ],
    ),
    "schema with a column twice": (
        {},
        {"games": {"schema": {"fields": [{"name": "round"}, {"name": "round"}, {"name": "sources"}]}}},
        [f"datapackage.json: resources.11.schema.fields: a column twice, expected {NEEDED}"],
    ),
    "unknown type": (
        {},
        {"games": {"schema": {"fields": [{"name": "round", "type": "integr"}, {"name": "sources"}]}}},
        [
            "datapackage.json: resources.11.schema.fields.0.type: 'integr' is not known here, expected one of string, integer, "
            "number, boolean, date, year, yearmonth, duration, time, any; did you mean integer?"
        ],
    ),
    "JSON Lines": (
        {
            "events.jsonl": '{"id": "m1"\n[1]\n{"id": "m1", "id": "m2"}\n'
            + "[" * 100_000
            + '\n{"id": NaN}\n{"id": {"a": 1}}\n{"id": "\\ud800"}\n'
        },
        {"without": ["events.csv", "disagreements.csv"]},
        [
            "events.jsonl:1: not JSON: Expecting ',' delimiter",
            "events.jsonl:2: not an object, expected a JSON object such as {\"id\": \"...\"}",
            "events.jsonl:3: not JSON: 'id' twice",
            "events.jsonl:4: not JSON: nested too deeply",
            "events.jsonl:5: not JSON: NaN is no number",
            "events.jsonl:6: column id: not a cell, expected a text, a number, true or false, or a list of texts",
            "events.jsonl:7: column id: not a cell, expected a text, a number, true or false, or a list of texts",
        ],
    ),
    "no Parquet": (
        {"events.parquet": b"PAR1"},
        {"without": ["events.csv", "disagreements.csv"]},
        ["events.parquet: not Parquet: Invalid Input Error: File 'events.parquet' too small to be a Parquet file"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_package_is_told(fault: str, tmp_path: Path) -> None:
    files, changes, said = FAULTS[fault]
    without = tuple(changes.get("without", ()))
    resources = {name: change for name, change in changes.items() if name != "without"}
    assert refused(written(tmp_path, files, without, **resources)) == said


def test_all_bad_rows_of_all_files_are_told_in_one_go(tmp_path: Path) -> None:
    files = {
        "entities.csv": ENTITIES + "dan,,Dan,,,\neve,person,,,,\n",
        "events.csv": SOUND["events.csv"] + "m3,meeting,fax,2022-13,,,,ann,true,\n",
        "games.csv": SOUND["games.csv"] + "Round 4,,many,much,,,S1\n",
    }
    assert [line.split(": expected")[0].split(",")[0:2] for line in refused(written(tmp_path, files))] == [
        ["entities.csv:7: row dan", " column type: blank"],
        ["entities.csv:8: row eve", " column name: blank"],
        ["events.csv:4: row m3", " column mode: 'fax' is not known here"],
        ["events.csv:4: row m3", " column date: '2022-13' is not a date: there is no month 13"],
        ["events.csv:4: row m3", " column sources: blank"],
        ["games.csv:5: row Round 4", " column attendance: 'many' is not a whole number"],
        ["games.csv:5: row Round 4", " column ratio: 'much' is not a number"],
    ]


def test_one_bad_row_in_one_package_refuses_all_packages(tmp_path: Path) -> None:
    written(tmp_path / "a", {})
    written(
        tmp_path / "b",
        {"entities.csv": ENTITIES + "dan,,Dan,,,\n"},
        without=tuple(n for n in SOUND if n not in ("entities.csv", "sources.csv")),
    )
    with pytest.raises(Problems) as found:
        read(tmp_path)
    assert [str(problem) for problem in found.value.problems] == [
        f"{tmp_path}/b/entities.csv:7: row dan, column type: blank, expected a value"
    ]


@pytest.mark.parametrize("target", ["outside.csv", "."])
def test_a_link_that_leaves_the_package_is_not_followed(target: str, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(ENTITIES)
    folder = written(tmp_path / "p", {})
    (folder / "entities.csv").unlink()
    (folder / "entities.csv").symlink_to(tmp_path / "outside.csv")
    if target == ".":
        (folder / "entities.csv").unlink()
        (folder / "sub").symlink_to(tmp_path)
        (folder / "datapackage.json").write_text(descriptor([*SOUND], entities={"path": "sub/outside.csv"}))
        assert refused(folder) == ["sub/outside.csv: a link that leaves the package, expected a file inside the package"]
    else:
        assert refused(folder) == ["entities.csv: a link that leaves the package, expected a file inside the package"]


def test_a_link_inside_the_package_is_followed(tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    (folder / "entities.csv").rename(folder / "other.csv")
    (folder / "entities.csv").symlink_to(folder / "other.csv")
    assert "ann" in read(folder).entities


@pytest.mark.parametrize(("name", "wrong"), [("nothing", "no such folder"), ("empty", "no data package here")])
def test_a_folder_without_packages_is_told(name: str, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problems) as found:
        package_folders(tmp_path / name)
    assert str(found.value) == f"{tmp_path / name}: {wrong}, expected a folder with a datapackage.json, or one of such folders"


SHARED = ("sources.csv", "entities.csv", "kinds.csv", "relation_kinds.csv", "measures.csv")
OWN = tuple(name for name in SOUND if name not in SHARED)


def test_packages_may_share_rows_that_are_alike(tmp_path: Path) -> None:
    written(tmp_path / "a", {})
    written(
        tmp_path / "b",
        {"quotes.csv": SOUND["quotes.csv"].replace("q1", "q2")},
        without=tuple(n for n in OWN if n != "quotes.csv"),
    )
    found = read(tmp_path)
    assert sorted(found.quotes) == ["q1", "q2"]
    assert [package.name for package in found.packages] == ["sound", "sound"]
    assert found.packages[0].sha256 != found.packages[1].sha256


def test_packages_in_conflict_over_a_row_are_told(tmp_path: Path) -> None:
    written(tmp_path / "a", {})
    written(tmp_path / "b", {"entities.csv": ENTITIES.replace("Ben", "Benjamin")}, without=OWN)
    with pytest.raises(Problems) as found:
        read(tmp_path)
    assert (
        str(found.value)
        == f"{tmp_path}/b/entities.csv:3: 'ben' again, expected one row of that name; {tmp_path}/a/entities.csv:3 has it"
    )


def test_packages_do_not_share_events_and_tables(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path / name, {}, without=tuple(n for n in OWN if n not in ("events.csv", "games.csv")))
    with pytest.raises(Problems) as found:
        read(tmp_path)
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in found.value.problems] == [
        "b/events.csv:2: 'm1' again, expected one row of that name; a/events.csv:2 has it",
        "b/events.csv:3: 'm2' again, expected one row of that name; a/events.csv:3 has it",
        "b/games.csv: two packages have a table 'games', expected one",
    ]


def test_rows_of_one_package_may_name_rows_of_another(tmp_path: Path) -> None:
    written(tmp_path / "a", {}, without=OWN)
    written(tmp_path / "b", {}, without=SHARED)
    assert len(read_reference(package_folders(tmp_path)).events) == 2


def test_the_sound_package_says_what_it_is(tmp_path: Path) -> None:
    one, other = read(written(tmp_path / "a", {})).packages[0], read(written(tmp_path / "b", {})).packages[0]
    changed = read(written(tmp_path / "c", {"quotes.csv": SOUND["quotes.csv"].replace("Well", "Yes")})).packages[0]
    assert one.sha256 == other.sha256 != changed.sha256
    assert GAMES["primaryKey"] == "round"
