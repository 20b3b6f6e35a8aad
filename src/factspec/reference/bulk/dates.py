"""The texts of dates that are no plain days, each read once by :func:`factspec.values.dates.dating`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from factspec.problem import Problems
from factspec.reference.bulk.cells import plain_day
from factspec.reference.bulk.layout import Columns
from factspec.reference.bulk.workspace import Workspace
from factspec.values.dates import dating

TABLE = "scratch.dates"
COLUMNS: Columns = (
    ("text", "VARCHAR"), ("starts_first", "BIGINT"), ("starts_last", "BIGINT"), ("ends_first", "BIGINT"),
    ("ends_last", "BIGINT"), ("lasting", "BOOLEAN"), ("doubtful", "BOOLEAN"),
)  # fmt: skip


def learn(work: Workspace, queries: Iterable[str]) -> None:
    """Fills the table of dates with what the ``date`` of some queries says, where it says a date and is no plain day."""
    work.run(f"CREATE OR REPLACE TABLE {TABLE} ({', '.join(f'{name} {kind}' for name, kind in COLUMNS)})")
    parts = [f"SELECT date FROM ({query}) t WHERE {plain_day('date')} IS NULL AND date IS NOT NULL" for query in queries]
    odd = work.new("odd_dates")
    work.run(f"CREATE TABLE {odd} AS SELECT DISTINCT date FROM ({' UNION ALL '.join(parts)}) d")
    for batch in work.batches(f"SELECT date FROM {odd}"):
        work.fill(TABLE, COLUMNS, _read(text for (text,) in batch))
    work.run(f"DROP TABLE {odd}")


def _read(texts: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    for text in texts:
        try:
            found = dating(text)
        except Problems:
            continue
        yield text, found.starts.first, found.starts.last, found.ends.first, found.ends.last, found.lasting, found.doubtful
