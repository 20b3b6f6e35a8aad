"""Findings on relations: the verdict with the rows that hold, what rules the others out, and what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from factspec.engine.answer import Finding, Lack, RowFound, Suggestion
from factspec.engine.missing import Need, smallest
from factspec.engine.question import Bond, Edge, Holders, Holds
from factspec.engine.reasons import count_words
from factspec.engine.sighting import gaps
from factspec.engine.spells import Rules, Spell, Spells
from factspec.engine.words import Words, span
from factspec.reference.relations import begin_range, certain_days, end_range, possible_days
from factspec.reference.schema import Completeness, Relation, RelationKind
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import ALWAYS, Dating, Range
from factspec.values.periods import period_if_any, period_of
from factspec.verdict import Bounds, Verdict, from_worlds, of_count


@dataclass(frozen=True, slots=True)
class Ties:
    """The rows of one relation in one account that bear on a question, its rules, and the statements about it."""

    spells: tuple[Spell, ...]
    kind: RelationKind
    statements: tuple[Completeness, ...]

    @property
    def rules(self) -> Rules:
        """How many may hold at once."""
        return Rules(self.kind.functional in ("object", "both"), self.kind.functional in ("subject", "both"))

    def covers(self, subject: str | None, target: str) -> list[Completeness]:
        """The statements that take in the pair."""
        named = {name for name in (subject, target) if name}
        return [row for row in self.statements if set(row.participants) <= named]

    def asked(self, subject: str, target: str, covers: Sequence[Completeness]) -> Spells:
        """The spells seen from one pair."""
        days = tuple(gaps(ALWAYS, (_days(row) for row in covers)))
        return Spells(self.spells, self.rules, ((subject, target),), days)


def verdict(atom: Bond, ties: Ties) -> Verdict | None:
    """The exact verdict of one account; None where its rows allow no world at all."""
    match atom:
        case Holds(tie, days, throughout):
            if not days:
                return Verdict.REFUTED
            spells = ties.asked(tie.subject or "", tie.object, ties.covers(tie.subject, tie.object))
            if throughout:
                return _decided(spells.can_hold_throughout(days), spells.can_lapse(days))
            return _decided(spells.can_hold(days), spells.can_be_absent(days))
        case Holders(_, _, stated):
            return of_count(holders(atom, ties), stated)
        case Edge(tie, days, edge, listed):
            if not days:
                return Verdict.REFUTED
            spells = ties.asked(tie.subject or "", tie.object, ties.covers(tie.subject, tie.object))
            if listed and not spells.own_rows():
                return Verdict.NOT_ENOUGH
            return _decided(spells.can_turn(days, edge, listed), spells.can_not_turn(days, edge))


def _decided(can_be_true: bool, can_be_false: bool) -> Verdict | None:
    return from_worlds(can_be_true, can_be_false) if can_be_true or can_be_false else None


def subjects(atom: Holders, ties: Ties) -> list[str]:
    """Whoever some row ties to the object asked for."""
    found = (one for spell in ties.spells for one, other in spell.readings if other == atom.tie.object)
    return list(dict.fromkeys(found))


def holders(atom: Holders, ties: Ties) -> Bounds:
    """The least and the most subjects on the day."""
    day, target = Range(atom.day, atom.day), atom.tie.object
    must = can = 0
    for subject in subjects(atom, ties):
        spells = ties.asked(subject, target, ties.covers(subject, target))
        held = spells.can_hold(day)
        can += held
        must += held and not spells.can_be_absent(day)
    fresh = ties.asked("", target, ties.covers(None, target))
    unlisted = fresh.can_hold(day)
    if ties.rules.one_subject:
        if not must and can and not _can_all_be_absent(atom, ties):
            must = 1
        return Bounds(must, max(must, 1 if can or unlisted else 0))
    return Bounds(must, None if unlisted else can)


def _can_all_be_absent(atom: Holders, ties: Ties) -> bool:
    everyone = Spells(ties.spells, ties.rules, tuple((subject, atom.tie.object) for subject in subjects(atom, ties)), ())
    return everyone.can_be_absent(Range(atom.day, atom.day))


def finding(atom: Bond, ties: Ties, words: Words) -> Finding:
    """What one account shows."""
    found = verdict(atom, ties) or Verdict.NOT_ENOUGH
    days = _span(atom)
    own = _own(atom, ties)
    rivals = [spell for spell in _rivals(atom, ties) if certain_days(spell.row).meets(days) and certain_days(spell.row)]
    covers = [row for row in ties.covers(atom.tie.subject, atom.tie.object) if _days(row).meets(days)]
    return Finding(
        found,
        _because(atom, ties, own, rivals, found, words),
        holders(atom, ties) if isinstance(atom, Holders) else None,
        tuple(_rows(atom, own, rivals, words)),
        tuple(dict.fromkeys(_links(atom, own, rivals, covers, found))),
        tuple(covers),
        _lacks(atom, ties, own, words) if found is Verdict.NOT_ENOUGH else (),
        tuple(_suggestions(atom, ties, own, rivals)),
    )


def _span(atom: Bond) -> Range:
    return Range(atom.day, atom.day) if isinstance(atom, Holders) else atom.days


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
            return certain_days(row).meets(_span(atom)) and bool(certain_days(row))


def _possible(atom: Bond, row: Relation) -> bool:
    match atom:
        case Edge(_, days, edge, _):
            return (begin_range(row) if edge == "began" else end_range(row)).meets(days)
        case _:
            return possible_days(row).meets(_span(atom))


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


def _lacks(atom: Bond, ties: Ties, own: Sequence[Spell], words: Words) -> tuple[Lack, ...]:
    needs: list[Need[Ties]] = []
    days = _span(atom)
    covered = [_days(row) for row in ties.covers(atom.tie.subject, atom.tie.object)]
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


def _days(row: Completeness) -> Range:
    return row.period.days(None) if row.period else ALWAYS


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
        return f"{count_words(holders(atom, ties))}: {asked}, {span(_span(atom))}"
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
