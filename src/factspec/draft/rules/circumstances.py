"""What stands behind a verb and what it takes: where, how, when, how often, on the sidelines of what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factspec.draft.dates import Tense, Time
from factspec.draft.english import ADVERBS
from factspec.draft.page import Clause, Page, names_from, possessive
from factspec.draft.tokens import Sentence, Token
from factspec.values.counting import cardinal_at
from factspec.values.modes import Mode


@dataclass(frozen=True, slots=True)
class Around:
    """Where, how and when, and the token after it; ``closed`` where nothing more is said there."""

    end: int
    mode: Mode | None = None
    place: str | None = None
    time: Time | None = None
    beside: tuple[str, ...] = ()
    nth: int | None = None
    times: int | None = None
    window: Time | None = None
    closed: bool = False


def around_verb(page: Page, sentence: Sentence, clause: Clause, tense: Tense, takes: str, i: int) -> Around | None:
    tokens, found = sentence.tokens, Around(i)
    while i < clause.end:
        token, after = tokens[i], tokens[i + 1] if i + 1 < clause.end else None
        if token.kind == "mode" and found.mode is None:
            found, i = replace(found, mode=token.value), i + 1
        elif token.kind == "date" and found.time is None:
            found, i = replace(found, time=token.value), i + 1
        elif token.says("in", "at") and after and after.kind == "name" and takes != "place" and found.place is None:
            if possessive(tokens, i + 2) or not page.vocabulary.is_place(after.value):
                return None
            found, i = replace(found, place=after.value), i + 2
        elif (
            (token.says(",") and after and (after.kind in ("date", "mode") or after.says("in", "at")))
            or token.low in ADVERBS
            or token.says("there", "then")
        ):
            i += 1
        elif token.says("for") and _nth(tokens, i, clause.end):
            nth, i = _nth(tokens, i, clause.end) or (0, i)
            window = tokens[i].value if i < clause.end and tokens[i].kind == "date" else None
            found, i = replace(found, nth=nth, window=window), i + (window is not None)
        elif found.times is None and (times := _times(tokens, i, clause.end)):
            found, i = replace(found, times=times[0]), times[1]
        elif (
            token.says("scheduled", "due") and after and after.says("for") and i + 2 < clause.end and tokens[i + 2].kind == "date"
        ):
            found, i = replace(found, time=tokens[i + 2].value), i + 3
        elif token.says("on") and _sidelines(tokens, i, clause.end):
            beside = _beside(page, sentence, tense, found.time, i + 4)
            if beside is None:
                break
            found, i = replace(found, beside=tuple(beside[0])), beside[1]
        elif token.says("of") and takes == "event" and _leaders_of(sentence, i, clause.end):
            _, i = _leaders_of(sentence, i, clause.end) or ((), i)
        else:
            break
        found = replace(found, end=i)
    closed = i >= clause.end or tokens[i].says(",", ".", "and")
    return replace(found, closed=closed)


def _nth(tokens: tuple[Token, ...], i: int, end: int) -> tuple[int, int] | None:
    """*for the second time*: the number, and the token after it."""
    if i + 3 < end and tokens[i + 1].says("the") and tokens[i + 2].kind == "ordinal" and tokens[i + 3].says("time"):
        return tokens[i + 2].value, i + 4
    return None


def _times(tokens: tuple[Token, ...], i: int, end: int) -> tuple[int, int] | None:
    """*twice*, *six times*: how often, and the token after it."""
    if tokens[i].says("once", "twice"):
        return (1 if tokens[i].low == "once" else 2), i + 1
    if i + 1 < end and tokens[i].kind == "number" and tokens[i + 1].says("times", "time"):
        counted = cardinal_at(tokens[i].low, 0)
        return (counted[0], i + 2) if counted and counted[1] == len(tokens[i].low) else None
    return None


def _sidelines(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    return i + 4 < end and tokens[i + 1].says("the") and tokens[i + 2].says("sidelines", "margins") and tokens[i + 3].says("of")


def _beside(page: Page, sentence: Sentence, tense: Tense, time: Time | None, i: int) -> tuple[list[str], int] | None:
    kinds = [kind.kind for kind in page.vocabulary.reference.kinds.values() if kind.object == "event" and kind.verbs]
    when = page.resolved(time, tense) if time else None
    return page.title(sentence, i, len(sentence.tokens), kinds, when)


def _leaders_of(sentence: Sentence, i: int, end: int) -> tuple[list[str], int] | None:
    """*of the leaders of A, B and C*: the names, and the token after them."""
    tokens = sentence.tokens
    j = i + 1 + (i + 1 < end and tokens[i + 1].says("the"))
    if j + 1 < end and tokens[j].kind == "role" and tokens[j].value[1] and tokens[j + 1].says("of"):
        names, after = names_from(sentence, j + 2, end)
        return (names, after) if len(names) > 1 else None
    return None
