"""Faults planted in the engine, each of which the judge catches: what it would take for a wrong verdict to pass unseen."""

# ruff: noqa: E501  each fault is one line, to be read as a table

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from tests.judge.generate import Case, case
from tests.planted import Fault, planted

from factspec.check import Checker, Settings
from factspec.claim import Speaking
from factspec.engine import bonds, events, execute, lists, ordering, sighting, spells, ties, timeline
from factspec.engine.question import Question
from factspec.reference import accounts, relations
from factspec.reference.facts import Reference
from factspec.reference.package import reference_of
from factspec.values import dates
from factspec.values.dates import dating

CASES = range(1000, 1045)
MODULES = (bonds, events, execute, lists, ordering, sighting, spells, ties, timeline, accounts, relations, dates)


FAULTS = [
    Fault("an event that ends on the first day of a period does not share it", sighting, "and self.ends.first >= days.first", "and self.ends.first > days.first"),
    Fault("an event that starts after a period shares a day with it", sighting, "return self.starts.first <= days.last and self.ends.last", "return self.starts.first <= days.last + 1 and self.ends.last"),
    Fault("an open attribute counts as certain", sighting, "return not self.open and not self.optional", "return not self.optional"),
    Fault("a doubtful date counts as certain", sighting, "return not self.open and not self.optional", "return not self.open"),
    Fault("statements that meet leave a day between them uncovered", sighting, "here = max(here, days.last + 1)", "here = max(here, days.last + 2)"),
    Fault("a window is covered though its last day is not", sighting, "if here <= window.last:", "if here < window.last:"),
    Fault("silence is taken for absence in a count", timeline, "return Bounds(low, high if view.covered(window) else None)", "return Bounds(low, high)"),
    Fault("possible events are not counted", timeline, "high = sum(sighting.can_start(window)", "high = sum(sighting.must_start(window)"),
    Fault("the n-th is the one after the n-th", timeline, "least_by_end < n", "least_by_end <= n"),
    Fault("the n-th is decided with one too many before it", timeline, "most_before >= n", "most_before > n"),
    Fault("an uncovered day before the n-th does not matter", timeline, "can_be_false = open_before or", "can_be_false ="),
    Fault("an unlisted later event does not matter for the last", timeline, "for sighting in view.sightings) or not view.covered(after)", "for sighting in view.sightings)"),
    Fault("a sequence needs no earlier day", timeline, "return any(start < other and", "return any(start <= other and"),
    Fault("a sequence is not refuted by ties", timeline, "(start >= day or not in_first)", "(start > day or not in_first)"),
    Fault("an incomplete list of participants is taken for a complete one", lists, "(not absent or not event.participants_complete)", "not absent"),
    Fault("a participant too many does not matter", lists, "can_be_true = not extra and", "can_be_true ="),
    Fault("the last day a relation was seen says nothing", relations, "earliest = max((day.starts.first for day in row.seen), default=FIRST)", "earliest = FIRST"),
    Fault("a day on which a relation was seen says nothing", relations, "latest = min((day.starts.first for day in row.seen), default=LAST)", "latest = LAST"),
    Fault("a relation holds before it began", spells, "(Before(_began(i), \"day\", 0), Before(\"day\", _ended(i), 0))", "(Before(\"day\", _ended(i), 0),)"),
    Fault("two can hold what only one can", ties, 'self.kind.functional in ("object", "both"), self', "False, self"),
    Fault("a symmetric relation is read one way", execute, "if kind.symmetric:", "if False:"),
    Fault("unlisted rows of a relation are never there", ties, "days = tuple(gaps(ALWAYS, (held_days(row) for row in covers)))", "days = ()"),
    Fault("a day may be both before and after another", ordering, "if one.first + before.gap > other.last:", "if False:"),
    Fault("the accounts of sources that disagree are not heard", execute, "if not sources:", "if True:"),
    Fault("a date with a doubt is read as sure", dates, 'return Dating(text, days, days, doubtful=doubtful)', "return Dating(text, days, days)"),
    Fault("an accepted value is left out", accounts, "if dispute.accepted and key in found.base:", "if False:"),
]  # fmt: skip


@cache
def known() -> tuple[tuple[Case, Checker, tuple[Question, ...]], ...]:
    """The cases with their claims read once; what differs from fault to fault is done anew."""
    found = []
    for seed in CASES:
        made = case(seed)
        checker = Checker(reference_of(made.tables), settings=Settings(as_of=made.as_of))
        speaking = Speaking(dating(made.as_of).starts.first)
        questions = tuple(checker.grammar.read(stated.sentence).question(speaking) for stated in made.stated)
        found.append((made, checker, questions))
    return tuple(found)


def differences(reread: bool) -> Iterator[str]:
    """The sentences on which engine and judge differ; ``reread``: with the reference read again."""
    for made, checker, questions in known():
        reference: Reference = reference_of(made.tables) if reread else checker.reference
        answers = execute.Engine(reference).answers(questions)
        for stated, answer in zip(made.stated, answers, strict=True):
            if answer.verdict is not stated.verdict:
                yield f"{made.seed}: {stated.sentence}: {answer.verdict}, not {stated.verdict}"


def test_the_engine_as_it_is_agrees_on_these_cases() -> None:
    assert list(differences(reread=True)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    known()
    planted(fault, monkeypatch, MODULES)
    dating.cache_clear()  # what was read before the fault, and after it, is not kept
    try:
        assert next(differences(reread=fault.place is dates), None) is not None, f"nobody noticed that {fault.says}"
    finally:
        dating.cache_clear()
