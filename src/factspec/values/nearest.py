"""Did-you-mean: the names and forms that a misspelt one is likely to be. Suggestions only; nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from anyascii import anyascii
from rapidfuzz import fuzz, process

_LONGEST = 300  # a text so long is no name that somebody has misspelt
_SOUGHT = 2_000_000  # names that are held against misspelt ones in one go: some seconds' work
_FAR = 15  # what is so much less like the text than the best option is, is only noise


def nearest(text: str, options: Iterable[str], *, most: int = 3, least: float = 60) -> tuple[str, ...]:
    """The ``options`` most like ``text``, best first; ``least`` is the lowest likeness taken, from 0 to 100."""
    if len(text) > _LONGEST:
        return ()
    choices = list(dict.fromkeys(options))
    plain = [anyascii(choice).casefold() for choice in choices]
    found = process.extract(anyascii(text).casefold(), plain, scorer=fuzz.WRatio, limit=most, score_cutoff=least)
    return tuple(choices[index] for _, score, index in found if score >= found[0][1] - _FAR)


class Seeker:
    """Suggestions for very many names at once: the first ones get theirs, until what was looked through is enough."""

    def __init__(self) -> None:
        self._left = _SOUGHT

    def nearest(self, text: str, options: Collection[str]) -> tuple[str, ...]:
        """As :func:`nearest`; none once enough was looked through."""
        self._left -= len(options)
        return nearest(text, options) if self._left + len(options) > 0 else ()


def misspelt(runs: Iterable[str], options: Iterable[str], *, most: int = 3, least: float = 70) -> tuple[str, tuple[str, ...]]:
    """The run of words that is most likely one of the ``options`` misspelt, and those it is like; the first and none if none is.

    Unlike :func:`nearest`, the whole of an option counts: one that a run is a mere part of is not near.
    """
    known, tried = list(dict.fromkeys(options)), list(runs)
    scored = [(fuzz.ratio(anyascii(run).casefold(), anyascii(name).casefold()), run, name) for run in tried for name in known]
    best = max(scored, default=(0.0, "", ""), key=lambda found: found[0])
    if best[0] < least:
        return (tried[0] if tried else ""), ()
    near = sorted((-score, name) for score, run, name in scored if run == best[1] and score >= max(least, best[0] - _FAR))
    return best[1], tuple(name for _, name in near)[:most]


def most_like(text: str, named: Mapping[str, str]) -> list[str]:
    """The keys of ``named``, those whose names are most like ``text`` first."""
    return sorted(named, key=lambda key: (-fuzz.ratio(text, named[key]), key))
