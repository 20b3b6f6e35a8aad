"""On paper: numbered pages, every claim whole, sources as notes at the end, and nothing that only a screen needs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factspec.report.html import render
from factspec.report.language import language

from .pictured import past, pictured
from .sample import article, harmful, report

Shown = Callable[..., Any]


@pytest.fixture
def printed(shown: Shown, page: Any, tmp_path: Path) -> Callable[[str], list[str]]:
    """The texts of the printed pages."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext: install poppler-utils to read what is printed")

    def pages(text: str) -> list[str]:
        shown(text)
        page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
        told = subprocess.run([reader, "-layout", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True)
        return told.stdout.split("\f")[:-1]

    return pages


def test_every_page_has_the_title_and_its_number(printed: Callable[[str], list[str]]) -> None:
    pages = printed(render(report()))
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        foot = text.strip().splitlines()[-1]
        assert foot.startswith("Putin, Rakhmon hold talks in Dushanbe")
        assert foot.endswith(f"page {number} of {len(pages)}")


def test_pages_are_numbered_in_the_language_of_the_page(printed: Callable[[str], list[str]]) -> None:
    assert "страница 1 из" in printed(render(report(), language("ru")))[0]


def test_a_hostile_title_stays_a_title(printed: Callable[[str], list[str]]) -> None:
    title = 'x"; } @page { size: 9cm 9cm } /* \\ </style>'
    assert 'x"; } @page { size: 9cm 9cm }' in printed(render(report((), (article(()).model_copy(update={"title": title}),))))[0]
    assert printed(render(harmful()))


def test_near_misses_are_printed_though_they_were_folded(printed: Callable[[str], list[str]]) -> None:
    assert "A call long ago" in "".join(printed(render(pictured())))


def test_sources_are_numbered_notes_with_their_addresses(printed: Callable[[str], list[str]]) -> None:
    pages = printed(render(report()))
    notes = re.sub(r"\s+", "", pages[-1])
    assert "http://en.kremlin.ru/events/68724" in notes
    number = re.findall(r"channel-one (\d+) +khovar", "".join(pages))[0]
    assert f"{number}ChannelOne" in notes


def test_what_only_a_screen_needs_is_left_out(shown: Shown, page: Any) -> None:
    shown(render(pictured(), None, past(pictured())))
    page.emulate_media(media="print")
    for selector in ("#filter", ".skip", ".structure", ".back", ".trend details", ".used"):
        assert page.locator(f"{selector}:visible").count() == 0, selector


def test_paper_is_white_whatever_the_screen(shown: Shown, page: Any) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    shown(render(report()))
    colours = page.evaluate(
        "[document.documentElement, document.body.querySelector('.answer')].map((e) => getComputedStyle(e).backgroundColor)"
    )
    assert colours == ["rgb(255, 255, 255)"] * 2


def test_the_panes_of_the_screen_are_one_column(shown: Shown, page: Any) -> None:
    shown(render(report()))
    page.emulate_media(media="print")
    story, cards = page.locator(".story").bounding_box(), page.locator(".section .cards").bounding_box()
    assert story["y"] + story["height"] <= cards["y"]
