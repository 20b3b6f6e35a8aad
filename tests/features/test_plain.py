"""Plain features are read in our own short way, and nobody can tell but by the clock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.features import Scenario, parse, scenarios
from factspec.features.plain import plain_feature
from factspec.problem import Problems

PLAIN = """# about talks
@all  @talks
Feature: Talks

  Background:
    Given the day of speaking is 2024-03-01

  @expect:refuted
  # a word
  Scenario:   Two   of them
    Given something
    And "more" of it # and this
    Then  it holds
    * it holds still

  Example: Another
    Then it holds
"""
LINES = [
    "Feature: A", "Feature:", "Feature", "  Background:", "Background: b", "  Scenario: one", "Scenario: two", "Scenario:three",
    "Example: four", "Scenario Outline: five <a>", "Scenario: six <a>", "Examples:", "| a |", "  | 1 |", "| b", "Rule: r",
    "Given a", "  Given  b ", "Given", "Given ", "Givens a", "given a", "When a", "Then a", "Then\ta", "Then a ", "And a",
    "But a", "* a", "*", "*a", "Then a <a>", "@a", "@a @b", "  @a  @a", "@a#b", "@a #b", "@", "@expect:refuted",
    "@expect:refutd", "# words", "#language: ru", "# language: en", "# language", '"""', '  """x', "```", "", "   ", "words",
    "Thenn a", "Scenaro: x", "Функция: а", "Сценарий: б", "\ta", "\x0cThen a", "\x85", "Then a\u2028b", "Scenario: \xa0x",
    "\xa0Then b", "Feature: B", "\ufeffThen a",
]  # fmt: skip


def told(text: str) -> tuple[Scenario, ...] | list[str]:
    try:
        return scenarios(Path("a.feature"), text)
    except Problems as faults:
        return [str(fault) for fault in faults.problems]


def in_full(text: str) -> tuple[Scenario, ...] | list[str]:
    """What the whole of Gherkin makes of a text."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parse, "plain_feature", lambda _: None)
        return told(text)


def test_what_is_plain_comes_out_as_gherkin_has_it() -> None:
    assert plain_feature(PLAIN.split("\n")) is not None
    found = told(PLAIN)
    assert found == in_full(PLAIN)
    assert [one.name for one in found if isinstance(one, Scenario)] == ["Two of them", "Another"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Feature: Talks\n", "Feature: Talks\n  Some words.\n"),
        ("    Given something\n", "    Given something\n      | a |\n"),
        ("    Given something\n", '    Given something\n      """\n      a\n      """\n'),
        ("Example: Another", "Scenario Outline: Another"),
        ("Example: Another", "Rule: Another"),
        ("# about talks", "# language: en"),
        ("    And", "    Und"),
        ("    Given something\n", "    Given\n"),
        ("  # a word", "  # a language"),
    ],
)
def test_what_is_more_than_plain_is_left_to_gherkin(old: str, new: str) -> None:
    text = PLAIN.replace(old, new)
    assert plain_feature(text.split("\n")) is None
    assert told(text) == in_full(text)


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_all_lines_in_all_places_are_read_alike(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert told(text) == in_full(text)


@given(st.lists(st.sampled_from(LINES), max_size=4), st.integers(0, PLAIN.count("\n")), st.booleans())
def test_a_plain_feature_with_other_lines_in_it_is_read_alike(lines: list[str], at: int, instead: bool) -> None:
    parts: list[Any] = PLAIN.split("\n")
    parts[at : at + instead] = lines
    text = "\n".join(parts)
    assert told(text) == in_full(text)
