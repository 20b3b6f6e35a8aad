"""Databases as sources: PostgreSQL on a server of its own, DuckDB and SQLite files; read only, typed, clear where they fail."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.engine.engines.servers import postgres_programs

from factspec.commands import run_app
from factspec.problem import Problems
from factspec.sources.databases import answer
from factspec.sources.declaration import DatabaseSource

from .servers import Server
from .worlds import declare

FACTS = Path("references/facts")


@dataclass(frozen=True)
class Postgres:
    """A server that wants passwords: where it answers, and a file with the reader's."""

    host: str
    passwords: Path

    @property
    def url(self) -> str:
        return f"postgresql://reader@{self.host}/facts"

    def run(self, *statements: str, name: str = "facts") -> None:
        """Runs statements as the owner."""
        import psycopg

        with psycopg.connect(f"postgresql://owner:secret@{self.host}/{name}", autocommit=True) as link:
            for statement in statements:
                link.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server on the loopback address, which is not run as root, with a user that may read alone."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    user = "nobody" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="factspec-pg-"))
    (folder / "secret").write_text("secret\n")
    if user:
        shutil.chown(folder, user)
        shutil.chown(folder / "secret", user)
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    data, control = folder / "data", programs / "pg_ctl"

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    passwords = tmp_path_factory.mktemp("pg") / "pgpass"
    server = Postgres(f"127.0.0.1:{port}", passwords)
    passwords.write_text(f"127.0.0.1:{port}:*:reader:read\n")
    passwords.chmod(0o600)
    try:
        form = ["-A", "scram-sha-256", f"--pwfile={folder / 'secret'}", "--no-sync", "-E", "UTF8", "--locale=C"]
        run(programs / "initdb", "-D", data, "-U", "owner", *form)
        options = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        server.run("create database facts", "create role reader login password 'read'", name="postgres")
        server.run("grant pg_read_all_data to reader", TYPED)
        yield server
    finally:
        if (data / "postmaster.pid").exists():
            run(control, "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def reader(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Postgres:
    """The server, with the reader's password in PGPASSFILE."""
    monkeypatch.setenv("PGPASSFILE", str(postgres.passwords))
    return postgres


TYPED = """\
create table typed as select * from (values
    (2, date '2022-06-28', 1.50::numeric, null::text, array['a', 'b'], timestamptz '2022-06-28 10:00+05', true, 0.1::float8),
    (1, null, 0.00000001::numeric, 'x', array['c', null], timestamptz '2022-06-29 01:30+05', false, 1e21::float8),
    (3, date '0090-01-02', 123456789012345678901234567890.1::numeric, '', null, null, null, null)
) as t (n, d, exact, words, list, moment, yes, real)"""
TYPED_ROWS = (
    "n,d,exact,words,list,moment,yes,real\n"
    "1,,0.00000001,x,c,2022-06-28T20:30:00Z,false,1000000000000000000000\n"
    "2,2022-06-28,1.50,,a|b,2022-06-28T05:00:00Z,true,0.1\n"
    "3,0090-01-02,123456789012345678901234567890.1,,,,,\n"
)


def database(url: str, query: str, **limits: int) -> DatabaseSource:
    rows = [{"resource": "entities", "columns": {"id": "{id}", "type": "t", "name": "n"}}]
    said = {"kind": "database", "url": url, "query": query, "rows": rows, "limits": limits, "private": True}
    return DatabaseSource.model_validate(said | {"source": {"id": "s", "publisher": "p", "title": "t"}})


def asked(server: Postgres, query: str, *, url: str = "", **limits: int) -> str:
    return answer(database(url or server.url, query, **limits), Path(), frozenset({server.host})).decode()


def refused(run: Callable[[], Any]) -> str:
    with pytest.raises(Problems) as found:
        run()
    return str(found.value)


def test_postgresql_gives_what_its_columns_hold(reader: Postgres) -> None:
    assert asked(reader, "select * from typed") == TYPED_ROWS


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("'\\x00'::bytea", "column x: a column of bytes, expected text"),
        ("interval '1 day'", "column x: a value of type timedelta"),
        ("'{\"a\": 1}'::json", "column x: a value of type dict"),
        ("array[array[1]]", "column x: a list in a list"),
        ("array['a|b']", "column x: a value with | in a list"),
        ("1 as x, 2", "the query gives two columns 'x'"),
        ("missing", 'column "missing" does not exist'),
        ("1/0", "division by zero"),
        ("1 from nowhere", 'relation "nowhere" does not exist'),
        ("date 'infinity'", "date too large"),
    ],
)
def test_what_is_no_cell_is_told(reader: Postgres, column: str, told: str) -> None:
    query = f"select {column} as x" if " from " not in column else f"select {column}"
    assert told in refused(lambda: asked(reader, query))


