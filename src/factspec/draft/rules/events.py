"""Somebody did something with somebody, somewhere, on a day: *A met B in C on Monday*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from factspec.draft.dates import Tense, Time
from factspec.draft.discourse import Group, counterpart
from factspec.draft.english import ADVERBS, AUXILIARIES, BEFORE_NO_SUBJECT, FUTURE, NEGATIONS
from factspec.draft.page import Clause, Happened, Page, Proposal, clauses, doubtful, names_from, possessive
from factspec.draft.tokens import Sentence, Token
from factspec.draft.vocabulary import Verb
from factspec.reference.schema import Kind
from factspec.values.counting import cardinal_at
from factspec.values.modes import Mode

_MAY_STAND_BEFORE = frozenset((",", ":", ";", "(", "-", "and", "that", "when", "where", "as", "while", "but", "who", "which"))


@dataclass(frozen=True, slots=True)
class _Did:
    """A verb with who did it: the tokens from ``begin`` up to ``end``, the subject and the verb included."""

    subject: tuple[str, ...]
    kind: Kind
    tense: Tense
    negated: bool
    last: bool
    purpose: bool
    begin: int
    end: int
    mutual: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """Where, how and when, and the token after it."""

    end: int
    mode: Mode | None = None
    place: str | None = None
    time: Time | None = None
    beside: tuple[str, ...] = ()
    nth: int | None = None
    times: int | None = None
    window: Time | None = None


def events(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Events told with a verb of the reference, how often they came about, and when the last one was."""
    for clause in clauses(sentence):
        if doubtful(sentence, clause):
            continue
        before: tuple[_Did, _Around] | None = None
        for v in range(clause.begin, clause.end):
            if sentence.tokens[v].kind != "verb":
                continue
            did = _did(page, sentence, clause, v, before)
            if did is None:
                continue
            for objects, end in _objects(page, sentence, clause, did):
                around = _around(page, sentence, clause, did, end)
                if around is None:
                    break
                if did.purpose and before and around.time is None:
                    around = replace(around, time=before[1].time)
                before = did, around
                yield from _claims(page, sentence, clause, did, objects, around)


def _did(page: Page, sentence: Sentence, clause: Clause, v: int, before: tuple[_Did, _Around] | None) -> _Did | None:
    tokens, verb = sentence.tokens, sentence.tokens[v].value
    assert isinstance(verb, Verb)
    j, words = v - 1, []
    while j >= clause.begin and tokens[j].kind in ("word", "ordinal") and _beside_verb(tokens[j]):
        words.append(tokens[j].low)
        j -= 1
    tense = _tense(verb, tokens[v].low, words)
    kind = page.vocabulary.reference.kinds[verb.kind]
    if tense is None or "first" in words:
        return None
    negated = any(word in NEGATIONS for word in words)
    if "to" in words:
        went_on = before is not None and before[1].end == j + 1 and before[0].tense == "future" and not negated
        return _Did(before[0].subject, kind, "future", False, False, True, v, v + 1, verb.mutual) if went_on and before else None
    if before is not None and j >= clause.begin and tokens[j].says("and") and before[1].end == j:
        return _Did(before[0].subject, kind, tense, negated, "last" in words, False, v, v + 1, verb.mutual)
    found = subject(page, sentence, clause, j)
    if found is None:
        return None
    return _Did(found[0], kind, tense, negated, "last" in words, False, found[1], v + 1, verb.mutual)


def _beside_verb(token: Token) -> bool:
    return token.low in AUXILIARIES or token.low in ADVERBS or token.low in NEGATIONS or token.low == "last"


def _tense(verb: Verb, text: str, words: list[str]) -> Tense | None:
    """When it happened, as the verb has it; None where it did not happen, or that is not sure."""
    being = {"is", "are", "was", "were", "be", "been", "being"} & set(words)
    if FUTURE & set(words):
        return "future" if verb.form == "base" and not being else None
    if verb.form == "going":
        return "now" if being & {"is", "are"} else "past" if being & {"was", "were"} else None
    if verb.form == "past":
        return None if being else "past"
    if verb.form == "third":
        return "now" if text.startswith(("is ", "are ")) else None
    if "to" in words:
        return "future" if not being and len(words) == 1 else None
    return "past" if "did" in words else None


