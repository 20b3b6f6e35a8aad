"""A claim is false."""

from __future__ import annotations

from typing import Literal

from factspec.claim import Claim, Example, Speaking, SubClaim
from factspec.engine.question import Opposite, Question
from factspec.verdict import Verdict


class Not(Claim):
    """The claim is false. Undecided while the claim is."""

    kind: Literal["not"] = "not"
    claim: SubClaim

    form = "it is not true that {claim}"
    examples = (
        Example("it is not true that 2022-06-28 is a Wednesday", Verdict.SUPPORTED),
        Example("it is not true that Vladimir Putin visited Tajikistan on 2022-06-28", Verdict.REFUTED),
        Example(
            "it is not true that (at least one of these is true: 2022-06-29 is a Tuesday; 2022-06-29 is a Monday)",
            Verdict.SUPPORTED,
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        return Opposite(self.claim.question(speaking))
