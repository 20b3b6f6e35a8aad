"""Plain tables read: numbers with separators, percentages, times, what a column holds, other names, and every bad cell."""

# ruff: noqa: E501  cells and errors stand on one line each

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factspec.problem import Problems
from factspec.reference.cells import Clock, FieldSchema, Percent, Value, typed
from factspec.reference.columns import Column, column
from factspec.reference.facts import Reference
from factspec.reference.package import read_reference
from factspec.values.dates import dating

SOURCES = "id,publisher,title,url\ns,S,T,https://s.example/\n"


def package(folder: Path, text: str, fields: list[dict[str, Any]], key: object = "id", **more: Any) -> Path:
    """A package with one plain table, *t*, of those columns, and further files by their resource's name."""
    schema = {"primaryKey": key, "fields": [*fields, {"name": "sources"}]} | more.pop("schema", {})
    resource = {"name": "t", "path": "t.csv", "schema": schema} | more.pop("resource", {})
    files = {"sources.csv": SOURCES, "t.csv": text} | {f"{name}.csv": content for name, content in more.items()}
    others = [{"name": name, "path": f"{name}.csv"} for name in ("sources", *more)]
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [*others, resource]}), encoding="utf-8")
    return folder


def read(folder: Path) -> Reference:
    return read_reference([folder])


def refused(folder: Path) -> list[str]:
    with pytest.raises(Problems) as found:
        read(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in found.value.problems]


def cell(text: str, **schema: Any) -> Value:
    return typed(text, FieldSchema(name="x", **schema))


@pytest.mark.parametrize(
    ("text", "schema", "value"),
    [
        ("20,000", {"type": "integer"}, 20000),
        ("-1,234,567", {"type": "integer"}, -1234567),
        ("1,200.50", {"type": "number"}, Decimal("1200.50")),
        ("1.200,50", {"type": "number", "groupChar": ".", "decimalChar": ","}, Decimal("1200.50")),
        ("1200,5", {"type": "number", "decimalChar": ","}, Decimal("1200.5")),
        ("1 200", {"type": "integer", "groupChar": " "}, 1200),
        ("1\u00a0200", {"type": "integer", "groupChar": " "}, 1200),
        ("1'200", {"type": "integer", "groupChar": "'"}, 1200),
        ("12.5%", {"type": "number"}, Percent(Decimal("12.5"))),
        ("12 %", {"type": "integer"}, Percent(Decimal(12))),
        ("$1,200.50", {"type": "number", "bareNumber": False}, Decimal("1200.50")),
        ("95 EUR", {"type": "integer", "bareNumber": False}, 95),
        ("EUR -95", {"type": "integer", "bareNumber": False}, -95),
        ("about 95%", {"type": "number", "bareNumber": False}, Percent(Decimal(95))),
        ("1:00.26", {"type": "duration"}, Clock(Decimal("60.26"), "1:00.26")),
        ("5:00", {"type": "time"}, Clock(Decimal(300), "5:00")),
        ("2:05:00", {"type": "duration"}, Clock(Decimal(7500), "2:05:00")),
        ("125:30", {"type": "duration"}, Clock(Decimal(7530), "125:30")),
        ("59.87", {"type": "duration"}, Clock(Decimal("59.87"), "59.87")),
        ("PT1M0.26S", {"type": "duration"}, Clock(Decimal("60.26"), "PT1M0.26S")),
        ("P1DT2H", {"type": "duration"}, Clock(Decimal(93600), "P1DT2H")),
        ("P2W", {"type": "duration"}, Clock(Decimal(1209600), "P2W")),
        ("2019", {"type": "year"}, dating("2019")),
        ("6-4", {"type": "any"}, "6-4"),
    ],
)
def test_a_cell_has_a_value(text: str, schema: dict[str, Any], value: Value) -> None:
    assert cell(text, **schema) == value


