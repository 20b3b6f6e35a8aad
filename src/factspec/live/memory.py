"""Results remembered: a claim is asked once, however often its file is read again."""

from __future__ import annotations

import json
from collections.abc import Sequence

from factspec.check import Checker
from factspec.report.model import Result
from factspec.stated import Stated

_MOST = 50_000
_Key = tuple[str | None, ...]


class Memory:
    """The results of one checker. What only tells where a claim stands, or what is expected of it, takes no new question."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._found: dict[_Key, Result] = {}

    def results(self, stated: Sequence[Stated]) -> list[Result]:
        """The result of each claim, in order; those not asked before are asked together."""
        keys = [_key(one) for one in stated]
        new = {key: one for key, one in zip(keys, stated, strict=True) if key not in self._found}
        if len(self._found) + len(new) > _MOST:
            self._found.clear()
            new = dict(zip(keys, stated, strict=True))
        asked = dict(zip(new, self._checker.results(list(new.values())), strict=True)) if new else {}
        self._found |= {key: found for key, found in asked.items() if found.verdict is not None}
        return [self._told(key, one, asked.get(key)) for key, one in zip(keys, stated, strict=True)]

    def _told(self, key: _Key, stated: Stated, asked: Result | None) -> Result:
        """The result as this claim's own. Those that could not be read name their place, and are not shared."""
        if key in self._found:
            return _placed(self._found[key], stated)
        return asked if asked is not None and asked.id == stated.id else self._checker.results([stated])[0]


def _key(stated: Stated) -> _Key:
    """All that a verdict and its evidence hang on."""
    typed = json.dumps(stated.typed, sort_keys=True, default=str) if stated.typed is not None else None
    front = stated.article.front.model_dump_json() if stated.article else None
    return stated.says, typed, stated.as_of, front


def _placed(result: Result, stated: Stated) -> Result:
    """The result as that of a claim that says the same."""
    return result.model_copy(
        update={
            "id": stated.id,
            "article": stated.about,
            "quote": stated.quote,
            "selector": stated.selector,
            "expected": stated.expected,
            "outcome": "passed" if result.verdict is stated.expected else "failed",
            "location": stated.location,
            "tags": stated.tags,
            "note": stated.note,
        }
    )
