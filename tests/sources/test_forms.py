"""Every form of an answer becomes rows: CSV, JSON, tables of pages, SPARQL, SDMX, databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from factspec.problem import Problems
from factspec.sources.cells import Setting, cell
from factspec.sources.databases import answer
from factspec.sources.declaration import DatabaseSource, SparqlSource
from factspec.sources.forms.objects import json_rows
from factspec.sources.forms.pages import html_rows
from factspec.sources.forms.separated import csv_rows
from factspec.sources.forms.sparql import sparql_rows
from factspec.sources.forms.statistics import sdmx_rows
from factspec.sources.paths import json_path
from factspec.sources.queries import query_of, templates
from factspec.sources.text import body_text


def refused(read: Callable[[], object]) -> str:
    with pytest.raises((Problems, ValueError)) as caught:
        read()
    return str(caught.value)


def test_csv_is_read_with_its_quotes_and_lines() -> None:
    assert list(csv_rows('a, b \n1,"x\ny"\n\n2,"""z"""\n')) == [{"a": "1", "b": "x\ny"}, {"a": "2", "b": '"z"'}]
    assert list(csv_rows("a title\n\na;b\n1;2\n", delimiter=";", skip=2)) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1\n", "1 cells in line 2 of the body, expected 2, as in the header"),
        ('a\n"x\n', "line 2 of the body is not CSV: unexpected end of data"),
        ("a,a\n1,2\n", "two columns are called 'a', expected a header with a name of its own for each column"),
        ("a\n" + "x" * 200_000 + "\n", "line 2 of the body is not CSV: field larger than field limit (131072)"),
    ],
)
def test_csv_unlike_its_header_is_refused(text: str, said: str) -> None:
    assert refused(lambda: list(csv_rows(text))) == said


def test_json_rows_are_found_at_a_path() -> None:
    text = json.dumps({"data": [{"n": {"en": "Tajikistan"}, "v": [1, 2]}, {"n": {"en": "Kazakhstan"}, "v": None}]})
    fields = {"name": json_path("n.en"), "values": json_path("v[*]"), "first": json_path("v[0]")}
    assert list(json_rows(text, json_path("$.data[*]"), fields)) == [
        {"name": "Tajikistan", "values": "1|2", "first": "1"},
        {"name": "Kazakhstan", "values": "", "first": ""},
    ]


def test_numbers_of_json_are_kept_as_they_are_written() -> None:
    text = '[{"v": 0.10}, {"v": 12345678901234567890.123456789}]'
    assert [row["v"] for row in json_rows(text, json_path("[*]"), {"v": json_path("v")})] == [
        "0.10",
        "12345678901234567890.123456789",
    ]


def test_a_column_of_json_that_is_nowhere_is_refused() -> None:
    said = refused(lambda: list(json_rows('[{"a": 1}]', json_path("[*]"), {"b": json_path("b")})))
    assert said == "no row has 'b', expected a value at its path in some row"


@pytest.mark.parametrize("text", ["", "a b", "$..a", "a[", "a[?(@.x)]", "['a'", "a.'b'", "x" * 600])
def test_a_path_computes_nothing(text: str) -> None:
    assert "is no path, expected one such as $.data[*].name" in refused(lambda: json_path(text))


PAGE = """\
<!doctype html><html><body><table><tr><td>layout</td></tr></table>
<table><caption>Games of 2022</caption>
<thead><tr><th>City</th><th>Date</th><th colspan=2>Score</th></tr></thead>
<tr><td rowspan=2>Minsk<sup>[1]</sup></td><td>1 May</td><td>2</td><td>1</td></tr>
<tr><td>2&nbsp;May<script>alert(1)</script></td><td>0</td><td><table><tr><td>inner</td></tr></table></td></tr>
</table></body></html>"""


@pytest.mark.parametrize("which", ["2", "games of 2022"])
def test_a_table_of_a_page_is_read_with_its_merged_cells(which: str) -> None:
    assert list(html_rows(PAGE, which)) == [
        {"City": "Minsk", "Date": "1 May", "Score": "2", "Score 2": "1"},
        {"City": "Minsk", "Date": "2 May", "Score": "0", "Score 2": "inner"},
    ]


def test_a_table_that_is_not_there_is_refused() -> None:
    assert refused(lambda: list(html_rows(PAGE, "9"))) == "no table 9, expected one of 3 tables"
    assert "did you mean Games of 2022?" in refused(lambda: list(html_rows(PAGE, "Game of 2022")))
    assert "a page with a table" in refused(lambda: list(html_rows("<p>no", "1")))


def test_a_page_of_nonsense_ends_soon() -> None:
    wide = "<table><tr>" + "<td colspan=1000>x</td>" * 5 + "</tr><tr><td></table>"
    assert "the table is too large" in refused(lambda: list(html_rows(wide, "1")))
    assert "no rows" in refused(lambda: list(html_rows("<table>" * 5000, "1")))


def test_an_answer_of_sparql_has_its_unknown_values_blank() -> None:
    bindings = [
        {"a": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"}, "b": {"type": "literal", "value": "x"}},
        {"a": {"type": "bnode", "value": "t1"}},
        {"a": {"type": "uri", "value": "http://www.wikidata.org/.well-known/genid/7"}},
    ]
    text = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}})
    assert [row["a"] for row in sparql_rows(text)] == ["http://www.wikidata.org/entity/Q1", "", ""]
    assert [row["b"] for row in sparql_rows(text)] == ["x", "", ""]
    for wrong in ("{}", "[]", '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": true}}]}}'):
        assert "SPARQL" in refused(lambda wrong=wrong: list(sparql_rows(wrong))) or "no text" in refused(  # type: ignore[misc]
            lambda wrong=wrong: list(sparql_rows(wrong))  # type: ignore[misc]
        )


AREAS = [{"id": "TJ", "name": "Tajikistan"}, {"id": "KZ", "name": {"en": "Kazakhstan"}}]
SDMX = {
    "data": {
        "structure": {
            "dimensions": {
                "dataSet": [{"id": "FREQ", "values": [{"id": "A", "name": "Annual"}]}],
                "series": [
                    {"id": "REF_AREA", "values": [{"id": "TJ", "name": "Tajikistan"}, {"id": "KZ", "name": {"en": "Kazakhstan"}}]}
                ],
                "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2021"}, {"id": "2022"}]}],
            },
            "attributes": {"observation": [{"id": "OBS_STATUS", "values": [{"id": "P", "name": "Provisional"}]}]},
        },
        "dataSets": [
            {"series": {"0": {"observations": {"0": [9.7, None], "1": [9.9, 0]}}, "1": {"observations": {"1": [19.6]}}}}
        ],
    }
}


def test_statistics_in_sdmx_have_a_row_for_each_observation() -> None:
    rows = list(sdmx_rows(json.dumps(SDMX)))
    assert [(row["REF_AREA"], row["REF_AREA_name"], row["TIME_PERIOD"], row["OBS_VALUE"]) for row in rows] == [
        ("TJ", "Tajikistan", "2021", "9.7"),
        ("TJ", "Tajikistan", "2022", "9.9"),
        ("KZ", "Kazakhstan", "2022", "19.6"),
    ]
    assert [row["OBS_STATUS"] for row in rows] == ["", "P", ""]
    assert rows[0]["FREQ"] == "A"
    assert "no statistics in SDMX-JSON" in refused(lambda: list(sdmx_rows('{"data": {"dataSets": [{}]}}')))


def database(url: str, query: str, **limits: int) -> DatabaseSource:
    rows = [{"resource": "entities", "columns": {"id": "{id}", "type": "t", "name": "n"}}]
    said = {"kind": "database", "url": url, "query": query, "rows": rows, "limits": limits}
    return DatabaseSource.model_validate(said | {"source": {"id": "s", "publisher": "p", "title": "t"}})


def test_a_database_answers_in_an_order_that_lasts(tmp_path: Path) -> None:
    link = sqlite3.connect(tmp_path / "a.db")
    link.executescript("create table t (id text, n real); insert into t values ('b', 0.1), ('a', null), ('c', 1e21)")
    link.close()
    body = answer(database("sqlite:a.db", "select id, n from t"), tmp_path)
    assert body == b"id,n\na,\nb,0.1\nc,1000000000000000000000\n"
    duck = duckdb.connect(tmp_path / "a.duckdb")
    rows = "('b', date '2022-06-28', 1.50::decimal(5,2)), ('a', null, null)"
    duck.execute(f"create table t as select * from (values {rows}) x(id, d, n)")
    duck.close()
    assert answer(database("duckdb:a.duckdb", "select * from t"), tmp_path) == b"id,d,n\na,,\nb,2022-06-28,1.50\n"


@pytest.mark.parametrize(
    "query",
    [
        "attach database 'x.db' as x", "insert into t values (1)", "delete from t", "drop table t", "pragma journal_mode=wal",
        "select load_extension('x')", "select 1; drop table t", "create table u as select 1",
    ],
)  # fmt: skip
def test_sqlite_is_asked_and_not_told(tmp_path: Path, query: str) -> None:
    link = sqlite3.connect(tmp_path / "a.db")
    link.executescript("create table t (id text); insert into t values ('a')")
    link.close()
    before = (tmp_path / "a.db").read_bytes()
    assert "the database refuses" in refused(lambda: answer(database("sqlite:a.db", query), tmp_path))
    assert (tmp_path / "a.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db"]


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')", "select * from '/etc/passwd'", "copy t to '/tmp/out.csv'", "install httpfs",
        "select * from read_text('a.duckdb')", "with x as (select 1) insert into t select 1", "select 1; copy t to 'x.csv'",
        "select getenv('HOME') from read_blob('/etc/hostname')",
    ],
)  # fmt: skip
def test_duckdb_reads_no_file_and_writes_none(tmp_path: Path, query: str) -> None:
    link = duckdb.connect(tmp_path / "a.duckdb")
    link.execute("create table t as select 1 as id")
    link.close()
    said = refused(lambda: answer(database("duckdb:a.duckdb", query), tmp_path))
    assert "the database refuses" in said or "not a query" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.duckdb"]


def test_a_database_outside_the_project_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    sqlite3.connect(tmp_path / "a.db").close()
    for url in ("sqlite:../a.db", f"sqlite:{tmp_path}/a.db"):
        assert "is outside the project" in refused(lambda url=url: answer(database(url, "select 1"), tmp_path / "p"))  # type: ignore[misc]


def test_a_query_that_does_not_end_is_ended(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.db").close()
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    assert "interrupted" in refused(lambda: answer(database("sqlite:a.db", endless, seconds=1), tmp_path))


def sparql_source(**more: object) -> SparqlSource:
    rows = [{"resource": "entities", "columns": {"id": "{id}", "type": "t", "name": "n"}}]
    said = {"kind": "sparql", "url": "https://example.org/q", "rows": rows, "source": {"id": "s", "publisher": "p", "title": "t"}}
    return SparqlSource.model_validate(said | more)


def test_every_template_takes_items_and_nothing_else() -> None:
    assert set(templates()) == {
        f"wikidata/{name}"
        for name in ("positions-held", "heads-of-state", "heads-of-government", "members", "significant-events", "population")
    }
    for name, parameter in [("heads-of-state", "place"), ("positions-held", "person"), ("members", "organisation")]:
        text = query_of(sparql_source(template=f"wikidata/{name}", **{"with": {parameter: ["Q1", "Q2"]}}))
        assert "{ wd:Q1 wd:Q2 }" in text
        for hostile in ("Q1 } DROP ALL", "", "q1", "Q0", "wd:Q1", "Q1\nQ2"):
            assert "is no item" in refused(
                lambda hostile=hostile, name=name, parameter=parameter: query_of(  # type: ignore[misc]
                    sparql_source(template=f"wikidata/{name}", **{"with": {parameter: hostile}})
                )
            )
    assert "no template 'wikidata/heads'" in refused(lambda: query_of(sparql_source(template="wikidata/heads")))
    assert "language" in refused(
        lambda: query_of(sparql_source(template="wikidata/population", **{"with": {"place": "Q1", "language": 'en")'}}))
    )


def test_a_variable_of_ones_own_query_stays_one() -> None:
    assert query_of(sparql_source(query="SELECT $x WHERE { VALUES $x { $item } }", **{"with": {"item": "Q1"}})) == (
        "SELECT $x WHERE { VALUES $x { wd:Q1 } }"
    )


SETTING = Setting({"codes": {"TJ": "tajikistan"}}, {"Ann": "ann", "http://www.wikidata.org/entity/Q1": "ann"}, frozenset({"Bo"}))


@pytest.mark.parametrize(
    ("text", "row", "made"),
    [
        ("plain", {}, "plain"),
        ("{a}-{b}", {"a": "x", "b": "y"}, "x-y"),
        ("{a}-{b}", {"a": "x", "b": ""}, ""),
        ("{a|slug}", {"a": "Эмомали Рахмон's"}, "emomali-rakhmons"),
        ("{a|id}", {"a": "http://www.wikidata.org/entity/Q42"}, "Q42"),
        ("{a|entity}", {"a": "Ann"}, "ann"),
        ("{a|entity}", {"a": "https://www.wikidata.org/wiki/Q1"}, "ann"),
        ("{a|map codes}", {"a": "TJ"}, "tajikistan"),
        ("{a|day}", {"a": "2022-06-28T10:00:00Z"}, "2022-06-28"),
        ("{a|date p}", {"a": "2022-06-28T00:00:00Z", "p": "11"}, "2022-06-28"),
        ("{a|date p}", {"a": "2022-06-01T00:00:00Z", "p": "10"}, "2022-06"),
        ("{a|date p}", {"a": "2022-01-01T00:00:00Z", "p": "9"}, "2022"),
        ("{a|date p}", {"a": "2010-01-01T00:00:00Z", "p": "8"}, "201X"),
        ("{a|date p}", {"a": "-0044-03-15T00:00:00Z", "p": "11"}, "-0044-03-15"),
        ("{a|date p}", {"a": "", "p": ""}, ""),
        ("{a|number}", {"a": "9,952,787"}, "9952787"),
        ("{a|number}", {"a": "9 952 787.50"}, "9952787.50"),
        ("{a|number ,}", {"a": "1.234,5"}, "1234.5"),
        ("{a|number}", {"a": "\u22125"}, "-5"),
        ("{a|list ;}", {"a": "x; y;x"}, "x|y"),
        ("{a|or ..}", {"a": ""}, ".."),
        ("{a|lower}", {"a": "ABC"}, "abc"),
    ],
)
def test_a_cell_is_filled(text: str, row: dict[str, str], made: str) -> None:
    assert cell(text).filled(row, SETTING) == made


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("{a|entity}", {"a": "Anne"}, "no entity is 'Anne'"),
        ("{a|entity}", {"a": "Bo"}, "two entities are called 'Bo'"),
        ("{a|map codes}", {"a": "TX"}, "'TX' is not in the map 'codes'"),
        ("{a|day}", {"a": "28 June"}, "'28 June' is not a day"),
        ("{a|date p}", {"a": "2022-06-28T00:00:00Z", "p": "6"}, "of precision '6' is not a date"),
        ("{a|number}", {"a": "12,34"}, "'12,34' is not a number"),
        ("{a|number ,}", {"a": "1.5"}, "'1.5' is not a number"),
        ("{a|number}", {"a": "many"}, "'many' is not a number"),
    ],
)
def test_a_value_that_a_filter_refuses_is_told(text: str, row: dict[str, str], said: str) -> None:
    assert said in refused(lambda: cell(text).filled(row, SETTING))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a", "has a brace that is no blank"),
        ("{a|slag}", "no filter 'slag', expected one of slug, id"),
        ("{a|map}", "filter 'map', expected a word after it"),
        ("{a|slug x}", "filter 'slug x', expected nothing after it"),
        ("{" * 2000, "2000 characters, expected at most 1000"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(text: str, said: str) -> None:
    assert said in refused(lambda: cell(text))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"a\0b", "a NUL character at 1"),
        (b"\xff\xfe", "is not utf-8"),
        (b"<!DOCTYPE html><p>", "the body is an HTML page"),
        (b"%PDF-1.7", "the body is PDF"),
        (b"PK\x03\x04", "the body is an archive"),
        (b"\x1f\x8b", "the body is gzip"),
    ],
)
def test_a_body_that_is_no_text_is_refused(body: bytes, said: str) -> None:
    assert said in refused(lambda: body_text(body))


def test_a_body_is_read_in_its_own_encoding() -> None:
    body = "Рахмон".encode("windows-1251")
    assert body_text(body, "text/csv; charset=windows-1251") == "Рахмон"
    assert body_text(body, "text/csv", "windows-1251") == "Рахмон"
    assert "encoding 'nonsense' is not known" in refused(lambda: body_text(body, "text/csv; charset=nonsense"))
    assert "not known" in refused(lambda: body_text(body, "", "zlib"))
