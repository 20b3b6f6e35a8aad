"""The checkable atoms of a sentence: quotations, names, roles, dates, places in a row, numbers and superlatives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from factspec.article import Article, Statement
from factspec.coverage.dates import NEAR, Dated, before, dates_in
from factspec.coverage.language import Rules, Side, rules_of
from factspec.coverage.roles import Role, roles_in
from factspec.sentence.lexicon import Lexicon
from factspec.values.counting import ordinal_at
from factspec.values.dates import dating
from factspec.values.figures import figures_at
from factspec.values.names import alike, folded_with_offsets
from factspec.values.portions import multiples_at, portions_at

Kind = Literal["quotation", "name", "role", "date", "ordinal", "number", "superlative"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, in lower case."""

    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name: ids of entities or events that it may mean, none where the reference does not know it; and its words."""

    ids: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A place in a row: the n-th, the last one before or the next."""

    nth: int | Literal["last", "next"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number: what it may be, as a share of a hundred too. ``definite``: *the two*, which says who they are, not how many."""

    values: frozenset[Fraction]
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Extreme:
    """A superlative, by the side that it is on."""

    side: Side


Value = Quoted | Named | Role | Dated | Placed | Counted | Extreme


@dataclass(frozen=True, slots=True)
class Atom:
    """Something in a text that can be checked: its place in characters, its words, and what they mean."""

    start: int
    end: int
    text: str
    kind: Kind
    value: Value


Found = tuple[int, int, Kind, Value]
_QUOTATION = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"\w[\w'-]*")
_TIMELESS = frozenset({"of", "that", "another", "day", "who", "which", "more", "can", "should", "would", "has", "is"})
_HELD = frozenset({"the", "no", "this", "that", "every", "each", "any", "another", "only", "last", "which", "some"})
_HUNDRED = 100


def atoms(found: Article, lexicon: Lexicon) -> list[list[Atom]]:
    """The atoms of each statement of an article, in the order of the text. The same article has the same atoms each time."""
    rules, base = rules_of(found.front.language), dating(found.front.published).starts.first
    names = _known_names(found.statements)
    return [[_placed(atom, found, one) for atom in _atoms(one.text, lexicon, rules, base, names)] for one in found.statements]


def scanned(text: str, rules: Rules, base: int | None) -> list[Found]:
    """The dates, places in a row, numbers and superlatives of a text in lower case, in its order."""
    taken, full = list[Found](), bytearray(len(text))
    for finder in (dates_in(text, rules, base), _ordinals(text, rules), _numbers(text, rules), _superlatives(text, rules)):
        _take(finder, taken, full)
    return sorted(taken, key=lambda one: one[0])


def _atoms(text: str, lexicon: Lexicon, rules: Rules, base: int, names: frozenset[str]) -> Iterator[Atom]:
    plain, offsets = folded_with_offsets(text)
    low = alike(plain)
    taken, full = list[Found](), bytearray(len(low))
    _take(_quotations(low), taken, full)
    _take(_reference_names(plain, low, lexicon), taken, full)
    _take(scanned(low, rules, base), taken, full)
    known = [(start, end) for start, end, kind, _ in taken if kind == "name"]
    _take(roles_in(plain, low, rules, lexicon, known), taken, full)
    _take(_other_names(plain, rules, names, taken), taken, full)
    for start, end, kind, value in sorted(taken, key=lambda one: one[0]):
        yield Atom(offsets[start], offsets[end - 1] + 1, "", kind, value)


def _placed(atom: Atom, found: Article, one: Statement) -> Atom:
    start, end = one.start + atom.start, one.start + atom.end
    return Atom(start, end, found.text[start:end], atom.kind, atom.value)


def _take(finder: Iterable[Found], taken: list[Found], full: bytearray) -> None:
    """Takes what does not overlap what was taken before; ``full`` is 0 at each character that is free."""
    for one in finder:
        start, end = one[0], one[1]
        if start < end and not any(full[start:end]):
            taken.append(one)
            full[start:end] = b"\1" * (end - start)


def _quotations(low: str) -> Iterator[Found]:
    for match in _QUOTATION.finditer(low):
        if len(match[1].split()) > 1:
            yield match.start(), match.end(), "quotation", Quoted(match[1].strip(" .,;:!?"))


def _reference_names(plain: str, low: str, lexicon: Lexicon) -> Iterator[Found]:
    """Names and titles that the reference knows; a name in small letters is a common word."""
    end = 0
    for word in re.finditer(r"\w+", plain):
        place = word.start()
        if place < end or plain[place].islower():
            continue
        found = [(last, tuple(ids)) for phrases in (lexicon.titles, lexicon.names) for ids, last in phrases.at(low, place)]
        if found:
            end, ids = max(found)
            yield place, end, "name", Named(ids, tuple(_WORD.findall(low[place:end])))


def _ordinals(low: str, rules: Rules) -> Iterator[Found]:
    for word in _WORD.finditer(low):
        place, end = word.span()
        found = ordinal_at(low, place) if rules.worded or low[place].isdigit() else None
        if found and found[1] <= end:
            if not _no_place(low, place, found[1]):
                yield place, found[1], "ordinal", Placed(found[0])
        elif word[0] in rules.neighbours and not re.search(r"\bat $", before(low, place)):
            yield place, end, "ordinal", Placed(rules.neighbours[word[0]])


def _no_place(low: str, start: int, end: int) -> bool:
    """Whether an ordinal is an adverb, a fraction or a time: *first, they*, *at first*, *a third of*, *a second*."""
    lead, after = before(low, start), low[end : end + NEAR]
    opens = start < NEAR and not lead.strip(" \"'") and after.startswith(",")
    part = re.search(r"\b(?:a|one|two) $", lead) and re.match(r"(?: of\b|[.,;:]|$| later)", after)
    return opens or bool(part or re.search(r"\bat $", lead))


def _numbers(low: str, rules: Rules) -> Iterator[Found]:
    for word in _WORD.finditer(low):
        place = word.start()
        if not rules.worded and not low[place].isdigit():
            continue
        if word[0] in rules.multiples:
            value = Fraction(rules.multiples[word[0]])
            yield place, word.end(), "number", Counted(frozenset({value}))
            continue
        found = max(_figures(low, place), default=None, key=lambda pair: pair[1])
        if found and not _pronoun(low, place, found[1]):
            values = frozenset(value for value, end in _figures(low, place) if end == found[1])
            definite = bool(re.search(r"\b(?:the|these|those|all) $", before(low, place))) and max(values) <= 20
            yield place, found[1], "number", Counted(values, definite)


def _figures(low: str, place: int) -> Iterator[tuple[Fraction, int]]:
    """The numbers at a place, a portion as a share and as hundredths; the sign of a percentage belongs to it."""
    for figure, end in figures_at(low, place):
        yield figure.exact, end + low.startswith("%", end)
    for figure, end in portions_at(low, place):
        yield figure.exact, end
        yield figure.exact / _HUNDRED, end
    for figure, end in multiples_at(low, place):
        bare = re.sub(r" (?:times|of)$", "", low[place:end])
        yield figure.exact, place + len(bare)


def _pronoun(low: str, start: int, end: int) -> bool:
    """Whether *one* stands for somebody or something, and counts nothing."""
    if low[start:end] != "one":
        return False
    lead = re.search(r"(\w+)\W*$", before(low, start))
    after = re.match(r" (\w+)", low[end : end + NEAR])
    return bool(lead and lead[1] in _HELD) or after is None or after[1] in _TIMELESS


def _superlatives(low: str, rules: Rules) -> Iterator[Found]:
    for word in _WORD.finditer(low):
        side = rules.superlatives.get(word[0])
        held = re.search(r"(?:^|, |(?:\b(?:the|its|his|her|their|in|of|second|third)|'s) )$", before(low, word.start()))
        if side in ("high", "low") or (side and held):
            yield *word.span(), "superlative", Extreme(side)
        elif rules.worded and held and len(word[0]) > 5 and word[0].endswith("est") and word[0] not in rules.no_superlatives:
            yield *word.span(), "superlative", Extreme("some")


_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ](?:[\w'-]*[\w])?")


def _known_names(statements: Iterable[Statement]) -> frozenset[str]:
    """The words that are written with a capital within a sentence: where one opens a sentence, it is a name there too."""
    found: set[str] = set()
    for one in statements:
        plain = folded_with_offsets(one.text)[0]
        found |= {
            word[0] for word in _NAME.finditer(plain) if before(plain, word.start())[-2:].strip(" \"':") and _spaced(plain, word)
        }
    return frozenset(found)


def _spaced(plain: str, word: re.Match[str]) -> bool:
    return plain[word.start() - 1] == " "


def _other_names(plain: str, rules: Rules, names: frozenset[str], taken: list[Found]) -> Iterator[Found]:
    """Names that the reference does not know: words with a capital where no sentence begins."""
    if not rules.worded:
        return
    joiners = "|".join(map(re.escape, rules.joiners))
    run = re.compile(rf"{_NAME.pattern}(?: (?:(?:{joiners}) )?{_NAME.pattern})*")
    place, known = 0, sorted((low, high) for low, high, _, _ in taken)
    while match := run.search(plain, place):
        start, end = match.span()
        place = end
        for low, high in known[max(bisect_left(known, (start, 0)) - 1, 0) :]:
            if low >= end:
                break
            if start < high:  # what was found already ends the name, or begins it
                place, end = (high, low) if low > start else (high, start)
                break
        if start and plain[start - 1].isalnum():
            continue
        start = _opened(plain, start, end, rules, names)
        words = tuple(word.casefold() for word in _NAME.findall(plain[start:end]))
        if start < end and words and not all(word in rules.openers and start == 0 for word in words):
            yield start, start + len(re.sub(r"(?:'s?|-)$", "", plain[start:end])), "name", Named((), words)


def _opened(plain: str, start: int, end: int, rules: Rules, names: frozenset[str]) -> int:
    """Where a name begins: not at a common word that has its capital only because it opens the sentence."""
    lead = before(plain, start)
    opens = (start < NEAR and not lead.strip(" \"'(")) or lead.rstrip()[-1:] in ('"', ":", ".", "/")
    first = _NAME.match(plain, start)
    if not opens or first is None:
        return start
    word = first[0]
    if word.casefold() not in rules.openers and (word in names or any(map(str.isupper, word[1:])) or first.end() < end):
        return start
    rest = _NAME.search(plain, first.end(), end)
    return rest.start() if rest else end
