"""A claims file in an editor: what is found in it, what is told of a claim, and where a claim leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factspec.check import Checker
from factspec.editor.cards import card, summary
from factspec.editor.faults import elsewhere, finding
from factspec.editor.findings import Finding, Fix
from factspec.editor.outline import Entry, entry_at, outline, written
from factspec.editor.places import Target, in_article, statement_of
from factspec.editor.spans import Point, Span
from factspec.live import ClaimsPage
from factspec.problem import Problem
from factspec.report.model import Result
from factspec.stated import Stated


def findings(page: ClaimsPage, checker: Checker) -> list[Finding]:
    """The faults of a claims file, and the verdicts that are not the expected ones, in the order of the file."""
    lines, entries = page.text.split("\n"), outline(page.text)
    found = [_fault(fault, page, lines, entries) for fault in page.problems]
    for stated in page.claims:
        entry = _entry_of(stated, entries)
        found += _of_claim(stated, page.results[stated.id], checker, lines, entry)
    return sorted(found, key=lambda one: one.span.start)


def hover(page: ClaimsPage, point: Point, checker: Checker) -> tuple[str, Span] | None:
    """The card of the claim at a point, and the span that it is about."""
    found = _claim_at(page, point)
    if found is None:
        return None
    entry, stated = found
    return (card(page.results[stated.id], checker.reference), entry.stated) if stated else None


def target(page: ClaimsPage, point: Point) -> Target | None:
    """The words of the article that the entry at a point is about."""
    entry = entry_at(outline(page.text), point)
    if page.article is None:
        return None
    if entry is None:
        return in_article(page.article, None)
    stated = next((one for one in page.claims if one.location.line - 1 == entry.line), None)
    if stated is not None:
        return statement_of(stated)
    waiver = next((one for one in page.found.waivers if one.id == entry.id), None) if page.found else None
    return in_article(page.article, waiver.selector) if waiver else None


def _claim_at(page: ClaimsPage, point: Point) -> tuple[Entry, Stated | None] | None:
    entry = entry_at(outline(page.text), point)
    return (entry, next((one for one in page.claims if one.location.line - 1 == entry.line), None)) if entry else None


def _entry_of(stated: Stated, entries: tuple[Entry, ...]) -> Entry | None:
    return next((entry for entry in entries if entry.line == stated.location.line - 1), None)


def _fault(fault: Problem, page: ClaimsPage, lines: list[str], entries: tuple[Entry, ...]) -> Finding:
    if fault.file and Path(fault.file).resolve() != page.file:
        return elsewhere(fault, lines)
    entry = entry_at(entries, Point((fault.line or 1) - 1, 0))
    return finding(fault, lines, _part(fault, entry) if entry else None)


def _part(fault: Problem, entry: Entry) -> Span:
    """The key or the value of an entry that a fault is about."""
    for name, key in entry.keys.items():
        if fault.wrong == f"unknown key {name!r}":
            return key
    key_named = fault.path.rpartition(", ")[2].partition(".")[0]
    value = entry.values.get(key_named) or (entry.values.get("id") if fault.wrong.startswith("id ") else None)
    return value or entry.values.get("id") or entry.span


def _of_claim(stated: Stated, result: Result, checker: Checker, lines: list[str], entry: Entry | None) -> Iterator[Finding]:
    if result.verdict is None:
        for fault in checker.faults(stated):
            yield finding(fault.at("", stated.location.line), lines, entry.stated if entry else None)
    elif result.outcome == "failed":
        span = entry.stated if entry else Span(Point(stated.location.line - 1, 0), Point(stated.location.line, 0))
        yield Finding(span, "warning", summary(result), result.verdict.slug, tuple(_corrections(result, entry)))


def _corrections(result: Result, entry: Entry | None) -> Iterator[Fix]:
    """The sentence that is supported, in the place of the one that is not."""
    if result.correction and entry:
        title, text = f"Say instead: {result.correction}", written(result.correction)
        if "says" in entry.values:
            yield Fix(title, entry.values["says"], text, best=True)
        elif "claim" in entry.values:
            yield Fix(title, entry.whole("claim"), f"says: {text}", best=True)
