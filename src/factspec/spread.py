"""Many claims checked by the workers of Spark: claims in Parquet, results in Parquet, and a summary of them.

A worker reads its claims and asks; Spark answers, by the batch's queries over the reference's index; what no batch
decides a worker checks by itself, exactly, over the whole reference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from factspec.bulk.rest import TOLD, Rest
from factspec.check import Checker, Read, Settings
from factspec.engine.batch.asks import ask
from factspec.engine.batch.engines.engine import Engine, Row
from factspec.engine.batch.index import Codes
from factspec.engine.batch.run import VERDICTS, Batch
from factspec.engine.parts import last_day
from factspec.problem import Problems, problem
from factspec.reference.bulk.cache import reopened
from factspec.reference.facts import Reference
from factspec.report.model import Result
from factspec.stated import stated_line
from factspec.values.dates import dating
from factspec.values.json import json_value
from factspec.verdict import Bounds, Verdict

_MOST = 1_000
_SHOWN = 20
_REASONS = {
    Verdict.SUPPORTED: "the events listed leave no other possibility",
    Verdict.REFUTED: "the events listed rule it out",
    Verdict.NOT_ENOUGH: "the events listed, and what may be missing, leave it open",
}
_EMPTY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Spread:
    """How a run came out: claims by outcome and verdict, None for an error; ``wrong``: of the first that did not come out as
    expected the id, the verdict or fault, and the sentence; ``twice``: ids that came again, how often, and their first line.
    """

    counts: Counter[tuple[str, str | None]]
    wrong: tuple[tuple[str, str, str], ...]
    twice: tuple[tuple[str, int, int], ...]


def spread(
    reference: Reference,
    engine: Engine,
    claims: str,
    results: str,
    settings: Settings | None = None,
    published: Mapping[str, str] = _EMPTY,
    *,
    shown: str = "",
) -> Spread:
    """Checks the claims in the Parquet files at ``claims`` and writes Parquet to the folder ``results``.

    Claims have the columns of any file of many claims, and results those of a run's results in Parquet; they are in no order.
    ``published`` gives the day of each article that is known; ``shown`` is what the claims are called in results. The engine
    is closed. Raises Problems.
    """
    if not engine.name.startswith("spark"):  # whose library may not even be here
        raise problem(f"{engine.name} does not spread claims", expected="spark, spark://host:7077 or a session of Spark")
    from factspec.engine.batch import spread as over
    from factspec.engine.batch.engines.spark import Spark

    assert isinstance(engine, Spark)
    worker = Worker(reference, settings or Settings(), published, shown or claims)
    with closing(engine):
        found = over.taken(engine, claims, results)
        batch = Batch(reference, worker.known_by, engine)
        told = over.spread(batch, found, results, worker.asks, worker.tells, _SHOWN)
    counts = Counter({(outcome, verdict): many for outcome, verdict, many in told.counts})
    return Spread(counts, tuple((name, verdict or why, says) for name, verdict, why, says in told.wrong), told.twice)


@dataclass(frozen=True)
class Worker:
    """What a worker is sent: the reference, the settings, the days of articles. All else it makes of them, once a process.

    An index of events on disk is not sent: it is opened where it lies, so workers must see its folder.
    """

    reference: Reference
    settings: Settings
    published: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""
    name: str = field(default_factory=lambda: uuid4().hex)

    def __reduce__(self) -> tuple[Any, ...]:
        index = self.reference.bulk
        sent = replace(self.reference, bulk=None), self.settings, dict(self.published), self.shown, self.name
        return _received, (sent, index.kept_at if index else None)

    @cached_property
    def checker(self) -> Checker:
        """The exact engine over the whole reference."""
        return Checker(self.reference, settings=self.settings)

    @cached_property
    def codes(self) -> Codes:
        """The codes of the reference's names."""
        return Codes(self.reference)

    @property
    def known_by(self) -> int | None:
        """The day of knowing."""
        return dating(self.settings.known_by).starts.first if self.settings.known_by else None

    def asks(self, claims: Iterable[Any]) -> Iterator[Row]:
        """The questions of those claims that a query may decide."""
        for row in claims if not self.settings.independent_origins else ():
            read = self._read(row)
            if read is None:
                continue
            day = last_day(read.question)
            if (
                self.known_by is not None and day is not None and day > self.known_by
            ):  # perhaps a prediction, with a rule of its own
                continue
            if (asked := ask(read.question, self.codes)) is not None:
                yield (row.claim, *asked)

    def tells(self, claims: Iterable[Any]) -> Iterator[Row]:
        """The results of claims: those decided, as they are, and the others checked here."""
        left: list[Any] = []
        for row in claims:
            read = self._read(row) if row.verdict is not None and not row.involved else None
            if read is not None:
                verdict, bounds = VERDICTS[row.verdict], None if row.low is None else Bounds(row.low, row.high)
                yield _row(self.checker.decided(read, verdict, bounds, _REASONS[verdict]))
                continue
            left.append(row)
            if len(left) == _MOST:
                yield from self._exact(left)
                left = []
        yield from self._exact(left)

    def _read(self, row: Any) -> Read | None:
        """The claim of a row, where it is one."""
        try:
            stated = stated_line(json_value(_text(row.text)), self._file(row), row.line, self.published)
        except (Problems, ValueError):
            return None
        found = self.checker.read(stated, many=True)
        return found if isinstance(found, Read) else None

    def _exact(self, rows: list[Any]) -> Iterator[Row]:
        files: dict[str, list[tuple[int, str]]] = {}
        for row in rows:
            files.setdefault(self._file(row), []).append((row.line, _text(row.text)))
        for file, lines in files.items():
            for _, result in Rest(self.checker, file, self.published).results(lines, explained=False):
                yield _row(result)

    def _file(self, row: Any) -> str:
        """The file that a row stands in, as it is to be shown."""
        name = PurePosixPath(unquote(row.file)).name
        return self.shown if PurePosixPath(self.shown).name == name else f"{self.shown}/{name}"


_HERE: dict[str, Worker] = {}


def _received(sent: tuple[Any, ...], kept_at: tuple[str, str] | None) -> Worker:
    """The worker as it arrives: one for all parts of a run in a process."""
    reference, settings, published, shown, name = sent
    if name not in _HERE:
        _HERE.clear()
        bulk = reopened(*kept_at) if kept_at else None
        _HERE[name] = Worker(replace(reference, bulk=bulk), settings, published, shown, name)
    return _HERE[name]


def _text(text: str) -> str:
    """The claim that a row holds, as a line would have it: its typed form may be a struct, or JSON in a text."""
    value = json.loads(text)
    claim = value.pop("claim", None)
    try:
        json.loads(claim)
    except (ValueError, TypeError, RecursionError):
        return text  # its reader says what may be wrong
    rest = json.dumps(value, ensure_ascii=False)[1:-1]
    return f'{{{rest}{", " if rest else ""}"claim": {claim}}}'


def _row(result: Result) -> Row:
    """A result as a row of Parquet."""
    told = result.model_dump(mode="json", include=TOLD)
    claim = json.dumps(told["claim"], ensure_ascii=False, separators=(",", ":")) if told["claim"] is not None else None
    bounds, place = told["bounds"], told["location"]
    return (
        told["id"], told["article"], told["kind"], told["says"], claim, told["as_of"], told["verdict"], told["expected"],
        told["outcome"], told["because"], (bounds["low"], bounds["high"]) if bounds else None, told["prediction"], None, None,
        None, (place["path"], place["line"]),
    )  # fmt: skip
