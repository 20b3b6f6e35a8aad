"""Sentences as columns: what each says, as far as the database can decide it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import Any

from factspec.bulk.wordings import EDGES, PERIODS
from factspec.claim import Claim
from factspec.engine.batch.typed import KINDS, TYPED
from factspec.grammar import Grammar
from factspec.sentence.occurrence import Occurrence
from factspec.sentence.shapes.sheets import Sheet

Columns = list[list[Any]]
_PATHS = (
    "what.event_kind", "what.noun", "what.subject", "what.others", "what.mode", "what.place", "what.outside", "times.least",
    "times.most", "nth",
)  # fmt: skip


def columns(said: Iterable[tuple[int, str]], grammar: Grammar) -> Columns:
    """The columns of ``TYPED``, but the last, of those numbered sentences that say something which the database can decide."""
    numbered = list(said)
    batch = grammar.told_columns([sentence for _, sentence in numbered])
    numbers = [number for number, _ in numbered]
    found: Columns = [[] for _ in TYPED[:-1]]
    for sheet in batch.sheets:
        if sheet.kind in KINDS:
            _add(found, _columns(sheet, numbers))
    rows = [row for place, claim in batch.claims.items() if (row := _row(numbers[place], claim)) is not None]
    _add(found, [list(column) for column in zip(*rows, strict=True)])
    return found


def _add(found: Columns, more: Columns) -> None:
    for column, values in zip(found, more, strict=False):
        column += values


def _columns(sheet: Sheet, numbers: list[int]) -> Columns:
    """The columns of a sheet, without the rows that the database cannot decide."""
    count = len(sheet.rows)
    paths = (*_PATHS, PERIODS.get(sheet.kind, ""), EDGES.get(sheet.kind, ""))
    cells = [sheet.columns.get(path, [None] * count) for path in paths]
    others, nth = _PATHS.index("what.others"), _PATHS.index("nth")
    kept = [event is None and len(names) < 2 for event, names in zip(sheet.columns["what.event"], cells[others], strict=True)]
    cells[others] = [names[0] if names else None for names in cells[others]]
    cells[nth] = [place if isinstance(place, int) else None for place in cells[nth]]
    found: Columns = [[numbers[row] for row in sheet.rows], [sheet.kind] * count, *cells]
    return found if all(kept) else [list(compress(column, kept)) for column in found]


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
