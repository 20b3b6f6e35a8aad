"""Who does what a verb says: the words right before it, where nothing before them makes them part of somebody else."""

from __future__ import annotations

from factspec.draft.english import ADVERBS, BEFORE_NO_SUBJECT
from factspec.draft.page import Clause, Page
from factspec.draft.tokens import Sentence, Token

_LONGEST = 7
_MAY_STAND_BEFORE = frozenset((",", ":", ";", "(", "-", "and", "when", "where", "as", "while", "but", "who", "which"))


def subject(page: Page, sentence: Sentence, clause: Clause, j: int, least: int = 0) -> tuple[tuple[str, ...], int] | None:
    """Who the words up to a token name as the one who does something, and the token where they begin.

    What stands before the token ``least`` belongs to something else, and is not looked at.
    """
    tokens = sentence.tokens
    if clause.opener == "resumed" and j < clause.begin:
        return _resumed(sentence, clause)
    if j < clause.begin:
        return None
    if tokens[j].says(","):
        return _with_apposition(tokens, clause, j, least)
    token = tokens[j]
    if token.kind == "name":
        k = j
        while k - 2 >= max(clause.begin, least) and tokens[k - 1].says("and", ",") and tokens[k - 2].kind == "name":
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


def _with_apposition(tokens: tuple[Token, ...], clause: Clause, j: int, least: int) -> tuple[tuple[str, ...], int] | None:
    """*A, the Russian president, did ...*: the name before what stands between two commas, where that is an office."""
    for k in range(j - 1, max(clause.begin, least, j - _LONGEST), -1):
        if tokens[k].says(","):
            inner, name = tokens[k + 1 : j], tokens[k - 1]
            office = any(token.kind == "role" for token in inner) and all(_of_an_office(token) for token in inner)
            begins = name.kind == "name" and _may_begin(tokens, clause, k - 1, (name.value,))
            return ((name.value,), k - 1) if office and begins else None
    return None


def _of_an_office(token: Token) -> bool:
    return token.kind in ("role", "adjective", "name") or token.says("the", "of", "a")


def _resumed(sentence: Sentence, clause: Clause) -> tuple[tuple[str, ...], int] | None:
    """The subject of a main clause that goes on after *A, who ...,*."""
    for i in range(clause.begin - 1, 1, -1):
        if sentence.tokens[i].says("who", "which") and sentence.tokens[i - 1].says(","):
            name = sentence.tokens[i - 2]
            return ((name.value,), clause.begin) if name.kind == "name" else None
    return None
