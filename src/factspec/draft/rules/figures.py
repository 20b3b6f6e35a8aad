"""Measured numbers: sentences that nearly are the grammar's own, put into its words and read by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from factspec.claim import Claim
from factspec.draft.english import HEDGES, SUPERLATIVE
from factspec.draft.page import Clause, Page, Proposal, clauses, denials
from factspec.draft.tokens import Sentence, Token
from factspec.problem import Problems
from factspec.sentence.reading import Reading
from factspec.values.periods import phrase

_KINDS = ("quantity", "change", "rank", "compare", "share")
_OF, _AMONG = "of", "among"
_SOUND_HEDGES = frozenset(("nearly", "almost"))
_REACHED = re.compile(r"^(.*?) (?:stood at|came to|amounted to|reached|totalled|totaled|is|were) ", re.IGNORECASE)
_PEOPLE = re.compile(
    r"^(?P<who>.+?) (?:had|has|counted) (?P<amount>.+?) (?:people|inhabitants|residents)(?P<when> in \d{4})$", re.IGNORECASE
)
_WITH = re.compile(r"^(?:with|at|of|or) ", re.IGNORECASE)


@dataclass(slots=True)
class _Text:
    """The words of a stretch of a sentence as the grammar may read them, with the place where each token begins."""

    words: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, end: int) -> None:
        """More words; ``end`` is where they end in the sentence."""
        self.words += text
        self.places.append((len(self.words), end))

    def upto(self, place: int) -> int | None:
        """Where in the sentence the words up to a place end; None inside of what was put in as one."""
        return next((end for here, end in self.places if here == place), None)


def figures(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Numbers of measures: what they are, how they moved, who has the highest, and what one is beside another."""
    if not page.vocabulary.reference.measures or sentence.plain.endswith("?"):
        return
    for clause in clauses(sentence):
        words = {t.low for t in sentence.tokens[clause.begin : clause.end] if t.kind == "word"}
        unchanged = "did not change" in sentence.plain
        if words & (HEDGES - _SOUND_HEDGES) or (denials(sentence, clause) and not unchanged):
            continue
        for begin in _begins(sentence, clause):
            found = next(_read(page, sentence, begin, clause), None)
            if found is None:
                continue
            claim, start, end = found
            yield Proposal(claim.model_dump(), start, end)
            about = _about(claim)
            if about:
                rank = claim.model_dump() if claim.kind == "rank" else None
                page.measured.append({**about, "sentence": sentence.index, "rank": rank})
                yield from _beside(page, sentence, clause, about, end)
        yield from _placed(page, sentence, clause)


