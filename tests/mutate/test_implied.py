"""What is said to follow from a claim does follow from it, in every world."""

from __future__ import annotations

import random
from functools import cache

import pytest
from tests.coverage.desk import ROOT
from tests.judge import figures, sheets
from tests.judge.generate import Case, case
from tests.judge.words import vocabulary

from factspec.check import Checker, Settings
from factspec.claim import Speaking
from factspec.engine.execute import Engine
from factspec.engine.implied import implies
from factspec.engine.question import Every, Fixed, Opposite, Question, Some
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.mutate import near_misses
from factspec.reference.facts import Reference
from factspec.reference.package import package_folders, read_reference, reference_of
from factspec.values.dates import dating
from factspec.verdict import Verdict


@cache
def checker(package: str) -> Checker:
    return Checker(read_reference(package_folders(ROOT / package)), built_in(), Settings(as_of="2022-06-29"))


def question(sentence: str, package: str = "references") -> Question:
    here = checker(package)
    return here.grammar.read(sentence).question(Speaking(dating("2022-06-29").starts.first))


MET = "Vladimir Putin met Emomali Rahmon"
PRESIDENT = "Vladimir Putin was president of Russia"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{MET} at least 2 times in 2022", f"{MET} at least 1 time in 2022"),
        (f"{MET} exactly 2 times in 2022", f"{MET} at most 3 times in 2022"),
        (f"{MET} at least 2 times in May 2022", f"{MET} at least 1 time in 2022"),
        (f"{MET} in person at most 2 times in 2022", f"{MET} in person in Moscow at most 2 times in May 2022"),
        (f"{MET} in person in Moscow on 2022-05-16", f"{MET} in Russia in May 2022"),
        (f"{MET} on 2022-05-16", "Vladimir Putin was in contact with Emomali Rahmon in 2022"),
        (f"{MET} outside Russia in 2022", f"{MET} outside Moscow in 2022"),
        (f"before 2022-06-28, {MET.replace('met', 'last met')} in May 2022",
         f"before 2022-06-01, {MET.replace('met', 'last met')} in 2022"),
        (f"{MET} on 2022-05-16 for the 1st time in 2022", f"{MET} in May 2022 for the 1st time in 2022"),
        (f"{MET} on 2022-06-29 for the 2nd time in 2022", f"{MET} on 2022-06-29 for the last time in 2022"),
        (f"{PRESIDENT} from 2019-01-01 to 2022-06-28", f"{PRESIDENT} on 2021-01-01"),
        (f"{PRESIDENT} on 2021-01-01", f"{PRESIDENT} in 2021"),
        ('the participants of "Sixth Caspian Summit" were exactly Iran and Russia',
         'the participants of "Sixth Caspian Summit" included Iran'),
        (f"it is not true that {MET} in 2022", f"it is not true that {MET} in person in May 2022"),
        (f"all of these are true: {MET} on 2022-05-16; 2022-06-29 is a Wednesday", "2022-06-29 is a Wednesday"),
        ("2022-06-29 is a Wednesday", f"at least one of these is true: {MET} in 2022; 2022-06-29 is a Wednesday"),
    ],
)  # fmt: skip
def test_what_follows(one: str, other: str) -> None:
    reference = checker("references").reference
    assert implies(question(one), question(other), reference)
    assert not implies(question(other), question(one), reference)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{MET} exactly 2 times in May 2022", f"{MET} exactly 2 times in 2022"),
        (f"{MET} at most 2 times in May 2022", f"{MET} at most 2 times in 2022"),
        (f"{MET} on 2022-05-16 for the 1st time in 2022", f"{MET} on 2022-05-16 for the 2nd time in 2022"),
        (f"before 2022-06-28, {MET.replace('met', 'last met')} in May 2022",
         f"before 2022-05-20, {MET.replace('met', 'last met')} in May 2022"),
        (f"{MET} on 2022-06-28 for the 2nd time in 2022", f"{MET} on 2022-06-28 for the last time in 2022"),
        ("Vladimir Putin was president of Russia in 2021", "Vladimir Putin was president of Russia throughout 2021"),
        ('the participants of "Sixth Caspian Summit" included Iran and Russia',
         'the participants of "Sixth Caspian Summit" were exactly Iran and Russia'),
        ("2022-06-28 is a Tuesday", "2022-06-29 is a Wednesday"),
    ],
)  # fmt: skip
def test_what_does_not_follow(one: str, other: str) -> None:
    assert not implies(question(one), question(other), checker("references").reference)


def test_a_way_that_no_world_takes_adds_nothing_to_what_follows() -> None:
    reference = checker("references").reference
    met, ever = question(f"{MET} on 2022-05-16"), question(f"{MET} in 2022")
    unknown, false = (Fixed(verdict, "") for verdict in (Verdict.NOT_ENOUGH, Verdict.REFUTED))
    for never in (unknown, false, Every((met, unknown))):
        assert implies(Some((met, never)), ever, reference)
        assert implies(Some((met, never)), Some((ever, unknown)), reference)
        assert not implies(Some((ever, never)), met, reference)
        assert not implies(never, question("2022-06-28 is a Tuesday"), reference)
    assert not implies(Some((unknown, false)), ever, reference)
    assert not implies(Some((met, Opposite(false))), ever, reference)


