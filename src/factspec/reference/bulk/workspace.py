"""A database at work in a folder of its own: bounded in memory, spilling to disk, gone when the work is done."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from factspec.reference.bulk.cells import literal
from factspec.reference.bulk.layout import Columns

MEMORY = "1600MB"
THREADS = 2
INDEX = "index.duckdb"
PREFIX = "work-"
_BATCH = 50_000
Rows = list[tuple[Any, ...]]


@dataclass(slots=True)
class Workspace:
    """The index in the making is the database itself; ``scratch`` is a second one, in memory or spilt, for the rest."""

    folder: Path
    database: duckdb.DuckDBPyConnection
    _names: Iterator[int] = field(default_factory=lambda: iter(range(1 << 30)))

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Runs a statement."""
        self.database.execute(statement, list(values))

    def rows(self, query: str, values: Sequence[Any] = ()) -> Rows:
        """The rows of a query, all of them."""
        return self.database.execute(query, list(values)).fetchall()

    def one(self, query: str) -> tuple[Any, ...]:
        """The only row of a query."""
        return self.rows(query)[0]

    def batches(self, query: str) -> Iterator[Rows]:
        """The rows of a query, some at a time, beside what else is asked meanwhile."""
        with self.database.cursor() as apart:
            found = apart.execute(query)
            while rows := found.fetchmany(_BATCH):
                yield rows

    @contextmanager
    def together(self) -> Iterator[None]:
        """Writes to the index as one, which spares waiting for the disk after each."""
        self.run("BEGIN")
        yield
        self.run("COMMIT")

    def new(self, stem: str) -> str:
        """The name of a table of ``scratch`` that is not there yet."""
        return f"scratch.{stem}_{next(self._names)}"

    def fill(self, table: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
        """Adds rows to a table, a batch at a time."""
        cells = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
        names = ", ".join(name for name, _ in columns)
        batch: list[Sequence[Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                self._insert(f"INSERT INTO {table} ({names}) SELECT {cells}", batch)
        self._insert(f"INSERT INTO {table} ({names}) SELECT {cells}", batch)

    def give(self, path: Path) -> None:
        """Closes the database and puts its file, whole, where ``path`` says, in the place of what may be there."""
        self.run("DETACH scratch")
        self.run("CHECKPOINT")
        self.database.close()
        made = self.folder / INDEX
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(path)

    def _insert(self, statement: str, batch: list[Sequence[Any]]) -> None:
        if batch:
            self.run(statement, [list(column) for column in zip(*batch, strict=True)])
            batch.clear()


@contextmanager
def workspace(beside: Path | None = None) -> Iterator[Workspace]:
    """A workspace in a new folder in ``beside``, or where temporary files go. The folder goes when the work is done."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
    try:
        with duckdb.connect(str(folder / INDEX), config={"threads": THREADS}) as database:
            for name, value in (
                ("memory_limit", MEMORY),
                ("temp_directory", folder / "spill"),
                ("preserve_insertion_order", "true"),
                ("enable_progress_bar", "false"),
            ):
                database.execute(f"SET {name} = {literal(value)}")
            database.execute("ATTACH ':memory:' AS scratch (COMPRESS)")
            yield Workspace(folder, database)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
