"""References and articles that drafts are made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from factspec.article import Article, article
from factspec.draft.drafting import Drafted, drafted
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.reference.package import read_reference

ROOT = Path(__file__).parents[2]
REFERENCES = {
    "diplomacy": ROOT / "references" / "diplomacy",
    "gapminder": ROOT / "examples" / "statistics" / "references" / "gapminder",
    "speeches": ROOT / "examples" / "speeches" / "references" / "speeches",
    "montreal": ROOT / "examples" / "elections" / "references" / "montreal-2013",
}


@cache
def grammar_of(name: str) -> Grammar:
    return Grammar(read_reference([REFERENCES[name]]), built_in())


def text_of(body: str, published: str = "2022-06-28") -> Article:
    front = f"---\ntitle: A title\npublisher: A paper\npublished: {published}\n---\n"
    return article(front + body + "\n", Path("claims/news/article.md"))


@pytest.fixture
def grammar() -> Grammar:
    """The grammar over this repository's own reference."""
    return grammar_of("diplomacy")


@pytest.fixture
def draft() -> Callable[..., Drafted]:
    """All that is drafted for a text, over a reference by its name."""

    def made(body: str, name: str = "diplomacy", published: str = "2022-06-28") -> Drafted:
        return drafted(text_of(body, published), grammar_of(name))

    return made
