"""Many questions answered with one query for all of a shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from factspec.engine.batch.asks import ask
from factspec.engine.batch.fill import fill
from factspec.engine.batch.index import index
from factspec.engine.batch.layout import ASK
from factspec.engine.batch.queries import Shape, patterns, scoped, spans, verdicts
from factspec.engine.question import Question
from factspec.reference.accounts import accounts, statements
from factspec.reference.facts import Reference
from factspec.verdict import Bounds, Verdict

_VERDICTS = {0: Verdict.SUPPORTED, 1: Verdict.REFUTED, 3: Verdict.NOT_ENOUGH}


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict without its evidence; ``bounds`` where something was counted."""

    verdict: Verdict
    bounds: Bounds | None


class Batch:
    """A reference indexed for many questions. ``known_by`` leaves out what no source had published by that day."""

    def __init__(self, reference: Reference, known_by: int | None = None) -> None:
        self.database = duckdb.connect(config={"threads": 2})
        self.known_by = known_by
        scopes = [row for row in statements(reference, known_by) if row.resource == "events"]
        self._codes = index(self.database, accounts(reference), scopes)
        self._crowds = self._any("crowd")
        self._open_lists = self._any("open_event")

    def decided(self, questions: Sequence[Question]) -> Iterator[tuple[int, Decided]]:
        """The verdicts of those questions that one look-up decides, each with its number, in any order."""
        rows = ((number, ask(question, self._codes)) for number, question in enumerate(questions))
        fill(self.database, "question", ASK, ((number, *row) for number, row in rows if row is not None))
        self.decide("question", "decision")
        for number, verdict, low, high, involved in self.database.execute("SELECT * FROM decision").fetchall():
            if not involved:
                yield number, Decided(_VERDICTS[verdict], None if low is None else Bounds(low, high))

    def decide(self, asked: str, decided: str) -> None:
        """Makes the table ``decided``, with a row as of :func:`queries.verdicts` for each row of ``asked``, one of ``ASK``."""
        self._run(f"CREATE OR REPLACE TABLE {decided} (claim BIGINT, verdict INTEGER, low BIGINT, high BIGINT, involved BIGINT)")
        for table, query in (("pattern", patterns(asked)), ("scoped", scoped(asked, "pattern")), ("span", spans("pattern"))):
            self._run(f"CREATE OR REPLACE TABLE {table} AS {query}")
        kinds = "SELECT form, other IS NOT NULL, place IS NOT NULL, count(*) FROM scoped GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        for form, pair, place, _ in self.database.execute(kinds).fetchall():
            shape = Shape(form, pair, place, self._crowds, self._open_lists, self.known_by)
            same = f"form = {form} AND other IS {'NOT ' * pair}NULL AND place IS {'NOT ' * place}NULL"
            self._run(f"CREATE OR REPLACE TABLE ask AS SELECT * FROM scoped WHERE {same}")
            self._run(f"INSERT INTO {decided} {verdicts(shape, 'ask')}")

    def close(self) -> None:
        """Lets the database go."""
        self.database.close()

    def _run(self, statement: str) -> None:
        self.database.execute(statement)

    def _any(self, table: str) -> bool:
        return bool(self.database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())
