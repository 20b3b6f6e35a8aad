"""Quotations held against what was recorded: the same words, words left out, and words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from factspec.values.names import tidy

Run = tuple[str, Literal["same", "recorded", "claimed"]]
_LEFT_OUT = re.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\.\.\.+)\s*")
_NEAR = 60  # less alike than this, a passage is not what was meant
_LONGEST = 4_000


def even(text: str) -> str:
    """A text with quotation marks, dashes, dots left out and white space made alike."""
    return tidy(text.replace("…", "..."))


def pieces(quotation: str) -> tuple[str, ...]:
    """The runs of words of a quotation between the places where words were left out, made alike."""
    return tuple(piece for piece in _LEFT_OUT.split(even(quotation)) if any(c.isalnum() for c in piece))


def holds(recorded: str, parts: Sequence[str]) -> bool:
    """Whether a text, made alike, has all the parts in their order, each as whole words."""
    here = 0
    for part in parts:
        place = next(_places(recorded, part, here), None)
        if place is None:
            return False
        here = place + len(part)
    return bool(parts)


def _places(text: str, part: str, start: int) -> Iterator[int]:
    while (place := text.find(part, start)) >= 0:
        if not _inside_word(text, place) and not _inside_word(text, place + len(part)):
            yield place
        start = place + 1


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def passage(recorded: str, quotation: str) -> str | None:
    """The passage of a text, made alike, that is most like a quotation, in whole words; None where none is near."""
    wanted = " ".join(pieces(quotation))[:_LONGEST]
    found = fuzz.partial_ratio_alignment(wanted, recorded, score_cutoff=_NEAR)
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while _inside_word(recorded, start):
        start -= 1
    while _inside_word(recorded, end):
        end += 1
    return _trimmed(recorded[start:end].split(), wanted.split())


def _trimmed(found: list[str], wanted: list[str]) -> str:
    """A passage without what stands before or after all words that the quotation has a counterpart of."""
    changes = SequenceMatcher(None, found, wanted, autojunk=False).get_opcodes()
    start = changes[0][2] if changes and changes[0][0] == "delete" else 0
    end = changes[-1][1] if len(changes) > 1 and changes[-1][0] == "delete" else len(found)
    return " ".join(found[start:end])


def likeness(recorded: str, quotation: str) -> float:
    """How like some passage of a text is to a quotation, from 0 to 100."""
    return fuzz.partial_ratio(" ".join(pieces(quotation))[:_LONGEST], recorded)


def differences(recorded: str, claimed: str) -> tuple[Run, ...]:
    """Two passages word by word, as runs of words that both have, or only one of them."""
    one, other = recorded.split(), even(claimed).split()
    runs: list[Run] = []
    for change, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if change == "equal":
            runs.append((" ".join(one[start:end]), "same"))
            continue
        if start < end:
            runs.append((" ".join(one[start:end]), "recorded"))
        if first < last:
            runs.append((" ".join(other[first:last]), "claimed"))
    return tuple(runs)
