"""The bars of drafting: how much of the items with a hand-made key is drafted, and that hardly anything is drafted wrongly."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from .made import ROOT

BENCHMARK = ROOT / "benchmarks" / "drafting"


def module() -> Any:
    spec = importlib.util.spec_from_file_location("drafting_measure", BENCHMARK / "measure.py")
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    sys.modules["drafting_measure"] = found
    spec.loader.exec_module(found)
    return found


MEASURE = module()
NAMES = sorted(folder.name for folder in (BENCHMARK / "items").iterdir())


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[bool, Any]]:
    items = [MEASURE.read(BENCHMARK / "items" / name) for name in NAMES]
    return {item.name: (item.held_out, MEASURE.score(item)) for item in items}


def test_less_than_a_twentieth_of_all_drafts_is_wrong(scores: dict[str, tuple[bool, Any]]) -> None:
    for held_out in (False, True):
        whole = sum((score for held, score in scores.values() if held is held_out), MEASURE.Score())
        assert whole.drafts >= 15
        assert 20 * (whole.wrong + whole.one_slot) < whole.drafts


def test_the_worked_article_gives_fifteen_claims_with_the_right_verdict_and_none_with_a_wrong_one(
    scores: dict[str, tuple[bool, Any]],
) -> None:
    _, found = scores["dushanbe"]
    assert found.verdicts >= 15
    assert found.verdicts == found.drafts


def test_the_table_in_the_docs_is_what_is_measured(scores: dict[str, tuple[bool, Any]]) -> None:
    page = Path(ROOT / "docs" / "drafting.md").read_text()
    for name, (held_out, score) in scores.items():
        assert MEASURE.line(name + (" (held out)" if held_out else ""), score) in page
