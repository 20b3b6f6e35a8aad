"""The disagreements that bear on a question, settled or open, and the sources whose accounts it needs."""

from __future__ import annotations

from collections.abc import Mapping

from factspec.engine import figures, scope, timeline
from factspec.engine.parts import atoms
from factspec.engine.question import (
    Aggregated,
    Atom,
    CellIs,
    Compared,
    Edge,
    Fixed,
    Holders,
    Holds,
    Listed,
    Measured,
    Pattern,
    Question,
    Ranked,
    RowRanked,
    RowsCompared,
    RowTally,
    Said,
    Shared,
    Tie,
)
from factspec.engine.views import Views
from factspec.reference.accounts import Accounts
from factspec.reference.amend import AnyRow, Key, amended, current
from factspec.reference.facts import Reference
from factspec.reference.schema import Disagreement, Event, Observation, Quote, Relation
from factspec.values.dates import Range

Sides = tuple[tuple[Event, ...], ...]


def disagreeing(question: Question, accounts: Accounts, views: Views) -> list[str]:
    """The sources whose open disagreements bear on a question, in the order of the reference."""
    asked = tuple(atoms(question))
    return [
        source
        for source, changes in accounts.changes.items()
        if any(_bears(atom, changes, views, accounts.reference) for atom in asked)
    ]


def disputes(question: Question, reference: Reference, views: Views, told: Sides) -> tuple[Disagreement, ...]:
    """The disagreements, settled or open, about rows that bear on a question; ``told``: their :func:`sides`."""
    met: set[Key] = set()
    tabled: set[str] = set()
    for atom in atoms(question):
        match atom:
            case Holds(tie) | Holders(tie) | Edge(tie):
                met |= {("relations", row.key) for row in reference.relations if _about(row, tie)}
            case Listed() | CellIs() | RowTally() | RowRanked() | Aggregated() | RowsCompared():
                told_here = [row for row in reference.disagreements if scope.concerns(atom, row.resource, row.row, row.field)]
                tabled |= {row.key for row in told_here}
            case Measured() | Compared() | Ranked() | Shared():
                met |= {("observations", row.key) for row in reference.observations if figures.about(atom, row, reference)}
            case Said(speaker):
                met |= {("quotes", row.id) for row in reference.quotes.values() if row.speaker == speaker}
                met |= {("quotes", row.row) for row in reference.disagreements if _gives_speaker(row, speaker)}
            case Fixed():
                pass
            case _:
                for pattern, window in timeline.spans(atom):
                    met |= {("events", name) for name in views.met(pattern, window)}
                    met |= {("events", name) for name in _disputed(pattern, window, told, reference)}
    return tuple(row for row in reference.disagreements if (row.resource, row.row) in met or row.key in tabled)


def _bears(atom: Atom, changes: Mapping[Key, AnyRow | None], views: Views, reference: Reference) -> bool:
    match atom:
        case Fixed():
            return False
        case Listed() | CellIs() | RowTally() | RowRanked() | Aggregated() | RowsCompared():
            return any(scope.changes(atom, *key, current(reference, key), row) for key, row in changes.items())
        case Measured() | Compared() | Ranked() | Shared():
            rows = [current(reference, key) for key in changes if key[0] == "observations"]
            versions = [*rows, *(row for row in changes.values())]
            return any(isinstance(row, Observation) and figures.about(atom, row, reference) for row in versions)
        case Said(speaker):
            quotes = [row for key, changed in changes.items() if key[0] == "quotes" for row in (current(reference, key), changed)]
            return any(isinstance(row, Quote) and row.speaker == speaker for row in quotes)
        case Holds() | Holders() | Edge():
            return any(key[0] == "relations" and f" {atom.tie.relation} " in key[1] for key in changes)
        case _:
            return any(("events", name) in changes for pattern, days in timeline.spans(atom) for name in views.met(pattern, days))


def _gives_speaker(row: Disagreement, speaker: str) -> bool:
    return row.resource == "quotes" and row.field == "speaker" and row.value == speaker


def sides(reference: Reference) -> tuple[tuple[Event, ...], ...]:
    """For each disagreement, in order, the event as the reference has it and as the source does; nothing for other rows."""
    found: list[tuple[Event, ...]] = []
    for row in reference.disagreements:
        versions = (reference.events[row.row], amended(reference, row)) if row.resource == "events" else ()
        found.append(tuple(version for version in versions if isinstance(version, Event)))
    return tuple(found)


def _disputed(pattern: Pattern, window: Range, told: Sides, reference: Reference) -> set[str]:
    """The events that one side of a disagreement about them has among those of the pattern in the window."""
    return {
        event.id
        for versions in told
        for event in versions
        if event.date.whole.meets(window) and _would_match(pattern, event, reference)
    }


def _would_match(pattern: Pattern, event: Event, reference: Reference) -> bool:
    if pattern.event is not None:
        return pattern.event == event.id
    region = pattern.region
    if region and event.place and reference.inside(event.place, region.place) == region.outside:
        return False
    kind_fits = pattern.kind is None or pattern.kind in reference.kind_and_broader(event.kind)
    return kind_fits and set(pattern.participants) <= set(event.participants)


def _about(row: Relation, tie: Tie) -> bool:
    ends = {row.subject, row.object}
    return row.relation == tie.relation and tie.object in ends and (tie.subject is None or tie.subject in ends)
