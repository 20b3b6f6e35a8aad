"""The article as far as it has been read: what rules may ask of it, and the proposals that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from factspec.draft.dates import Tense, Time
from factspec.draft.discourse import Discourse
from factspec.draft.english import AUXILIARIES, HEDGES, NEGATIONS
from factspec.draft.tokens import Sentence, Token
from factspec.draft.vocabulary import Noun, Vocabulary, words_of
from factspec.values.dates import Range
from factspec.values.periods import Period


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim, typed or as a sentence, and the stretch of a sentence's tidy text that it was made from."""

    claim: Mapping[str, Any] | str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that a claim was proposed for: later sentences speak of it as *this meeting*."""

    kind: str
    who: frozenset[str]
    place: str | None
    period: Period
    tense: Tense
    sentence: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with a verb of its own: its tokens from ``begin`` up to ``end``.

    ``opener`` is the word that joins it to what stands before: *who*, *when*, *and*, or *resumed* where a main clause goes on.
    ``scope`` is where the clause begins that it hangs on: what is doubtful there is doubtful here.
    """

    begin: int
    end: int
    opener: str = ""
    scope: int = 0


@dataclass(slots=True)
class Page:
    """An article being drafted from."""

    vocabulary: Vocabulary
    today: int
    discourse: Discourse
    happened: list[Happened] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    measured: list[dict[str, Any]] = field(default_factory=list)

    @property
    def day(self) -> Period:
        """The day of the article."""
        from factspec.values.calendar import iso

        return Period(iso(self.today))

    def resolved(self, time: Time, tense: Tense) -> str | None:
        """The period that a time means, as EDTF; None where it is none, or a past that lies ahead."""
        period = time.period(tense)
        if period is None:
            return None
        days = period.days(self.today)
        if tense == "past" and days.first > self.today:
            return None
        return period.text

    def title(self, sentence: Sentence, i: int, end: int, kinds: Iterable[str], when: str | None) -> tuple[list[str], int] | None:
        """The titled events that are named from a token on, with the token after them; None where none is, or it is not sure."""
        return _titled(self, sentence, i, end, frozenset(kinds), when)


Rule = Callable[[Page, Sentence], Iterator[Proposal]]
_OPENERS = ("who", "which", "when", "where", "but", "while", "after", "before", "although", "though", "because", "as", "whereas")
_DEPENDENT = frozenset(("when", "where", "after", "before", "because", "as", "and", "resumed"))
_BREAKS = (";", ":", "(", ")", "-", "/")


@lru_cache(maxsize=4)
def clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order."""
    found: list[Clause] = []
    begin, scope, opener = 0, 0, ""
    for i in range(len(sentence.tokens)):
        cut = _cut(sentence.tokens, i, opener)
        if cut is not None:
            found.append(Clause(begin, i, opener, scope))
            scope = scope if cut in _DEPENDENT else i + 1
            begin, opener = i + 1, cut
    found.append(Clause(begin, len(sentence.tokens), opener, scope))
    return tuple(clause for clause in found if clause.begin < clause.end)


def _cut(tokens: Sequence[Token], i: int, opener: str) -> str | None:
    """The opener of the clause that begins behind a token; None where none does."""
    token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    if token.says(*_BREAKS):
        return ""
    if after is None:
        return None
    if token.says(","):
        if after.low in _OPENERS and after.kind in ("word", "pronoun"):
            return after.low
        if opener in ("who", "which") and (after.kind == "verb" or after.says("is", "was", "will", "has", "had", "are", "were")):
            return "resumed"
    then = tokens[i + 2] if i + 2 < len(tokens) else None
    goes_on = after.says("he", "she", "they", "it") and then is not None and (then.kind == "verb" or then.low in AUXILIARIES)
    return "and" if token.says("and") and i and (after.kind == "date" or goes_on) else None


@lru_cache(maxsize=1024)
def doubtful(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause says that something may be, or was to be, asks, or has it from one voice among others."""
    words = (t.low for t in sentence.tokens[clause.scope : clause.end] if t.kind in ("word", "pronoun"))
    plain = sentence.plain
    return plain.endswith("?") or _ONE_VOICE.search(plain) is not None or any(word in HEDGES for word in words)


