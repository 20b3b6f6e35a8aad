"""The engine's verdict is the judge's, for every claim about random references.

`python -m pytest tests/judge/test_judge_agrees.py -k 12-` runs one chunk; a failure names the seed, and
`case(seed)` makes the same reference and claims again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.judge.generate import Case, case
from tests.judge.words import CLAIM_KINDS

from factspec.check import say
from factspec.reference.package import reference_of
from factspec.verdict import Verdict

CASES = 500
CHUNK = 10


def disagreements(made: Case) -> Iterator[str]:
    """Each sentence of a case on which engine and judge differ, with both verdicts."""
    results = say([stated.sentence for stated in made.stated], reference_of(made.tables), as_of=made.as_of)
    for stated, result in zip(made.stated, results, strict=True):
        if result.verdict != stated.verdict:
            yield f"{stated.sentence}\n    engine: {result.verdict}\n    judge:  {stated.verdict}"


@pytest.mark.parametrize("first", range(0, CASES, CHUNK), ids=lambda first: f"{first}-{first + CHUNK - 1}")
def test_engine_and_judge_agree(first: int) -> None:
    for seed in range(first, first + CHUNK):
        made = case(seed)
        found = list(disagreements(made))
        assert not found, "\n".join([str(made), *found])


def test_every_kind_of_claim_meets_every_verdict() -> None:
    found: Counter[tuple[str, Verdict]] = Counter(
        (stated.claim["kind"], stated.verdict) for seed in range(100) for stated in case(seed).stated
    )
    for kind in {kind for kind in CLAIM_KINDS if kind != "weekday"}:
        for verdict in (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH):
            assert found[kind, verdict] >= 10, (kind, verdict)
