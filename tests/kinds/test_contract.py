"""What every claim kind must do by being there: its examples read, write back and give their verdicts; its fields count."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from factspec.claim import Claim, kind_name
from factspec.contract import CHECKS, Bench, lacks
from factspec.project import read_project
from factspec.reference.package import read_reference

ROOT = Path(__file__).parents[2]
PROJECT = read_project(ROOT)
KINDS = list(PROJECT.kinds.values())


def packages() -> dict[str, Path]:
    """The data packages of this repository by name: its own, and those of the worked projects."""
    files = [*ROOT.glob("references/*/datapackage.json"), *ROOT.glob("examples/*/references/*/datapackage.json")]
    return {json.loads(file.read_text("utf-8"))["name"]: file.parent for file in files}


@cache
def bench(package: str) -> Bench:
    """The bench of one data package."""
    article = next(iter(PROJECT.articles.values())) if package == "diplomacy" else None
    return Bench(read_reference([packages()[package]]), PROJECT.kinds, article)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("kind", KINDS, ids=kind_name)
def test_a_kind_keeps_the_contract(kind: type[Claim], check: object) -> None:
    assert kind.reference in packages(), f"no data package is called {kind.reference}"
    assert callable(check)
    assert [str(fault) for fault in check(kind, bench(kind.reference))] == []


def test_what_a_kind_lacks_is_told() -> None:
    class Weekday(PROJECT.kinds["weekday"]):  # type: ignore[misc, name-defined]
        examples = ()

    told = [str(fault) for fault in lacks(Weekday, bench("diplomacy"))]
    assert told == [
        "kind weekday, documented: no docstring that says when it stays undecided, "
        "expected a sentence such as Undecided while ...",
        "kind weekday, documented: 0 examples, expected two or more, with different verdicts",
        "kind weekday, every field counts: no slip of 'day' changes the verdict of an example, "
        "expected an example that another value would decide otherwise, and slips in its slot",
        "kind weekday, every field counts: no slip of 'weekday' changes the verdict of an example, "
        "expected an example that another value would decide otherwise, and slips in its slot",
    ]
