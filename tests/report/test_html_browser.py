"""The page in a browser: it leads from statement to claim, fits narrow screens, prints, and runs no text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from factspec.report.html import render
from factspec.report.language import codes, language
from factspec.report.model import Report

from .pictured import past, pictured
from .sample import ARTICLE, HOSTILE, harmful, report

Shown = Callable[..., Any]
CONTROLS = "".join(map(chr, [*range(1, 9), 11, *range(14, 32), 127, *range(128, 160)]))
LONG = "w" * 100_000


def claim(name: str) -> str:
    """The anchor of a claim of the sample."""
    return f"claim-{ARTICLE}:{name}"


def everywhere(found: Report, text: str) -> Report:
    """The harmful record with another harm in every text."""
    return Report.model_validate_json(found.model_dump_json().replace(_inside_json(HOSTILE), _inside_json(text)))


def _inside_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def test_a_statement_leads_to_its_claim_and_back_by_keyboard(shown: Shown) -> None:
    page = shown(render(report()))
    page.focus(".statement.not-enough-evidence a")
    page.keyboard.press("Enter")
    card = page.locator(f'[id="{claim("six-calls")}"]')
    assert page.evaluate("location.href").endswith(f"#{claim('six-calls')}")
    assert card.evaluate("card => document.activeElement === card && card.matches('.here')")
    assert 0 <= card.bounding_box()["y"] < 450
    card.locator(".back").focus()
    page.keyboard.press("Enter")
    statement = page.locator(f'[id="statement-{ARTICLE}:9"]')
    assert statement.evaluate("words => document.activeElement === words")
    assert 0 <= statement.bounding_box()["y"] < 900
    page.go_back()
    assert page.evaluate("location.href").endswith(f"#{claim('six-calls')}")
    assert card.evaluate("card => card.matches('.here')")


def test_the_statement_of_the_chosen_claim_is_lit(shown: Shown) -> None:
    page = shown(render(report()), f"#{claim('first-summit')}")
    assert page.locator(".statement.lit").get_attribute("id") == f"statement-{ARTICLE}:11"
    page.click(f'[id="{claim("six-calls")}"] .number')
    assert page.locator(".statement.lit").get_attribute("id") == f"statement-{ARTICLE}:9"


def test_a_permanent_link_shows_its_claim(shown: Shown) -> None:
    page = shown(render(report()), f"#{claim('previous-visit')}")
    card = page.locator(f'[id="{claim("previous-visit")}"]')
    assert card.evaluate("card => card.matches('.here')")
    assert 0 <= card.bounding_box()["y"] < 450


def test_a_permanent_link_shows_its_claim_even_where_the_filter_would_not(shown: Shown) -> None:
    page = shown(render(report()), f"#{claim('talks')}?verdict=refuted")
    assert page.locator(f'[id="{claim("talks")}"]').is_visible()


def test_a_source_is_named_where_its_number_stands(shown: Shown) -> None:
    page = shown(render(report()))
    link = page.locator(f'[id="{claim("six-calls")}"] .beads a').first
    link.hover()
    assert "Channel One" in link.get_attribute("title")
    link.click()
    assert page.locator(".sources li.here").is_visible()


@pytest.mark.parametrize(
    "found",
    [harmful(), everywhere(harmful(), f"{CONTROLS}\u202e\u2066</span>"), everywhere(harmful(), LONG)],
    ids=["markup", "controls", "a word of 100 kB"],
)
def test_hostile_text_does_nothing(shown: Shown, page: Any, found: Report) -> None:
    page.set_default_timeout(90_000)
    shown(render(found, None, past(found)), "#<img src=x onerror=alert(1)>?q=<script>&verdict=\"'&outcome=]&sort=x&source=y")
    page.fill("[name=q]", "</script>" if "</script>" in found.factspec else "")
    assert page.inner_text("output") == "2 claims"
    assert page.title().startswith("No, not as it stands")
    page.keyboard.press("Escape")
    for key in "jx" if LONG in found.factspec else "jknptefvvcx":  # long words take their time to be laid out anew
        page.keyboard.press(key)
    page.click(".panel summary")
    page.select_option("[name=sort]", "worst")
    assert page.evaluate("document.images.length + document.querySelectorAll('script').length") == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_text_stays_inside_its_own_place(shown: Shown) -> None:
    page = shown(render(harmful()))
    told = page.locator(".card .because").first
    assert told.evaluate("words => getComputedStyle(words).unicodeBidi") in ("plaintext", "isolate")
    assert told.inner_text() == HOSTILE.replace("\u202e", "\ufffd")


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("width", [320, 360, 768, 1024])
def test_no_screen_is_scrolled_sideways(shown: Shown, page: Any, code: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for found in (pictured(), harmful(), everywhere(harmful(), LONG[:2000])):
        shown(render(found, language(code), past(found)))
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.click(".panel summary")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_all_is_there_without_javascript(browser: Any, shown: Shown, page: Any) -> None:
    shown(render(pictured(), None, past(pictured())))
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(page.url)
    assert plain.locator(".card:visible").count() == 15
    assert plain.locator(".picture:visible").count() == page.locator(".picture:visible").count() > 15
    assert plain.locator("#filter").is_hidden()
    assert plain.locator("#help").is_hidden()
    context.close()


def test_every_target_can_be_hit(shown: Shown, page: Any) -> None:
    shown(render(pictured(), None, past(pictured())))
    small = page.evaluate(
        """() => [...document.querySelectorAll("summary, button, select, input[type=search], label.chip, .number, .beads a")]
             .filter((target) => target.checkVisibility()).map((target) => [target.textContent, target.getBoundingClientRect()])
             .filter(([, box]) => box.width < 24 || box.height < 24).map(([words]) => words)"""
    )
    assert small == []


def test_everything_that_acts_is_reached_by_keyboard_and_shows_it(shown: Shown, page: Any) -> None:
    shown(render(pictured(), None, past(pictured())))
    acting = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, select, input, summary")]
             .filter((target) => target.checkVisibility() && !target.closest("dialog")).length"""
    )
    reached = []
    for _ in range(acting + 10):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                 const here = document.activeElement;
                 if (here === document.body) return null;
                 const style = getComputedStyle(here.matches(".chip input") ? here.parentElement : here);
                 const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                 return [[...document.querySelectorAll("*")].indexOf(here), seen];
               }"""
        )
        if here is None:
            break
        reached.append(here)
    assert all(visible for _, visible in reached)
    assert len({place for place, _ in reached}) >= acting


def test_what_has_the_focus_is_not_under_the_toolbar(shown: Shown, page: Any) -> None:
    shown(render(report()), f"#{claim('six-calls')}")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        covered = page.evaluate(
            """() => {
                 const bar = document.getElementById("filter");
                 const { bottom } = document.activeElement.getBoundingClientRect();
                 return !bar.contains(document.activeElement) && bottom > 0 && bottom <= bar.getBoundingClientRect().bottom;
               }"""
        )
        assert not covered


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_the_page_is_accessible(shown: Shown, page: Any, scheme: str, code: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    shown(render(pictured(), language(code), past(pictured())), f"#{claim('six-calls')}?outcome=failures&kind=count")
    page.evaluate("document.querySelectorAll('details').forEach((block) => { block.open = true; })")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for prepared in (
        "",
        "document.querySelector('.panel').open = false; document.getElementById('filter').reset()",
        "document.getElementById('help').showModal()",
    ):
        page.evaluate(f"() => {{ {prepared} }}")
        page.wait_for_timeout(50)
        found = axe.Axe().run(page, options=rules).response["violations"]
        assert [(broken["id"], [node["target"] for node in broken["nodes"]]) for broken in found] == []
