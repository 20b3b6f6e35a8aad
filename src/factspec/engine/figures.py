"""Findings on measured numbers."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.engine.answer import Finding
from factspec.engine.question import Figured
from factspec.engine.rows import Rows
from factspec.engine.words import Words
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Observation


def finding(
    atom: Figured, rows: Rows, account: str, reference: Reference, statements: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    raise NotImplementedError


def about(atom: Figured, row: Observation, reference: Reference) -> bool:
    """Whether an observation bears on a question."""
    raise NotImplementedError
