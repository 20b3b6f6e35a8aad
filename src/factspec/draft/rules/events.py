"""Somebody did something with somebody, somewhere, on a day: *A met B in C on Monday*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from factspec.draft.dates import Tense, Time
from factspec.draft.discourse import Group, counterpart
from factspec.draft.english import ADVERBS, AUXILIARIES, FUTURE, NEGATIONS
from factspec.draft.page import Clause, Happened, Page, Proposal, clauses, denials, doubtful, names_from, possessive
from factspec.draft.rules.circumstances import Around, around_verb
from factspec.draft.rules.subjects import subject
from factspec.draft.tokens import Sentence, Token
from factspec.draft.vocabulary import Verb
from factspec.reference.schema import Kind


@dataclass(frozen=True, slots=True)
class _Did:
    """A verb with who did it: the tokens from ``begin`` up to ``end``, the subject and the verb included.

    ``shares``: what stands at the head of its clause belongs to it: it is the first verb there, or has the first one's subject.
    """

    subject: tuple[str, ...]
    kind: Kind
    tense: Tense
    negated: bool
    last: bool
    purpose: bool
    begin: int
    end: int
    mutual: bool
    shares: bool = False


def events(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Events told with a verb of the reference, how often they came about, and when the last one was."""
    for clause in clauses(sentence):
        if doubtful(sentence, clause):
            continue
        before: tuple[_Did, Around] | None = None
        for v in range(clause.begin, clause.end):
            if sentence.tokens[v].kind != "verb":
                continue
            did = _did(page, sentence, clause, v, before)
            if did is None:
                continue
            for objects, end in _objects(page, sentence, clause, did):
                around = around_verb(page, sentence, clause, did.tense, did.kind.object, end)
                if around is None:
                    break
                if did.purpose and before and around.time is None:
                    around = replace(around, time=before[1].time)
                before = did, around
                yield from _claims(page, sentence, clause, did, objects, around)
                yield from _and_then(page, sentence, clause, did, around)


def _and_then(page: Page, sentence: Sentence, clause: Clause, did: _Did, around: Around) -> Iterator[Proposal]:
    """*visited A in April and B in May*: another place with a day of its own, of the same verb."""
    tokens, i = sentence.tokens, around.end
    if did.kind.object != "place" or did.negated or did.last or around.time is None or len(did.subject) != 1:
        return
    while i + 2 < clause.end and tokens[i].says("and", ","):
        i += 1 + (tokens[i].says(",") and tokens[i + 1].says("and"))
        if i + 1 >= clause.end or tokens[i].kind != "name" or tokens[i + 1].kind != "date":
            return
        place, time, after = tokens[i].value, tokens[i + 1].value, tokens[i + 2] if i + 2 < clause.end else None
        when = page.resolved(time, did.tense) if time.form == "at" else None
        ends = after is None or after.says(",", ".", "and", ")")
        if when is None or not ends or not page.vocabulary.is_place(place):
            return
        what = {"event_kind": did.kind.kind, "subject": did.subject[0], "place": place}
        yield Proposal({"kind": "event", "what": what, "when": when}, tokens[i].start, tokens[i + 1].end)
        i += 2


