"""Several claims are all true."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from factspec.claim import Claim, Example, Speaking, SubClaims
from factspec.engine.question import Every, Question
from factspec.verdict import Verdict


class All(Claim):
    """Every claim of the list is true. Undecided while none is false and one is undecided."""

    kind: Literal["all"] = "all"
    claims: Annotated[SubClaims, Field(min_length=2)]

    form = "all of these are true: {claims}"
    examples = (
        Example(
            "all of these are true: 2022-06-29 is a Wednesday; Vladimir Putin visited Turkmenistan on 2022-06-29",
            Verdict.SUPPORTED,
        ),
        Example(
            "all of these are true: 2022-06-29 is a Tuesday; Vladimir Putin visited Turkmenistan on 2022-06-29", Verdict.REFUTED
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        return Every(tuple(claim.question(speaking) for claim in self.claims))
