"""Sentences about measures, plain tables and quotations, in the random cases: their words stand where names may stand, too."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence

from factspec.reference.schema import Measure
from factspec.reference.tables import PlainTable, TableRow, TableSchema

Maker = Callable[[], str]
PHRASES = ("population", "exports to Norland", "the area", "2022 budget", "summit", "Ada", "share of votes", "met")
TABLES = ("finals", "Ada", "in", "2022 games")
ROWS = (("First", 5, "Ada"), ("Second", 7, "Norland"), ("2022", 2022, "met"))


def measures(rng: random.Random) -> dict[str, Measure]:
    """No measures half of the time, else some."""
    found = rng.sample(PHRASES, rng.choice([0, 0, 0, 1, 2, 4]))
    return {
        f"m{i}": Measure.model_validate({"measure": f"m{i}", "phrase": phrase, "unit": rng.choice(["%", None, "people", "km"])})
        for i, phrase in enumerate(found)
    }


def tables(rng: random.Random) -> dict[str, PlainTable]:
    """No tables most of the time, else some, all with the same rows."""
    columns = [{"name": "round"}, {"name": "goals", "type": "integer"}, {"name": "player"}]
    schema = TableSchema.model_validate({"fields": columns, "primaryKey": "round"})
    rows = [
        TableRow(key, line, {"round": key, "goals": goals, "player": player}, ("s",))
        for line, (key, goals, player) in enumerate(ROWS, 2)
    ]
    return {name: PlainTable(name, f"{name}.csv", schema, rows) for name in rng.sample(TABLES, rng.choice([0, 0, 0, 1, 2]))}


class NumberWriter(ABC):
    """Makes sentences about numbers in parts: words, and values that are another each time."""

    rng: random.Random
    measures: Sequence[str]
    tables: Sequence[str]

    @abstractmethod
    def named(self) -> Iterator[str | Maker]:
        """A name."""

    @abstractmethod
    def period(self) -> Iterator[str | Maker]:
        """A period with its preposition."""

    @abstractmethod
    def number(self) -> str:
        """A number."""

    def statistic(self) -> Iterator[str | Maker]:
        rng, measure = self.rng, self.rng.choice(self.measures)
        if rng.random() < 0.4:
            yield from self.named()
            yield f"'s {measure}"
        else:
            yield rng.choice(["the ", "the ", "The ", ""]) + measure + rng.choice([" of ", " of ", " in ", " on "])
            yield from self.named()

    def amount(self) -> Iterator[str | Maker]:
        rng = self.rng
        yield rng.choice(["", "", "about ", "at least ", "between 2 and ", "exactly "])
        yield self.number
        yield rng.choice(["", "", "%", " people", " km", " million people", ".5 percent", " percentage points"])

    def _quantity(self) -> Iterator[str | Maker]:
        yield from self.statistic()
        yield self.rng.choice([" was ", " was ", " reached ", " stood at "])
        yield from self.amount()
        yield " "
        yield from self.period()

    def _change(self) -> Iterator[str | Maker]:
        yield from self.statistic()
        yield self.rng.choice([" rose by ", " fell by ", " grew ", " doubled ", " did not change "])
        yield from self.amount()
        yield self.rng.choice([" between 2007 and 2011", " from 2007 to 2011", " in 2022"])

    def _compare(self) -> Iterator[str | Maker]:
        yield from self.statistic()
        yield self.rng.choice([" was higher than ", " was 3 times ", " was the same as "])
        yield from self.rng.choice([self.statistic, self.named])()
        yield " "
        yield from self.period()

    def _rank(self) -> Iterator[str | Maker]:
        yield from self.named()
        yield self.rng.choice([" had the highest ", " has the 2nd highest ", " had the lowest ", " had the "])
        yield self.rng.choice(self.measures)
        yield self.rng.choice([" among countries ", " of all people ", " in "])
        yield from self.period()

    def _cell(self) -> Iterator[str | Maker]:
        rng = self.rng
        yield f"in {rng.choice(self.tables)} "
        yield rng.choice(
            [
                "the goals of First was ", "the player of Second was ", 'the player of "2022" is ',
                "First had 2 more goals than ",
                "Second has the highest ", "2 rows have goals above ", "there were 2 rows with player ", "the total goals was ",
            ]
        )  # fmt: skip
        yield self.number if rng.random() < 0.5 else rng.choice(["goals", "Second", "Ada", '"Ada"'])

    def _quote(self) -> Iterator[str | Maker]:
        yield from self.named()
        yield self.rng.choice([" said ", " said, "])
        yield '"'
        yield self.rng.choice([self.number, lambda: self.rng.choice(["yes", "no ... never", "A", "I met Ada"])])
        yield '"'
        if self.rng.random() < 0.7:
            yield " "
            yield from self.period()