def test_what_is_not_so_does_not_follow_where_some_answer_is_open() -> None:
    reference = checker("references").reference
    met, ever, unknown = question(f"{MET} on 2022-05-16"), question(f"{MET} in 2022"), Fixed(Verdict.NOT_ENOUGH, "")
    assert implies(Opposite(ever), Opposite(met), reference)
    assert not implies(Opposite(Some((ever, unknown))), Opposite(Some((met, unknown))), reference)


POPULATION = "the population of Japan in 2007 was"


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        (f"{POPULATION} exactly 127 million people", f"{POPULATION} 127 million people", True),
        (f"{POPULATION} exactly 127 million people", f"{POPULATION} at least 127 million people", True),
        (f"{POPULATION} 127 million people", f"{POPULATION} about 127 million people", True),
        (f"{POPULATION} 127 million people", f"{POPULATION} at least 127 million people", False),
        (
            "the population of Japan rose by exactly 10% from 1952 to 2007",
            "the population of Japan rose by 10% from 1952 to 2007",
            True,
        ),
        ("the population of Japan rose by 10% from 1952 to 2007", "the population of Japan fell from 1952 to 2007", False),
    ],
)
def test_numbers_follow_where_all_that_is_meant_is_meant_by_the_other(one: str, other: str, follows: bool) -> None:
    package = "examples/statistics/references"
    assert implies(question(one, package), question(other, package), checker(package).reference) is follows


def pairs(made: Case) -> list[tuple[str, Question, Question]]:
    """Each claim of a case with the near misses that are said to follow from it, or from which it is said to follow."""
    reference = reference_of(made.tables)
    grammar = Grammar(reference, built_in())
    speaking = Speaking(dating(made.as_of).starts.first)
    found = []
    for stated in made.stated:
        claim = grammar.read(stated.sentence)
        one = claim.question(speaking)
        for other in near_misses(claim, grammar):
            two, told = other.question(speaking), f"{stated.sentence} | {grammar.write(other)}"
            if implies(one, two, reference):
                found.append((told, one, two))
            if implies(two, one, reference):
                found.append((f"{told} (turned)", two, one))
    return found


@pytest.mark.parametrize("seed", range(9000, 9012))
def test_over_random_references_nothing_follows_that_comes_out_otherwise(seed: int) -> None:
    made = case(seed, claims=21)
    found = pairs(made)
    engine = Engine(reference_of(made.tables))
    ones, others = engine.answers([one for _, one, _ in found]), engine.answers([other for _, _, other in found])
    engine.close()
    assert found
    for (told, _, _), one, other in zip(found, ones, others, strict=True):
        if one.verdict is Verdict.SUPPORTED:
            assert other.verdict is Verdict.SUPPORTED, f"{told}\n{made}"
        if other.verdict is Verdict.REFUTED:
            assert one.verdict is Verdict.REFUTED, f"{told}\n{made}"


def contradictions(
    asked: list[Question], verdicts: list[Verdict], reference: Reference
) -> tuple[int, list[tuple[Question, Question]]]:
    """How many pairs of different questions follow from one another, and those of them whose verdicts say otherwise."""
    told = list(zip(asked, verdicts, strict=True))
    follow = [(one, other) for one in told for other in told if one[0] != other[0] and implies(one[0], other[0], reference)]
    wrong = [
        (one, other)
        for (one, first), (other, second) in follow
        if (first is Verdict.SUPPORTED and second is not Verdict.SUPPORTED)
        or (second is Verdict.REFUTED and first is not Verdict.REFUTED)
    ]
    return len(follow), wrong


def test_over_random_numbers_nothing_follows_that_worlds_decide_otherwise() -> None:
    pairs = 0
    for seed in range(30):
        rng = random.Random(seed)
        made = figures.case(rng)
        asked = [figures.question(rng) for _ in range(40)]
        found, wrong = contradictions(asked, [figures.judged(made, one) for one in asked], reference_of(made.tables()))
        assert not wrong, (seed, made, wrong)
        pairs += found
    assert pairs > 30


def test_over_random_tables_nothing_follows_that_worlds_decide_otherwise() -> None:
    pairs = 0
    for seed in range(25):
        rng = random.Random(seed)
        made = sheets.case(rng)
        asked = [sheets.question(rng, made) for _ in range(30)]
        found, wrong = contradictions(asked, [sheets.judged(made, one) for one in asked], reference_of(vocabulary()))
        assert not wrong, (seed, made, wrong)
        pairs += found
    assert pairs > 5
