"""Verdicts on relations: the rows of one account that bear on a question, and what their worlds say to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factspec.engine.question import Bond, Edge, Holders, Holds
from factspec.engine.sighting import gaps
from factspec.engine.spells import Rules, Spell, Spells
from factspec.reference.schema import Completeness, RelationKind
from factspec.values.dates import ALWAYS, Range
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
        days = tuple(gaps(ALWAYS, (held_days(row) for row in covers)))
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


def held_days(row: Completeness) -> Range:
    """The days that a completeness statement holds on."""
    return row.period.days(None) if row.period else ALWAYS


def asked_days(atom: Bond) -> Range:
    """The days that a question is about."""
    return Range(atom.day, atom.day) if isinstance(atom, Holders) else atom.days
