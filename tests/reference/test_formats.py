"""The same rows from CSV in any dialect, JSON Lines and Parquet; cells of plain tables by their types; arbitrary bytes."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factspec.problem import Problems
from factspec.reference.cells import FieldSchema, typed
from factspec.reference.facts import Reference
from factspec.reference.files import Layout, raw_table
from factspec.reference.package import reference_of
from factspec.reference.tables import PlainTable
from factspec.values.dates import dating

from .packages import SOUND, read, refused, written

TABLES = ("sources", "entities", "kinds", "relation_kinds", "measures", "events", "relations", "observations", "quotes")


def rows(reference: Reference) -> dict[str, Any]:
    """All that a reference holds but where it stands."""
    found: dict[str, Any] = {name: getattr(reference, name) for name in (*TABLES, "disagreements", "completeness")}
    found["tables"] = {
        name: [(row.key, row.values, row.sources) for row in table.rows] for name, table in reference.tables.items()
    }
    return found


def dicts(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(SOUND[name])))


@pytest.fixture(name="expected", scope="module")
def _expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return rows(read(written(tmp_path_factory.mktemp("sound"), {})))


ENCODED: dict[str, tuple[dict[str, str | bytes], dict[str, Any]]] = {
    "CRLF": ({name: text.replace("\n", "\r\n") for name, text in SOUND.items()}, {}),
    "CR": ({name: text.replace("\n", "\r") for name, text in SOUND.items()}, {}),
    "BOM": ({name: b"\xef\xbb\xbf" + text.encode() for name, text in SOUND.items()}, {}),
    "blank lines": ({"entities.csv": SOUND["entities.csv"].replace("\n", "\n\n")}, {}),
    "white space": ({"entities.csv": SOUND["entities.csv"].replace(",", "  ,\t")}, {}),
    "utf-16": ({"entities.csv": SOUND["entities.csv"].encode("utf-16")}, {"entities": {"encoding": "utf-16"}}),
    "semicolons": ({"entities.csv": SOUND["entities.csv"].replace(",", ";")}, {"entities": {"dialect": {"delimiter": ";"}}}),
    "tabs": ({"entities.csv": SOUND["entities.csv"].replace(",", "\t")}, {"entities": {"format": "tsv"}}),
    "single quotes": ({"quotes.csv": SOUND["quotes.csv"].replace('"', "'")}, {"quotes": {"dialect": {"quoteChar": "'"}}}),
}


@pytest.mark.parametrize("how", ENCODED)
def test_however_a_csv_file_is_written_its_rows_are_the_same(how: str, expected: dict[str, Any], tmp_path: Path) -> None:
    files, changes = ENCODED[how]
    assert rows(read(written(tmp_path, files, **changes))) == expected


def test_a_descriptor_may_begin_with_a_byte_order_mark(expected: dict[str, Any], tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    text = (folder / "datapackage.json").read_bytes()
    (folder / "datapackage.json").write_bytes(b"\xef\xbb\xbf" + text)
    assert rows(read(folder)) == expected


def test_json_lines_give_the_same_rows(expected: dict[str, Any], tmp_path: Path) -> None:
    files = {f"{name}.jsonl": "\n\n".join(json.dumps(row) for row in dicts(f"{name}.csv")) for name in TABLES}
    assert rows(read(written(tmp_path, files, without=tuple(f"{name}.csv" for name in TABLES)))) == expected


def test_json_lines_may_hold_lists_numbers_and_truth(tmp_path: Path, expected: dict[str, Any]) -> None:
    lists = {"participants", "sources"}
    events: list[dict[str, Any]] = [
        {n: cell.split("|") if n in lists else cell or None for n, cell in row.items()} for row in dicts("events.csv")
    ]
    for event in events:
        event["participants_complete"] = event["participants_complete"] == "true"
    observations: list[dict[str, Any]] = [{**row, "value": 9.9, "low": 9.8} for row in dicts("observations.csv")]
    files = {
        "events.jsonl": "\n".join(map(json.dumps, events)),
        "observations.jsonl": "\r\n".join(map(json.dumps, observations)),
    }
    assert rows(read(written(tmp_path, files, without=("events.csv", "observations.csv")))) == expected


def test_parquet_gives_the_same_rows(expected: dict[str, Any], tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    descriptor = json.loads((folder / "datapackage.json").read_text())
    with duckdb.connect() as connection:
        for resource in descriptor["resources"]:
            if resource["name"] in TABLES:
                source, target = folder / resource["path"], (folder / resource["path"]).with_suffix(".parquet")
                connection.execute(f"COPY (SELECT * FROM read_csv('{source}', all_varchar=true)) TO '{target}' (FORMAT parquet)")
                source.unlink()
                resource["path"] = target.name
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    assert rows(read(folder)) == expected


def test_parquet_cells_keep_their_types_as_text(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT DATE '2022-06-28' d, 9.90::DECIMAL(5,2) n, true b, ['a','b'] l, NULL x, 7 i, 'v' s, 0.1::DOUBLE f)"
            f" TO '{tmp_path}/t.parquet' (FORMAT parquet)"
        )
    ((line, cells),) = raw_table(tmp_path / "t.parquet", "parquet", Layout()).rows
    assert line == 1
    assert cells == {"d": "2022-06-28", "n": "9.90", "b": "true", "l": "a|b", "x": "", "i": "7", "s": "v", "f": "0.1"}


def test_rows_in_memory_are_read_as_strictly(expected: dict[str, Any]) -> None:
    tables = {name: dicts(f"{name}.csv") for name in (*TABLES, "completeness")}
    found = rows(reference_of(tables))
    assert found == {**expected, "disagreements": [], "tables": {}}


def test_a_row_stands_at_the_line_it_begins_on(tmp_path: Path) -> None:
    files = {"entities.csv": SOUND["entities.csv"].replace("Annie|Anna", '"Annie\n|Anna"') + "dan,,Dan,,,\n"}
    assert refused(written(tmp_path, files)) == ["entities.csv:8: row dan, column type: blank, expected a value"]


@pytest.mark.parametrize("letter", ["\u2028", "\x85", "\x0c", "\x0b", "\x1c"])
def test_only_line_ends_end_a_line(letter: str, tmp_path: Path) -> None:
    name = f"B{letter}n"
    files: dict[str, str | bytes] = {"entities.csv": SOUND["entities.csv"].replace("Ben", name)}
    assert read(written(tmp_path / "csv", files)).entities["ben"].name == name
    lines = "\n".join(
        json.dumps({**row, "name": row["name"].replace("Ben", name)}, ensure_ascii=False) for row in dicts("entities.csv")
    )
    if letter >= " ":
        found = read(written(tmp_path / "jsonl", {"entities.jsonl": lines}, without=("entities.csv",)))
        assert found.entities["ben"].name == name


def games(tmp_path: Path) -> PlainTable:
    return read(written(tmp_path, {})).tables["games"]


def test_the_cells_of_a_plain_table_have_the_types_of_its_schema(tmp_path: Path) -> None:
    table = games(tmp_path)
    assert table.columns == ("round", "city", "attendance", "ratio", "on", "home")
    assert [row.key for row in table.rows] == ["Round 1", "Round 2", "Round 3"]
    assert [row.line for row in table.rows] == [2, 3, 4]
    assert table.rows[0].values == {
        "round": "Round 1",
        "city": "Minsk",
        "attendance": 1200,
        "ratio": Decimal("0.5"),
        "on": dating("2022-06-28"),
        "home": True,
    }
    assert set(table.rows[2].values.values()) == {"Round 3", None}
    assert table.rows[1].sources == ("S1", "S2")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", " x ", " x "),
        ("any", "x", "x"),
        ("integer", "-12", -12),
        ("integer", "+12", 12),
        ("integer", "1,200", 1200),
        ("number", "1,200.5", Decimal("1200.5")),
        ("number", "1200.50", Decimal("1200.50")),
        ("number", "-.5", Decimal("-0.5")),
        ("number", "1e3", Decimal(1000)),
        ("boolean", "TRUE", True),
        ("boolean", "0", False),
        ("year", "2022", dating("2022")),
        ("year", "-0044", dating("-0044")),
        ("date", "2022?", dating("2022?")),
        ("yearmonth", "2022-06", dating("2022-06")),
    ],
)
def test_a_cell_is_read_by_its_type(kind: Any, text: str, value: object) -> None:
    assert typed(text, FieldSchema(name="x", type=kind)) == value


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("integer", ["", "1.0", "1,00", "10,00,000", "0x1", "１", "1" * 5000]),
        ("number", ["", "1,5", "NaN", "inf", "-Infinity", "1_0", "１.5", "1e400000000", ".", "1" * 5000]),
        ("boolean", ["", "yes", "tRuE", "2"]),
        ("year", ["", "22", "2022.0", "y2022", "２０２２"]),
        ("date", ["", "28/06/2022"]),
        ("yearmonth", ["", "2022-13"]),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_refused(kind: Any, texts: list[str]) -> None:
    for text in texts:
        with pytest.raises(Problems):
            typed(text, FieldSchema(name="x", type=kind))


def test_keys_of_several_columns_join(tmp_path: Path) -> None:
    schema = {"fields": [{"name": n} for n in ("a", "b", "sources")], "primaryKey": ["a", "b"]}
    files = {"pairs.csv": "a,b,sources\n1,x,S1\n1,y,S1\n"}
    found = read(written(tmp_path, files, pairs={"schema": schema})).tables["pairs"]
    assert [row.key for row in found.rows] == ["1|x", "1|y"]


def test_a_table_without_a_key_names_its_rows_by_their_lines(tmp_path: Path) -> None:
    files = {"pairs.csv": "a,sources\n1,S1\n1,S1\n"}
    found = read(written(tmp_path, files, pairs={"schema": {"fields": [{"name": "a"}, {"name": "sources"}]}})).tables["pairs"]
    assert [row.key for row in found.rows] == ["2", "3"]


def problems_or_reference(folder: Path) -> None:
    """Reads a package: whatever it holds gives a reference or problems, and never anything else."""
    try:
        found = read(folder)
    except Problems as problems:
        told = [str(problem) for problem in problems.problems]
    else:
        assert found.entities
        return
    assert all(told)


NAMES = st.sampled_from(sorted(SOUND))
FUZZ = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(name=NAMES, content=st.binary(max_size=60), keep=st.integers(0, 200))
def test_any_bytes_in_a_file_give_problems_or_a_reference(name: str, content: bytes, keep: int, tmp_path: Path) -> None:
    problems_or_reference(written(tmp_path, {name: SOUND[name].encode()[:keep] + content + SOUND[name].encode()[keep:]}))


@FUZZ
@given(content=st.binary(max_size=40), keep=st.integers(0, 400), cut=st.integers(0, 5))
def test_any_bytes_in_a_descriptor_give_problems_or_a_reference(content: bytes, keep: int, cut: int, tmp_path: Path) -> None:
    folder = written(tmp_path, {})
    whole = json.dumps({**json.loads((folder / "datapackage.json").read_text())}).encode()
    (folder / "datapackage.json").write_bytes(whole[:keep] + content + whole[keep + cut :])
    try:
        problems_or_reference(folder)
    finally:
        (folder / "datapackage.json").unlink()


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    [
        *("ann", "ben", "land", "town", "m1", "m2", "S1", "S9", "head of", "meeting", "events", "relations", "games", "Round 1"),
        *(
            "2022",
            "2022-06-28",
            "..",
            "true",
            "false",
            "ann|ben",
            "+ann",
            "not:land",
            "exists",
            "date",
            "ann head of land",
            "1e9",
        ),
    ]
)


@FUZZ
@given(name=NAMES, data=st.data())
def test_any_cells_give_problems_or_a_reference(name: str, data: st.DataObject, tmp_path: Path) -> None:
    width = SOUND[name].split("\n", 1)[0].count(",") + 1
    added = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=3))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(added)
    problems_or_reference(written(tmp_path, {name: SOUND[name] + text.getvalue()}))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@FUZZ
@given(row=st.dictionaries(st.sampled_from(["id", "kind", "date", "participants", "sources", "mode", "title", "x"]), VALUES))
def test_any_json_in_a_line_gives_problems_or_a_reference(row: dict[str, Any], tmp_path: Path) -> None:
    lines = "\n".join(map(json.dumps, [*dicts("events.csv"), row]))
    folder = written(tmp_path, {"events.jsonl": lines}, without=("events.csv",))
    problems_or_reference(folder)
