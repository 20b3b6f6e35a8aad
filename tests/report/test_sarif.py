"""A run as SARIF: as the published schema has it, and only what keeps the run from passing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from factspec.report.faults import RULES
from factspec.report.model import Report
from factspec.report.sarif import render

from .runs import HARMS, PASSED, PROBLEM, broken, empty, large, with_text
from .sample import ARTICLE, RESULTS, TEXT, report

SCHEMA = Draft4Validator(json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8")))


def run_of(found: Report, folder: str = "") -> dict[str, Any]:
    """The one run of a log that fits the schema."""
    log = json.loads(render(found, folder=folder))
    SCHEMA.validate(log)
    assert len(log["runs"]) == 1
    run: dict[str, Any] = log["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def places(result: dict[str, Any]) -> list[str]:
    """Where a result stands, first the place that a reader is led to."""
    found = [*result["locations"], *result.get("relatedLocations", [])]
    physical = [location["physicalLocation"] for location in found]
    return [f"{one['artifactLocation']['uri']}:{one['region']['startLine']}" for one in physical]


def test_only_what_keeps_the_run_from_passing_is_told_what_could_not_be_read_first() -> None:
    run = run_of(report(problems=(PROBLEM,)))
    assert [result["ruleId"] for result in run["results"]] == [
        "problem",
        "unreadable-claim",
        "conflicting-evidence",
        "not-enough-evidence",
    ]


def test_a_run_that_passed_has_no_results_and_was_successful() -> None:
    run = run_of(report(PASSED))
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True
    assert run["invocations"][0]["toolExecutionNotifications"] == []


def test_a_failed_claim_points_at_the_words_then_at_the_claim_then_at_the_feature() -> None:
    failed = RESULTS[0].model_copy(update={"expected": RESULTS[2].verdict, "outcome": "failed"})
    result = run_of(report((failed,)))["results"][0]
    assert places(result) == [
        f"claims/{ARTICLE}/article.md:9",
        f"claims/{ARTICLE}/claims.yaml:4",
        "features/dushanbe.feature:12",
        "features/dushanbe.feature:7",
    ]
    assert result["relatedLocations"][0]["message"]["text"] == "the claim"


def test_the_region_holds_the_quoted_words() -> None:
    failed = RESULTS[4]
    region = run_of(report((failed,)))["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == failed.quote == region["snippet"]["text"]


def test_a_failed_scenario_is_the_first_place_where_the_verdict_is_as_expected() -> None:
    result = run_of(report((RESULTS[0].model_copy(update={"outcome": "failed"}),)))["results"][0]
    assert result["ruleId"] == "scenario"
    assert places(result)[0] == "features/dushanbe.feature:12"


def test_a_problem_is_a_result_at_its_line_and_a_notification() -> None:
    run = run_of(broken())
    assert places(run["results"][0]) == ["claims/other/claims.yaml:7"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == PROBLEM


def test_a_run_that_checked_nothing_is_not_successful_and_points_at_the_settings() -> None:
    run = run_of(empty())
    assert places(run["results"][0]) == ["pyproject.toml:1"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_every_result_has_a_place_a_level_and_a_fingerprint_of_its_own() -> None:
    results = run_of(report(problems=(PROBLEM, "no place at all")))["results"]
    assert all(result["locations"] and result["level"] == "error" for result in results)
    prints = [result["partialFingerprints"]["claim/v1"] for result in results]
    assert len(set(prints)) == len(prints) == 5


def test_a_fingerprint_does_not_change_with_lines_or_verdicts() -> None:
    other = RESULTS[4].model_copy(update={"because": "now another reason", "location": None})
    prints = [run_of(report((one,)))["results"][0]["partialFingerprints"] for one in (RESULTS[4], other)]
    assert prints[0] == prints[1]


def test_times_are_in_utc() -> None:
    invocation = run_of(report())["invocations"][0]
    assert (invocation["startTimeUtc"], invocation["endTimeUtc"]) == ("2026-11-24T10:00:05.000Z", "2026-11-24T10:00:05.412Z")


def test_files_are_references_from_the_top_of_the_repository() -> None:
    spaced = RESULTS[7].model_copy(
        update={"location": RESULTS[7].location and RESULTS[7].location.model_copy(update={"path": "a b/ü?.yaml"})}
    )
    assert places(run_of(report((spaced,)), "stories")["results"][0])[0] == "stories/a%20b/%C3%BC%3F.yaml:46"
    absolute = spaced.model_copy(
        update={"location": RESULTS[7].location and RESULTS[7].location.model_copy(update={"path": "/a b.yaml"})}
    )
    assert places(run_of(report((absolute,)), "stories")["results"][0])[0] == "file:///a%20b.yaml:46"


def test_no_words_of_a_claim_are_a_link_or_a_placeholder() -> None:
    text = run_of(with_text("[a](1) {0}"))["results"][0]["message"]["text"]
    assert "\\[a\\](1) {{0}}" in text
    plain = run_of(with_text("[2022-01-06..2022-01-07]"))["results"][0]["message"]["text"]
    assert "[2022-01-06..2022-01-07]" in plain


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_harmful_text_stays_text(harm: str) -> None:
    run = run_of(with_text(harm))
    assert len(run["results"]) == 3
    for result in run["results"]:
        assert not re.search(r"(?<!\\)\]\(", result["message"]["text"])
        for location in result["locations"]:
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9%/._~:-]*", uri)
            assert urlsplit(uri).scheme in ("", "file")
            assert unquote(uri)


@given(st.text())
@settings(max_examples=25, deadline=None)
def test_any_text_fits_the_schema(text: str) -> None:
    assert len(run_of(with_text(text))["results"]) == 3


def test_every_rule_is_told_with_what_to_do_about_it() -> None:
    rules = run_of(report())["tool"]["driver"]["rules"]
    assert {rule["id"]: (rule["fullDescription"]["text"], rule["help"]["text"]) for rule in rules} == RULES


def test_ten_thousand_claims_fit_the_schema() -> None:
    assert len(run_of(large())["results"]) == 3 * 1250
