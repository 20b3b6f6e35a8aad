"""Each claim is tried by its near misses, and what comes of them is told."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Annotated, Literal

import pytest
from tests.coverage.desk import ROOT

from factspec.check import Checker, Settings
from factspec.claim import Claim, Speaking
from factspec.engine.question import Measured, Question, Series
from factspec.kinds import built_in
from factspec.mutate import Tried, mutate, near_misses, score
from factspec.project import read_project
from factspec.reference.package import package_folders, read_reference
from factspec.report.model import Location
from factspec.run import checker_for, structured_claims
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.stated import Stated
from factspec.values.intervals import Interval
from factspec.values.periods import Period
from factspec.verdict import Verdict

DAY = "2022-06-28"
HERE = Location(path="claims.yaml", line=1)


@cache
def checker(independent_origins: int = 0) -> Checker:
    reference = read_reference(package_folders(ROOT / "references"))
    return Checker(reference, built_in(), Settings(as_of=DAY, independent_origins=independent_origins))


def tried(says: str, expected: Verdict = Verdict.SUPPORTED) -> Tried:
    return mutate(checker(), [Stated("a", says, None, HERE, expected)])[0]


def fates(found: Tried) -> dict[str, str]:
    return {miss.says: miss.fate for miss in found.near}


MET = "Vladimir Putin met Emomali Rahmon in person"
PRESIDENT = "Vladimir Putin was president of Russia"


def test_a_slip_of_each_blank_is_tried_once() -> None:
    found = tried(f"{MET} in Dushanbe on 2022-06-28 for the 1st time in 2022", Verdict.SUPPORTED)
    assert {miss.field for miss in found.near} == {"what", "on", "nth", "window"}
    assert len({miss.says for miss in found.near}) == len(found.near)
    assert found.says not in fates(found)


@pytest.mark.parametrize(
    ("says", "miss", "fate"),
    [
        (f"{MET} exactly 2 times so far this year", f"{MET} exactly 3 times so far this year", "killed"),
        (f"{MET} exactly 2 times so far this year", f"{MET} at least 2 times so far this year", "implied"),
        (f"{MET} exactly 2 times so far this year", f"{MET} exactly 2 times this year", "implied"),
        (f"{MET} at least 2 times in 2022", f"{MET} at least 1 time in 2022", "implied"),
        (f"{MET} at least 1 time in 2022", f"{MET} at least 2 times in 2022", "survived"),
        (f"{MET} on 2022-06-28", f"{MET} on 2022-06-29", "killed"),
        (f"{MET} on 2022-06-28", "Vladimir Putin met Emomali Rahmon on 2022-06-28", "implied"),
        (f"{MET} on 2022-06-28", "Vladimir Putin met Nikol Pashinyan in person on 2022-06-28", "killed"),
        (f"{PRESIDENT} on 2022-06-28", f"{PRESIDENT} on 2022-06-27", "survived"),
    ],
)  # fmt: skip
def test_fates(says: str, miss: str, fate: str) -> None:
    assert fates(tried(says))[miss] == fate


def test_a_near_miss_without_enough_evidence_is_killed_since_the_check_would_fail() -> None:
    found = tried("Vladimir Putin spoke by phone with Emomali Rahmon at least 5 times so far this year")
    miss = next(one for one in found.near if "at least 6 times" in one.says)
    assert (miss.verdict, miss.fate) == (Verdict.NOT_ENOUGH, "killed")


def test_a_detail_that_the_claim_does_not_give_does_not_slip() -> None:
    found = tried("Vladimir Putin met Emomali Rahmon on 2022-06-28")
    assert not [miss for miss in fates(found) if "Rahmon by phone" in miss or "in person" in miss]


def test_every_survivor_says_what_bears_it_out() -> None:
    found = tried("Vladimir Putin was president of Russia on 2022-06-28")
    assert {miss.why for miss in found.near if miss.fate == "survived"} == {
        "the claim's own rows say so too (vladimir-putin president of russia)"
    }
    more = tried(f"{MET} at least 1 time in 2022")
    assert [miss.why for miss in more.near if miss.says.endswith("at least 2 times in 2022")] == [
        "it says more than the claim, and comes out alike (m2022-05-16, m2022-06-28)"
    ]


def test_a_claim_that_no_slip_can_fail_is_vacuous() -> None:
    found = tried("at least one of these is true: 2022-06-28 is a Tuesday; 2022-06-29 is a Wednesday")
    assert (found.standing, found.count("killed"), score([found]).tenths) == ("vacuous", 0, 0)


def test_one_part_of_a_list_denied_is_a_slip_too() -> None:
    says = f"all of these are true: {MET} on 2022-06-28; 2022-06-29 is a Wednesday"
    assert (
        fates(tried(says))[f"all of these are true: {MET} on 2022-06-28; (it is not true that 2022-06-29 is a Wednesday)"]
        == "killed"
    )


def test_claims_that_deny_are_tried_and_not_scored() -> None:
    denied = tried("it is not true that Vladimir Putin visited Tajikistan in September 2021")
    refuted = tried(f"{MET} on 2022-06-27", Verdict.REFUTED)
    assert not denied.scored
    assert not refuted.scored
    assert score([denied, refuted]).tenths is None
    assert (denied.standing, refuted.standing) == ("proven", "proven")


def test_near_misses_of_what_is_not_known_are_undecided_while_they_are_not_known_either() -> None:
    found = tried("Vladimir Putin spoke by phone with Emomali Rahmon exactly 6 times so far this year", Verdict.NOT_ENOUGH)
    assert {miss.fate for miss in found.near} == {"killed", "implied", "undecided"}
    assert str(score([found])) == "no score"


def test_a_claim_that_fails_or_cannot_be_read_is_not_tried() -> None:
    failing, unread = tried(f"{MET} on 2022-06-27"), tried("Putin is tall")
    assert (failing.standing, failing.near) == ("failing", ())
    assert (unread.standing, unread.near, unread.verdict) == ("unread", (), None)
    assert "'Putin is tall'" in unread.wrong


def test_too_few_origins_kill_as_they_make_the_claim_fail() -> None:
    stated = Stated("a", f"{MET} on 2022-05-16", None, HERE)
    assert mutate(checker(99), [stated])[0].standing == "failing"


def test_what_is_tried_of_a_claim_is_the_same_alone_and_among_others() -> None:
    says = [f"{MET} on 2022-06-28", "2022-06-29 is a Wednesday", "Putin is tall", f"{MET} on 2022-06-27"]
    together = mutate(checker(), [Stated(f"c{i}", one, None, HERE) for i, one in enumerate(says)])
    assert [fates(one) for one in together] == [fates(tried(one)) for one in says]


def test_near_misses_are_other_claims_that_can_be_said() -> None:
    grammar = checker().grammar
    claim = grammar.read(f"{MET} exactly 2 times so far this year")
    for other in near_misses(claim, grammar):
        assert other != claim
        assert grammar.read(grammar.write(other)) == other


def test_the_worked_example_scores_96_with_every_survivor_explained() -> None:
    project = read_project(ROOT, [ROOT / "claims"])
    found = mutate(checker_for(project), structured_claims(project))
    total = score(found)
    assert total.killed * 1000 >= 969 * (total.killed + total.survived)
    assert {one.standing for one in found} <= {"proven", "undecided"}
    assert all(miss.why for one in found for miss in one.near if miss.fate == "survived")


class Old(Claim):
    """How old somebody was, in a unit that may be none. Undecided while nobody says."""

    kind: Literal["old"] = "old"
    unit: Annotated[str, ChoiceSlot({"years": ("years",), "kilograms": ("kilograms",), "months": ("months",)}, "UNIT")]

    form = "the Japanese lived for 82 to 83 {unit} in 2007"
    examples = ()

    def question(self, speaking: Speaking) -> Question:
        days = Period("2007").days(speaking.as_of)
        return Measured(Series("life-expectancy", "japan", days), Interval(Fraction(82), Fraction(83)), self.unit)


def test_a_near_miss_that_cannot_be_asked_leaves_the_others_as_they_are() -> None:
    reference = read_reference(package_folders(ROOT / "examples" / "statistics" / "references"))
    here = Checker(reference, {"old": Old}, Settings(as_of="2007-12-31"))
    found = mutate(here, [Stated("a", "the Japanese lived for 82 to 83 years in 2007", None, HERE)])[0]
    assert fates(found) == {"the Japanese lived for 82 to 83 months in 2007": "killed"}
