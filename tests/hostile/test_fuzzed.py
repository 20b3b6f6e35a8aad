"""Whatever bytes come from elsewhere, they are read or refused, and nothing else happens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.documents import document
from factspec.problem import Problem, Problems
from factspec.reference.journal import JOURNAL, settle
from factspec.report.model import Report
from factspec.sources.cells import Setting, cell
from factspec.sources.declared import declared_sources
from factspec.sources.forms.objects import json_rows
from factspec.sources.forms.pages import html_rows
from factspec.sources.forms.separated import csv_rows
from factspec.sources.forms.sparql import sparql_rows
from factspec.sources.forms.statistics import sdmx_rows
from factspec.sources.lock import read_lock
from factspec.sources.paths import json_path
from factspec.sources.text import body_text

ANY = st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
TAGS = "<table> </table> <tr> <td_rowspan=3> <th_colspan=9> <td> </td> <caption> x 1 <!-- &nbsp; <script>"
PIECES = st.lists(st.sampled_from([tag.replace("_", " ") for tag in TAGS.split()]), max_size=40).map("".join)
MARKS = ("a", ": ", "- ", "\n", "  ", "{", "}", "[", "]", "&a ", "*a ", "!x ", "'", '"', "|", ">", "%", "#", "?", "---\n")
SPARQL = st.fixed_dictionaries(
    {"head": st.fixed_dictionaries({"vars": JSON}), "results": st.fixed_dictionaries({"bindings": JSON})}
)
BLOCK = st.fixed_dictionaries(
    {"series": st.dictionaries(st.sampled_from(["0", "1:2", "x"]), JSON, max_size=2), "observations": JSON}
)
SDMX = st.fixed_dictionaries({"structure": st.fixed_dictionaries({"dimensions": JSON}), "dataSets": st.lists(BLOCK, max_size=2)})
YAML_KEYS = (
    "kind",
    "url",
    "source",
    "rows",
    "maps",
    "limits",
    "columns",
    "resource",
    "where",
    "schema",
    "fields",
    "items",
    "query",
    "with",
)
DECLARED = st.dictionaries(st.sampled_from(YAML_KEYS), JSON, max_size=8).map(
    lambda found: found | {"kind": "csv" if len(found) % 2 else "json"}
)


def read(what: Callable[[], Iterable[object]]) -> None:
    """Reads all of it; a refusal is as good."""
    faults: list[Problem] = []
    try:
        list(what())
    except Problems as found:
        faults += found.problems
    assert all(fault.wrong and "\n" not in str(fault) for fault in faults)


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_any_bytes_are_text_or_refused(body: bytes) -> None:
    read(lambda: body_text(body))
    read(lambda: csv_rows(body_text(body)))
    read(lambda: sparql_rows(body_text(body)))
    read(lambda: html_rows(body_text(body, html=True), "1"))


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_rows_or_refused(value: object) -> None:
    text = json.dumps(value)
    read(lambda: json_rows(text, json_path("$[*]"), {"a": json_path("a[0].b"), "c": json_path("c")}))
    read(lambda: json_rows(text, json_path("$"), {"a": json_path("[*]")}))
    read(lambda: sparql_rows(text))
    read(lambda: sdmx_rows(text))


@settings(max_examples=100, deadline=None)
@given(SPARQL, SDMX)
def test_what_looks_like_an_answer_is_rows_or_refused(sparql: object, sdmx: object) -> None:
    read(lambda: sparql_rows(json.dumps(sparql)))
    read(lambda: sdmx_rows(json.dumps(sdmx)))


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["1", "2", "x"]))
def test_any_page_is_rows_or_refused(page: str, which: str) -> None:
    read(lambda: html_rows(page, which))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=40))
def test_any_cell_is_filled_or_refused(text: str, value: str) -> None:
    def filled() -> Iterable[object]:
        made = cell(text)
        return made.filled(dict.fromkeys(made.columns(), value), Setting({name: {} for name in made.maps()}))

    read(filled)
    for filters in ("slug", "id", "number", "number ,", "day", "date b", "list ;", "lower", "or x"):
        read(lambda filters=filters: cell(f"{{a|{filters}}}").filled({"a": value, "b": value}, Setting()))  # type: ignore[misc]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_path_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert len(json_path(text)) <= len(text)


@settings(max_examples=100, deadline=None)
@given(DECLARED, ANY, JSON)
def test_any_file_of_a_package_is_read_or_refused(declared: object, body: bytes, value: object) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sources").mkdir()
        (folder / "sources/a.yaml").write_text(json.dumps(declared))
        (folder / "sources/b.yaml").write_bytes(body)
        read(lambda: declared_sources(folder))
        for text in (body, json.dumps(value).encode(), json.dumps({"aside": value, "moves": value}).encode()):
            (folder / "references.lock").write_bytes(text)
            read(lambda: [read_lock(folder)])
            (folder / JOURNAL).write_bytes(text)
            with suppress(Problems):
                settle(folder)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_any_yaml_is_plain_data_or_refused(text: str) -> None:
    read(lambda: [document(text, "a.yaml")])


@settings(max_examples=50, deadline=None)
@given(JSON)
def test_no_json_but_a_report_is_a_report(value: object) -> None:
    try:
        Report.model_validate_json(json.dumps(value))
    except ValueError:
        return
    raise AssertionError("a report of nothing")
