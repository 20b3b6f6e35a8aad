"""Faulty feature files, what is said of each, and beside some of them a good twin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A bad feature, what is said of it, and a feature like it that is good."""

    bad: str
    told: list[str]
    good: str = ""


BAD = {
    "an empty file": Case(
        "",
        [("x.feature:1: an empty file, expected Feature: and its scenarios")],
        """\
Feature: F
  Scenario: S
    Then x
""",
    ),
    "a file of comments": Case(
        """\
# nothing here
""",
        [("x.feature:1: an empty file, expected Feature: and its scenarios")],
        """\
# words
Feature: F
  Scenario: S
    Then x
""",
    ),
    "text before the feature": Case(
        """\
Talks
Feature: F
  Scenario: S
    Then x
""",
        [("x.feature:1: 'Talks' out of place, expected the end of the file, “# language: ...”, a tag or Feature:")],
        """\
Feature: Talks
  Scenario: S
    Then x
""",
    ),
    "a feature without a name": Case(
        """\
Feature:
  Scenario: S
    Then x
""",
        [("x.feature:1: Feature: without a name, expected a name after the colon")],
    ),
    "a feature without scenarios": Case(
        """\
Feature: F
  Words about it.
""",
        [("x.feature:1: a feature without scenarios, expected Scenario: under it")],
    ),
    "two features": Case(
        """\
Feature: F
  Scenario: S
    Then x
Feature: G
""",
        [("x.feature:4: 'Feature: G' out of place, expected the end of the file, a step, a tag, Examples:, Scenario: or Rule:")],
    ),
    "a scenario without a name": Case(
        """\
Feature: F
  Scenario:
    Then x
""",
        [("x.feature:2: Scenario: without a name, expected a name after the colon")],
    ),
    "a scenario without steps": Case(
        """\
Feature: F
  Scenario: S
  Scenario: T
    Then x
""",
        [("x.feature:2: a scenario without steps, expected a step under it")],
    ),
    "a scenario with the steps of its background alone": Case(
        """\
Feature: F
  Background:
    Given y
  Scenario: S
""",
        [
            (
                "x.feature:4: a scenario without steps"
                ", expected a step under it; those of the background check nothing by themselves"
            )
        ],
        """\
Feature: F
  Background:
    Given y
  Scenario: S
    Then x
""",
    ),
    "a scenario that checks nothing": Case(
        """\
Feature: F
  Scenario: S
    Given y
    When z
""",
        [("x.feature:2: a scenario that checks nothing, expected a step with Then")],
        """\
Feature: F
  Scenario: S
    Given y
    When z
    Then x
""",
    ),
    "a background without steps": Case(
        """\
Feature: F
  Background:
  Scenario: S
    Then x
""",
        [("x.feature:2: a background without steps, expected a step under it")],
    ),
    "a check in a background": Case(
        """\
Feature: F
  Background:
    Then y
  Scenario: S
    Then x
""",
        [("x.feature:3: step Then in a background, expected what is checked, in the scenarios")],
    ),
    "a background after a scenario": Case(
        """\
Feature: F
  Scenario: S
    Then x
  Background:
    Given y
""",
        [("x.feature:4: 'Background:' out of place, expected the end of the file, a step, a tag, Examples:, Scenario: or Rule:")],
        """\
Feature: F
  Background:
    Given y
  Scenario: S
    Then x
""",
    ),
    "a rule without scenarios": Case(
        """\
Feature: F
  Rule: R
""",
        [("x.feature:2: a rule without scenarios, expected Scenario: under it")],
        """\
Feature: F
  Rule: R
    Scenario: S
      Then x
""",
    ),
    "a rule without a name": Case(
        """\
Feature: F
  Rule:
    Scenario: S
      Then x
""",
        [("x.feature:2: Rule: without a name, expected a name after the colon")],
    ),
    "a step before the first scenario": Case(
        """\
Feature: F
  Given the article "a"
  Scenario: S
    Then x
""",
        [("x.feature:2: step 'Given the article \"a\"' among the description, expected Scenario: before it")],
        """\
Feature: F
  Names and dates are as of that day.
  Scenario: S
    Then x
""",
    ),
    "a step under a rule": Case(
        """\
Feature: F
  Rule: R
    And y
    Scenario: S
      Then x
""",
        [("x.feature:3: step 'And y' among the description, expected Scenario: before it")],
    ),
    "a starred step before the first scenario": Case(
        """\
Feature: F
  * y
  Scenario: S
    Then x
""",
        [("x.feature:2: step '* y' among the description, expected Scenario: before it")],
        """\
Feature: F
  - y
  Scenario: S
    Then x
""",
    ),
    "a step in small letters": Case(
        """\
Feature: F
  Scenario: S
    given y
    Then x
""",
        [("x.feature:3: 'given y' is no step, expected 'Given' and a text after it")],
        """\
Feature: F
  The presidents met
  and talked.
  Scenario: S
    Given y
    Then x
""",
    ),
    "a step in capitals": Case(
        """\
Feature: F
  Scenario: S
    GIVEN y
    Then x
""",
        [("x.feature:3: 'GIVEN y' is no step, expected 'Given' and a text after it")],
    ),
    "a step keyword with a colon": Case(
        """\
Feature: F
  Scenario: S
    Given: y
    Then x
""",
        [("x.feature:3: 'Given: y' is no step, expected a step keyword without a colon; did you mean Given y?")],
    ),
    "a step keyword with two letters swapped": Case(
        """\
Feature: F
  Scenario: S
    Whne y
    Then x
""",
        [("x.feature:3: 'Whne y' is no step, expected a step keyword; did you mean When?")],
        """\
Feature: F
  Scenario: S
    The presidents met.
    Then x
""",
    ),
    "a step keyword with a letter missing": Case(
        """\
Feature: F
  Scenario: S
    Givn y
    Then x
""",
        [("x.feature:3: 'Givn y' is no step, expected a step keyword; did you mean Given?")],
    ),
    "a misspelt keyword after a step": Case(
        """\
Feature: F
  Scenario: S
    Given y
    Tehn x
""",
        [
            (
                "x.feature:4: 'Tehn x' out of place"
                ", expected the end of the file, a step, a tag, Examples:, Scenario: or Rule:; did you mean Then?"
            )
        ],
    ),
    "a colon after then": Case(
        """\
Feature: F
  Scenario: S
    Given y
    Then: x
""",
        [
            (
                "x.feature:4: 'Then: x' out of place"
                ", expected the end of the file, a step, a tag, Examples:, Scenario: or Rule:; did you mean Then?"
            )
        ],
    ),
    "a step without text": Case(
        """\
Feature: F
  Scenario: S
    Given\x20
    Then x
""",
        [("x.feature:3: a step without text, expected a text after Given")],
    ),
    "a keyword alone": Case(
        """\
Feature: F
  Scenario: S
    Given
    Then x
""",
        [("x.feature:3: a step without text, expected 'Given' and a text after it")],
    ),
    "a misspelt scenario": Case(
        """\
Feature: F
  Scenaro: S
    Then x
""",
        [
            ("x.feature:1: a feature without scenarios, expected Scenario: under it"),
            ("x.feature:2: 'Scenaro: S' is no keyword, expected a keyword of Gherkin; did you mean Scenario:?"),
            ("x.feature:3: step 'Then x' among the description, expected Scenario: before it"),
        ],
    ),
    "scenarios in place of scenario": Case(
        """\
Feature: F
  Scenarios: S
    Then x
""",
        [
            ("x.feature:1: a feature without scenarios, expected Scenario: under it"),
            ("x.feature:2: 'Scenarios: S' out of place, expected no Scenarios: here"),
            ("x.feature:3: step 'Then x' among the description, expected Scenario: before it"),
        ],
    ),
    "a space before the colon": Case(
        """\
Feature: F
  Scenario : S
    Then x
""",
        [
            ("x.feature:1: a feature without scenarios, expected Scenario: under it"),
            ("x.feature:2: 'Scenario : S' is no keyword, expected a keyword of Gherkin; did you mean Scenario:?"),
            ("x.feature:3: step 'Then x' among the description, expected Scenario: before it"),
        ],
    ),
    "an and that continues nothing": Case(
        """\
Feature: F
  Scenario: S
    And y
    Then x
""",
        [("x.feature:3: And continues no step, expected a step before it, or Given in its place")],
    ),
    "a but after the background": Case(
        """\
Feature: F
  Background:
    Given y
  Scenario: S
    But z
    Then x
""",
        [("x.feature:5: But continues no step, expected a step before it, or Given in its place")],
    ),
    "two scenarios with one name": Case(
        """\
Feature: F
  Scenario: S
    Then x
  Scenario: s
    Then y
""",
        [("x.feature:4: scenario 's' again, expected a name of its own; line 2 has it")],
    ),
    "one name in two rules": Case(
        """\
Feature: F
  Rule: R
    Scenario: S
      Then x
  Rule: Q
    Scenario:  S
      Then y
""",
        [("x.feature:6: scenario 'S' again, expected a name of its own; line 3 has it")],
    ),
    "an outline without examples": Case(
        """\
Feature: F
  Scenario Outline: S
    Then x
""",
        [("x.feature:2: an outline without Examples, expected Examples: with a table")],
    ),
    "examples without a table": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
""",
        [("x.feature:4: Examples without a table, expected a header and a row for each case")],
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a |
      | 1 |
""",
    ),
    "examples without a row": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a |
