"""Spark: the verdicts of the engine at hand, in a session of one's own and on a cluster of two workers."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.engine.engines.made import Lot
from tests.engine.engines.servers import cluster, needs_spark, until
from tests.judge.generate import case

from factspec.bulk.intake import Batch as Lines
from factspec.bulk.intake import Place
from factspec.bulk.run import Bulk
from factspec.check import Checker, Settings
from factspec.commands import run_app
from factspec.engine.batch.engines.named import engine_of
from factspec.engine.batch.parquet import KEYS
from factspec.engine.batch.run import Batch
from factspec.problem import Problems
from factspec.reference.bulk.build import index_of
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.spread import spread
from factspec.values.calendar import day_number

pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

QUICK = {  # for the few rows of a test Spark's own settings take five times as long
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.executor.memory": "512m",
    "spark.driver.host": "127.0.0.1",
}

SAME = ("kind", "says", "claim", "as_of", "verdict", "expected", "outcome", "bounds", "prediction")
FAULTS = {
    ("nowhere", "results"): "nowhere: no such file or folder, expected claims in Parquet",
    ("text", "bare"): "bare is there already, expected the name of a folder that is yet to be made",
    ("text", "results"): f"text: unknown column 'sayz', expected one of {', '.join(KEYS)}; did you mean says?",
    ("bare", "results"): "bare: columns id, expected id, and says or claim",
}


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Spark's own settings, in the folder where it looks for them."""
    needs_spark()
    (tmp_path / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in QUICK.items()))
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    return tmp_path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Any]:
    """A session that somebody has begun, with a folder for indexes."""
    needs_spark()
    from pyspark.sql import SparkSession

    builder = SparkSession.Builder().master("local[2]").config("spark.factspec.folder", str(tmp_path / "indexes"))
    for name, value in QUICK.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()


def test_a_session_that_is_there_is_worked_in_and_left_as_it_was(session: Any, tmp_path: Path) -> None:
    lot = Lot(1, 24)
    reference, questions, day = lot.reference(800), lot.questions(3_000), day_number(2022, 1, 31)
    session.createDataFrame([("a", "b")], "id STRING, sayz STRING").write.parquet(str(tmp_path / "text"))
    session.createDataFrame([("a",)], "id STRING").write.parquet(str(tmp_path / "bare"))
    session.createDataFrame([("mine",)], "event STRING").createOrReplaceTempView("event")
    with closing(Batch(reference, day)) as here, closing(Batch(reference, day, engine_of(session))) as there:
        assert there.engine.name == "spark local[2]"
        expected = dict(here.decided(questions))
        assert len(expected) > 2_500
        assert dict(there.decided(questions)) == expected
        one = dict(here.decided(questions[:1]))
    [index] = (tmp_path / "indexes").iterdir()
    made = {path: path.stat().st_mtime_ns for path in index.rglob("*.parquet")}
    with closing(Batch(reference, day, engine_of(session))) as there:
        assert dict(there.decided(questions[:1])) == one
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*.parquet")} == made != {}
    assert list((tmp_path / "indexes").iterdir()) == [index]
    with pytest.raises(Problems, match=r"spark local\[3\]: a session on local\[2\] is running already, expected that one"):
        engine_of("spark:local[3]")
    for (claims, results), wrong in FAULTS.items():
        with pytest.raises(Problems) as fault:
            spread(reference, engine_of(session), f"{tmp_path}/{claims}", f"{tmp_path}/{results}")
        assert str(fault.value).replace(f"{tmp_path}/", "") == wrong
    assert [row.event for row in session.table("event").collect()] == ["mine"]
    assert [table.name for table in session.catalog.listTables()] == ["event"]


