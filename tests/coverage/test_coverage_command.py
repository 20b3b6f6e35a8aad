"""The command that tells what nobody has touched: what it prints, writes, and leaves as its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.coverage.desk import ROOT, Desk

TEXT = "Putin met Rahmon six times this year.\n\nIt rained. The king was there on June 1."
CLAIMS = """\
claims:
  - id: met
    quote: Putin met Rahmon six times this year.
    says: Vladimir Putin met Emomali Rahmon in 2022
  - id: rain
    quote: It rained.
    not_checkable: opinion
    reason: Who knows.
"""


def test_untouched_parts_are_underlined_paragraph_by_paragraph_and_told_why(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    found = desk.run("coverage")
    assert found.code == 0
    assert found.out == (
        "Talks: claims/talks/article.md\n"
        "\n"
        "   6  Putin met Rahmon six times this year.\n"
        "                       ^^^\n"
        "    number “six”: quoted by met, which does not speak of it\n"
        "\n"
        "   8  It rained. The king was there on June 1.\n"
        "                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "    sentence “The king was there on June 1.”: nobody has touched it\n"
        "\n"
        "claims/talks/article.md: 4 of 6 points accounted for, 66.6% (3 by claims, 1 waived, 2 untouched)\n"
    )


def test_too_little_fails_by_option_or_setting_and_the_option_comes_first(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS, "fail_under = 90\n")
    found = desk.run("coverage", "--quiet")
    assert (found.code, found.err) == (1, "66.6% is accounted for, expected 90% at least\n")
    assert desk.run("coverage", "--fail-under", "66.6%").code == 0
    assert desk.run("coverage", "--fail-under", "66.7").code == 1


@pytest.mark.parametrize("wrong", ["101", "-1", "many", "1e2", ""])
def test_a_percentage_that_is_none_is_told(desk: Desk, wrong: str) -> None:
    desk.put(TEXT, CLAIMS)
    told = f"--fail-under: {wrong!r} is no percentage, expected a number from 0 to 100, such as 95\n"
    assert (desk.run("coverage", f"--fail-under={wrong}").code, desk.run("coverage", f"--fail-under={wrong}").err) == (2, told)


@pytest.mark.parametrize("wrong", ["150", "true", '"most"'])
def test_a_setting_that_is_no_percentage_is_told(desk: Desk, wrong: str) -> None:
    desk.put(TEXT, CLAIMS, f"fail_under = {wrong}\n")
    found = desk.run("coverage")
    assert found.code == 2
    assert "[tool.factspec] fail_under: " in found.err


def test_the_json_file_holds_each_statement_with_its_atoms(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    desk.run("coverage", "--json", "build/coverage.json")
    found = json.loads((desk.root / "build/coverage.json").read_text("utf-8"))
    assert {name: found[name] for name in ("percent", "covered", "waived", "untouched")} == {
        "percent": 66.6, "covered": 3, "waived": 1, "untouched": 2
    }  # fmt: skip
    first = found["articles"][0]["statements"][0]
    assert (first["line"], first["standings"]) == (6, ["covered", "covered", "untouched", "covered"])
    assert first["atoms"][2]["silent"] == ["talks/met"]


def test_a_file_that_cannot_be_written_is_told(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    (desk.root / "full").write_text("no folder")
    found = desk.run("coverage", "--quiet", "--json", "full/coverage.json")
    assert (found.code, found.err) == (2, f"{desk.root}/full: cannot be read or written: File exists\n")


def test_claims_without_an_article_and_files_that_cannot_be_read_are_errors(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    desk.article.unlink()
    desk.claims.write_text("claims:\n  - id: a\n    says: 2022-06-28 is a Tuesday\n", "utf-8")
    assert desk.run("coverage").err == f"{desk.root}: no article, expected an article.md beside the claims.yaml\n"
    desk.put(TEXT, CLAIMS.replace("six times", "seven times"))
    found = desk.run("coverage")
    assert (found.code, "is not in the article" in found.err) == (2, True)


def test_check_names_what_no_claim_speaks_of_beside_what_nobody_has_touched(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    assert desk.run("check").out.splitlines()[:2] == [
        "claims/talks/article.md: nobody has touched “The king was there on June 1.”",
        "claims/talks/article.md: no claim speaks of “six”; factspec coverage shows where",
    ]


def test_check_points_to_the_command_for_quotations_that_the_article_has_not(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS.replace("six times", "seven times"))
    assert desk.run("check").err.endswith("factspec anchors shows what became of quotations that an article has not\n")


def test_the_report_marks_what_no_claim_speaks_of_and_tells_how_much_is_accounted_for(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    desk.run("check", "--html", "report.html", "--quiet")
    page = (desk.root / "report.html").read_text("utf-8")
    assert '<u class="loose" title="No claim speaks of this">six</u>' in page
    assert "4 of 6 details that can be checked are accounted for (66.6%)" in page
    assert "statement with a detail that no claim speaks of" in page


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples" / "speeches"], ids=["dushanbe", "speeches"])
def test_articles_of_this_repository_are_accounted_for_whole(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    found = desk.run("coverage", "--fail-under", "100", "--quiet")
    assert (found.code, found.err) == (0, "")


def test_a_claim_that_a_scenario_states_on_words_of_the_article_accounts_for_them_too(desk: Desk) -> None:
    desk.put(TEXT, CLAIMS)
    (desk.root / "features").mkdir()
    (desk.root / "features" / "calls.feature").write_text(
        "Feature: Calls\n"
        "  Scenario: How many\n"
        '    Given the article "talks"\n'
        '    And the statement "Putin met Rahmon six times this year"\n'
        "    Then it is not true that Vladimir Putin met Emomali Rahmon in person 6 times so far this year\n",
        "utf-8",
    )
    assert "4 of 6" in desk.run("coverage", "claims", "--quiet").out
    assert "5 of 6" in desk.run("coverage", "--quiet").out
    checked = desk.run("check", "--json", "results.json", "--quiet")
    assert "no claim speaks of" not in checked.out
    found = json.loads((desk.root / "results.json").read_text("utf-8"))
    atoms = [atom for statement in found["articles"][0]["statements"] for atom in statement["atoms"]]
    assert [atom["standing"] for atom in atoms] == ["covered"] * 4 + ["untouched"]
