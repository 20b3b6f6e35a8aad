"""Every field of every kind of claim on a plain table changes a verdict when it slips, and decided claims can be slipped."""

from __future__ import annotations

import pytest

from factspec.claim import Claim, Speaking, slots
from factspec.engine.execute import Engine
from factspec.values.dates import dating
from factspec.variants import slips
from factspec.verdict import Verdict

from .pool import CHECKER, REFERENCE
from .test_verdicts import CORPUS

ENGINE = Engine(REFERENCE)
SPEAKING = Speaking(dating("2024-06-01").starts.first)
READ = [(CHECKER.grammar.read(sentence), verdict) for sentence, verdict in CORPUS]
MORE = [
    'in finals, "Ada Berg" has the highest points among rows with swimmer not "Total"',
    'in finals, the highest points of rows with club "Otters" and event "100 m free" and record false was 18',
    'in finals, the only row with swimmer "Dee Eng" has the lowest born among rows with born known',
]


def verdicts(claims: list[Claim]) -> list[Verdict]:
    return [answer.verdict for answer in ENGINE.answers([claim.question(SPEAKING) for claim in claims])]


@pytest.mark.parametrize("kind", ["cell", "rows", "extreme", "aggregate", "difference"])
def test_every_field_can_change_a_verdict(kind: str) -> None:
    claims = [claim for claim, _ in READ if claim.kind == kind]
    claims += [claim for claim in map(CHECKER.grammar.read, MORE) if claim.kind == kind]
    changed: set[str] = set()
    for claim in claims:
        slipped = list(slips(claim, CHECKER.grammar))
        (before,) = verdicts([claim])
        after = verdicts([other for _, other in slipped])
        changed |= {field for (field, _), verdict in zip(slipped, after, strict=True) if verdict is not before}
        if changed == set(slots(type(claim))):
            return
    assert changed == set(slots(type(claims[0])))


def test_slips_change_the_verdicts_of_claims_that_are_decided() -> None:
    decided = [(claim, verdict) for claim, verdict in READ if verdict in (Verdict.SUPPORTED, Verdict.REFUTED)][::3]
    unmoved = []
    for claim, verdict in decided:
        slipped = [other for _, other in slips(claim, CHECKER.grammar)]
        if not set(verdicts(slipped)) - {verdict}:
            unmoved.append(CHECKER.grammar.write(claim))
    assert len(unmoved) < len(decided) / 8, unmoved


def test_a_slip_can_be_said() -> None:
    for claim, _ in READ[::5]:
        for _, other in slips(claim, CHECKER.grammar):
            assert CHECKER.grammar.read(CHECKER.grammar.write(other)) == other
