"""Findings on quotations: who is recorded as having said what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from factspec.engine.answer import Finding, Lack, Suggestion, WordFound
from factspec.engine.question import Said
from factspec.engine.rows import Rows, Spoken
from factspec.engine.sighting import gaps
from factspec.engine.wording_words import Heard, because, quote_words, rows_found
from factspec.engine.words import Words, span
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import ALWAYS, Range
from factspec.values.passages import Passage, differences, passage
from factspec.values.periods import period_if_any, period_of
from factspec.values.wording import claimed, holds, parts
from factspec.verdict import Verdict, from_worlds

_NEAREST = 3
_LOOKED_AT = 2_000


def finding(
    atom: Said, rows: Rows, account: str, reference: Reference, statements: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    del reference
    covers = _covers(atom, statements)
    left = tuple(gaps(atom.days, (days for _, days in covers)))
    heard = _heard(atom, rows.spoken(account))
    found = from_worlds(bool(atom.days) and bool(heard.sure or heard.perhaps or left), not heard.sure)
    return Finding(
        found,
        because(atom, heard, bool(left), words),
        rows=tuple(rows_found(atom, heard, words)),
        links=_links(heard, [row for row, _ in covers], found),
        covers=() if heard.sure else tuple(row for row, _ in covers),
        lacks=tuple(_lacks(atom, heard, left, words)) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_suggestions(atom, heard)),
        wording=tuple(WordFound(text, change) for text, change in heard.changes),
    )


def _heard(atom: Said, by: dict[str, list[Spoken]]) -> Heard:
    """The records by how they bear on a quotation. What is only near is looked for where no record has the words."""
    said, own = parts(atom.text), by.get(atom.speaker, [])
    with_words = [record for record in own if holds(record.text, said)]
    sure = tuple(record for record in with_words if record.must_be(atom.days))
    if sure:
        return Heard(sure)
    perhaps = tuple(record for record in with_words if record.can_be(atom.days))
    elsewhen = tuple(record for record in with_words if not record.can_be(atom.days))
    rest = [record for speaker, records in by.items() if speaker != atom.speaker for record in records]
    others = tuple(record for record in rest if holds(record.text, said))
    if with_words:
        return Heard((), perhaps, elsewhen, others)
    near = _near(atom, own) or (() if others else _near(atom, rest))
    changes = differences(near[0][1].says, claimed(atom.text)) if near else ()
    return Heard((), (), (), others, near, changes)


def _near(atom: Said, records: Iterable[Spoken]) -> tuple[tuple[Spoken, Passage], ...]:
    """The records with a passage like the quotation, nearest first; of two alike the one of the days asked about."""
    said = parts(atom.text)
    words = tuple(word.casefold() for word in chain(*said))
    looked_at = sorted(records, key=lambda record: not record.can_be(atom.days))[:_LOOKED_AT]
    likely = sorted(looked_at, key=lambda record: (-record.sought.share(words), not record.can_be(atom.days)))[:_NEAREST]
    found = [(record, near) for record in likely if (near := passage(record.sought, said))]
    return tuple(sorted(found, key=lambda pair: (-pair[1].likeness, not pair[0].can_be(atom.days))))


def _covers(atom: Said, statements: Sequence[Completeness]) -> list[tuple[Completeness, Range]]:
    """The statements that all the speaker said in some of those days is recorded, without those that others make up for."""
    found = [
        (row, days)
        for row in statements
        if row.resource == "quotes" and row.kind is None and row.mode is None and not row.place
        and (not row.participants or atom.speaker in row.participants)
        and (days := row.period.days(None) if row.period else ALWAYS).meets(atom.days)
    ]  # fmt: skip
    left = list(gaps(atom.days, (days for _, days in found)))
    for pair in sorted(found, key=lambda pair: pair[1].last - pair[1].first):
        rest = [other for other in found if other is not pair]
        if list(gaps(atom.days, (days for _, days in rest))) == left:
            found = rest
    return found


def _links(heard: Heard, covers: Sequence[Completeness], found: Verdict) -> tuple[frozenset[str], ...]:
    """What the verdict rests on: one record of these words, or every statement that makes the record whole."""
    if records := heard.sure or heard.perhaps:
        return (frozenset(source for record in records for source in record.row.sources),)
    return tuple(frozenset(row.sources) for row in covers) if found is Verdict.REFUTED else ()


def _lacks(atom: Said, heard: Heard, left: Sequence[Range], words: Words) -> Iterator[Lack]:
    """The record of the days for which none is complete, and for each record with these words whether it was then."""
    if left:
        days = Range(left[0].first, left[-1].last)
        period = "" if days.first <= FIRST and days.last >= LAST else period_of(days).text
        cells = (("table", "quotes"), ("participants", atom.speaker), ("period", period))
        yield Lack(f"a complete record of what {words.name(atom.speaker)} said {span(days)}", cells)
    for record in heard.perhaps:
        open_question = "whether it had been published" if record.row.date.exact else "the day"
        yield Lack(f"for {record.row.id} ({quote_words(record, words)}): {open_question}", (), ("quotes", record.row.id))


def _suggestions(atom: Said, heard: Heard) -> Iterator[Suggestion]:
    for record in heard.elsewhen:
        if period := period_if_any(record.row.date.whole):
            yield "period", period
    yield from (("subject", record.row.speaker) for record in heard.others)
    yield from (("text", near.says) for record, near in heard.near if record.row.speaker == atom.speaker)
