"""Quotations written anew in a claims file: their own characters change, and not one around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from factspec.anchors import Anchor
from factspec.article import Article, anchored
from factspec.documents import document
from factspec.problem import Problem, Problems

_LONGEST = 12
_UNSAFE = re.compile("[\x85\u2028\u2029\ufeff]")


def requoted(text: str, file: Path, article: Article, found: Sequence[Anchor]) -> str:
    """The text of a claims file with the quotations of moved and edited anchors as the article has them now.

    Raises Problems where the file would not then hold just what it held before, and those quotations.
    """
    taken = [anchor for anchor in found if anchor.selector is not None and anchor.fate in ("moved", "edited")]
    for anchor in sorted(taken, key=lambda one: one.quotation.index, reverse=True):
        text = _one(text, file, article, anchor)
    return text


def _one(text: str, file: Path, article: Article, anchor: Anchor) -> str:
    before = document(text, file).value
    index = anchor.quotation.index
    node = _quote_node(text, index)
    quote = _quote(article, anchor, before["claims"][index]["quote"])
    wanted = deepcopy(before)
    wanted["claims"][index]["quote"] = quote
    for candidate in _candidates(text, node, quote):
        try:
            if document(candidate, file).value == wanted:
                return candidate
        except Problems:
            continue
    raise Problems([Problem("cannot be written anew", str(file), anchor.quotation.line, f"claim {anchor.quotation.id}, quote")])


def _quote(article: Article, anchor: Anchor, old: Any) -> str | dict[str, str]:
    """The quotation in the form that it had, with as much of what stands around it as tells which place is meant."""
    assert anchor.selector is not None
    start, end = anchor.selector.start, anchor.selector.end
    exact = " ".join(article.text[start:end].split())
    around = (article.text[:start].split()[-_LONGEST:], article.text[end:].split()[:_LONGEST])
    glued = (start > 0 and not article.text[start - 1].isspace(), not article.text[end : end + 1].isspace())
    given = old if isinstance(old, dict) else {}
    if _stands(article, exact, given.get("prefix", ""), given.get("suffix", ""), start):
        return {**given, "exact": exact} if isinstance(old, dict) else exact
    least = [len(given.get(name, "").split()) for name in ("prefix", "suffix")]
    for more in range(_LONGEST + 1):
        for words in (
            (least[0], least[1]),
            (least[0] + more, least[1]),
            (least[0], least[1] + more),
            (least[0] + more, least[1] + more),
        ):
            prefix = " ".join(around[0][-words[0] :]) if words[0] else ""
            suffix = " ".join(around[1][: words[1]]) if words[1] else ""
            if not _stands(article, exact, prefix, suffix, start):
                continue
            spaced = {"prefix": prefix + ("" if glued[0] else " "), "suffix": ("" if glued[1] else " ") + suffix}
            kept = {name: spaced[name] for name, part in (("prefix", prefix), ("suffix", suffix)) if part}
            return {"exact": exact, **kept}
    raise Problems(
        [Problem(f"{exact!r} stands in places that nothing near tells apart", path=f"claim {anchor.quotation.id}, quote")]
    )


def _stands(article: Article, exact: str, prefix: str, suffix: str, start: int) -> bool:
    try:
        return anchored(article, exact, prefix, suffix).start == start
    except Problems:
        return False


def _quote_node(text: str, index: int) -> yaml.Node:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    found: yaml.Node = _value(_value(root, "claims").value[index], "quote")
    return found


def _value(node: Any, name: str) -> Any:
    return next(value for key, value in node.value if key.value == name)


def _candidates(text: str, node: yaml.Node, quote: str | Mapping[str, str]) -> Iterator[str]:
    """The text with the quotation in it, likest to what it was first."""
    if isinstance(quote, str):
        for spelled in _scalars(node, quote):
            yield _put(text, node, spelled)
        return
    if isinstance(node, yaml.MappingNode) and {key.value for key, _ in node.value} == set(quote):
        changed = text
        for key, value in reversed(node.value):
            if str(value.value) != quote[key.value]:
                changed = _put(changed, value, next(iter(_scalars(value, quote[key.value]))))
        yield changed
        for key, value in reversed(node.value):
            text = _put(text, value, _double(quote[key.value]))
        yield text
        return
    yield _put(text, node, "{" + ", ".join(f"{name}: {_double(part)}" for name, part in quote.items()) + "}")


def _scalars(node: yaml.Node, value: str) -> Iterator[str]:
    style = getattr(node, "style", None)
    if style == "'":
        yield "'" + value.replace("'", "''") + "'"
    elif style is None and isinstance(node, yaml.ScalarNode):
        yield value
    yield _double(value)


def _double(value: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _put(text: str, node: yaml.Node, spelled: str) -> str:
    """The text with a value in place of a node's; what white space ends the node stays."""
    start, end = node.start_mark.index, node.end_mark.index
    tail = len(text[start:end]) - len(text[start:end].rstrip())
    return text[:start] + spelled + text[end - tail :]
