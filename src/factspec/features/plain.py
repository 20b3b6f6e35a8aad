"""Plain features: those of scenarios and steps in English alone, read line by line into the tree that gherkin-official makes.

Whatever is beyond that, or may be wrong, is left to gherkin-official: tables, texts in quotes, outlines, rules, descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Node = dict[str, Any]

_STEPS = {"Given": "Context", "When": "Action", "Then": "Outcome", "And": "Conjunction", "But": "Conjunction", "*": "Unknown"}
_TAGS = re.compile(r"@[^\s@#]+(?: +@[^\s@#]+)*")
_TITLES = ("Scenario", "Example")


def plain_feature(lines: Sequence[str]) -> Node | None:
    """The feature of some lines, with all of gherkin's tree that is read of it; None where it is more than plain."""
    feature: Node | None = None
    tags: list[Node] = []
    steps: list[Node] | None = None
    for number, line in enumerate(lines, 1):
        text = line.strip()
        head, _, rest = text.partition(" ")
        kind = _STEPS.get(head)
        if kind is not None:
            said = rest.strip()
            if steps is None or tags or not said:
                return None
            steps.append({"location": {"line": number}, "keyword": f"{head} ", "keywordType": kind, "text": said})
        elif not text or (text[0] == "#" and "language" not in text.casefold()):
            continue
        elif text[0] == "@":
            if not _TAGS.fullmatch(text):
                return None
            tags += ({"location": {"line": number}, "name": name} for name in text.split())
        elif feature is None:
            feature = _titled(text, ("Feature",), number, tags=tags, language="en", children=[])
            if feature is None:
                return None
            tags = []
        else:
            added = _under(feature, text, number, tags)
            if added is None:
                return None
            tags, steps = [], added
    return None if tags else feature


def _under(feature: Node, text: str, number: int, tags: list[Node]) -> list[Node] | None:
    """Adds a background or a scenario to a feature; its steps, which are none yet. None for any other line."""
    if scenario := _titled(text, _TITLES, number, tags=tags, examples=[], steps=[]):
        kind, node = "scenario", scenario
    elif (background := _titled(text, ("Background",), number, steps=[])) and not tags and not feature["children"]:
        kind, node = "background", background
    else:
        return None
    feature["children"].append({kind: node})
    steps: list[Node] = node["steps"]
    return steps


def _titled(text: str, keywords: Sequence[str], number: int, **more: object) -> Node | None:
    """The node of a line with a keyword, a colon and a name; None for other lines."""
    keyword, colon, name = text.partition(":")
    if not colon or keyword not in keywords:
        return None
    return {"location": {"line": number}, "keyword": keyword, "name": name.strip(), **more}
