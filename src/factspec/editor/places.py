"""Places in files that a claim leads to: its words in the article, its entry in a claims file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factspec.article import Article
from factspec.editor.spans import Point, Span, at_offset
from factspec.report.model import Selector
from factspec.stated import Stated


@dataclass(frozen=True, slots=True)
class Target:
    """A span of a file."""

    file: Path
    span: Span


def in_article(article: Article, selector: Selector | None) -> Target:
    """Where the words that a selector means stand in the file of an article; where its text begins for none."""
    first, last = (at_offset(article.text, offset) for offset in ((selector.start, selector.end) if selector else (0, 0)))
    top = article.line - 1
    span = Span(Point(top + first.line, first.column), Point(top + last.line, last.column))
    return Target(Path(article.path).resolve(), span)


def statement_of(stated: Stated) -> Target | None:
    """The words of the article that a claim is about."""
    return in_article(stated.article, stated.selector) if stated.article and stated.selector else None


def entry_of(stated: Stated) -> Target:
    """The line of a claims file or a feature that states a claim."""
    point = Point(stated.location.line - 1, 0)
    return Target(Path(stated.location.path).resolve(), Span(point, point))
