"""Spark: the verdicts of the engine at hand, in a session of one's own and on a cluster of two workers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.engine.engines.made import Lot
from tests.engine.engines.servers import cluster, needs_spark, until
from tests.judge.generate import case

from factspec.check import Checker, Settings
from factspec.engine.batch.engines.named import engine_of
from factspec.engine.batch.run import Batch
from factspec.problem import Problems
from factspec.reference.package import reference_of
from factspec.report.model import Location
from factspec.spread import spread
from factspec.stated import Stated
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

FAULTS = {
    ("nowhere", "results"): "nowhere: no such file or folder, expected claims in Parquet",
    ("text", "decided"): "decided is there already, expected the name of a folder that is yet to be made",
    ("text", "results"): "text: no column says, expected columns id and says",
    ("decided", "results"): "decided: a column verdict, as results have, expected another name",
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
    session.createDataFrame([("a", "b")], "id STRING, text STRING").write.parquet(str(tmp_path / "text"))
    session.createDataFrame([("a", "b", 1)], "id STRING, says STRING, verdict INT").write.parquet(str(tmp_path / "decided"))
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
    sentences = [(f"claim {number}", one.sentence) for number, one in enumerate(made.stated)] + [("wrong", "Ada mett Bruno.")]
    (folder / "claims").mkdir()
    with duckdb.connect() as database:
        database.execute("CREATE TABLE c (id VARCHAR, says VARCHAR)")
        database.executemany("INSERT INTO c VALUES (?, ?)", sentences)
        for part in range(2):  # a file for each worker
            database.execute(f"COPY (SELECT * FROM c WHERE rowid % 2 = {part}) TO '{folder}/claims/{part}.parquet'")
    with cluster(2) as master, closing(engine_of(master)) as engine:
        members = engine.session.sparkContext._jsc.sc().getExecutorMemoryStatus  # type: ignore[attr-defined]
        until(lambda: members().size() == 3)  # the driver is one of them
        counts = spread(reference, engine, str(folder / "claims"), str(folder / "results"), settings)
    with duckdb.connect() as database:
        told = database.execute(f"SELECT id, outcome FROM '{folder}/results/*.parquet' ORDER BY id").fetchall()
    here = Location(path="", line=1)
    exact = Checker(reference, settings=settings).results([Stated(name, says, None, here) for name, says in sentences])
    assert told == sorted((one.id, one.verdict.value if one.verdict else "error") for one in exact)
    assert counts == Counter(outcome for _, outcome in told)
    assert counts["error"] == 1
    assert len(counts) == 5


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
