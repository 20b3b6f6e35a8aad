"""YAML documents with the line of every value. Plain data only: no tags, no anchors, no key twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from factspec.problem import Problem, Problems
from factspec.values.characters import HALF, is_whole

Path_ = tuple[str | int, ...]
_MOST = 5_000_000
_DIGITS = 100
_DEEPEST = 100
_WANTED = {"mapping values are not allowed here": "single quotes around a text with a colon in it"}
_PLAIN = {"tag:yaml.org,2002:" + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}


@dataclass(slots=True)
class Document:
    """A YAML document: its value, with dates and decimals as the text they were written in, and its lines."""

    file: str
    value: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """The line of the value at a path, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def document(text: str, file: str | Path, first_line: int = 1) -> Document:
    """The document in ``text``. Raises Problems for what is not YAML, or not plain data."""
    found = Document(str(file), None)
    if len(text) > _MOST:
        raise Problems([Problem(f"{len(text)} characters of YAML", str(file), expected=f"at most {_MOST}")])
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise Problems([Problem("YAML nested too deeply", str(file), _line(event.start_mark) + first_line - 1)])
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Problems(
                    [Problem("an anchor or alias", str(file), _line(event.start_mark) + first_line - 1, expected="plain YAML")]
                )
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark or error.context_mark) + first_line - 1
        told = error.problem or error.context or ""
        raise Problems([Problem(f"not YAML: {told}", str(file), line, expected=_WANTED.get(told, ""))]) from None
    except yaml.YAMLError as error:
        raise Problems([Problem(f"not YAML: {str(error).splitlines()[0]}", str(file))]) from None
    except RecursionError:
        raise Problems([Problem("YAML nested too deeply", str(file))]) from None
    if node is not None:
        found.value = _value(node, found, (), first_line)
    return found


def _value(node: yaml.Node, found: Document, path: Path_, first_line: int) -> Any:
    found.lines[path] = _line(node.start_mark) + first_line - 1
    if node.tag not in _PLAIN:
        raise Problems([Problem(f"a tag {node.tag!r}", found.file, found.lines[path], expected="plain YAML")])
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = _line(key.start_mark) + first_line - 1
            if not isinstance(key, yaml.ScalarNode):
                raise Problems([Problem("a list or a mapping as a key", found.file, line, expected="a word")])
            name = str(key.value)
            if not is_whole(name):
                raise Problems([Problem(HALF, found.file, line, expected="text")])
            if name in values:
                raise Problems([Problem(f"{name!r} twice", found.file, line, expected="each key once")])
            values[name] = _value(value, found, (*path, name), first_line)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, found, (*path, i), first_line) for i, item in enumerate(node.value)]
    if not is_whole(str(node.value)):
        raise Problems([Problem(HALF, found.file, found.lines[path], expected="text")])
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    text, kind = str(node.value), node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if kind == "int" and len(text) <= _DIGITS and text.lstrip("+-").isdecimal() and not text.lstrip("+-").startswith("0"):
        return int(text)
    return text


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark is not None else 1
