"""How long the HTML report takes: to be rendered, to open in Chromium, to search and to scroll. Prints a table.

    python benchmarks/report.py [--claims 10000] [--runs 5]

Two records are measured: the eight claims of ``tests/report/sample.py`` repeated over one article, and this repository's
own claims repeated over copies of its article, with all their evidence. Times are medians; needs playwright and chromium.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests/report")]

from sample import RESULTS, report  # noqa: E402

from factspec.project import read_project  # noqa: E402
from factspec.report.html import render  # noqa: E402
from factspec.report.model import Report  # noqa: E402
from factspec.run import run  # noqa: E402

FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
OPENED = """() => {
  const page = performance.getEntriesByType("navigation")[0];
  const painted = performance.getEntriesByName("first-contentful-paint")[0];
  return [painted.startTime, page.domInteractive, page.loadEventEnd, document.querySelectorAll("*").length];
}"""
SEARCHED = """() => {
  const field = document.querySelector("[name=q]");
  field.value = "Dushanbe";
  const began = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(performance.now() - began - 160)), 160));
}"""
SCROLLED = """() => new Promise((done) => {
  const frames = [];
  let before = performance.now();
  const frame = (now) => {
    frames.push(now - before);
    before = now;
    scrollBy(0, 120);
    if (frames.length < 300) requestAnimationFrame(frame);
    else done(frames.slice(2).sort((a, b) => a - b));
  };
  requestAnimationFrame(frame);
})"""


def sample(claims: int) -> Report:
    """The sample's claims, over and over, about one article."""
    base = RESULTS
    return report(
        tuple(base[at % len(base)].model_copy(update={"id": f"{base[at % len(base)].id}-{at}"}) for at in range(claims))
    )


def repository(claims: int) -> Report:
    """This repository's claims, over and over, each time about another copy of their article."""
    found = run(read_project(ROOT))
    results, articles = [], []
    for copy in range(-(-claims // len(found.results))):
        for article in found.articles:
            statements = tuple(
                statement.model_copy(update={"claims": tuple(f"{copy}-{id}" for id in statement.claims)})
                for statement in article.statements
            )
            articles.append(article.model_copy(update={"id": f"{copy}-{article.id}", "statements": statements}))
        for result in found.results:
            about = f"{copy}-{result.article}" if result.article else None
            results.append(result.model_copy(update={"id": f"{copy}-{result.id}", "article": about}))
    return found.model_copy(update={"results": tuple(results[:claims]), "articles": tuple(articles)})


def measured(file: Path, runs: int) -> list[Any]:
    """First paint, interactive, load, elements, search and the frames of scrolling: medians over some runs."""
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    opened, searched, frames = [], [], []
    with sync_playwright() as started:
        for _ in range(runs):
            browser = started.chromium.launch(executable_path=chromium, args=FLAGS.split())
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto("about:blank")
            page.goto(file.as_uri())
            page.wait_for_timeout(500)
            opened.append(page.evaluate(OPENED))
            page.evaluate("document.querySelector('.cards').scrollIntoView()")
            frames.append(page.evaluate(SCROLLED))
            searched.append(page.evaluate(SEARCHED))
            browser.close()
    spread = [statistics.median(one[int(len(one) * share)] for one in frames) for share in (0.5, 0.95)]
    return [*(statistics.median(column) for column in zip(*opened, strict=True)), statistics.median(searched), *spread]


def main() -> None:
    """Measures both records and prints a line for each."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--claims", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=5)
    options = asked.parse_args()
    names = (
        "record",
        "claims",
        "MB",
        "render s",
        "first paint ms",
        "interactive ms",
        "load ms",
        "elements",
        "search ms",
        "frame ms",
        "95% ms",
    )
    print(" | ".join(names))
    for name, record in (("sample", sample), ("repository", repository)):
        found = record(options.claims)
        began = time.perf_counter()
        text = render(found)
        took = time.perf_counter() - began
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report.html"
            file.write_text(text, encoding="utf-8")
            size = file.stat().st_size / 1e6
            numbers = measured(file, options.runs)
        told = [f"{number:.0f}" for number in numbers]
        print(" | ".join((name, str(len(found.results)), f"{size:.1f}", f"{took:.1f}", *told)), flush=True)


if __name__ == "__main__":
    main()