def subject(page: Page, sentence: Sentence, clause: Clause, j: int) -> tuple[tuple[str, ...], int] | None:
    """Who the words up to a token name as the one who does something, and the token where they begin."""
    tokens = sentence.tokens
    if clause.opener == "resumed" and j < clause.begin:
        return _resumed(sentence, clause)
    if j < clause.begin:
        return None
    token = tokens[j]
    if token.kind == "name":
        k = j
        while k - 2 >= clause.begin and tokens[k - 1].says("and", ",") and tokens[k - 2].kind == "name":
            k -= 2
        names = tuple(t.value for t in tokens[k : j + 1] if t.kind == "name")
        if len(names) > 1 and not tokens[j - 1].says("and"):
            names, k = names[-1:], j
        begin = k
        while begin - 1 >= clause.begin and (tokens[begin - 1].kind in ("role", "adjective")):
            begin -= 1
        return (names, begin) if _may_begin(tokens, clause, begin, names) else None
    who = page.discourse.meant(sentence, j)
    begin = j
    while begin - 1 >= clause.begin and (
        tokens[begin - 1].kind in ("adjective", "number") or tokens[begin - 1].says("the", "both", "and", "two", "those")
    ):
        begin -= 1
    if begin < j and tokens[begin].says("and"):
        begin += 1
    return (who, begin) if who and _may_begin(tokens, clause, begin, who) else None


def _may_begin(tokens: tuple[Token, ...], clause: Clause, begin: int, who: tuple[str, ...]) -> bool:
    if begin <= clause.begin or len(set(who)) != len(who):
        return len(set(who)) == len(who)
    before = tokens[begin - 1]
    if before.low in BEFORE_NO_SUBJECT or before.text in ("'s", "'"):
        return False
    return before.kind == "date" or before.low in _MAY_STAND_BEFORE or before.low in ADVERBS


def _resumed(sentence: Sentence, clause: Clause) -> tuple[tuple[str, ...], int] | None:
    """The subject of a main clause that goes on after *A, who ...,*."""
    for i in range(clause.begin - 1, 1, -1):
        if sentence.tokens[i].says("who", "which") and sentence.tokens[i - 1].says(","):
            name = sentence.tokens[i - 2]
            return ((name.value,), clause.begin) if name.kind == "name" else None
    return None


def _objects(page: Page, sentence: Sentence, clause: Clause, did: _Did) -> Iterator[tuple[dict[str, Any], int]]:
    """What the verb takes, one after the other where it takes several, each with the token after all of them."""
    tokens, i = sentence.tokens, did.end
    match did.kind.object:
        case "none":
            yield {}, i
        case "participant":
            if did.mutual or (len(did.subject) == 2 and not _names_somebody(tokens, i, clause.end)):
                if len(did.subject) == 2:
                    yield {"others": (did.subject[1],)}, i
                return
            others, end = _participants(page, sentence, i, clause.end)
            if others and len(did.subject) == 1 and did.subject[0] not in others and not possessive(tokens, end):
                yield {"others": tuple(sorted(others))}, end
        case "place":
            names, end = names_from(page, sentence, i, clause.end)
            if all(map(page.vocabulary.is_place, names)) and not possessive(tokens, end):
                yield from (({"place": name}, end) for name in names)
        case "event":
            yield from _event_objects(page, sentence, clause, did, i)


def _event_objects(page: Page, sentence: Sentence, clause: Clause, did: _Did, i: int) -> Iterator[tuple[dict[str, Any], int]]:
    tokens = sentence.tokens
    when = next((page.resolved(t.value, did.tense) for t in tokens[i : clause.end] if t.kind == "date"), None)
    titled = page.title(sentence, i, clause.end, (did.kind.kind,), when)
    if titled:
        yield from (({"event": event}, titled[1]) for event in titled[0])
    elif i + 1 < clause.end and tokens[i].says("a", "an") and tokens[i + 1].kind == "noun" and not tokens[i + 1].value.plural:
        narrower = [k for k in tokens[i + 1].value.kinds if did.kind.kind in page.vocabulary.reference.kind_and_broader(k)]
        if len(narrower) == 1:
            yield {"noun": narrower[0]}, i + 2


