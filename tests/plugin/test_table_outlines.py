"""Gherkin over a plain table: fifty figures in one scenario outline, run by pytest as they lie."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.plugin.made import OURS, SOURCE

from factspec.kinds import built_in

pytest_plugins = ["pytester"]
built_in()  # loaded here: pytester drops what an inner run is the first to load

SCHEMA = {
    "primaryKey": "town",
    "fields": [
        {"name": "town"},
        {"name": "visitors", "type": "integer"},
        {"name": "share", "type": "number"},
        {"name": "sources"},
    ],
}
TOWNS = [(f"Town {n}", 1000 + 37 * n, n / 2) for n in range(50)]
OUTLINE = """\
Feature: Visitors
  Scenario Outline: <town> had <visitors> visitors
    Then in "towns", the visitors of "<town>" was <visitors>
    And in "towns", the share of "<town>" was <share>

    Examples:
      | town | visitors | share |
{rows}

  Scenario: The sum of them
    Then in "towns", there are exactly 50 rows
    And in "towns", the total visitors was 95,325
    And in "towns", "Town 49" has the highest visitors
"""


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", SOURCE, prepend=os.pathsep)
    rows = "".join(f'{town},"{visitors:,}",{share}%,office\n' for town, visitors, share in TOWNS)
    files = {
        "sources.csv": "id,publisher,title,url\noffice,Office,Visitors,https://office.example/\n",
        "completeness.csv": "table,sources\ntowns,office\n",
        "towns.csv": f"town,visitors,share,sources\n{rows}",
    }
    resources = [{"name": name.removesuffix(".csv"), "path": name} for name in files]
    resources[-1]["schema"] = SCHEMA  # type: ignore[assignment]
    package = pytester.path / "references" / "visitors"
    package.mkdir(parents=True)
    for name, content in files.items():
        (package / name).write_text(content, "utf-8")
    (package / "datapackage.json").write_text(json.dumps({"name": "visitors", "resources": resources}), "utf-8")
    (pytester.path / "pyproject.toml").write_text('[tool.factspec]\njson = "build/results.json"\n', "utf-8")
    return pytester.path


def feature(folder: Path, wrong: int | None = None) -> None:
    lines = [f"      | {town} | {visitors + (n == wrong):,} | {share}% |" for n, (town, visitors, share) in enumerate(TOWNS)]
    (folder / "features").mkdir(exist_ok=True)
    (folder / "features" / "visitors.feature").write_text(OUTLINE.format(rows="\n".join(lines)), "utf-8")


def run(pytester: pytest.Pytester) -> pytest.RunResult:
    return pytester.runpytest_inprocess(*OURS, "-p", "no:cacheprovider")


def test_fifty_figures_are_one_outline(pytester: pytest.Pytester, folder: Path) -> None:
    feature(folder)
    run(pytester).assert_outcomes(passed=51)
    results = json.loads((folder / "build/results.json").read_text("utf-8"))
    assert len(results["results"]) == 103
    assert results["summary"]["by_verdict"]["supported"] == 103


def test_one_wrong_figure_of_fifty_is_told_with_the_right_one(pytester: pytest.Pytester, folder: Path) -> None:
    feature(folder, wrong=7)
    result = run(pytester)
    result.assert_outcomes(passed=50, failed=1)
    told = "\n".join(result.outlines)
    assert "the visitors of “Town 7” is 1,259" in told
    assert 'in "towns", the visitors of "Town 7" was 1,259' in told
