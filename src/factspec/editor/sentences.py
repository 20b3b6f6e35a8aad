"""Sentences as they are typed: how they may go on, in the words of the reference.

Whatever could come next is tried: an offer is made only where the grammar reads past it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from factspec.claim import Kinds, slots
from factspec.editor.offers import Kind, Offer
from factspec.grammar import Grammar
from factspec.sentence.lexicon import Lexicon, Turn, holder_words, quoted, turned, type_word, union_words
from factspec.sentence.reading import Reading, tidy_sentence
from factspec.values.calendar import WEEKDAYS
from factspec.values.names import folded

_MOST = 150
_TRIED = 1000
_TURNS: tuple[Turn, ...] = ("was", "became", "ceased")
_COMMON = (
    *("this year", "so far this year", "this month", "once", "twice", "in person", "by phone", "by video", "by letter"),
    *("exactly", "at least", "at most", "more than", "fewer than", "about", "nearly"),
    *("highest", "lowest", "higher than", "lower than", "the same as"),
)
_QUOTED = re.compile(r'"([^"]+)"')


def continuations(typed: str, grammar: Grammar, day: str | None = None) -> list[Offer]:
    """What a sentence may go on with; the forms of all kinds where it has not begun. ``day`` is one that may be meant."""
    text = tidy_sentence(typed)
    if not text:
        return sentence_forms(grammar.kinds, grammar)
    reading = tried(text, grammar)
    place = max(reading.furthest, 0)
    begun = text[place:].lstrip()
    place = len(text) - len(begun)
    after_space = typed[-1:].isspace()
    if begun and after_space:  # the last word may be whole, and only what follows it be missing
        found = _fitting(text, "", reading, grammar, day)
        if found:
            return [Offer(words, words, 0, kind, detail) for words, (kind, detail) in found.items()]
    found = _fitting(text[:place].rstrip(), begun, reading, grammar, day)
    length = len(begun) + len(typed) - len(typed.rstrip()) if begun else 0
    gap = "" if begun or after_space or not text[:place] else " "
    offers = [Offer(words, gap + words, length, kind, detail) for words, (kind, detail) in found.items()]
    if place == 0:
        offers += [form for form in sentence_forms(grammar.kinds, grammar, len(typed)) if folded(text) in folded(form.label)]
    return offers


def tried(text: str, grammar: Grammar) -> Reading:
    """A reading of a tidy sentence, as far as it goes."""
    reading = Reading(text, grammar.lexicon, grammar)
    for _, end in grammar.prefixes(reading, 0, ()):
        reading.failed(end, "the end of the sentence")
    return reading


def sentence_forms(kinds: Kinds, grammar: Grammar, typed: int = 0) -> list[Offer]:
    """The forms of kinds that the reference has words for, their blanks to be filled."""
    offers = []
    for name, hints in grammar.hints().items():
        kind = kinds[name]
        blanks = {field: slot.hint for field, slot in slots(kind).items()}
        if not all(slot.applies(grammar.lexicon) for slot in slots(kind).values()):
            continue
        templates = (kind.form,) if isinstance(kind.form, str) else kind.form
        about = "\n\n".join(f"*{example.says}*" for example in kind.examples[:2])
        offers += [
            Offer(hint, snippet(template, blanks), typed, "form", name, about, snippet=True)
            for hint, template in zip(hints, templates, strict=True)
        ]
    return offers


def snippet(template: str, blanks: Mapping[str, str]) -> str:
    """A form with numbered blanks, without what may be left out: ``${1:DAY} is a ${2:WEEKDAY}``."""
    plain = re.sub(r"\[[^\[\]]*\]", "", template)
    plain = re.sub(r"\(([^()|]+)(?:\|[^()]*)?\)", r"\1", plain)
    numbers = iter(range(1, 100))
    return re.sub(r"\{(\w+)\}", lambda match: f"${{{next(numbers)}:{_blank(blanks[match[1]])}}}", plain)


def _blank(hint: str) -> str:
    return re.sub(r"([$}\\])", r"\\\1", hint)


def _fitting(before: str, begun: str, reading: Reading, grammar: Grammar, day: str | None) -> dict[str, tuple[Kind, str]]:
    """The words that the grammar reads past after what was read, of those that what is begun may grow into."""
    wanted = folded(begun)
    found: dict[str, tuple[Kind, str]] = {}
    tries = 0
    for words, kind, detail in _words(reading, grammar.lexicon, day):
        if words in found or not _grows(wanted, words):
            continue
        tries += 1
        if len(found) >= _MOST or tries > _TRIED:
            break
        sentence = tidy_sentence(f"{before} {words}".strip())
        if tried(sentence, grammar).furthest >= len(sentence):
            found[words] = (kind, detail)
    return found


def _grows(wanted: str, words: str) -> bool:
    """Whether some word of the words begins as wanted."""
    low = folded(words)
    return low.startswith((wanted, f'"{wanted}')) or f" {wanted}" in low


def _words(reading: Reading, lexicon: Lexicon, day: str | None) -> Iterator[tuple[str, Kind, str]]:
    """All that could come next: what the forms say, then the words of the reference."""
    for expected in reading.expected:
        if match := _QUOTED.fullmatch(expected):
            yield match[1], "keyword", ""
    for days in _days(day):
        yield days, "value", ""
    yield from _common(lexicon)
    yield from _names(lexicon)


def _common(lexicon: Lexicon) -> Iterator[tuple[str, Kind, str]]:
    """The verbs, relations, measures, types and kinds of events of a reference."""
    reference = lexicon.reference
    yield from _phrases((verb for kind in reference.kinds.values() for verb in kind.verbs), "verb")
    for tie in reference.relation_kinds.values():
        for turn in _TURNS:
            yield from _phrases(turned(tie.phrase, tie.relation, turn)[:1], "relation")
        yield from _phrases((holder_words(tie.relation)[0], union_words(tie.phrase, tie.relation)[0]), "relation")
    yield from _phrases((measure.phrase.removeprefix("the ") for measure in reference.measures.values()), "measure")
    yield from _phrases(map(type_word, lexicon.entity_types()), "type")
    yield from _phrases((f"a {noun}" for kind in reference.kinds.values() for noun in kind.noun), "kind of event")


def _names(lexicon: Lexicon) -> Iterator[tuple[str, Kind, str]]:
    """The tables, columns, entities and titles of a reference."""
    reference = lexicon.reference
    for table in reference.tables.values():
        yield f"{quoted(table.name)},", "name", "table"
        for column in table.columns:
            yield (column if column.isalnum() else quoted(column)), "name", f"column of {table.name}"
    for entity in reference.entities.values():
        yield entity.name, "name", entity.type
    for entity in reference.entities.values():
        for alias in entity.aliases:
            yield alias, "name", f"{entity.type}, {entity.name}"
    for event in reference.events.values():
        if event.title:
            yield quoted(event.title), "name", f"event, {event.date.text}"


def _phrases(phrases: Iterable[str], what: str) -> Iterator[tuple[str, Kind, str]]:
    for phrase in phrases:
        yield phrase, "name", what


def _days(day: str | None) -> Iterator[str]:
    if day:
        yield from (f"on {day}", day, f"in {day[:4]}")
    yield from WEEKDAYS
    yield from _COMMON
