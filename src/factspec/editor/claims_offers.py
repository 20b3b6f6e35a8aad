"""Completions in a claims file: keys, verdicts, kinds and their fields, ids, sentences, and words of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factspec.article import Article
from factspec.claim import Kinds, slots
from factspec.editor.offers import Offer, among
from factspec.editor.outline import written
from factspec.editor.sentences import continuations
from factspec.editor.spans import Point
from factspec.grammar import Grammar
from factspec.reference.facts import Reference
from factspec.stated import file_models
from factspec.verdict import Verdict

_KEY = re.compile(r"^(\s*)(- )?(\w*)$")
_FLOW_KEY = re.compile(r"[{,]\s*(\w*)$")
_VALUE = re.compile(r"(?:^\s*(?:- )?|[{,]\s*)(\w+):[ \t]+([^:,{}\[\]]*)$")
_TEXT = re.compile(r"^\s*(?:- )?(says|quote):[ \t]+(.*)$")
_SAID = re.compile(r"^(\s*)(- )?(\w+):")
_REASONS = ["plan", "opinion", "attribution", "vague"]


def offers(text: str, point: Point, article: Article | None, grammar: Grammar) -> list[Offer]:
    """What may be put in at a point of a claims file."""
    lines = text.split("\n")
    head = lines[point.line][: point.column] if point.line < len(lines) else ""
    if match := _TEXT.match(head):
        return _texts(match[1], match[2], article, grammar)
    if match := _VALUE.search(head):
        return _values(match[1], match[2], article, grammar)
    if (match := _FLOW_KEY.search(head)) and "claim:" in head:
        return _fields(head, match[1], grammar.kinds)
    if match := _KEY.match(head):
        return _keys(lines, point.line, match, grammar.kinds)
    return []


def _texts(key: str, typed: str, article: Article | None, grammar: Grammar) -> list[Offer]:
    if key == "says":
        return continuations(typed.removeprefix('"').removeprefix("'"), grammar, article.front.published if article else None)
    statements = [" ".join(one.text.split()) for one in article.statements] if article else []
    wanted = typed.strip("\"'").casefold()
    return [Offer(one, written(one), len(typed), "text") for one in statements if wanted in one.casefold()]


def _values(key: str, typed: str, article: Article | None, grammar: Grammar) -> list[Offer]:
    match key:
        case "expect":
            return among([verdict.value for verdict in Verdict], typed, "value")
        case "not_checkable":
            return among(_REASONS, typed, "value")
        case "kind":
            return among({name: (kind.__doc__ or "").split("\n")[0] for name, kind in grammar.kinds.items()}, typed, "value")
        case "as_of" | "day":
            return among([article.front.published], typed, "value") if article else []
        case "article":
            return among([article.id], typed, "value") if article else []
        case "id" | "note" | "reason" | "tags":
            return []
        case _:
            return among(_ids(grammar.lexicon.reference), typed, "name") if typed else []


def _ids(reference: Reference) -> dict[str, str]:
    """The ids of what typed claims name, each with what it is."""
    found = dict.fromkeys(reference.relation_kinds, "relation")
    found |= {event.id: event.title or "event" for event in reference.events.values()}
    found |= {entity.id: entity.name for entity in reference.entities.values()}
    found |= dict.fromkeys(reference.kinds, "kind of event")
    return found | dict.fromkeys(reference.measures, "measure") | dict.fromkeys(reference.tables, "table")


def _fields(head: str, typed: str, kinds: Kinds) -> list[Offer]:
    """The fields of the kind that a typed claim on one line names, those that are not there yet."""
    inner = head[head.rfind("{") :]
    there = re.findall(r"(\w+):", inner)
    named = re.search(r"kind:\s*(\w+)", inner)
    if not named:
        return among(["kind"], typed, "keyword", after=": ")
    return _kind_fields(named[1], there, typed, kinds)


def _kind_fields(kind: str, there: Sequence[str], typed: str, kinds: Kinds) -> list[Offer]:
    if kind not in kinds:
        return []
    blanks = {field: slot.hint for field, slot in slots(kinds[kind]).items() if field not in there}
    return among(blanks, typed, "keyword", after=": ")


def _keys(lines: Sequence[str], line: int, match: re.Match[str], kinds: Kinds) -> list[Offer]:
    """The keys that fit where a line begins: those of the file, of an entry, or of a typed claim in it."""
    indent, dash, typed = len(match[1]), match[2], match[3]
    whole, entry = file_models()
    if indent == 0 and not dash:
        there = [found[3] for text in lines if (found := _SAID.match(text)) and not found[1] and not found[2]]
        return among([name for name in whole.model_fields if name not in there], typed, "keyword", after=": ")
    depth = indent + (2 if dash else 0)
    above = _block(lines, line, depth, -1) if not dash else []
    below = _block(lines, line, depth, 1)
    there = [key for key, _ in (*above, *below)]
    if "kind" in there:
        kind = next(value for key, value in (*above, *below) if key == "kind")
        return _kind_fields(kind, there, typed, kinds)
    if _parent(lines, line, depth) == "claim":
        return among(["kind"], typed, "keyword", after=": ")
    return among([name for name in entry.model_fields if name not in there], typed, "keyword", after=": ")


def _block(lines: Sequence[str], line: int, depth: int, step: int) -> list[tuple[str, str]]:
    """The keys of the same mapping above or below a line, with their values."""
    found = []
    for text in lines[line + 1 :] if step > 0 else reversed(lines[:line]):
        match = _SAID.match(text)
        at = len(match[1]) + len(match[2] or "") if match else len(text) - len(text.lstrip())
        if text.strip() and at < depth:
            break
        if match and at == depth:
            if match[2] and step > 0:
                break
            found.append((match[3], text.partition(":")[2].strip()))
            if match[2]:
                break
    return found


def _parent(lines: Sequence[str], line: int, depth: int) -> str | None:
    """The key that the mapping of a line hangs below."""
    for text in reversed(lines[:line]):
        match = _SAID.match(text)
        if match and len(match[1]) + len(match[2] or "") < depth:
            return match[3]
    return None
