"""How a claim stands: its verdict, which is had soon, and the whole of its result where somebody asks for more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from factspec.engine.answer import Ruling
from factspec.outcome import origins_of, outcome_of
from factspec.reference.facts import Reference
from factspec.report.model import CountBounds, Dispute, Evidence, Origins, Outcome, Result, Scope
from factspec.stated import Stated
from factspec.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that was read, with the verdict that its result would have. ``made`` gives that result, by the claim's id."""

    stated: Stated
    verdict: Verdict
    ruling: Ruling = field(repr=False)
    reference: Reference = field(repr=False)
    made: Callable[[str], Result] = field(repr=False)

    @property
    def id(self) -> str:
        return self.stated.id

    @property
    def draft(self) -> bool:
        return self.stated.draft

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.stated, self.verdict)

    @property
    def origins(self) -> Origins:
        return origins_of(self.stated, self.ruling, self.reference)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.made(self.id).evidence

    @property
    def completeness(self) -> tuple[Scope, ...]:
        return self.made(self.id).completeness

    @property
    def disagreements(self) -> tuple[Dispute, ...]:
        return self.made(self.id).disagreements

    @property
    def missing(self) -> tuple[str, ...]:
        return self.made(self.id).missing

    @property
    def correction(self) -> str | None:
        return self.made(self.id).correction

    @property
    def prediction(self) -> bool:
        return self.made(self.id).prediction

    @property
    def as_of(self) -> str | None:
        return self.made(self.id).as_of

    @property
    def bounds(self) -> CountBounds | None:
        return self.made(self.id).bounds


Came = Result | Standing
