"""What became of quotations when their article changed: still there, moved, edited, or lost. Nothing is decided silently.

A quotation that stands in the article as it is needs nothing. Any other is shown with what took its place, and only a person
accepts that: a claim is never anchored on words that its author has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from factspec.article import Article, anchored
from factspec.problem import Problems
from factspec.report.model import Selector
from factspec.values.names import alike, folded_with_offsets
from factspec.values.passages import Run, differences

Fate = Literal["exact", "moved", "edited", "lost"]
_TOKEN = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")
_SPELT, _WORD, _MARK = 75, 4, 1  # costs are in quarters of a word
_ENOUGH, _APART = 0.5, 0.15
_CLEARLY = 20
_MOST = 8
_WORK = 4_000_000  # comparing more words than this with each other would keep the reader waiting


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as a claims file has it: the entry's id and place in the list, the line, the words and those around them."""

    id: str
    index: int
    line: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What became of a quotation. ``selector`` is where it stands now, None where it is lost; ``why`` says what is wrong.

    ``runs`` hold the words of an edited one against those in the article: *claimed* are the old ones, *recorded* the new.
    """

    quotation: Quotation
    fate: Fate
    selector: Selector | None = None
    why: str = ""
    runs: tuple[Run, ...] = ()


def anchor(found: Article, quotation: Quotation) -> Anchor:
    """What became of a quotation in an article as it is now."""
    try:
        return Anchor(quotation, "exact", anchored(found, quotation.exact, quotation.prefix, quotation.suffix))
    except Problems as problems:
        why = str(problems.problems[0])
    plain, offsets = folded_with_offsets(found.text)
    wanted = folded_with_offsets(quotation.exact.strip())[0]
    if not wanted:
        return Anchor(quotation, "lost", why=why)
    places = [(match.start(), match.end()) for match in re.finditer(re.escape(wanted), plain)]
    if places:
        if not (quotation.prefix or quotation.suffix):
            return Anchor(quotation, "lost", why=why)
        return _settled(found, quotation, "moved", _likeliest(plain, places, quotation), offsets, why)
    return _settled(found, quotation, "edited", _likeliest(plain, list(_near(plain, wanted)), quotation), offsets, why)


Place = tuple[int, int]


def _settled(
    found: Article, quotation: Quotation, fate: Fate, place: Place | None, offsets: Sequence[int], why: str
) -> Anchor:  # fmt: skip
    if place is None:
        return Anchor(quotation, "lost", why=why)
    selector = found.selector(offsets[place[0]], offsets[place[1] - 1] + 1)
    runs = differences(selector.exact, quotation.exact) if fate == "edited" else ()
    return Anchor(quotation, fate, selector, why, runs)


def _likeliest(plain: str, places: Sequence[Place], quotation: Quotation) -> Place | None:
    """The place that fits: the only one, or the one whose surroundings are clearly most like those that are given."""
    if len(places) == 1:
        return places[0]
    before, after = (folded_with_offsets(part)[0].strip() for part in (quotation.prefix, quotation.suffix))
    if not places or not (before or after):
        return None
    scored = sorted(((_likeness(plain, place, before, after), place) for place in places), reverse=True)
    return scored[0][1] if scored[0][0] >= scored[1][0] + _CLEARLY else None


def _likeness(plain: str, place: Place, before: str, after: str) -> float:
    start, end = place
    scores = [fuzz.ratio(before, plain[:start].rstrip()[-len(before) :])] if before else []
    scores += [fuzz.ratio(after, plain[end:].lstrip()[: len(after)])] if after else []
    return sum(scores) / len(scores)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def cost(self) -> int:
        return _WORD if self.text[0].isalnum() else _MARK


def _near(plain: str, wanted: str) -> Iterator[Place]:
    """The stretches most like some words, whole words each: the best, and those that come near it elsewhere."""
    text, words = _tokens(plain), _tokens(wanted)
    whole = sum(token.cost for token in words)
    if not text or not words or len(text) * len(words) > _WORK:
        return
    ends = enumerate(_aligned(text, words))
    ranked = sorted((cost, abs(end - start - len(words)), start, end) for end, (cost, start) in ends if start < end)
    best = ranked[0][0] if ranked else whole
    taken: list[Place] = []
    for cost, _, start, end in ranked:
        if cost > (1 - _ENOUGH) * whole or cost > best + _APART * whole or len(taken) == _MOST:
            break
        if not any(start < high and low < end for low, high in taken):
            taken.append((start, end))
            inner = [token for token in text[start:end] if token.cost == _WORD] or text[start:end]
            first = text[start] if words[0].cost == _MARK else inner[0]
            last = text[end - 1] if words[-1].cost == _MARK else inner[-1]
            yield first.start, last.end


def _tokens(text: str) -> list[_Token]:
    return [_Token(alike(match[0]), *match.span()) for match in _TOKEN.finditer(text)]


def _aligned(text: Sequence[_Token], words: Sequence[_Token]) -> list[tuple[int, int]]:
    """For each end of a stretch of the text, what it costs at least to make the words of it, and where it begins."""
    row = [(0, end) for end in range(len(text) + 1)]
    for word in words:
        above, row = row, [(row[0][0] + word.cost, 0)]
        for end, token in enumerate(text, 1):
            changed, began = above[end - 1]
            options = (
                (changed + _change(word, token), began),
                (above[end][0] + word.cost, above[end][1]),
                (row[end - 1][0] + _added(token), row[end - 1][1]),
            )
            row.append(min(options, key=lambda option: option[0]))
    return row


def _added(token: _Token) -> int:
    """What a new word costs: less than one that was changed, so that words that are still there stay."""
    return token.cost - 1 if token.cost == _WORD else token.cost


def _change(word: _Token, token: _Token) -> int:
    if word.text == token.text:
        return 0
    both = max(word.cost, token.cost)
    return both // 2 if both == _WORD and fuzz.ratio(word.text, token.text) >= _SPELT else both
