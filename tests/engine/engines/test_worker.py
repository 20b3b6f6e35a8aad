"""What a worker of Spark does with its part of the claims, without Spark: asked, decided and told as any run would have it."""

from __future__ import annotations

import json
import pickle
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.judge.generate import case

from factspec.bulk.intake import Batch as Lines
from factspec.bulk.intake import Place
from factspec.bulk.run import Bulk
from factspec.check import Checker, Settings
from factspec.engine.batch.layout import ASK
from factspec.engine.batch.run import Batch
from factspec.reference.bulk.build import index_of
from factspec.reference.package import reference_of
from factspec.spread import Worker

COLUMNS = ("id", "article", "kind", "says", "claim", "as_of", "verdict", "expected", "outcome", "because", "bounds", "prediction")
SAME = tuple(name for name in COLUMNS if name != "because")
WRONG = (
    {"id": "wrong", "says": "Ada mett Bruno."},
    {"id": "bad id", "says": "Ada met Bruno."},
    {"id": "odd", "claim": "{no json"},
    {"id": "none"},
    {"id": "number", "claim": "7"},
    {"id": "also", "says": "2022-06-28 is a Tuesday", "expect": "refuted", "article": "a", "as_of": "2022-07-01"},
)


@pytest.mark.parametrize(("seed", "known"), [(3, False), (5, True)])
@pytest.mark.parametrize("where", ["memory", "disk"])
def test_a_worker_says_what_a_run_in_bulk_says(seed: int, known: bool, where: str, tmp_path: Path) -> None:
    made = case(seed, claims=30)
    reference = reference_of(made.tables)
    settings = Settings(default_as_of=made.as_of, known_by="2022-02-15" if known else None)
    read = Checker(reference, settings=settings).grammar.read
    claims: list[dict[str, Any]] = [{"id": f"s{n}", "says": one.sentence} for n, one in enumerate(made.stated)]
    claims += [
        {"id": f"t{n}", "claim": json.dumps(read(one.sentence).model_dump(mode="json", exclude_none=True))}
        for n, one in enumerate(made.stated)
    ]
    claims += WRONG
    lines = [json.dumps({**one, **_opened(one)}) for one in claims]
    with closing(Bulk(Checker(reference, settings=settings), "claims.parquet", {})) as bulk:
        ((_, done),) = bulk.checked(iter([Lines(1, lines, Place())]))
    if where == "disk":
        disputed = {row.row for row in reference.disagreements if row.resource == "events"}
        events = {name: row for name, row in reference.events.items() if name in disputed}
        reference = replace(reference, events=events, bulk=index_of(reference, tmp_path / "events-place-content.duckdb"))
    worker = pickle.loads(pickle.dumps(Worker(reference, settings, {}, "claims.parquet")))
    rows = [
        SimpleNamespace(claim=n, text=json.dumps(one), file="file:///claims.parquet", line=n + 1) for n, one in enumerate(claims)
    ]
    with closing(Batch(reference, worker.known_by)) as batch:
        batch.here.fill("asked", ASK, worker.asks(rows))
        batch.decide("asked", "told")
        decided = {claim: rest for claim, *rest in batch.here.rows("SELECT claim, verdict, low, high, involved FROM told")}
    assert decided
    for row in rows:
        row.verdict, row.low, row.high, row.involved = decided.get(row.claim, (None,) * 4)
    found = [dict(zip((*COLUMNS, "", "", "", "location"), row, strict=True)) for row in worker.tells(rows)]
    found.sort(key=lambda one: one["location"])
    expected = [json.loads(line) for line in done.lines]
    assert [_told(one) for one in found] == [_told({**one, "claim": json.dumps(one["claim"])}) for one in expected]
    assert [one["location"] for one in found] == [("claims.parquet", n + 1) for n in range(len(claims))]
    assert [one["because"] for one in found if one["outcome"] == "error"] == [
        one["because"] for one in expected if one["outcome"] == "error"
    ]
    for index in (reference.bulk, worker.reference.bulk):
        if index:
            index.close()


def _opened(claim: dict[str, Any]) -> dict[str, Any]:
    """The typed form that a text holds, where it holds one."""
    try:
        return {"claim": json.loads(claim["claim"])}
    except (KeyError, ValueError):
        return {}


def _told(result: dict[str, Any]) -> dict[str, Any]:
    bounds, claim = result["bounds"], result["claim"]
    counted = tuple(bounds.values()) if isinstance(bounds, dict) else bounds
    return {**{name: result[name] for name in SAME}, "bounds": counted, "claim": json.loads(claim) if claim else None}
