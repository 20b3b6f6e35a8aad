"""Databases asked with one query each, read only; the answer is kept as CSV, like any fetched body."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from factspec.extras import missing
from factspec.problem import Problem, Problems, problem
from factspec.sources.declaration import DatabaseSource, Limits
from factspec.values.lists import repeated

Found = tuple[Sequence[str], Iterable[Sequence[Any]]]
_PLAIN = "text, numbers, dates, and lists of these: a cast in the query, such as cast(x as text)"


def answer(source: DatabaseSource, root: Path, private: frozenset[str] = frozenset()) -> bytes:
    """What a database answers, as CSV in UTF-8, its rows put in order. Raises Problems."""
    scheme, _, rest = source.url.partition(":")
    match scheme:
        case "sqlite":
            asked = _sqlite(_file(rest, root), source)
        case "duckdb":
            asked = _duckdb(_file(rest, root), source)
        case _:
            asked = _postgres(source, private)
    with asked as (columns, rows):
        twice = repeated(columns)
        if twice:
            raise problem(f"the query gives two columns {twice[0]!r}", expected="a name of its own for each")
        return _written(columns, rows, source.limits)


def _written(columns: Sequence[str], rows: Iterable[Sequence[Any]], limits: Limits) -> bytes:
    texts, size, until = [], 0, time.monotonic() + limits.seconds
    for row in rows:
        texts.append([_cell(value, name) for name, value in zip(columns, row, strict=True)])
        size += sum(map(len, texts[-1])) + len(columns)
        if size > limits.bytes:
            raise problem(f"more than {limits.bytes:,} bytes", expected="fewer; limits.bytes sets how many")
        if time.monotonic() > until:
            raise _late(limits)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted(texts))
    return out.getvalue().encode()


def _cell(value: Any, column: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return format(Decimal(repr(value)), "f")
        case Decimal():
            return format(value, "f")
        case dt.datetime() if value.tzinfo:
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        case dt.date() | dt.time():
            return value.isoformat()
        case str() | int() | UUID():
            return str(value)
        case list() | tuple():
            return _parted(value, column)
        case bytes():
            raise Problems([Problem("a column of bytes", path=f"column {column}", expected=_PLAIN)])
        case _:
            raise Problems([Problem(f"a value of type {type(value).__name__}", path=f"column {column}", expected=_PLAIN)])


def _parted(values: Sequence[Any], column: str) -> str:
    """A list as a cell has it, parted by ``|``, without what is blank."""
    texts = [_cell(value, column) for value in values if not isinstance(value, list | tuple)]
    if len(texts) < len(values) or any("|" in text for text in texts):
        wrong = "a list in a list" if len(texts) < len(values) else f"a value with | in a list: {'|'.join(texts)[:60]!r}"
        raise Problems([Problem(wrong, path=f"column {column}", expected="a list of plain values")])
    return "|".join(filter(None, texts))


def _file(name: str, root: Path) -> Path:
    path = (root / name.removeprefix("//")).resolve()
    if not path.is_relative_to(root.resolve()):
        raise Problems([Problem(f"{name!r} is outside the project", path="url", expected="a file of the project")])
    if not path.is_file():
        raise Problems([Problem(f"no file {name!r}", path="url", expected="a path from the project's root")])
    return path


@contextmanager
def _sqlite(file: Path, source: DatabaseSource) -> Iterator[Found]:
    until = time.monotonic() + source.limits.seconds
    try:
        link = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            link.set_authorizer(_reading)
            link.set_progress_handler(lambda: int(time.monotonic() > until), 100_000)
            found = link.execute(source.query)
            yield [column[0] for column in found.description or ()], found
        finally:
            link.close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _late(source.limits) if str(error) == "interrupted" else _refused(str(error)) from None


def _reading(action: int, *_: object) -> int:
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


@contextmanager
def _duckdb(file: Path, source: DatabaseSource) -> Iterator[Found]:
    import duckdb

    try:
        with duckdb.connect(file, read_only=True, config={"enable_external_access": False, "lock_configuration": True}) as link:
            end = Timer(source.limits.seconds, link.interrupt)
            end.daemon = True
            end.start()
            try:
                found = link.execute(_one_select(source.query))
                if moments := [name for name, kind, *_ in found.description or () if str(kind) == _MOMENT]:
                    found = link.execute(_in_utc(source.query, moments))
                yield [column[0] for column in found.description or ()], _batches(found)
            finally:
                end.cancel()
    except duckdb.InterruptException:
        raise _late(source.limits) from None
    except duckdb.Error as error:
        raise _refused(str(error)) from None


_MOMENT = "TIMESTAMP WITH TIME ZONE"


def _in_utc(query: str, columns: Sequence[str]) -> str:
    """The query with these columns as text, in one time zone: to read them DuckDB needs a library that few have."""
    names = [name.replace('"', '""') for name in columns]
    texts = [f"replace(cast(timezone('UTC', \"{name}\") as varchar), ' ', 'T') || 'Z' as \"{name}\"" for name in names]
    return f"select * replace ({', '.join(texts)}) from (\n{query.rstrip().rstrip(';')}\n)"


def _batches(found: Any) -> Iterator[Sequence[Any]]:
    while rows := found.fetchmany(10_000):
        yield from rows


@contextmanager
def _postgres(source: DatabaseSource, private: frozenset[str]) -> Iterator[Found]:
    try:
        import psycopg
    except ImportError:
        raise Problems([missing("postgres", "psycopg", "a source in PostgreSQL")]) from None
    parts = urlsplit(source.url)
    where = f"{parts.hostname}:{parts.port or 5432}"
    if not source.private or where not in private:
        wanted = f"private: true in the declaration and --private {where}: a database stands inside a network"
        raise Problems([Problem(f"{where} may not be asked", path="url", expected=wanted)])
    query = _one_select(source.query).encode()
    settings = f"-c default_transaction_read_only=on -c statement_timeout={source.limits.seconds * 1000} -c timezone=UTC"
    try:
        link = psycopg.connect(source.url, options=settings, connect_timeout=min(10, source.limits.seconds))
    except psycopg.Error as error:
        raise _unreached(str(error), where) from None
    try:
        with closing(link), link.cursor() as cursor:
            rows: Any = cursor.stream(query)  # sent as one prepared statement: a second one after a semicolon is refused
            with closing(rows):
                first = next(rows, None)
                yield [column.name for column in cursor.description or ()], [] if first is None else _after(first, rows)
    except psycopg.errors.QueryCanceled:
        raise _late(source.limits) from None
    except psycopg.Error as error:
        raise _refused(str(error)) from None


def _after(first: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield first
    yield from rows


def _unreached(said: str, where: str) -> Problems:
    """What is wrong where no connection came about, told by the innermost reason."""
    told = said.strip().splitlines()[0].rpartition("failed: ")[2].strip()
    told = told.removeprefix("FATAL:").strip()
    expected = f"a server that answers at {where}"
    if "password" in told:
        expected = "a line for it in the file that PGPASSFILE names, HOST:PORT:NAME:USER:PASSWORD, which others may not read"
    elif "does not exist" in told:
        expected = "postgresql://USER@HOST/NAME with a user and a database that are there"
    return Problems([Problem(f"no connection: {told[:200]}", path="url", expected=expected)])


def _one_select(query: str) -> str:
    """The query, if it asks and does not tell: the databases' own read-only modes hold it to that."""
    if not query.lstrip().lower().startswith(("select", "with", "from", "values")):
        raise Problems([Problem("not a query", path="query", expected="one that begins with select or with")])
    return query


def _late(limits: Limits) -> Problems:
    return Problems(
        [
            Problem(
                "the query is interrupted", path="query", expected=f"an answer within {limits.seconds} s; limits.seconds sets it"
            )
        ]
    )


def _refused(said: str) -> Problems:
    return Problems([Problem(f"the database refuses: {next(iter(said.splitlines()), '')[:200]}", path="query")])
