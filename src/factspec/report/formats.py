"""The formats of a run's record: what each is called, and how a file of it is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factspec.report import html
from factspec.report.claimreview import Publisher
from factspec.report.model import Report
from factspec.report.write import add, write

Render = Callable[[Report], str]
OTHERS = ("junit", "sarif", "ctrf", "markdown", "claimreview")
"""The formats beside the HTML report and the results, as options and settings call them."""
_TOLD = {"html": "report", "json": "results"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What some formats want to know besides the record.

    ``publisher`` is who reviews are by; ``folder`` is the path of the working folder in its repository.
    """

    publisher: Publisher
    folder: str = ""
    junit_strict: bool = False


def renders(terms: Terms, page: Render = html.render) -> Mapping[str, Render]:
    """The function of each format, by its name, in the order in which files are written; ``page`` renders the HTML report."""
    from factspec.report import claimreview, ctrf, json, junit, markdown, sarif

    return {
        "html": page,
        "json": json.render,
        "junit": partial(junit.render, folder=terms.folder, strict=terms.junit_strict),
        "sarif": partial(sarif.render, folder=terms.folder),
        "ctrf": partial(ctrf.render, folder=terms.folder),
        "markdown": partial(markdown.render, folder=terms.folder),
        "claimreview": partial(claimreview.render, publisher=terms.publisher),
    }


def put(name: str, target: Path, text: str) -> str:
    """Writes a file, and tells so in a line. The summary of a GitHub step is added to: others have written there before."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    ours = name == "markdown" and summary and target.resolve() == Path(summary).resolve()
    (add if ours else write)(target, text)
    return f"{_TOLD.get(name, name)}: {target}"
