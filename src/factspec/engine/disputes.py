"""The disagreements that bear on a question, settled or open, and the sources whose accounts it needs."""

from __future__ import annotations

from collections.abc import Mapping

from factspec.engine import timeline
from factspec.engine.question import (
    Atom,
    Edge,
    Fixed,
    Holders,
    Holds,
    Listed,
    Pattern,
    Question,
    Tie,
    atoms,
)
from factspec.engine.views import Views
from factspec.reference.accounts import Accounts
from factspec.reference.amend import AnyRow, Key
from factspec.reference.facts import Reference
from factspec.reference.schema import Disagreement, Event, Relation
from factspec.values.dates import Range


def disagreeing(question: Question, accounts: Accounts, views: Views) -> list[str]:
    """The sources whose open disagreements bear on a question, in the order of the reference."""
    return [
        source for source, changes in accounts.changes.items() if any(_bears(atom, changes, views) for atom in atoms(question))
    ]


def disputes(question: Question, reference: Reference, views: Views) -> tuple[Disagreement, ...]:
    """The disagreements, settled or open, about rows that bear on a question."""
    met: set[Key] = set()
    for atom in atoms(question):
        match atom:
            case Holds(tie) | Holders(tie) | Edge(tie):
                met |= {("relations", row.key) for row in reference.relations if _about(row, tie)}
            case Listed(table):
                met |= {(table, row.row) for row in reference.disagreements if row.resource == table}
            case Fixed():
                pass
            case _:
                for pattern, window in timeline.spans(atom):
                    met |= {("events", name) for name in views.met(pattern, window)}
                    met |= {("events", name) for name in _denied(pattern, window, reference)}
    return tuple(row for row in reference.disagreements if (row.resource, row.row) in met)


def _bears(atom: Atom, changes: Mapping[Key, AnyRow | None], views: Views) -> bool:
    match atom:
        case Fixed():
            return False
        case Listed(table):
            return any(key[0] == table for key in changes)
        case Holds() | Holders() | Edge():
            return any(key[0] == "relations" and f" {atom.tie.relation} " in key[1] for key in changes)
        case _:
            return any(("events", name) in changes for pattern, days in timeline.spans(atom) for name in views.met(pattern, days))


def _denied(pattern: Pattern, window: Range, reference: Reference) -> set[str]:
    """The events that the pattern would have met, had a disagreement about them been settled the other way."""
    found = set()
    for row in reference.disagreements:
        event = reference.events.get(row.row) if row.resource == "events" else None
        if event is None or row.field not in ("exists", "participants") or not event.date.whole.meets(window):
            continue
        if pattern.event == event.id or (pattern.event is None and _would_match(pattern, event, row, reference)):
            found.add(event.id)
    return found


def _would_match(pattern: Pattern, event: Event, dispute: Disagreement, reference: Reference) -> bool:
    region = pattern.region
    if region and event.place and reference.inside(event.place, region.place) == region.outside:
        return False
    kind_fits = pattern.kind is None or pattern.kind in reference.kind_and_broader(event.kind)
    return kind_fits and set(pattern.participants) <= _ever(event, dispute)


def _ever(event: Event, dispute: Disagreement) -> set[str]:
    """Whoever took part in an event by one account or another."""
    added = (dispute.value or "").lstrip("+").split("|") if dispute.field == "participants" else []
    return {*event.participants, *added}


def _about(row: Relation, tie: Tie) -> bool:
    ends = {row.subject, row.object}
    return row.relation == tie.relation and tie.object in ends and (tie.subject is None or tie.subject in ends)
