"""Findings on quotations: who is recorded as having said what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factspec.engine.answer import Finding, Lack, RowFound, Suggestion, WordFound
from factspec.engine.question import Said
from factspec.engine.rows import Rows
from factspec.engine.sighting import gaps
from factspec.engine.words import Words, span
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Quote
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import ALWAYS, Range
from factspec.values.periods import period_if_any, period_of
from factspec.values.wording import differences, even, holds, likeness, passage, pieces
from factspec.verdict import Verdict, from_worlds

_NEAREST = 3
_LOOKED_AT = 2_000
_SHORT = 160


@dataclass(frozen=True, slots=True)
class _Record:
    """A quotation as an account has it: its text made alike, and whether it is there for sure."""

    row: Quote
    text: str
    sure: bool

    def can_be(self, days: Range) -> bool:
        return self.row.date.starts.first <= days.last and self.row.date.ends.last >= days.first

    def must_be(self, days: Range) -> bool:
        return self.sure and self.row.date.starts.last <= days.last and self.row.date.ends.first >= days.first


def finding(
    atom: Said, rows: Rows, account: str, reference: Reference, statements: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    del reference
    parts = pieces(atom.text)
    records = [
        _Record(row, even(row.text), not row.date.doubtful and not rows.unsure("quotes", row.id)) for row in rows.quotes(account)
    ]
    own = [record for record in records if record.row.speaker == atom.speaker]
    said = [record for record in own if holds(record.text, parts)]
    sure = [record for record in said if record.must_be(atom.days)]
    perhaps = [record for record in said if record.can_be(atom.days) and record not in sure]
    covers = _covers(atom, statements)
    found = from_worlds(bool(atom.days) and bool(sure or perhaps or not covers), not sure)
    elsewhen = [record for record in said if record not in sure and record not in perhaps]
    others = [record for record in records if record.row.speaker != atom.speaker and holds(record.text, parts)]
    near = () if sure or perhaps or elsewhen or others else tuple(_near(atom, own or records))
    lack = _lack(atom, words)
    return Finding(
        found,
        _because(atom, sure, perhaps, elsewhen, others, near, covers, words),
        rows=tuple(_rows(atom, sure, perhaps, elsewhen, others, near, words)),
        links=_links(sure, perhaps, covers),
        covers=() if sure else covers,
        lacks=(lack,) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_suggestions(elsewhen, others, near)),
        wording=tuple(WordFound(text, change) for text, change in differences(near[0][1], atom.text)) if near else (),
    )


def _covers(atom: Said, statements: Sequence[Completeness]) -> tuple[Completeness, ...]:
    """The statements by which all that the speaker said in those days is recorded."""
    fitting = [
        row
        for row in statements
        if row.resource == "quotes"
        and row.kind is None
        and row.mode is None
        and not row.place
        and (not row.participants or row.participants == (atom.speaker,))
    ]
    spans = [(row, row.period.days(None) if row.period else ALWAYS) for row in fitting]
    used = tuple(row for row, days in spans if days.meets(atom.days))
    return () if next(gaps(atom.days, (days for _, days in spans)), None) else used


def _near(atom: Said, records: Sequence[_Record]) -> Iterator[tuple[_Record, str]]:
    """The records with a passage most like the quotation, those of the days asked about first."""
    looked_at = sorted(records, key=lambda record: not record.can_be(atom.days))[:_LOOKED_AT]
    ranked = sorted(looked_at, key=lambda record: (-likeness(record.text, atom.text), not record.can_be(atom.days)))
    for record in ranked[:_NEAREST]:
        found = passage(record.text, atom.text)
        if found is not None:
            yield record, found


def _because(
    atom: Said,
    sure: Sequence[_Record],
    perhaps: Sequence[_Record],
    elsewhen: Sequence[_Record],
    others: Sequence[_Record],
    near: Sequence[tuple[_Record, str]],
    covers: Sequence[Completeness],
    words: Words,
) -> str:
    who = words.name(atom.speaker)
    if sure or perhaps:
        record = (*sure, *perhaps)[0]
        tail = "" if sure else ", which leaves it open"
        return f"recorded of {who}, {record.row.date.text}{tail}"
    if elsewhen:
        told = f"{who} is recorded with these words on another date, {elsewhen[0].row.date.text}"
    elif others:
        told = f"these words are recorded of {words.name(others[0].row.speaker)}, {others[0].row.date.text}"
    elif near:
        record, found = near[0]
        told = f"recorded of {words.name(record.row.speaker)}, {record.row.date.text}, is “{found}”"
    else:
        told = f"no words like these are recorded of {who}"
    return f"{told}; {'the record is complete' if covers else f'nothing says that all {who} said is recorded'} {span(atom.days)}"


def _rows(
    atom: Said,
    sure: Sequence[_Record],
    perhaps: Sequence[_Record],
    elsewhen: Sequence[_Record],
    others: Sequence[_Record],
    near: Sequence[tuple[_Record, str]],
    words: Words,
) -> Iterator[RowFound]:
    yield from (_row(record, "certain", "these words, this speaker, then", words) for record in sure)
    yield from (_row(record, "possible", "it may not have been then, or not have been out by then", words) for record in perhaps)
    yield from (_row(record, "none", f"its date: not {span(atom.days)}", words) for record in elsewhen[:_NEAREST])
    yield from (_row(record, "none", f"said by {words.name(record.row.speaker)}", words) for record in others[:_NEAREST])
    yield from (_row(record, "none", f"other words: “{found}”", words) for record, found in near)


def _row(record: _Record, match: str, why: str, words: Words) -> RowFound:
    row = record.row
    short = record.text if len(record.text) <= _SHORT else f"{record.text[:_SHORT].rpartition(' ')[0]} …"
    says = f"{words.name(row.speaker)}, {row.date.text}: “{short}”"
    return RowFound("quotes", row.id, match, why, says, row.date.text, row.sources)  # type: ignore[arg-type]


def _links(sure: Sequence[_Record], perhaps: Sequence[_Record], covers: Sequence[Completeness]) -> tuple[frozenset[str], ...]:
    rows = sure or perhaps
    if rows:
        return (frozenset(source for record in rows for source in record.row.sources),)
    complete = frozenset(source for cover in covers for source in cover.sources)
    return (complete,) if complete else ()


def _lack(atom: Said, words: Words) -> Lack:
    bounded = atom.days.first > FIRST or atom.days.last < LAST
    period = period_of(atom.days).text if bounded and atom.days else ""
    cells = (("table", "quotes"), ("participants", atom.speaker), ("period", period))
    return Lack(f"a complete record of what {words.name(atom.speaker)} said {span(atom.days)}", cells)


def _suggestions(
    elsewhen: Sequence[_Record], others: Sequence[_Record], near: Sequence[tuple[_Record, str]]
) -> Iterator[Suggestion]:
    for record in elsewhen:
        if period := period_if_any(record.row.date.whole):
            yield "period", period
    yield from (("subject", record.row.speaker) for record in others)
    yield from (("text", found) for _, found in near)
