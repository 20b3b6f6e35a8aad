"""A feature file in an editor: what is found in it, what is told of a step, and where a step leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factspec.article import Article, anchored
from factspec.check import Checker
from factspec.editor.cards import card, summary
from factspec.editor.faults import elsewhere, finding, message
from factspec.editor.findings import Finding, Fix
from factspec.editor.places import Target, entry_of, in_article, statement_of
from factspec.editor.spans import Point, Span, line_span, words_in
from factspec.features import Step
from factspec.live import FeaturePage
from factspec.problem import Problem, Problems
from factspec.report.model import Result
from factspec.steps import Check, Plan
from factspec.steps.registry import found as forms_of

_MOST_CARDS = 3
_ARTICLE = 'the article "ID"'
_SLIPS = ("out of place", "is no keyword", "is no step")
_FOLLOWING = ("out of place", "among the description", "without scenarios", "without steps", "that checks nothing")


@dataclass(frozen=True, slots=True)
class Site:
    """A check where it stands in the file: its step's line, the row of a table, or the row of the Examples."""

    span: Span
    plan: Plan
    check: Check


def findings(page: FeaturePage, checker: Checker) -> list[Finding]:
    """The faults of a feature, and the checks that fail, in the order of the file."""
    del checker
    lines = page.text.split("\n")
    found = [_fault(fault, page, lines) for fault in _first(page.problems)]
    for fault in page.own:
        wrong = f"no step of factspec: {message(fault)}; a conftest.py may define it"
        found.append(Finding(line_span(lines, (fault.line or 1) - 1), "information", wrong, "own-step"))
    for site in sites(page):
        found += _of_check(site, page.results[site.check.claim], lines)
    return sorted(dict.fromkeys(found), key=lambda one: one.span.start)


def hover(page: FeaturePage, point: Point, checker: Checker) -> tuple[str, Span] | None:
    """The cards of the claims that the line of a point checks, and the span of the step."""
    here = [site for site in sites(page) if point.line in (site.span.start.line, site.check.step.line - 1)]
    claims = {site.check.claim: site for site in here}
    shown = [card(page.results[name], checker.reference) for name in list(claims)[:_MOST_CARDS]]
    shown += [f"… and {len(claims) - _MOST_CARDS} more"] if len(claims) > _MOST_CARDS else []
    return ("\n\n---\n\n".join(shown), here[0].span) if here else None


def target(page: FeaturePage, point: Point) -> Target | None:
    """The entry of a claims file, or the words of an article, that the step at a point names, quotes or restates."""
    for plan in page.plans:
        step = next((one for one in plan.scenario.steps if one.line - 1 == point.line), None)
        article = _article_of(plan, page)
        if step is None or article is None:
            continue
        for form, values in forms_of(step.text):
            if form.hint == _ARTICLE:
                return in_article(article, None)
            if form.hint.startswith("the statement"):
                return _words(article, values.get("quote") or step.doc or "")
    for site in sites(page):
        if point.line in (site.span.start.line, site.check.step.line - 1):
            if site.check.claim in page.known.claims:
                return entry_of(page.known.claims[site.check.claim])
            return next((statement_of(one) for one in site.plan.stated if one.id == site.check.claim), None)
    return None


def _article_of(plan: Plan, page: FeaturePage) -> Article | None:
    """The article that a scenario is about."""
    said = (one for step in plan.scenario.steps for one in forms_of(step.text))
    named = [values["id"] for form, values in said if form.hint == _ARTICLE]
    return next((page.known.articles[name] for name in named if name in page.known.articles), None)


def _words(article: Article, quote: str) -> Target | None:
    try:
        return in_article(article, anchored(article, quote))
    except Problems:
        return None


def sites(page: FeaturePage) -> Iterator[Site]:
    """Every check of the scenarios that could be read, where it stands."""
    lines = page.text.split("\n")
    for plan in page.plans:
        row = plan.scenario.line - 1 if "[row " in plan.scenario.name else None
        for check in plan.checks:
            number = [other for other in plan.checks if other.step is check.step].index(check)
            line = row if row is not None else _line(check.step, number, lines)
            yield Site(_after_keyword(line_span(lines, line), check.step, lines), plan, check)


def _line(step: Step, number: int, lines: list[str]) -> int:
    """The line of a step's sentence: in the table below it, in its doc string, or its own."""
    below = range(step.line, len(lines))
    if step.table is not None:
        rows = [line for line in below if lines[line].lstrip().startswith("|")]
        return rows[number] if number < len(rows) else step.line - 1
    if step.doc is not None:
        return next((line for line in below if lines[line].strip() and lines[line].strip() not in ('"""', "```")), step.line - 1)
    return step.line - 1


def _after_keyword(span: Span, step: Step, lines: list[str]) -> Span:
    if span.start.line != step.line - 1:
        return span
    place = words_in(lines, span, step.text)
    return place or span


def _fault(fault: Problem, page: FeaturePage, lines: list[str]) -> Finding:
    if fault.file and Path(fault.file).resolve() != page.file:
        return elsewhere(fault, lines)
    return finding(fault, lines)


def _first(faults: Sequence[Problem]) -> list[Problem]:
    """The faults without those that may only follow from a misspelt keyword, where there is one."""
    slipped = any(fault.nearest and fault.wrong.endswith(_SLIPS) for fault in faults)
    return [fault for fault in faults if fault.nearest or not slipped or not fault.wrong.endswith(_FOLLOWING)]


def _of_check(site: Site, result: Result, lines: list[str]) -> Iterator[Finding]:
    fault = site.check.fault(result)
    if fault is None:
        return
    if result.verdict is None:
        yield Finding(site.span, "error", f"the claim cannot be read: {result.because}", "problem")
    elif site.check.verdict is None:
        yield Finding(site.span, "warning", fault, "scenario")
    else:
        told = result.model_copy(update={"expected": site.check.verdict})
        yield Finding(site.span, "warning", summary(told), result.verdict.slug, tuple(_corrections(site, result, lines)))


def _corrections(site: Site, result: Result, lines: list[str]) -> Iterator[Fix]:
    """The sentence that is supported, where the step says one on this very line; never in an outline's row."""
    stated = next((one for one in site.plan.stated if one.id == site.check.claim), None)
    if not result.correction or stated is None or "[row " in site.plan.scenario.name:
        return
    span = words_in(lines, site.span, stated.says or "")
    if span is not None:
        in_table = site.check.step.table is not None
        text = result.correction.replace("\\", "\\\\").replace("|", "\\|") if in_table else result.correction
        yield Fix(f"Say instead: {result.correction}", span, text, best=True)
