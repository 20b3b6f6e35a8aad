"""The engine's verdict on plain tables is that of every world, for random tables and questions."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from tests.judge.tables import KNOWN_BY, case, coarse, judged, question

from factspec.engine.execute import Engine
from factspec.verdict import Verdict

CHUNK = 50


@pytest.mark.parametrize("first", range(0, 200, CHUNK))
def test_engine_and_worlds_agree_on_tables(first: int) -> None:
    exact: Counter[Verdict] = Counter()
    for seed in range(first, first + CHUNK):
        rng = random.Random(seed)
        made = case(rng)
        questions = [question(rng, made) for _ in range(10)]
        engine = Engine(made.reference(), KNOWN_BY if made.unsure else None)
        answers = engine.answers(questions)
        engine.close()
        for asked, answer in zip(questions, answers, strict=True):
            wanted = judged(made, asked)
            told = f"{seed}: {made}\n{asked}\njudge {wanted}, engine {answer.verdict}: {answer.finding.because}"
            if coarse(made, asked):
                assert answer.verdict in (wanted, Verdict.NOT_ENOUGH), told
            else:
                exact[wanted] += 1
                assert answer.verdict is wanted, told
    assert min(exact[verdict] for verdict in (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.NOT_ENOUGH)) > 20


def test_what_may_be_coarse_is_exact_where_nothing_is_open() -> None:
    for seed in range(2000, 2300):
        rng = random.Random(seed)
        made = case(rng)
        if not made.complete or made.unsure or any("" in row.values() for row in made.rows.values()):
            continue
        questions = [question(rng, made) for _ in range(10)]
        engine = Engine(made.reference())
        for asked, answer in zip(questions, engine.answers(questions), strict=True):
            assert answer.verdict is judged(made, asked), (seed, made, asked, answer.finding.because)
        engine.close()
