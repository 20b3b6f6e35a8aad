"""The engine's verdict on numbers is that of every world, for random references and questions."""

from __future__ import annotations

import random

import pytest
from tests.judge.figures import case, judged, question

from factspec.engine.execute import Engine
from factspec.engine.question import Group, Ranked, Shared
from factspec.reference.package import reference_of
from factspec.verdict import Verdict


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_engine_and_worlds_agree_on_numbers(first: int) -> None:
    for seed in range(first, first + 50):
        rng = random.Random(seed)
        made = case(rng)
        questions = [question(rng) for _ in range(8)]
        engine = Engine(reference_of(made.tables()))
        answers = engine.answers(questions)
        engine.close()
        for asked, answer in zip(questions, answers, strict=True):
            wanted = judged(made, asked)
            everywhere = isinstance(asked, Ranked | Shared) and asked.group == Group("town", None)
            if everywhere and made.complete:  # the list is of one land; towns elsewhere may have any number
                assert answer.verdict in (wanted, Verdict.NOT_ENOUGH), (seed, made, asked)
            else:
                assert answer.verdict is wanted, (seed, made, asked, wanted, answer.finding.because)
