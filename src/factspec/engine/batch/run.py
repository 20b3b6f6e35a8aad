"""Many questions answered with one query for all of a shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from factspec.engine.batch.asks import Ask, ask
from factspec.engine.batch.index import fill, index
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
        self._database = duckdb.connect(config={"threads": 2})
        self._known_by = known_by
        scopes = [row for row in statements(reference, known_by) if row.resource == "events"]
        self._codes = index(self._database, accounts(reference), scopes)
        self._crowds = self._any("crowd")
        self._open_lists = self._any("open_event")

    def decided(self, questions: Sequence[Question]) -> Iterator[tuple[int, Decided]]:
        """The verdicts of those questions that one look-up decides, each with its number, in any order."""
        by_shape: dict[Shape, list[tuple[int, Ask]]] = defaultdict(list)
        for number, question in enumerate(questions):
            row = ask(question, self._codes)
            if row is not None:
                shape = Shape(row.form, row.pair, row.place, self._crowds, self._open_lists, self._known_by)
                by_shape[shape].append((number, row))
        for shape, asked in by_shape.items():
            fill(self._database, "ask", ASK, ((number, *row.row) for number, row in asked))
            for table, query in (
                ("pattern", patterns("ask")),
                ("asked", scoped("ask", "pattern")),
                ("span", spans("pattern")),
            ):
                self._database.execute(f"CREATE OR REPLACE TABLE {table} AS {query}")
            for number, verdict, low, high, involved in self._database.execute(verdicts(shape, "asked")).fetchall():
                if not involved:
                    yield number, Decided(_VERDICTS[verdict], None if low is None else Bounds(low, high))

    def close(self) -> None:
        """Lets the database go."""
        self._database.close()

    def _any(self, table: str) -> bool:
        return bool(self._database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())
