"""Faults planted among a million rows are all found, each on its line; faults by the thousand are told first and then counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from factspec.problem import Problem, Problems
from factspec.reference.bulk.told import MOST
from factspec.reference.package import package_folders, read_reference

from .packages import written

ROWS = 1_000_000
EVERY = 1_000  # of so many rows one has a title that takes three lines
SOUND = f"""
SELECT 'e' || i AS id, CASE i % 3 WHEN 0 THEN 'meeting' WHEN 1 THEN 'visit' ELSE 'contact' END AS kind,
    CASE i % 4 WHEN 0 THEN 'phone' WHEN 1 THEN 'in person' END AS mode,
    CASE WHEN i % 50 = 7 THEN '2021-0' || (1 + i % 9) ELSE CAST(DATE '2000-01-01' + CAST(i % 9000 AS INTEGER) AS VARCHAR) END
        AS date,
    CASE i % 3 WHEN 0 THEN 'town' END AS place,
    CASE WHEN i % {EVERY} = 5 THEN 'one' || chr(10) || 'two' || chr(10) || 'three' END AS title,
    CASE WHEN i % 100 = 99 THEN 'e' || (i - 99) END AS part_of,
    CASE i % 3 WHEN 0 THEN 'ann|ben' WHEN 1 THEN 'cay' ELSE 'cay|ben|ann' END AS participants,
    CASE i % 20 WHEN 0 THEN 'false' END AS participants_complete, CASE i % 2 WHEN 0 THEN 'S1' ELSE 'S2|S1' END AS sources
