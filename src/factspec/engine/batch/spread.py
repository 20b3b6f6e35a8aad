"""Claims in Parquet to results in Parquet, spread over the workers of Spark: the driver sees neither, but for a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pyspark.sql import DataFrame, functions

from factspec.engine.batch.engines.engine import Row
from factspec.engine.batch.engines.spark import Spark, typed
from factspec.engine.batch.layout import ASK, DECISION
from factspec.engine.batch.parquet import columns_faults
from factspec.engine.batch.run import Batch
from factspec.problem import Problems, problem

Part = Callable[[Iterable[Any]], Iterable[Row]]
_RESULT = (
    "id STRING, article STRING, kind STRING, says STRING, claim STRING, as_of STRING, verdict STRING, expected STRING,"
    " outcome STRING, because STRING, bounds STRUCT<low: BIGINT, high: BIGINT>, prediction BOOLEAN, correction STRING,"
    " evidence STRING, missing ARRAY<STRING>, location STRUCT<path: STRING, line: BIGINT>"
)
_DECIDED = ", ".join(f"d.{name}" for name, _ in DECISION if name != "claim")
_TWICE = (
    "SELECT id, count(*) AS times, min(location.line) AS line FROM told GROUP BY id HAVING count(*) > 1 ORDER BY line LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the driver is told of a run: ``counts`` are rows of outcome, verdict and how many; ``wrong`` the first that did not
    come out as expected, by file and line, each with id, verdict, reason and sentence; ``twice`` the ids that came again.
    """

    counts: tuple[Row, ...]
    wrong: tuple[Row, ...]
    twice: tuple[Row, ...]


def taken(engine: Spark, claims: str, results: str) -> DataFrame:
    """The claims at a place, to be answered in another that is free. Raises Problems.

    Columns ``text``, the claim as JSON without what is NULL, and ``file`` and ``line``, where it stands.
    """
    if not engine.there(claims):
        raise problem(f"{claims}: no such file or folder", expected="claims in Parquet")
    if engine.there(results):
        raise problem(f"{results} is there already", expected="the name of a folder that is yet to be made")
    found = engine.read(claims)
    if faults := columns_faults(found.columns, claims):
        raise Problems(faults)
    text = functions.to_json(functions.struct(*(functions.col(f"`{name}`") for name in found.columns)))
    line = (functions.col("_metadata.row_index") + 1).alias("line")
    return found.select(text.alias("text"), functions.col("_metadata.file_path").alias("file"), line)


def spread(batch: Batch, claims: DataFrame, results: str, asks: Part, tells: Part, most: int) -> Told:
    """Answers the claims that were ``taken`` and writes the results, a folder of Parquet files; tells ``most`` that went wrong.

    ``asks`` and ``tells`` run on the workers, each over a part of the rows. ``asks`` sees the claims, numbered in the column
    ``claim``, and gives rows of ``ASK``; ``tells`` sees them with the columns of ``DECISION``, which are None where nothing
    was asked, and gives results. Raises Problems.
    """
    engine = batch.engine
    assert isinstance(engine, Spark)
    with engine.told():
        return _spread(batch, engine, claims, results, asks, tells, most)


def _spread(batch: Batch, engine: Spark, claims: DataFrame, results: str, asks: Part, tells: Part, most: int) -> Told:
    session = engine.session
    engine.put("stated", claims.withColumn("claim", functions.monotonically_increasing_id()))
    engine.put("question", session.createDataFrame(session.table("stated").rdd.mapPartitions(asks), typed(ASK)))
    batch.decide_there("question", "decision")
    decided = session.sql(f"SELECT s.*, {_DECIDED} FROM stated s LEFT JOIN decision d ON d.claim = s.claim")
    session.createDataFrame(decided.rdd.mapPartitions(tells), _RESULT).write.parquet(results)
    session.read.parquet(results).createOrReplaceTempView("told")
    try:
        wrong = "SELECT id, verdict, because, says FROM told WHERE outcome <> 'passed' ORDER BY location.path, location.line"
        queries = (
            "SELECT outcome, verdict, count(*) FROM told GROUP BY outcome, verdict",
            f"{wrong} LIMIT {most}",
            _TWICE,
        )
        return Told(*(tuple(map(tuple, session.sql(query).collect())) for query in queries))
    finally:
        session.catalog.dropTempView("told")
