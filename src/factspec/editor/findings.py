"""Findings: what an editor underlines, how grave it is, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factspec.editor.spans import Span

Gravity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the text that mends a finding. ``best`` is the one that an editor may take without asking which."""

    title: str
    span: Span
    text: str
    best: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about a span.

    An error cannot be read, a warning came out otherwise than expected, and information is for somebody else to decide.
    ``code`` is the verdict, or ``problem``.
    """

    span: Span
    gravity: Gravity
    message: str
    code: str
    fixes: tuple[Fix, ...] = ()
