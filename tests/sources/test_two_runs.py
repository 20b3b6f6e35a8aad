"""Two runs compared, and articles audited: what was true when it was published is told from what was never true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.commands import run_app

from .worlds import package

CLAIMS = """\
claims:
  - id: met
    quote: Ann met Ben twice in 2022
    says: Ann met Ben exactly 2 times in 2022
  - id: head
    quote: Ann is head of the land
    says: Ann was head of Land on 2022-06-28
"""
ARTICLE = """\
---
title: A land and its head
publisher: The Desk
published: 2022-06-28
---

Ann met Ben twice in 2022. Ann is head of the land.
"""
FILES = {
    "sources.csv": "id,publisher,title,url,published\n"
    "early,P,T,https://example.org/1,2022-06-28\nlate,P,T,https://example.org/2,2022-08-01\nvague,P,T,https://example.org/3,\n",
    "entities.csv": "id,type,name\nann,person,Ann\nben,person,Ben\nland,country,Land\n",
    "kinds.csv": "kind,noun,verbs,object\nmeeting,meeting,met,participant\n",
    "relation_kinds.csv": "relation,phrase,functional\nhead of,was head of,object\n",
    "relations.csv": "subject,relation,object,began,ended,seen,sources\nann,head of,land,2020-01-01,..,2022-06-28,early\n",
    "events.csv": "id,kind,date,participants,sources\nm1,meeting,2022-01-01,ann|ben,early\nm2,meeting,2022-05-01,ann|ben,early\n",
    "completeness.csv": "table,kind,participants,period,sources\nevents,meeting,ann|ben,2022-01-01/2022-06-28,early\n",
}
THIRD = "m3,meeting,2022-06-01,ann|ben,{source}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    (tmp_path / "claims/a").mkdir(parents=True)
    (tmp_path / "claims/a/article.md").write_text(ARTICLE)
    (tmp_path / "claims/a/claims.yaml").write_text(CLAIMS)
    facts({})
    return tmp_path


def facts(more: dict[str, str]) -> None:
    """The reference data, with lines put behind some of its tables."""
    package(Path("references/r"), {name: text + more.get(name, "") for name, text in FILES.items()})


def checked(file: str, *words: str) -> None:
    run_app(["check", "--quiet", "--json", file, *words])


def compared(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    checked("new.json")
    capsys.readouterr()
    assert run_app(["diff", "old.json", "new.json", "--json"]) == 0
    return {one["id"]: one for one in json.loads(capsys.readouterr().out)}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("source", "meaning"), [("late", "true when published"), ("early", "never true"), ("vague", "cannot be told")]
)
def test_a_row_that_refutes_tells_whether_the_claim_was_ever_true(
    source: str, meaning: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checked("old.json")
    facts({"events.csv": THIRD.format(source=source)})
    found = compared(capsys)
    assert list(found) == ["a/met"]
    assert (found["a/met"]["before"], found["a/met"]["after"]) == ("supported", "refuted")
    assert (found["a/met"]["causes"], found["a/met"]["meaning"]) == (["rows"], meaning)


@pytest.mark.usefixtures("here")
def test_a_row_that_says_something_else_has_no_day_for_that(capsys: pytest.CaptureFixture[str]) -> None:
    checked("old.json")
    rows = FILES["events.csv"] + THIRD.format(source="early")
    package(Path("references/r"), FILES | {"events.csv": rows.replace("2022-06-01", "2021-06-01")})
    checked("old.json")
    package(Path("references/r"), FILES | {"events.csv": rows})
    found = compared(capsys)["a/met"]
    assert (found["after"], found["meaning"]) == ("refuted", "cannot be told")


@pytest.mark.usefixtures("here")
def test_what_is_stale_is_not_false(capsys: pytest.CaptureFixture[str]) -> None:
    checked("old.json")
    package(Path("references/r"), FILES | {"completeness.csv": FILES["completeness.csv"].replace("06-28", "06-27")})
    found = compared(capsys)["a/met"]
    assert (found["after"], found["meaning"], found["causes"]) == ("not enough evidence", "undecided now", ["completeness"])


@pytest.mark.usefixtures("here")
def test_another_sentence_is_another_claim(capsys: pytest.CaptureFixture[str]) -> None:
    checked("old.json")
    Path("claims/a/claims.yaml").write_text(CLAIMS.replace("exactly 2 times", "exactly 3 times"))
    assert compared(capsys)["a/met"]["meaning"] == "another"


@pytest.mark.usefixtures("here")
def test_another_day_of_speaking_makes_no_claim_false_then(capsys: pytest.CaptureFixture[str]) -> None:
    claims = "claims:\n  - id: met\n    says: Ann met Ben exactly 1 time so far this year\n"
    Path("claims/a/claims.yaml").write_text(claims)
    checked("old.json", "--as-of", "2022-02-01")
    checked("new.json", "--as-of", "2022-06-28")
    capsys.readouterr()
    assert run_app(["diff", "old.json", "new.json"]) == 0
    said = capsys.readouterr().out
    assert "a/met: supported -> refuted" in said
    assert "as of 2022-02-01 -> 2022-06-28" in said


@pytest.mark.usefixtures("here")
def test_claims_that_come_and_go_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    checked("old.json")
    Path("claims/a/claims.yaml").write_text(CLAIMS.replace("id: head", "id: leader"))
    found = compared(capsys)
    assert {name: one["meaning"] for name, one in found.items()} == {"a/leader": "new", "a/head": "gone"}
    assert run_app(["diff", "old.json", "new.json", "--fail-on-change"]) == 1
    said = capsys.readouterr().out
    assert "a/leader: supported; was not checked before" in said
    assert "2 claims: 1 new, 1 gone, 1 as before" in said
    assert run_app(["diff", "old.json", "old.json", "--fail-on-change"]) == 0
    assert capsys.readouterr().out == "2 claims: 2 as before\n"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"results": "<script>"}', "\x00", "[" * 100_000])
def test_a_file_that_holds_no_results_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.json").write_text(text)
    assert run_app(["diff", "x.json", "x.json"]) == 2
    assert capsys.readouterr().err.startswith("x.json: ")
    assert run_app(["diff", "none.json", "x.json"]) == 2
    assert "none.json: cannot be read" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_an_audit_holds_what_was_known_against_what_is(capsys: pytest.CaptureFixture[str]) -> None:
    facts({"events.csv": THIRD.format(source="late")})
    assert run_app(["audit", "a"]) == 1
    assert capsys.readouterr().out == (
        "a: what was known by 2022-06-28, and what is known now\n"
        "  true then, false now: met: Ann met Ben exactly 2 times in 2022\n"
        "    because   3 are listed from 2022-01-01 to 2022-06-28, and the list of meetings between Ann and Ben is complete "
        "for that time\n"
        "    nearest   Ann met Ben exactly 3 times in 2022\n"
        "  true then and now: head: Ann was head of Land on 2022-06-28\n"
        "2 claims: 1 true then, false now; 1 true then and now\n"
    )
    facts({"events.csv": THIRD.format(source="early")})
    assert run_app(["audit", "claims/a/article.md"]) == 1
    assert "false then and now: met" in capsys.readouterr().out
    facts({})
    assert run_app(["audit", "claims/a"]) == 0
    assert capsys.readouterr().out.endswith("2 claims: 2 true then and now\n")
    assert run_app(["audit", "a", "--known-by", "2022-01-01"]) == 0
    assert "unknown then, true now: head" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_an_article_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["audit", "b"]) == 2
    assert capsys.readouterr().err.startswith("no article 'b' with claims, expected one of a")
    Path("claims/a/article.md").unlink()
    Path("claims/a/claims.yaml").write_text("article: a\nclaims:\n  - {id: x, says: Ann met Ben in 2022}\n")
    assert run_app(["audit", "a"]) == 2
    assert "no day of publication" in capsys.readouterr().err
