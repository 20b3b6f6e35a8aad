"""What is read from a feature file: scenarios with their steps, outlines, expectations, languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.features import Expectation, Scenario, scenarios
from factspec.verdict import Verdict

FILE = Path("x.feature")


def one(text: str) -> Scenario:
    (found,) = scenarios(FILE, text)
    return found


def test_a_scenario_holds_the_steps_of_both_backgrounds_each_with_its_own_line() -> None:
    found = one("""\
@news
Feature: Talks
  Background:
    Given a
  @war
  Rule: Rooms
    Background:
      Given b
    @slow
    Scenario: One room
      When c
      And d
      Then e
      * f
""")
    assert (found.feature, found.rule, found.name, found.line) == ("Talks", "Rooms", "One room", 10)
    assert found.tags == ("news", "war", "slow")
    assert [(step.type, step.keyword, step.text, step.line) for step in found.steps] == [
        ("given", "Given", "a", 4),
        ("given", "Given", "b", 8),
        ("when", "When", "c", 11),
        ("when", "And", "d", 12),
        ("then", "Then", "e", 13),
        ("any", "*", "f", 14),
    ]


def test_the_rows_of_an_outline_fill_text_doc_string_table_and_name() -> None:
    first, second = scenarios(
        FILE,
        '''\
Feature: Visits
  Background:
    Given the land <land>
  Scenario Outline: Last visit to <land>
    Then this holds:
      """
      in <year>
      """
    And these hold:
      | <year> |
    @old
    Examples:
      | land       | year |
      | Tajikistan | 2019 |
    @expect:refuted
    Examples:
      | year | land         |
      | 2017 | Turkmenistan |
''',
    )
    assert first.name == "Last visit to Tajikistan[row 1: Tajikistan, 2019]"
    assert second.name == "Last visit to Turkmenistan[row 2: 2017, Turkmenistan]"
    assert (first.line, second.line) == (14, 18)
    assert [step.text for step in second.steps] == ["the land Turkmenistan", "this holds:", "these hold:"]
    assert (second.steps[1].doc, second.steps[2].table) == ("in 2017", (("2017",),))
    assert (first.expectation, first.tags) == (None, ("old",))
    assert second.expectation == Expectation(Verdict.REFUTED, 15, own=True)


def test_a_value_that_looks_like_a_blank_is_not_filled_again() -> None:
    found = one("Feature: F\n  Scenario Outline: S\n    Then <a> <b>\n    Examples:\n      | a   | b |\n      | <b> | 1 |\n")
    assert found.steps[0].text == "<b> 1"


def test_an_expectation_of_the_feature_is_not_the_scenarios_own() -> None:
    found = one("@expect:conflicting-evidence\nFeature: F\n  Scenario: S\n    Then x\n")
    assert found.expectation == Expectation(Verdict.CONFLICTING, 1, own=False)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffFeature: F\n  Scenario: S\n    Then x\n",
        "Feature: F\r\n  Scenario: S\r\n    Then x\r\n",
        "Feature: F\r\tScenario: S\r\t\tThen x",
        "Feature: F\n\tScenario: S\n\t\tThen x\t\n",
    ],
    ids=["bom", "crlf", "cr", "tabs"],
)
def test_byte_order_marks_line_ends_and_tabs_do_not_matter(text: str) -> None:
    found = one(text)
    assert (found.name, found.steps[0].text, found.steps[0].line) == ("S", "x", 3)


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("# language: ru\nФункция: F\n  Сценарий: S\n    Дано a\n    Также b\n    Тогда c\n", "ru", ["given", "given", "then"]),
        ("# language: de\nFunktionalität: F\n  Szenario: S\n    Angenommen a\n    Dann c\n", "de", ["given", "then"]),
        ("# language: zh-CN\n功能: F\n  场景: S\n    假如a\n    那么c\n", "zh-CN", ["given", "then"]),
        ("# language: ar\nخاصية: F\n  سيناريو: S\n    بفرض a\n    اذاً c\n", "ar", ["given", "then"]),
    ],
)
def test_keywords_may_be_of_any_language_that_gherkin_speaks(text: str, language: str, kinds: list[str]) -> None:
    found = one(text)
    assert (found.language, [step.type for step in found.steps]) == (language, kinds)


def test_prose_that_only_resembles_steps_passes() -> None:
    found = one("""\
Feature: F
  The presidents met in Dushanbe
  and then talked. They had met before,
  but not this year.
  Note: give or take a day.

  Theirs was the 2nd meeting: a Tuesday.

  Scenario: S
    An example of what is meant.
    Then x
""")
    assert found.name == "S"


def test_a_name_with_two_colons_is_made_fit_for_a_pytest_id() -> None:
    assert one("Feature: F\n  Scenario: A::B\n    Then x\n").name == "A: :B"
