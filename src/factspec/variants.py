"""Claims that differ from a claim in one blank: its near misses, or what might mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from factspec.claim import Claim, slots
from factspec.grammar import Grammar
from factspec.problem import Problems
from factspec.sentence.slot import Slot

Values = Callable[[Slot[Any], Any, Mapping[str, Any]], Iterable[Any]]


def variants(claim: Claim, values: Values, grammar: Grammar) -> Iterator[tuple[str, Claim]]:
    """Each claim with one value replaced by one of ``values(slot, value, all values)``, with the field's name, inner claims too.

    Claims that cannot be said, or say the same as before, are left out.
    """
    known = slots(type(claim))
    others = {field: getattr(claim, field) for field in known}
    for field, slot in known.items():
        value = others[field]
        if value is None and not slot.says_nothing:
            changes: Iterable[Any] = ()
        elif isinstance(value, Claim):
            changes = (inner for _, inner in variants(value, values, grammar))
        elif isinstance(value, tuple) and value and isinstance(value[0], Claim):
            changes = _lists(value, values, grammar)
        else:
            changes = values(slot, value, others)
        for changed in changes:
            again = _said(claim.model_copy(update={field: changed}), grammar)
            if again is not None and again != claim:
                yield field, again


def slips(claim: Claim, grammar: Grammar) -> Iterator[tuple[str, Claim]]:
    """The near misses of a claim: one blank slipped to something like it."""
    return variants(claim, lambda slot, value, others: slot.slip_among(value, grammar.lexicon, others), grammar)


def _lists(claims: tuple[Claim, ...], values: Values, grammar: Grammar) -> Iterator[tuple[Claim, ...]]:
    for i, part in enumerate(claims):
        for _, inner in variants(part, values, grammar):
            yield (*claims[:i], inner, *claims[i + 1 :])


def _said(claim: Claim, grammar: Grammar) -> Claim | None:
    try:
        return grammar.read(grammar.write(claim))
    except Problems:
        return None
