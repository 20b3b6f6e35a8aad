"""Engines by name: what a user writes for one, and what is missing where it cannot be had."""

from __future__ import annotations

import re
from typing import Any

from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.engines.engine import Engine
from factspec.extras import needs
from factspec.problem import problem
from factspec.values.nearest import nearest

_URL = "postgresql://user@host/database"
_EXPECTED = f"duckdb, {_URL}, spark, spark://host:7077 or spark:local[2]"
_PASSWORD = re.compile(r":[^/@:]*@")


def engine_of(named: str | Any) -> Engine:
    """The engine of that name, at work: ``duckdb``, the URL of a PostgreSQL database, or a master of Spark.

    ``spark`` alone leaves it to Spark's own settings where to run; ``spark:`` goes before any other master, as in
    ``spark:local[2]`` or ``spark:yarn``. A session of Spark that is running already may stand in place of a name.
    Raises Problems for what is no engine, for a missing extra, and where nobody answers.
    """
    if not isinstance(named, str):
        return _session(named)
    if named == "duckdb":
        return DuckDb()
    if named.startswith(("postgresql://", "postgres://")):
        needs("postgres", "psycopg", named.partition(":")[0])
        from factspec.engine.batch.engines.postgres import Postgres

        return Postgres(named)
    scheme, _, master = named.partition(":")
    if scheme == "spark" and (master or ":" not in named):
        needs("spark", "pyspark", "spark")
        from factspec.engine.batch.engines.spark import started

        return started(named if master.startswith("//") else master)
    shown = _PASSWORD.sub(":…@", named)
    raise problem(f"no engine “{shown}”", expected=_EXPECTED, nearest=_near(shown))


def _session(session: Any) -> Engine:
    needs("spark", "pyspark", "spark")
    from factspec.engine.batch.engines.spark import Spark

    return Spark(session)


def _near(named: str) -> tuple[str, ...]:
    scheme, colon, rest = named.partition(":")
    found = nearest(scheme, ("duckdb", "postgresql", "spark"), most=1)
    return tuple(_URL if name == "postgresql" and not rest else f"{name}{colon}{rest}" for name in found if rest or not colon)