""",
        [("x.feature:5: Examples without a row, expected a row for each case under the header")],
    ),
    "a blank without a column": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <place> <a>
    Examples:
      | a | plaec |
      | 1 | 2 |
""",
        [
            ("x.feature:3: <place> has no column in the Examples of line 4, expected one of a, plaec; did you mean plaec?"),
            ("x.feature:5: column 'plaec' fills nothing, expected <plaec> in a step; did you mean place?"),
        ],
    ),
    "a column that fills nothing": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a | b |
      | 1 | 2 |
""",
        [("x.feature:5: column 'b' fills nothing, expected <b> in a step")],
        """\
Feature: F
  Scenario Outline: S, case <b>
    Then <a>
    Examples:
      | a | b |
      | 1 | 2 |
""",
    ),
    "a column twice": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a | a |
      | 1 | 2 |
""",
        [("x.feature:5: column 'a' twice, expected each column once")],
    ),
    "a column without a name": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a |  |
      | 1 | 2 |
""",
        [("x.feature:5: a column without a name, expected a name for each column of the Examples")],
    ),
    "two rows alike": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a |
      | 1 |
      | 1 |
""",
        [("x.feature:7: a row that comes out like another, expected what line 6 has not said")],
    ),
    "two rows alike in two tables": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a> <b>
    Examples:
      | a | b |
      | 1 | 2 |
    @expect:refuted
    Examples:
      | b | a |
      | 2 | 1 |
