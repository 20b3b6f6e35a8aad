"""DuckDB in this process: the engine that is always there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import duckdb

from factspec.engine.batch.engines.engine import Row
from factspec.engine.batch.layout import Columns, created
from factspec.reference.bulk.cells import literal


class DuckDb:
    """A database in memory. Its index is made for each run, which takes less time than to write it down."""

    name = "duckdb"

    def __init__(self) -> None:
        self.database = duckdb.connect(config={"threads": 2})

    def keep(self, content: Callable[[], str], tables: Sequence[str], build: Callable[[], None]) -> None:  # noqa: ARG002
        """Builds the index; nothing is kept."""
        build()

    def fill(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Makes a table anew with these rows."""
        self.database.execute(f"DROP TABLE IF EXISTS {name}")
        self.database.execute(created(name, columns))
        lists = [list(column) for column in zip(*rows, strict=True)]
        if lists:
            cells = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
            self.database.execute(f"INSERT INTO {name} SELECT {cells}", lists)

    def table(self, name: str, query: str, by: Sequence[str] = ()) -> None:
        """Makes a table anew with the rows of a query, in the order that it is looked up by."""
        order = f" ORDER BY {', '.join(by)}" if by else ""
        self.database.execute(f"CREATE OR REPLACE TABLE {name} AS {query}{order}")

    def add(self, name: str, query: str) -> None:
        """Adds the rows of a query to a table."""
        self.database.execute(f"INSERT INTO {name} {query}")

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a query."""
        yield from self.database.execute(query).fetchall()

    def written(self, name: str, path: str) -> None:
        """Writes a table to a Parquet file."""
        self.database.execute(f"COPY {name} TO {literal(path)} (FORMAT parquet)")

    def close(self) -> None:
        """Lets the database go."""
        self.database.close()
