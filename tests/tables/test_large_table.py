"""A hundred thousand rows: read, and a handful of claims checked, in seconds; from CSV, JSON Lines and Parquet alike."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import duckdb
import pytest

from factspec.check import Checker
from factspec.reference.facts import Reference
from factspec.reference.package import read_reference
from factspec.verdict import Verdict

from .pool import results

ROWS = 100_000
FIELDS = [
    ("id", "string"),
    ("city", "string"),
    ("attendance", "integer"),
    ("share", "number"),
    ("day", "date"),
    ("sources", "string"),
]


def rows() -> list[tuple[str, str, str, str, str, str]]:
    chance = random.Random(1)
    return [
        (
            f"g{i}",
            f"city {chance.randint(1, 400)}",
            "" if i % 997 == 0 else f"{chance.randint(1000, 99999)}",
            f"{chance.randint(0, 1000) / 10}%",
            f"{chance.randint(1990, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "s",
        )
        for i in range(ROWS)
    ]


def package(folder: Path, file: str) -> Reference:
    schema = {"primaryKey": "id", "fields": [{"name": name, "type": kind} for name, kind in FIELDS]}
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("sources", "completeness")]
    resources.append({"name": "games", "path": file, "schema": schema})  # type: ignore[dict-item]
    (folder / "sources.csv").write_text("id,publisher,title,url\ns,S,T,https://s.example/\n", "utf-8")
    (folder / "completeness.csv").write_text("table,sources\ngames,s\n", "utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"name": "large", "resources": resources}), "utf-8")
    return read_reference([folder])


SENTENCES = (
    'in games, more than 200 rows have city "city 7"',
    "in games, most rows have attendance above 40,000",
    'in games, all rows with attendance above 60,000 and city "city 7" have share at least 0%',
    'in games, "g5" has the highest attendance',
    'in games, the average attendance of rows with city "city 9" was 5',
    "in games, the average attendance was 50,000",
    "in games, the number of different cities was 400",
    'in games, the attendance of "g5" was more than 1,000',
    'in games, the city of the row with the highest attendance was "city 7"',
    "in games, at least 40,000 rows have day before 2008",
    'in games, the city of the row with city "city 9" and attendance above 99,999 was "city 9"',
)
VERDICTS = [
    Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.REFUTED, Verdict.REFUTED, Verdict.NOT_ENOUGH,
    Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.REFUTED, Verdict.SUPPORTED, Verdict.REFUTED,
]  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    folder = tmp_path_factory.mktemp("large")
    text = "\n".join([",".join(name for name, _ in FIELDS), *(",".join(row) for row in rows())])
    (folder / "games.csv").write_text(text + "\n", "utf-8")
    began = time.process_time()
    reference = package(folder, "games.csv")
    assert time.process_time() - began < 20
    return reference


def test_a_handful_of_claims_is_checked_in_seconds(large: Reference) -> None:
    began = time.process_time()
    found = results(*SENTENCES, checker=Checker(large))
    assert [one.verdict for one in found] == VERDICTS, [one.because for one in found]
    assert time.process_time() - began < 30


def test_the_evidence_of_a_large_table_can_be_read(large: Reference) -> None:
    (found,) = results(SENTENCES[1], checker=Checker(large))
    assert len(found.evidence) < 100
    assert len(found.because) < 500
    assert found.origins.names == ("s",)


def test_other_formats_hold_the_same_table(large: Reference, tmp_path: Path) -> None:
    few = [dict(zip([name for name, _ in FIELDS], row, strict=True)) for row in rows()[:500]]
    lines, parquet = tmp_path / "lines", tmp_path / "parquet"
    for folder in (lines, parquet):
        folder.mkdir()
    (lines / "games.jsonl").write_text("\n".join(json.dumps(row) for row in few) + "\n", "utf-8")
    database = duckdb.connect()
    path = str(lines / "games.jsonl")
    database.execute("COPY (SELECT * FROM read_json(?)) TO '" + str(parquet / "games.parquet") + "' (FORMAT parquet)", [path])
    database.close()
    first = [(row.key, row.values) for row in large.tables["games"].rows[:500]]
    for folder, file in ((lines, "games.jsonl"), (parquet, "games.parquet")):
        assert [(row.key, row.values) for row in package(folder, file).tables["games"].rows] == first
