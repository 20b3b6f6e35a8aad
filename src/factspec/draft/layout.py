"""A drafted ``claims.yaml`` as a person would lay it out: each sentence a comment with its claims below."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml
from anyascii import anyascii

from factspec.article import Article, anchored
from factspec.draft.drafting import Draft, Drafted
from factspec.draft.english import word_set
from factspec.draft.left import Stub, Waived
from factspec.problem import Problems

_WIDTH = 120
_HEAD = """\
# Claims drafted for {title}.
# Not one of them counts before a person has held it against the article: `factspec confirm` takes away its `draft: true`.
# Mend or delete what is wrong. What stands in comments is not drafted: word it, or say why it cannot be checked.
"""
_SMALL = word_set("the a an of in on at to for and was were is are that it from by with exactly true not these all")
_CONTEXTS = (8, 16, 32, 64)


@dataclass(slots=True)
class _Ids:
    """Ids given out so far."""

    taken: dict[str, int] = field(default_factory=dict)

    def new(self, text: str) -> str:
        """An id from the words of a text that no other entry has."""
        words = [
            w for w in re.findall(r"[a-z0-9]+", anyascii(text).casefold()) if w not in _SMALL and not re.fullmatch(r"\d{1,2}", w)
        ]
        stem = "-".join(words[:5])[:60] or "claim"
        self.taken[stem] = self.taken.get(stem, 0) + 1
        number = self.taken[stem]
        if number == 1:
            return stem
        return f"{stem}-{number}" if f"{stem}-{number}" not in self.taken else self.new(f"{stem} again")


def claims_text(article: Article, found: Drafted) -> str:
    """The whole file for an article and what was drafted for it."""
    ids = _Ids()
    lines = [*_HEAD.format(title=" ".join(article.front.title.split())).splitlines(), f"article: {scalar(article.id)}"]
    body = list(_entries(article, found, ids))
    lines.append("claims:" if any(line.startswith("  - ") for line in body) else "claims: []")
    return "\n".join([*lines, *body]) + "\n"


def _entries(article: Article, found: Drafted, ids: _Ids) -> Iterator[str]:
    for statement in article.statements:
        drafts = [d for d in found.drafts if statement.start <= d.start < statement.end]
        rest = [one for one in found.left if statement.start <= one.start < statement.end]
        if not drafts and not rest:
            continue
        yield ""
        yield f"  # {textwrap.shorten(statement.text, _WIDTH, placeholder=' ...')}"
        for draft in drafts:
            yield ""
            yield from _draft(article, draft, ids)
        for one in rest:
            yield ""
            yield from _waived(article, one, ids) if isinstance(one, Waived) else _stub(article, one, ids)


def _draft(article: Article, draft: Draft, ids: _Ids) -> Iterator[str]:
    yield f"  - id: {ids.new(re.sub(r'[0-9]{4}-[0-9-]+', '', draft.says))}"
    yield f"    quote: {quote(article, draft.start, draft.end)}"
    yield f"    says: {scalar(draft.says)}"
    if draft.note:
        yield f"    note: {scalar(draft.note)}"
    yield "    draft: true"


def _waived(article: Article, one: Waived, ids: _Ids) -> Iterator[str]:
    yield f"  - id: {ids.new(article.text[one.start : one.end])}"
    yield f"    quote: {quote(article, one.start, one.end)}"
    yield f"    not_checkable: {one.not_checkable}"
    yield f"    reason: {scalar(one.reason)}"
    yield "    draft: true"


def _stub(article: Article, one: Stub, ids: _Ids) -> Iterator[str]:
    points = ", ".join(f"“{' '.join(article.text[start:end].split())}”" for start, end in one.points)
    told = f"missing: {one.missing}" + (f"; to check: {points}" if points else "")
    for line in textwrap.wrap(told, _WIDTH - 4, break_long_words=True):
        yield f"  # {line}"
    words = " ".join(article.text[start:end] for start, end in one.points) or article.text[one.start : one.end]
    yield f"  # - id: {ids.new(words)}"
    yield f"  #   quote: {quote(article, one.start, one.end)}"
    yield "  #   says:"


def quote(article: Article, start: int, end: int) -> str:
    """A stretch of an article as the ``quote`` of an entry, with what stands around it where its words stand twice."""
    words = " ".join(article.text[start:end].split())
    for context in (0, *_CONTEXTS):
        before = " ".join(article.text[max(0, start - context) : start].split()) if context else ""
        after = " ".join(article.text[end : end + context].split()) if context else ""
        if _stands(article, words, before, after, start):
            parts = {"exact": words, "prefix": before, "suffix": after}
            if not context:
                return scalar(words)
            return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in parts.items() if value) + "}"
    return scalar(words)


def _stands(article: Article, words: str, before: str, after: str, start: int) -> bool:
    try:
        return anchored(article, words, before, after).start == start
    except Problems:
        return False


def scalar(text: str) -> str:
    """A text as a plain YAML value, in quotes where it needs them."""
    written = yaml.safe_dump(text, allow_unicode=True, width=10**9, default_flow_style=True)
    return written.removesuffix("\n").removesuffix("...").removesuffix("\n")


def _flow(text: str) -> str:
    return '"' + yaml.safe_dump(text, allow_unicode=True, width=10**9, default_style='"').strip()[1:-1] + '"'


def list_of(entries: Iterable[Sequence[tuple[str, str]]], article: str, head: str) -> str:
    """A claims file of entries that are keys with values as YAML has them already."""
    lines = [*(f"# {line}" for line in head.splitlines()), f"article: {scalar(article)}", "claims:"]
    for entry in entries:
        lines.append("")
        lines += [f"  {'- ' if i == 0 else '  '}{key}: {value}" for i, (key, value) in enumerate(entry)]
    return "\n".join(lines) + "\n"
