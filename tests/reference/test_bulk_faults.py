"""Reading in bulk finds the faults that the Python reader finds, in the same words and the same order, in any file."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factspec.problem import Problem, Problems
from factspec.reference.bulk.event_file import EventFile
from factspec.reference.bulk.read import checked
from factspec.reference.bulk.workspace import Workspace, workspace
from factspec.reference.facts import Reference
from factspec.reference.files import Layout, raw_table
from factspec.reference.package import package_folders, read_reference
from factspec.reference.schema import Event
from factspec.reference.take import empty_table, take_rows

from .packages import written
from .test_bulk_index import held, told

COLUMNS = ["id", "kind", "mode", "date", "place", "title", "part_of", "participants", "participants_complete", "sources"]
ODD = st.text(st.sampled_from(" \t\u00a0\u2003|,;\"'\n\r\x1c\x85abİßé.?/-0128"), max_size=6)
CELLS: dict[str, list[str]] = {
    "id": ["m1", "m2", "m3", "m4", " m1", "m1\u00a0", "M1", "", "a|b", "é"],
    "kind": ["meeting", "visit", "contact", "meating", "Meeting", "", " visit "],
    "mode": ["in person", "phone", "video", "letter", "", "in  person", "Phone", "fax", " phone"],
    "date": [
        "2022-06-28", "2022-02-29", "2024-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2022-13-01", "2022-06", "2022",
        "201X", "2022-06-28?", "2022-06-28/2022-06-30", "2022-07-01/2022-06-01", "[2022-01-06..2022-01-07]", "2022-03/..",
        "../2022", "/",
        "..", "28.06.2022", "2022-6-28", "2022-06-28T10:00:00Z", "-0044-03-15", "Y17000", "2022-21", "", "tomorrow", "infinity",
        "epoch", "2022-06-28 (BC)", "２０２２-01-01", "2022-06-28\n", "0044-03-15",
    ],
    "place": ["town", "land", "", "twon", "ann", " town"],
    "title": ["Talks", "", 'The "big" one', "two\nlines", "three\r\nlines\r", "a,b", " x ", "\u2003"],
    "part_of": ["", "m1", "m2", "m3", "m9", " m2 "],
    "participants": [
        "ann|ben", "ann", "", "ben|cay|ann", "ann|ann", "ann|ben|ann", "ann||ben", "|", "ann|", "ann | ben", " ann|ann ",
        "bob|ann", "ann|ben|cay|town|land", "ann|ben|cay|town|land|ann", "ann|bob|bub", "ann\u00a0|ben", "ann|ben|ben",
    ],
    "participants_complete": ["", "true", "false", "TRUE", "No", "y", "off", "1", "2", "maybe", "ｔrue", " true ", "ſ"],
    "sources": ["S1", "S2", "S1|S2", "", "S3", "S1|S1", "S1||S2", " S1 | S2 ", "s1", "|S1", "S1|S9|S2"],
}  # fmt: skip
SOUND_CELLS = {
    **{name: cells[:2] for name, cells in CELLS.items()},
    "id": ["m1"],
    "date": CELLS["date"][:1],
    "part_of": ["", "", "m1", "m2", "m3"],
    "sources": ["S1", "S2", "S1|S2", "S3", "S4|S1"],
}


@st.composite
def tables(draw: st.DrawFn, dirt: int = 3, least: int = 0) -> list[dict[str, str]]:
    """Rows of events that are sound but for a few cells."""
    sound = st.fixed_dictionaries({name: st.sampled_from(SOUND_CELLS[name]) for name in COLUMNS})
    rows = [{**row, "id": f"m{number}"} for number, row in enumerate(draw(st.lists(sound, min_size=least, max_size=6)), 1)]
    for _ in range(draw(st.integers(0, dirt)) if rows else 0):
        row, name = draw(st.sampled_from(rows)), draw(st.sampled_from(COLUMNS))
        row[name] = draw(st.sampled_from(CELLS[name]) | ODD)
    return rows


def as_csv(rows: list[dict[str, str]], columns: list[str], dialect: dict[str, Any]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_jsonl(rows: list[dict[str, str]], columns: list[str], lists: bool) -> bytes:
    def value(name: str, cell: str) -> Any:
        return cell.split("|") if lists and name in ("participants", "sources") else cell or None

    return b"".join(json.dumps({name: value(name, row[name]) for name in columns}).encode() + b"\n" for row in rows)


def write_parquet(path: Path, rows: list[dict[str, str]], columns: list[str], lists: bool) -> None:
    types = [f"{name} VARCHAR{'[]' if lists and name in ('participants', 'sources') else ''}" for name in columns]
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t ({', '.join(types)})")
        for row in rows:
            cells = [row[n].split("|") if kind.endswith("]") else row[n] or None for n, kind in zip(columns, types, strict=True)]
            database.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})", cells)
        database.execute(f"COPY t TO '{path}' (FORMAT parquet)")


FORMS: dict[str, Any] = {
    "csv": lambda path, rows, columns: path.write_bytes(as_csv(rows, columns, {"lineterminator": "\n"})),
    "CRLF csv": lambda path, rows, columns: path.write_bytes(as_csv(rows, columns, {"lineterminator": "\r\n"})),
    "quoted csv": lambda path, rows, columns: path.write_bytes(as_csv(rows, columns, {"quoting": csv.QUOTE_ALL})),
    "csv with a mark": lambda path, rows, columns: path.write_bytes(b"\xef\xbb\xbf" + as_csv(rows, columns, {})),
    "jsonl": lambda path, rows, columns: path.write_bytes(as_jsonl(rows, columns, lists=False)),
    "jsonl with lists": lambda path, rows, columns: path.write_bytes(as_jsonl(rows, columns, lists=True)),
    "parquet": lambda path, rows, columns: write_parquet(path, rows, columns, lists=False),
    "parquet with lists": lambda path, rows, columns: write_parquet(path, rows, columns, lists=True),
}


def in_python(files: list[EventFile]) -> list[Problem]:
    reference, faults = Reference(), list[Problem]()
    for file in files:
        try:
            table = raw_table(file.path, file.file_format, file.layout)
        except Problems as found:
            faults += found.problems
            break
        if table.rows:
            take_rows(Event, table, reference, faults)
        else:
            faults.append(empty_table(file.path))
    return faults


def in_bulk(work: Workspace, files: list[EventFile]) -> list[Problem]:
    return [fault for _, faults in sorted(checked(work, files)[1].items()) for fault in faults]


def file_of(path: Path, number: int = 0) -> EventFile:
    return EventFile(path.parent, path, path.suffix[1:], Layout(), "", 0, number)


@pytest.fixture(name="work", scope="module")
def _work() -> Iterator[Workspace]:
    with workspace() as work:
        yield work


def as_form(form: str, path: Path, rows: list[dict[str, str]], columns: list[str]) -> Path:
    """Writes rows in a form; the file, with the ending of its format."""
    path = path.with_suffix(next(f".{word}" for word in form.split() if word in ("csv", "jsonl", "parquet")))
    FORMS[form](path, rows, columns)
    return path


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    pieces=st.lists(tables(), min_size=1, max_size=2),
    absent=st.just(set[str]()) | st.just(set[str]()) | st.sets(st.sampled_from(COLUMNS), max_size=2),
)
def test_rows_by_themselves(
    form: str, pieces: list[list[dict[str, str]]], absent: set[str], work: Workspace, tmp_path: Path
) -> None:
    columns = [name for name in COLUMNS if name not in absent]
    files = [file_of(as_form(form, tmp_path / f"{n}", rows, columns), n) for n, rows in enumerate(pieces)]
    assert in_bulk(work, files) == in_python(files)


@pytest.mark.parametrize("form", FORMS)
def test_each_odd_cell_alone_in_a_row(form: str, work: Workspace, tmp_path: Path) -> None:
    sound = {name: cells[0] for name, cells in SOUND_CELLS.items()}
    rows = [{**sound, "id": f"x{name}{n}", name: cell} for name in reversed(COLUMNS) for n, cell in enumerate(CELLS[name])]
    files = [file_of(as_form(form, tmp_path / "all", rows, COLUMNS))]
    assert len(in_python(files)) > 30
    assert in_bulk(work, files) == in_python(files)


SOURCES = """id,publisher,title,url,published
S1,TASS,Talks,https://example.org/1,2022-06
S2,Kremlin,Transcript,https://example.org/2,2022-06-20
S3,RIA,Talks,https://example.org/3,
S4,AP,Talks,https://example.org/4,2022-05?
"""
WITHOUT = ("events.csv", "games.csv", "quotes.csv")
DISPUTES = """table,row,field,value,source,accepted,note
events,m1,date,2022-06-27,S2,,
events,{row},{field},{value},S1,,
"""


@pytest.mark.parametrize("form", ["csv", "jsonl with lists", "parquet"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=tables(dirt=2, least=1),
    dispute=st.fixed_dictionaries({
        "row": st.sampled_from(["m1", "m2", "m3", "m7"]),
        "field": st.sampled_from(["part_of", "place", "exists", "participants"]),
        "value": st.sampled_from(["m2", "m8", "town", "false", "+cay", ""]),
    }),
)  # fmt: skip
def test_whole_packages(form: str, rows: list[dict[str, str]], dispute: dict[str, str], tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    events = as_form(form, tmp_path / "events", rows, COLUMNS)
    others = {"sources.csv": SOURCES, "disagreements.csv": DISPUTES.format(**dispute)}
    read_both(written(tmp_path, {**others, events.name: events.read_bytes()}, without=WITHOUT))


def read_both(folder: Path) -> None:
    """Reads a package in both ways, which have to come to the same."""
    folders = package_folders(folder)
    try:
        reference = read_reference(folders)
    except Problems as found:
        told_by_python = found.problems
    else:
        told_by_python = ()
    if told_by_python:
        with pytest.raises(Problems) as of_bulk:
            read_reference(folders, bulk=True, cache=folder / "cache")
        of_rows = [fault for fault in told_by_python if not fault.wrong.startswith("no ")]
        # in bulk, names are looked up once all rows are sound
        assert list(of_bulk.value.problems) in (list(told_by_python), of_rows)
        return
    for _ in range(2):  # made, and found again
        bulk = read_reference(folders, bulk=True, cache=folder / "cache")
        assert bulk.bulk is not None
        assert held(bulk.bulk.path) == told(reference)
        assert list(bulk.bulk.numbered(range(bulk.bulk.count)).values()) == list(reference.events.values())
        assert bulk.events == {row.row: reference.events[row.row] for row in reference.disagreements if row.resource == "events"}
        bulk.bulk.close()
