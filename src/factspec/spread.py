"""Many claims checked by the workers of Spark: sentences in Parquet, results in Parquet, and a count of them.

A worker reads its sentences and asks; Spark answers, by the batch's queries over the reference's index; what no batch
decides a worker checks by itself, exactly, over the whole reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factspec.check import Checker, Settings
from factspec.claim import Speaking
from factspec.engine.batch.asks import ask
from factspec.engine.batch.engines.engine import Engine, Row
from factspec.engine.batch.index import Codes
from factspec.engine.batch.layout import Columns
from factspec.engine.batch.run import VERDICTS, Batch
from factspec.engine.parts import last_day
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.problem import Problems, problem
from factspec.reference.facts import Reference
from factspec.report.model import Location
from factspec.stated import Stated
from factspec.values.dates import dating

RESULT: Columns = (
    ("outcome", "VARCHAR"),
    ("id", "VARCHAR"),
    ("says", "VARCHAR"),
    ("low", "BIGINT"),
    ("high", "BIGINT"),
    ("because", "VARCHAR"),
)
ERROR = "error"
_MOST = 1_000


def spread(reference: Reference, engine: Engine, claims: str, results: str, settings: Settings | None = None) -> Counter[str]:
    """Checks the sentences in the Parquet files at ``claims`` and writes Parquet to ``results``; counts the outcomes.

    Claims have columns ``id`` and ``says``, and ``as_of``, the day of speaking, where they have one each. Results have
    ``outcome``: a verdict, or *error* for a sentence that cannot be read; ``low`` and ``high``: bounds of what was counted;
    ``because``: the reason, or the fault, of what was not decided by a query. They are in no order. The engine is closed.
    Raises Problems.
    """
    if not engine.name.startswith("spark"):  # whose library may not even be here
        raise problem(f"{engine.name} does not spread claims", expected="spark, spark://host:7077 or a session of Spark")
    from factspec.engine.batch import spread as over
    from factspec.engine.batch.engines.spark import Spark

    assert isinstance(engine, Spark)
    worker = Worker(reference, settings or Settings())
    with closing(engine):
        found = over.taken(engine, claims, results, ("id", "says"))
        batch = Batch(reference, worker.known_by, engine)
        return over.spread(batch, found, results, worker.asks, worker.tells, RESULT)


@dataclass(frozen=True)
class Worker:
    """What a worker is sent: the reference and the settings. All else it makes of them when it needs it."""

    reference: Reference
    settings: Settings

    def __getstate__(self) -> dict[str, Any]:
        return {"reference": self.reference, "settings": self.settings}

    @cached_property
    def grammar(self) -> Grammar:
        """The sentences of the reference."""
        return Grammar(self.reference, built_in())

    @cached_property
    def checker(self) -> Checker:
        """The exact engine over the whole reference."""
        return Checker(self.reference, settings=self.settings)

    @property
    def known_by(self) -> int | None:
        """The day of knowing."""
        return dating(self.settings.known_by).starts.first if self.settings.known_by else None

    def asks(self, claims: Iterable[Any]) -> Iterator[Row]:
        """The questions of those claims that a query may decide."""
        codes, known_by = Codes(self.reference), self.known_by
        for row in claims:
            try:
                as_of = self._as_of(row)
                speaking = Speaking(dating(as_of).starts.first if as_of else None, None, self.settings.rounding)
                question = self.grammar.read(row.says or "").question(speaking)
            except Problems:
                continue
            day = last_day(question)
            if known_by is not None and day is not None and day > known_by:  # perhaps a prediction, which has a rule of its own
                continue
            if (asked := ask(question, codes)) is not None:
                yield (row.claim, *asked)

    def tells(self, claims: Iterable[Any]) -> Iterator[Row]:
        """The results of claims: those decided, as they are, and the others checked here."""
        left: list[Any] = []
        for row in claims:
            if row.verdict is not None and not row.involved:
                yield VERDICTS[row.verdict].value, _id(row), row.says, row.low, row.high, None
                continue
            left.append(row)
            if len(left) == _MOST:
                yield from self._exact(left)
                left = []
        yield from self._exact(left)

    def _exact(self, rows: list[Any]) -> Iterator[Row]:
        if not rows:
            return
        here = Location(path="", line=1)
        stated = [Stated(_id(row), row.says or "", None, here, as_of=self._as_of(row)) for row in rows]
        for row, result in zip(rows, self.checker.results(stated, mend=False), strict=True):
            bounds = result.bounds
            outcome = result.verdict.value if result.verdict else ERROR
            yield outcome, result.id, row.says, bounds.low if bounds else None, bounds.high if bounds else None, result.because

    def _as_of(self, row: Any) -> str | None:
        said = getattr(row, "as_of", None)
        return self.settings.as_of or (str(said) if said else None) or self.settings.default_as_of


def _id(row: Any) -> str:
    return str(row.id)
