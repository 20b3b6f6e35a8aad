"""Search, filters, order and keys, tried in a browser: each does what it says, and all of it is kept in the address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from factspec.report.html import render
from factspec.report.language import language

from .pictured import PICTURED, past, pictured
from .sample import ARTICLE, RESULTS, article, report

Shown = Callable[..., Any]
SELECTS = ("outcome", "kind", "article", "tag", "source", "changed", "sort", "view")


def visible(page: Any) -> list[str]:
    """The claims that are shown, in the order of the page, by the last part of their ids."""
    ids = page.evaluate("[...document.querySelectorAll('.card')].filter((card) => card.checkVisibility()).map((card) => card.id)")
    return [re.split(r"[:/]", id)[-1] for id in ids]


def here(page: Any) -> str:
    """The claim the reader is at."""
    return str(page.evaluate("document.querySelector('.card.here')?.id || ''")).rpartition(":")[2]


def hash_of(page: Any) -> str:
    return str(page.evaluate("location.hash"))


def until(page: Any, condition: str) -> None:
    """Waits for what is not done at once, without what the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never: {condition}")


@pytest.fixture
def all_of_it(shown: Shown) -> Any:
    """The page with pictures, a history and the panel of filters open."""
    page = shown(render(pictured(), None, past(pictured())))
    page.click(".panel summary")
    return page


def two_articles() -> str:
    """A page of two articles and a claim of none."""
    other = article(()).model_copy(update={"id": "other", "title": "Another story"})
    talks = next(result for result in RESULTS if result.id.endswith("/talks"))
    moved = talks.model_copy(update={"id": "other/talks", "article": "other"})
    loose = talks.model_copy(update={"id": "loose", "article": None})
    return render(report((*RESULTS, moved, loose), (article(), other)))


def test_all_is_shown_at_first(shown: Shown) -> None:
    page = shown(render(report()))
    assert page.inner_text("output") == "8 claims"
    assert len(visible(page)) == 8
    assert hash_of(page) == ""


def test_search_finds_every_word_anywhere_in_a_claim(shown: Shown) -> None:
    page = shown(render(report()))
    page.fill("[name=q]", "TAJIKSTAN anniversary")
    assert visible(page) == ["anniversary"]
    page.fill("[name=q]", "khovar aides")
    assert visible(page) == ["six-calls"]
    page.fill("[name=q]", "nothing like this")
    assert page.locator(".unmatched").is_visible()
    assert page.inner_text("output") == "0 of 8 claims"


def test_verdicts_are_chosen_together(shown: Shown) -> None:
    page = shown(render(report()))
    page.click("label.chip.refuted")
    assert visible(page) == ["first-summit"]
    page.click("label.chip.error")
    assert visible(page) == ["anniversary", "first-summit"]
    assert hash_of(page) == "#?verdict=refuted&verdict=error"


def test_only_failures_are_those_that_failed_or_could_not_be_checked(shown: Shown) -> None:
    page = shown(render(report()))
    page.click("label.chip.failed")
    assert visible(page) == ["anniversary", "caspian-summit-day", "previous-visit"]
    assert page.inner_text("output") == "3 of 8 claims"
    assert hash_of(page) == "#?outcome=failures"


@pytest.mark.parametrize(
    ("name", "value", "shown_then"),
    [
        ("outcome", "error", ["anniversary"]),
        ("kind", "quantity", ["population"]),
        ("tag", "front-page", ["second-meeting-in-person"]),
        ("source", "S050", ["six-calls", "calls-and-ranges"]),
        ("changed", "changed", ["visit"]),
        ("changed", "new", ["talks"]),
        ("changed", "either", ["visit", "talks"]),
    ],
)
def test_a_choice_narrows_what_is_shown(all_of_it: Any, name: str, value: str, shown_then: Sequence[str]) -> None:
    all_of_it.select_option(f"[name={name}]", value=value)
    assert visible(all_of_it) == shown_then
    assert hash_of(all_of_it) == f"#?{name}={value}"
    assert all_of_it.inner_text(".panel .active") == "1"