def _placed(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """*B came second*, *C was last*, right after a sentence that told who is first."""
    tokens = sentence.tokens
    ranks = [about["rank"] for about in page.measured if about["rank"] and sentence.index - about["sentence"] == 1]
    for i in range(clause.begin, clause.end - 2 if len(ranks) == 1 else clause.begin):
        place = tokens[i + 2]
        begins = i == clause.begin or tokens[i - 1].says("and", ",", "while")
        if not begins or tokens[i].kind != "name" or not tokens[i + 1].says("came", "was", "is", "ranked"):
            continue
        last, nth = place.says("last"), place.value if place.kind == "ordinal" else 1
        if (last or place.kind == "ordinal") and _ends_phrase(sentence, place.end):
            lowest = ranks[0]["place"]["lowest"] != last
            claim = {**ranks[0], "subject": tokens[i].value, "place": {"nth": nth, "lowest": lowest}}
            yield Proposal(claim, tokens[i].start, place.end)


def _begins(sentence: Sentence, clause: Clause) -> Iterator[int]:
    """Where a claim may begin in a clause: at its head, and after a comma or *and* there."""
    yield clause.begin
    dated = sentence.tokens[clause.begin].kind == "date"
    for i in range(clause.begin + (3 if dated else 1), clause.end):
        if sentence.tokens[i - 1].says("and", ",", "where", "there", "while", "but"):
            yield i


def _read(page: Page, sentence: Sentence, begin: int, clause: Clause) -> Iterator[tuple[Claim, int, int]]:
    """The claim that begins at a token, in the first wording of it that the grammar can read."""
    for text in _wordings(page, sentence, begin, clause):
        found = _longest(page, text, sentence)
        if found is not None:
            claim, end = found
            yield claim, sentence.tokens[begin].start, end


def _longest(page: Page, text: _Text, sentence: Sentence) -> tuple[Claim, int] | None:
    """The one claim that reads most of a text and ends where a phrase may end."""
    if not text.words:
        return None
    reading = Reading(text.words, page.vocabulary.lexicon, page.vocabulary.grammar)
    best: dict[int, dict[Claim, None]] = {}
    try:
        for claim, place in page.vocabulary.grammar.prefixes(reading, 0, _known(page)):
            end = text.upto(place)
            if end is not None and isinstance(claim, Claim) and _ends_phrase(sentence, end):
                best.setdefault(end, {})[claim] = None
    except (Problems, RecursionError):
        return None
    if not best:
        return None
    end = max(best)
    return (next(iter(best[end])), end) if len(best[end]) == 1 else None


def _known(page: Page) -> tuple[str, ...]:
    return tuple(kind for kind in _KINDS if kind in page.vocabulary.grammar.kinds)


def _ends_phrase(sentence: Sentence, end: int) -> bool:
    rest = sentence.plain[end:]
    return not rest or rest[0] in ",.;:)" or rest.startswith((" and ", " - ", " while ", " but ", ' "'))


def _wordings(page: Page, sentence: Sentence, begin: int, clause: Clause) -> Iterator[_Text]:
    tokens = sentence.tokens
    yield _plain(sentence, begin, clause.end)
    first = tokens[begin]
    if first.kind == "date" and first.text.casefold().startswith(("in ", "on ")):
        rest = begin + 1 + (begin + 1 < clause.end and tokens[begin + 1].says(","))
        yield from _then(sentence, rest, clause, f" {_time(first)}")
        about = _lately(page, sentence)
        if about and rest + 1 < clause.end and tokens[rest].says("it") and tokens[rest + 1].says("was", "is"):
            yield _put(sentence, _statistic(page, about, about["subject"]) + f" {_time(first)}", rest + 1, clause.end)
    if first.says("in") and begin + 1 < clause.end and tokens[begin + 1].kind == "name":
        yield from _in_a_place(page, sentence, begin, clause)
    if first.low in ("its", "his", "her", "their") and begin + 1 < clause.end and tokens[begin + 1].kind == "measure":
        owner = _owner(page, sentence, begin)
        if owner:
            yield _put(sentence, f"the {tokens[begin + 1].text} of {owner}", begin + 2, clause.end)
    last = _lately(page, sentence)
    if last and begin == clause.begin and first.says("it") and begin + 1 < clause.end and tokens[begin + 1].says("was", "is"):
        yield _put(sentence, _statistic(page, last, last["subject"]) + f" {_said(last['when'])}", begin + 1, clause.end)
    yield from _counted(page, sentence, begin, clause)


def _plain(sentence: Sentence, begin: int, end: int) -> _Text:
    return _put(sentence, "", begin, end)


def _put(sentence: Sentence, head: str, begin: int, end: int) -> _Text:
    """The words of some tokens after a head, with dates in full."""
    text = _Text()
    tokens = sentence.tokens
    if head:
        text.add(head, tokens[begin - 1].end)
    for i in range(begin, end):
        before = tokens[i - 1].end if i else 0
        gap = " " if text.words and (tokens[i].start > before or i == begin) else ""
        text.add(gap + (_AMONG if _of_a_group(tokens, i) else _worded(tokens[i])), tokens[i].end)
    return text


def _of_a_group(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether *of* leads to those among whom somebody has the highest number."""
    return (
        i >= 2
        and tokens[i].says(_OF)
        and tokens[i - 1].kind == "measure"
        and SUPERLATIVE.fullmatch(tokens[i - 2].low) is not None
    )


def _worded(token: Token) -> str:
    if token.kind == "date" and not token.value.explicit:
        return _time(token)
    return "was" if token.says("stood", "totalled", "reached") else token.text


def _time(token: Token) -> str:
    period = token.value.period("past")
    return phrase(period) if period and token.value.form == "at" else token.text


def _then(sentence: Sentence, begin: int, clause: Clause, time: str) -> Iterator[_Text]:
    """A clause with the date that stood before it put behind it, at each place where a phrase may end."""
    for end in range(clause.end, begin + 2, -1):
        if _ends_phrase(sentence, sentence.tokens[end - 1].end):
            text = _plain(sentence, begin, end)
            text.add(time, sentence.tokens[end - 1].end)
            yield text


def _lately(page: Page, sentence: Sentence) -> dict[str, Any] | None:
    """What *it* may stand for: the one measure of this sentence or the one before it, as it was told last."""
    near = [about for about in page.measured if sentence.index - about["sentence"] <= 1]
    return near[-1] if len({about["measure"] for about in near}) == 1 else None


def _in_a_place(page: Page, sentence: Sentence, begin: int, clause: Clause) -> Iterator[_Text]:
    """*In Spain, life expectancy was ...*, *In Afghanistan it was ...*."""
    tokens = sentence.tokens
    name, i = tokens[begin + 1], begin + 2
    i += i < clause.end and tokens[i].says(",")
    if i < clause.end and tokens[i].kind == "measure":
        yield _put(sentence, f"the {tokens[i].text} of {_name(page, name.value)}", i + 1, clause.end)
    last = _lately(page, sentence)
    if last and i < clause.end and tokens[i].says("it"):
        head = _statistic(page, last, name.value)
        yield _put(sentence, f"{head} {_said(last['when'])}", i + 1, clause.end)
        yield _put(sentence, head, i + 1, clause.end)


def _counted(page: Page, sentence: Sentence, begin: int, clause: Clause) -> Iterator[_Text]:
    """*India had 1.11 billion people in 2007*, where one measure alone counts people."""
    measures = [m for m in page.vocabulary.reference.measures.values() if m.unit == "people"]
    tokens = sentence.tokens
    if len(measures) != 1 or tokens[begin].kind != "name":
        return
    for end in range(clause.end, begin + 3, -1):
        if _ends_phrase(sentence, tokens[end - 1].end):
            match = _PEOPLE.match(_plain(sentence, begin, end).words)
            if match:
                text = _Text()
                words = (
                    f"the {measures[0].phrase.removeprefix('the ')} of {match['who']}{match['when']} was {match['amount']} people"
                )
                text.add(words, tokens[end - 1].end)
                yield text


def _owner(page: Page, sentence: Sentence, i: int) -> str | None:
    """The name that *its* stands for: the only name before it in the sentence."""
    names = {t.value for t in sentence.tokens[:i] if t.kind == "name"}
    return _name(page, names.pop()) if len(names) == 1 else None


def _name(page: Page, entity: str) -> str:
    return page.vocabulary.lexicon.spelling(entity)


def _statistic(page: Page, about: dict[str, Any], subject: str) -> str:
    return f"the {page.vocabulary.lexicon.measure_phrase(about['measure'])} of {_name(page, subject)}"


def _said(when: str) -> str:
    from factspec.values.periods import Period

    return phrase(Period(when))


def _about(claim: Claim) -> dict[str, Any] | None:
    """The measure, the subject and the time that a claim speaks of last."""
    data = claim.model_dump()
    what = data.get("what") or {"measure": data.get("measure"), "subject": data.get("subject")}
    when = data.get("when") or (data.get("course") or {}).get("end")
    measure, subject = what.get("measure"), what.get("subject")
    return (
        {"measure": measure, "subject": subject, "when": str(when), "group": data.get("group")}
        if measure and subject and when
        else None
    )


def _beside(page: Page, sentence: Sentence, clause: Clause, about: dict[str, Any], end: int) -> Iterator[Proposal]:
    """What a comma adds: the number itself after a place, *the lowest of them* after a number."""
    tokens = sentence.tokens
    comma = next((i for i in range(clause.begin, clause.end) if tokens[i].start >= end), clause.end)
    if comma + 1 >= clause.end or not tokens[comma].says(","):
        return
    head = f"{_statistic(page, about, about['subject'])} {_said(about['when'])} was"
    skip = comma + 1 + bool(_WITH.match(tokens[comma + 1].text + " "))
    text = _put(sentence, head, skip, clause.end)
    found = _longest(page, text, sentence)
    if found is not None and found[0].kind in ("quantity", "compare"):
        yield Proposal(found[0].model_dump(), tokens[comma + 1].start, found[1])
