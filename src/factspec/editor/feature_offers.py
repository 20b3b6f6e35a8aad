"""Completions in a feature file: keywords, tags, steps, sentences, and what steps name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gherkin.dialect import Dialect

from factspec.article import Article
from factspec.editor.offers import Offer, among
from factspec.editor.sentences import continuations
from factspec.editor.spans import Point
from factspec.features.keywords import begins, step_keywords, title_keywords
from factspec.features.parse import dialect_of
from factspec.grammar import Grammar
from factspec.steps import Known, hints
from factspec.verdict import Verdict

_BLANK = re.compile(r"\b[A-Z]{2,}\b")
_NAMED = re.compile(r'^(.*?)"([^"]*)$')


def offers(text: str, point: Point, known: Known, grammar: Grammar) -> list[Offer]:
    """What may be put in at a point of a feature file."""
    lines = text.split("\n")
    head = (lines[point.line][: point.column] if point.line < len(lines) else "").lstrip()
    dialect = dialect_of(text)
    if head.startswith("@"):
        return among([f"@expect:{verdict.slug}" for verdict in Verdict], head.rpartition(" ")[2], "keyword")
    article = _article(lines[: point.line], known)
    if head.startswith("|"):
        return continuations(head.rpartition("|")[2].lstrip(), grammar, article.front.published if article else None)
    keyword = begins(head, dialect)
    if keyword is None:
        return _keywords(head, dialect) if ":" not in head else []
    quote = "" if lines[point.line][point.column : point.column + 1] == '"' else '"'
    return _steps(head[len(keyword) :], _role(lines[: point.line], keyword, dialect), article, known, grammar, quote)


def _keywords(typed: str, dialect: Dialect) -> list[Offer]:
    steps = [keyword for keyword in step_keywords(dialect) if keyword != "* "]
    titles = [f"{title}: " for title in title_keywords(dialect)]
    return [
        Offer(word.strip(), word, len(typed), "keyword")
        for word in (*steps, *titles)
        if word.casefold().startswith(typed.casefold())
    ]


def _role(before: Sequence[str], keyword: str, dialect: Dialect) -> str:
    """Whether a step sets the scene or checks: what its keyword means, *And* meaning what came before."""
    for one in (keyword, *(begins(line.strip(), dialect) for line in reversed(before))):
        if one in dialect.given_keywords and one != "* ":
            return "given"
        if one in dialect.then_keywords and one != "* ":
            return "then"
    return "any"


def _steps(typed: str, role: str, article: Article | None, known: Known, grammar: Grammar, quote: str) -> list[Offer]:
    if (match := _NAMED.match(typed)) and (named := _named(match[1], match[2], article, known, quote)) is not None:
        return named
    if match := re.match(r'^the claim "[^"]*" is (.*)$', typed):
        return among([verdict.value for verdict in Verdict], match[1], "value")
    forms = [
        Offer(hint, _snippet(hint), len(typed), "form", "step", snippet=True)
        for hint in (hints(None if role == "any" else "given" if role == "given" else "then"))
        if hint.casefold().startswith(typed.casefold())
    ]
    said = continuations(typed, grammar, article.front.published if article else None) if role != "given" else []
    return [*forms, *said]


def _named(before: str, typed: str, article: Article | None, known: Known, quote: str) -> list[Offer] | None:
    """What a step names in quotes, with the closing ``quote``; None where the quotes are a sentence's own."""
    reference = known.reference
    match before:
        case "the article ":
            return among({name: one.front.title for name, one in known.articles.items()}, typed, "name", after=quote)
        case "the claim ":
            short = f"{article.id}/" if article else ""
            claims = {
                name.removeprefix(short): one.says or "typed" for name, one in known.claims.items() if name.startswith(short)
            }
            return among(claims, typed, "name", after=quote)
        case "the statement ":
            statements = [" ".join(one.text.split()) for one in article.statements] if article else []
            return among(statements, typed, "text", after=quote)
        case "the evidence names the source ":
            publishers = {source.publisher: source.title for source in reference.sources.values()}
            return among(publishers, typed, "name", after=quote)
        case "the evidence includes the row ":
            return among({key: table for table, key in reference.places}, typed, "name", after=quote) if typed else []
    return None


def _article(before: Sequence[str], known: Known) -> Article | None:
    """The article that a step above names."""
    for line in reversed(before):
        if (match := re.search(r'the article "([^"]+)"', line)) and match[1] in known.articles:
            return known.articles[match[1]]
    return None


def _snippet(hint: str) -> str:
    numbers = iter(range(1, 20))
    return _BLANK.sub(lambda match: f"${{{next(numbers)}:{match[0]}}}", hint)