""",
        [("x.feature:10: a row that comes out like another, expected what line 6 has not said")],
    ),
    "a row that leaves a step empty": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a |
      |  |
""",
        [("x.feature:6: step '<a>' is left without text, expected a value")],
    ),
    "a blank in a plain scenario": Case(
        """\
Feature: F
  Scenario: S
    Then <place>
""",
        [("x.feature:3: <place> in a scenario without Examples, expected an outline with a column 'place'")],
        """\
Feature: F
  Scenario: S
    Then 2 < 3
""",
    ),
    "a blank in the background": Case(
        """\
Feature: F
  Background:
    Given <y>
  Scenario: S
    Then x
""",
        [("x.feature:3: <y> in a scenario without Examples, expected an outline with a column 'y'")],
        """\
Feature: F
  Background:
    Given <y>
  Scenario Outline: S
    Then x
    Examples:
      | y |
      | 1 |
""",
    ),
    "a row with too few cells": Case(
        """\
Feature: F
  Scenario: S
    Then x:
      | 1 | 2 |
      | 3 |
""",
        [("x.feature:5: a row with more or fewer cells than the first, expected as many cells in every row")],
    ),
    "a row that is not closed": Case(
        """\
Feature: F
  Scenario: S
    Then x:
      | 1 | 2
""",
        [("x.feature:4: table row '| 1 | 2' is not closed, expected a | at its end")],
        '''\
Feature: F
  Scenario: S
    Then x:
      """
      | 1 | 2
      """
''',
    ),
    "an empty doc string": Case(
        '''\
Feature: F
  Scenario: S
    Then x:
      """
      """
''',
        [("x.feature:4: an empty doc string, expected text between the quotes")],
    ),
    "a doc string that does not end": Case(
        '''\
Feature: F
  Scenario: S
    Then x:
      """
      words
''',
        [('x.feature:6: the file ends too early, expected three quotes (""") that close the text')],
    ),
    "a step after the examples": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      | a |
      | 1 |
    And y
