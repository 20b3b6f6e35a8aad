"""How often, and for the how-manieth time: *their second meeting this year*, *six telephone talks*, *previous visits*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factspec.draft.english import word_set
from factspec.draft.page import Clause, Happened, Page, Proposal, clauses, denials, doubtful, names_from, possessive
from factspec.draft.rules.subjects import subject
from factspec.draft.tokens import Sentence, Token
from factspec.draft.vocabulary import Noun
from factspec.reference.schema import Kind
from factspec.values.counting import cardinal_at

_HAD = word_set("had have has made makes make held hold paid pay been")
_BEFORE_NOUN = frozenset(("their", "his", "her", "the", "its"))


def counts(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """*They have had six telephone talks this year*: so many events of a kind in a window."""
    tokens = sentence.tokens
    for clause in clauses(sentence):
        if doubtful(sentence, clause) or denials(sentence, clause):
            continue
        for i in range(clause.begin + 2, clause.end - 1):
            if tokens[i].kind != "number" or tokens[i - 1].low not in _HAD:
                continue
            noun, mode, end = _noun(tokens, i + 1, clause.end)
            counted = cardinal_at(tokens[i].low, 0)
            if noun is None or counted is None or counted[1] != len(tokens[i].low):
                continue
            j = i - 1
            while j > clause.begin and tokens[j].low in _HAD:
                j -= 1
            who = subject(page, sentence, clause, j)
            kind = _kind(page, noun)
            window, last, begin = _window(page, tokens, clause, end, who[1] if who else j)
            if who and kind and window:
                what = _what(kind, who[0])
                if what:
                    times = {"least": counted[0], "most": counted[0]}
                    claim = {"kind": "count", "what": {**what, **mode}, "times": times, "window": window}
                    yield Proposal(claim, tokens[begin].start, tokens[last - 1].end)


def ordinals(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """*This is the second offline meeting between the two presidents this year*, *It was his second foreign visit*."""
    tokens = sentence.tokens
    for clause in clauses(sentence):
        if doubtful(sentence, clause) or denials(sentence, clause):
            continue
        for i in range(clause.begin + 1, clause.end - 1):
            if tokens[i].kind != "ordinal":
                continue
            noun, mode, end = _noun(tokens, i + 1, clause.end)
            owner = _owner(page, sentence, i)
            if noun is None or owner is None or not _copula(tokens, clause, owner[1]):
                continue
            who = owner[0]
            if end + 1 < clause.end and tokens[end].says("between", "of"):
                named, end = _between(page, sentence, end + 1, clause.end)
                who = named or ()
            more, end = _mode(tokens, end, clause.end)
            kind = _kind(page, noun)
            window, last, begin = _window(page, tokens, clause, end, owner[1])
            window = window or _shared_window(page, tokens, clause, i)
            what = _what(kind, who) if kind else None
            on = _this(page, sentence, kind, who) if kind else None
            if what and window and on:
                yield Proposal(
                    {"kind": "ordinal", "what": {**what, **mode, **more}, "on": on, "nth": tokens[i].value, "window": window},
                    tokens[begin].start, tokens[last - 1].end,
                )  # fmt: skip


def previous(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """*A's previous visits to B and C took place in 2019*, *A was last in B in 2019*, *A had not been to B since May*."""
    tokens = sentence.tokens
    for clause in clauses(sentence):
        if doubtful(sentence, clause):
            continue
        if not denials(sentence, clause):
            yield from _previous_visits(page, sentence, clause)
        for i in range(clause.begin, clause.end - 3):
            if tokens[i].says("was") and tokens[i + 1].says("last") and tokens[i + 2].says("in") and tokens[i + 3].kind == "name":
                yield from _was_last_in(page, sentence, clause, i - 1, i + 3)
            if tokens[i].says("not") and tokens[i + 1].says("been") and tokens[i + 2].says("to", "in"):
                yield from _was_last_in(page, sentence, clause, i - 2, i + 3, since=True)


def _was_last_in(page: Page, sentence: Sentence, clause: Clause, j: int, at: int, *, since: bool = False) -> Iterator[Proposal]:
    tokens = sentence.tokens
    who, kind = subject(page, sentence, clause, j), page.vocabulary.kind_with_verb("visited")
    after = at + 1
    if who is None or len(who[0]) != 1 or kind is None or tokens[at].kind != "name" or after >= clause.end:
        return
    time = tokens[after].value if tokens[after].kind == "date" else None
    when = (
        page.resolved(time, "past")
        if time and (time.form == "since") == since and page.vocabulary.is_place(tokens[at].value)
        else None
    )
    if when:
        yield _last(page, kind, who[0][0], tokens[at].value, when, tokens[who[1]].start, tokens[after].end)


def _last(page: Page, kind: str, who: str, place: str, when: str, start: int, end: int) -> Proposal:
    what = {"event_kind": kind, "subject": who, "place": place}
    return Proposal({"kind": "previous", "before": page.day.text, "what": what, "when": when}, start, end)