@pytest.mark.parametrize(
    ("text", "schema", "error"),
    [
        ("20,00", {"type": "integer"}, "'20,00' is not a whole number, expected digits only"),
        ("2,0000", {"type": "number"}, "'2,0000' is not a number, expected a number such as 1200.5"),
        ("1,200", {"type": "number", "decimalChar": ","}, None),
        ("1.200", {"type": "number", "decimalChar": ","}, "'1.200' is not a number, expected a number such as 1200,5"),
        ("1,200", {"type": "integer", "groupChar": " "}, "'1,200' is not a whole number, expected digits only, or with ' ' between thousands"),
        ("$5", {"type": "integer"}, "'$5' is not a whole number, expected digits only"),
        ("5%%", {"type": "number"}, "'5%%' is not a number, expected a number such as 1200.5"),
        ("1:75:00", {"type": "duration"}, "'1:75:00' is not a time, expected a time such as 1:00.26, 5:00, 2:05:00 or PT5M"),
        ("5:7", {"type": "time"}, "'5:7' is not a time, expected a time such as 1:00.26, 5:00, 2:05:00 or PT5M"),
        ("60", {"type": "duration"}, "'60' is not a time, expected a time such as 1:00.26, 5:00, 2:05:00 or PT5M"),
        ("P1M", {"type": "duration"}, "'P1M' is not a time, expected a time such as 1:00.26, 5:00, 2:05:00 or PT5M"),
        ("PT", {"type": "duration"}, "'PT' is not a time, expected a time such as 1:00.26, 5:00, 2:05:00 or PT5M"),
        ("-1:00", {"type": "duration"}, "'-1:00' is not a time, expected a time such as 1:00.26, 5:00, 2:05:00 or PT5M"),
    ],
)  # fmt: skip
def test_a_cell_that_is_no_value_is_refused(text: str, schema: dict[str, Any], error: str | None) -> None:
    if error is None:
        assert cell(text, **schema) == Decimal("1.200")
        return
    with pytest.raises(Problems) as found:
        cell(text, **schema)
    assert str(found.value) == error


def held(folder: Path, cells: list[str], kind: str = "string", **more: Any) -> Column:
    rows = "".join(f'{i},"{cell}",s\n' for i, cell in enumerate(cells))
    known = read(package(folder, f"id,x,sources\n{rows}", [{"name": "id"}, {"name": "x", "type": kind}], **more))
    return column(known.tables["t"], "x")


@pytest.mark.parametrize(
    ("cells", "kind", "family"),
    [
        (["1:00.26", "59.87", ""], "string", "clock"),
        (["1:00.26", "DNF"], "string", "text"),
        (["59.87", "58.10"], "string", "number"),
        (["6-4", "7:5", ""], "string", "score"),
        (["6-4", "retired"], "any", "text"),
        (["10%", "12.5%"], "string", "percent"),
        (["10%", "12.5"], "string", "text"),
        (["1,200", "15"], "any", "number"),
        (["2022-06-28", "2022-06"], "string", "date"),
        (["2022", "2023"], "any", "number"),
        (["", ""], "string", "text"),
        (["", ""], "integer", "number"),
        (["10%", ""], "number", "percent"),
        (["true", ""], "boolean", "boolean"),
        (["2022", ""], "year", "date"),
        (["5:00", ""], "duration", "clock"),
    ],
)
def test_a_column_is_of_a_family_where_every_cell_is(tmp_path: Path, cells: list[str], kind: str, family: str) -> None:
    assert held(tmp_path, cells, kind).family == family


def test_a_disagreement_counts_among_the_cells_of_a_column(tmp_path: Path) -> None:
    told = "table,row,field,value,source\nt,0,x,abandoned,s\n"
    assert held(tmp_path, ["6-4", "7-5"], disagreements=told).family == "text"


def test_a_percentage_among_numbers_is_an_error_with_its_place(tmp_path: Path) -> None:
    rows = "id,x,sources\na,5,s\nb,,s\nc,6%,s\nd,7,s\n"
    fields = [{"name": "id"}, {"name": "x", "type": "number"}]
    assert refused(package(tmp_path, rows, fields)) == [
        "t.csv:4: row c, column x: '6%' is a percentage, expected a number, as in line 2"
    ]
    more = "id,x,sources\na,5%,s\nb,6,s\nc,7,s\n"
    assert refused(package(tmp_path, more, fields)) == [
        "t.csv:3: row b, column x: '6' is no percentage, expected a percentage, as in line 2",
        "t.csv:4: row c, column x: '7' is no percentage, expected a percentage, as in line 2",
    ]
    told = "table,row,field,value,source\nt,a,x,6%,s\n"
    assert refused(package(tmp_path, "id,x,sources\na,5,s\n", fields, disagreements=told)) == [
        "disagreements.csv:2: row t a x s, column value: '6%' is a percentage, expected a cell like the others of x"
    ]


