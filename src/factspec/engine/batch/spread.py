"""Claims in Parquet to results in Parquet, spread over the workers of Spark: the driver sees neither, but for a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pyspark.sql import DataFrame, functions

from factspec.engine.batch.engines.engine import Row
from factspec.engine.batch.engines.spark import Spark, typed
from factspec.engine.batch.layout import ASK, DECISION, Columns
from factspec.engine.batch.run import Batch
from factspec.problem import problem

Part = Callable[[Iterable[Any]], Iterable[Row]]
_NUMBER = "claim"


def taken(engine: Spark, claims: str, results: str, needed: Sequence[str]) -> DataFrame:
    """The claims at a place, with the columns that are needed, to be answered in another that is free. Raises Problems."""
    if not engine.there(claims):
        raise problem(f"{claims}: no such file or folder", expected="claims in Parquet")
    if engine.there(results):
        raise problem(f"{results} is there already", expected="the name of a folder that is yet to be made")
    found = engine.read(claims)
    missing = [name for name in needed if name not in found.columns]
    if missing:
        raise problem(f"{claims}: no column {missing[0]}", expected=f"columns {' and '.join(needed)}")
    twice = [name for name, _ in DECISION if name in found.columns]
    if twice:
        raise problem(f"{claims}: a column {twice[0]}, as results have", expected="another name")
    return found


def spread(batch: Batch, claims: DataFrame, results: str, asks: Part, tells: Part, columns: Columns) -> Counter[Any]:
    """Answers the claims that were ``taken`` and writes the results; counts them by their first column.

    ``asks`` and ``tells`` run on the workers, each over a part of the rows. ``asks`` sees the claims, numbered in the column
    ``claim``, and gives rows of ``ASK``; ``tells`` sees them with the columns of ``DECISION``, which are None where nothing
    was asked, and gives rows of ``columns``. Raises Problems.
    """
    engine = batch.engine
    assert isinstance(engine, Spark)
    with engine.told():
        return _spread(batch, engine, claims, results, asks, tells, columns)


def _spread(
    batch: Batch, engine: Spark, claims: DataFrame, results: str, asks: Part, tells: Part, columns: Columns
) -> Counter[Any]:
    session = engine.session
    engine.put("stated", claims.withColumn(_NUMBER, functions.monotonically_increasing_id()))
    engine.put("question", session.createDataFrame(session.table("stated").rdd.mapPartitions(asks), typed(ASK)))
    batch.decide_there("question", "decision")
    decided = session.sql(
        "SELECT s.*, d.verdict, d.low, d.high, d.involved FROM stated s LEFT JOIN decision d ON d.claim = s.claim"
    )
    session.createDataFrame(decided.rdd.mapPartitions(tells), typed(columns)).write.parquet(results)
    first = columns[0][0]
    counts = session.read.parquet(results).groupBy(first).count().collect()
    return Counter({row[0]: row[1] for row in counts})
