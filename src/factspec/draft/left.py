"""What rules leave to a person: sentences with something to check that no rule fits, and those with nothing to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factspec.draft.english import ATTRIBUTION, COMPARED, HEDGES, OPINION, PLANS, SUPERLATIVE, VAGUE
from factspec.draft.tokens import Sentence, Token

Reason = Literal["plan", "opinion", "attribution", "vague"]
_WHY: dict[Reason, str] = {
    "plan": "It speaks of what is planned or expected.",
    "opinion": "It judges, and nothing could show it to be false.",
    "attribution": "It names who says so.",
    "vague": "It gives no number, name or day that could be held against anything.",
}
_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Waived:
    """A statement that is likely no checkable fact, by its place in the article."""

    start: int
    end: int
    not_checkable: Reason
    reason: str


@dataclass(frozen=True, slots=True)
class Stub:
    """A statement that a person must word, by its place in the article: what is missing, and what in it is to be checked."""

    start: int
    end: int
    missing: str
    points: tuple[tuple[int, int], ...]


def left(sentence: Sentence, drafts: Sequence[tuple[int, int]]) -> Waived | Stub | None:
    """What is left of a sentence beside the drafts at some places of the article; None where nothing is."""
    tokens = sentence.tokens
    whole = sentence.span(0, len(sentence.plain))
    points = [sentence.span(t.start, t.end) for t in tokens if _to_check(t)]
    open_points = tuple(p for p in points if not any(start < p[1] and end > p[0] for start, end in drafts))
    if drafts:
        return Stub(*whole, "a claim for this part of the sentence", open_points) if open_points else None
    reason = _reason(sentence)
    if reason and not open_points:
        return Waived(*whole, reason, _WHY[reason])
    return Stub(*whole, _missing(sentence), open_points)


def _to_check(token: Token) -> bool:
    if token.kind in ("number", "date", "quotation", "mode"):
        return True
    if token.kind == "ordinal":
        return token.text[:1].islower() or token.text[:1].isdigit()
    return token.kind == "word" and (bool(SUPERLATIVE.fullmatch(token.low)) or any(c.isdigit() for c in token.text))


def _reason(sentence: Sentence) -> Reason | None:
    words = {t.low for t in sentence.tokens if t.kind in ("word", "pronoun")}
    names = [t for t in sentence.tokens if t.kind == "name"]
    if not any(t.kind != "mark" for t in sentence.tokens) or sentence.plain.startswith("/"):
        return "attribution"
    if words & PLANS:
        return "plan"
    if words & OPINION:
        return "opinion"
    if words & ATTRIBUTION and not names:
        return "attribution"
    return "vague" if words & VAGUE and not words & COMPARED and not names else None


def _missing(sentence: Sentence) -> str:
    tokens = sentence.tokens
    if not tokens:
        return "a sentence that is short enough to be read"
    words = {t.low for t in tokens if t.kind == "word"}
    if words & (HEDGES | PLANS):
        return "whether it came about: the sentence says what may be, or is planned"
    unknown = _unknown(tokens)
    known = [t for t in tokens if t.kind in ("verb", "measure", "noun", "role")]
    if unknown:
        return f"names that the reference knows: {', '.join(unknown)} stand for nobody in it"
    if not known:
        return "a verb, a relation or a measure of the reference"
    if not any(t.kind == "name" for t in tokens):
        return "who is meant"
    return "a day" if not any(t.kind == "date" for t in tokens) else "a sentence form that says just this"


def _unknown(tokens: Sequence[Token]) -> list[str]:
    found = [t.text for t in tokens[1:] if t.kind == "word" and t.text[:1].isupper() and len(t.text) > 1]
    return [f"“{name}”" for name in dict.fromkeys(found)][:_MOST_SHOWN]