def _names_somebody(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    return i < end and (
        tokens[i].kind in ("name", "pronoun", "adjective", "role") or tokens[i].says("the", "a", "his", "their", "with")
    )


def _participants(page: Page, sentence: Sentence, i: int, end: int) -> tuple[list[str], int]:
    """Those whom a verb takes: *Emomali Rahmon*, *his Tajik counterpart, Emomali Rahmon,*, *the Tajik president*."""
    tokens = sentence.tokens
    for ahead in range(i, min(i + 6, end)):
        token = tokens[ahead]
        if token.kind == "name":
            plain = all(t.kind in ("adjective", "role") or t.says("his", "her", "the", "president") for t in tokens[i:ahead])
            if plain or counterpart(tokens, ahead):
                names, after = names_from(page, sentence, ahead, end)
                closes = ahead > i and tokens[ahead - 1].says(",") and after < end and tokens[after].says(",")
                return (names[:1], ahead + 1) if closes and len(names) > 1 else (names, after + closes)
            return [], i
        if token.kind == "role":
            who = page.discourse.meant(sentence, ahead)
            if len(who) == 1 and not (ahead + 1 < end and tokens[ahead + 1].kind == "name"):
                return list(who), ahead + 1
    return [], i


def _around(page: Page, sentence: Sentence, clause: Clause, did: _Did, i: int) -> _Around | None:
    tokens, found = sentence.tokens, _Around(i)
    while i < clause.end:
        token, after = tokens[i], tokens[i + 1] if i + 1 < clause.end else None
        if token.kind == "mode" and found.mode is None:
            found, i = replace(found, mode=token.value), i + 1
        elif token.kind == "date" and found.time is None:
            found, i = replace(found, time=token.value), i + 1
        elif token.says("in", "at") and after and after.kind == "name" and did.kind.object != "place" and found.place is None:
            if possessive(tokens, i + 2) or not page.vocabulary.is_place(after.value):
                return None
            found, i = replace(found, place=after.value), i + 2
        elif token.says(",") and after and (after.kind in ("date", "mode") or after.says("in", "at")):
            i += 1
        elif token.low in ADVERBS or token.says("there", "then"):
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
            beside = _beside(page, sentence, did, found.time, i + 4)
            if beside is None:
                break
            found, i = replace(found, beside=tuple(beside[0])), beside[1]
        elif token.says("of") and did.kind.object == "event" and _leaders_of(page, sentence, i, clause.end):
            _, i = _leaders_of(page, sentence, i, clause.end) or ((), i)
        else:
            break
        found = replace(found, end=i)
    return found


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


def _beside(page: Page, sentence: Sentence, did: _Did, time: Time | None, i: int) -> tuple[list[str], int] | None:
    kinds = [kind.kind for kind in page.vocabulary.reference.kinds.values() if kind.object == "event" and kind.verbs]
    when = page.resolved(time, did.tense) if time else None
    return page.title(sentence, i, len(sentence.tokens), kinds, when)


def _leaders_of(page: Page, sentence: Sentence, i: int, end: int) -> tuple[list[str], int] | None:
    """*of the leaders of A, B and C*: the names, and the token after them."""
    tokens = sentence.tokens
    j = i + 1 + (i + 1 < end and tokens[i + 1].says("the"))
    if j + 1 < end and tokens[j].kind == "role" and tokens[j].value[1] and tokens[j + 1].says("of"):
        names, after = names_from(page, sentence, j + 2, end)
        return (names, after) if len(names) > 1 else None
    return None


def _claims(
    page: Page, sentence: Sentence, clause: Clause, did: _Did, objects: dict[str, Any], around: _Around
) -> Iterator[Proposal]:
    tokens = sentence.tokens
    begin, time = did.begin, around.time
    leading = _leading(tokens, clause, did)
    if leading is not None:
        if time is not None and around.nth is None:
            return
        begin, time = leading, tokens[leading].value
    if time is None and clause.opener == "when":
        time = next((t.value for t in reversed(tokens[: clause.begin]) if t.kind == "date"), None)
    when = _when(page, did, time)
    what = {"event_kind": did.kind.kind, "subject": did.subject[0], **objects}
    if around.mode:
        what["mode"] = around.mode
    if around.place:
        what["place"] = around.place
    if len(did.subject) > 1 and did.kind.object != "participant":
        everyone = did.subject
    else:
        everyone = did.subject[:1]
    start, end = tokens[begin].start, tokens[around.end - 1].end
    for who in everyone:
        yield from _shaped(page, sentence, did, {**what, "subject": who}, around, when, time, start, end)
    if when and around.beside:
        yield from _attended(page, did, objects, around, when, start, end)


def _shaped(
    page: Page,
    sentence: Sentence,
    did: _Did,
    what: dict[str, Any],
    around: _Around,
    when: str | None,
    time: Time | None,
    start: int,
    end: int,
) -> Iterator[Proposal]:
    """The claim for an event, in the shape that the words around it ask for."""
    event: dict[str, Any] = {"kind": "event", "what": what, "when": when}
    if around.times is not None:
        if when and not did.negated and not did.last:
            times = {"least": around.times, "most": around.times}
            yield Proposal({"kind": "count", "what": what, "times": times, "window": when}, start, end)
        return
    if when is None:
        if "event" in what and did.tense == "past" and not did.negated and not did.last and time is None:
            yield Proposal(event, start, end)
        return
    if time is not None and time.form in ("since", "until") and not (did.tense == "future" and time.form == "until"):
        if did.negated and time.form == "since":
            yield from _not_since(page, what, when, start, end)
        return
    if around.nth is not None:
        window = page.resolved(around.window, "past") if around.window else None
        if window and not did.negated:
            yield Proposal({"kind": "ordinal", "what": what, "on": when, "nth": around.nth, "window": window}, start, end)
        return
    if did.negated:
        yield Proposal({"kind": "not", "claim": event}, start, end)
        return
    if did.last:
        if did.tense == "past":
            yield Proposal({"kind": "previous", "before": page.day.text, "what": what, "when": when}, start, end)
        return
    period = time.period(did.tense) if time else page.day
    if period is not None:
        who = frozenset((what["subject"], *what.get("others", ())))
        page.happened.append(Happened(what["event_kind"], who, what.get("place"), period, did.tense, sentence.index))
        if len(who) == 2:
            pair = (what["subject"], *what["others"])
            page.discourse.groups.append(Group(sentence.index, sentence.paragraph, start, pair))
    if what.get("event"):
        page.told.append(what["event"])
    yield Proposal(event, start, end)


def _not_since(page: Page, what: dict[str, Any], when: str, start: int, end: int) -> Iterator[Proposal]:
    """*had not visited B since October 2017*: the last time was then."""
    yield Proposal({"kind": "previous", "before": page.day.text, "what": what, "when": when}, start, end)


def _leading(tokens: tuple[Token, ...], clause: Clause, did: _Did) -> int | None:
    """The date that a clause begins with: *In February, he ...*."""
    first = clause.begin
    while first < did.begin and (tokens[first].says(",", "and", "then", "but", "that") or tokens[first].low in ADVERBS):
        first += 1
    return first if first < did.begin and tokens[first].kind == "date" else None


def _when(page: Page, did: _Did, time: Time | None) -> str | None:
    if time is not None:
        return page.resolved(time, did.tense)
    return page.day.text if did.tense == "now" else None


def _attended(
    page: Page, did: _Did, objects: dict[str, Any], around: _Around, when: str, start: int, end: int
) -> Iterator[Proposal]:
    """Those who met on the sidelines of an event were there."""
    for event in around.beside:
        kind = page.vocabulary.reference.events[event].kind
        page.told.append(event)
        for who in dict.fromkeys((*did.subject, *objects.get("others", ()))):
            if page.vocabulary.reference.kinds[kind].verbs and page.vocabulary.type_of(who) == "person":
                yield Proposal(
                    {"kind": "event", "what": {"event_kind": kind, "subject": who, "event": event}, "when": when}, start, end
                )
