"""Findings on quotations."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.engine.answer import Finding
from factspec.engine.question import Said
from factspec.engine.rows import Rows
from factspec.engine.words import Words
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness


def finding(
    atom: Said, rows: Rows, account: str, reference: Reference, statements: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    raise NotImplementedError
