"""Claims in bulk come out as one by one: verdict, bounds, sentence and typed form, from memory and from disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.bulk.run import Bulk
from factspec.check import Checker
from factspec.engine.batch import disk
from factspec.engine.batch.run import Batch

from .cases import TOLD, lines, on_disk, told, told_of


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("where", ["memory", "disk"])
def test_a_batch_says_what_the_exact_engine_says(seed: int, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_SOME", 4)  # keys on disk are made in pieces
    made = lines(seed)
    reference = made.reference if where == "memory" else on_disk(made.reference, tmp_path)
    found = told(reference, made.settings, made.texts)
    assert [{name: one[name] for name in TOLD} for one in found] == [told_of(result) for result in made.results]
    assert [one["location"]["line"] for one in found] == list(range(1, len(made.texts) + 1))
    if reference.bulk:
        reference.bulk.close()


def test_most_claims_about_events_are_decided_by_the_database() -> None:
    made = lines(2)
    bulk = Bulk(Checker(made.reference, settings=made.settings), "f", {})
    assert bulk.lines is not None
    bulk.lines.take(1, made.texts)
    bulk.lines.decide()
    typed = sum(result.kind in ("event", "count", "ordinal", "previous", "next") for result in made.results) // 2
    assert len(bulk.lines.told()) > typed / 2
    bulk.close()


@pytest.mark.parametrize("explained", ["failed", "all"])
def test_what_is_explained_has_its_evidence_and_the_same_verdict(explained: str) -> None:
    made = lines(1)
    found = told(made.reference, made.settings, made.texts, explained="failed" if explained == "failed" else "all")
    assert [one["verdict"] for one in found] == [told_of(result)["verdict"] for result in made.results]
    wanted = {one["id"] for one in found if explained == "all" or one["outcome"] == "failed"}
    assert wanted <= {one["id"] for one in found if "evidence" in one}
    assert any(one["correction"] for one in found if "correction" in one)


def test_keys_made_in_pieces_hold_what_keys_made_at_once_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lines(3)
    held = []
    for some in (3, 1_000):
        monkeypatch.setattr(disk, "_SOME", some)
        folder = tmp_path / str(some)
        folder.mkdir()
        reference = on_disk(made.reference, folder)
        batch = Batch(reference)
        tables = ("one_key", "pair_key", "crowd_key", "crowd", "open_event")
        held.append([batch.database.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in tables])
        batch.close()
        assert reference.bulk
        reference.bulk.close()
    assert held[0] == held[1]
    assert all(held[0][:2])
