"""Findings on relations: the verdict with the rows that hold, what rules the others out, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.engine.answer import Finding, RowFound, Suggestion
from factspec.engine.question import Bond, Edge, Holders, Holds
from factspec.engine.reasons import count_words
from factspec.engine.spells import Spell
from factspec.engine.tie_lacks import lacks
from factspec.engine.ties import Ties, asked_days, held_days, holders, verdict
from factspec.engine.words import Words, span
from factspec.reference.relations import begin_range, certain_days, end_range, possible_days
from factspec.reference.schema import Completeness, Relation
from factspec.values.calendar import FIRST, LAST
from factspec.values.periods import period_if_any, period_of
from factspec.verdict import Verdict


def finding(atom: Bond, ties: Ties, words: Words) -> Finding:
    """What one account shows."""
    found = verdict(atom, ties) or Verdict.NOT_ENOUGH
    days = asked_days(atom)
    own = _own(atom, ties)
    rivals = [spell for spell in _rivals(atom, ties) if certain_days(spell.row).meets(days) and certain_days(spell.row)]
    covers = [row for row in ties.covers(atom.tie.subject, atom.tie.object) if held_days(row).meets(days)]
    return Finding(
        found,
        _because(atom, ties, own, rivals, found, words),
        holders(atom, ties) if isinstance(atom, Holders) else None,
        tuple(_rows(atom, own, rivals, words)),
        tuple(dict.fromkeys(_links(atom, own, rivals, covers, found))),
        tuple(covers),
        lacks(atom, ties, own, words) if found is Verdict.NOT_ENOUGH else (),
        tuple(_suggestions(atom, ties, own, rivals)),
    )


def _own(atom: Bond, ties: Ties) -> list[Spell]:
    target, subject = atom.tie.object, atom.tie.subject
    return [s for s in ties.spells if any(other == target and subject in (None, one) for one, other in s.readings)]


def _rivals(atom: Bond, ties: Ties) -> list[Spell]:
    if atom.tie.subject is None:
        return []
    return ties.asked(atom.tie.subject, atom.tie.object, ()).rivals()


def _certain(atom: Bond, row: Relation) -> bool:
    match atom:
        case Edge(_, days, edge, _):
            date = row.began if edge == "began" else row.ended
            known = begin_range(row) if edge == "began" else end_range(row)
            return known.within(days) and date is not None and date != ".." and not date.doubtful
        case Holds(_, days, True):
            return days.within(certain_days(row))
        case _:
            return certain_days(row).meets(asked_days(atom)) and bool(certain_days(row))


def _possible(atom: Bond, row: Relation) -> bool:
    match atom:
        case Edge(_, days, edge, _):
            return (begin_range(row) if edge == "began" else end_range(row)).meets(days)
        case _:
            return possible_days(row).meets(asked_days(atom))


def _rows(atom: Bond, own: Sequence[Spell], rivals: Sequence[Spell], words: Words) -> Iterator[RowFound]:
    for spell in own:
        row = spell.row
        sure, perhaps = _certain(atom, row) and not spell.optional, _possible(atom, row)
        why = "attested for the days asked about" if sure else "its first or last day is not sure" if perhaps else "its time"
        match = "certain" if sure else "possible" if perhaps else "none"
        yield RowFound("relations", row.key, match, why, words.relation(row), _dates(row), row.sources)  # type: ignore[arg-type]
    for spell in rivals:
        why = "holds then, and only one can at a time"
        yield RowFound("relations", spell.row.key, "none", why, words.relation(spell.row), _dates(spell.row), spell.row.sources)


def _dates(row: Relation) -> str:
    ended = row.ended if row.ended is None or isinstance(row.ended, str) else row.ended.text
    return f"{row.began.text if row.began else ''}/{ended or ''}"


def _links(
    atom: Bond, own: Sequence[Spell], rivals: Sequence[Spell], covers: Sequence[Completeness], found: Verdict
) -> Iterator[frozenset[str]]:
    sure = [spell for spell in own if _certain(atom, spell.row) and not spell.optional]
    complete = frozenset(source for row in covers for source in row.sources)
    if isinstance(atom, Holders):
        yield from (frozenset(spell.row.sources) for spell in sure)
        if found is not Verdict.NOT_ENOUGH and complete and (atom.stated.high is not None or found is Verdict.REFUTED):
            yield complete
    elif found is Verdict.SUPPORTED:
        yield frozenset(source for spell in sure or own for source in spell.row.sources)
    elif found is Verdict.REFUTED:
        ruling = [spell for spell in own if not _possible(atom, spell.row)] if isinstance(atom, Edge) else []
        rows = [*rivals, *ruling] or ([] if complete else list(own))
        sources = frozenset(source for spell in rows for source in spell.row.sources) | (frozenset() if rows else complete)
        if sources:
            yield sources
    elif own:
        yield frozenset(source for spell in own for source in spell.row.sources)


State = tuple[Ties, tuple[Completeness, ...]]


def _suggestions(atom: Bond, ties: Ties, own: Sequence[Spell], rivals: Sequence[Spell]) -> Iterator[Suggestion]:
    if isinstance(atom, Holders):
        yield "times", holders(atom, ties)
    for spell in own:
        if isinstance(atom, Edge):
            known = begin_range(spell.row) if atom.edge == "began" else end_range(spell.row)
            if known.first > FIRST and known.last < LAST:
                yield "period", period_of(known)
                yield "begin", known
        elif period := period_if_any(certain_days(spell.row)):
            yield "period", period
    for spell in rivals:
        yield from (("subject", one) for one, _ in spell.readings)
        yield from (("object", other) for _, other in spell.readings)


def _because(atom: Bond, ties: Ties, own: Sequence[Spell], rivals: Sequence[Spell], found: Verdict, words: Words) -> str:
    asked = words.tie(atom.tie)
    if isinstance(atom, Holders):
        return f"{count_words(holders(atom, ties))}: {asked}, {span(asked_days(atom))}"
    sure = [spell.row for spell in own if _certain(atom, spell.row)]
    if found is Verdict.SUPPORTED and (sure or own):
        return words.relation((sure or [spell.row for spell in own])[0])
    if found is Verdict.REFUTED and rivals:
        return f"{words.relation(rivals[0].row)}, and only one can at a time"
    if found is Verdict.REFUTED:
        return words.relation(own[0].row) if own else f"the list is complete, and it has no row that {asked}"
    if own:
        return f"{words.relation(own[0].row)}; that leaves it open"
    return f"no row says that {asked}, and nothing says that the list is complete"
