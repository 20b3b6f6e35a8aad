"""What is said to be missing of a plain table settles the question once it is there: over random tables."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from tests.judge.tables import CITIES, FIRST_DAY, KNOWN_BY, Case, case, question

from factspec.engine.answer import Answer, Lack
from factspec.engine.execute import Engine
from factspec.engine.question import Question
from factspec.values.calendar import iso
from factspec.verdict import Verdict

_CELL = re.compile(r"the (\w+) of “(\w)” in games")
_UNSURE = re.compile(r"whether “(\w)” of games had been published by then")


def asked(made: Case, questions: list[Question]) -> list[Answer]:
    engine = Engine(made.reference(), KNOWN_BY if made.unsure else None)
    answers = engine.answers(questions)
    engine.close()
    return answers


def settled(made: Case, lacks: tuple[Lack, ...], rng: random.Random) -> Case | None:
    """The table with all that is missing filled in, in one way of many; None where it is a choice of words that is missing."""
    found = replace(made, rows={key: dict(row) for key, row in made.rows.items()}, unsure=set(made.unsure))
    for lack in lacks:
        if cell := _CELL.fullmatch(lack.says):
            name, key = cell.groups()
            offered = {"x": str(rng.randint(-1, 4)), "y": str(rng.choice([-1, 0.5, 2])), "city": rng.choice([*CITIES, "Pinsk"])}
            found.rows[key][name] = offered.get(name, iso(FIRST_DAY + rng.randint(0, 3)))
        elif unsure := _UNSURE.fullmatch(lack.says):
            found.unsure.discard(unsure[1])
            if rng.random() < 0.5 and len(found.rows) > 1:
                del found.rows[unsure[1]]
        elif lack.completeness == (("table", "games"),):
            found.complete = True
        else:
            assert beyond_data(lack), lack.says
            return None
    return found


def beyond_data(lack: Lack) -> bool:
    """Whether no data would help: it is not said which of several rows is meant, or nothing is so many times zero."""
    return lack.says.startswith(("which row is meant", "a number above zero"))


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_what_is_missing_settles_the_question(first: int) -> None:
    tried = 0
    for seed in range(first, first + 50):
        rng = random.Random(seed)
        made = case(rng)
        questions = [question(rng, made) for _ in range(8)]
        for one, answer in zip(questions, asked(made, questions), strict=True):
            if answer.verdict is not Verdict.NOT_ENOUGH:
                assert answer.lacks == ()
                continue
            assert answer.lacks, (seed, one)
            for _ in range(3):
                mended = settled(made, answer.lacks, rng)
                if mended is not None and _names(one) <= set(mended.rows):
                    tried += 1
                    again = asked(mended, [one])[0]
                    left_open = any(map(beyond_data, again.lacks))
                    assert again.verdict is not Verdict.NOT_ENOUGH or left_open, (seed, one, answer.lacks, again.finding.because)
    assert tried > 50


def _names(one: Question) -> set[str]:
    """The keys of the rows that a question names."""
    refs = (getattr(one, name, None) for name in ("row", "left", "right"))
    return {ref.key for ref in refs if ref is not None and ref.key is not None}
