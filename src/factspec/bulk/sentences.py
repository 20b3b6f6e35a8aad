"""Sentences as columns: what each says, as far as the database can decide it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from factspec.bulk.wordings import EDGES, PERIODS
from factspec.claim import Claim
from factspec.engine.batch.typed import KINDS, TYPED
from factspec.grammar import Grammar
from factspec.problem import Problems
from factspec.sentence.occurrence import Occurrence

Columns = list[list[Any]]


def columns(said: Iterable[tuple[int, str]], grammar: Grammar) -> Columns:
    """The columns of ``TYPED``, but the last, of those numbered sentences that say something which the database can decide."""
    rows = []
    for number, sentence in said:
        try:
            row = _row(number, grammar.read(sentence))
        except Problems:
            continue
        if row is not None:
            rows.append(row)
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in TYPED[:-1]]


def _row(number: int, claim: Claim) -> tuple[Any, ...] | None:
    if claim.kind not in KINDS:
        return None
    what: Occurrence = claim.what  # type: ignore[attr-defined]
    if what.event is not None or len(what.others) > 1:
        return None
    times, nth = getattr(claim, "times", None), getattr(claim, "nth", None)
    period, edge = (getattr(claim, names[claim.kind], None) if claim.kind in names else None for names in (PERIODS, EDGES))
    return (
        number, claim.kind, what.event_kind, what.noun, what.subject, what.others[0] if what.others else None, what.mode,
        what.place, what.outside, times.least if times else None, times.most if times else None,
        nth if isinstance(nth, int) else None, period.text if period else None, edge.text if edge else None,
    )  # fmt: skip
