"""A run as CTRF, the Common Test Report Format in JSON: a test a claim, with what is known of it in ``extra``."""

from __future__ import annotations

from typing import Any, Literal

from factspec.report.faults import problems, wrong
from factspec.report.model import Outcome, Report, Result
from factspec.report.places import Places, place_of
from factspec.report.published import Published
from factspec.report.text import result_lines
from factspec.report.times import began, ended, in_milliseconds, in_utc

_TOLD = ("kind", "says", "as_of", "verdict", "expected", "because", "quote", "correction", "missing", "prediction", "note")


class Test(Published):
    """A claim, or a problem of the run. Claims are checked together, so none has a duration of its own."""

    name: str
    status: Literal["passed", "failed"]
    duration: int = 0
    suite: tuple[str, ...]
    message: str | None = None
    trace: str | None = None
    line: int | None = None
    raw_status: Outcome
    tags: tuple[str, ...] | None = None
    file_path: str | None = None
    extra: dict[str, Any] | None = None


class Tool(Published):
    """What made the document."""

    name: Literal["factspec"] = "factspec"
    version: str


class Summary(Published):
    """Counts of tests, and times in milliseconds since 1970. What could not be read counts as failed."""

    tests: int
    passed: int
    failed: int
    skipped: int = 0
    pending: int = 0
    other: int = 0
    start: int
    stop: int
    extra: dict[str, Any]


class Results(Published):
    """The run."""

    tool: Tool
    summary: Summary
    tests: tuple[Test, ...]
    extra: dict[str, Any]


class Document(Published):
    """The whole file."""

    report_format: Literal["CTRF"] = "CTRF"
    spec_version: Literal["0.0.0"] = "0.0.0"
    timestamp: str | None
    generated_by: str
    results: Results


def render(report: Report, *, folder: str = "") -> str:
    """The document. ``folder`` is the path of the working folder in its repository; files are named from its top."""
    places = Places(report, folder)
    tests = [_problem(number, text, folder) for number, text in enumerate(problems(report), 1)]
    tests += [_claim(result, places) for result in report.results]
    failed = sum(test.status == "failed" for test in tests)
    summary = Summary(
        tests=len(tests),
        passed=len(tests) - failed,
        failed=failed,
        start=in_milliseconds(began(report.run)),
        stop=in_milliseconds(ended(report.run)),
        extra={"errors": sum(test.raw_status == "error" for test in tests), "by_verdict": report.summary.by_verdict},
    )
    about = {"run": report.run.model_dump(), "references": [one.model_dump() for one in report.references]}
    results = Results(tool=Tool(version=report.factspec), summary=summary, tests=tuple(tests), extra=about)
    document = Document(timestamp=in_utc(began(report.run)), generated_by=f"factspec {report.factspec}", results=results)
    return document.written()


def _claim(result: Result, places: Places) -> Test:
    place, words = places.claim(result), places.words(result)
    known = {"id": result.id, **{name: getattr(result, name) for name in _TOLD}, "words": str(words) if words else None}
    told = {name: value for name, value in known.items() if value}
    if result.verdict:
        told["origins"] = result.origins.model_dump()
    unhappy = result.outcome != "passed"
    return Test(
        name=result.id.removeprefix(f"{result.article}/") or "claim",
        status="failed" if unhappy else "passed",
        suite=(result.article or (place.path if place else "claims"),),
        message=wrong(result) if unhappy else None,
        trace="\n".join(result_lines(result)) if unhappy else None,
        line=place.line if place else None,
        raw_status=result.outcome,
        tags=result.tags or None,
        file_path=place.path if place else None,
        extra=told,
    )


def _problem(number: int, text: str, folder: str) -> Test:
    place = place_of(text, folder)
    return Test(
        name=f"problem {number}",
        status="failed",
        suite=("factspec",),
        message=text,
        line=place.line if place else None,
        raw_status="error",
        file_path=place.path if place else None,
    )
