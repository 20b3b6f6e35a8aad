"""Spark: the verdicts of the engine at hand, in a session of one's own and on a cluster of two workers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.engine.engines.made import Lot
from tests.engine.engines.servers import cluster, needs_spark
from tests.judge.generate import case

from factspec.check import Checker, Settings
from factspec.engine.batch.engines.named import engine_of
from factspec.engine.batch.run import Batch
from factspec.engine.question import Tally
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


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Spark's own settings, in the folder where it looks for them; the folder of indexes is one of them."""
    needs_spark()
    settings = QUICK | {"spark.factspec.folder": (tmp_path / "indexes").as_uri()}
    (tmp_path / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    return tmp_path / "indexes"


@pytest.fixture
def session() -> Iterator[Any]:
    needs_spark()
    from pyspark.sql import SparkSession

    builder = SparkSession.Builder().master("local[2]")
    for name, value in QUICK.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()


def test_a_session_that_is_there_is_worked_in_and_left_as_it_was(session: Any) -> None:
    lot = Lot(1, 24)
    reference, day = lot.reference(800), day_number(2022, 1, 31)
    questions = [one for one in lot.questions(4_000) if isinstance(one, Tally) and not one.pattern.region]
    here, there = Batch(reference, day), Batch(reference, day, engine_of(session))
    session.createDataFrame([("mine",)], "event STRING").createOrReplaceTempView("event")
    assert there.engine.name == "spark local[2]"
    expected = dict(here.decided(questions))
    assert len(expected) > 400
    assert dict(there.decided(questions)) == expected
    here.close()
    there.close()
    assert [row.event for row in session.table("event").collect()] == ["mine"]
    assert [table.name for table in session.catalog.listTables()] == ["event"]


def test_two_workers_of_a_cluster_share_the_work(quick: Path) -> None:
    lot = Lot(2)
    reference, questions = lot.reference(400), lot.questions(2_000)
    batch = Batch(reference)
    expected = dict(batch.decided(questions))
    batch.close()
    made = case(3, claims=120)
    small, settings, claims, results = (
        reference_of(made.tables),
        Settings(as_of=made.as_of),
        quick / "c.parquet",
        quick / "results",
    )
    quick.mkdir()
    sentences = [(f"claim {number}", one.sentence) for number, one in enumerate(made.stated)] + [("wrong", "Ada mett Bruno.")]
    with duckdb.connect() as database:
        database.execute("CREATE TABLE c (id VARCHAR, says VARCHAR)")
        database.executemany("INSERT INTO c VALUES (?, ?)", sentences)
        database.execute(f"COPY c TO '{claims}' (FORMAT parquet)")
    with cluster(2) as master:
        engine = engine_of(master)
        there = Batch(reference, engine=engine)
        found = dict(there.decided(questions))
        workers = engine.session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # type: ignore[attr-defined]
        there.close()
        counts = spread(small, engine_of(master), str(claims), str(results), settings)
    assert len(found) > 1_500
    assert found == expected
    assert workers == 2
    assert len(list(quick.glob("factspec_*"))) == 2
    with duckdb.connect() as database:
        told = database.execute(f"SELECT id, outcome FROM '{results}/*.parquet' ORDER BY id").fetchall()
    here = Location(path="", line=1)
    exact = Checker(small, settings=settings).results([Stated(name, says, None, here) for name, says in sentences])
    assert told == sorted((one.id, one.verdict.value if one.verdict else "error") for one in exact)
    assert counts == Counter(outcome for _, outcome in told)
    assert counts["error"] == 1
    assert len(counts) == 5


def test_an_index_is_kept_in_the_folder_that_is_set(quick: Path) -> None:
    lot = Lot(3)
    reference, other, questions = lot.reference(60), lot.reference(60), lot.questions(1)
    here = Batch(reference)
    expected = dict(here.decided(questions))
    here.close()
    written = []
    for _ in range(2):
        there = Batch(reference, engine=engine_of("spark:local[2]"))
        assert dict(there.decided(questions)) == expected
        there.close()
        written.append({path: path.stat().st_mtime_ns for path in quick.rglob("*.parquet")})
    assert written[0] == written[1] != {}
    Batch(other, engine=engine_of("spark:local[2]")).close()
    assert len(list(quick.iterdir())) == 2


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
