"""Events told with words between who did it and what was done, found by the parse of a model that somebody has named.

A model proposes nothing by itself: it says which words belong to a verb, and the rules for events read those as if they stood
together. Where a sentence denies, hedges, asks or quotes, nothing is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from factspec.draft.english import HEDGES, NEGATIONS, word_set
from factspec.draft.page import Page, Proposal, Rule
from factspec.draft.rules.events import events
from factspec.draft.tokens import Sentence, Token
from factspec.extras import needs
from factspec.problem import Problem, Problems

SETTING = "[tool.factspec.draft] spacy"
_SPEECH = word_set(
    "say says said saying tell tells told telling add adds added adding note notes noted report reports reported "
    "claim claims claimed announce announces announced announcing state states stated write writes wrote argue argues argued "
    "declare declares declared explain explains explained believe believes believed think thinks thought deny denies denied "
    "confirm confirms confirmed recall recalls recalled suggest suggests suggested"
)
_ASIDE = frozenset(("relcl", "acl", "advcl", "appos", "parataxis", "ccomp", "conj", "cc"))


def parsed_events(name: str, root: Path) -> Rule:
    """The rule over a model, an installed package or a folder. Raises Problems where spaCy or the model is missing."""
    needs("spacy", "spacy", SETTING)
    import spacy

    folder = root / name
    try:
        model = spacy.load(folder if folder.is_dir() else name)
    except (OSError, ValueError, ImportError) as error:
        told = str(error).splitlines()[0]
        wrong = f"no model {name!r}" if "E050" in told else f"the model {name!r} cannot be loaded: {told}"
        expected = f"one that is installed, such as with python -m spacy download {name}, or its folder"
        raise Problems([Problem(wrong, "pyproject.toml", path=SETTING, expected=expected)]) from None
    if not {"parser", "tagger"} <= set(model.pipe_names):
        wrong = f"the model {name!r} has no parser and no parts of speech"
        raise Problems([Problem(wrong, "pyproject.toml", path=SETTING, expected="one that has them, such as en_core_web_sm")])

    def rule(page: Page, sentence: Sentence) -> Iterator[Proposal]:
        verbs = [i for i, token in enumerate(sentence.tokens) if token.kind == "verb"]
        if not verbs or _unsure(sentence):
            return
        words = {word.idx: word for word in model(sentence.plain)}
        for i in verbs:
            token = sentence.tokens[i]
            together = _together(sentence, token, words) if token.start in words else None
            if together is not None and together != sentence.tokens:
                found = events(page, replace(sentence, tokens=together))
                yield from (one for one in found if one.start <= token.start < one.end)

    return rule


def _unsure(sentence: Sentence) -> bool:
    """Whether a sentence as a whole may say something else than its words do."""
    low = {token.low for token in sentence.tokens if token.kind in ("word", "pronoun", "mark")}
    quoted = any(token.kind == "quotation" for token in sentence.tokens) or '"' in sentence.plain
    return quoted or sentence.plain.endswith("?") or bool(low & (HEDGES | NEGATIONS))


def _together(sentence: Sentence, verb: Token, words: dict[int, Any]) -> tuple[Token, ...] | None:
    """Who did it, the verb, and what hangs on it, without what stands between; None where the parse has no such subject."""
    word = words[verb.start]
    subject = _subject(word) if word.tag_.startswith("VB") else None
    who = _name(sentence.tokens, subject) if subject is not None else None
    if who is None:
        return None
    aside = {inner.idx for child in word.subtree for inner in _subtree(child, word) if child.dep_ in _ASIDE and child != word}
    own = {inner.idx for inner in word.subtree} - aside
    begins = [token for token in sentence.tokens if token.kind == "date" and token.start < who.start and _within(token, own)]
    aux = [child.idx for child in word.children if child.dep_ in ("aux", "auxpass", "neg") and child.idx < verb.start]
    beside = [token for token in sentence.tokens if token.start in aux and who.end <= token.start < verb.start]
    after = [token for token in sentence.tokens if token.start > verb.start and _within(token, own)]
    return (*begins, who, *beside, verb, *after)


def _within(token: Token, places: set[int]) -> bool:
    return any(token.start <= place < token.end for place in places)


def _subtree(child: Any, verb: Any) -> Sequence[Any]:
    """What hangs on a word: of names that are joined to a name, nothing, since *A and B* are both meant."""
    joined = child.dep_ in ("conj", "cc") and child.head != verb and child.head.tag_.startswith("NNP")
    return () if joined else list(child.subtree)


def _subject(verb: Any) -> Any | None:
    """The word for who did it: the verb's own subject, that of the verb it is joined to, or what *who* stands for."""
    while True:
        if verb.lower_ in _SPEECH or any(child.dep_ == "nsubjpass" for child in verb.children):
            return None
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        if verb.dep_ == "relcl":
            relative = len(subjects) == 1 and subjects[0].tag_ in ("WP", "WDT")
            return verb.head if relative and verb.head.dep_ in ("nsubj", "ROOT", "dobj", "pobj") else None
        if subjects:
            plain = len(subjects) == 1 and not any(child.dep_ == "conj" for child in subjects[0].children)
            return subjects[0] if plain and _sure(verb) else None
        if verb.dep_ != "conj" or not verb.head.tag_.startswith("VB"):
            return None
        verb = verb.head


def _sure(verb: Any) -> bool:
    """Whether a verb with its own subject stands in the main clause, or is joined to one that does."""
    while verb.dep_ == "conj":
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def _name(tokens: Sequence[Token], subject: Any) -> Token | None:
    """The name that a word is a part of; a pronoun where it is one."""
    found = next((token for token in tokens if token.start <= subject.idx < token.end), None)
    return found if found is not None and found.kind in ("name", "pronoun") else None