def test_every_bad_cell_is_told_in_one_go(tmp_path: Path) -> None:
    rows = 'id,x,on,sources\na,"1,00",2022-02-30,s\nb,x,2022-1-1,\na,1,2022-01-01,s\n'
    fields = [{"name": "id"}, {"name": "x", "type": "integer"}, {"name": "on", "type": "date"}]
    assert refused(package(tmp_path, rows, fields)) == [
        "t.csv:2: row a, column x: '1,00' is not a whole number, expected digits only",
        "t.csv:2: row a, column on: '2022-02-30' is not a date: that month has 28 days, expected a day from 01 to 28",
        "t.csv:3: row b, column x: 'x' is not a whole number, expected digits only",
        "t.csv:3: row b, column on: '2022-1-1' is not a date, expected an EDTF date such as 2022-06-28, 2022-06, 2022, "
        "2022-06-28/2022-06-29, [2022-01-06..2022-01-07], 2022-03/.. or 2022?; did you mean 2022-01-01?",
        "t.csv:3: row b, column sources: blank, expected the row's sources: no source, no row",
    ]


def test_a_group_that_cannot_stand_between_digits_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(package(tmp_path, "id,x,sources\na,1,s\n", [{"name": "id"}, {"name": "x", "groupChar": "1"}]))
    assert "a groupChar that cannot stand between digits" in problem


def test_titles_are_other_names(tmp_path: Path) -> None:
    fields = [{"name": "id"}, {"name": "x", "title": "How many"}, {"name": "y", "title": "x"}]
    table = read(package(tmp_path, "id,x,y,sources\na,1,2,s\n", fields, resource={"title": "All of them"})).tables["t"]
    assert table.title == "All of them"
    assert table.column_names == {"id": ["id"], "x": ["x"], "y": ["y"], "how many": ["x"]}


def test_several_files_are_one_table_and_their_keys_are_one_list(tmp_path: Path) -> None:
    fields, both = [{"name": "id"}, {"name": "x"}], {"path": ["t.csv", "more.csv"]}
    (tmp_path / "more.csv").write_text("id,x,sources\nb,2,s\n", encoding="utf-8")
    folder = package(tmp_path, "id,x,sources\na,1,s\n", fields, resource=both)
    assert [(row.key, row.line, Path(row.file).name) for row in read(folder).tables["t"].rows] == [
        ("a", 2, "t.csv"),
        ("b", 2, "more.csv"),
    ]
    (tmp_path / "more.csv").write_text("id,x,sources\na,2,s\n", encoding="utf-8")
    assert refused(folder) == ["more.csv:2: key 'a' again, expected a key of its own; line 2 of t.csv has it"]


def test_a_completeness_statement_of_a_plain_table_names_the_table_alone(tmp_path: Path) -> None:
    fields = [{"name": "id"}, {"name": "x"}]
    stated = "table,period,sources\nt,2022,s\n"
    assert refused(package(tmp_path, "id,x,sources\na,1,s\n", fields, completeness=stated)) == [
        "completeness.csv:2: row t 2022, column period: a period, of a plain table, expected blank: such a table is complete as a whole"
    ]


def test_cells_that_a_json_line_leaves_out_are_blank(tmp_path: Path) -> None:
    schema = {"primaryKey": "id", "fields": [{"name": "id"}, {"name": "x", "type": "number"}, {"name": "sources"}]}
    resources = [{"name": "sources", "path": "sources.csv"}, {"name": "t", "path": "t.jsonl", "schema": schema}]
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "t.jsonl").write_text('{"id": "a", "x": 1.50, "sources": ["s"]}\n{"id": "b", "sources": "s"}\n', encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), encoding="utf-8")
    assert [row.values["x"] for row in read(tmp_path).tables["t"].rows] == [Decimal("1.50"), None]
