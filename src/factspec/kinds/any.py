"""At least one of several claims is true."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from factspec.claim import Claim, Example, Speaking, SubClaims
from factspec.engine.question import Question, Some
from factspec.verdict import Verdict


class Any(Claim):
    """One claim of the list at least is true. Undecided while none is true and one is undecided."""

    kind: Literal["any"] = "any"
    claims: Annotated[SubClaims, Field(min_length=2)]

    form = "at least one of these is true: {claims}"
    examples = (
        Example("at least one of these is true: 2022-06-29 is a Tuesday; 2022-06-29 is a Wednesday", Verdict.SUPPORTED),
        Example("at least one of these is true: 2022-06-29 is a Tuesday; 2022-06-29 is a Monday", Verdict.REFUTED),
    )

    def question(self, speaking: Speaking) -> Question:
        return Some(tuple(claim.question(speaking) for claim in self.claims))
