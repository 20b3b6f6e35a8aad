"""Somebody holds, takes or gives up an office, or is a member: *Russian President A*, *A became president of B in March*."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.draft.dates import Tense, Time
from factspec.draft.discourse import counterpart
from factspec.draft.english import NEGATIONS, word_set
from factspec.draft.page import Clause, Page, Proposal, clauses, denials, doubtful
from factspec.draft.rules.subjects import subject
from factspec.draft.tokens import Sentence, Token
from factspec.values.names import alike

_FORMER = word_set("former ex acting late future then vice deputy next new elect designate")


def titles(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Offices named right before a name: *Russian President A*, *his Tajik counterpart, A*."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.kind != "name" or page.vocabulary.type_of(token.value) != "person":
            continue
        if i >= 2 and tokens[i - 1].kind == "role" and tokens[i - 2].kind == "adjective":
            relation, several = tokens[i - 1].value
            former = i >= 3 and tokens[i - 3].low in _FORMER
            if relation and not several and not former:
                yield _holds(page, token.value, relation, tokens[i - 2].value, tokens[i - 2].start, token.end)
        yield from _told_behind(page, sentence, i)
        country = counterpart(tokens, i)
        office = page.discourse.office(token.value) if country else None
        if country and office and office[1] == country:
            begin = next(t.start for t in reversed(tokens[:i]) if t.kind == "adjective")
            yield _holds(page, token.value, office[0], country, begin, token.end)


def _told_behind(page: Page, sentence: Sentence, i: int) -> Iterator[Proposal]:
    """*A, the Russian president,* and *A, president of Tajikistan,*."""
    tokens = sentence.tokens
    j = i + 1
    if j >= len(tokens) or not tokens[j].says(","):
        return
    j += 1 + (j + 1 < len(tokens) and tokens[j + 1].says("the"))
    if j + 2 >= len(tokens):
        return
    relation, what, last = None, None, j + 1
    if tokens[j].kind == "adjective" and tokens[j + 1].kind == "role":
        relation, what = tokens[j + 1].value, tokens[j].value
    elif tokens[j].kind == "role" and tokens[j + 1].says("of") and tokens[j + 2].kind == "name":
        relation, what, last = tokens[j].value, tokens[j + 2].value, j + 2
    closed = last + 1 < len(tokens) and tokens[last + 1].says(",", ".")
    if relation and relation[0] and not relation[1] and what and closed:
        yield _holds(page, tokens[i].value, relation[0], what, tokens[i].start, tokens[last].end)


def _holds(page: Page, who: str, relation: str, what: str, start: int, end: int) -> Proposal:
    claim = {"kind": "relation", "subject": who, "relation": relation, "object": what, "when": {"period": page.day.text}}
    return Proposal(claim, start, end)


def relations(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Relations in the words of the reference: *A was president of B throughout 2018*, *A became a member of B in May*."""
    low = alike(sentence.plain)
    for clause in clauses(sentence):
        if doubtful(sentence, clause) or denials(sentence, clause):
            continue
        for i in range(clause.begin, clause.end):
            found = page.vocabulary.turns.at(low, sentence.tokens[i].start)
            if found is None:
                continue
            kind, relation = found[0]
            end = next((k for k in range(i, clause.end) if sentence.tokens[k].end == found[1]), clause.end) + 1
            if end < clause.end:
                yield from _related(page, sentence, clause, i, end, kind, relation)


def _related(page: Page, sentence: Sentence, clause: Clause, i: int, end: int, kind: str, relation: str) -> Iterator[Proposal]:
    tokens = sentence.tokens
    who = subject(page, sentence, clause, i - 1)
    end += tokens[end].says("the")
    if who is None or len(who[0]) != 1 or end >= clause.end or tokens[end].kind != "name" or tokens[i - 1].low in NEGATIONS:
        return
    what, begin, last = tokens[end].value, who[1], end + 1
    throughout = last < clause.end and tokens[last].says("throughout", "all")
    time, last, begin = _time(tokens, clause, begin, last)
    words = [t.low for t in tokens[i:end]]
    tense: Tense = "past" if kind != "relation" or words[0] in ("was", "were") else "now"
    base = {"subject": who[0][0], "relation": relation, "object": what}
    start, stop = tokens[begin].start, tokens[last - 1].end
    if kind != "relation":
        when = page.resolved(time, "past") if time and time.form == "at" else None
        if when:
            yield Proposal({"kind": kind, **base, "when": when}, start, stop)
        return
    if time is None:
        if tense == "now" and words[0] == "is":
            yield Proposal({"kind": kind, **base, "when": {"period": page.day.text}}, start, stop)
        return
    when = page.resolved(time, "past")
    if when and time.form in ("at", "from"):
        span = {"period": when, "throughout": throughout or time.form == "from"}
        yield Proposal({"kind": kind, **base, "when": span}, start, stop)


