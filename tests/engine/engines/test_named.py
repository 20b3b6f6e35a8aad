"""Engines by name: what is none is told with what was meant, and what is not installed with how to install it."""

from __future__ import annotations

import importlib.util

import pytest

from factspec import extras
from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.engines.named import engine_of
from factspec.problem import Problems


def fault(name: object) -> str:
    with pytest.raises(Problems) as found:
        engine_of(name)
    return str(found.value)


def test_duckdb_is_there() -> None:
    engine = engine_of("duckdb")
    assert isinstance(engine, DuckDb)
    assert engine.name == "duckdb"
    engine.close()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("duckbd", "duckdb"),
        ("postgres", "postgresql://user@host/database"),
        ("postgresql", "postgresql://user@host/database"),
        ("postgresq://ann@here/facts", "postgresql://ann@here/facts"),
        ("sparc", "spark"),
        ("sparks://host:7077", "spark://host:7077"),
        ("sprak:local[2]", "spark:local[2]"),
    ],
)
def test_a_misspelt_name_is_told_with_what_was_meant(name: str, meant: str) -> None:
    assert fault(name) == (
        f"no engine “{name}”, expected duckdb, postgresql://user@host/database, spark, spark://host:7077 or spark:local[2];"
        f" did you mean {meant}?"
    )


@pytest.mark.parametrize("name", ["", "mysql://here/facts", "spark:", "12"])
def test_what_is_like_no_engine_is_told_with_all_there_are(name: str) -> None:
    assert fault(name).startswith(f"no engine “{name}”, expected duckdb, postgresql://")


def test_a_password_in_a_misspelt_url_is_not_shown() -> None:
    assert "secret" not in fault("postgresq://ann:secret@here/facts")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "postgresql://here/facts",
            'postgresql needs psycopg, which is not installed, expected it installed, with pip install "factspec[postgres]"',
        ),
        (
            "spark:local[2]",
            'spark needs pyspark, which is not installed, expected it installed, with pip install "factspec[spark]"',
        ),
        ("spark", 'spark needs pyspark, which is not installed, expected it installed, with pip install "factspec[spark]"'),
    ],
)
def test_a_missing_extra_is_told_with_how_to_install_it(name: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        extras, "find_spec", lambda module: None if module in ("psycopg", "pyspark") else importlib.util.find_spec(module)
    )
    assert fault(name) == told


def test_something_that_is_no_session_is_told_so() -> None:
    pytest.importorskip("pyspark", reason="no pyspark here: pip install 'factspec[spark]'")
    assert (
        fault(object())
        == "spark: no session of Spark that runs here, expected one made by SparkSession.builder, not over Connect"
    )
