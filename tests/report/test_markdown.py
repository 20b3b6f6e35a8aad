"""A run as Markdown, rendered by GitHub's own parser: short, failures first, and nothing of others is markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from cmarkgfm import cmark, github_flavored_markdown_to_html
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.report.markdown import MOST, render

from .runs import HARMS, PASSED, PROBLEM, broken, empty, large, with_text
from .sample import ARTICLE, RESULTS, report

UNSAFE = cmark.Options.CMARK_OPT_UNSAFE
OURS = {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "blockquote", "code", "details", "summary"}


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(github_flavored_markdown_to_html(markdown, options=UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_failures_come_first_and_what_passed_is_folded_away() -> None:
    text = render(report(problems=(PROBLEM,)))
    order = [
        "## factspec: failed",
        PROBLEM[:20],
        "unreadable-claim",
        "conflicting-evidence",
        "not-enough-evidence: ",
        "<details>",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "## factspec: failed (8 claims: 2 not as expected, 1 could not be read, 1 problem)\n" in text


def test_a_run_that_passed_says_so_in_a_line() -> None:
    text = render(report(PASSED))
    assert text.startswith("## factspec: 5 claims, all as expected\n")
    assert "###" not in text


def test_a_failure_tells_the_words_the_claim_what_is_wrong_and_where() -> None:
    page = Page(render(report(RESULTS[4:5])))
    assert f"not-enough-evidence: {ARTICLE}/previous-visit" in page.text
    assert "claim: before 2022-06-28, Vladimir Putin last visited Tajikistan in 2019" in page.text
    assert "wrong: not enough evidence, expected supported: No visit after 2019 is listed" in page.text
    assert "missing: a complete list of visits" in page.text
    assert f"claims/{ARTICLE}/article.md:" in page.text
    assert f"“{RESULTS[4].quote}”" in page.text
    assert page.tags.count("blockquote") == 1


def test_a_run_with_a_problem_has_failed_though_every_claim_passed() -> None:
    assert render(broken()).startswith("## factspec: failed (5 claims: 1 problem)\n")


def test_a_run_that_checked_nothing_has_failed() -> None:
    text = render(empty())
    assert text.startswith("## factspec: failed (0 claims: 1 problem)\n")
    assert "nothing was checked" in text


def test_verdicts_are_counted_in_a_table() -> None:
    page = Page(render(report(PASSED)))
    assert page.tags.count("table") == 2
    assert "supported" in page.text


def test_ten_thousand_claims_fit_a_comment_and_the_rest_is_counted() -> None:
    text = render(large())
    assert len(text) <= MOST < 65_536
    shown = text.count("\n### ")
    assert text.endswith(f"… and {3750 - shown} more\n")
    assert 20 < shown < 3750


def test_many_that_passed_are_cut_short() -> None:
    text = render(report(tuple(PASSED[0].model_copy(update={"id": f"a/{number}"}) for number in range(1000))))
    assert "… and 900 more" in text
    assert "<summary>1000 claims as expected</summary>" in text


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_harmful_text_stays_text(harm: str) -> None:
    text = render(with_text(harm))
    page = Page(text)
    assert set(page.tags) <= OURS
    assert page.tags.count("h2") == 1
    assert page.tags.count("h3") == 3
    assert len(text) <= MOST


def test_nothing_is_mentioned_or_linked_by_the_hosts_own_shorthands() -> None:
    page = Page(render(with_text(HARMS["mentions"] + HARMS["links"])))
    assert not re.search(r"@\w|#\d|GH-\d|https?://|www\.", page.text.replace(ARTICLE, ""))


def test_harmless_text_reads_as_it_was_written() -> None:
    says = 'Ann & Bob <met> 2 * 3 times, "quoted" [2022-01-06..2022-01-07] | a_b_c ~ $5 – Душанбе, it’s 100%; a:b #x'
    page = Page(render(report((RESULTS[4].model_copy(update={"says": says}),))))
    assert says in page.text.replace("\u200b", "")


@given(st.text(alphabet=st.sampled_from("ab1 \n\t`*_[]()<>#+-.!|~&:@$\\=\"'/{}^%")))
@settings(max_examples=300, deadline=None)
def test_no_text_is_markup(text: str) -> None:
    page = Page(render(with_text(text)))
    assert set(page.tags) <= OURS
    assert (page.tags.count("h3"), page.tags.count("blockquote")) in {(3, 2), (3, 0)}
    assert page.tags.count("table") == 1
