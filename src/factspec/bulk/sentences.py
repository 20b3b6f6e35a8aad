"""Sentences as columns: what each says, as far as the database can decide it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factspec.bulk.wordings import EDGES, PERIODS
from factspec.claim import Claim
from factspec.engine.batch.typed import KINDS, TYPED
from factspec.grammar import Grammar
from factspec.sentence.occurrence import Occurrence
from factspec.sentence.shapes.sheets import Sheet

Columns = list[list[Any]]
_WHAT = ("event_kind", "noun", "subject", "mode", "place", "outside")


def columns(numbers: Sequence[int], sentences: Sequence[str], grammar: Grammar) -> list[Columns]:
    """The columns of ``TYPED``, but the last, of those numbered sentences that say something which the database can decide."""
    told = grammar.told_columns(sentences)
    found = [_columns(sheet, numbers) for sheet in told.sheets if sheet.kind in KINDS and "what.event" in sheet.columns]
    rows = [_row(numbers[place], claim) for place, claim in told.claims.items()]
    found.append([list(column) for column in zip(*(row for row in rows if row is not None), strict=True)])
    return [made for made in found if made and made[0]]


def _columns(sheet: Sheet, numbers: Sequence[int]) -> Columns:
    """The columns of one sheet. Sentences with more participants, or about one event, are left out."""
    of, count = sheet.columns, len(sheet.rows)
    nothing: list[Any] = [None] * count
    kind, others = sheet.kind, of["what.others"]
    nth = of["nth"] if kind == "ordinal" else nothing
    made: Columns = [
        [numbers[row] for row in sheet.rows],
        [kind] * count,
        *(of[f"what.{name}"] for name in _WHAT[:3]),
        [names[0] if names else None for names in others],
        *(of[f"what.{name}"] for name in _WHAT[3:]),
        of.get("times.least", nothing),
        of.get("times.most", nothing),
        [None if one == "last" else one for one in nth],
        of[PERIODS[kind]] if kind in PERIODS else nothing,
        of[EDGES[kind]] if kind in EDGES else nothing,
    ]
    events = of["what.event"]
    if any(event is not None for event in events) or any(len(names) > 1 for names in others):
        kept = [at for at in range(count) if events[at] is None and len(others[at]) < 2]
        return [[column[at] for at in kept] for column in made]
    return made


def _row(number: int, claim: Claim) -> tuple[Any, ...] | None:
    if claim.kind not in KINDS:
        return None
    what: Occurrence = claim.what  # type: ignore[attr-defined]
    if what.event is not None or len(what.others) > 1:
        return None
    times, nth = getattr(claim, "times", None), getattr(claim, "nth", None)
    period, edge = (getattr(claim, names[claim.kind], None) if claim.kind in names else None for names in (PERIODS, EDGES))
    found = (
        number, claim.kind, what.event_kind, what.noun, what.subject, what.others[0] if what.others else None, what.mode,
        what.place, what.outside, times.least if times else None, times.most if times else None,
        nth if isinstance(nth, int) else None, period.text if period else None, edge.text if edge else None,
    )  # fmt: skip
    assert len(found) == len(TYPED) - 1
    return found
