"""The passage of a recorded text that a quotation comes nearest to, and how the two differ, word by word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq, Levenshtein

from factspec.values.names import alike
from factspec.values.wording import Text, Words, text_of

Run = tuple[str, Literal["same", "recorded", "claimed"]]
_ENOUGH = 0.5  # with fewer of its words in a passage, a quotation is not a form of it
_SPELT = 75
_STOPS = (".", "!", "?")
_ANCHORS = 12
_PLACES = 400
_WINDOWS = 3
_LONGEST = 2_000
_GAP = 0.5


@dataclass(frozen=True)
class Sought:
    """A recorded text made ready to look for words and passages in, when that is asked for."""

    plain: str

    @cached_property
    def text(self) -> Text:
        """The text as its words."""
        return text_of(self.plain)

    @cached_property
    def low(self) -> Words:
        """The words without regard to case."""
        return tuple(map(alike, self.text.words))

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The places of each word."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.low):
            found[word].append(place)
        return dict(found)

    @cached_property
    def known(self) -> list[str]:
        """The words that it has."""
        return list(self.where)

    def share(self, words: Words) -> float:
        """The part of some words that the text has somewhere, from 0 to 1."""
        known = [word for word in words if word[0].isalnum()] or words
        return sum(word in self.where for word in known) / len(known)


@dataclass(frozen=True, slots=True)
class Passage:
    """The passages of a text that the pieces of a quotation come nearest to, and how near from 0 to 1."""

    says: str
    likeness: float


def passage(recorded: Sought, quotation: Sequence[Words]) -> Passage | None:
    """The nearest passage; None where none is near. What the quotation leaves out is left out here too."""
    low = [tuple(map(alike, piece[:_LONGEST])) for piece in quotation]
    found = [(near, piece) for piece in low if (near := _nearest(recorded, piece))]
    wanted = sum(word[0].isalnum() for piece in low for word in piece)
    share = sum(same for (_, _, same), _ in found) / wanted if wanted else 0.0
    if share < _ENOUGH:
        return None
    spans = _apart(sorted((start, end) for (start, end, _), _ in found))
    says = " ... ".join(recorded.text.slice(*span) for span in spans)
    return Passage(says, share)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that meet made one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _nearest(recorded: Sought, piece: Words) -> tuple[int, int, int] | None:
    """Where the passage most like a piece begins and ends, and how many words they share."""
    piece = tuple(_spelt(recorded, piece))
    best = None
    for first, last in _windows(recorded, piece):
        found = _aligned(recorded.low[first:last], piece)
        if found and (best is None or found[2] > best[2]):
            best = (first + found[0], first + found[1], found[2])
    if best is None or best[2] < _ENOUGH * sum(word[0].isalnum() for word in piece):
        return None
    return *_whole_words(recorded.text, best[0], best[1]), best[2]


def _spelt(recorded: Sought, piece: Words) -> Iterator[str]:
    """The words, each that the text has not as the one there that is spelt most like it, if one is."""
    tries = _ANCHORS
    for word in piece:
        if word in recorded.where or len(word) < 4 or not tries:
            yield word
            continue
        tries -= 1
        near = process.extractOne(word, recorded.known, scorer=fuzz.ratio, score_cutoff=_SPELT)
        yield near[0] if near else word


def _windows(recorded: Sought, piece: Words) -> Iterator[tuple[int, int]]:
    """The stretches where most of the rarest words of a piece stand as far apart as they do in it."""
    anchors = [(len(recorded.where[word]), place, word) for place, word in enumerate(piece) if word in recorded.where]
    step = max(len(piece) // 4, 3)
    votes: Counter[int] = Counter()
    for _, place, word in sorted(anchors)[:_ANCHORS]:
        votes.update({(there - place) // step for there in islice(recorded.where[word], _PLACES)})
    ranked = sorted(votes, key=lambda band: (-votes[band] - votes[band + 1], band))
    for band in ranked[:_WINDOWS]:
        start = band * step
        yield max(start - step, 0), min(start + 3 * step + len(piece), len(recorded.low))


def _aligned(window: Words, piece: Words) -> tuple[int, int, int] | None:
    """Where in a window the words of a piece stand close together, and how many of them.

    Words of the piece before the first and after the last of these have counterparts there too, within the sentence.
    """
    best = (0.0, 0, 0, 0, 0, 0)
    score, start, first, shared = 0.0, 0, 0, 0
    before = (0, 0)
    for block in LCSseq.opcodes(window, piece):
        if block.tag != "equal":
            continue
        score -= _GAP * max(block.src_start - before[0], block.dest_start - before[1])
        if score <= 0:
            score, start, first, shared = 0.0, block.src_start, block.dest_start, 0
        score += block.src_end - block.src_start
        shared += sum(word[0].isalnum() for word in window[block.src_start : block.src_end])
        before = (block.src_end, block.dest_end)
        best = max(best, (score, start, block.src_end, first, block.dest_end, shared))
    _, start, end, first, last, shared = best
    if not shared:
        return None
    lead = next((n for n in range(first) if start - n == 0 or window[start - n - 1] in _STOPS), first)
    tail = next((n for n in range(len(piece) - last) if end + n == len(window) or window[end + n] in _STOPS), len(piece) - last)
    return start - lead, end + tail, shared


def _whole_words(text: Text, start: int, end: int) -> tuple[int, int]:
    while start in text.glued:
        start -= 1
    while end in text.glued:
        end += 1
    return start, end


def differences(recorded: str, claimed: str) -> tuple[Run, ...]:
    """Two passages word by word, as runs of words that both have, or only one of them."""
    one, other = _Row.of(recorded), _Row.of(claimed)
    runs: list[Run] = []
    for change in Levenshtein.opcodes(one.keys, other.keys):
        if change.tag == "equal":
            runs.append((other.slice(change.dest_start, change.dest_end), "same"))
            continue
        if change.src_start < change.src_end:
            runs.append((one.slice(change.src_start, change.src_end), "recorded"))
        if change.dest_start < change.dest_end:
            runs.append((other.slice(change.dest_start, change.dest_end), "claimed"))
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class _Row:
    """A passage cut at its spaces and dashes. ``keys`` are its parts made alike."""

    text: Text
    keys: tuple[Words, ...]
    begins: tuple[int, ...]

    @classmethod
    def of(cls, passage: str) -> _Row:
        text = text_of(passage)
        words, starts, ends = text.words, text.starts, text.ends
        begins = [
            n for n in range(len(words)) if n == 0 or starts[n] > ends[n - 1] or "-" in (words[n], words[n - 1])
        ]  # fmt: skip
        keys = tuple(words[start:end] for start, end in pairwise((*begins, len(words))))
        return cls(text, keys, tuple(begins))

    def slice(self, start: int, end: int) -> str:
        """What some of its parts look like."""
        last = self.begins[end] if end < len(self.begins) else len(self.text.words)
        return self.text.slice(self.begins[start], last)