@pytest.mark.parametrize(
    "query",
    [
        "insert into typed (n) values (9)",
        "with x as (delete from typed returning n) select n from x",
        "select 1; delete from typed",
        "select 1; commit; set default_transaction_read_only = off; delete from typed",
        "select set_config('transaction_read_only', 'off', false) from typed; delete from typed",
        "select nextval('s')",
        "select pg_read_file('/etc/passwd')",
        "select lo_import('/etc/passwd')",
    ],
)
def test_postgresql_is_asked_and_not_told(reader: Postgres, query: str) -> None:
    reader.run("create sequence if not exists s", "grant all on typed, s to reader")
    said = refused(lambda: asked(reader, query))
    assert "the database refuses" in said or "not a query" in said
    assert asked(reader, "select * from typed") == TYPED_ROWS


def test_a_connection_that_fails_is_told(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    assert "url: no connection: fe_sendauth: no password supplied, expected a line for it" in refused(
        lambda: asked(postgres, "select 1")
    )
    (tmp_path / "pgpass").write_text("*:*:*:*:wrong\n")
    (tmp_path / "pgpass").chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    said = refused(lambda: asked(postgres, "select 1"))
    assert (
        'no connection: password authentication failed for user "reader", expected a line for it in the file that PGPASSFILE'
        in said
    )
    monkeypatch.setenv("PGPASSFILE", str(postgres.passwords))
    said = refused(lambda: asked(postgres, "select 1", url=f"postgresql://reader@{postgres.host}/nothing"))
    assert 'no connection: database "nothing" does not exist, expected postgresql://USER@HOST/NAME' in said
    closed = database("postgresql://reader@127.0.0.1:9/facts", "select 1")
    said = refused(lambda: answer(closed, Path(), frozenset({"127.0.0.1:9"})))
    assert "no connection: Connection refused, expected a server that answers at 127.0.0.1:9" in said
    said = refused(lambda: answer(database(postgres.url, "select 1"), Path(), frozenset()))
    assert f"{postgres.host} may not be asked, expected private: true in the declaration and --private {postgres.host}" in said


@pytest.mark.parametrize(
    "url", ["postgresql:///facts", "postgresql://h:port/facts", "postgresql://h", "postgresql://h:0/x", "mysql://h/x"]
)
def test_an_address_that_is_none_is_told_of_at_the_declaration(url: str) -> None:
    with pytest.raises(ValueError, match=r"no address of a database|is no database"):
        database(url, "select 1")


@pytest.mark.parametrize(
    "url", ["postgresql://me:secret@h/x", "postgresql://h/x?password=secret", "postgresql://h/x?options=-c%20a=b"]
)
def test_a_password_in_a_declaration_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="PGPASSFILE has the password"):
        database(url, "select 1")


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as n from n"
LONG = "select a.i as i from generate_series(1, 100000) a(i), generate_series(1, 100000) b(i)"


