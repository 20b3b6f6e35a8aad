"""What was heard of a quotation, told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factspec.engine.answer import Match, RowFound
from factspec.engine.question import Said
from factspec.engine.rows import Spoken
from factspec.engine.words import Words, date_words, span
from factspec.values.passages import Passage, Run
from factspec.values.wording import even
from factspec.values.words import series

_SHOWN = 3
_SHORT = 160
_LOOKED_AT = 1_000  # of a long text only the beginning is made even to be shown


@dataclass(frozen=True, slots=True)
class Heard:
    """The records that bear on a quotation. All but ``near`` have its words: ``sure`` and ``perhaps`` of its speaker and days,
    ``elsewhen`` of its speaker on other days, ``others`` of somebody else.

    ``changes`` are the nearest of the passages in ``near`` and the quotation, word by word.
    """

    sure: tuple[Spoken, ...] = ()
    perhaps: tuple[Spoken, ...] = ()
    elsewhen: tuple[Spoken, ...] = ()
    others: tuple[Spoken, ...] = ()
    near: tuple[tuple[Spoken, Passage], ...] = ()
    changes: tuple[Run, ...] = ()


def because(atom: Said, heard: Heard, unlisted: bool, words: Words) -> str:
    """The reason for a verdict. ``unlisted``: the speaker may have said more than is recorded."""
    who = words.name(atom.speaker)
    if heard.sure:
        return _recorded(heard.sure[0], words)
    if heard.perhaps:
        return f"{_recorded(heard.perhaps[0], words)}, which leaves it open"
    if heard.elsewhen:
        told = f"{who} is recorded with these words on another date, {date_words(heard.elsewhen[0].row.date.text)}"
    elif heard.near:
        record, near = heard.near[0]
        told = f"{_recorded(record, words)}: “{_short(near.says)}”; {changes_words(heard.changes)}"
    else:
        told = f"no words like these are recorded of {who}"
    if heard.others:
        told += f"; these words are {_recorded(heard.others[0], words)}"
    whole = f"nothing says that all {who} said is recorded" if unlisted else "the record is complete"
    return f"{told}; {whole} {span(atom.days)}"


def changes_words(changes: Sequence[Run]) -> str:
    """How a quotation differs from what is recorded: the claim has “terrible” for “great” and leaves out “new”."""
    told = list(_told(changes))
    more = len(told) - _SHOWN
    return (
        f"the claim {series([*told[:_SHOWN], f'{more} more'] if more > 0 else told)}" if told else "the claim has the same words"
    )


def _told(changes: Sequence[Run]) -> Iterator[str]:
    before: str | None = None
    for text, change in (*changes, ("", "same")):
        if before is not None:
            yield f"has “{_short(text)}” for “{before}”" if change == "claimed" else f"leaves out “{before}”"
        elif change == "claimed":
            yield f"adds “{_short(text)}”"
        before = _short(text) if change == "recorded" else None


def rows_found(atom: Said, heard: Heard, words: Words) -> Iterator[RowFound]:
    """The records as rows of evidence."""
    yield from (_row(record, "certain", "these words, this speaker, then", words) for record in heard.sure)
    perhaps = "it may not have been then, or not have been out by then"
    yield from (_row(record, "possible", perhaps, words) for record in heard.perhaps)
    yield from (_row(record, "none", f"its date: not {span(atom.days)}", words) for record in heard.elsewhen[:_SHOWN])
    yield from (_row(record, "none", f"said by {words.name(record.row.speaker)}", words) for record in heard.others[:_SHOWN])
    yield from (_row(record, "none", f"other words: “{_short(near.says)}”", words) for record, near in heard.near)


def quote_words(record: Spoken, words: Words) -> str:
    """A record in one line."""
    return f"{words.name(record.row.speaker)}, {date_words(record.row.date.text)}: “{_short(even(record.row.text[:_LOOKED_AT]))}”"


def _row(record: Spoken, match: Match, why: str, words: Words) -> RowFound:
    row = record.row
    return RowFound("quotes", row.id, match, why, quote_words(record, words), row.date.text, row.sources)


def _recorded(record: Spoken, words: Words) -> str:
    return f"recorded of {words.name(record.row.speaker)}, {date_words(record.row.date.text)}"


def _short(text: str) -> str:
    if len(text) <= _SHORT:
        return text
    cut = text[:_SHORT]
    return f"{cut.rpartition(' ')[0] or cut} …"
