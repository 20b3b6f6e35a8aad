"""A browser, where there is one: the page is tried in it as a reader would."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests of a module."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no browser: chromium is neither on PATH nor at /usr/bin/chromium")
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
    """A wide page in which things stand still; a test fails where the page breaks, complains or asks for anything."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.extend([request.url] * (not request.url.startswith(("file:", "data:")))))
    yield opened
    context.close()
    assert said == []


@pytest.fixture
def shown(page: Any, tmp_path: Path) -> Callable[..., Any]:
    """Opens a page's text from disk, with what follows ``#`` in its address."""

    def opened(text: str, state: str = "") -> Any:
        (tmp_path / "report.html").write_text(text, encoding="utf-8")
        page.goto((tmp_path / "report.html").as_uri() + state)
        return page

    return opened
