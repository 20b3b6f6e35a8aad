"""An article drafted from: its sentences read in order, rules tried on each, and what they propose held against the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from factspec.article import Article
from factspec.claim import Claim
from factspec.draft.discourse import Discourse
from factspec.draft.left import Stub, Waived, left
from factspec.draft.page import Page, Proposal, Rule
from factspec.draft.rules.counts import counts, ordinals, previous
from factspec.draft.rules.events import events
from factspec.draft.rules.figures import figures
from factspec.draft.rules.gatherings import gatherings
from factspec.draft.rules.offices import anniversaries, relations, titles
from factspec.draft.rules.quotations import quotations
from factspec.draft.rules.tables import tables
from factspec.draft.scan import sentences
from factspec.draft.tokens import Sentence
from factspec.draft.vocabulary import Vocabulary
from factspec.grammar import Grammar
from factspec.problem import Problems
from factspec.values.dates import dating

RULES: tuple[Rule, ...] = (
    titles,
    events,
    relations,
    anniversaries,
    counts,
    ordinals,
    previous,
    figures,
    quotations,
    tables,
    gatherings,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed claim: its sentence as the grammar writes it, and the stretch of the article's text that it is about."""

    says: str
    claim: Claim
    start: int
    end: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """All that was drafted for an article: claims, and what is left to a person, both in the article's order."""

    drafts: tuple[Draft, ...]
    left: tuple[Waived | Stub, ...]


def drafted(article: Article, grammar: Grammar, rules: Sequence[Rule] = RULES, last: Rule | None = None) -> Drafted:
    """The claims that rules propose for an article, each read by the grammar once more, and what they leave.

    The ``last`` rule is tried where the others have found nothing: what it proposes of the same words is left out.
    """
    vocabulary = Vocabulary(grammar)
    today = dating(article.front.published).starts.first
    page = Page(vocabulary, today, Discourse(vocabulary, today))
    found: dict[Claim, Draft] = {}
    rest: list[Waived | Stub] = []
    for sentence in sentences(article, vocabulary, today):
        page.discourse.take(sentence)
        here: list[tuple[int, int]] = []
        for rule in rules:
            for proposal in rule(page, sentence):
                for draft in _read(proposal, sentence, grammar):
                    found.setdefault(draft.claim, draft)
                    here.append((draft.start, draft.end))
        for proposal in last(page, sentence) if last else ():
            for draft in _read(proposal, sentence, grammar):
                if not any(start < draft.end and draft.start < end for start, end in here):
                    found.setdefault(draft.claim, draft)
                    here.append((draft.start, draft.end))
        remains = left(sentence, here)
        if remains is not None:
            rest.append(remains)
    return Drafted(tuple(sorted(found.values(), key=lambda draft: (draft.start, draft.end))), tuple(rest))


def joined(found: Drafted, more: Iterable[Draft]) -> Drafted:
    """Some drafts with others that say something else, in the article's order."""
    drafts = {draft.claim: draft for draft in found.drafts}
    for draft in more:
        drafts.setdefault(draft.claim, draft)
    return replace(found, drafts=tuple(sorted(drafts.values(), key=lambda draft: (draft.start, draft.end))))


def _claim(proposed: Mapping[str, Any] | str, grammar: Grammar) -> Claim:
    if isinstance(proposed, str):
        return grammar.read(proposed)
    return grammar.claim({key: value for key, value in proposed.items() if value is not None})


def _read(proposal: Proposal, sentence: Sentence, grammar: Grammar) -> Iterator[Draft]:
    try:
        claim = _claim(proposal.claim, grammar)
        says = grammar.write(claim)
    except Problems:
        return
    yield Draft(says, claim, *sentence.span(proposal.start, proposal.end))
