"""A run as JUnit XML: as the schema of Jenkins has it, and as a reader of such files takes it in."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure
from junitparser.xunit2 import JUnitXml
from xmlschema import XMLSchema

from factspec.report.junit import render
from factspec.report.model import Report

from .runs import HARMS, PROBLEM, broken, empty, large, with_text
from .sample import ARTICLE, RESULTS, report

SCHEMA = XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")


def read(text: str) -> Any:
    """A document as the reader takes it in; its types are loose."""
    return JUnitXml.fromstring(text.encode())


def cases(text: str) -> dict[str, Any]:
    """The test cases by their names; no two of a suite share one."""
    found = [case for suite in read(text) for case in suite]
    assert max(Counter((case.classname, case.name) for case in found).values(), default=1) == 1
    return {str(case.name): case for case in found}


def properties(holder: Any) -> dict[str, str]:
    """The properties of a test case or of a suite."""
    return {str(one.name): str(one.value) for one in holder.properties()}


def without_extensions(text: str) -> str:
    """The document without the three things that readers know and the schema does not."""
    top = ET.fromstring(text)
    for case in top.iter("testcase"):
        for inside in case.findall("properties"):
            case.remove(inside)
        case.attrib = {name: value for name, value in case.attrib.items() if name not in ("file", "line")}
    return ET.tostring(top, encoding="unicode")


def test_a_claim_is_a_test_case_of_its_article() -> None:
    found = cases(render(report()))
    assert {str(case.classname) for case in found.values()} == {ARTICLE}
    assert list(found) == [result.id.removeprefix(f"{ARTICLE}/") for result in RESULTS]


def test_what_came_out_as_expected_has_passed_whatever_the_verdict() -> None:
    found = cases(render(report()))
    assert found["first-summit"].is_passed
    assert properties(found["first-summit"])["verdict"] == "refuted"
    assert found["six-calls"].is_passed


def test_a_failure_tells_the_verdict_the_reason_and_the_rows() -> None:
    failure = cases(render(report()))["previous-visit"].result[0]
    assert isinstance(failure, Failure)
    assert failure.type == "not-enough-evidence"
    assert str(failure.message).startswith("not enough evidence, expected supported: No visit after 2019 is listed")
    assert "  missing   a complete list of visits" in str(failure.text)


def test_a_claim_that_could_not_be_read_is_an_error() -> None:
    error = cases(render(report()))["anniversary"].result[0]
    assert isinstance(error, Error)
    assert error.type == "unreadable-claim"
    assert "no entity is named “Tajikstan”" in str(error.message)


def test_a_scenario_that_failed_fails_its_claim_with_its_message() -> None:
    failed = RESULTS[0].model_copy(update={"outcome": "failed"})
    failure = cases(render(report((failed,))))["second-meeting-in-person"].result[0]
    assert failure.type == "scenario"
    assert failure.message == (
        "supported as expected, but scenario “Two sources at least” failed: expected 2 independent origins; found 1: ushakov"
    )


def test_the_counts_are_those_of_the_cases() -> None:
    top = read(render(report(problems=(PROBLEM,))))
    assert (top.tests, top.failures, top.errors) == (9, 2, 2)
    told = [(suite.name, suite.tests, suite.failures, suite.errors) for suite in top]
    assert told == [("factspec", 1, 0, 1), (ARTICLE, 8, 2, 1)]
    top.update_statistics()
    assert (top.tests, top.failures, top.errors) == (9, 2, 2)


def test_a_problem_of_the_run_is_an_error_at_its_file_and_line() -> None:
    case = cases(render(broken()))["problem 1"]
    assert isinstance(case.result[0], Error)
    assert case.result[0].message == PROBLEM
    assert (case._elem.get("file"), case._elem.get("line")) == ("claims/other/claims.yaml", "7")


def test_a_run_that_checked_nothing_has_an_error() -> None:
    assert "nothing was checked" in str(cases(render(empty()))["problem 1"].result[0].message)


def test_a_case_has_properties_a_file_and_a_line() -> None:
    case = cases(render(report(), folder="stories"))["six-calls"]
    assert (case._elem.get("file"), case._elem.get("line")) == (f"stories/claims/{ARTICLE}/claims.yaml", "12")
    told = properties(case)
    assert told["says"].startswith("Vladimir Putin spoke by phone")
    assert told["words"].startswith(f"stories/claims/{ARTICLE}/article.md:")
    assert {"expected", "because", "quote", "correction", "missing", "origins", "note"} <= set(told)


def test_a_suite_tells_of_the_run() -> None:
    suite = next(iter(read(render(report()))))
    assert properties(suite) == {"factspec": "0.1.0", "reference diplomacy": "1.0.0 sha256:5d41402abc4b2a76b9719d91"}
    assert suite.timestamp == "2026-11-24T10:00:05"


def test_strict_is_what_the_schema_has_and_tells_the_same() -> None:
    text = render(report(), strict=True)
    SCHEMA.validate(text)
    assert "verdict: not enough evidence" in str(cases(text)["six-calls"].system_out)


@pytest.mark.parametrize("run", [report, empty, broken], ids=lambda run: run.__name__)
def test_every_run_fits_the_schema_but_for_what_readers_know_beyond_it(run: object) -> None:
    assert callable(run)
    for strict in (False, True):
        SCHEMA.validate(without_extensions(render(run(), strict=strict)))


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_harmful_text_stays_text(harm: str) -> None:
    text = render(with_text(harm))
    SCHEMA.validate(without_extensions(text))
    tags = Counter(element.tag for element in ET.fromstring(text).iter())
    assert (tags["testcase"], tags["failure"], tags["error"]) == (3, 2, 1)
    assert "[[" not in text


@given(st.text())
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_told(text: str) -> None:
    found = ET.fromstring(render(with_text(text)))
    assert len(list(found.iter("testcase"))) == 3


def test_what_xml_can_hold_is_told_unchanged() -> None:
    note = "Душанбе\t東京\n<b> & \"q\" 'a' \u202e ]]>"
    run: Report = report((RESULTS[1].model_copy(update={"note": note}),))
    assert properties(cases(render(run))["six-calls"])["note"] == note


def test_ten_thousand_claims_fit_the_schema() -> None:
    text = render(large())
    SCHEMA.validate(without_extensions(text))
    assert len(cases(text)) == 10_000
