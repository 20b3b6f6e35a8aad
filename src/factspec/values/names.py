"""Texts made alike: Unicode spellings, quotation marks, dashes and white space folded, positions kept where asked."""

from __future__ import annotations

import unicodedata

QUOTES = dict.fromkeys(map(ord, "“”„‟«»＂❝❞〝〞「」"), '"')
APOSTROPHES = dict.fromkeys(map(ord, "‘’‚‛‹›ʼʹ＇`´『』"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = dict.fromkeys(map(ord, f"\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff{_DIRECTIONS}"))
_ALIKE = {**QUOTES, **APOSTROPHES, **DASHES}


def tidy(text: str) -> str:
    """A sentence with one spelling for each letter, straight quotes, plain dashes and single spaces."""
    plain = (
        text.replace("`", "'") if text.isascii() else unicodedata.normalize("NFC", text.translate(INVISIBLE)).translate(_ALIKE)
    )
    return " ".join(plain.split())


def bare(text: str) -> str:
    """A text with one spelling for each letter and single spaces; its quotation marks and dashes stay what they were."""
    # What cannot be seen goes first: a mark that stood behind it joins its letter.
    return " ".join(unicodedata.normalize("NFC", text.translate(INVISIBLE)).split())


def folded(text: str) -> str:
    """What two spellings of one name have in common: tidy, and without regard to case."""
    return alike(tidy(text))


def alike(text: str) -> str:
    """The text without regard to case, letter by letter, so that places in it stay what they were."""
    whole = text.casefold()
    if len(whole) == len(text):  # no letter became two
        return whole
    return "".join(c if len(folded_letter := c.casefold()) != 1 else folded_letter for c in text)


def folded_with_offsets(text: str) -> tuple[str, list[int]]:
    """``text`` with quotes, dashes and white space made alike, and for each of its characters its place in ``text``."""
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(text):
        if ord(character) in INVISIBLE:
            continue
        alike = " " if character.isspace() else _ALIKE.get(ord(character), character)
        if alike == " " and (not characters or characters[-1] == " "):
            continue
        characters.append(alike)
        offsets.append(place)
    return "".join(characters), offsets
