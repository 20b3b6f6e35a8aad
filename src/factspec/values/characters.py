"""Texts of whole characters: escapes in YAML and JSON can put half of one into a text, and no file can hold that."""

from __future__ import annotations

import re
from typing import Any

HALF = "half of a character"
_HALF = re.compile("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether a text holds whole characters alone."""
    return _HALF.search(text) is None


def all_whole(value: Any) -> bool:
    """Whether all texts in a value of JSON do, the keys among them."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str) and not is_whole(one):
            return False
    return True
