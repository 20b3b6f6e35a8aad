"""Spark: tables as Parquet in a folder that all workers see, written and read by the workers.

Nothing is collected but what :meth:`Spark.rows` is asked for. The folder is the setting ``spark.factspec.folder`` of the
session, where an index is kept from run to run; without it one is made on this machine, for this machine's workers, and
goes with the engine.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import count, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.engines.engine import INDEX, Row, told
from factspec.engine.batch.layout import Columns
from factspec.problem import Problems, problem

FOLDER = "spark.factspec.folder"
_FAULTS = (PySparkException, Py4JError)
_PART = 500_000
_SHUFFLED = "spark.sql.shuffle.partitions"
_TYPES = {"VARCHAR": "STRING"}
_QUIET = {"spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false"}
_TABLES = "spark.sql.warehouse.dir"  # where Spark keeps tables that we never make; left to itself, where it was started


def typed(columns: Columns) -> str:
    """Columns as Spark names their types."""
    return ", ".join(f"{column} {_TYPES.get(kind, kind)}" for column, kind in columns)


def started(master: str) -> Spark:
    """An engine on a master, or on what Spark's own settings say where none is named. Its session ends with it.

    Raises Problems where Spark does not start.
    """
    name, running = f"spark {master}".strip(), SparkSession.getActiveSession()
    if running is not None:
        if master not in ("", running.sparkContext.master):
            raise problem(
                f"{name}: a session on {running.sparkContext.master} is running already", expected="that one, or its end"
            )
        return Spark(running)
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise problem("spark: there is no java here", expected="a Java runtime, 17 or newer, such as openjdk-17-jre-headless")
    builder = SparkSession.Builder().appName("factspec")
    for option, value in {**_QUIET, _TABLES: Path(tempfile.gettempdir(), "spark-warehouse").as_uri()}.items():
        builder = builder.config(option, value)
    if master:
        builder = builder.master(master)
    try:
        with told(name, *_FAULTS):
            session = builder.getOrCreate()
            if (session.sparkContext.master or "").startswith("local") and "PYSPARK_PYTHON" not in os.environ:
                session.sparkContext.pythonExec = sys.executable  # workers here are what we are
            return Spark(session, own=True)
    except Problems as fault:
        if "stopped SparkContext" in str(fault):  # which is all that Spark says after a minute of trying
            raise problem(f"{name}: no master answers there") from fault
        raise


class Spark:
    """A session at work, beside what else it does: views have names of their own, and only what was made here is let go.

    ``own``: the session is stopped when the engine is closed.
    """

    def __init__(self, session: Any, *, own: bool = False) -> None:
        if not hasattr(session, "newSession") or not hasattr(session, "_jvm"):
            raise problem(
                "spark: no session of Spark that runs here", expected="one made by SparkSession.builder, not over Connect"
            )
        self.session: SparkSession = session.newSession()
        if session.sparkContext.getConf().get(_SHUFFLED) is None:
            self.session.conf.set(_SHUFFLED, 2 * session.sparkContext.defaultParallelism)
        self.name = f"spark {session.sparkContext.master}"
        self._own = own
        asked = session.sparkContext.getConf().get(FOLDER) or ""
        self._scratch = Path(tempfile.mkdtemp(prefix=INDEX))
        self._kept = asked.rstrip("/") if asked else ""
        self._folder = f"{self._kept or self._scratch.as_uri()}/{uuid4().hex}"
        self._making = ""
        self._places: dict[str, str] = {}

    def keep(self, content: Callable[[], str], tables: Sequence[str], build: Callable[[], None]) -> None:
        """Builds the index in a folder of that name, and sees it from there; in one that is kept only where it is missing."""
        with self.told():
            name = content()[:24] if self._kept else uuid4().hex
            place = f"{self._kept or self._folder}/{INDEX}{name}"
            if not self._there(place):
                self._making = f"{place}-{uuid4().hex}"
                build()
                if not self._there(place):
                    self._moved(self._making, place)
                self._gone(self._making)
                self._making = ""
            for table in tables:
                self._seen(table, f"{place}/{table}", self.session.read.parquet(f"{place}/{table}"))

    def fill(self, name: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Makes a table anew with these rows, by way of Parquet files of some of them each, so that workers share them."""
        place, left = self._new(name), iter(rows)
        with self.told():
            for number in count():
                some = list(islice(left, _PART))
                if number and not some:
                    break
                there = self._path(f"{place}/part-{number}.parquet")
                self._system(there).copyFromLocalFile(True, True, self._path(self._written(name, columns, some)), there)
            self._seen(name, place, self.session.read.schema(typed(columns)).parquet(place))

    def table(self, name: str, query: str, by: Sequence[str] = ()) -> None:
        """Makes a table anew with the rows of a query, written down by the workers: what follows starts from there."""
        with self.told():
            found = self.session.sql(query)
            self.put(name, found.repartition(*by).sortWithinPartitions(*by) if by else found)

    def put(self, name: str, frame: DataFrame) -> None:
        """Makes a table anew with the rows of a frame of the engine's session."""
        place = self._new(name)
        with self.told():
            frame.write.parquet(place)
            self._seen(name, place, self.session.read.schema(frame.schema).parquet(place))

    def add(self, name: str, query: str) -> None:
        """Adds the rows of a query to a table."""
        place, schema = self._places[name], self.session.table(name).schema
        with self.told():
            self.session.sql(query).write.mode("append").parquet(place)
            self.session.read.schema(schema).parquet(place).createOrReplaceTempView(name)

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a query, brought to the driver."""
        with self.told():
            found = self.session.sql(query).collect()
        yield from map(tuple, found)

    def close(self) -> None:
        """Lets go of what was made; the session ends if it was begun here, and a kept index stays. Once is enough."""
        if not self._scratch.exists():
            return
        with suppress(*_FAULTS):
            for name in self._places:
                self.session.catalog.dropTempView(name)
            self._gone(self._folder)
        shutil.rmtree(self._scratch, ignore_errors=True)
        if self._own:
            self.session.stop()

    def _written(self, name: str, columns: Columns, rows: Iterable[Row]) -> str:
        """The URL of a new Parquet file of these rows on this machine."""
        file = self._scratch / f"{name}-{uuid4().hex}.parquet"
        writer = DuckDb()
        writer.fill(name, columns, rows)
        writer.written(name, str(file))
        writer.close()
        return file.as_uri()

    def _new(self, name: str) -> str:
        return f"{self._making or self._folder}/{name if self._making else f'{name}-{uuid4().hex}'}"

    def _seen(self, name: str, place: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name)
        before = self._places.get(name, "")
        self._places[name] = place
        if before.startswith(self._folder) and before != place:
            self._gone(before)

    def _path(self, place: str) -> Any:
        machine: Any = self.session._jvm
        return machine.org.apache.hadoop.fs.Path(place)

    def _system(self, path: Any) -> Any:
        return path.getFileSystem(self.session._jsc.hadoopConfiguration())

    def told(self) -> AbstractContextManager[None]:
        """Where faults of Spark come as Problems."""
        return told(self.name, *_FAULTS)

    def read(self, place: str) -> DataFrame:
        """The rows of Parquet files at a place."""
        with self.told():
            return self.session.read.parquet(place)

    def there(self, place: str) -> bool:
        """Whether something is at a place, which may be a path or a URL."""
        with self.told():
            return self._there(place)

    def _there(self, place: str) -> bool:
        path = self._path(place)
        return bool(self._system(path).exists(path))

    def _moved(self, place: str, to: str) -> None:
        self._system(self._path(place)).rename(self._path(place), self._path(to))

    def _gone(self, place: str) -> None:
        path = self._path(place)
        self._system(path).delete(path, True)
