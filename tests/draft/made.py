"""References and articles that drafts are made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from factspec.article import Article, article
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
