"""A run as Markdown, for the summary of a job or a comment: short, what failed first, and no words of others are markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factspec.report.faults import Fault, faults
from factspec.report.model import Report, Result
from factspec.report.plain import one_line

MOST = 60_000
"""Characters of the whole: GitHub takes a mebibyte for a job's summary, and 65,536 characters for a comment."""
_LONGEST, _PASSED = 400, 100
_MARKUP = re.compile(r"[\\`*_\[\]|~$]")
_SHORTHAND = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=gh)(?=-\d)", re.IGNORECASE)
_HTML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def render(report: Report, *, folder: str = "") -> str:
    """The text. ``folder`` is the path of the working folder in its repository; files are named from its top."""
    found = list(faults(report, folder))
    text = f"## factspec: {_headline(report, found)}\n\n{_counts(report)}"
    for number, fault in enumerate(found):
        told = _fault(fault)
        if len(text) + len(told) > MOST:
            return f"{text}… and {len(found) - number} more\n"
        text += told
    passed = _passed([result for result in report.results if result.outcome == "passed"])
    return text + passed if len(text) + len(passed) <= MOST else text


def _headline(report: Report, found: list[Fault]) -> str:
    total = _count(len(report.results), "claim")
    if not found:
        return f"{total}, all as expected"
    summary = report.summary
    problems = sum(fault.rule == "problem" for fault in found)
    told = [f"{summary.failed} not as expected"] if summary.failed else []
    told += [f"{summary.errors} could not be read"] if summary.errors else []
    told += [f"{_count(summary.drafts, 'draft')} to confirm"] if summary.drafts else []
    told += [_count(problems, "problem")] if problems else []
    return f"failed ({total}: {', '.join(told)})"


def _counts(report: Report) -> str:
    rows = [f"| {_text(verdict)} | {number} |\n" for verdict, number in report.summary.by_verdict.items() if number]
    return "".join(["| verdict | claims |\n| --- | ---: |\n", *rows, "\n"]) if rows else ""


def _fault(fault: Fault) -> str:
    """A fault under a heading of its own: the words of the article, what is wrong, what would mend it, and where."""
    result = fault.result
    heading = f"{fault.rule}: {result.id}" if result else "could not be read"
    quoted = f"> “{_text(result.quote)}”\n\n" if result and result.quote else ""
    lines = "".join(f"- {label}: {text}\n" for label, text in _lines(fault))
    return f"### {_text(heading, 200)}\n\n{quoted}{lines}\n"


def _lines(fault: Fault) -> Iterator[tuple[str, str]]:
    result = fault.result
    if result and result.verdict:
        yield "claim", _text(result.says)
    yield "wrong", _text(fault.says)
    if result and result.correction:
        yield "nearest", _text(result.correction)
    for missing in result.missing[:3] if result else ():
        yield "missing", _text(missing)
    if fault.places:
        yield "see", ", ".join(_code(str(place)) for place in fault.places[:4])


def _passed(results: list[Result]) -> str:
    """The claims that passed, folded away."""
    if not results:
        return ""
    rows = "".join(f"| {_text(one.says)} | {one.verdict} |\n" for one in results[:_PASSED])
    more = f"\n… and {len(results) - _PASSED} more\n" if len(results) > _PASSED else ""
    title = f"{_count(len(results), 'claim')} as expected"
    return f"<details><summary>{title}</summary>\n\n| claim | verdict |\n| --- | --- |\n{rows}{more}\n</details>\n"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _text(text: str, most: int = _LONGEST) -> str:
    """Words of others on one line: no markup, no HTML, no link, and nobody and no issue is mentioned."""
    line = one_line(text, most).translate(_HTML)
    return _SHORTHAND.sub("&#8203;", _MARKUP.sub(r"\\\g<0>", line))


def _code(text: str) -> str:
    line = one_line(text, _LONGEST)
    return _text(line) if "`" in line else f"`{line}`"
