"""Random references with random claims, as lines of JSON, and what the exact engine says of each."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.judge.generate import case

from factspec.bulk.intake import Batch, Place
from factspec.bulk.run import Bulk, Explained
from factspec.check import Checker, Settings
from factspec.reference.bulk.build import index_of
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.report.model import Location, Result
from factspec.stated import Stated

TOLD = ("kind", "says", "claim", "as_of", "verdict", "expected", "outcome", "bounds", "prediction")


@dataclass(frozen=True, slots=True)
class Lines:
    """A reference, settings, lines of claims (each said, and in its typed form), and the result of each, found one by one."""

    reference: Reference
    settings: Settings
    texts: list[str]
    results: list[Result]


def lines(seed: int) -> Lines:
    """The lines of a seed; every fourth is asked by a day of knowing."""
    made = case(seed)
    reference = reference_of(made.tables)
    settings = Settings(default_as_of=made.as_of, known_by=made.as_of if seed % 4 == 3 else None)
    checker = Checker(reference, settings=settings)
    texts, stated = [], []
    for number, one in enumerate(made.stated):
        claim = checker.grammar.read(one.sentence)
        as_of = random.Random(seed * 100 + number).choice([None, "2022-03-05", made.as_of])
        for form, said in (("s", {"says": one.sentence}), ("t", {"claim": claim.model_dump(mode="json", exclude_none=True)})):
            keys: dict[str, Any] = {"id": f"{form}{number}", **said, **({"as_of": as_of} if as_of else {})}
            texts.append(json.dumps(keys))
            stated.append(Stated(f"{form}{number}", one.sentence, None, Location(path="f", line=1), as_of=as_of))
    return Lines(reference, settings, texts, checker.results(stated, mend=False))


def on_disk(reference: Reference, folder: Path) -> Reference:
    """The same reference with its events on disk, but for those that disagreements are about."""
    disputed = {row.row for row in reference.disagreements if row.resource == "events"}
    index = index_of(reference, folder / "events-place-content.duckdb")
    return replace(reference, events={name: row for name, row in reference.events.items() if name in disputed}, bulk=index)


def told(reference: Reference, settings: Settings, texts: list[str], explained: Explained = "none") -> list[dict[str, Any]]:
    """The results of lines, checked in bulk as one batch."""
    bulk = Bulk(Checker(reference, settings=settings), "f", {}, explained=explained)
    try:
        ((_, done),) = bulk.checked(iter([Batch(1, texts, Place())]))
    finally:
        bulk.close()
    return [json.loads(line) for line in done.lines]


def told_of(result: Result) -> dict[str, Any]:
    """What a result in bulk has to say of a claim."""
    found: dict[str, Any] = json.loads(result.model_dump_json(include=set(TOLD)))
    return found
