"""A drafted ``claims.yaml`` as a person would lay it out: each sentence a comment with its claims below."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml
from anyascii import anyascii

from factspec.article import Article
from factspec.draft.drafting import Draft, Drafted
from factspec.draft.english import word_set
from factspec.draft.left import Stub, Waived
from factspec.values.names import folded_with_offsets

_WIDTH = 120
_HEAD = """\
# Claims drafted for {title}.
# Not one of them counts before a person has held it against the article: `factspec confirm` takes away its `draft: true`.
# Mend or delete what is wrong. What stands in comments is not drafted: word it, or say why it cannot be checked.
"""
_SMALL = word_set("the a an of in on at to for and was were is are that it from by with exactly true not these all")
_CONTEXTS = (8, 16, 32, 64, 128, 256)
_MOST_PLACES = 60
_MOST_POINTS = 20


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
        if f"{stem}-{number}" in self.taken:
            return self.new(text)
        self.taken[f"{stem}-{number}"] = 1
        return f"{stem}-{number}"


def claims_text(article: Article, found: Drafted) -> str:
    """The whole file for an article and what was drafted for it."""
    ids = _Ids()
    lines = [*_HEAD.format(title=" ".join(_printed(article.front.title).split())).splitlines(), f"article: {scalar(article.id)}"]
    body = list(_entries(article, found, ids))
    lines.append("claims:")
    return "\n".join([*lines, *body]) + "\n"


def _entries(article: Article, found: Drafted, ids: _Ids) -> Iterator[str]:
    places = quotes(article)
    starts = [statement.start for statement in article.statements]
    drafted, left = defaultdict[int, list[Draft]](list), defaultdict[int, list[Waived | Stub]](list)
    for draft in found.drafts:
        drafted[bisect_right(starts, draft.start) - 1].append(draft)
    for one in found.left:
        left[bisect_right(starts, one.start) - 1].append(one)
    for number, statement in enumerate(article.statements):
        drafts, rest = drafted[number], left[number]
        if not drafts and not rest:
            continue
        yield ""
        yield f"  # {textwrap.shorten(_printed(statement.text), _WIDTH, placeholder=' ...')}"
        for draft in drafts:
            yield ""
            yield from _draft(places, draft, ids)
        for one in rest:
            yield ""
            yield from _waived(places, one, ids) if isinstance(one, Waived) else _stub(places, one, ids)


def _draft(places: Quotes, draft: Draft, ids: _Ids) -> Iterator[str]:
    yield f"  - id: {ids.new(re.sub(r'[0-9]{4}-[0-9-]+', '', draft.says))}"
    quote = places.at(draft.start, draft.end)
    if quote is not None:
        yield f"    quote: {quote}"
    yield f"    says: {scalar(draft.says)}"
    if draft.note:
        yield f"    note: {scalar(draft.note)}"
    yield "    draft: true"


def _waived(places: Quotes, one: Waived, ids: _Ids) -> Iterator[str]:
    words, quote = places.article.text[one.start : one.end], places.at(one.start, one.end)
    if quote is None:
        yield "  # missing: a quotation that stands in the article once"
        return
    yield f"  - id: {ids.new(words)}"
    yield f"    quote: {quote}"
    yield f"    not_checkable: {one.not_checkable}"
    yield f"    reason: {scalar(one.reason)}"
    yield "    draft: true"


def _stub(places: Quotes, one: Stub, ids: _Ids) -> Iterator[str]:
    text = places.article.text
    points = ", ".join(f"“{' '.join(text[start:end].split())}”" for start, end in one.points[:_MOST_POINTS])
    points += f" and {len(one.points) - _MOST_POINTS} more" if len(one.points) > _MOST_POINTS else ""
    told = f"missing: {one.missing}" + (f"; to check: {points}" if points else "")
    for line in textwrap.wrap(_printed(told), _WIDTH - 4, break_long_words=True):
        yield f"  # {line}"
    words = " ".join(text[start:end] for start, end in one.points[:_MOST_POINTS]) or text[one.start : one.end]
    yield f"  # - id: {ids.new(words)}"
    yield f"  #   quote: {places.at(one.start, one.end) or '# its words stand in several places'}"
    yield "  #   says:"


@dataclass(frozen=True, slots=True)
class Quotes:
    """The stretches of an article as quotations that are found again, with what stands around them where needed."""

    article: Article
    plain: str
    places: tuple[int, ...]

    def at(self, start: int, end: int) -> str | None:
        """The value of ``quote`` for a stretch; None where nothing near it tells it from the same words elsewhere."""
        text = self.article.text
        words = " ".join(text[start:end].split())
        length = len(folded_with_offsets(words)[0])
        found = self._found(words)
        for context in (0, *_CONTEXTS) if len(found) <= _MOST_PLACES else ():
            before = " ".join(text[max(0, start - context) : start].split()) if context else ""
            after = " ".join(text[end : end + context].split()) if context else ""
            ahead, behind = (folded_with_offsets(part)[0].strip() for part in (before, after))
            fitting = [place for place in found if self._between(place, place + length, ahead, behind)]
            if len(fitting) == 1 and self.places[fitting[0]] == start:
                if not before and not after:
                    return scalar(words)
                parts = {"exact": words, "prefix": before, "suffix": after}
                return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in parts.items() if value) + "}"
        return None

    def _found(self, words: str) -> list[int]:
        wanted = folded_with_offsets(words)[0]
        found: list[int] = []
        place = self.plain.find(wanted)
        while place >= 0 and len(found) <= _MOST_PLACES:
            found.append(place)
            place = self.plain.find(wanted, place + len(wanted))
        return found

    def _between(self, place: int, end: int, ahead: str, behind: str) -> bool:
        head = self.plain[max(0, place - len(ahead) - 2) : place].rstrip()
        return head.endswith(ahead) and self.plain[end : end + len(behind) + 2].lstrip().startswith(behind)


def quotes(article: Article) -> Quotes:
    """The quotations of an article."""
    plain, offsets = folded_with_offsets(article.text)
    return Quotes(article, plain, tuple(offsets))


def _printed(text: str) -> str:
    """A text as a comment may hold it: what cannot be printed, line ends among them, becomes a space."""
    return "".join(character if character.isprintable() else " " for character in text)


def scalar(text: str) -> str:
    """A text as a plain YAML value on one line, in quotes where it needs them."""
    written = yaml.safe_dump(text, allow_unicode=True, width=10**9, default_flow_style=True)
    plain = written.removesuffix("\n").removesuffix("...").removesuffix("\n")
    return plain if len(plain.splitlines()) <= 1 else _flow(text)


def _flow(text: str) -> str:
    return '"' + yaml.safe_dump(text, allow_unicode=True, width=10**9, default_style='"').strip()[1:-1] + '"'


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim that comes from elsewhere: its keys with values in the file's order, or what is ``missing`` for it to be one."""

    keys: tuple[tuple[str, str | tuple[str, ...]], ...]
    missing: str = ""


def entries_text(article: str, head: Sequence[str], entries: Iterable[Entry]) -> str:
    """A claims file of some entries, all of them drafts; those that miss something stand in comments."""
    body = [line for entry in entries for line in ("", *_entry(entry))]
    return "\n".join([*(f"# {_printed(line)}" for line in head), f"article: {scalar(article)}", "claims:", *body]) + "\n"


def _entry(entry: Entry) -> Iterator[str]:
    mark = "# " if entry.missing else ""
    for line in textwrap.wrap(_printed(f"missing: {entry.missing}"), _WIDTH - 4) if entry.missing else ():
        yield f"  # {line}"
    for i, (key, value) in enumerate(entry.keys):
        said = scalar(value) if isinstance(value, str) else f"[{', '.join(map(_flow, value))}]"
        yield f"  {mark}{'- ' if i == 0 else '  '}{key}: {said}"
    if not any(key == "says" for key, _ in entry.keys):
        yield f"  {mark}  says:"
    yield f"  {mark}  draft: true"


def new_ids(taken: Iterable[str] = ()) -> Callable[[str], str]:
    """A giver of ids: from the words of a text, none of them twice, and none of those that are taken."""
    return _Ids(dict.fromkeys(taken, 1)).new
