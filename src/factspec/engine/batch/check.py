"""Lines of claims decided in batches: read, asked, decided and told by the database, as far as it can.

What it cannot do is named by :meth:`Lines.left`: claims of other kinds, claims with a fault, claims that a disagreement is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from factspec.engine.batch import lines, told, typed
from factspec.engine.batch.engines.engine import Row
from factspec.engine.batch.layout import Columns, created
from factspec.engine.batch.run import Batch
from factspec.problem import Problems
from factspec.values.counting import ordinal
from factspec.values.periods import Period, phrase
from factspec.verdict import Verdict

CODES = (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.CONFLICTING, Verdict.NOT_ENOUGH)
_NAMES = [verdict.value for verdict in CODES]
_LEARNT: dict[str, Columns] = {
    "point": typed.POINT,
    "shape": lines.SHAPE,
    "wording": told.WORDING,
    "counted": told.COUNTED,
    "placed": told.PLACED,
    "phrase": told.PHRASE,
}


@dataclass(frozen=True, slots=True)
class Days:
    """Days of speaking: ``as_of`` for every claim, or by ``articles`` (id to day), else ``default``. ISO days."""

    as_of: str | None = None
    default: str | None = None
    articles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wordings:
    """How claims are said, by those who know the sentences.

    ``named``: ``code``, ``id``, ``type`` and name in a sentence of each entity, None for one that no sentence can name.
    ``wording``: the sentence and the typed form, with gaps, of claims like the one given as a row of ``typed.TYPED``; None where
    there are none. ``counted``: how a count from the least to the most is said.
    """

    named: Sequence[Row]
    wording: Callable[[dict[str, Any]], tuple[str, str] | None]
    counted: Callable[[int, int | None], str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims of a batch came out so."""

    verdict: Verdict
    passed: bool
    claims: int


