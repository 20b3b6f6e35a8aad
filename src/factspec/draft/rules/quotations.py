"""Somebody said these words: *"...", A said on Monday*, *A said that it was "..."*."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.draft.english import NEGATIONS, word_set
from factspec.draft.page import Page, Proposal
from factspec.draft.tokens import Sentence

_SAID = word_set("said says say added told stated declared wrote asked replied spoke warned")
_MOST = 40


def quotations(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Words in quotation marks whose speaker is named beside them."""
    tokens = sentence.tokens
    if "quote" not in page.vocabulary.grammar.kinds:
        return
    for i, token in enumerate(tokens):
        words = token.value.strip().rstrip(",.").strip() if token.kind == "quotation" else ""
        if not words or '"' in words:
            continue
        found = _after(page, sentence, i) or _before(page, sentence, i)
        if found is None:
            continue
        speaker, negated, used = found
        when = _when(page, sentence, i, used)
        claim = {"kind": "quote", "speaker": speaker, "words": words, "when": when}
        first, last = min(i, *used), max(i, *used)
        whole = {"kind": "not", "claim": {k: v for k, v in claim.items() if v}} if negated else claim
        yield Proposal(whole, tokens[first].start, tokens[last].end)


def _after(page: Page, sentence: Sentence, i: int) -> tuple[str, bool, tuple[int, ...]] | None:
    """*"...", A said*, *"...", said A*."""
    tokens = sentence.tokens
    j = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].says(","))
    for name, said in ((j, j + 1), (j + 1, j)):
        if max(name, said) < len(tokens) and tokens[said].low in _SAID:
            who = page.discourse.meant(sentence, name)
            if len(who) == 1:
                return who[0], False, (name, said)
    return None


def _before(page: Page, sentence: Sentence, i: int) -> tuple[str, bool, tuple[int, ...]] | None:
    """*A said: "..."*, *A said that it was "..." *, *A never said "..."*; nobody else may come between."""
    tokens = sentence.tokens
    for j in range(i - 1, max(0, i - _MOST), -1):
        if tokens[j].kind in ("name", "quotation", "adjective", "role") or tokens[j].says("he", "she", "they", "but", ";"):
            return None
        if tokens[j].low in _SAID:
            k = j - 1
            while k > 0 and (
                tokens[k].low in NEGATIONS or tokens[k].low in ("has", "had", "have", "did", "also", "then", "once", "later")
            ):
                k -= 1
            negated = any(token.low in NEGATIONS for token in tokens[k + 1 : j])
            who = page.discourse.meant(sentence, k)
            sound = (
                k == 0
                or tokens[k - 1].kind in ("date", "role", "adjective")
                or tokens[k - 1].says(",", "and", ";", "as", "when", "but")
            )
            return (who[0], negated, (k, j)) if len(who) == 1 and sound else None
    return None


def _when(page: Page, sentence: Sentence, i: int, used: tuple[int, ...]) -> str | None:
    """The time beside the words of saying, or at the head of the sentence."""
    tokens, last = sentence.tokens, max(i, *used)
    for j in (last + 1, min(used) - 1, min(used) - 2, 0):
        if 0 <= j < len(tokens) and tokens[j].kind == "date" and tokens[j].value.form == "at":
            return page.resolved(tokens[j].value, "past")
    return None
