"""Databases asked with one query each, read only; the answer is kept as CSV, like any fetched body."""

from __future__ import annotations

import csv
import io
import sqlite3
import time
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from factspec.extras import missing
from factspec.problem import Problem, Problems, problem
from factspec.sources.declaration import DatabaseSource, Limits
from factspec.values.lists import repeated


def answer(source: DatabaseSource, root: Path, private: frozenset[str] = frozenset()) -> bytes:
    """What a database answers, as CSV in UTF-8, its rows put in order. Raises Problems."""
    scheme, _, rest = source.url.partition(":")
    match scheme:
        case "sqlite":
            columns, rows = _sqlite(_file(rest, root), source)
        case "duckdb":
            columns, rows = _duckdb(_file(rest, root), source)
        case _:
            columns, rows = _postgres(source, private)
    twice = repeated(columns)
    if twice:
        raise problem(f"the query gives two columns {twice[0]!r}", expected="a name of its own for each")
    return _written(columns, rows, source.limits)


def _written(columns: Sequence[str], rows: Iterable[Sequence[Any]], limits: Limits) -> bytes:
    texts = sorted([_cell(value) for value in row] for row in rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for line in texts:
        writer.writerow(line)
        if out.tell() > limits.bytes:
            raise problem(f"more than {limits.bytes:,} bytes", expected="fewer; limits.bytes sets how many")
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return format(Decimal(repr(value)), "f")
        case bytes():
            raise problem("a column of bytes", expected="text, numbers and dates")
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _file(name: str, root: Path) -> Path:
    path = (root / name.removeprefix("//")).resolve()
    if not path.is_relative_to(root.resolve()):
        raise Problems([Problem(f"{name!r} is outside the project", path="url", expected="a file of the project")])
    if not path.is_file():
        raise Problems([Problem(f"no file {name!r}", path="url", expected="a path from the project's root")])
    return path


def _sqlite(file: Path, source: DatabaseSource) -> tuple[list[str], list[Sequence[Any]]]:
    until = time.monotonic() + source.limits.seconds
    try:
        link = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            link.set_authorizer(_reading)
            link.set_progress_handler(lambda: int(time.monotonic() > until), 100_000)
            found = link.execute(source.query)
            return [column[0] for column in found.description or ()], list(found)
        finally:
            link.close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _refused(str(error)) from None


def _reading(action: int, *_: object) -> int:
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


def _duckdb(file: Path, source: DatabaseSource) -> tuple[list[str], list[Sequence[Any]]]:
    import duckdb

    try:
        with duckdb.connect(file, read_only=True, config={"enable_external_access": False, "lock_configuration": True}) as link:
            found = link.execute(_one_select(source.query))
            return [column[0] for column in found.description or ()], list(found.fetchall())
    except duckdb.Error as error:
        raise _refused(str(error)) from None


def _postgres(source: DatabaseSource, private: frozenset[str]) -> tuple[list[str], list[Sequence[Any]]]:
    try:
        import psycopg
    except ImportError:
        raise Problems([missing("postgres", "psycopg", "a source in PostgreSQL")]) from None
    parts = urlsplit(source.url)
    where = f"{parts.hostname}:{parts.port or 5432}"
    if parts.password or parts.query:
        wanted = "a host and a name alone: PGPASSFILE has the password"
        raise Problems([Problem("a password or settings in the address", path="url", expected=wanted)])
    if not source.private or where not in private:
        wanted = f"private: true in the declaration and --private {where}: a database stands inside a network"
        raise Problems([Problem(f"{where} may not be asked", path="url", expected=wanted)])
    try:
        settings = f"-c default_transaction_read_only=on -c statement_timeout={source.limits.seconds * 1000}"
        with psycopg.connect(source.url, options=settings, connect_timeout=10) as link:
            found = link.execute(_one_select(source.query).encode())
            return [column.name for column in found.description or ()], list(found.fetchall())
    except psycopg.Error as error:
        raise _refused(str(error)) from None


def _one_select(query: str) -> str:
    """The query, if it asks and does not tell: the databases' own read-only modes hold it to that."""
    if not query.lstrip().lower().startswith(("select", "with", "from", "values")):
        raise Problems([Problem("not a query", path="query", expected="one that begins with select or with")])
    return query


def _refused(said: str) -> Problems:
    return Problems([Problem(f"the database refuses: {next(iter(said.splitlines()), '')[:200]}", path="query")])
