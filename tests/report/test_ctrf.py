"""A run as CTRF: as the published schema has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from factspec.report.ctrf import render
from factspec.report.model import Report

from .runs import HARMS, PROBLEM, broken, empty, large, with_text
from .sample import ARTICLE, RESULTS, report

SCHEMA = Draft7Validator(json.loads((Path(__file__).parent / "schemas" / "ctrf-schema-0.0.json").read_text("utf-8")))


def results_of(found: Report, folder: str = "") -> dict[str, Any]:
    """The results of a document that fits the schema, with counts that are those of its tests."""
    document = json.loads(render(found, folder=folder))
    SCHEMA.validate(document)
    results: dict[str, Any] = document["results"]
    statuses = [test["status"] for test in results["tests"]]
    counted = {status: statuses.count(status) for status in ("passed", "failed", "skipped", "pending", "other")}
    assert {name: results["summary"][name] for name in counted} == counted
    assert results["summary"]["tests"] == len(statuses)
    return results


def test_every_claim_is_a_test_with_its_outcome() -> None:
    tests = results_of(report())["tests"]
    assert [test["name"] for test in tests] == [result.id.removeprefix(f"{ARTICLE}/") for result in RESULTS]
    assert [test["rawStatus"] for test in tests] == [result.outcome for result in RESULTS]


def test_what_came_out_as_expected_has_passed_whatever_the_verdict() -> None:
    test = results_of(report())["tests"][2]
    assert (test["status"], test["extra"]["verdict"]) == ("passed", "refuted")
    assert "message" not in test


def test_a_failure_tells_why_and_where() -> None:
    test = results_of(report(), "stories")["tests"][4]
    assert test["message"].startswith("not enough evidence, expected supported: No visit after 2019")
    assert "  missing   a complete list of visits" in test["trace"]
    assert (test["filePath"], test["line"], test["suite"]) == (f"stories/claims/{ARTICLE}/claims.yaml", 33, [ARTICLE])
    assert test["extra"]["words"].startswith(f"stories/claims/{ARTICLE}/article.md:")


def test_what_could_not_be_read_has_failed_as_an_error() -> None:
    results = results_of(report(problems=(PROBLEM,)))
    first, last = results["tests"][0], results["tests"][-1]
    assert (first["status"], first["rawStatus"], first["message"], first["line"]) == ("failed", "error", PROBLEM, 7)
    assert (last["status"], last["rawStatus"]) == ("failed", "error")
    assert results["summary"]["extra"]["errors"] == 2


def test_a_run_with_a_problem_has_failed_though_every_claim_passed() -> None:
    assert results_of(broken())["summary"]["failed"] == 1


def test_a_run_that_checked_nothing_has_failed() -> None:
    assert results_of(empty())["summary"]["failed"] == 1


def test_times_are_in_milliseconds() -> None:
    summary = results_of(report())["summary"]
    assert summary["stop"] - summary["start"] == 412
    assert summary["start"] == 1795514405000


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_harmful_text_is_told_unchanged(harm: str) -> None:
    tests = results_of(with_text(harm))["tests"]
    assert len(tests) == 3
    assert tests[1]["extra"].get("says", "") == harm


@given(st.text())
@settings(max_examples=40, deadline=None)
def test_any_text_fits_the_schema(text: str) -> None:
    assert len(results_of(with_text(text))["tests"]) == 3


def test_ten_thousand_claims_fit_the_schema() -> None:
    assert results_of(large())["summary"]["tests"] == 10_000
