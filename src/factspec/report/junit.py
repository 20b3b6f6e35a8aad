"""A run as JUnit XML, for the test pages of Jenkins, GitLab and many others: a suite an article, a test case a claim.

JUnit XML has no standard, only the schema of Jenkins, ``junit-10.xsd``. Nearly all readers also take properties, a file and
a line of a test case, which that schema does not know; ``strict`` leaves them out and tells the same in ``system-out``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from factspec.report.faults import problems, rule_of, wrong
from factspec.report.model import Report, Result
from factspec.report.places import Place, Places, place_of
from factspec.report.text import result_lines

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Properties = list[tuple[str, str]]


def render(report: Report, *, folder: str = "", strict: bool = False) -> str:
    """The document. ``folder`` is the path of the working folder in its repository; files are named from its top."""
    suites = _suites(report, Places(report, folder), folder, strict)
    top = Element("testsuites", {"name": "factspec", "time": f"{report.run.seconds:.3f}"})
    top.extend(suites)
    for count in ("tests", "failures", "errors"):
        top.set(count, str(sum(int(suite.attrib[count]) for suite in suites)))
    indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(top, encoding="unicode")}\n'


def _suites(report: Report, places: Places, folder: str, strict: bool) -> list[Element]:
    """A suite for the problems of the run, then one for each article, or file of claims of no article."""
    broken = [_problem(number, text, folder, strict) for number, text in enumerate(problems(report), 1)]
    found = {"factspec": broken} if broken else {}
    for result in report.results:
        found.setdefault(_group(result), []).append(_case(result, places, strict))
    return [_suite(name, cases, report) for name, cases in found.items()]


def _suite(name: str, cases: list[Element], report: Report) -> Element:
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
        "skipped": 0,
    }
    suite = Element("testsuite", {"name": _xml(name), **{key: str(count) for key, count in counts.items()}, "time": "0"})
    suite.set("timestamp", _xml(report.run.started[:19]))
    _add_properties(suite, _of_run(report))
    suite.extend(cases)
    return suite


def _case(result: Result, places: Places, strict: bool) -> Element:
    case = _named(_group(result), result.id.removeprefix(f"{result.article}/"), None if strict else places.claim(result))
    told = _of_claim(result, places)
    if not strict:
        _add_properties(case, told)
    if result.outcome != "passed":
        outcome = "error" if result.outcome == "error" else "failure"
        fault = SubElement(case, outcome, {"type": rule_of(result), "message": _xml(wrong(result))})
        fault.text = _xml("\n".join(result_lines(result)))
    if strict:
        SubElement(case, "system-out").text = _xml("\n".join(f"{name}: {value}" for name, value in told))
    return case


def _problem(number: int, text: str, folder: str, strict: bool) -> Element:
    case = _named("factspec", f"problem {number}", None if strict else place_of(text, folder))
    SubElement(case, "error", {"type": "problem", "message": _xml(text)}).text = _xml(text)
    return case


def _named(group: str, name: str, place: Place | None) -> Element:
    case = Element("testcase", {"classname": _xml(group), "name": _xml(name), "time": "0"})
    if place:
        case.attrib |= {"file": _xml(place.path), "line": str(place.line)}
    return case


def _add_properties(parent: Element, told: Properties) -> None:
    if told:
        inside = SubElement(parent, "properties")
        for name, value in told:
            SubElement(inside, "property", {"name": _xml(name), "value": _xml(value)})


def _group(result: Result) -> str:
    return result.article or (result.location.path if result.location else "") or "claims"


def _of_run(report: Report) -> Properties:
    told = [("factspec", report.factspec), ("as_of", report.run.as_of), ("known_by", report.run.known_by)]
    told += [(f"reference {one.name}", f"{one.version} sha256:{one.sha256}".strip()) for one in report.references]
    return [(name, value) for name, value in told if value]


def _of_claim(result: Result, places: Places) -> Properties:
    """What is known of a claim, under the names that the results have; only what is there."""
    return [(name, value) for name, value in _facts(result, places) if value]


def _facts(result: Result, places: Places) -> Iterator[tuple[str, str | None]]:
    yield "id", result.id
    yield "kind", result.kind
    yield "says", result.says
    yield "as_of", result.as_of
    yield "verdict", result.verdict
    yield "expected", result.expected
    yield "because", result.because
    yield "quote", result.quote
    yield "words", str(places.words(result) or "")
    yield "location", str(places.claim(result) or "")
    yield "correction", result.correction
    yield from (("missing", one) for one in result.missing)
    yield "origins", str(result.origins.count) if result.verdict else None
    yield "self_sourced", "true" if result.origins.self_sourced else None
    yield "prediction", "true" if result.prediction else None
    yield from (("scenario", f"{one.outcome}: {one.name}") for one in result.scenarios)
    yield from (("tag", one) for one in result.tags)
    yield "note", result.note


def _xml(text: str) -> str:
    """The text without what XML cannot hold, and without the marks that some readers take for attachments."""
    return _NOT_XML.sub("\ufffd", text).replace("[[", "[ [")
