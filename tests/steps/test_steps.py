"""What the steps of a scenario mean, over the diplomacy reference and an article of three sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from factspec.article import article
from factspec.check import Checker
from factspec.features import scenarios
from factspec.problem import Problems
from factspec.reference.package import read_reference
from factspec.report.model import Location
from factspec.stated import Stated
from factspec.steps import Known, Plan, Planner, Suite, hints, messages, plan
from factspec.verdict import Verdict

REFERENCE = Path(__file__).parents[2] / "references" / "diplomacy"
FILE = Path("features/talks.feature")
ARTICLE = """\
---
title: Talks in Dushanbe
publisher: TASS
published: 2022-06-28
origin: ushakov-2022-06-27
---
This is the second offline meeting between the two presidents this year. They have had six telephone talks this year.
"""


@cache
def checker() -> Checker:
    return Checker(read_reference([REFERENCE]))


@cache
def known() -> Known:
    talks = article(ARTICLE, Path("claims/talks/article.md"))
    there = Location(path="claims/talks/claims.yaml", line=3)
    says = "Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022"
    second = Stated("talks/second-meeting", says, None, there, article=talks, as_of="2022-06-28")
    monday = Stated("other/monday", "2022-06-28 is a Monday", None, there, Verdict.REFUTED)
    return Known(checker().reference, {"talks": talks}, {claim.id: claim for claim in (second, monday)})


def feature(steps: str, tag: str = "", background: str = 'Given the article "talks"') -> str:
    before = f"  Background:\n    {background}\n" if background else ""
    lines = "\n".join(f"    {line}" for line in steps.strip().splitlines())
    return f"Feature: Talks\n{before}  {tag}\n  Scenario: Two men, one table\n{lines}\n"


def planned(steps: str, tag: str = "", background: str = 'Given the article "talks"') -> Plan:
    (scenario,) = scenarios(FILE, feature(steps, tag, background))
    return plan(scenario, checker().grammar, known())


def told(steps: str, tag: str = "", background: str = 'Given the article "talks"') -> list[str]:
    """The faults of a scenario: of steps that are ours, or else of those that nobody knows."""
    try:
        return [str(fault) for _, fault in planned(steps, tag, background).unread]
    except Problems as found:
        return [str(fault) for fault in found.problems]


def failed(steps: str, tag: str = "") -> list[str]:
    """What the checks of a scenario come to, the first two lines of each."""
    found = planned(steps, tag)
    assert not found.unread
    stated = {**known().claims, **{claim.id: claim for claim in found.stated}}
    results = {result.id: result for result in checker().results([stated[name] for name in found.claims])}
    return ["\n".join(message.splitlines()[:2]) for message in messages(found, results)]


CALLS = "Vladimir Putin spoke by phone with Emomali Rahmon"


def test_a_sentence_is_a_claim_of_the_article_with_its_quotation_and_its_day() -> None:
    found = planned(
        f'Given the statement "They have had six telephone talks"\nThen {CALLS} 6 times so far this year',
        "@expect:not-enough-evidence @slow",
    )
    (claim,) = found.stated
    assert (claim.id, claim.says) == ("talks/two-men-one-table", f"{CALLS} 6 times so far this year")
    assert (claim.expected, claim.as_of, claim.location.line) == (Verdict.NOT_ENOUGH, "2022-06-28", 7)
    assert claim.selector is not None
    assert (claim.quote, claim.selector.start) == ("They have had six telephone talks", 73)
    assert claim.tags == ("expect:not-enough-evidence", "slow")


def test_several_sentences_are_several_claims() -> None:
    found = planned("Then 2022-06-28 is a Tuesday\nAnd 2022-06-29 is a Wednesday\nBut 2022-06-30 is a Thursday")
    assert found.claims == ("talks/two-men-one-table", "talks/two-men-one-table-2", "talks/two-men-one-table-3")


def test_a_sentence_that_a_structured_claim_says_is_that_claim() -> None:
    found = planned("Then Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022")
    assert (found.stated, found.claims) == ((), ("talks/second-meeting",))


def test_ids_are_unique_in_a_run() -> None:
    planner = Planner(checker().grammar, known())
    texts = ["Then 2022-06-28 is a Tuesday", "Then 2022-06-29 is a Wednesday"]
    found = [planner.plan(scenario) for text in texts for scenario in scenarios(FILE, feature(text))]
    assert [one.claims for one in found] == [("talks/two-men-one-table",), ("talks/two-men-one-table-2",)]


def test_names_in_any_script_make_ids() -> None:
    text = "# language: ru\nФункция: Ф\n  Сценарий: Второй визит\n    Тогда 2022-06-28 is a Tuesday\n"
    (scenario,) = scenarios(FILE, text)
    assert plan(scenario, checker().grammar, known()).claims == ("vtoroy-vizit",)


def test_a_doc_string_holds_a_long_sentence_and_a_table_several() -> None:
    found = planned(
        '''Then this holds:
  """
  Vladimir Putin met Emomali Rahmon in person
  in Dushanbe
  on 2022-06-28 for the 1st time in 2022
  """
And these hold:
  | 2022-06-28 is a Tuesday   |
  | 2022-06-29 is a Wednesday |'''
    )
    assert [claim.says for claim in found.stated] == [
        "Vladimir Putin met Emomali Rahmon in person in Dushanbe on 2022-06-28 for the 1st time in 2022",
        "2022-06-28 is a Tuesday",
        "2022-06-29 is a Wednesday",
    ]


def test_the_day_of_speaking_takes_the_place_of_the_articles() -> None:
    found = planned(f"Given the day of speaking is 2022-05-01\nThen {CALLS} at least 4 times so far this year")
    assert found.stated[0].as_of == "2022-05-01"


@pytest.mark.parametrize(
    ("steps", "tag"),
    [
        ('Then the claim "second-meeting" is supported', ""),
        ('Then the claim "talks/second-meeting" is supported.', ""),
        ('Then the claim "other/monday" is refuted', ""),
        ('Then the claim “second-meeting” is supported', ""),
        ('* the claim "second-meeting" is supported', ""),
        (f"Then {CALLS} at least 5 times so far this year\nAnd the count is at least 5", ""),
        ("Then Vladimir Putin visited Germany 0 times in 2021\nAnd the count is exactly 0\nAnd the count is at most 2", ""),
        ("Then Vladimir Putin visited Tajikistan once in 2022\nAnd the count is between 1 and 2", ""),
        (f"Then {CALLS} 6 times in 2022\nAnd what is missing mentions \"phone calls\"", "@expect:not-enough-evidence"),
        ("Then 2022-06-28 is a Monday\nAnd the correction is \"2022-06-28 is a Tuesday\"", "@expect:refuted"),
        ('Then the claim "second-meeting" is supported\nAnd the evidence names the source "kremlin"', ""),
        ('Then the claim "second-meeting" is supported\nAnd the evidence names the source "TASS (EN)"', ""),
        ('Then the claim "second-meeting" is supported\nAnd the evidence includes the row "m2022-05-16"', ""),
        ('Then the claim "second-meeting" is supported\nBut the verdict rests on the article\'s own origin alone', ""),
        (f"Then {CALLS} at least 5 times so far this year\nAnd the verdict rests on at least 1 independent origin", ""),
        ("Then 2022-07-10 is a Sunday", ""),
    ],
)  # fmt: skip
def test_a_check_that_is_as_the_step_says_passes(steps: str, tag: str) -> None:
    assert failed(steps, tag) == []


HERE = "features/talks.feature"
SECOND = 'Then the claim "second-meeting" is supported\n'


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("Then 2022-06-28 is a Monday", f"{HERE}:6: 2022-06-28 is a Monday (as of 2022-06-28)\n  refuted, expected supported"),
        (
            'Then the claim "other/monday" is supported',
            f'{HERE}:6: Then the claim "other/monday" is supported\n  claims/talks/claims.yaml:3: 2022-06-28 is a Monday',
        ),
        (f"{SECOND}And the count is exactly 3", f"{HERE}:7: And the count is exactly 3\n  the claim counts nothing"),
        (
            "Then Vladimir Putin visited Germany 0 times in 2021\nAnd the count is between 1 and 2",
            f"{HERE}:7: And the count is between 1 and 2\n  the count is exactly 0",
        ),
        (
            f'{SECOND}And the evidence names the source "The Hindu (Reuters/AFP)"',
            f'{HERE}:7: And the evidence names the source "The Hindu (Reuters/AFP)"\n'
            "  the evidence names S002, S003, S005, S006, S011, S014, S042, S043, S120, S121",
        ),
        (
            f'{SECOND}And what is missing mentions "calls"',
            f'{HERE}:7: And what is missing mentions "calls"\n  nothing is missing',
        ),
        (f'{SECOND}And the correction is "x"', f'{HERE}:7: And the correction is "x"\n  there is no correction'),
        (
            f"{SECOND}And the claim is a prediction",
            f"{HERE}:7: And the claim is a prediction\n  it is about no day after 2022-06-28",
        ),
        (
            f'{SECOND}And the evidence includes the row "m2021-12-27"',
            f'{HERE}:7: And the evidence includes the row "m2021-12-27"\n'
            "  row m2021-12-27 is a near miss: its date: not from 2022-01-01 to 2022-06-28",
        ),
    ],
)
def test_a_check_that_is_not_says_what_was_found(steps: str, message: str) -> None:
    assert failed(steps) == [message]


def test_a_scenario_is_about_one_article_and_a_known_one() -> None:
    found = told('Given the article "talks"\nThen 2022-06-28 is a Tuesday')
    assert found == [f"{HERE}:6: a second article, 'talks', expected one for a scenario; it has 'talks'"]
    assert told('Given the article "talk"\nThen 2022-06-28 is a Tuesday', background="Given a camera") == [
        f"{HERE}:6: no article 'talk', expected the name of a folder in claims; did you mean talks?"
    ]


TELL: dict[str, tuple[str, ...]] = {
    'Then the claim "second-meetng" is supported': (
        "no claim 'second-meetng' of talks",
        ", expected the id of a structured claim",
        "; did you mean second-meeting?",
    ),
    'Then the claim "second-meeting" is suported': (
        "'suported' is no verdict",
        ", expected one of supported, refuted, conflicting evidence, not enough evidence",
        "; did you mean supported?",
    ),
    'Then the clam "second-meeting" is supported': (
        "step 'the clam \"second-meeting\" is supported' matches nothing",
        ", expected one of the step forms",
        '; did you mean the claim "ID" is VERDICT?',
    ),
    f'{SECOND}And the evidence names the source "kremln"': (
        "no source 'kremln'",
        ", expected the id, publisher, title or origin of a source",
        "; did you mean kremlin?",
    ),
    f'{SECOND}And the evidence includes the row "m2022-05-61"': (
        "no row 'm2022-05-61'",
        ", expected the key of a row of the reference",
        "; did you mean m2022-05-16, c2022-05-13 or m2022-05-09?",
    ),
    'Then the evidence names the source "kremlin"': (
        "step 'the evidence names the source \"kremlin\"' speaks of no claim",
        ", expected a claim in a step before it",
    ),
    f"{SECOND}And the count is between 3 and 2": (
        "between 3 and 2",
        ", expected the lower number first",
    ),
    f"{SECOND}And the count is exactly two": (
        "'two' is no number",
        ", expected a whole number such as 2",
    ),
    f"Given the day of speaking is June\n{SECOND}": (
        "'June' is no day",
        ", expected a date such as 2022-06-28",
    ),
    'Given the statement "They have had seven talks"\nThen 2022-06-28 is a Tuesday': (
        "'They have had seven talks' is not in the article",
        ", expected its own words",
        "; did you mean They have had six telephone talks this year.?",
    ),
    "Given 2022-06-28 is a Tuesday\nThen 2022-06-28 is a Tuesday": (
        "Given before a claim, '2022-06-28 is a Tuesday'",
        ", expected a claim after Then, And or But",
    ),
    'Given the claim "second-meeting" is supported\nThen 2022-06-28 is a Tuesday': (
        "Given before a check, 'the claim \"second-meeting\" is supported'",
        ', expected Then the claim "ID" is VERDICT',
    ),
    'Then the article "talks"': (
        "Then before 'the article \"talks\"'",
        ', expected Given the article "ID"',
    ),
    "Then 2022-06-28 is a Tuesday\n  | a |": (
        "a table below '2022-06-28 is a Tuesday'",
        ", expected a step that takes one",
    ),
    "Then this holds:": (
        "step 'this holds:' without its doc string",
        ", expected a doc string below it",
    ),
    "Then these hold:\n  | a | b |": (
        "a row of 2 cells",
        ", expected one sentence in each row",
    ),
    "Then these hold:\n  | 2022-06-28 is a Tuesday |\n  | 2022-06-28 is a Tuesday |": (
        "'2022-06-28 is a Tuesday' twice",
        ", expected each sentence once",
    ),
    "Given something else\nThen 2022-06-28 is a Tuesday": (
        "step 'something else' matches nothing",
        ', expected a step such as the article "ID" or the statement "QUOTE" or the day of speaking is DAY',
    ),
    "Then Vladimir Putn visited Tajikistan in 2019": (
        "'Vladimir Putn visited Tajikistan in 2019': no entity is called 'Vladimir Putn'",
        ", expected the name or an alias of an entity of the reference",
        "; did you mean Vladimir Putin?",
    ),
}


@pytest.mark.parametrize("steps", TELL)
def test_a_step_that_cannot_be_taken_is_told_with_file_line_and_what_is_near(steps: str) -> None:
    (message,) = told(steps)
    assert message.startswith(f"{HERE}:")
    assert message.partition(": ")[2] == "".join(TELL[steps])


def test_a_statement_needs_an_article() -> None:
    found = told('Given the statement "x"\nThen 2022-06-28 is a Tuesday', background="")
    assert found == [f'{HERE}:4: a statement of no article, expected the step before it: Given the article "ID"']


def test_what_a_scenario_says_to_no_effect_is_a_fault() -> None:
    day = told(f"Given the day of speaking is 2022-06-28\n{SECOND}")
    assert day == [f"{HERE}:5: a day of speaking, and no claim that is stated here, expected a sentence after Then"]
    tag = told(SECOND, "@expect:refuted")
    assert tag == [f"{HERE}:4: tag @expect:refuted, and no claim that is stated here, expected a sentence after Then"]
    nothing = told('* the article "talks"', background="")
    assert nothing == [f"{HERE}:3: a scenario that checks nothing, expected a claim or a check after Then"]


def test_all_faults_of_a_scenario_are_told_together() -> None:
    found = told('Given the day of speaking is May\nThen the claim "x" is supported\nAnd the claim "second-meeting" is true')
    assert [message.partition(": ")[0] for message in found] == [f"{HERE}:6", f"{HERE}:7", f"{HERE}:8"]


def test_a_step_of_nobody_is_left_for_others_with_the_fault_it_would_be() -> None:
    found = planned("Given a camera\nThen 2022-06-28 is a Tuesday")
    assert [step.text for step, _ in found.unread] == ["a camera"]
    assert found.claims == ("talks/two-men-one-table",)


def test_every_form_has_a_hint_and_no_form_is_a_sentence() -> None:
    assert len(hints()) == len(set(hints()))
    for hint in hints():
        with pytest.raises(Problems):
            checker().grammar.read(hint)


def test_a_suite_tells_each_result_with_the_scenarios_that_check_it(tmp_path: Path) -> None:
    file = tmp_path / "talks.feature"
    file.write_text(feature('Then the claim "second-meeting" is supported\nAnd 2022-06-28 is a Monday'), "utf-8")
    suite = Suite(checker(), known())
    suite.take(file, FILE)
    results = {result.id: result for result in suite.told()}
    assert list(results) == ["talks/second-meeting", "other/monday", "talks/two-men-one-table"]
    assert results["other/monday"].scenarios == ()
    (record,) = results["talks/second-meeting"].scenarios
    assert (record.feature, record.name, record.path, record.line) == ("Talks", "Two men, one table", HERE, 5)
    assert record.outcome == "failed"
    assert "refuted, expected supported" in record.message
    assert results["talks/two-men-one-table"].scenarios == (record,)


def test_a_suite_checks_each_claim_once(tmp_path: Path) -> None:
    file = tmp_path / "talks.feature"
    file.write_text(feature(SECOND), "utf-8")
    suite = Suite(checker(), known())
    suite.take(file, FILE)
    first = suite.check(["talks/second-meeting"])["talks/second-meeting"]
    assert suite.check(["talks/second-meeting", "other/monday"])["talks/second-meeting"] is first
