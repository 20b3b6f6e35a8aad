"""Roles as articles give them to names: Russian President Vladimir Putin, his Tajik counterpart, the leaders of Iran."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from factspec.coverage.dates import NEAR, before
from factspec.coverage.language import Rules
from factspec.sentence.lexicon import Lexicon
from factspec.values.plurals import plural

_OF = re.compile(r" of (?:the )?$")
_BEFORE = re.compile(r",? (?:the |a |an )?$")
_ADJECTIVE = re.compile(r"(?P<word>[^\W\d_a-z][\w-]*n|[^\W\d_a-z][\w-]*(?:ese|ish|ch|k|i)) $")


@dataclass(frozen=True, slots=True)
class Role:
    """An office or part that somebody has: the noun, and the adjective that says where, ``Tajik``; blank where none does.

    ``given``: the sentence gives it to a name; otherwise it stands for who has it, as in *the Russian president will fly*.
    """

    noun: str
    whose: str = ""
    given: bool = True
    general: bool = False


Found = tuple[int, int, Literal["role"], Role]


def nouns(rules: Rules, lexicon: Lexicon) -> tuple[str, ...]:
    """What roles are called: the words of the language, and what the relations of the reference begin with."""
    own = (
        kind.relation.casefold().partition(" of")[0]
        for kind in lexicon.reference.relation_kinds.values()
        if " of" in kind.relation
    )
    return tuple(dict.fromkeys((*rules.roles, *own))) if rules.worded else ()


def roles_in(plain: str, low: str, rules: Rules, lexicon: Lexicon, names: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """The roles beside a name or behind an adjective of a place; a role that stands by itself says nothing to check."""
    known = {word: noun for noun in nouns(rules, lexicon) for word in (noun, plural(noun))}
    if not known:
        return
    longest = sorted(known, key=len, reverse=True)
    for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", low):
        start, end = match.span()
        lead = before(plain, start)
        adjective = _ADJECTIVE.search(lead)
        near = [(first, last) for first, last in names if end <= first < end + NEAR or start - NEAR < last <= start]
        given = _beside(plain, start, end, near)
        of_place = any(_OF.fullmatch(plain[end:first]) for first, _ in near if first >= end)
        if not (given or of_place or adjective):
            continue
        noun = known[match[0]]
        begin = start - len(lead) + adjective.start("word") if adjective else start
        if any(first < end and begin < last for first, last in near):
            begin, adjective = start, None
        whose = adjective["word"].casefold() if adjective else ""
        yield begin, end, "role", Role(noun, whose, given, noun in rules.any_role)


def _beside(plain: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> bool:
    after = any(re.fullmatch(r",? ", plain[end:first]) for first, _ in names if first >= end)
    return after or any(
        _BEFORE.fullmatch(plain[last:start]) and plain[last : last + 1] == "," for _, last in names if last <= start
    )
