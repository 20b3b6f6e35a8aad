"""Figures that are revised are kept as vintages, so that what could be known by a day can be told from what is known now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.commands import run_app

from .servers import Server
from .worlds import POPULATION, POPULATION_DECLARED, declare

FACTS = Path("references/facts")
KEPT = POPULATION_DECLARED.replace("published: 2023-01-10", "published: last-modified").replace("maps:", "vintages: true\nmaps:")
DAYS = {"9,952,787": "Tue, 10 Jan 2023", "9,900,000": "Mon, 10 Apr 2023", "10,300,000": "Mon, 10 Jul 2023"}


def published(server: Server, figure: str) -> None:
    server.csv("/population.csv", POPULATION.replace("9,952,787", figure), **{"Last-Modified": f"{DAYS[figure]} 10:00:00 GMT"})


def says(figure: str, known_by: str | None = None) -> bool:
    asked = ["say", f"the population of Tajikistan in 2022 was exactly {figure.replace(',', '')} people"]
    return run_app([*asked, *(["--known-by", known_by] if known_by else [])]) == 0


@pytest.fixture
def revised(root: Path, server: Server) -> Server:
    """A project that has taken three vintages of one figure."""
    declare(root / FACTS, "population", KEPT, server)
    for number, figure in enumerate(DAYS):
        published(server, figure)
        words = ["refresh", "--accept"] if number else ["import"]
        assert run_app(["references", *words, "--private", server.host]) == 0
    return server


def test_each_vintage_can_be_known_from_its_day(revised: Server) -> None:
    del revised
    assert says("10,300,000")
    assert says("9,952,787", "2023-02-01")
    assert says("9,900,000", "2023-05-01")
    assert says("10,300,000", "2023-07-10")
    assert not any(says(figure, "2023-01-09") for figure in DAYS)
    assert says("19,621,972".replace(",", ""), "2023-02-01") is False  # that is Kazakhstan's


def test_vintages_are_verified_and_audited(revised: Server, capsys: pytest.CaptureFixture[str]) -> None:
    del revised
    assert run_app(["references", "verify"]) == 0
    Path("claims/figures/claims.yaml").write_text(
        "claims:\n  - {id: a, says: the population of Tajikistan in 2022 was exactly 9952787 people}\n"
    )
    capsys.readouterr()
    assert run_app(["audit", "figures"]) == 1
    assert "true then, false now: a:" in capsys.readouterr().out
    lock = json.loads((FACTS / "references.lock").read_text())["sources"]["population"]
    assert len(lock["earlier"]) == 2
    (FACTS / "sources/snapshots" / lock["earlier"][0]).unlink()
    assert run_app(["references", "verify"]) == 1
    assert "no such snapshot" in capsys.readouterr().err


def test_what_is_not_revised_is_no_vintage(revised: Server) -> None:
    before = (FACTS / "references.lock").read_text()
    revised.csv(
        "/population.csv", POPULATION.replace("9,952,787", "10,300,000.00"), **{"Last-Modified": "Tue, 10 Oct 2023 10:00:00 GMT"}
    )
    assert run_app(["references", "refresh", "--private", revised.host]) == 0
    assert (FACTS / "references.lock").read_text() == before


def test_a_figure_that_is_left_out_stays(revised: Server) -> None:
    text = "area,year,people\nTJ,2023,10\n"
    revised.csv("/population.csv", text, **{"Last-Modified": "Tue, 10 Oct 2023 10:00:00 GMT"})
    assert run_app(["references", "refresh", "--accept", "--private", revised.host]) == 0
    assert says("10,300,000")
    assert run_app(["references", "verify"]) == 0


QUOTES = "  - resource: quotes\n    columns: {{id: a, speaker: b, date: c, text: d}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (KEPT.replace("last-modified", "2023-01-10"), "vintages: one day of publication, expected last-modified, or none"),
        (KEPT + QUOTES, "vintages: vintages of quotes, expected observations, and names beside them"),
    ],
)
def test_only_figures_have_vintages(root: Path, server: Server, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    declare(root / FACTS, "population", text, server)
    assert run_app(["references", "import", "--private", server.host]) == 2
    assert said in capsys.readouterr().err