def test_an_article_can_be_chosen_and_so_can_claims_of_none(shown: Shown) -> None:
    page = shown(two_articles())
    page.click(".panel summary")
    page.select_option("[name=article]", "other")
    assert visible(page) == ["talks"]
    assert page.locator(".section:visible").count() == 1
    page.select_option("[name=article]", label="Claims of no article (1)")
    assert visible(page) == ["claim-loose"]
    page.reload()
    assert visible(page) == ["claim-loose"]


def test_choices_narrow_each_other(all_of_it: Any) -> None:
    all_of_it.select_option("[name=kind]", "count")
    all_of_it.select_option("[name=outcome]", "passed")
    assert visible(all_of_it) == ["six-calls", "forty-events"]
    all_of_it.fill("[name=q]", "forty")
    assert visible(all_of_it) == ["forty-events"]
    assert all_of_it.inner_text("output") == "1 of 15 claims"


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("worst", ["first-summit", "growth", "quotation", "caspian-summit-day", "office", "anniversary"], "forty-events"),
        ("changed", ["visit", "talks", "anniversary"], "office"),
        ("kind", ["anniversary", "growth", "six-calls"], "office"),
        ("id", ["anniversary", "calls-and-ranges", "caspian-summit-day"], "visit"),
    ],
)
def test_claims_are_put_in_order_and_back(all_of_it: Any, order: str, first: Sequence[str], last: str) -> None:
    before = visible(all_of_it)
    all_of_it.select_option("[name=sort]", order)
    assert visible(all_of_it)[: len(first)] == first
    assert visible(all_of_it)[-1] == last
    assert sorted(visible(all_of_it)) == sorted(before)
    assert not all_of_it.locator(".story").is_visible()
    all_of_it.select_option("[name=sort]", "")
    assert visible(all_of_it) == before
    assert all_of_it.locator(".story").is_visible()
    assert hash_of(all_of_it) == ""


def test_order_and_filters_go_together(all_of_it: Any) -> None:
    all_of_it.select_option("[name=sort]", "id")
    all_of_it.select_option("[name=kind]", "count")
    assert visible(all_of_it) == ["calls-and-ranges", "forty-events", "six-calls"]
    all_of_it.select_option("[name=kind]", "")
    assert len(visible(all_of_it)) == 15


def test_the_short_list_opens_the_claim_that_is_chosen(all_of_it: Any) -> None:
    all_of_it.select_option("[name=view]", "short")
    assert all_of_it.locator(".because:visible").count() == 0
    all_of_it.locator(".card .number").nth(4).click()
    assert all_of_it.locator(".because:visible").count() == 1
    assert "view=short" in hash_of(all_of_it)


def test_everything_is_kept_in_the_address(all_of_it: Any) -> None:
    all_of_it.fill("[name=q]", "Vladimir & Emomali")
    assert hash_of(all_of_it) == "#?q=Vladimir+%26+Emomali"
    all_of_it.fill("[name=q]", "Emomali")
    all_of_it.click("h1")
    all_of_it.click("label.chip.supported")
    all_of_it.click(".panel summary")
    all_of_it.select_option("[name=source]", "S003")
    all_of_it.select_option("[name=sort]", "id")
    all_of_it.select_option("[name=view]", "short")
    kept = visible(all_of_it)
    assert kept == ["second-meeting-in-person", "talks"]
    all_of_it.locator(".card .number:visible").last.click()
    address = hash_of(all_of_it)
    assert address == f"#claim-{ARTICLE}:talks?q=Emomali&verdict=supported&source=S003&sort=id&view=short"
    all_of_it.reload()
    assert visible(all_of_it) == kept
    assert here(all_of_it) == "talks"
    assert hash_of(all_of_it) == address
    assert all_of_it.input_value("[name=source]") == "S003"


