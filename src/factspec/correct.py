"""Corrections: for a claim that is not supported, the nearest sentence that is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from factspec.claim import Claim, Speaking
from factspec.engine.answer import Answer
from factspec.engine.execute import Engine
from factspec.engine.slices import Slices
from factspec.grammar import Grammar
from factspec.values.calendar import year_month_day
from factspec.values.dates import Range
from factspec.values.periods import Period
from factspec.variants import variants
from factspec.verdict import Verdict

_MOST, _FEW = 24, 4
Suggestions = Sequence[tuple[str, Any]]


def corrections(wanted: Sequence[tuple[Claim, Answer, Speaking]], grammar: Grammar, engine: Engine | Slices) -> list[str | None]:
    """For each claim the sentence of its first mended form that is supported; all are asked together."""
    offered = [_offers(claim, answer, grammar) for claim, answer, _ in wanted]
    questions = [claim.question(speaking) for claims, (_, _, speaking) in zip(offered, wanted, strict=True) for claim in claims]
    answers = iter(engine.answers(questions))
    found: list[str | None] = []
    for claims in offered:
        verdicts = [(claim, next(answers).verdict) for claim in claims]
        best = next((claim for claim, verdict in verdicts if verdict is Verdict.SUPPORTED), None)
        found.append(grammar.write(best) if best else None)
    return found


def _offers(claim: Claim, answer: Answer, grammar: Grammar) -> list[Claim]:
    suggestions = _more(claim, answer.finding.suggestions)
    mended = (other for _, other in variants(claim, lambda slot, value, _: slot.mend(value, suggestions), grammar))
    wider = (other for _, other in variants(claim, lambda slot, value, _: slot.widen(value), grammar))
    return [*islice(dict.fromkeys(mended), _MOST), *islice(wider, _FEW)]


def _more(claim: Claim, suggestions: Suggestions) -> Suggestions:
    """The suggestions with those that follow from the claim's own form: the right number for an anniversary."""
    if claim.kind != "anniversary":
        return suggestions
    begins = [days for tag, days in suggestions if tag == "begin" and isinstance(days, Range)]
    begins += [period.days(None) for tag, period in suggestions if tag == "period" and isinstance(period, Period)]
    years = {year_month_day(days.first)[0] for days in begins}
    stated = int(str(claim.model_dump()["year"]))
    return [*suggestions, *(("nth", stated - year) for year in sorted(years) if stated > year)]