_ONE_VOICE = re.compile(r"\baccording to (?:one|some|others|an?)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def denials(sentence: Sentence, clause: Clause) -> int:
    """How many words of a clause turn it round: *not*, *never*, *nobody*."""
    return sum(t.low in NEGATIONS for t in sentence.tokens[clause.begin : clause.end] if t.kind == "word")


def names_from(sentence: Sentence, i: int, end: int) -> tuple[list[str], int]:
    """The names of a list that begins at a token, *A, B and C*, and the token after it."""
    tokens, found = sentence.tokens, []
    while i < end and tokens[i].kind == "name":
        found.append(tokens[i].value)
        link = next((n for n, marks in enumerate(_LINKS, 1) if _says(tokens[i + 1 : end], marks)), 0)
        i += 1
        length = len(_LINKS[link - 1]) if link else 0
        if not link or i + length >= end or tokens[i + length].kind != "name":
            break
        i += length
    return found, i


_LINKS = ((",", "and"), (",",), ("and",))


def _says(tokens: Sequence[Token], marks: Sequence[str]) -> bool:
    return len(tokens) >= len(marks) and all(token.says(mark) for token, mark in zip(tokens, marks, strict=False))


def possessive(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a possessive stands at a place: what comes before it is somebody's, and not somebody."""
    return i < len(tokens) and tokens[i].kind == "mark" and tokens[i].text in ("'s", "'")


def _titled(
    page: Page, sentence: Sentence, i: int, end: int, kinds: frozenset[str], when: str | None
) -> tuple[list[str], int] | None:
    tokens = sentence.tokens
    if i < end and tokens[i].says("the", "an", "a", "this", "last"):
        i += 1
    if i >= end:
        return None
    exact = _exact(page, sentence, i, end, kinds, when)
    if exact:
        return exact
    parts: list[list[Token]] = [[]]
    j = i
    while j < end and tokens[j].kind in ("word", "name", "adjective", "ordinal", "mode", "noun", "number"):
        if tokens[j].kind == "noun" and isinstance(tokens[j].value, Noun):
            break
        if tokens[j].says("and"):
            parts.append([])
        else:
            parts[-1].append(tokens[j])
        j += 1
    if j >= end or tokens[j].kind != "noun" or not kinds & set(tokens[j].value.kinds):
        return None
    head, j = tokens[j], j + 1
    more, j = _of_whom(tokens, j, end)
    found = []
    for part in parts:
        event = _only(page, [*part, *more], head, kinds, when) if part or more else None
        if event is None:
            return None
        found.append(event)
    return found, j


def _exact(
    page: Page, sentence: Sentence, i: int, end: int, kinds: frozenset[str], when: str | None
) -> tuple[list[str], int] | None:
    start, reference = sentence.tokens[i].start, page.vocabulary.reference
    for events, last in page.vocabulary.lexicon.titles.at(sentence.plain.casefold(), start):
        fits = [e for e in events if _is_kind(page, e, kinds) and _meets(page, e, when)]
        if len(fits) == 1 and len(events) == 1 and len(words_of(reference.events[fits[0]].title or "")) > 1:
            after = next((k for k in range(i, end) if sentence.tokens[k].start >= last), end)
            return fits, after
    return None


def _of_whom(tokens: tuple[Token, ...], j: int, end: int) -> tuple[list[Token], int]:
    """A name after *of* that belongs to a title, with another in brackets: *of the Organization (ORG)*."""
    k = j + 1
    if j < end and tokens[j].says("of"):
        k += k < end and tokens[k].says("the")
        if k < end and tokens[k].kind == "name":
            after = k + 1
            if after + 2 < len(tokens) and tokens[after].says("(") and tokens[after + 1].kind == "name":
                return [tokens[k]], min(after + 3, max(end, after))
            return [tokens[k]], after
    return [], j


def _only(page: Page, words: list[Token], head: Token, kinds: frozenset[str], when: str | None) -> str | None:
    """The one event whose title holds all the words; None where there is none, or where several do."""
    reference = page.vocabulary.reference
    found = []
    for event in reference.events.values():
        if event.title and _is_kind(page, event.id, kinds) and _meets(page, event.id, when):
            title = words_of(event.title)
            if all(_held(page, word, title) for word in words) and words_of(head.text) <= title:
                found.append(event.id)
    return found[0] if len(found) == 1 else None


def _held(page: Page, token: Token, title: frozenset[str]) -> bool:
    if token.kind == "name":
        entity = page.vocabulary.reference.entities[token.value]
        return any(words_of(name) <= title for name in (entity.name, *entity.aliases))
    return words_of(token.text) <= title


def _is_kind(page: Page, event: str, kinds: frozenset[str]) -> bool:
    reference = page.vocabulary.reference
    return bool(kinds & set(reference.kind_and_broader(reference.events[event].kind)))


def _meets(page: Page, event: str, when: str | None) -> bool:
    days: Range | None = Period(when).days(page.today) if when else None
    return days is None or page.vocabulary.reference.events[event].date.whole.meets(days)
