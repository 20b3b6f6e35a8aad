"""The page tells an editor what came out, and shows hostile text as text."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections import Counter

import pytest
from jinja2 import UndefinedError

from factspec.report.answer import answer
from factspec.report.html import address, render
from factspec.report.language import language
from factspec.report.marks import Mark, anchor, worst
from factspec.report.model import ArticleRecord, Result, Selector, Statement
from factspec.report.reading import around, paragraphs
from factspec.verdict import Verdict

from .reading import Page
from .sample import ARTICLE, HOSTILE, RESULTS, TEXT, article, harmful, report, selector

ENGLISH = language("en")
PAGE = Page(render(report()))


def only(*ids: str) -> tuple[Result, ...]:
    """The sample's results with these names."""
    return tuple(result for result in RESULTS if result.id.removeprefix(f"{ARTICLE}/") in ids)


# The answer


@pytest.mark.parametrize(
    ("ids", "headline", "reason"),
    [
        (("first-summit", "anniversary"), "No, not as it stands", "1 claim is refuted."),
        (("caspian-summit-day",), "No, not as it stands", "1 claim has sources on both sides."),
        (("anniversary", "talks"), "Not yet", "1 claim could not be checked."),
        (("previous-visit",), "Not yet", "1 claim did not come out as expected."),
        (("six-calls",), "Only with care", "1 claim lacks evidence."),
        (("second-meeting-in-person",), "Only with care", "1 claim rests on the article’s own source alone."),
        (("talks", "visit"), "Yes, on this evidence", "Every statement is accounted for, and every claim of it is supported."),
        ((), "Not yet", "No claim was checked."),
    ],
)
def test_the_answer_is_the_gravest_thing_found(ids: tuple[str, ...], headline: str, reason: str) -> None:
    found = answer(only(*ids), [])
    assert (ENGLISH.plain(f"answer.{found.ruling}"), found.reason(ENGLISH)) == (headline, reason)


def test_a_statement_nobody_has_touched_holds_the_story() -> None:
    found = answer(only("talks", "visit"), [article(only("talks", "visit"))])
    assert found.ruling == "wait"
    assert "statements that nobody has checked" in found.reason(ENGLISH)


def test_a_problem_holds_the_story() -> None:
    assert answer(only("talks"), [], ["claims.yaml:3: no such kind"]).reason(ENGLISH) == "1 problem stopped part of the check."


def test_a_claim_that_quotes_nothing_and_came_out_as_expected_holds_nothing() -> None:
    control = only("first-summit")[0].model_copy(update={"quote": None, "selector": None})
    assert answer([*only("talks"), control], []).ruling == "yes"


def test_the_page_opens_with_the_answer_and_the_counts() -> None:
    assert "May it run? No, not as it stands 1 claim is refuted and 1 claim has sources on both sides." in PAGE.text
    assert "5 of 8 claims came out as expected, 2 did not, 1 could not be checked" in PAGE.text


# The article


def test_the_article_is_kept_whole() -> None:
    laid_out = paragraphs(article())
    text = "\n\n".join("".join(span.text for piece in paragraph for span in piece.spans) for paragraph in laid_out)
    assert text.strip() == TEXT.strip()
    assert len(laid_out) == len(TEXT.split("\n\n"))


def test_quotations_are_marked_inside_their_statements() -> None:
    quotes = [selector("second offline meeting"), selector("offline meeting between")]
    marked = [
        span.text for paragraph in paragraphs(article(), quotes) for piece in paragraph for span in piece.spans if span.quoted
    ]
    assert marked == ["second offline meeting between"]


def test_statements_that_overlap_or_run_past_the_end_lose_no_text() -> None:
    record = article().model_copy(
        update={
            "text": "One two.\n\nThree.",
            "statements": (
                Statement(start=0, end=8, text=""),
                Statement(start=4, end=6, text=""),
                Statement(start=10, end=99, text=""),
            ),
        }
    )
    assert [[(piece.number, piece.spans[0].text) for piece in paragraph] for paragraph in paragraphs(record)] == [
        [(1, "One two.")],
        [(3, "Three.")],
    ]


def test_context_cuts_no_word_in_two() -> None:
    assert around(Selector(exact="x", prefix="wo words ", suffix=" and mor", start=50, end=51)) == ("… words ", " and …")
    assert around(Selector(exact="x", prefix="Two words ", suffix="", start=10, end=11)) == ("Two words ", "")


@pytest.mark.parametrize(
    ("claims", "waivers", "mark"),
    [
        (("talks", "six-calls"), (), Mark.NOT_ENOUGH),
        (("talks", "first-summit", "anniversary"), (), Mark.REFUTED),
        (("talks", "anniversary"), ("w",), Mark.ERROR),
        (("talks",), ("w",), Mark.SUPPORTED),
        ((), ("w",), Mark.WAIVED),
        (("of-another-run",), (), Mark.NOT_RUN),
        ((), (), Mark.UNTOUCHED),
    ],
)
def test_a_statement_stands_as_its_worst_claim_does(claims: tuple[str, ...], waivers: tuple[str, ...], mark: Mark) -> None:
    results = {result.id: result for result in RESULTS}
    statement = Statement(start=0, end=1, text="", claims=tuple(f"{ARTICLE}/{claim}" for claim in claims), waivers=waivers)
    assert worst(statement, results) is mark


def test_each_statement_tells_its_standing_in_words() -> None:
    assert "They have had six telephone talks this year . Not enough evidence claim 5" in PAGE.text
    assert "two presidents this year : they had talks in Moscow" in PAGE.text
    assert "focused on the situation in Afghanistan. Nobody has checked this" in PAGE.text
    assert "continue negotiations until evening. Waived: plan" in PAGE.text
    assert "Plan An expectation for the evening." in PAGE.text


