"""Faults of reading as findings: the words underlined that are wrong, and what is near as a fix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from factspec.editor.findings import Finding, Fix
from factspec.editor.spans import Point, Span, line_span, text_in, words_in
from factspec.problem import Problem

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|(@\S+)|<(\w[^<>]*)>")


def finding(fault: Problem, lines: list[str], within: Span | None = None) -> Finding:
    """The finding of a fault in these lines. ``within`` is the part of the text that it is about, where that is known."""
    around = within or line_span(lines, (fault.line or 1) - 1)
    span = narrowed(fault, lines, around)
    return Finding(span, "error", message(fault), "problem", tuple(_fixes(fault, lines, span, around)))


def elsewhere(fault: Problem, lines: list[str]) -> Finding:
    """The finding of a fault in another file, told on the first line."""
    return Finding(line_span(lines, 0), "error", str(fault), "problem")


def message(fault: Problem) -> str:
    """A fault in one line without its place, which the underlining shows."""
    return str(replace(fault, file="", line=None))


def narrowed(fault: Problem, lines: list[str], around: Span) -> Span:
    """The words that a fault names, the last of those it quotes that stand there; all there is where it names none."""
    for words in reversed(_words(fault.wrong)):
        place = words_in(lines, around, words)
        if place is not None:
            stuck = "stuck at" in fault.wrong and words == _words(fault.wrong)[-1]
            return Span(place.start, around.end) if stuck and place.start.line == around.end.line else place
    return around


def _words(wrong: str) -> list[str]:
    found = (next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(wrong))
    return [re.sub(r"\\(.)", r"\1", words) for words in found if words]


def _fixes(fault: Problem, lines: list[str], span: Span, around: Span) -> Iterator[Fix]:
    """What is near, in the place of the words that are wrong. Forms, and what names things elsewhere, mend nothing."""
    wrong = text_in(lines, span)
    for near in fault.nearest:
        if near.startswith("“") or not _named(fault.wrong, wrong):
            continue
        place = _keyword(lines, span, near) if span == around else span
        place = _with_quotes(lines, place) if near.startswith('"') else place
        yield Fix(f"Change to {near}", place, near, best=len(fault.nearest) == 1)


def _named(told: str, text: str) -> bool:
    """Whether a fault tells of just this text, and so what is near can stand in its place."""
    plain = " ".join(text.split()).casefold()
    return any(" ".join(words.split()).casefold() == plain for words in _words(told))


def _keyword(lines: list[str], span: Span, near: str) -> Span:
    """The first word of a line, up to its colon, where all the line is told as wrong and a keyword is near."""
    text = text_in(lines, span)
    if " " not in text or " " in near:
        return span
    length = text.index(":") + 1 if near.endswith(":") and ":" in text else len(text.split(" ", 1)[0])
    return Span(span.start, Point(span.start.line, span.start.column + length))


def _with_quotes(lines: list[str], span: Span) -> Span:
    line, first, last = span.start.line, span.start.column, span.end.column
    text = lines[line]
    if span.end.line == line and text[first - 1 : first] == '"' and text[last : last + 1] == '"':
        return Span(Point(line, first - 1), Point(line, last + 1))
    return span