def test_two_workers_of_a_cluster_take_claims_to_results(quick: Path) -> None:
    made, folder = case(3, claims=42), quick
    reference, settings = reference_of(made.tables), Settings(as_of=made.as_of)
    checker = Checker(reference, settings=settings)
    lines = [json.dumps({"id": f"s{number}", "says": one.sentence}) for number, one in enumerate(made.stated)]
    lines += [
        json.dumps({"id": f"t{number}", "claim": checker.grammar.read(one.sentence).model_dump(mode="json", exclude_none=True)})
        for number, one in enumerate(made.stated)
    ]
    lines += [
        '{"id": "wrong", "says": "Ada mett Bruno."}',
        '{"id": "bad id", "says": "Ada met Bruno."}',
        '{"id": "s1", "claim": 7}',
    ]
    (folder / "claims.jsonl").write_text("\n".join(lines))
    (folder / "claims.parquet").mkdir()
    with duckdb.connect() as database:
        columns = "columns = {'id': 'VARCHAR', 'says': 'VARCHAR', 'claim': 'JSON'}"
        database.execute(f"CREATE TABLE c AS SELECT * FROM read_json('{folder}/claims.jsonl', {columns})")
        for part in range(2):  # a file for each worker
            database.execute(
                f"COPY (SELECT * FROM c WHERE rowid % 2 = {part} ORDER BY rowid) TO '{folder}/claims.parquet/{part}.parquet'"
            )
    on_disk = replace(reference, events={}, bulk=index_of(reference, folder / "events-place-content.duckdb"))
    disputed = {row.row for row in reference.disagreements if row.resource == "events"}
    on_disk.events.update({name: row for name, row in reference.events.items() if name in disputed})
    with cluster(2) as master:
        for events in (reference, on_disk):
            with closing(engine_of(master)) as engine:
                members = engine.session.sparkContext._jsc.sc().getExecutorMemoryStatus  # type: ignore[attr-defined]
                until(lambda members=members: members().size() == 3)  # type: ignore[misc] # the driver is one of them
                results = folder / f"results-{bool(events.bulk)}"
                found = spread(events, engine, str(folder / "claims.parquet"), str(results), settings, shown="claims.parquet")
            told = rows(results)
            assert [told_of(row) for row in told] == expected(lines, reference, settings)
            assert found.counts == Counter((row["outcome"], row["verdict"]) for row in told)
            assert found.counts["error", None] == 3
            assert len({verdict for _, verdict in found.counts}) == 5
            assert found.twice == (("s1", 2, 1),)
            assert len(found.wrong) == 20
            assert {row["location"]["path"] for row in told} == {"claims.parquet/0.parquet", "claims.parquet/1.parquet"}
    assert on_disk.bulk
    on_disk.bulk.close()


def rows(results: Path) -> list[dict[str, Any]]:
    """The results in a folder of Parquet files, in the order of their claims."""
    with duckdb.connect() as database:
        found = database.execute(f"SELECT * FROM '{results}/*.parquet' ORDER BY (location).line, (location).path")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def told_of(row: dict[str, Any]) -> dict[str, Any]:
    """What results of every way to check have to agree on."""
    found = {name: row[name] for name in ("id", *SAME)}
    return {**found, "claim": json.loads(row["claim"]) if row["claim"] else None}


def expected(lines: list[str], reference: Reference, settings: Settings) -> list[dict[str, Any]]:
    """What a run without Spark says of the same claims."""
    with closing(Bulk(Checker(reference, settings=settings), "f", {})) as bulk:
        ((_, done),) = bulk.checked(iter([Lines(1, lines, Place())]))
    found = [json.loads(line) for line in done.lines]
    return [{name: one[name] for name in ("id", *SAME)} for one in found]


def test_the_command_spreads_parquet_and_tells_what_it_told_before(
    quick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(quick)
    monkeypatch.delenv("PYSPARK_PYTHON")
    monkeypatch.setenv("PATH", "/usr/local/bin:/usr/bin:/bin")  # whose Python knows nothing of factspec
    facts = str(Path(__file__).parents[3] / "references" / "diplomacy")
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT * FROM (VALUES ('a', '2022-06-28 is a Tuesday', NULL), ('b', '2022-06-28 is a Monday', 'refuted'),"
            f" ('c', '2022-06-28 is a Sunday', NULL)) c(id, says, expect)) TO '{quick}/claims.parquet'"
        )
    printed = []
    for engine, results in (("duckdb", "here"), ("spark", "there")):
        asked = ["check", f"{quick}/claims.parquet", "--json", f"{quick}/{results}.parquet", "--references", facts]
        code = run_app([*asked, "--engine", engine])
        printed.append((code, capsys.readouterr().out.replace(f"{results}.parquet", "RESULTS")))
    assert printed[0] == printed[1]
    assert printed[0][0] == 1
    assert "c: 2022-06-28 is a Sunday\n  refuted\n" in printed[0][1]
    assert run_app([*asked, "--engine", "spark"]) == 2
    assert "there.parquet is there already, expected the name of a folder that is yet to be made" in capsys.readouterr().err


def test_a_master_that_does_not_answer_is_told_in_a_line(quick: Path) -> None:
    del quick
    with pytest.raises(Problems) as fault:
        engine_of("spark:locl[2]")
    assert "locl[2]" in str(fault.value)
    assert "\n" not in str(fault.value)


def test_spark_without_java_says_what_it_needs(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(quick))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Problems, match="spark: there is no java here, expected a Java runtime, 17 or newer"):
        engine_of("spark:local[2]")


def test_claims_are_spread_by_spark_alone() -> None:
    with closing(engine_of("duckdb")) as engine, pytest.raises(Problems, match="duckdb does not spread claims, expected spark"):
        spread(Lot(4).reference(1), engine, "claims", "results")
