"""Did-you-mean: the names and forms that a misspelt one is likely to be. Suggestions only; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from anyascii import anyascii
from rapidfuzz import fuzz, process


def nearest(text: str, options: Iterable[str], *, most: int = 3, least: float = 60) -> tuple[str, ...]:
    """The ``options`` most like ``text``, best first; ``least`` is the lowest likeness taken, from 0 to 100."""
    choices = list(dict.fromkeys(options))
    plain = [anyascii(choice).casefold() for choice in choices]
    found = process.extract(anyascii(text).casefold(), plain, scorer=fuzz.WRatio, limit=most, score_cutoff=least)
    return tuple(choices[index] for _, _, index in found)


def most_like(text: str, named: Mapping[str, str]) -> list[str]:
    """The keys of ``named``, those whose names are most like ``text`` first."""
    return sorted(named, key=lambda key: (-fuzz.ratio(text, named[key]), key))
