"""Very many claims: each is laid out only where the reader looks, and none of them is out of reach."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from factspec.report.html import render
from factspec.report.model import Report

from .pictured import PICTURED
from .reading import Page
from .sample import ARTICLE, RESULTS, article, report

Shown = Callable[..., Any]
CLAIMS = 1200


def many(articles: int = 1, claims: int = CLAIMS) -> Report:
    """Claims by the hundred, as in the sample, over one article or several."""
    base = (*RESULTS, *PICTURED)
    names = [ARTICLE, *(f"story-{number}" for number in range(1, articles))]
    results = []
    for number in range(claims):
        one, name = base[number % len(base)], names[number % articles]
        changed = {
            "id": f"{name}/{one.id.rpartition('/')[2]}-{number}",
            "article": name,
            "because": f"{one.because} Word{number}.",
        }
        results.append(one.model_copy(update=changed))
    texts = [
        article(tuple(r for r in results if r.article == name)).model_copy(update={"id": name, "title": name}) for name in names
    ]
    return report(tuple(results), tuple(texts))


@pytest.fixture(scope="module")
def text() -> str:
    return render(many())


def filled(page: Any) -> int:
    return int(page.evaluate("document.querySelectorAll('.card:not(:has(> noscript))').length"))


def settled(page: Any, selector: str) -> None:
    """Waits until an element stands still."""
    before = None
    for _ in range(50):
        now = page.locator(selector).bounding_box()
        if now and now == before:
            return
        before = now
        page.wait_for_timeout(50)
    raise AssertionError("it never stands still")


def test_only_what_is_near_is_laid_out(shown: Shown, text: str) -> None:
    page = shown(text)
    assert page.inner_text("output") == "1200 claims"
    assert filled(page) < 200
    page.evaluate("document.querySelector('.card').scrollIntoView()")
    page.wait_for_timeout(300)
    assert page.locator(".card .because").first.is_visible()


def test_every_claim_is_whole_by_the_time_it_is_seen(shown: Shown, text: str) -> None:
    page = shown(text)
    for _ in range(12):
        page.evaluate("window.scrollBy(0, document.documentElement.scrollHeight / 14)")
        page.wait_for_timeout(250)
        unfilled = page.evaluate(
            """() => [...document.querySelectorAll(".card")].filter((card) => {
                 const box = card.getBoundingClientRect();
                 return box.height && box.bottom > 0 && box.top < innerHeight && card.querySelector(":scope > noscript");
               }).length"""
        )
        assert unfilled == 0


def test_a_permanent_link_reaches_a_claim_far_down(shown: Shown, text: str) -> None:
    name = re.findall(r'id="(claim-[^"]*-77\d)"', text)[0]
    page = shown(text, f"#{name}")
    settled(page, f'[id="{name}"]')
    box = page.locator(f'[id="{name}"]').bounding_box()
    assert 0 <= box["y"] < 450
    assert page.locator(f'[id="{name}"] .because').is_visible()


def test_search_finds_what_has_not_been_laid_out(shown: Shown, text: str) -> None:
    page = shown(text)
    page.fill("[name=q]", "Word1133.")
    page.wait_for_timeout(400)
    assert page.inner_text("output") == "1 of 1200 claims"
    assert page.locator(".card:visible .because:visible").count() == 1
    page.fill("[name=q]", "<td>")
    page.wait_for_timeout(400)
    assert page.inner_text("output") == "0 of 1200 claims"


def test_order_and_filters_reach_all_of_them(shown: Shown, text: str) -> None:
    page = shown(text, "#?sort=worst&verdict=refuted&verdict=error")
    assert page.inner_text("output") == "320 of 1200 claims"
    marks = page.evaluate("[...document.querySelectorAll('.card:not([hidden])')].map((card) => card.classList[1])")
    assert marks == ["refuted"] * 240 + ["error"] * 80
    page.evaluate("document.querySelector('.flat').scrollIntoView()")
    page.wait_for_timeout(300)
    assert page.locator(".flat .card .because").first.is_visible()
    page.click("[type=reset]")
    page.wait_for_timeout(300)
    ids = page.evaluate("[...document.querySelectorAll('.card')].map((card) => card.id)")
    assert ids == re.findall(r'<article class="card [^"]*" id="([^"]*)"', text)


def test_keys_go_through_many_claims(shown: Shown, text: str) -> None:
    page = shown(text, "#?outcome=failures")
    for _ in range(45):
        page.keyboard.press("j")
    chosen = page.locator(".card.here")
    settled(page, ".card.here")
    assert chosen.locator(".because").is_visible()
    assert 0 <= chosen.bounding_box()["y"] < 900
    assert chosen.get_attribute("data-o") != "passed"


def test_all_is_there_without_javascript(browser: Any, shown: Shown, page: Any, text: str) -> None:
    shown(text)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(page.url)
    told = plain.evaluate("[...document.querySelectorAll('.card .because')].map((words) => words.textContent)")
    assert {int(re.findall(r"Word(\d+)\.$", words)[0]) for words in told} == set(range(CLAIMS))
    assert plain.evaluate("document.querySelector('.card .because').checkVisibility()")
    context.close()


def test_all_is_printed(shown: Shown, page: Any) -> None:
    shown(render(many(claims=420)))
    assert filled(page) < 420
    page.pdf()
    assert filled(page) == 420


def test_a_page_with_many_claims_says_the_same_as_one_with_few() -> None:
    few, base = Page(render(report())), (*RESULTS,)
    cards = few.text[few.text.index("The claims, in the order of the text") : few.text.index("Waived: statements")]
    padded = report((*base, *(base[0].model_copy(update={"id": f"z/{n}", "article": None}) for n in range(500))))
    lots = Page(render(padded)).text
    assert cards.replace(" <noscript>", "") in lots


def test_several_articles_have_an_index_that_leads_to_each(shown: Shown) -> None:
    page = shown(render(many(articles=12)))
    assert page.locator(".index li").count() == 12
    page.click(".index a >> nth=9")
    settled(page, "#article-story-9")
    assert -5 <= page.locator("#article-story-9").bounding_box()["y"] < 300
    assert page.locator("#article-story-9 .card .because").first.is_visible()


def test_a_long_story_is_batched_too_and_kept_whole(shown: Shown) -> None:
    body = "\n\n".join(f"Paragraph {number} of a long story." for number in range(450))
    long = article(()).model_copy(update={"text": body, "statements": (), "waivers": ()})
    page = shown(render(report((), (long,))))
    assert page.evaluate("document.querySelectorAll('.story .batch > p').length") == 450
    assert page.evaluate("document.querySelector('.story').textContent").count("Paragraph") == 450
