"""A result in a few lines of plain text, for terminals and test reports."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.report.model import Evidence, Report, Result, Summary
from factspec.report.plain import visible
from factspec.verdict import Verdict

_SIGNS = {"certain": "+", "possible": "?", "none": "-"}
_ROWS = 6


def result_lines(result: Result, *, most_rows: int = _ROWS) -> list[str]:
    """The sentence, the verdict and why, the rows, what is missing and the correction; about ten lines."""
    if result.verdict is None:
        return result.because.splitlines() or [result.id]
    return [visible(" ".join(line.splitlines())) for line in _lines(result, most_rows)]


def summary_line(report: Report) -> str:
    """The counts of a run: ``34 claims: 34 as expected (20 supported, ...)``."""
    return counts_line(report.summary)


def counts_line(found: Summary) -> str:
    """Counts of claims in one line."""
    by_verdict = ", ".join(f"{number} {verdict}" for verdict, number in found.by_verdict.items() if number)
    parts = [f"{found.passed} as expected"]
    parts += [f"{found.failed} not as expected"] if found.failed else []
    parts += [f"{found.errors} could not be read"] if found.errors else []
    parts += [f"{found.drafts} {'draft' if found.drafts == 1 else 'drafts'} to confirm"] if found.drafts else []
    total = found.passed + found.failed + found.errors
    return f"{total} {'claim' if total == 1 else 'claims'}: {', '.join(parts)}" + (f" ({by_verdict})" if by_verdict else "")


def _lines(result: Result, most_rows: int) -> Iterator[str]:
    place = f"{result.location.path}:{result.location.line}" if result.location and result.location.path else result.id
    yield f"{place}: {result.says}" + (f" (as of {result.as_of})" if result.as_of else "")
    yield f"  {result.verdict}" + (
        "" if result.verdict is result.expected or result.outcome == "passed" else f", expected {result.expected}"
    )
    yield f"  because   {result.because}"
    for scenario in result.scenarios:
        if scenario.outcome != "passed":
            lines = [line.strip() for line in scenario.message.splitlines()[:2]]
            yield f"  scenario  “{scenario.name}”: {'; '.join(lines)}"
    yield from _rows([row for row in result.evidence if row.match != "none"], most_rows)
    yield from _rows([row for row in result.evidence if row.match == "none"], max(1, most_rows - 4))
    for dispute in result.disagreements[:3]:
        settled = {True: "taken", False: "set aside", None: "open"}[dispute.accepted]
        yield f"  disputed  {dispute.row} {dispute.field}: {dispute.source} has {dispute.value or 'blank'} ({settled})"
    for scope in result.completeness[:2]:
        yield f"  complete  {scope.says} [{', '.join(scope.sources)}]"
    if result.origins.count and result.verdict is not Verdict.NOT_ENOUGH:
        own = ", self-sourced: some link has the article's own origin alone" if result.origins.self_sourced else ""
        yield f"  origins   {result.origins.count} at the weakest link{own}"
    for missing in result.missing:
        yield f"  missing   {missing}"
    if result.correction:
        yield f"  nearest   {result.correction}"


def _rows(rows: list[Evidence], most: int) -> Iterator[str]:
    for row in rows[:most]:
        why = f" ({row.why})" if row.match != "certain" else ""
        yield f"  {_SIGNS[row.match]} {row.row:<16} {row.says}{why} [{', '.join(row.sources[:4])}]"
    if len(rows) > most:
        yield f"    ... and {len(rows) - most} more {'row' if len(rows) - most == 1 else 'rows'}"