def test_a_query_that_does_not_end_is_ended(reader: Postgres, tmp_path: Path) -> None:
    told = "query: the query is interrupted, expected an answer within 1 s; limits.seconds sets it"
    assert refused(lambda: asked(reader, "select pg_sleep(60)", seconds=1)) == told
    assert refused(lambda: asked(reader, LONG, seconds=1)) == told
    sqlite3.connect(tmp_path / "a.db").close()
    assert refused(lambda: answer(database("sqlite:a.db", ENDLESS, seconds=1), tmp_path)) == told
    duckdb.connect(tmp_path / "a.duckdb").close()
    assert refused(lambda: answer(database("duckdb:a.duckdb", ENDLESS, seconds=1), tmp_path)) == told


def test_an_answer_that_is_too_large_is_not_taken_whole(reader: Postgres) -> None:
    assert "more than 10,000 bytes, expected fewer" in refused(lambda: asked(reader, LONG, bytes=10_000))


def test_files_give_the_same_as_a_server(tmp_path: Path) -> None:
    duck = duckdb.connect(tmp_path / "a.duckdb")
    duck.execute("set timezone = 'Asia/Dushanbe'")
    duck.execute(
        TYPED.replace("123456789012345678901234567890.1::numeric", "1::numeric").replace("::numeric", "::decimal(20, 8)")
    )
    duck.close()
    query = "select n, d, words, list, moment, yes, real from typed"
    found = answer(database("duckdb:a.duckdb", query), tmp_path).decode()
    exact = [line.split(",") for line in TYPED_ROWS.splitlines()]
    assert found == "".join(",".join([*line[:2], *line[3:]]) + "\n" for line in exact)
    link = sqlite3.connect(tmp_path / "a.db")
    link.executescript(
        "create table t (d text, n numeric, b blob); insert into t values ('2022-06-28', 1.5, x'00'), (null, 2, null)"
    )
    link.close()
    assert answer(database("sqlite:a.db", "select d, n from t"), tmp_path) == b"d,n\n,2\n2022-06-28,1.5\n"
    assert "column b: a column of bytes" in refused(lambda: answer(database("sqlite:a.db", "select b from t"), tmp_path))
    assert "no such table: nowhere" in refused(lambda: answer(database("sqlite:a.db", "select * from nowhere"), tmp_path))
    assert "nowhere does not exist" in refused(lambda: answer(database("duckdb:a.duckdb", "select * from nowhere"), tmp_path))
    (tmp_path / "text.db").write_text("no database at all, and long enough to be looked at\n" * 100)
    assert "file is not a database" in refused(lambda: answer(database("sqlite:text.db", "select * from t"), tmp_path))
    assert "the database refuses" in refused(lambda: answer(database("duckdb:text.db", "select 1"), tmp_path))


def test_a_table_that_changes_shows_what_it_flips(
    root: Path, reader: Postgres, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    reader.run("create table people (country text, year int, number numeric)")
    reader.run("insert into people values ('Tajikistan', 2022, 9952787), ('Kazakhstan', 2022, 19621972)")
    text = f"""\
kind: database
url: {reader.url}
private: true
query: select country, year, number from people
source: {{{{id: office, publisher: Office of Statistics, title: Population}}}}
rows:
  - resource: observations
    columns:
      subject: "{{{{country|entity}}}}"
      measure: population
      period: "{{{{year}}}}"
      value: "{{{{number}}}}"
      unit: people
"""
    declare(root / FACTS, "people", text, server)
    assert run_app(["references", "import", "--private", reader.host]) == 0
    assert run_app(["references", "verify"]) == 0
    reader.run("update people set number = 9052787 where country = 'Tajikistan'")
    capsys.readouterr()
    assert run_app(["references", "refresh", "--private", reader.host]) == 1
    said = capsys.readouterr().out
    assert "  ~ observations tajikistan population 2022: value 9952787 -> 9052787\n" in said
    assert "figures/tajikistan: supported -> refuted\n" in said
    reader.run("drop table people")
    assert run_app(["references", "refresh", "--private", reader.host]) == 2
    err = capsys.readouterr().err
    assert err == 'references/facts/sources/people.yaml:1: query: the database refuses: relation "people" does not exist\n'
    assert run_app(["references", "verify"]) == 0
