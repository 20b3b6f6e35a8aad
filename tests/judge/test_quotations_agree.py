"""The engine's verdict on quotations is that of every world, for random records and claims; faults planted in it are seen."""

# ruff: noqa: E501  each fault is one line, to be read as a table

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from tests.judge.quotations import Case, case, judged, question
from tests.planted import Fault, planted

from factspec.engine import disputes, rows, wording
from factspec.engine.answer import Answer
from factspec.engine.execute import Engine
from factspec.engine.question import Said
from factspec.reference.package import reference_of
from factspec.values import wording as words
from factspec.verdict import Verdict

CHUNK = 50


FAULTS = [
    Fault("words of another speaker count", wording, "by.get(atom.speaker, [])", "[record for records in by.values() for record in records]"),
    Fault("a possible date counts as certain", wording, "if record.must_be(atom.days))", "if record.can_be(atom.days))"),
    Fault("a possible date counts for nothing", wording, "heard.perhaps or left)", "left)"),
    Fault("silence is taken for proof", wording, "heard.perhaps or left)", "heard.perhaps)"),
    Fault("nothing is ever complete", wording, "heard.perhaps or left)", "heard.perhaps or True)"),
    Fault("a statement about others completes the record", wording, "atom.speaker in row.participants", "True"),
    Fault("a statement about several speakers is not heard", wording, "atom.speaker in row.participants", "row.participants == (atom.speaker,)"),
    Fault("a statement about everybody is not heard", wording, "not row.participants or", ""),
    Fault("a doubtful date is sure", rows, "not row.date.doubtful and", ""),
    Fault("a day after the period is in it", rows, "self.row.date.starts.first <= days.last and", "self.row.date.starts.first <= days.last + 1 and"),
    Fault("what ends on the first day is not in the period", rows, "self.row.date.ends.first >= days.first", "self.row.date.ends.first > days.first"),
    Fault("pieces may come in any order", words, "here = place + len(piece)", "here = 0"),
    Fault("pieces may lie over each other", words, "here = place + len(piece)", "here = place + 1"),
    Fault("one piece is enough", words, "            return False\n        here", "            continue\n        here"),
    Fault("part of a word will do", words, 'wanted = "\\n".join(("", *words, ""))', 'wanted = "\\n".join(("", *words))'),
    Fault("a source that gives another speaker is not heard", disputes, "row.speaker == speaker for row in quotes", "row.speaker == speaker and False for row in quotes"),
]  # fmt: skip


@cache
def known(seed: int) -> tuple[Case, tuple[Said, ...]]:
    """A random record with questions to it."""
    rng = random.Random(seed)
    made = case(rng)
    return made, tuple(question(rng, made) for _ in range(12))


def answered(seeds: range) -> Iterator[tuple[Case, Said, Answer]]:
    for seed in seeds:
        made, questions = known(seed)
        engine = Engine(reference_of(made.tables()))
        yield from ((made, asked, answer) for asked, answer in zip(questions, engine.answers(questions), strict=True))
        engine.close()


@pytest.mark.parametrize("first", range(0, 300, CHUNK))
def test_engine_and_worlds_agree_on_quotations(first: int) -> None:
    met: Counter[Verdict] = Counter()
    for made, asked, answer in answered(range(first, first + CHUNK)):
        wanted = judged(made, asked)
        met[wanted] += 1
        assert answer.verdict is wanted, (made, asked, wanted, answer.finding.because)
    assert min(met[verdict] for verdict in (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH)) > 20


def test_sources_are_at_odds_in_some_of_these_cases() -> None:
    met = Counter(judged(made, asked) for made, asks in map(known, range(300)) for asked in asks)
    assert met[Verdict.CONFLICTING] > 5


def test_every_undecided_answer_says_what_is_missing_and_no_decided_one_does() -> None:
    for made, asked, answer in answered(range(300, 350)):
        if answer.verdict in (Verdict.SUPPORTED, Verdict.REFUTED):
            assert not answer.lacks, (made, asked)
        else:
            assert answer.lacks, (made, asked)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(fault, monkeypatch)
    wrong = (asked for made, asked, answer in answered(range(150)) if answer.verdict is not judged(made, asked))
    assert next(wrong, None) is not None, f"nobody noticed that {fault.says}"