def test_back_and_forward_go_from_claim_to_claim(shown: Shown) -> None:
    page = shown(render(report()))
    page.locator(".card .number").nth(2).click()
    page.locator(".card .number").nth(5).click()
    second = here(page)
    page.go_back()
    assert here(page) != second
    page.go_forward()
    assert here(page) == second


def test_an_address_with_unknown_values_shows_all(shown: Shown) -> None:
    page = shown(render(report()), "#nowhere?kind=nonsense&sort=upside-down&outcome=maybe&view=x&tag=&verdict=perhaps")
    assert len(visible(page)) == 8


def test_show_all_clears_everything(all_of_it: Any) -> None:
    all_of_it.fill("[name=q]", "Emomali")
    all_of_it.select_option("[name=sort]", "id")
    all_of_it.click("[type=reset]")
    until(all_of_it, "document.querySelector('output').value === '15 claims'")
    assert hash_of(all_of_it) == ""
    assert not all_of_it.locator("[type=reset]").is_visible()


def test_the_answer_leads_to_the_rest_of_what_it_counts(shown: Shown) -> None:
    talks = next(result for result in RESULTS if result.id.endswith("/first-summit"))
    many = tuple(talks.model_copy(update={"id": f"{ARTICLE}/s{number}"}) for number in range(11))
    page = shown(render(report((*many, RESULTS[0]))))
    page.click("text=and 3 more")
    assert page.inner_text("output") == "11 of 12 claims"
    assert hash_of(page) == "#claims?verdict=refuted"


def test_changing_the_filter_keeps_the_claims_in_sight(shown: Shown) -> None:
    page = shown(render(report()))
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.fill("[name=q]", "Tajikstan")
    assert page.locator(".card:visible").first.bounding_box()["y"] < 900


# Keys


def pressed(page: Any, keys: str) -> Any:
    for key in keys:
        page.keyboard.press(key)
    return page


def test_keys_go_through_the_claims(shown: Shown) -> None:
    page = shown(render(report()))
    order = visible(page)
    assert here(pressed(page, "j")) == order[0]
    assert here(pressed(page, "jj")) == order[2]
    assert here(pressed(page, "k")) == order[1]
    assert page.evaluate("document.activeElement.matches('.card.here')")
    assert hash_of(page).endswith(f":{order[1]}")


def test_keys_stop_at_either_end(shown: Shown) -> None:
    page = shown(render(report()))
    assert here(pressed(page, "j" * 20)) == visible(page)[-1]
    assert here(pressed(page, "k" * 20)) == visible(page)[0]


def test_keys_go_from_failure_to_failure(shown: Shown) -> None:
    page = shown(render(report()))
    assert here(pressed(page, "n")) == "anniversary"
    assert here(pressed(page, "n")) == "caspian-summit-day"
    assert here(pressed(page, "p")) == "anniversary"


def test_keys_go_only_where_the_filter_lets_them(shown: Shown) -> None:
    page = shown(render(report()), "#?outcome=failures")
    assert [here(pressed(page, "j")) for _ in range(3)] == ["anniversary", "caspian-summit-day", "previous-visit"]


def test_a_key_goes_to_the_words_of_the_article_and_back(shown: Shown) -> None:
    page = shown(render(report()), f"#claim-{ARTICLE}:six-calls")
    pressed(page, "t")
    assert page.evaluate("document.activeElement.id") == f"statement-{ARTICLE}:9"
    assert here(pressed(page, "t")) == "six-calls"


def test_a_key_opens_and_closes_what_is_folded(shown: Shown) -> None:
    page = shown(render(pictured()), f"#claim-{ARTICLE}:calls-and-ranges")
    folded = f'[id="claim-{ARTICLE}:calls-and-ranges"] details'
    assert not page.locator(folded).first.evaluate("block => block.open")
    assert pressed(page, "e").locator(folded).first.evaluate("block => block.open")
    assert not pressed(page, "e").locator(folded).first.evaluate("block => block.open")


