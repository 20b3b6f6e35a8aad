"""Something happened before something else did."""

from __future__ import annotations

from typing import Literal

from factspec.claim import Claim, EventClaim, Example, Speaking
from factspec.engine.question import Earlier, Happens, Question
from factspec.verdict import Verdict


class Sequence(Claim):
    """An event of the first claim starts on an earlier day than an event of the second.

    Undecided while either event, or which of them started first, is not sure.
    """

    kind: Literal["sequence"] = "sequence"
    first: EventClaim
    second: EventClaim

    form = "{first} before {second}"
    examples = (
        Example(
            "Vladimir Putin visited Tajikistan on 2022-06-28 before Vladimir Putin visited Turkmenistan on 2022-06-29",
            Verdict.SUPPORTED,
        ),
        Example(
            "Vladimir Putin visited Turkmenistan in June 2022 before Vladimir Putin visited Tajikistan in June 2022",
            Verdict.REFUTED,
        ),
        Example(
            "Vladimir Putin spoke by phone with Emomali Rahmon in May 2022"
            " before Vladimir Putin met Emomali Rahmon in Moscow on 2022-05-16",
            Verdict.SUPPORTED,
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        first, second = self.first.question(speaking), self.second.question(speaking)
        assert isinstance(first, Happens)
        assert isinstance(second, Happens)
        return Earlier(first, second)