def _time(tokens: tuple[Token, ...], clause: Clause, begin: int, last: int) -> tuple[Time | None, int, int]:
    """The time beside a relation, after it or at the head of its clause, with the tokens it ends and begins at."""
    while last < clause.end and tokens[last].says("throughout", "all", ",") and last + 1 < clause.end:
        if tokens[last + 1].kind not in ("date", "number"):
            break
        last += 1
    if last < clause.end and tokens[last].kind == "date":
        return tokens[last].value, last + 1, begin
    if (
        last < clause.end
        and tokens[last].kind == "number"
        and tokens[last - 1].says("throughout")
        and len(tokens[last].text) == 4
    ):
        return Time(tokens[last].text, tokens[last].text, explicit=True), last + 1, begin
    first = clause.begin
    if first < begin and tokens[first].kind == "date":
        return tokens[first].value, last, first
    return None, last, begin


def anniversaries(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """*this year the countries mark the 30th anniversary of diplomatic relations*."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if (
            token.kind != "ordinal"
            or i + 3 >= len(tokens)
            or not tokens[i + 1].says("anniversary")
            or not tokens[i + 2].says("of")
        ):
            continue
        start = tokens[i + 3].start
        for relations_, end in page.vocabulary.lexicon.unions.at(sentence.plain.casefold(), start):
            after = next((k for k in range(i, len(tokens)) if tokens[k].start >= end), len(tokens))
            two, last, begin = _between(page, sentence, i, after)
            if len(relations_) == 1 and len(two) == 2:
                year, begin = _year(page, tokens, begin, last)
                claim = {"kind": "anniversary", "year": year, "nth": token.value, "relation": relations_[0]}
                yield Proposal({**claim, "subject": two[0], "object": two[1]}, tokens[begin].start, tokens[last - 1].end)
            break


def _between(page: Page, sentence: Sentence, i: int, after: int) -> tuple[tuple[str, ...], int, int]:
    """The two that a relation is between: those named after it, those who mark it, or the countries of the article's two."""
    tokens = sentence.tokens
    j = after
    if j + 3 < len(tokens) and tokens[j].says("between") and tokens[j + 1].kind == "name" and tokens[j + 2].says("and"):
        other = tokens[j + 3]
        return ((tokens[j + 1].value, other.value) if other.kind == "name" else ()), j + 4, i
    for k in range(i - 1, 1, -1):
        if tokens[k].kind == "name" and tokens[k - 1].says("and") and tokens[k - 2].kind == "name":
            if (k >= 3 and tokens[k - 3].says(",")) or any(t.says("with", "between") for t in tokens[j - 1 : j + 1]):
                return (), j, i
            pair = (tokens[k - 2].value, tokens[k].value)
            if all(page.vocabulary.type_of(one) == "country" for one in pair):
                return pair, after, k - 2
    ours = next((k for k in range(i - 1, 0, -1) if tokens[k].low in ("countries", "nations", "states")), None)
    if ours and tokens[ours - 1].says("our", "the", "their", "two", "both"):
        countries = [page.discourse.office(person) for person in page.discourse.two()]
        two = tuple(office[1] for office in countries if office)
        return (two if len(two) == 2 else ()), after, ours - 1
    return (), after, i


def _year(page: Page, tokens: tuple[Token, ...], begin: int, last: int) -> tuple[str, int]:
    """The year of an anniversary: that of a date beside it, else that of the article."""
    if begin and tokens[begin - 1].kind == "date":
        when = page.resolved(tokens[begin - 1].value, "past")
        if when:
            return when[:4], begin - 1
    if last < len(tokens) and tokens[last].kind == "date":
        when = page.resolved(tokens[last].value, "past")
        if when:
            return when[:4], begin
    return page.day.text[:4], begin
