"""Many questions answered with one query for all of a shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factspec.engine.batch import open_lists
from factspec.engine.batch.asks import ask
from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.engines.engine import Engine
from factspec.engine.batch.index import index, names
from factspec.engine.batch.layout import ASK, DECISION, TABLES, Columns
from factspec.engine.batch.queries import CROWDS, Shape, patterns, scoped, spans, verdicts
from factspec.engine.question import Question
from factspec.reference.accounts import accounts, statements
from factspec.reference.facts import Reference
from factspec.verdict import Bounds, Verdict

VERDICTS = {0: Verdict.SUPPORTED, 1: Verdict.REFUTED, 3: Verdict.NOT_ENOUGH}


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict without its evidence; ``bounds`` where something was counted."""

    verdict: Verdict
    bounds: Bounds | None


class Batch:
    """A reference indexed for many questions. ``known_by`` leaves out what no source had published by that day.

    Questions are written down in ``database``, a DuckDB in this process, which has the tables of names. The events are on
    ``engine``, where the questions go to be answered; where that is DuckDB or none is named, it is ``database`` too. The
    engine is closed with the batch.
    """

    def __init__(self, reference: Reference, known_by: int | None = None, engine: Engine | None = None) -> None:
        here = engine if isinstance(engine, DuckDb) else DuckDb()
        self.database, self.engine = here.database, engine or here
        self.known_by = known_by
        self.here = here
        scopes = [row for row in statements(reference, known_by) if row.resource == "events"]
        found = accounts(reference)
        self._codes = index(self.engine, found, scopes)
        if self.engine is not here:
            for table, rows in names(reference, self._codes):
                here.fill(table, TABLES[table], rows)
        self._crowds = self._any("crowd")
        self._open_lists = self._any("open_event")
        self._disputes = bool(found.changes or (reference.bulk and reference.events))
        self._open_disputes = self._disputes and self._any("open_event WHERE disputed")
        self._counted: set[tuple[int, int]] = set()
        if self._open_lists:
            self.engine.table("open_day", open_lists.DAYS)
            self.engine.fill("open_count", open_lists.COUNT, ())

    def decided(self, questions: Sequence[Question]) -> Iterator[tuple[int, Decided]]:
        """The verdicts of those questions that one look-up decides, each with its number, in any order."""
        rows = ((number, ask(question, self._codes)) for number, question in enumerate(questions))
        self.engine.fill("question", ASK, ((number, *row) for number, row in rows if row is not None))
        self.decide_there("question", "decision")
        for number, verdict, low, high, involved in self.engine.rows(_all("decision", DECISION)):
            if not involved:
                yield number, Decided(VERDICTS[verdict], None if low is None else Bounds(low, high))

    def decide(self, asked: str, decided: str) -> None:
        """Makes the table ``decided``, with a row as of :func:`queries.verdicts` for each row of ``asked``, one of ``ASK``.

        Both are tables of ``database``; what is asked goes to the engine, and what is decided comes back.
        """
        if self.engine is self.here:
            self.decide_there(asked, decided)
            return
        self.engine.fill("question", ASK, self.here.rows(_all(asked, ASK)))
        self.decide_there("question", "decision")
        self.here.fill(decided, DECISION, self.engine.rows(_all("decision", DECISION)))

    def decide_there(self, asked: str, decided: str) -> None:
        """The same between tables of the engine."""
        engine = self.engine
        engine.table("pattern", patterns(asked))
        engine.table("scoped", scoped(asked, "pattern"))
        engine.table("span", spans("pattern"))
        engine.fill(decided, DECISION, ())
        if self._open_lists:
            self._count_open()
        if self._crowds:
            engine.table("crowd_asked", CROWDS)
        shapes = "SELECT form, other IS NOT NULL, place IS NOT NULL, count(*) FROM scoped GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        for form, pair, place, _ in engine.rows(shapes):
            shape = Shape(form, pair, place, self._crowds, self._open_lists, self._disputes, self._open_disputes, self.known_by)
            same = f"form = {form} AND other IS {'NOT ' * pair}NULL AND place IS {'NOT ' * place}NULL"
            engine.add(decided, verdicts(shape, f"(SELECT * FROM scoped WHERE {same})"))

    def _count_open(self) -> None:
        """Sees to it that open events are counted for what is asked in ``scoped``."""
        new = {(int(kind), int(mode)) for kind, mode in self.engine.rows(open_lists.PAIRS)} - self._counted
        if new:
            self.engine.fill("open_pair", open_lists.PAIR, sorted(new))
            self.engine.add("open_count", open_lists.counts(self.known_by))
            self._counted |= new
        self.engine.table("open_at", open_lists.LOOKED_UP)

    def close(self) -> None:
        """Lets the engine go."""
        self.here.close()
        if self.engine is not self.here:
            self.engine.close()

    def _any(self, table: str) -> bool:
        return any(True for _ in self.engine.rows(f"SELECT 1 FROM {table} LIMIT 1"))


def _all(table: str, columns: Columns) -> str:
    return f"SELECT {', '.join(name for name, _ in columns)} FROM {table}"