def test_keys_change_what_is_shown(shown: Shown) -> None:
    page = shown(render(report()))
    assert len(visible(pressed(page, "f"))) == 3
    assert len(visible(pressed(page, "f"))) == 8
    assert hash_of(pressed(page, "v")) == "#?view=short"
    pressed(page, "/")
    page.keyboard.type("jump")
    assert page.input_value("[name=q]") == "jump"
    page.keyboard.press("Escape")
    pressed(page, "x")
    until(page, "document.querySelector('output').value === '8 claims'")
    assert hash_of(page) == ""


def test_a_key_copies_the_link(shown: Shown, page: Any) -> None:
    shown(render(report()), f"#claim-{ARTICLE}:six-calls")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pressed(page, "c")
    until(page, "document.getElementById('told').textContent === 'Link copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_keys_leave_fields_and_shortcuts_alone(shown: Shown) -> None:
    page = shown(render(report()))
    page.focus("[name=q]")
    pressed(page, "jjf?")
    assert (here(page), page.input_value("[name=q]")) == ("", "jjf?")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+f")
    assert hash_of(page).startswith("#?q=")


def test_help_tells_the_keys_and_closes(shown: Shown) -> None:
    page = shown(render(report()))
    pressed(page, "?")
    assert page.locator("#help").is_visible()
    assert page.locator("#help kbd").all_inner_texts() == [*"/jknptefvcx?", "Esc"]
    pressed(page, "j")
    assert here(page) == ""
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.click(".help")
    page.click("#help button")
    assert not page.locator("#help").is_visible()
    assert page.evaluate("document.activeElement.matches('.help')")


def test_single_keys_can_be_turned_off_and_stay_off(shown: Shown) -> None:
    page = shown(render(report()))
    page.click(".help")
    page.click("text=Use single keys")
    page.keyboard.press("Escape")
    assert here(pressed(page, "j")) == ""
    page.reload()
    assert here(pressed(page, "j")) == ""
    page.click(".help")
    page.click("text=Use single keys")
    page.keyboard.press("Escape")
    assert here(pressed(page, "j")) != ""


def test_the_panel_closes_with_escape_and_with_a_click_elsewhere(all_of_it: Any) -> None:
    all_of_it.focus("[name=kind]")
    all_of_it.keyboard.press("Escape")
    assert not all_of_it.locator("[name=kind]").is_visible()
    assert all_of_it.evaluate("document.activeElement.matches('.panel summary')")
    all_of_it.click(".panel summary")
    all_of_it.click("h1")
    assert not all_of_it.locator("[name=kind]").is_visible()


# Languages


def test_the_script_speaks_the_language_of_the_page(shown: Shown) -> None:
    page = shown(render(report(), language("ru")))
    assert page.inner_text("output") == "8 утверждений"
    page.click("label.chip.supported")
    assert page.inner_text("output") == "3 из 8 утверждений"
    page.click(".help")
    page.click("text=Включить клавиши")
    until(page, "document.getElementById('told').textContent === 'Клавиши выключены'")


@pytest.mark.parametrize("code", ["en", "ru"])
def test_the_script_and_the_page_choose_the_same_forms(shown: Shown, code: str) -> None:
    page = shown(render(report(), language(code)))
    numbers = [*range(130), 1000, 1001, 12_345, 1_000_000]
    categories = page.evaluate(
        "([code, numbers]) => numbers.map((number) => new Intl.PluralRules(code).select(number))", [code, numbers]
    )
    assert categories == [language(code).categories[language(code).plural(number)] for number in numbers]
    written = page.evaluate(
        "([code, numbers]) => numbers.map((n) => new Intl.NumberFormat(code, {useGrouping: 'min2'}).format(n))", [code, numbers]
    )
    assert written == [language(code).number(number) for number in numbers]


def test_the_sample_has_a_claim_for_every_choice() -> None:
    assert {result.kind for result in PICTURED} == {"quantity", "rank", "change", "quote", "count", "relation"}
    offered = set(re.findall(r'<select name="(\w+)"', render(pictured(), None, past(pictured())))) | {"article"}
    assert offered == set(SELECTS)
