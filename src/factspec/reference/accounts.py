"""The accounts of the facts: the base rows as they stand, and how each source that disagrees would have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from factspec.reference.amend import AnyRow, Key, amended
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Disagreement, Event, Observation, Quote, Relation
from factspec.reference.tables import TableRow
from factspec.values.calendar import FIRST
from factspec.values.dates import ALWAYS, Range
from factspec.values.periods import period_if_any

BASE = "reference"


@dataclass(slots=True)
class Accounts:
    """Rows by account. ``base`` has accepted values in place; ``changes`` holds, for each source with an open
    disagreement, its version of the rows it disputes: None where it denies the row.

    ``unsure`` names rows that may or may not have been published by the day of knowing, ``hidden`` those that were not.
    """

    reference: Reference
    base: dict[Key, list[AnyRow]] = field(default_factory=dict)
    changes: dict[str, dict[Key, AnyRow | None]] = field(default_factory=dict)
    unsure: set[Key] = field(default_factory=set)
    hidden: set[Key] = field(default_factory=set)


def accounts(reference: Reference, known_by: int | None = None) -> Accounts:
    """All accounts of ``reference``; ``known_by`` leaves out what no source had published by that day."""
    found = Accounts(reference)
    for table, row in _all_rows(reference):
        key = (table, row.key)
        known = True if known_by is None else published(reference, row.sources, known_by)
        if known is False:
            found.hidden.add(key)
            continue
        if known is None:
            found.unsure.add(key)
        found.base.setdefault(key, []).append(row)
    _settle(found, known_by)
    return found


def published(reference: Reference, sources: tuple[str, ...], by: int) -> bool | None:
    """Whether some source was published by that day; None where its date does not tell."""
    days = [reference.sources[name].published for name in sources]
    if any(day is not None and not day.doubtful and day.ends.last <= by for day in days):
        return True
    return None if any(day is None or day.starts.first <= by for day in days) else False


def statements(reference: Reference, known_by: int | None = None) -> list[Completeness]:
    """The completeness statements that some source had published by that day.

    Nobody can say before a day is over that its list is complete: each then holds up to the day on which the last of its
    sources that were out by then was published. A plain table has no days of its own: it is complete, or not stated to be.
    """
    if known_by is None:
        return reference.completeness
    found = []
    for row in reference.completeness:
        if row.resource in reference.tables:
            found += [row] if any(published(reference, (name,), known_by) for name in row.sources) else []
            continue
        out = [reference.sources[name].published for name in row.sources if published(reference, (name,), known_by)]
        whole = row.period.days(None) if row.period else ALWAYS
        held = Range(whole.first, min([whole.last, max((day.ends.last for day in out if day), default=FIRST)]))
        if out and (period := period_if_any(held)):
            found.append(row.model_copy(update={"period": period}))
    return found


def _settle(found: Accounts, known_by: int | None) -> None:
    reference = found.reference
    disputes = [
        dispute
        for dispute in reference.disagreements
        if (dispute.resource, dispute.row) in found.base
        and (known_by is None or published(reference, (dispute.source,), known_by) is not False)
    ]
    for dispute in sorted(disputes, key=lambda dispute: _out(reference, dispute)):
        key = (dispute.resource, dispute.row)
        if dispute.accepted and key in found.base:
            row = amended(reference, dispute, found.base[key][0])
            found.base.pop(key) if row is None else found.base.update({key: [row]})
    for dispute in disputes:
        key = (dispute.resource, dispute.row)
        if dispute.accepted is None and key in found.base:
            changes = found.changes.setdefault(dispute.source, {})
            row = changes.get(key, found.base[key][0])
            changes[key] = None if row is None else amended(reference, dispute, row)


def _out(reference: Reference, dispute: Disagreement) -> int:
    """The day by which a source's value was out: of several accepted ones, the latest holds. The first where no day is told."""
    day = reference.sources[dispute.source].published
    return FIRST if day is None else day.ends.last


def _all_rows(reference: Reference) -> Iterator[tuple[str, Event | Relation | Observation | Quote | TableRow]]:
    yield from (("events", row) for row in reference.events.values())
    yield from (("relations", row) for row in reference.relations)
    yield from (("observations", row) for row in reference.observations)
    yield from (("quotes", row) for row in reference.quotes.values())
    yield from ((name, row) for name, table in reference.tables.items() for row in table.rows)
