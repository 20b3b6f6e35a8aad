"""The words by which checkable atoms are known, a file of ``languages/`` for each language of articles.

Figures, dates in digits, quotations and names of the reference are found in every language, and need no words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Side = Literal["high", "low", "most", "only", "some"]
Neighbour = Literal["last", "next"]


@dataclass(frozen=True, eq=False)
class Rules:
    """The words of one language, in lower case. A language without words of a sort finds no atoms of that sort.

    ``months`` and ``weekdays`` stand in the order of the calendar; ``openers`` begin sentences, and are no names there.
    """

    worded: bool = False
    months: tuple[str, ...] = ()
    months_that_are_words: tuple[str, ...] = ()
    before_dates: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)
    multiples: Mapping[str, int] = field(default_factory=dict)
    superlatives: Mapping[str, Side] = field(default_factory=dict)
    no_superlatives: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    any_role: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    joiners: tuple[str, ...] = ()


_BARE = Rules()


@cache
def rules_of(tag: str) -> Rules:
    """The rules of a language, by its tag such as ``en`` or ``en-GB``; the bare ones where there is no file for it."""
    code = tag.partition("-")[0].casefold()
    file = files("factspec.coverage") / "languages" / f"{code}.toml"
    return _rules(tomllib.loads(file.read_text("utf-8"))) if code.isalpha() and file.is_file() else _BARE


def _rules(words: Mapping[str, Any]) -> Rules:
    def listed(name: str) -> tuple[str, ...]:
        found = words[name]
        return tuple(found.split() if isinstance(found, str) else found)

    sides: dict[str, Side] = {"most": "most", "only": "only"}
    sides.update(dict.fromkeys(listed("high"), "high"))
    sides.update(dict.fromkeys(listed("low"), "low"))
    neighbours: dict[str, Neighbour] = dict.fromkeys(listed("previous"), "last")
    neighbours.update(dict.fromkeys(listed("next"), "next"))
    return Rules(
        worded=True,
        months=listed("months"),
        months_that_are_words=listed("months_that_are_words"),
        before_dates=listed("before_dates"),
        weekdays=listed("weekdays"),
        neighbours=neighbours,
        multiples={word: number for word, number in words.items() if isinstance(number, int)},
        superlatives=sides,
        no_superlatives=frozenset(listed("no_superlatives")),
        roles=listed("roles"),
        any_role=frozenset(listed("any_role")),
        openers=frozenset(listed("openers")),
        joiners=listed("joiners"),
    )
