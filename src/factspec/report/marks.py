"""How a claim or a statement stands at a glance, and the anchors that lead to it in a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from factspec.report.model import Result, Statement

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class Mark(StrEnum):
    """A standing, worst first; the value serves as its CSS class and the name of its symbol."""

    REFUTED = "refuted"
    CONFLICTING = "conflicting-evidence"
    ERROR = "error"
    NOT_ENOUGH = "not-enough-evidence"
    SUPPORTED = "supported"
    UNTOUCHED = "untouched"
    NOT_RUN = "not-run"
    WAIVED = "waived"

    @property
    def message(self) -> str:
        """The key of the words for it."""
        return f"marks.{self.value.replace('-', '_')}"


_WORST_FIRST = {mark: place for place, mark in enumerate(Mark)}


def mark_of(result: Result) -> Mark:
    """The standing of one claim: its verdict, or an error."""
    if result.verdict is None or result.outcome == "error":
        return Mark.ERROR
    return Mark(result.verdict.slug)


def claims_of(statement: Statement, results: Mapping[str, Result]) -> tuple[Result, ...]:
    """The claims of a statement that were in this run: the worst first, those alike in the order of the text."""
    found = [results[claim] for claim in statement.claims if claim in results]
    found.sort(key=lambda result: (rank(result), result.selector.start if result.selector else statement.end))
    return tuple(found)


def rank(result: Result) -> int:
    """The place of a claim's standing among all standings, the worst at 0."""
    return _WORST_FIRST[mark_of(result)]


def worst(statement: Statement, results: Mapping[str, Result]) -> Mark:
    """The standing of a statement: the worst among its claims; a waiver speaks where no claim does."""
    found = min(
        (mark_of(results[claim]) for claim in statement.claims if claim in results), key=_WORST_FIRST.__getitem__, default=None
    )
    if found:
        return found
    if statement.waivers:
        return Mark.WAIVED
    return Mark.NOT_RUN if statement.claims else Mark.UNTOUCHED


@lru_cache(maxsize=1 << 16)
def anchor(kind: str, name: str) -> str:
    """A name as the target of a link: letters, digits and ``._-`` stay, ``/`` is ``:``, the rest is written in hex.

    Two names never share an anchor.
    """
    return f"{kind}-{_UNSAFE.sub(_written, name)}"


def _written(found: re.Match[str]) -> str:
    return ":" if found[0] == "/" else f"~{ord(found[0]):x}~"
