"""The report for an editor: one page that opens from disk, asks nothing of the network and runs no text it shows."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factspec.report.answer import Answer, answer
from factspec.report.marks import Mark, anchor, claims_of, mark_of, worst
from factspec.report.model import ArticleRecord, CountBounds, Report, Result
from factspec.report.reading import Paragraph, around, paragraphs

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNPRINTED = re.compile(r"[\x00-\x20\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Section:
    """What the page shows of one article, or, where ``article`` is None, of the claims that belong to none."""

    article: ArticleRecord | None
    results: tuple[Result, ...]
    paragraphs: tuple[Paragraph, ...]
    answer: Answer


def render(report: Report) -> str:
    """The whole page as text."""
    style, script = _asset("report.css"), _asset("report.js")
    sections = tuple(_sections(report))
    shown = [result for section in sections for result in section.results]
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            sections=sections,
            answer=answer(shown, report.articles, report.problems),
            results={result.id: result for result in shown},
            numbers={result.id: number for number, result in enumerate(shown, 1)},
            backlinks=_backlinks(report.articles),
            origins=_origins(report),
            citations=_citations(shown),
            own_origins={article.origin for article in report.articles if article.origin},
            marks=tuple(Mark),
            tally=Counter(mark_of(result) for result in shown),
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
        )
    )


def _sections(report: Report) -> Iterable[Section]:
    """The articles in order, each with its claims in the order of its text, then the claims of no article."""
    for article in report.articles:
        places = {claim: statement.start for statement in reversed(article.statements) for claim in statement.claims}
        results = [result for result in report.results if result.article == article.id]
        results.sort(key=lambda result: result.selector.start if result.selector else places.get(result.id, len(article.text)))
        quotations = [result.selector for result in results if result.selector]
        yield Section(article, tuple(results), paragraphs(article, quotations), answer(results, [article]))
    known = {article.id for article in report.articles}
    loose = tuple(result for result in report.results if result.article not in known)
    if loose:
        yield Section(None, loose, (), answer(loose, []))


def _backlinks(articles: Iterable[ArticleRecord]) -> Mapping[str, tuple[str, ...]]:
    """The anchors of the statements that each claim and each waiver, by its own anchor, belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for article in articles:
        for number, statement in enumerate(article.statements, 1):
            claims = [anchor("claim", claim) for claim in statement.claims]
            waivers = [anchor("waiver", f"{article.id}/{waiver}") for waiver in statement.waivers]
            for name in (*claims, *waivers):
                found[name] = (*found.get(name, ()), anchor("statement", f"{article.id}/{number}"))
    return found


def _citations(results: Iterable[Result]) -> Mapping[str, tuple[Result, ...]]:
    """The claims that each source bears on."""
    found: dict[str, dict[str, Result]] = {}
    for result in results:
        rows = [row.sources for row in result.evidence] + [scope.sources for scope in result.completeness]
        for source in chain(*rows, (dispute.source for dispute in result.disagreements)):
            found.setdefault(source, {})[result.id] = result
    return {source: tuple(cited.values()) for source, cited in found.items()}


def _origins(report: Report) -> Mapping[str, tuple[str, ...]]:
    """The ids of the sources under the origin that their facts come from, the widest told first."""
    found: dict[str, list[str]] = {}
    for source in report.sources.values():
        found.setdefault(source.origin, []).append(source.id)
    return {origin: tuple(found[origin]) for origin in sorted(found, key=lambda name: (-len(found[name]), name))}


def address(url: str | None) -> str | None:
    """The address where it is a plain web address, safe to link to; None where it is anything else."""
    try:
        parts = urlsplit(url or "")
        named = parts.hostname
    except ValueError:
        return None
    safe = parts.scheme in {"http", "https"} and named and not _UNPRINTED.search(url or "")
    return url if safe else None


def day(text: str) -> str:
    """A day as a reader says it, ``28 June 2022``; any other date as it is written."""
    if not _DAY.fullmatch(text):
        return text
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {found:%B} {found.year}"


def count(bounds: CountBounds) -> str:
    """The bounds of a count in words."""
    if bounds.high is None:
        return f"at least {bounds.low}, and nothing says how many more"
    return f"exactly {bounds.low}" if bounds.low == bounds.high else f"between {bounds.low} and {bounds.high}"


def _structure(claim: Mapping[str, object]) -> str:
    return json.dumps(claim, indent=2, ensure_ascii=False, default=str)


def _policy(style: str, script: str) -> str:
    """The content security policy: this style, this script and nothing else."""
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _asset(name: str) -> str:
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), name)[0]


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("factspec.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"address": address, "day": day, "count_in_words": count, "structure": _structure, "mark": mark_of}
    found.globals |= {"anchor": anchor, "worst": worst, "claims_of": claims_of, "around": around}
    return found
