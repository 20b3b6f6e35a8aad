"""A scenario as a value: one run of steps, its background's included and its outline's blanks filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factspec.verdict import Verdict

StepType = Literal["given", "when", "then", "any"]
Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its own line. ``type`` is what its keyword means, *And* meaning what came before; ``*`` is any."""

    keyword: str
    type: StepType
    text: str
    line: int
    doc: str | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """The verdict that an ``@expect:`` tag asks for; ``own``: the scenario's tag, not one of its feature or rule."""

    verdict: Verdict
    line: int
    own: bool


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario, or one row of an outline. ``name`` is unique in its file and free of ``::``, fit for a pytest id.

    ``language`` is the one that its keywords are written in; ``tags`` are its own and inherited ones, without the ``@``.
    """

    feature: str
    rule: str | None
    name: str
    path: str
    line: int
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    expectation: Expectation | None = None
    language: str = "en"
    before: int = 0

    @property
    def own(self) -> tuple[Step, ...]:
        """Its steps without those of backgrounds, which are the first ``before``."""
        return self.steps[self.before :]
