"""The page in a browser: it filters, leads from statement to claim, fits narrow screens and runs no text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factspec.report.html import render

from .sample import ARTICLE, harmful, report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser: chromium is neither on PATH nor at /usr/bin/chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests here."""
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield running
        running.close()


@pytest.fixture
def said() -> list[str]:
    """What the browser complained of, and what it asked of the network."""
    return []


@pytest.fixture
def page(browser: Any, said: list[str]) -> Iterator[Any]:
    """A wide page in which things stand still."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.extend([request.url] * (not request.url.startswith(("file:", "data:")))))
    yield opened
    context.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The sample's page on disk."""
    (tmp_path / "report.html").write_text(render(report()), encoding="utf-8")
    return (tmp_path / "report.html").as_uri()


def test_the_filter_is_kept_in_the_address(page: Any, address: str, said: list[str]) -> None:
    page.goto(address)
    assert page.inner_text("output") == "8 claims"
    page.select_option("[name=outcome]", "failures")
    assert page.inner_text("output") == "3 of 8 claims"
    page.fill("[name=q]", "Tajikstan anniversary")
    assert page.evaluate("location.href").endswith("#?q=Tajikstan+anniversary&outcome=failures")
    page.reload()
    assert page.inner_text("output") == "1 of 8 claims"
    assert page.locator(".card:visible").count() == 1
    page.click("text=Show all")
    page.wait_for_function("document.querySelector('output').value === '8 claims'")
    assert said == []


def test_a_statement_leads_to_its_claim_and_back_by_keyboard(page: Any, address: str) -> None:
    page.goto(address)
    page.focus(".statement.not-enough-evidence a")
    page.keyboard.press("Enter")
    claim = page.locator(f'[id="claim-{ARTICLE}:six-calls"]')
    assert page.evaluate("location.href").endswith(f"#claim-{ARTICLE}:six-calls")
    assert claim.evaluate("card => document.activeElement === card && card.matches('.here')")
    assert 0 <= claim.bounding_box()["y"] < 450
    page.keyboard.press("Tab")
    claim.locator(".back").focus()
    page.keyboard.press("Enter")
    statement = page.locator(f'[id="statement-{ARTICLE}:9"]')
    assert statement.evaluate("words => document.activeElement === words")
    assert 0 <= statement.bounding_box()["y"] < 900
    page.go_back()
    assert page.evaluate("location.href").endswith(f"#claim-{ARTICLE}:six-calls")


def test_hostile_text_does_nothing(page: Any, tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "report.html").write_text(render(harmful()), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri() + "#<img src=x onerror=alert(1)>?q=<script>&verdict=\"'&outcome=]")
    page.fill("[name=q]", "</script>")
    assert page.inner_text("output") == "2 claims"
    assert page.title().startswith("No, not as it stands")
    assert said == []


def test_a_narrow_screen_is_never_scrolled_sideways(page: Any, address: str, tmp_path: Path) -> None:
    (tmp_path / "harmful.html").write_text(render(harmful()), encoding="utf-8")
    page.set_viewport_size({"width": 320, "height": 700})
    for opened in (address, (tmp_path / "harmful.html").as_uri()):
        page.goto(opened)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_all_is_there_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".card:visible").count() == 8
    assert page.locator("#filter").is_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(page: Any, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(page, options=rules).response["violations"]
    assert [(broken["id"], [node["target"] for node in broken["nodes"]]) for broken in found] == []