# The claims


@pytest.mark.parametrize(
    "told",
    [
        "Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022",
        "Rests on the article’s own source alone",
        "A prediction: it speaks of a day after 28 June 2022.",
        "passed: refuted was expected",
        "failed: expected supported",
        "did you mean Tajikistan?",
        "at least 5, and nothing says how many more",
        "Ruled out: Interfax denies it",
        "What would settle it a complete list of phone calls",
        "Another value for date , events/u2022-06-29 : 2022-06-28 open It says Tuesday.",
        "Refuted youngbhartiya.com origin youngbhartiya",
        "every meeting in person of Vladimir Putin and Emomali Rahmon from 2022-01-01 to 2022-06-28 All pass on one briefing",
        "What the evidence bears out Vladimir Putin attended a summit in person on 2022-06-29 for the 2nd time in 2022",
        "features/dushanbe.feature:12 expected 2 independent origins found 1: ushakov",
        "claims/tass-2022-06-28-dushanbe/claims.yaml:38",
        "meetings, front-page",
        "Khovar counts calls at the level of aides too.",
        "3: channel-one, khovar, kremlin",
        "ushakov 2 sources the article’s own",
    ],
)
def test_a_card_tells(told: str) -> None:
    assert told in PAGE.text


def test_a_claim_and_its_statement_lead_to_each_other() -> None:
    claim = anchor("claim", f"{ARTICLE}/six-calls")
    assert claim == "claim-tass-2022-06-28-dushanbe:six-calls"
    assert f"#{claim}" in PAGE.all("href")
    assert "#statement-tass-2022-06-28-dushanbe:9" in PAGE.all("href")


@pytest.mark.parametrize("record", [report(), harmful(), report(problems=("claims.yaml: empty",))])
def test_every_link_inside_the_page_leads_somewhere_and_every_anchor_is_one(record: object) -> None:
    page = PAGE if record is None else Page(render(record))  # type: ignore[arg-type]
    anchors = Counter(page.all("id"))
    assert {href[1:] for href in page.all("href") if href.startswith("#")} <= set(anchors)
    assert max(anchors.values()) == 1
    assert all(re.fullmatch(r"[A-Za-z0-9._:~-]+", name) for name in anchors)


def test_two_names_never_share_an_anchor() -> None:
    names = ["a/b", "a:b", "a b", "a~20~b", "a-b", "a%20b", "ä", "a\u0308"]
    assert len({anchor("claim", name) for name in names}) == len(names)


def test_articles_have_sections_and_an_index_and_loose_claims_a_section_of_their_own() -> None:
    other = article(()).model_copy(update={"id": "other", "title": "Another story"})
    loose = only("talks")[0].model_copy(update={"id": "loose", "article": None})
    page = Page(render(report((*RESULTS, loose), (article(), other))))
    assert "2 articles May they run?" in page.text
    assert {"#article-other", "#article-tass-2022-06-28-dushanbe", "#no-article"} <= set(page.all("href"))
    assert "No claim of this article was checked." in page.text


def test_a_run_without_articles_or_claims_is_shown() -> None:
    assert "Not yet No claim was checked." in Page(render(report((), (), sources={}))).text


# Safety


def test_the_policy_names_the_very_style_and_script_of_the_page() -> None:
    page = render(report())
    for tag in ("style", "script"):
        inlined = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(inlined) == 1
        digest = b64encode(hashlib.sha256(inlined[0].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in page


def test_hostile_text_is_only_ever_text() -> None:
    page = Page(render(harmful()))
    assert not page.open
    tags = Counter(tag for tag, _ in page.elements)
    assert (tags["script"], tags["style"], tags["img"]) == (1, 1, 0)
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"]
    assert all(re.match(r"https?://|#|data:image/svg\+xml,", href) for href in page.all("href"))
    assert HOSTILE.strip("\u202e") in page.text
    assert "49" not in page.text


def test_links_out_say_nothing_of_where_they_come_from() -> None:
    out = [attributes for _, attributes in PAGE.elements if attributes.get("href", "").startswith("http")]
    assert out
    assert all(attributes["rel"] == "noopener noreferrer" for attributes in out)


@pytest.mark.parametrize("url", ["https://tass.com/politics/1472667", "http://en.kremlin.ru/a?b=c#d", "HTTPS://RIA.RU/"])
def test_web_addresses_become_links(url: str) -> None:
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " https://tass.com",
        "https://tass.com/\n",
        "data:text/html,x",
        "ftp://khovar.tj/2022/01",
        "//tass.com",
        "https:",
        "https://",
        "http://[::1",
        "tass.com",
    ],
)
def test_anything_else_stays_plain_text(url: str | None) -> None:
    assert address(url) is None


def test_the_same_record_gives_the_same_page() -> None:
    assert render(report()) == render(report())


def test_a_record_that_lacks_a_field_is_refused() -> None:
    broken = report().model_copy(update={"run": None})
    with pytest.raises(UndefinedError):
        render(broken)


def test_an_unknown_source_is_named_by_its_id() -> None:
    assert "S003" in Page(render(report(sources={}))).text


def test_an_error_may_still_carry_a_verdict() -> None:
    record = only("talks")[0].model_copy(update={"outcome": "error", "verdict": Verdict.SUPPORTED})
    assert (
        "Error Vladimir Putin met Emomali Rahmon on 2022-06-28 claim 1 expected supported" in Page(render(report((record,)))).text
    )


def test_an_article_without_statements_is_shown_as_it_stands() -> None:
    bare: ArticleRecord = article(()).model_copy(update={"statements": (), "waivers": ()})
    assert "Putin’s previous visits to Tajikistan and Turkmenistan took place in 2019." in Page(render(report((), (bare,)))).text