class Lines:
    """Claims in lines of JSON over an indexed reference, a batch at a time. Claims are numbered by their lines."""

    def __init__(self, batch: Batch, wordings: Wordings, path: str, days: Days = Days()) -> None:
        self._batch, self._database, self._wordings, self._days, self._path = batch, batch.database, wordings, days, path
        self._unread: set[str] = set()
        for table, columns in _LEARNT.items():
            self._database.execute(created(table, columns))
        self._batch.here.fill("named", typed.NAMED, wordings.named)
        self._batch.here.fill("article", (("id", "VARCHAR"), ("published", "VARCHAR")), days.articles)

    def take(self, first: int, texts: Sequence[str]) -> None:
        """Takes a batch of lines, the first with that number; those of the batch before are forgotten."""
        self._make("line", lines.LINE)
        self._database.execute(
            "INSERT INTO line SELECT unnest(range(?, ?)), unnest(?::VARCHAR[])", [first, first + len(texts), list(texts)]
        )
        self._database.execute(lines.PARSED)
        self._add("shape", [(shape, lines.sort(text)) for shape, text in self._rows(lines.NEW_SHAPES)])
        self._database.execute(*lines.stated(_NAMES, self._days.as_of, self._days.default))
        self._make("typed", typed.TYPED)
        self._make("result", told.RESULT)
        self._database.execute(lines.STRUCTURES)

    def sentences(self) -> list[tuple[int, str]]:
        """The number and the sentence of each claim that is said in a sentence."""
        return self._rows(f"SELECT claim, says FROM stated WHERE sort = {lines.SENTENCE} ORDER BY claim")

    def say(self, columns: Sequence[Sequence[Any]]) -> None:
        """Adds claims that sentences make: the columns of ``typed.TYPED`` but the last, which the line tells."""
        names = [name for name, _ in typed.TYPED[:-1]]
        cells = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in typed.TYPED[:-1])
        self._database.execute(
            f"INSERT INTO typed SELECT {', '.join(f'n.{name}' for name in names)}, t.as_of FROM (SELECT {cells}) n"
            " JOIN stated t ON t.claim = n.claim",
            [list(column) for column in columns],
        )

    def decide(self) -> None:
        """Decides all claims that were taken and can be decided here."""
        self._database.execute(f"CREATE OR REPLACE TABLE known AS {typed.known('typed', told.SIGNATURE)}")
        self._learn_points()
        self._database.execute(f"CREATE OR REPLACE TABLE ask_all AS {typed.asked('known')}")
        if len({count for (count,) in self._rows("SELECT count(*) FROM known UNION ALL SELECT count(*) FROM ask_all")}) > 1:
            self._database.execute("DELETE FROM known WHERE claim NOT IN (SELECT claim FROM ask_all)")
        self._learn_words()
        self._batch.decide("ask_all", "verdict")
        self._database.execute(told.results(self._batch.known_by, _NAMES, self._path))

    def told(self) -> list[tuple[int, str]]:
        """The number and the line of each result."""
        return self._rows("SELECT claim, text FROM result ORDER BY claim")

    def left(self) -> list[int]:
        """The number of each claim that was not decided."""
        return [
            number
            for (number,) in self._rows("SELECT l.claim FROM line l ANTI JOIN result r ON r.claim = l.claim ORDER BY l.claim")
        ]

    def counts(self) -> list[Count]:
        """How the claims that were decided came out."""
        found = self._rows("SELECT verdict, verdict = expected, count(*) FROM result GROUP BY 1, 2")
        return [Count(CODES[verdict], passed, claims) for verdict, passed, claims in found]

    def failed(self, most: int) -> list[tuple[int, str, Verdict, str]]:
        """The number, the id, the verdict and the sentence of the first that did not come out as expected."""
        found = self._rows(f"SELECT claim, id, verdict, says FROM result WHERE verdict <> expected ORDER BY claim LIMIT {most}")
        return [(number, name, CODES[verdict], says) for number, name, verdict, says in found]

    def _learn_points(self) -> None:
        new = f"SELECT d.text FROM ({typed.points('known')}) d ANTI JOIN point p ON p.text = d.text"
        found = []
        for (text,) in self._rows(new):
            days = None if text in self._unread else _days(text)
            if days is None:
                self._unread.add(text)
            else:
                found.append((text, *days))
        self._add("point", found)

    def _learn_words(self) -> None:
        new = dict(self._rows(told.NEW_SIGNATURES))
        names = [name for name, _ in typed.TYPED]
        listed = ", ".join(map(str, new.values())) or "NULL"
        rows = {row[0]: row for row in self._rows(f"SELECT {', '.join(names)} FROM typed WHERE claim IN ({listed})")}
        made = [(signature, dict(zip(names, rows[claim], strict=True))) for signature, claim in new.items()]
        self._add("wording", [(signature, *self._worded(row)) for signature, row in made])
        self._add("counted", [(low, high, self._wordings.counted(low, high)) for low, high in self._rows(told.NEW_COUNTS)])
        self._add("placed", [(nth, ordinal(nth)) for (nth,) in self._rows(told.NEW_PLACES)])
        self._add("phrase", [(text, phrase(Period(text))) for (text,) in self._rows(told.NEW_PHRASES)])

    def _worded(self, row: dict[str, Any]) -> list[str | None]:
        found = self._wordings.wording(row)
        if found is None:
            return [None] * (len(told.WORDING) - 1)
        says, structure = found
        return [*told.pieces(says), *told.pieces(structure, '"')]

    def _add(self, table: str, rows: Sequence[Row]) -> None:
        """Adds rows to one of the tables that are learnt."""
        if rows:
            cells = ", ".join(f"unnest(?::{kind}[])" for _, kind in _LEARNT[table])
            self._database.execute(f"INSERT INTO {table} SELECT {cells}", [list(column) for column in zip(*rows, strict=True)])

    def _make(self, table: str, columns: Columns) -> None:
        self._database.execute(f"DROP TABLE IF EXISTS {table}")
        self._database.execute(created(table, columns))

    def _rows(self, query: str) -> list[Any]:
        return self._database.execute(query).fetchall()


def _days(text: str) -> tuple[int, int] | None:
    """The days of a date, or of *this year* with the number of a day behind it; None for what is none."""
    words, _, day = text.partition("@")
    try:
        days = Period(words).days(int(day) if day else None)
    except (Problems, ValueError):
        return None
    return days.first, days.last
