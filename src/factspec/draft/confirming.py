"""``draft: true`` taken out of a claims file, with all else in it as it was: comments, order, quotation marks and line ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import yaml

from factspec.documents import document
from factspec.problem import Problem, Problems

_KEY = "draft"


def confirmed(text: str, ids: Collection[str], file: str) -> str:
    """The text of a claims file in which some entries are drafts no more. Raises Problems where it cannot be edited in place."""
    before = document(text, file).value
    changed = text
    for start, end in sorted(_stretches(text, ids), reverse=True):
        changed = changed[:start] + changed[end:]
    if document(changed, file).value != _without(before, ids):
        wrong = "its drafts cannot be confirmed in place"
        raise Problems([Problem(wrong, file, expected="`draft: true` on a line of its own; take it away by hand")])
    return changed


def _stretches(text: str, ids: Collection[str]) -> Iterator[tuple[int, int]]:
    """The characters to take out, one stretch for each entry."""
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(whole, yaml.MappingNode)
    claims = next(value for key, value in whole.value if key.value == "claims")
    for entry in claims.value:
        keys = {key.value: i for i, (key, _) in enumerate(entry.value)}
        if _KEY in keys and entry.value[keys["id"]][1].value in ids:
            yield _stretch(text, entry, keys[_KEY])


def _stretch(text: str, entry: yaml.MappingNode, i: int) -> tuple[int, int]:
    key, value = entry.value[i]
    start, end = key.start_mark.index, value.end_mark.index
    following = entry.value[i + 1][0].start_mark.index if i + 1 < len(entry.value) else None
    if entry.flow_style:
        return (start, following) if following is not None else (entry.value[i - 1][1].end_mark.index, end)
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():  # it stands behind the hyphen of its entry
        return start, following if following is not None else end
    rest = re.compile(r"[ \t]*(#[^\n]*)?").match(text, end)
    assert rest is not None
    if rest[1]:  # a remark behind it stays, on a line of its own
        return start, rest.start(1)
    line_end = text.find("\n", end)
    return line_start, len(text) if line_end < 0 else line_end + 1


def _without(value: Any, ids: Collection[str]) -> Any:
    claims = [
        {k: v for k, v in entry.items() if k != _KEY or str(entry.get("id")) not in ids} if isinstance(entry, dict) else entry
        for entry in value["claims"]
    ]
    return {**value, "claims": claims}
