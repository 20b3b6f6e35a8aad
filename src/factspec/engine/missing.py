"""What would settle an undecided question: the smallest set of lists and facts after which every outcome decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Generic, TypeVar

from factspec.engine.answer import Lack
from factspec.verdict import Verdict

State = TypeVar("State")
_TRIED = 64
_OUTCOMES = 300
_MANY = 16  # facts that may each turn out in two ways have more outcomes together than are looked at


@dataclass(frozen=True, slots=True)
class Need(Generic[State]):
    """Something unknown: ``lack`` names it, ``outcomes`` gives the states that it may turn out to leave."""

    lack: Lack
    outcomes: Callable[[State], Iterable[State]]


def smallest(state: State, needs: Sequence[Need[State]], verdict: Callable[[State], Verdict | None]) -> tuple[Lack, ...]:
    """The fewest of ``needs`` that decide the question whichever way they turn out; all of them where none fewer is found.

    ``verdict`` is None for a state that cannot be.
    """
    tried = 0
    for size in range(1, len(needs)):
        for chosen in combinations(needs, size):
            tried += 1
            if tried > _TRIED:
                return _lacks(_greedy(state, needs, verdict))
            if settles(state, chosen, verdict):
                return _lacks(chosen)
    return _lacks(needs)


def settles(state: State, needs: Sequence[Need[State]], verdict: Callable[[State], Verdict | None]) -> bool:
    """Whether every way that all of ``needs`` may turn out decides the question."""
    states: list[State] = [state]
    for need in needs:
        states = list(islice((after for before in states for after in need.outcomes(before)), _OUTCOMES + 1))
        if len(states) > _OUTCOMES:
            return False
    return all(verdict(after) is not Verdict.NOT_ENOUGH for after in states)


def _greedy(state: State, needs: Sequence[Need[State]], verdict: Callable[[State], Verdict | None]) -> Sequence[Need[State]]:
    kept = list(needs)
    if len(kept) > _MANY:
        return kept
    for need in needs:
        fewer = [other for other in kept if other is not need]
        if fewer and settles(state, fewer, verdict):
            kept = fewer
    return kept


def _lacks(needs: Iterable[Need[State]]) -> tuple[Lack, ...]:
    return tuple(need.lack for need in needs)
