"""What is missing to decide a question on a relation: lists that are not complete, and days that rows leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from factspec.engine.answer import Lack
from factspec.engine.missing import Need, smallest
from factspec.engine.question import Bond, Edge
from factspec.engine.sighting import gaps
from factspec.engine.spells import Spell
from factspec.engine.ties import Ties, asked_days, held_days, verdict
from factspec.engine.words import Words, span
from factspec.reference.relations import begin_range, end_range
from factspec.reference.schema import Completeness, Relation
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import ALWAYS, Dating, Range
from factspec.values.periods import period_of


def lacks(atom: Bond, ties: Ties, own: Sequence[Spell], words: Words) -> tuple[Lack, ...]:
    """The fewest things that would decide it, whichever way they turn out."""
    needs: list[Need[Ties]] = []
    days = asked_days(atom)
    covered = [held_days(row) for row in ties.covers(atom.tie.subject, atom.tie.object)]
    open_days = list(gaps(days, covered))
    if open_days and not (isinstance(atom, Edge) and atom.listed):
        stretch = Range(open_days[0].first, open_days[-1].last)
        needs.append(Need(_list_lack(atom, stretch, words), _listing(atom, stretch)))
    for spell in own:
        if spell.optional or not (
            begin_range(spell.row).first == begin_range(spell.row).last
            and end_range(spell.row).first == end_range(spell.row).last
        ):
            lack = Lack(f"the first and last day of: {words.relation(spell.row)}", (), ("relations", spell.row.key))
            needs.append(Need(lack, _learning(spell, days)))
    if not needs:
        return (Lack(f"when {words.tie(atom.tie)}, from a source"),)
    return smallest(ties, needs, lambda state: verdict(atom, state))


def _list_lack(atom: Bond, days: Range, words: Words) -> Lack:
    tie = atom.tie
    named = "|".join(name for name in (tie.subject, tie.object) if name)
    period = "" if days.first <= FIRST and days.last >= LAST else period_of(days).text
    cells = {"table": "relations", "kind": tie.relation, "participants": named, "period": period}
    return Lack(f"a complete list of when {words.tie(tie)}, {span(days)}", tuple(cells.items()))


def _listing(atom: Bond, days: Range) -> Callable[[Ties], Iterable[Ties]]:
    period = period_of(days) if days != ALWAYS else None
    named = (atom.tie.object,)
    statement = Completeness.model_construct(
        resource="relations", kind=atom.tie.relation, participants=named, period=period, sources=()
    )
    return lambda ties: [replace(ties, statements=(*ties.statements, statement))]


def _learning(spell: Spell, days: Range) -> Callable[[Ties], Iterable[Ties]]:
    def outcomes(ties: Ties) -> Iterable[Ties]:
        for row in _exact_rows(spell.row, days):
            spells = tuple(Spell(row, s.readings) if s.row is spell.row else s for s in ties.spells)
            yield replace(ties, spells=spells)
        if spell.optional:
            yield replace(ties, spells=tuple(s for s in ties.spells if s.row is not spell.row))

    return outcomes


def _exact_rows(row: Relation, days: Range) -> Iterator[Relation]:
    edges = (days.first - 1, days.first, days.last, days.last + 1)
    begins, ends = begin_range(row), end_range(row)
    for begin in sorted({begins.first, begins.last, *(day for day in edges if begins.first <= day <= begins.last)}):
        for end in sorted({ends.first, ends.last, *(day for day in edges if ends.first <= day <= ends.last)}):
            if begin <= end:
                yield row.model_copy(update={"began": _exactly(begin), "ended": _exactly(end)})


def _exactly(day: int) -> Dating:
    return Dating(iso(day), Range(day, day), Range(day, day))
