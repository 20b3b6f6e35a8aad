"""The outline of a claims file: where each entry stands, and each of its keys and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from factspec.editor.spans import Point, Span


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a claims file. ``keys`` and ``values`` are spans by the names of its keys."""

    id: str | None
    span: Span
    keys: Mapping[str, Span]
    values: Mapping[str, Span]

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.span.start.line

    def whole(self, key: str) -> Span:
        """A key with its value."""
        return Span(self.keys[key].start, self.values[key].end)

    @property
    def stated(self) -> Span:
        """What it says: its sentence or its typed claim, else all of it."""
        return next((self.values[key] for key in ("says", "claim", "quote") if key in self.values), self.span)


@lru_cache(maxsize=8)
def outline(text: str) -> tuple[Entry, ...]:
    """The entries of a claims file; none where it is not YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ()
    listed = _value(node, "claims")
    if not isinstance(listed, yaml.SequenceNode):
        return ()
    lines = text.split("\n")
    return tuple(_entry(item, lines) for item in listed.value if isinstance(item, yaml.MappingNode))


def entry_at(entries: tuple[Entry, ...], point: Point) -> Entry | None:
    """The entry that a point lies in, or that ends above it with nothing but space between."""
    before = [entry for entry in entries if entry.span.start.line <= point.line]
    return before[-1] if before and point.line <= before[-1].span.end.line else None


def _entry(node: yaml.MappingNode, lines: list[str]) -> Entry:
    pairs = [(str(key.value), key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    values = {name: _span(value, lines) for name, _, value in pairs}
    named = _value(node, "id")
    start = _point(node.start_mark)
    return Entry(
        id=str(named.value) if isinstance(named, yaml.ScalarNode) else None,
        span=Span(start, max((value.end for value in values.values()), default=start)),
        keys={name: _span(key, lines) for name, key, _ in pairs},
        values=values,
    )


def _value(node: Any, name: str) -> Any:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if isinstance(key, yaml.ScalarNode) and key.value == name), None)


def _span(node: yaml.Node, lines: list[str]) -> Span:
    """Where a node stands, without the space after it that YAML counts to a block."""
    start, end = _point(node.start_mark), _point(node.end_mark)
    while end.line > start.line and not "".join(lines[end.line : end.line + 1])[: end.column].strip():
        end = Point(end.line - 1, len(lines[end.line - 1].rstrip()))
    return Span(start, end)


def _point(mark: Any) -> Point:
    return Point(mark.line, mark.column)


def written(text: str) -> str:
    """A text as YAML has it: plain where that reads the same everywhere, else in double quotes."""
    try:
        plain = yaml.safe_load(f"a: {text}") == {"a": text} and yaml.safe_load(f"{{a: {text}}}") == {"a": text}
    except yaml.YAMLError:
        plain = False
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
