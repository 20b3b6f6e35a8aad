"""Articles and features of a project, begun: each holds one claim that passes, to be written over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from anyascii import anyascii

from factspec.problem import Problem, Problems
from factspec.scaffold.place import put

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)
_ARTICLE = """\
---
title: {title}
publisher: the publisher's name
published: {day}
---
It is {weekday}. Put the text of the article here.
"""
_CLAIMS = """\
# One claim for each thing in article.md that can be checked; `factspec kinds` lists the sentences that can be said.
# `factspec check claims/{name}` checks these alone.
article: {name}
claims:

  - id: the-day
    quote: It is {weekday}.
    says: {day} is a {weekday}

  # What nobody can check is listed with its reason: plan, opinion, attribution or vague.
  - id: not-a-fact
    quote: Put the text of the article here.
    not_checkable: plan
    reason: It says what is to be done.
"""
_FEATURE = """\
# Any sentence of `factspec kinds` is a step after Then. A tag such as @expect:refuted asks for another verdict.
Feature: {title}

  Scenario: The day of the week
    Then {day} is a {weekday}
"""


def named(name: str, what: str) -> str:
    """The name of a new file or folder, as it was given. Raises Problems, with a name that would do."""
    if _NAME.fullmatch(name) and not name.endswith("."):
        return name
    near = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:80].strip("-")
    expected = "letters, digits, points, hyphens and underscores, such as town-budget"
    raise Problems([Problem(f"{name!r} is no name for {what}", expected=expected, nearest=(near,) if near else ())])


def new_article(name: str, root: Path, today: date) -> list[Path]:
    """Writes ``claims/<name>/article.md`` and ``claims.yaml``; the two files. Raises Problems."""
    folder = root / "claims" / named(name, "an article")
    words = _words(name, today)
    put({folder / "article.md": _ARTICLE.format(**words), folder / "claims.yaml": _CLAIMS.format(**words)}, root)
    return [folder / "article.md", folder / "claims.yaml"]


def new_feature(name: str, root: Path, today: date) -> list[Path]:
    """Writes ``features/<name>.feature``; that file. Raises Problems."""
    file = root / "features" / f"{named(name.removesuffix('.feature'), 'a feature')}.feature"
    put({file: _FEATURE.format(**_words(file.stem, today))}, root)
    return [file]


def _words(name: str, today: date) -> dict[str, str]:
    title = re.sub(r"[-_.]+", " ", name).strip()
    return {
        "name": name,
        "title": f"{title[:1].upper()}{title[1:]}",
        "day": today.isoformat(),
        "weekday": _WEEKDAYS[today.weekday()],
    }


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