def _previous_visits(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    tokens = sentence.tokens
    for i in range(clause.begin + 2, clause.end - 2):
        if not tokens[i].says("previous", "last") or tokens[i + 1].kind != "noun" or not tokens[i + 2].says("to"):
            continue
        owner, kind = _owner(page, sentence, i), _kind(page, tokens[i + 1].value)
        places, end = names_from(sentence, i + 3, clause.end)
        end += sum(tokens[k].says("took", "place", "was", "were") for k in range(end, min(end + 2, clause.end)))
        if owner is None or len(owner[0]) != 1 or kind is None or kind.object != "place" or end >= clause.end:
            continue
        if tokens[end].kind == "date" and (when := page.resolved(tokens[end].value, "past")):
            start, last = tokens[owner[1]].start, tokens[end].end
            yield from (_last(page, kind.kind, owner[0][0], place, when, start, last) for place in places)


def _noun(tokens: tuple[Token, ...], i: int, end: int) -> tuple[Noun | None, dict[str, Any], int]:
    """The noun of a kind of event, with a mode before it, and the token after it."""
    mode: dict[str, Any] = {}
    if i < end and tokens[i].kind == "mode":
        mode, i = {"mode": tokens[i].value}, i + 1
    if i < end and tokens[i].kind == "noun":
        return tokens[i].value, mode, i + 1
    return None, mode, i


def _mode(tokens: tuple[Token, ...], i: int, end: int) -> tuple[dict[str, Any], int]:
    return ({"mode": tokens[i].value}, i + 1) if i < end and tokens[i].kind == "mode" else ({}, i)


def _kind(page: Page, noun: Noun) -> Kind | None:
    kinds = [page.vocabulary.reference.kinds[name] for name in noun.kinds]
    return kinds[0] if len(kinds) == 1 and kinds[0].verbs else None


def _what(kind: Kind, who: tuple[str, ...]) -> dict[str, Any] | None:
    """The events of a kind by those who take part, where the kind's verb takes no more than that."""
    if kind.object == "participant" and len(who) == 2:
        return {"event_kind": kind.kind, "subject": who[0], "others": (who[1],)}
    if kind.object == "none" and len(who) == 1:
        return {"event_kind": kind.kind, "subject": who[0]}
    return None


def _owner(page: Page, sentence: Sentence, i: int) -> tuple[tuple[str, ...], int] | None:
    """Whose n-th it is: *A's*, *their*, or nobody's where *the* stands before it; and the token where that begins."""
    tokens = sentence.tokens
    if i >= 2 and possessive(tokens, i - 1) and tokens[i - 2].kind == "name":
        return (tokens[i - 2].value,), i - 2
    if i >= 1 and tokens[i - 1].says("their", "his", "her"):
        return page.discourse.meant(sentence, i - 1), i - 1
    return ((), i - 1) if i >= 1 and tokens[i - 1].says("the") else None


def _copula(tokens: tuple[Token, ...], clause: Clause, begin: int) -> bool:
    """Whether *It was* or *This is* leads to a place, or *and* from such a place before it."""
    words = [t.low for t in tokens[clause.begin : begin]]
    led = len(words) >= 2 and words[-1] in ("is", "was") and words[-2] in ("it", "this")
    return led or (len(words) >= 3 and words[-1] == "and" and words[0] in ("it", "this") and words[1] in ("is", "was"))


def _between(page: Page, sentence: Sentence, i: int, end: int) -> tuple[tuple[str, ...], int]:
    tokens = sentence.tokens
    names, after = names_from(sentence, i, end)
    if len(names) == 2:
        return tuple(names), after
    for j in range(i, min(i + 4, end)):
        who = page.discourse.meant(sentence, j)
        if len(who) == 2 and tokens[j].kind in ("role", "number"):
            return who, j + 1
    return (), i


def _window(page: Page, tokens: tuple[Token, ...], clause: Clause, end: int, begin: int) -> tuple[str | None, int, int]:
    """The window beside a count, after it or at the head of its clause, with the tokens it ends and begins at."""
    if end < clause.end and tokens[end].says("so") and end + 1 < clause.end and tokens[end + 1].says("far"):
        end += 2
    if end < clause.end and tokens[end].kind == "date" and tokens[end].value.form == "at":
        return page.resolved(tokens[end].value, "past"), end + 1, begin
    if clause.begin < begin and tokens[clause.begin].kind == "date":
        return page.resolved(tokens[clause.begin].value, "past"), end, clause.begin
    return None, end, begin


def _shared_window(page: Page, tokens: tuple[Token, ...], clause: Clause, i: int) -> str | None:
    """The window of an n-th before this one in the clause: *his first trip this year and his second visit*."""
    found = [t.value for t in tokens[clause.begin : i] if t.kind == "date" and t.value.window]
    return page.resolved(found[0], "past") if len(found) == 1 and any(t.says("and") for t in tokens[clause.begin : i]) else None


def _this(page: Page, sentence: Sentence, kind: Kind, who: tuple[str, ...]) -> str | None:
    """The day of the event that the article is about: the last one of that kind and those people told before."""
    told = [h for h in page.happened if h.sentence < sentence.index and h.who == frozenset(who)]
    if kind.object == "participant":
        fits = [h for h in told if h.kind == kind.kind]
    else:
        fits = [h for h in told if _journey(page, h) and h.tense == "now"]
    return fits[-1].period.text if fits and fits[-1].period.is_day else None


def _journey(page: Page, happened: Happened) -> bool:
    return page.vocabulary.reference.kinds[happened.kind].object == "place"
