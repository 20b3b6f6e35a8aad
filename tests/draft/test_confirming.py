"""Drafts confirmed: only ``draft: true`` goes, and all else in the file stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.commands import run_app
from factspec.draft.confirming import confirmed
from factspec.problem import Problems

FILE = """\
# A remark at the top.
article: news   # and one here
claims:

  # before the first
  - id: first
    quote: 'Putin visited China in February'
    says: Vladimir Putin visited China in February 2022
    draft: true

  - draft: true   # look at this again
    id: second
    says: >-
      Vladimir Putin met Emomali Rahmon
      on 2022-05-16
  - {id: third, draft: true, says: 2022-06-28 is a Tuesday}   # flowing
  - {id: fourth, says: 2022-06-28 is a Tuesday, draft: true}
  - id: fifth
    says: 2022-06-28 is a Monday
    draft: true  # is it?
    tags: [a]
"""


def test_the_line_of_the_key_goes_and_nothing_else() -> None:
    assert confirmed(FILE, {"first"}, "claims.yaml") == FILE.replace("    draft: true\n\n", "\n", 1)


def test_a_key_behind_the_hyphen_or_in_braces_goes_too() -> None:
    text = confirmed(FILE, {"second", "third", "fourth"}, "claims.yaml")
    assert "  - id: second\n" in text
    assert "  - {id: third, says: 2022-06-28 is a Tuesday}   # flowing\n" in text
    assert "  - {id: fourth, says: 2022-06-28 is a Tuesday}\n" in text
    assert text.count("draft: true") == 2


def test_a_remark_behind_the_key_stays() -> None:
    assert "    # is it?\n    tags: [a]\n" in confirmed(FILE, {"fifth"}, "claims.yaml")


def test_line_ends_of_another_system_stay() -> None:
    text = FILE.replace("\n", "\r\n")
    assert confirmed(text, {"first"}, "claims.yaml") == text.replace("    draft: true\r\n\r\n", "\r\n", 1)


def test_what_cannot_be_edited_in_place_is_a_fault_and_not_a_broken_file() -> None:
    text = "claims:\n  - id: a\n    says: x\n    ? draft\n    : true\n"
    with pytest.raises(Problems, match="in place"):
        confirmed(text, {"a"}, "claims.yaml")


DRAFTS = """\
claims:
  - id: visit
    says: Vladimir Putin visited China in February 2022
    as_of: 2022-06-28
    draft: true
  - id: other
    says: Vladimir Putin visited China in March 2022
    as_of: 2022-06-28
    draft: true
"""


@pytest.fixture
def claims(project: Path) -> Path:
    file = project / "claims" / "news" / "claims.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(DRAFTS)
    return file


@pytest.mark.usefixtures("claims")
def test_a_draft_fails_whatever_its_verdict_and_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["check"]) == 1
    told = capsys.readouterr().out
    assert "because   a draft nobody has confirmed; " in told
    assert "2 claims: 0 as expected, 2 not as expected, 2 drafts to confirm (1 supported, 1 refuted)" in told


def test_a_scenario_that_rests_on_a_draft_fails(project: Path, claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = 'Feature: F\n  Scenario: S\n    Then the claim "visit" is supported\n'
    (project / "features").mkdir()
    (project / "features" / "f.feature").write_text(steps)
    assert run_app(["check", "features/f.feature"]) == 1
    assert "a draft nobody has confirmed" in capsys.readouterr().out
    assert run_app(["confirm", "visit"]) == 0
    assert run_app(["check", "features/f.feature"]) == 0
    assert claims.is_file()


@pytest.mark.usefixtures("claims")
def test_every_report_tells_that_a_claim_is_a_draft(project: Path) -> None:
    assert (
        run_app(["check", "--html", "r.html", "--json", "r.json", "--sarif", "r.sarif", "--markdown", "r.md", "--junit", "r.xml"])
        == 1
    )
    found = json.loads((project / "r.json").read_text())
    assert found["summary"]["drafts"] == 2
    assert [result["draft"] for result in found["results"]] == [True, True]
    page = (project / "r.html").read_text()
    assert "2 are drafts that nobody has confirmed" in page
    assert "a draft that nobody has confirmed" in page
    assert {one["ruleId"] for one in json.loads((project / "r.sarif").read_text())["runs"][0]["results"]} == {"draft"}
    assert "2 drafts to confirm" in (project / "r.md").read_text()
    assert "a draft nobody has confirmed" in (project / "r.xml").read_text()


def test_a_confirmed_draft_is_a_claim_like_any_other(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["confirm", "visit"]) == 0
    assert capsys.readouterr().out == "1 confirmed, 1 left\n"
    assert claims.read_text() == DRAFTS.replace("    draft: true\n", "", 1)
    assert run_app(["check"]) == 1
    assert "2 claims: 1 as expected, 1 not as expected, 1 draft to confirm" in capsys.readouterr().out


def test_ids_that_are_no_drafts_are_named_with_what_is_near(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["confirm", "vist"]) == 2
    assert capsys.readouterr().err == "no draft 'vist', expected the id of a claim with draft: true; did you mean visit?\n"
    assert claims.read_text() == DRAFTS


@pytest.mark.usefixtures("claims")
def test_without_a_terminal_ids_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["confirm"]) == 2
    assert capsys.readouterr().err == "no claim named, and no terminal to ask at: 2 drafts, expected ids, such as visit, other\n"


def test_on_a_terminal_each_draft_is_shown_with_its_verdict_and_asked_for(
    claims: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["what", "y", "n"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setenv("NO_COLOR", "1")
    assert run_app(["confirm"]) == 0
    told = capsys.readouterr().out
    assert "1 of 2: visit\n  says      Vladimir Putin visited China in February 2022\n  supported\n" in told
    assert "y: it says what the article says" in told
    assert told.endswith("1 confirmed, 1 left\n")
    assert claims.read_text().count("draft: true") == 1


def test_with_nothing_to_confirm_it_says_so(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims.write_text(DRAFTS.replace("    draft: true\n", ""))
    assert run_app(["confirm"]) == 0
    assert capsys.readouterr().out == "nothing to confirm: no claim is a draft\n"
    assert run_app(["confirm", "visit"]) == 2


def test_a_statement_proposed_as_not_checkable_counts_for_nothing_until_it_is_confirmed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "claims" / "news"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text("---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\nIt is Tuesday. It was warm.\n")
    (folder / "claims.yaml").write_text(
        "claims:\n  - id: day\n    quote: It is Tuesday.\n    says: 2022-06-28 is a Tuesday\n"
        "  - id: warm\n    quote: It was warm.\n    not_checkable: opinion\n    reason: Who knows.\n    draft: true\n"
    )
    run_app(["check"])
    told = capsys.readouterr().out
    assert "nobody has touched “It was warm.”" in told
    assert "1 statement is proposed as not checkable, and nobody has confirmed it" in told
    assert run_app(["confirm", "news/warm"]) == 0
    capsys.readouterr()
    assert run_app(["check"]) == 0
    assert capsys.readouterr().out == "1 claim: 1 as expected (1 supported)\n"


def test_a_draft_key_that_is_neither_true_nor_false_is_a_fault(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims.write_text(DRAFTS.replace("draft: true", "draft: maybe", 1))
    assert run_app(["check"]) == 2
    assert "claims/news/claims.yaml:5: draft: 'maybe' is neither, expected true or false" in capsys.readouterr().err
