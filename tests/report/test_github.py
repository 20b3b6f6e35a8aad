"""Annotations for GitHub, read back as its runner reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.report.github import MOST, render, render_problems
from factspec.report.model import Report
from factspec.verdict import Verdict

from .runs import HARMS, PASSED, PROBLEM, broken, empty, large, with_text
from .sample import ARTICLE, RESULTS, report

WORDS, CLAIMS = f"claims/{ARTICLE}/article.md", f"claims/{ARTICLE}/claims.yaml"


@dataclass(frozen=True)
class Command:
    """A workflow command: what it does, with which properties, and its text."""

    name: str
    properties: dict[str, str]
    text: str

    @property
    def place(self) -> str:
        return f"{self.properties.get('file')}:{self.properties.get('line')}"


def command(line: str) -> Command:
    """A line as the runner reads it: `::name key=value,key=value::text`, where the text may hold what it likes."""
    found = re.fullmatch(r"::([a-z-]+)(?: ([^\r\n]*?))?::([^\r\n]*)", line)
    assert found, line
    pairs = (pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
    return Command(found[1], {key: unescaped(value, ":,") for key, value in pairs}, unescaped(found[3], ""))


def unescaped(text: str, more: str) -> str:
    for sign in f"\r\n{more}":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text.replace("%25", "%")


def commands(found: Report, folder: str = "") -> list[Command]:
    """All commands of a run; there is nothing else in its text, and no more than GitHub shows."""
    read = [command(line) for line in render(found, folder=folder).split("\n")[:-1]]
    for name in {one.name for one in read}:
        assert name in ("error", "notice")
        assert sum(one.name == name for one in read) <= MOST
    return read


def test_a_run_that_passed_prints_nothing() -> None:
    assert render(report(PASSED)) == ""


def test_an_error_stands_at_the_words_and_notices_at_the_claim_and_the_features() -> None:
    failed = RESULTS[0].model_copy(update={"expected": Verdict.REFUTED, "outcome": "failed"})
    found = commands(report((failed,)))
    assert [(one.name, one.place) for one in found] == [
        ("error", f"{WORDS}:9"),
        ("notice", f"{CLAIMS}:4"),
        ("notice", "features/dushanbe.feature:12"),
        ("notice", "features/dushanbe.feature:7"),
    ]
    assert found[0].properties["title"] == f"supported: {ARTICLE}/second-meeting-in-person"
    assert found[0].text.startswith("“Vladimir Putin met Emomali Rahmon in person")
    assert "supported, expected refuted: One meeting in person came before" in found[0].text
    assert found[1].text.startswith("the claim: ")


def test_what_would_mend_a_claim_is_told() -> None:
    error = next(one for one in commands(report()) if "previous-visit" in one.properties["title"])
    assert "\nmissing: a complete list of visits" in error.text


def test_what_could_not_be_read_comes_first() -> None:
    errors = [one for one in commands(report(problems=(PROBLEM,))) if one.name == "error"]
    assert [one.place for one in errors[:2]] == ["claims/other/claims.yaml:7", f"{CLAIMS}:46"]
    assert errors[0].text == PROBLEM


def test_a_run_with_a_problem_prints_an_error_though_every_claim_passed() -> None:
    assert [one.name for one in commands(broken())] == ["error"]


def test_a_run_that_checked_nothing_prints_an_error_at_no_place() -> None:
    found = commands(empty())
    assert [(one.name, one.place) for one in found] == [("error", "None:None")]
    assert "nothing was checked" in found[0].text


def test_faults_that_let_no_run_come_about_are_told() -> None:
    text = render_problems(["references/a/events.csv:12: row m1: no source", "nothing to check"], folder="stories")
    found = [command(line) for line in text.splitlines()]
    assert [one.place for one in found] == ["stories/references/a/events.csv:12", "None:None"]


def test_files_are_named_from_the_top_of_the_repository() -> None:
    assert all(one.properties["file"].startswith("stories/") for one in commands(report(), "stories"))


def test_the_last_of_too_many_errors_tells_how_many_are_left() -> None:
    found = commands(large())
    errors = [one for one in found if one.name == "error"]
    assert len(errors) == MOST
    assert errors[-1].text.startswith("3741 more that GitHub would not show")
    ten = commands(report(RESULTS[4:5] * MOST))
    assert "more" not in [one for one in ten if one.name == "error"][-1].text


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_harmful_text_is_no_command(harm: str) -> None:
    found = commands(with_text(harm))
    assert [one.name for one in found if one.name == "error"] == ["error"] * 3
    assert all(set(one.properties) <= {"file", "line", "endLine", "title"} for one in found)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", render(with_text(harm)))


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back_without_harm(text: str) -> None:
    assert [one.name for one in commands(with_text(text))][:3] == ["error"] * 3


def test_texts_are_cut_to_what_is_read() -> None:
    for one in commands(with_text("word" * 25_000)):
        assert len(one.text) <= 2001
        assert len(one.properties["title"]) <= 200
