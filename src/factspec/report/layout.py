"""What the page shows, in its order: sections, numbers of claims and of sources, and what leads to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from factspec.report.answer import Answer, answer
from factspec.report.marks import Mark, anchor, mark_of, worst
from factspec.report.model import Account, ArticleRecord, Report, Result
from factspec.report.reading import Paragraph, paragraphs
from factspec.report.tally import Tally, tally
from factspec.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Section:
    """What the page shows of one article, or, where ``article`` is None, of the claims that belong to none.

    ``standings`` is how each of its statements stands, in order.
    """

    article: ArticleRecord | None
    results: tuple[Result, ...]
    paragraphs: tuple[Paragraph, ...]
    answer: Answer
    standings: tuple[Mark, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it begins."""
        return anchor("article", self.article.id) if self.article else "no-article"

    @property
    def tally(self) -> Counter[Mark]:
        """How many of its claims stand how."""
        return Counter(map(mark_of, self.results))

    @property
    def points(self) -> Tally | None:
        """How much of what can be checked in it is accounted for; None where nobody has looked for that."""
        sought = self.article is not None and any(statement.atoms for statement in self.article.statements)
        return tally([self.article]) if self.article and sought else None

    @property
    def coverage(self) -> Counter[str]:
        """How many of its statements are ``checked``, ``waived``, ``untouched`` and ``not-run``."""
        return Counter(mark if mark in (Mark.WAIVED, Mark.UNTOUCHED, Mark.NOT_RUN) else "checked" for mark in self.standings)


@dataclass(frozen=True)
class Layout:
    """The whole page of a report."""

    report: Report

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The articles in order, each with its claims in the order of its text, then the claims of no article."""
        return tuple(_sections(self.report))

    @cached_property
    def shown(self) -> tuple[Result, ...]:
        """All claims in the order of the page."""
        return tuple(result for section in self.sections for result in section.results)

    @cached_property
    def results(self) -> Mapping[str, Result]:
        """The claims by id."""
        return {result.id: result for result in self.shown}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each claim on the page, from 1, by its id."""
        return {result.id: number for number, result in enumerate(self.shown, 1)}

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[str, ...]]:
        """The anchors of the statements that each claim and each waiver, by its own anchor, belongs to."""
        found: dict[str, list[str]] = {}
        for article in self.report.articles:
            for number, statement in enumerate(article.statements, 1):
                here = anchor("statement", f"{article.id}/{number}")
                for claim in statement.claims:
                    found.setdefault(anchor("claim", claim), []).append(here)
                for waiver in statement.waivers:
                    found.setdefault(anchor("waiver", f"{article.id}/{waiver}"), []).append(here)
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def origins(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the sources under the origin that their facts come from, the widest told first."""
        return self.grouped(self.report.sources)

    @cached_property
    def own_origins(self) -> frozenset[str]:
        """The origins of the articles themselves."""
        return frozenset(article.origin for article in self.report.articles if article.origin)

    @cached_property
    def source_numbers(self) -> Mapping[str, int]:
        """The number of each source in the list of sources, from 1, by its id."""
        return {source: number for number, source in enumerate(chain.from_iterable(self.origins.values()), 1)}

    @cached_property
    def citations(self) -> Mapping[str, tuple[Result, ...]]:
        """The claims that each source bears on."""
        found: dict[str, list[Result]] = {}
        for result in self.shown:
            for source in sources_of(result, near=True):
                found.setdefault(source, []).append(result)
        return {source: tuple(cited) for source, cited in found.items()}

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """The kinds of claims, with how many there are of each."""
        return dict(sorted(Counter(result.kind for result in self.shown if result.kind).items()))

    @cached_property
    def tags(self) -> Mapping[str, int]:
        """The tags of claims, with how many claims bear each."""
        return dict(sorted(Counter(tag for result in self.shown for tag in dict.fromkeys(result.tags)).items()))

    @cached_property
    def tag_places(self) -> Mapping[str, int]:
        """The place of each tag among all, from 0."""
        return {tag: place for place, tag in enumerate(self.tags)}

    @cached_property
    def tally(self) -> Counter[Mark]:
        """How many claims stand how."""
        return Counter(map(mark_of, self.shown))

    @cached_property
    def answer(self) -> Answer:
        """The answer for all of the page."""
        return answer(self.shown, self.report.articles, self.report.problems)

    def grouped(self, sources: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Ids of known sources under their origins, the origin with the most sources first."""
        found: dict[str, list[str]] = {}
        for source in sources:
            if source in self.report.sources:
                found.setdefault(self.report.sources[source].origin, []).append(source)
        return {origin: tuple(found[origin]) for origin in sorted(found, key=lambda name: (-len(found[name]), name))}


def sources_of(result: Result, *, near: bool) -> tuple[str, ...]:
    """The ids of the sources that a result names, each once; those of near misses only where ``near``."""
    rows = chain.from_iterable(row.sources for row in result.evidence if near or row.match != "none")
    scopes = chain.from_iterable(scope.sources for scope in result.completeness)
    return tuple(dict.fromkeys(chain(rows, scopes, (dispute.source for dispute in result.disagreements))))


def camps(accounts: Sequence[Account]) -> Mapping[Verdict, tuple[Account, ...]]:
    """The accounts under the verdict that each comes to."""
    found: dict[Verdict, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.verdict, []).append(account)
    return {verdict: tuple(found[verdict]) for verdict in Verdict if verdict in found}


def _sections(report: Report) -> Iterable[Section]:
    by_article: dict[str | None, list[Result]] = {article.id: [] for article in report.articles}
    loose: list[Result] = []
    for result in report.results:
        by_article.get(result.article, loose).append(result)
    for article in report.articles:
        places = {claim: statement.start for statement in reversed(article.statements) for claim in statement.claims}
        results = by_article[article.id]
        ends = len(article.text)
        results.sort(key=lambda result: result.selector.start if result.selector else places.get(result.id, ends))
        quotations = [result.selector for result in results if result.selector]
        by_id = {result.id: result for result in results}
        standings = tuple(worst(statement, by_id) for statement in article.statements)
        yield Section(article, tuple(results), paragraphs(article, quotations), answer(results, [article]), standings)
    if loose:
        yield Section(None, tuple(loose), (), answer(loose, []))