def _did(page: Page, sentence: Sentence, clause: Clause, v: int, before: tuple[_Did, Around] | None) -> _Did | None:
    tokens, verb = sentence.tokens, sentence.tokens[v].value
    assert isinstance(verb, Verb)
    j, words = v - 1, []
    while j >= clause.begin and tokens[j].kind in ("word", "ordinal") and _beside_verb(tokens[j]):
        words.append(tokens[j].low)
        j -= 1
    tense = "future" if tokens[v].low.startswith("plan") else _tense(verb, tokens[v].low, words)
    kind = page.vocabulary.reference.kinds[verb.kind]
    if tense is None or "first" in words:
        return None
    negated = any(word in NEGATIONS for word in words)
    if denials(sentence, clause) != sum(word in NEGATIONS for word in words):
        return None
    if "to" in words:
        went_on = before is not None and before[1].end == j + 1 and before[0].tense == "future" and not negated
        return (
            _Did(before[0].subject, kind, "future", False, False, True, v, v + 1, verb.mutual, True)
            if went_on and before
            else None
        )
    if before is not None and j >= clause.begin and tokens[j].says("and") and before[1].end == j:
        return _Did(before[0].subject, kind, tense, negated, "last" in words, False, v, v + 1, verb.mutual, True)
    found = subject(page, sentence, clause, j, before[1].end if before else 0)
    if found is None:
        return None
    return _Did(found[0], kind, tense, negated, "last" in words, False, found[1], v + 1, verb.mutual, before is None)


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
            names, end = names_from(sentence, i, clause.end)
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
                names, after = names_from(sentence, ahead, end)
                closes = ahead > i and tokens[ahead - 1].says(",") and after < end and tokens[after].says(",")
                return (names[:1], ahead + 1) if closes and len(names) > 1 else (names, after + closes)
            return [], i
        if token.kind == "role":
            who = page.discourse.meant(sentence, ahead)
            if len(who) == 1 and not (ahead + 1 < end and tokens[ahead + 1].kind == "name"):
                return list(who), ahead + 1
    return [], i


def _claims(
    page: Page, sentence: Sentence, clause: Clause, did: _Did, objects: dict[str, Any], around: Around
) -> Iterator[Proposal]:
    tokens = sentence.tokens
    begin, time = did.begin, around.time
    leading = _leading(tokens, clause, did) if did.shares else None
    if leading is not None:
        if time is not None and around.nth is None:
            time = _narrowed(tokens[leading].value, time, sentence.plain[tokens[did.end - 1].end : tokens[around.end - 1].end])
            if time is None:
                return
        else:
            time = tokens[leading].value
        begin = leading
    if time is None and clause.opener == "when":
        time = next((t.value for t in reversed(tokens[: clause.begin]) if t.kind == "date"), None)
    when = _when(page, did, time)
    what = {"event_kind": did.kind.kind, "subject": did.subject[0], **objects}
    if around.mode:
        what["mode"] = around.mode
    if around.place:
        what["place"] = around.place
    everyone = did.subject if len(did.subject) > 1 and did.kind.object != "participant" else did.subject[:1]
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
    around: Around,
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
        over = did.tense == "past" and not did.negated and not did.last and time is None and around.closed
        if over and "event" in what and page.vocabulary.reference.events[what["event"]].date.starts.first <= page.today:
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
        page.told.append((sentence.index, what["event"]))
    yield Proposal(event, start, end)


def _not_since(page: Page, what: dict[str, Any], when: str, start: int, end: int) -> Iterator[Proposal]:
    """*had not visited B since October 2017*: the last time was then."""
    yield Proposal({"kind": "previous", "before": page.day.text, "what": what, "when": when}, start, end)


def _narrowed(year: Time, time: Time, text: str) -> Time | None:
    """A month or a day in the year that the clause begins with: *Last year, A visited B in January*."""
    if not re.fullmatch(r"\d{4}", year.past) or not re.match(r"\d{4}-", time.future) or re.search(r"\b[12]\d{3}\b", text):
        return None
    inside = f"{year.past}{time.future[4:]}"
    return Time(inside, inside, time.form, time.weekday, time.explicit) if time.form == "at" and time.explicit else None


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
    page: Page, did: _Did, objects: dict[str, Any], around: Around, when: str, start: int, end: int
) -> Iterator[Proposal]:
    """Those who met on the sidelines of an event were there."""
    for event in around.beside:
        kind = page.vocabulary.reference.events[event].kind
        for who in dict.fromkeys((*did.subject, *objects.get("others", ()))):
            if page.vocabulary.reference.kinds[kind].verbs and page.vocabulary.type_of(who) == "person":
                yield Proposal(
                    {"kind": "event", "what": {"event_kind": kind, "subject": who, "event": event}, "when": when}, start, end
                )
