"""Who was at an event: *the summit of the leaders of A, B and C*, *the leaders of A and B took part in it*."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.draft.page import Page, Proposal, clauses, denials, doubtful, names_from
from factspec.draft.tokens import Sentence
from factspec.sentence.lexicon import quoted, type_word
from factspec.values.names import tidy
from factspec.values.words import series

_BEFORE = 8


def gatherings(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Countries whose leaders were at a titled event. The titles of a sentence are noted for the next one, too."""
    tokens = sentence.tokens
    for clause in clauses(sentence):
        for i in range(clause.begin, clause.end - 2):
            if tokens[i].kind != "role" or not tokens[i].value[1] or not tokens[i + 1].says("of"):
                continue
            names, after = names_from(sentence, i + 2, clause.end)
            if len(names) < 2 or doubtful(sentence, clause) or denials(sentence, clause):
                continue
            found = _before(page, sentence, clause.begin, i) or _after(page, sentence, after, clause.end)
            if found is not None:
                event, first, last = found
                says = _says(page, event, names)
                if says:
                    yield Proposal(says, tokens[min(first, i)].start, tokens[max(last, after) - 1].end)
    _note(page, sentence)


def _before(page: Page, sentence: Sentence, begin: int, i: int) -> tuple[str, int, int] | None:
    """*the Caspian summit of the leaders of ...*: the event, with the tokens that it begins and ends at."""
    tokens = sentence.tokens
    of = i - 1 - tokens[i - 1].says("the") if i else -1
    if of < begin or not tokens[of].says("of"):
        return None
    for j in range(max(begin, of - _BEFORE), of):
        found = page.title(sentence, j, of, _kinds(page), None) if tokens[j].says("the") else None
        if found and len(found[0]) == 1 and found[1] == of:
            return found[0][0], j, of
    return None


def _after(page: Page, sentence: Sentence, after: int, end: int) -> tuple[str, int, int] | None:
    """*... took part in it*, *... attended the SCO summit*: the event, with the tokens that it begins and ends at."""
    tokens = sentence.tokens
    if after + 1 >= end or tokens[after].kind != "verb" or tokens[after].value.form != "past":
        return None
    if page.vocabulary.reference.kinds[tokens[after].value.kind].object != "event":
        return None
    if tokens[after + 1].says("it"):
        told = {event for index, event in page.told if index == sentence.index - 1}
        return (told.pop(), after, after + 2) if len(told) == 1 else None
    found = page.title(sentence, after + 1, end, _kinds(page), None)
    return (found[0][0], after, found[1]) if found and len(found[0]) == 1 else None


def _note(page: Page, sentence: Sentence) -> None:
    for i, token in enumerate(sentence.tokens):
        if token.says("the", "an"):
            found = page.title(sentence, i, len(sentence.tokens), _kinds(page), None)
            page.told += [(sentence.index, event) for event in found[0]] if found else []


def _kinds(page: Page) -> list[str]:
    return [kind.kind for kind in page.vocabulary.reference.kinds.values() if kind.object == "event" and kind.verbs]


def _says(page: Page, event: str, names: list[str]) -> str | None:
    """The sentence of those who were there, where they are of one type; who else was there is left open."""
    types = {page.vocabulary.type_of(name) for name in names}
    title = page.vocabulary.reference.events[event].title
    if len(types) != 1 or title is None or len(set(names)) != len(names):
        return None
    who = series([page.vocabulary.lexicon.spelling(name) for name in names])
    return f"the {type_word(types.pop())} of {quoted(tidy(title))} included {who}"
