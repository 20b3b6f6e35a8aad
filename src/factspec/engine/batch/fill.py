"""Rows put into tables of a database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from factspec.engine.batch.layout import Columns, created

Row = tuple[Any, ...]


def fill(database: duckdb.DuckDBPyConnection, table: str, columns: Columns, rows: Iterable[Row]) -> None:
    """Makes a table anew with these rows."""
    database.execute(f"DROP TABLE IF EXISTS {table}")
    database.execute(created(table, columns))
    lists = [list(column) for column in zip(*rows, strict=True)]
    if lists:
        cells = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
        database.execute(f"INSERT INTO {table} SELECT {cells}", lists)
