"""How claims stand is what their results say, and it is had without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from tests.judge.generate import Case, case
from tests.planted import Fault, planted

from factspec.check import Checker, Settings
from factspec.engine import events, execute
from factspec.reference.package import reference_of
from factspec.report.model import Location, Result
from factspec.standing import Came, Standing
from factspec.stated import Stated
from factspec.verdict import Verdict

CASES = range(24)
FAULTS = [
    Fault("the accounts of sources that disagree are not heard", execute, " and not self._accounts.changes:", ":"),
    Fault("all rest on what is supported", events, "links(atom, views, found)", "links(atom, views, Verdict.SUPPORTED)"),
]  # fmt: skip


@cache
def cases() -> tuple[tuple[Case, Checker, tuple[Stated, ...]], ...]:
    found = []
    for seed in CASES:
        made = case(seed)
        settings = Settings(as_of=made.as_of, independent_origins=seed % 3)
        stated = tuple(
            Stated(f"{seed}-{i}", one.sentence, None, Location(path="f", line=i + 1), (Verdict.SUPPORTED, Verdict.REFUTED)[i % 2])
            for i, one in enumerate(made.stated)
        )
        found.append((made, Checker(reference_of(made.tables), settings=settings), stated))
    return tuple(found)


@cache
def results(seed: int) -> tuple[Result, ...]:
    _, checker, stated = cases()[seed]
    return tuple(checker.results(stated, mend=False))


def never(claim: str) -> Result:
    raise AssertionError(f"{claim} is told in full")


def standings(checker: Checker, stated: Sequence[Stated]) -> list[Came]:
    return checker.standings(stated, never)


def differences() -> Iterator[str]:
    """The sentences of which standing and result differ."""
    for seed, (_, checker, stated) in enumerate(cases()):
        for one, found in zip(standings(checker, stated), results(seed), strict=True):
            if (one.id, one.verdict, one.outcome, one.draft) != (found.id, found.verdict, found.outcome, found.draft):
                yield found.says
            elif one.origins != found.origins:
                yield f"{found.says}: {one.origins}"


def test_verdict_outcome_and_origins_are_those_of_the_result() -> None:
    assert list(differences()) == []
    shown = [one for _, checker, stated in cases() for one in standings(checker, stated)]
    assert {one.verdict for one in shown} == set(Verdict)
    assert all(isinstance(one, Standing) for one in shown)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_fault_in_ruling_is_seen(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in CASES:
        results(seed)
    planted(fault, monkeypatch)
    assert next(differences(), None) is not None


def test_more_than_the_verdict_is_told_by_the_result() -> None:
    _, checker, stated = cases()[0]
    asked: list[str] = []

    def made(claim: str) -> Result:
        asked.append(claim)
        return next(one for one in results(0) if one.id == claim)

    (one,) = checker.standings(stated[:1], made)
    whole = results(0)[0]
    told = (one.evidence, one.completeness, one.disagreements, one.missing, one.correction, one.prediction, one.as_of, one.bounds)
    assert told == (
        whole.evidence, whole.completeness, whole.disagreements, whole.missing, whole.correction, whole.prediction, whole.as_of,
        whole.bounds,
    )  # fmt: skip
    assert asked == [stated[0].id] * 8


def test_what_cannot_be_read_stands_for_itself() -> None:
    _, checker, stated = cases()[0]
    bad = Stated("bad", "Nobody did anything", None, Location(path="f", line=3))
    found = standings(checker, [*stated[:1], bad])
    assert isinstance(found[1], Result)
    assert found[1].outcome == "error"
    assert found[1] == checker.results([bad])[0]
