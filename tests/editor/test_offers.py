"""What is offered where the cursor stands, which is where the text ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.editor import claims_offers, feature_offers
from factspec.editor.offers import Offer
from factspec.editor.sentences import continuations, snippet, tried
from factspec.editor.spans import Point
from factspec.live import Live
from factspec.sentence.reading import tidy_sentence

ROOT = Path(__file__).parents[2]
LIVE = Live(ROOT)
STATISTICS = Live(ROOT / "examples/statistics")
ELECTIONS = Live(ROOT / "examples/elections")
DAY = "2022-06-28"


def offered(text: str, live: Live = LIVE) -> list[Offer]:
    lines = text.split("\n")
    point, known, grammar = Point(len(lines) - 1, len(lines[-1])), live.known(), live.ground().checker.grammar
    if text.startswith("Feature") or live is not LIVE:
        return feature_offers.offers(text, point, known, grammar)
    return claims_offers.offers(text, point, next(iter(known.articles.values())), grammar)


def labels(text: str, live: Live = LIVE) -> list[str]:
    return [one.label for one in offered(text, live)]


ENTRY = "claims:\n  - id: x\n    "
STEP = "Feature: x\n  Scenario: y\n    "


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ["article", "claims"]),
        ("article: x\n", ["claims"]),
        ("claims:\n  - ", ["id", "article", "quote"]),
        (ENTRY, ["article", "quote", "says"]),
        (ENTRY + "ex", ["expect"]),
        (ENTRY + "expect: ", ["supported", "refuted", "conflicting evidence", "not enough evidence"]),
        (ENTRY + "expect: not", ["not enough evidence"]),
        (ENTRY + "not_checkable: ", ["plan", "opinion", "attribution", "vague"]),
        (ENTRY + "claim: {", ["kind"]),
        (ENTRY + "claim: {kind: week", ["weekday"]),
        (ENTRY + "claim: {kind: weekday, ", ["day", "weekday"]),
        (ENTRY + "claim: {kind: weekday, day: 2022-06-28, ", ["weekday"]),
        (ENTRY + "claim:\n      ", ["kind"]),
        (ENTRY + "claim:\n      kind: weekday\n      ", ["day", "weekday"]),
        (ENTRY + "claim: {kind: relation, subject: emom", ["emomali-rahmon"]),
        (ENTRY + "as_of: ", [DAY]),
        (ENTRY + "quote: not in it", []),
        (ENTRY + "id: ", []),
        (ENTRY + "says: Vladimir Putin met Emo", ["Emomali Rahmon", "Emomali Rakhmon", "Emomali Rakhmonov"]),
        ("Feature: x\n  @", ["@expect:supported", "@expect:refuted"]),
        ("Feature: x\n  Sce", ["Scenario:", "Scenario Outline:"]),
        (STEP + "Gi", ["Given"]),
        (STEP + "Given ", ['the article "ID"', 'the statement "QUOTE"', "the statement:", "the day of speaking is DAY"]),
        (STEP + 'Given the article "', ["tass-2022-06-28-dushanbe"]),
        (STEP + 'Then the claim "second', ["tass-2022-06-28-dushanbe/second-meeting-in-person"]),
        (STEP + 'Given the article "tass-2022-06-28-dushanbe"\n    Then the claim "second', ["second-meeting-in-person"]),
        (STEP + 'Then the claim "second-meeting-in-person" is ', ["supported", "refuted"]),
        (STEP + "Then these hold:\n      | Vladimir Pu", ["Vladimir Putin"]),
        (STEP + 'Then Vladimir Putin attended "Sixth', ['"Sixth Caspian Summit"']),
        ("# language: ru\nФ", []),
    ],
)  # fmt: skip
def test_what_fits_is_offered_first(text: str, first: list[str]) -> None:
    found = labels(text)
    assert found[: len(first)] == first if first else found == []


@pytest.mark.parametrize(
    ("live", "typed", "some"),
    [
        (LIVE, "Vladimir Putin ", ["met", "visited", "was president of"]),
        (LIVE, "Vladimir Putin visited ", ["Tajikistan"]),
        (LIVE, "Vladimir Putin met Emomali Rahmon", [" on 2022-06-28", " in person"]),
        (LIVE, "Vladimir Putin met Emomali Rahmon on 2022-06-28 for th", ["for the"]),
        (LIVE, "it is not true that Vlad", ["Vladimir Putin"]),
        (STATISTICS, "Japan's life", ["life expectancy"]),
        (STATISTICS, "life expectancy in Jap", ["Japan"]),
        (STATISTICS, "life expectancy in ", ["Japan"]),
        (STATISTICS, "Japan had the ", ["highest", "lowest"]),
    ],
)
def test_a_sentence_goes_on_in_the_words_of_the_reference(live: Live, typed: str, some: list[str]) -> None:
    texts = [one.text for one in continuations(typed, live.ground().checker.grammar, DAY)]
    assert [one for one in some if one not in texts] == []


def test_tables_and_columns_are_offered() -> None:
    grammar = ELECTIONS.ground().checker.grammar
    table = next(iter(grammar.lexicon.reference.tables.values()))
    assert any(table.name in one.text for one in continuations("in ", grammar))
    columns = {one.text.strip('"') for one in continuations(f'in "{table.name}", the ', grammar)}
    assert columns & set(table.columns)


@pytest.mark.parametrize("typed", ["V", "Vladimir Putin", "Vladimir Putin m", "Vladimir Putin visited ", "2022-06-28 is a "])
def test_the_grammar_reads_past_every_offer(typed: str) -> None:
    grammar = LIVE.ground().checker.grammar
    offers = [one for one in continuations(typed, grammar, DAY) if not one.snippet]
    assert offers
    for one in offers:
        sentence = tidy_sentence(typed[: len(typed) - one.typed] + one.text)
        assert tried(sentence, grammar).furthest >= len(sentence), sentence


def test_only_forms_that_the_reference_has_words_for_are_offered_and_their_blanks_are_numbered() -> None:
    forms = [one for one in continuations("", LIVE.ground().checker.grammar) if one.snippet]
    assert {"event", "count", "itinerary"} <= {one.detail for one in forms}
    assert "quantity" not in {one.detail for one in forms}
    weekday = next(one for one in forms if one.detail == "weekday")
    assert weekday.text == "${1:DAY} is a ${2:WEEKDAY}"


def test_a_snippet_leaves_out_what_may_be_left_out_and_takes_the_first_of_several_words() -> None:
    assert snippet("{who} (was|is) there[ {when}]", {"who": "NAME", "when": "WHEN"}) == "${1:NAME} was there"


def test_a_closing_quote_that_is_there_is_not_put_in_again() -> None:
    text = STEP + 'Given the article ""'
    line = text.count("\n")
    (one,) = feature_offers.offers(
        text, Point(line, len(text.split("\n")[line]) - 1), LIVE.known(), LIVE.ground().checker.grammar
    )
    assert one.text == "tass-2022-06-28-dushanbe"
