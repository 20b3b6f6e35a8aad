"""A sentence cut into what a drafter knows of it: names, dates, verbs, numbers, quotations; the rest are plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factspec.article import Article
from factspec.draft.dates import time_at
from factspec.draft.english import word_set
from factspec.draft.tokens import Sentence, Token
from factspec.draft.vocabulary import Vocabulary
from factspec.values.counting import ordinal_at
from factspec.values.figures import figures_at
from factspec.values.names import alike, folded_with_offsets

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PRONOUNS = word_set("he she they it who which his her their we i you him them")
_PLAIN_BEFORE_NAMES = word_set("president mr mrs ms dr premier minister king queen prince chancellor")
_LONGEST_SENTENCE = 2_000


def sentences(article: Article, vocabulary: Vocabulary, today: int) -> Iterator[Sentence]:
    """The sentences of an article that may be drafted from, in order. One that is too long to be a sentence has no tokens."""
    paragraph, last = 0, 0
    for index, statement in enumerate(article.statements):
        if re.search(r"\n\s*\n", article.text[last : statement.start]):
            paragraph += 1
        last = statement.end
        plain, offsets = folded_with_offsets(statement.text)
        whole = len(plain) <= _LONGEST_SENTENCE
        found = tuple(_sound(list(_tokens(plain, vocabulary, today)), plain)) if whole else ()
        yield Sentence(index, paragraph, plain, tuple(statement.start + o for o in offsets), found)


def _tokens(plain: str, vocabulary: Vocabulary, today: int) -> Iterator[Token]:
    low, place = alike(plain), 0
    while place < len(plain):
        if plain[place] == " ":
            place += 1
            continue
        token = _quotation(plain, place) or _known(plain, low, place, vocabulary, today) or _other(plain, place)
        yield token
        place = token.end


def _quotation(plain: str, place: int) -> Token | None:
    if plain[place] != '"':
        return None
    end = plain.find('"', place + 1)
    return Token("quotation", place, end + 1, plain[place : end + 1], plain[place + 1 : end]) if end > place + 1 else None


def _known(plain: str, low: str, place: int, vocabulary: Vocabulary, today: int) -> Token | None:
    if place and (plain[place - 1].isalnum() or (plain[place - 1] == "'" and plain[place - 2 : place - 1].isalnum())):
        return None
    time = time_at(plain, place, today)
    if time:
        return Token("date", place, time[1], plain[place : time[1]], time[0])
    return _name(plain, low, place, vocabulary) or _word_of(plain, low, place, vocabulary) or _number(plain, low, place)


def _name(plain: str, low: str, place: int, vocabulary: Vocabulary) -> Token | None:
    if not plain[place].isupper() and not plain.startswith(("the ", "listed "), place):
        return None
    for meanings, end in vocabulary.lexicon.names.at(low, place):
        if len(meanings) == 1 and not plain.startswith("the ", place) and plain[place].isupper():
            return Token("name", place, end, plain[place:end], meanings[0])
    word = _WORD.match(plain, place)
    own = vocabulary.surnames.get(low[place : word.end()].removesuffix("'s")) if word else None
    if own and word:
        end = word.end() - 2 * word[0].endswith("'s")
        return Token("name", place, end, plain[place:end], own)
    adjective = vocabulary.adjectives.at(low, place)
    if adjective and plain[place].isupper():
        return Token("adjective", place, adjective[1], plain[place : adjective[1]], adjective[0])
    return None


def _word_of(plain: str, low: str, place: int, vocabulary: Vocabulary) -> Token | None:
    best: Token | None = None
    kinds = (
        ("mode", vocabulary.modes), ("noun", vocabulary.nouns), ("verb", vocabulary.verbs),
        ("role", vocabulary.roles), ("measure", vocabulary.measures),
    )  # fmt: skip
    for kind, phrases in kinds:
        found = phrases.at(low, place)
        if found and (best is None or found[1] > best.end):
            best = Token(kind, place, found[1], plain[place : found[1]], found[0])  # type: ignore[arg-type]
    return best


def _number(plain: str, low: str, place: int) -> Token | None:
    ordinal = ordinal_at(low, place)
    if ordinal and not low[ordinal[1] : ordinal[1] + 1].isalnum():
        return Token("ordinal", place, ordinal[1], plain[place : ordinal[1]], ordinal[0])
    if low.startswith(("a ", "half a ")):
        return None
    for figure, end in sorted(figures_at(low, place), key=lambda found: -found[1]):
        if not low[end : end + 1].isalnum() and not re.match(r"-[a-z]", low[end : end + 2]):
            if low[place : place + 2] == "a ":
                return None
            return Token("number", place, end, plain[place:end], figure)
    return None


def _other(plain: str, place: int) -> Token:
    word = _WORD.match(plain, place)
    if word is None:
        end = place + (2 if plain.startswith("'s", place) else 1)
        return Token("mark", place, end, plain[place:end])
    text = word[0]
    if text.endswith("'s") and len(text) > 2:
        text = text[:-2]
    kind = "pronoun" if text.casefold() in _PRONOUNS else "word"
    return Token(kind, place, place + len(text), text)  # type: ignore[arg-type]


def _sound(tokens: list[Token], plain: str) -> Iterator[Token]:
    """The tokens, without names that are only part of a longer one which the reference does not know: *Putin Street*."""
    for i, token in enumerate(tokens):
        if token.kind in ("name", "adjective") and _part_of_a_name(tokens, i, plain):
            yield Token("word", token.start, token.end, token.text)
        else:
            yield token


def _part_of_a_name(tokens: Sequence[Token], i: int, plain: str) -> bool:
    token = tokens[i]
    if plain[token.end : token.end + 1] == "-" or plain[max(0, token.start - 1) : token.start] == "-":
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after and after.kind == "word" and after.text[:1].isupper() and plain[token.end] == " ":
        return token.kind == "name" and after.low not in _PLAIN_BEFORE_NAMES
    before = tokens[i - 1] if i else None
    if before and before.kind == "word" and before.text[:1].isupper() and plain[token.start - 1] == " ":
        return before.low not in _PLAIN_BEFORE_NAMES and not (i == 1 and before.low in _FIRST_WORDS)
    return False


_FIRST_WORDS = word_set(
    "in on at the a an and but while when after before during since until for from to with by as both both meanwhile "
    "then later earlier yesterday today where there although though because if so that this these those also once only "
    "even however according between among of about like unlike despite presidents leaders"
)
