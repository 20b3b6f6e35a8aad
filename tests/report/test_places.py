"""The places that reports point at are the lines a reader finds."""

from __future__ import annotations

import pytest

from factspec.report.model import Location
from factspec.report.places import Places, distinct, place_of

from .sample import RESULTS, TEXT, article, report

SIX = RESULTS[1]
FILE = ["---", "title: Talks", "---", "", *TEXT.split("\n")]


def places(folder: str = "") -> Places:
    return Places(report(articles=(article().model_copy(update={"line": 5}),)), folder)


def test_the_words_of_an_article_are_found_in_its_file_by_line_and_column() -> None:
    found = places().words(SIX)
    assert found is not None
    assert found.column is not None
    assert found.end_column is not None
    line = FILE[found.line - 1]
    assert line[found.column - 1 : found.end_column - 1] == "They have had six telephone talks this year"
    assert str(found) == "claims/tass-2022-06-28-dushanbe/article.md:13"


def test_words_over_several_lines_end_on_the_last_one() -> None:
    assert SIX.selector is not None
    start = TEXT.index("DUSHANBE")
    over = SIX.model_copy(update={"selector": SIX.selector.model_copy(update={"start": start, "end": TEXT.index("The two") + 3})})
    found = places().words(over)
    assert found is not None
    assert (found.line, found.column, found.end_line, found.end_column) == (5, 1, 7, 4)


def test_a_claim_of_no_article_quotes_no_words_of_one() -> None:
    assert places().words(SIX.model_copy(update={"article": None})) is None
    assert places().words(SIX.model_copy(update={"article": "another"})) is None


def test_a_claim_that_was_typed_stands_in_no_file() -> None:
    assert places().claim(SIX.model_copy(update={"location": Location(path="", line=1)})) is None
    assert places().claim(SIX.model_copy(update={"location": None})) is None


def test_the_scenarios_that_did_not_pass_come_first() -> None:
    assert [str(place) for place in places().scenarios(RESULTS[0])] == [
        "features/dushanbe.feature:12",
        "features/dushanbe.feature:7",
    ]


def test_files_are_named_from_the_top_of_the_repository() -> None:
    assert str(places("stories/june").claim(SIX)) == "stories/june/claims/tass-2022-06-28-dushanbe/claims.yaml:12"
    assert str(places("stories").claim(SIX.model_copy(update={"location": Location(path="../other/c.yaml", line=2)}))) == (
        "other/c.yaml:2"
    )
    assert str(place_of("/elsewhere/claims.yaml:3: not YAML", "stories")) == "/elsewhere/claims.yaml:3"


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        ("claims/a/claims.yaml:7: claim a, says: not a sentence", "claims/a/claims.yaml:7"),
        ("references/a/events.csv:12: row m1, column date: '2022-5' is not a date", "references/a/events.csv:12"),
        ("validators/own.py: cannot be loaded: ValueError: 3: no", "validators/own.py:1"),
        ("C:\\news\\claims.yaml:3: not YAML", "C:\\news\\claims.yaml:3"),
        ("/home/desk/news: nothing to check, expected claims", "None"),
        ("nothing was checked", "None"),
        ("no such thing as a:3, expected b", "None"),
        ("--as-of: '2022-13-01' is not a date", "None"),
        ("", "None"),
    ],
)
def test_the_place_of_a_problem_is_what_it_begins_with(problem: str, place: str) -> None:
    assert str(place_of(problem)) == place


def test_a_line_is_pointed_at_once() -> None:
    found = distinct([places().claim(SIX), None, places().words(SIX), places().claim(SIX)])
    assert [place.says for place in found] == ["the claim", "the words of the article"]
