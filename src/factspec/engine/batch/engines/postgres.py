"""A PostgreSQL server: the index in a schema of its own, kept from run to run; questions in temporary tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from factspec.engine.batch.engines.engine import INDEX, Row, told
from factspec.engine.batch.layout import Columns, created

_SET = ("work_mem = '64MB'", "jit = off", "client_min_messages = 'warning'")


class Postgres:
    """A connection to a server. An index is made in one transaction, so that it is there whole or not at all.

    It is found by the hash of its content: where the reference changes, another one is made. What others keep in the
    database is not touched.
    """

    def __init__(self, url: str) -> None:
        self.name = "postgresql"
        with told(self.name, psycopg.Error):
            self._server = psycopg.connect(url, autocommit=True)
        where = self._server.info
        self.name = f"postgresql://{where.host}:{where.port}/{where.dbname}"
        self._kept = False
        for setting in _SET:
            self._run(f"SET {setting}")

    def keep(self, content: Callable[[], str], tables: Sequence[str], build: Callable[[], None]) -> None:  # noqa: ARG002
        """Builds the index in a schema named for its content, unless it is there. Others who want the same one wait for it."""
        schema = INDEX + content()[:24]
        with told(self.name, psycopg.Error), self._server.transaction():
            self._run(f"SELECT pg_advisory_xact_lock(hashtext('{schema}'))")
            there = list(self.rows(f"SELECT 1 FROM pg_namespace WHERE nspname = '{schema}'"))
            if not there:
                self._run(f"CREATE SCHEMA {schema}")
            self._run(f"SET search_path = {schema}, pg_catalog")
            if not there:
                self._kept = True
                build()
                day = datetime.now(UTC).date()
                about = f"an index of factspec, made on {day}; it is made again when it is dropped"
                self._run(f"COMMENT ON SCHEMA {schema} IS '{about}'")
                self._kept = False

    def fill(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Makes a table anew with these rows, by COPY."""
        with told(self.name, psycopg.Error), self._server.transaction():
            self._new(created(name, columns), name)
            with self._server.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                for row in rows:
                    copy.write_row(row)
            self._run(f"ANALYZE {name}")

    def table(self, name: str, query: str, by: Sequence[str] = ()) -> None:
        """Makes a table anew with the rows of a query, and an index of the columns that it is looked up by."""
        with told(self.name, psycopg.Error), self._server.transaction():
            self._new(f"CREATE TABLE {name} AS {query}", name)
            if by:
                self._run(f"CREATE INDEX ON {name} ({', '.join(by)})")
            self._run(f"ANALYZE {name}")

    def add(self, name: str, query: str) -> None:
        """Adds the rows of a query to a table."""
        with told(self.name, psycopg.Error):
            self._run(f"INSERT INTO {name} {query}")

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a query."""
        with told(self.name, psycopg.Error):
            found = self._server.execute(query.encode()).fetchall()
        yield from found

    def close(self) -> None:
        """Closes the connection, and the questions are gone; the index stays."""
        self._server.close()

    def _new(self, statement: str, name: str) -> None:
        if not self._kept:
            self._run(f"DROP TABLE IF EXISTS pg_temp.{name}")
            statement = statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1)
        self._run(statement)

    def _run(self, statement: str) -> None:
        self._server.execute(statement.encode())