""",
        [("x.feature:7: 'And y' out of place, expected the end of the file, a table row, a tag, Examples:, Scenario: or Rule:")],
    ),
    "a step between examples and their table": Case(
        """\
Feature: F
  Scenario Outline: S
    Then <a>
    Examples:
      And y
      | a |
      | 1 |
""",
        [("x.feature:5: step 'And y' among the description, expected steps before the Examples")],
    ),
    "a tag twice": Case(
        """\
@a @a
Feature: F
  Scenario: S
    Then x
""",
        [("x.feature:1: tag @a twice, expected each tag once")],
        """\
@a @b
Feature: F
  Scenario: S
    Then x
""",
    ),
    "a tag without a name": Case(
        """\
@
Feature: F
  Scenario: S
    Then x
""",
        [("x.feature:1: a tag without a name, expected a word after the @")],
    ),
    "white space in a tag": Case(
        """\
@a b
Feature: F
  Scenario: S
    Then x
""",
        [("x.feature:1: white space in a tag, expected tags such as @slow, with a space before each @")],
    ),
    "a tag of nothing": Case(
        """\
Feature: F
  Scenario: S
    Then x
  @late
""",
        [("x.feature:5: the file ends too early, expected a tag or Rule:")],
    ),
    "an unknown verdict": Case(
        """\
Feature: F
  @expect:refutd
  Scenario: S
    Then x
""",
        [("x.feature:2: tag @expect:refutd, expected a tag such as @expect:not-enough-evidence; did you mean @expect:refuted?")],
        """\
Feature: F
  @expect:refuted
  Scenario: S
    Then x
""",
    ),
    "a misspelt expect": Case(
        """\
Feature: F
  @exepct:refuted
  Scenario: S
    Then x
""",
        [("x.feature:2: tag @exepct:refuted, expected a tag such as @expect:not-enough-evidence; did you mean @expect:refuted?")],
        """\
Feature: F
  @topic:war
  Scenario: S
    Then x
""",
    ),
    "an expect with an equals sign": Case(
        """\
Feature: F
  @expect=refuted
  Scenario: S
    Then x
""",
        [("x.feature:2: tag @expect=refuted, expected a tag such as @expect:not-enough-evidence; did you mean @expect:refuted?")],
    ),
    "an expect of nothing": Case(
        """\
Feature: F
  @expected
  Scenario: S
    Then x
""",
        [("x.feature:2: tag @expected, expected a tag such as @expect:not-enough-evidence; did you mean @expect:supported?")],
    ),
    "two expectations": Case(
        """\
@expect:refuted
Feature: F
  @expect:supported
  Scenario: S
    Then x
""",
        [("x.feature:3: tag @expect:supported beside @expect:refuted of line 1, expected one @expect: tag")],
    ),
    "an unknown language": Case(
        """\
# language: russian
Feature: F
  Scenario: S
    Then x
""",
        [("x.feature:1: no language 'russian', expected a language of Gherkin such as en, ru or tt; did you mean ru?")],
        """\
# language: ru
Функция: F
  Сценарий: S
    Тогда x
""",
    ),
    "a language named too late": Case(
        """\
Feature: F
  # language: ru
  Scenario: S
    Then x
""",
        [("x.feature:2: '# language: ru' is a mere comment, expected a line such as “# language: ru”, before all else and once")],
    ),
    "keywords of another language": Case(
        """\
# language: ru
Feature: F
  Scenario: S
    Then x
""",
        [
            ("x.feature:2: 'Feature: F' out of place, expected a tag or Функция:"),
        ],
    ),
    "a step before the first scenario in russian": Case(
        """\
# language: ru
Функция: F
  Дано y
  Сценарий: S
    Тогда x
""",
        [("x.feature:3: step 'Дано y' among the description, expected Сценарий: before it")],
    ),
    "all faults at once": Case(
        """\
Feature: F
  Then z
  Scenario: S
  Scenario Outline: T
    Then x
""",
        [
            ("x.feature:2: step 'Then z' among the description, expected Scenario: before it"),
            ("x.feature:3: a scenario without steps, expected a step under it"),
            ("x.feature:4: an outline without Examples, expected Examples: with a table"),
        ],
    ),
}