FROM range({ROWS}) r(i)
"""
SOURCE = "expected the row's sources: no source, no row"
PARTS = "expected names with one | between them"
PLANTED = [
    (0, "date", "2022-02-30", "'2022-02-30' is not a date: that month has 28 days, expected a day from 01 to 28"),
    (17, "mode", "fone", "'fone' is not known here, expected 'in person', 'phone', 'video' or 'letter'; "
     "did you mean phone or in person?"),
    (4_999, "kind", "", "blank, expected a value"),
    (5_000, "participants_complete", "perhaps", "'perhaps' is neither true nor false, expected true or false"),
    (6_004, "title", "no fault", ""),
    (77_777, "sources", "", f"blank, {SOURCE}"),
    (122_879, "sources", "S1|S1", "'S1|S1' names one thing twice, expected each once"),
    (122_880, "participants", "ann||ben", f"'ann||ben' has an empty part, {PARTS}"),
    (200_000, "participants", "ann|ben|cay|ann", "'ann|ben|cay|ann' names one thing twice, expected each once"),
    (245_760, "date", "2022-06-30/2022-06-01", "'2022-06-30/2022-06-01' runs backwards, expected the earlier date first; "
     "did you mean 2022-06-01/2022-06-30?"),
    (333_333, "participants", "|", f"'|' has an empty part, {PARTS}"),
    (400_000, "date", "", "blank, expected a value"),
    (500_000, "mode", "In person", "'In person' is not known here, expected 'in person', 'phone', 'video' or 'letter'; "
     "did you mean in person?"),
    (500_001, "participants", "cay|ann|cay", "'cay|ann|cay' names one thing twice, expected each once"),
    (654_321, "participants_complete", "2", "'2' is neither true nor false, expected true or false"),
    (700_000, "id", "", "blank, expected a value"),
    (800_000, "date", "2022-6-28", "'2022-6-28' is not a date, expected an EDTF date such as 2022-06-28, 2022-06, 2022, "
     "2022-06-28/2022-06-29, [2022-01-06..2022-01-07], 2022-03/.. or 2022?; did you mean 2022-06-28?"),
    (900_000, "id", "e123456", "'e123456' again, expected one row of that name; FILE:123456 has it"),
    (999_998, "sources", "|S1", f"'|S1' has an empty part, {PARTS}"),
    (999_999, "kind", " ", "blank, expected a value"),
    (999_997, "mode", "letters", "'letters' is not known here, expected 'in person', 'phone', 'video' or 'letter'; "
     "did you mean letter?"),
]  # fmt: skip
NEAR = re.compile(r"(of the event rows); did you mean .*")  # among a million ids, those that look alike
LINKS = [
    (31, "kind", "meating", "no kind 'meating', expected the id of one of the kind rows; did you mean meeting?"),
    (999_999, "kind", "quux", "no kind 'quux', expected the id of one of the kind rows"),
    (450_000, "place", "twon", "no entity 'twon', expected the id of one of the entity rows; did you mean town?"),
    (600_000, "part_of", "e1000000", "no event 'e1000000', expected the id of one of the event rows"),
    (2, "participants", "ann|bem|cay", "no entity 'bem', expected the id of one of the entity rows; did you mean ben?"),
    (700_001, "sources", "S2|S7", "no source 'S7', expected the id of one of the source rows"),
    (10, "part_of", "e11", "'e10' comes round to itself, expected a chain that ends"),
    (11, "part_of", "e10", "'e11' comes round to itself, expected a chain that ends"),
    (12, "part_of", "e12", "'e12' comes round to itself, expected a chain that ends"),
    (13, "part_of", "e12", ""),
]


def line(row: int, form: str) -> int:
    """The line that a row stands on: one for the header, and two more for each long title before it."""
    return row + 1 if form == "parquet" else row + 2 + 2 * ((row - 6) // EVERY + 1)


def expected(planted: list[tuple[int, str, str, str]], form: str) -> list[str]:
    """The faults of what was planted, in the order of the lines."""
    found = []
    for row, column, value, fault in planted:
        at = line(row, form)
        name = (value or at) if column == "id" else f"e{row}"
        where = "" if "again" in fault else f" row {name}, column {column}:"
        told = fault.replace("FILE:123456", f"events.{form}:{line(123_456, form)}")
        found += [(row, f"events.{form}:{at}:{where} {told}")] if fault else []
    return [text for _, text in sorted(found, key=lambda one: one[0])]


@pytest.fixture(name="sound", scope="module")
def _sound() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 2}) as database:
        database.execute(f"CREATE TABLE sound AS {SOUND}")
        yield database


def plant(sound: duckdb.DuckDBPyConnection, planted: list[tuple[int, str, str, str]], path: Path, form: str) -> None:
    sound.execute("CREATE OR REPLACE TABLE planted AS SELECT * FROM sound")
    for row, column, value, _ in planted:
        sound.execute(f"UPDATE planted SET {column} = ? WHERE rowid = ?", [value, row])
    sound.execute(f"COPY (SELECT * FROM planted ORDER BY rowid) TO '{path}' (FORMAT {form})")


def refused(folder: Path) -> list[str]:
    with pytest.raises(Problems) as found:
        read_reference(package_folders(folder), bulk=True, cache=folder / "cache")
    assert not list((folder / "cache").glob("*.duckdb"))
    return [str(problem).replace(f"{folder}/", "") for problem in found.value.problems]


def package(folder: Path, form: str) -> Path:
    """A sound package with an empty file of events in that form; the folder."""
    without = ("games.csv", "disagreements.csv", *(["events.csv"] if form != "csv" else []))
    return written(folder, {f"events.{form}": b""}, without=without)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_all_faults_of_single_rows_are_found(form: str, sound: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = package(tmp_path, form)
    plant(sound, PLANTED, folder / f"events.{form}", form)
    assert refused(folder) == expected(PLANTED, form)


def test_all_faults_between_rows_are_found(sound: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = package(tmp_path, "csv")
    plant(sound, LINKS, folder / "events.csv", "csv")
    found = refused(folder)
    wanted = expected(LINKS, "csv")
    assert sorted(map(NEAR.sub, [r"\1"] * len(found), found)) == sorted(wanted)


def test_of_very_many_faults_the_first_are_told_and_the_rest_are_counted(
    sound: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = package(tmp_path, "csv")
    dirty = """SELECT * EXCLUDE i REPLACE (CASE WHEN i < 3000 THEN 'someday' ELSE date END AS date,
        CASE WHEN i % 5 = 0 THEN 'x' ELSE mode END AS mode, CASE WHEN i >= 19000 THEN 'e' || (i - 5000) ELSE id END AS id)
        FROM (SELECT *, rowid AS i FROM sound ORDER BY rowid LIMIT 20000)"""
    sound.execute(f"COPY ({dirty}) TO '{folder / 'events.csv'}' (FORMAT csv)")
    with pytest.raises(Problems) as found:
        read_reference(package_folders(folder), bulk=True, cache=folder / "cache")
    told, rest = found.value.problems[:MOST], found.value.problems[MOST:]
    assert all(fault.line for fault in told)
    in_dates = sum("column date" in fault.path for fault in told)
    file = str(folder / "events.csv")
    whole = f"none; the first {MOST:,} are told one by one"
    assert rest == (
        Problem(f"{4_000 - (MOST - in_dates):,} more faults: column mode", file, expected=whole),
        Problem(f"{3_000 - in_dates:,} more faults: column date", file, expected=whole),
        Problem("800 more faults: ids that stand again", file, expected=whole),
    )
