"""Reviews for publication: in the words of schema.org, with what Google's guidelines for fact checks ask for."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.problem import Problems
from factspec.report.claimreview import Publisher, render
from factspec.report.marks import anchor
from factspec.report.model import Location, Report, Result
from factspec.verdict import Verdict

from .runs import HARMS, PASSED, broken, empty, large, with_text
from .sample import ARTICLE, RESULTS, TEXT, report

DESK = Publisher("Example Desk", "https://desk.example", "https://desk.example/checks/{article}")

# Of schema.org: the types, each with its properties that are used here and what each may hold. A text may stand for an address.
VOCABULARY = {
    "ClaimReview": {
        "url": "URL",
        "claimReviewed": "Text",
        "datePublished": "Date",
        "author": "Organization",
        "itemReviewed": "Claim",
        "reviewRating": "Rating",
    },
    "Claim": {"text": "Text", "author": "Organization", "datePublished": "Date", "appearance": "NewsArticle"},
    "NewsArticle": {"headline": "Text", "url": "URL", "datePublished": "Date", "publisher": "Organization"},
    "Organization": {"name": "Text", "url": "URL"},
    "Rating": {
        "ratingValue": "Number",
        "worstRating": "Number",
        "bestRating": "Number",
        "alternateName": "Text",
        "ratingExplanation": "Text",
    },
}
# Of the guidelines: what must be there.
REQUIRED = {"ClaimReview": {"claimReviewed", "reviewRating", "url"}, "Rating": {"alternateName"}, "Organization": {"name"}}


def holds(value: Any, kind: str) -> bool:
    """Whether a value is of a kind of the vocabulary, all that is in it included."""
    match kind:
        case "Text":
            return isinstance(value, str)
        case "URL":
            return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)
        case "Number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Date":
            return isinstance(value, str)
        case _:
            inside = {name: inner for name, inner in value.items() if name != "@type"}
            known = VOCABULARY[kind]
            right = all(name in known and holds(inner, known[name]) for name, inner in inside.items())
            return value["@type"] == kind and right and REQUIRED.get(kind, set()) <= set(inside)


def reviews(found: Report, publisher: Publisher = DESK) -> list[dict[str, Any]]:
    """The reviews of a run, each as the vocabulary has it, taken from a page that they were put into."""
    document = json.loads(in_a_page(render(found, publisher)))
    assert set(document) == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    for review in graph:
        assert holds(review, "ClaimReview"), review
    assert len({review["url"] for review in graph}) == len(graph)
    return graph


def in_a_page(text: str) -> str:
    """What a browser takes for the data where the text stands in a page; nothing else comes of it."""

    class Page(HTMLParser):
        tags: tuple[str, ...] = ()
        data = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            self.tags += (tag,)

        def handle_data(self, data: str) -> None:
            self.data += data

    page = Page()
    page.feed(f'<script type="application/ld+json">{text}</script>')
    page.close()
    assert page.tags == ("script",)
    return page.data


def as_expected(*results: Result) -> Report:
    return report(tuple(one.model_copy(update={"expected": one.verdict, "outcome": "passed"}) for one in results))


def test_a_review_tells_who_said_what_where_and_when_and_how_it_came_out() -> None:
    [review] = reviews(report((RESULTS[2],)))
    assert review == {
        "@type": "ClaimReview",
        "url": f"https://desk.example/checks/{ARTICLE}#claim-{ARTICLE}:first-summit",
        "claimReviewed": "Vladimir Putin attended a summit in person on 2022-06-29 for the 1st time in 2022",
        "datePublished": "2026-11-24",
        "author": {"@type": "Organization", "name": "Example Desk", "url": "https://desk.example"},
        "itemReviewed": {
            "@type": "Claim",
            "text": "It is Putin’s first trip to a multilateral offline summit this year",
            "author": {"@type": "Organization", "name": "TASS", "url": "https://tass.com/"},
            "datePublished": "2022-06-28",
            "appearance": {
                "@type": "NewsArticle",
                "headline": "Putin, Rakhmon hold talks in Dushanbe",
                "url": "https://tass.com/politics/1472667",
                "datePublished": "2022-06-28",
                "publisher": {"@type": "Organization", "name": "TASS", "url": "https://tass.com/"},
            },
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "worstRating": 1,
            "bestRating": 5,
            "alternateName": "Refuted",
            "ratingExplanation": "He attended the CSTO summit in Moscow in person on 16 May 2022.",
        },
    }


def test_a_number_stands_only_where_the_evidence_decides() -> None:
    ratings = [review["reviewRating"] for review in reviews(as_expected(*RESULTS[:4]))]
    assert [(one["alternateName"], one.get("ratingValue")) for one in ratings] == [
        ("Supported", 5),
        ("Not enough evidence", None),
        ("Refuted", 1),
        ("Conflicting evidence", None),
    ]
    assert {name for one in ratings if "ratingValue" not in one for name in one} == {
        "@type",
        "alternateName",
        "ratingExplanation",
    }


def test_several_claims_of_a_page_have_addresses_of_their_own_that_the_report_answers_to() -> None:
    found = reviews(report(PASSED))
    assert [urlsplit(review["url"]).fragment for review in found] == [anchor("claim", result.id) for result in PASSED]
    assert len({urlsplit(review["url"])._replace(fragment="") for review in found}) == 1


def test_what_failed_is_not_published() -> None:
    assert reviews(report(RESULTS[3:5])) == []


def test_a_claim_that_quotes_nothing_of_its_article_is_a_check_of_the_checks() -> None:
    unquoted = RESULTS[2].model_copy(update={"quote": None, "selector": None})
    assert reviews(report((unquoted,))) == []


def test_a_claim_of_no_article_stands_by_itself_and_a_scenario_sentence_does_not() -> None:
    alone = RESULTS[2].model_copy(update={"article": None, "quote": None, "selector": None, "id": "summit"})
    [review] = reviews(report((alone,), ()))
    assert review["itemReviewed"] == {"@type": "Claim", "datePublished": "2022-06-28"}
    assert review["url"] == "https://desk.example/checks/claims#claim-summit"
    step = alone.model_copy(update={"location": Location(path="features/a.feature", line=3)})
    assert reviews(report((step,), ())) == []


def test_the_words_are_those_of_the_article() -> None:
    for review in reviews(report(PASSED)):
        assert review["itemReviewed"]["text"] in TEXT


def test_dates_are_days() -> None:
    for review in reviews(report(PASSED)):
        for told in (review["datePublished"], review["itemReviewed"]["datePublished"]):
            assert date.fromisoformat(told)


def test_one_page_may_hold_all_reviews() -> None:
    one_page = Publisher("Desk", "https://desk.example", "https://desk.example/today")
    assert reviews(report((RESULTS[2],)), one_page)[0]["url"].startswith("https://desk.example/today#claim-")


@pytest.mark.parametrize("run", [report, empty, broken], ids=lambda run: run.__name__)
def test_nothing_is_published_of_a_run_with_errors(run: Any) -> None:
    with pytest.raises(Problems, match=r"^no reviews: 1 thing of the run could not be read, expected a run without errors"):
        render(run(), DESK)


def harmed(text: str) -> Report:
    """A run of one claim that passed, with a text wherever it can have one, and no error."""
    found = with_text(text)
    passed = [one.model_copy(update={"outcome": "passed", "expected": Verdict.CONFLICTING}) for one in found.results]
    summary = found.summary.model_copy(update={"failed": 0, "errors": 0})
    return found.model_copy(update={"results": tuple(passed), "problems": (), "summary": summary})


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_harmful_text_stays_text_in_a_page(harm: str) -> None:
    found = reviews(harmed(harm))
    assert {review["claimReviewed"] for review in found} == {harm}
    for review in found:
        assert "url" not in review["itemReviewed"].get("appearance", {})
        assert re.fullmatch(r"https://desk\.example/checks/[\w%.~-]+#[\w%:.~-]+", review["url"], re.ASCII)


@given(st.text())
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_published(text: str) -> None:
    assert len(reviews(harmed(text))) == 2


def test_ten_thousand_claims_can_be_published() -> None:
    found = large()
    passed = tuple(one for one in found.results if one.outcome == "passed")
    assert len(reviews(report(passed))) == 6250
