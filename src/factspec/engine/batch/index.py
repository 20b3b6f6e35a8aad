"""An index of a reference's events, built once and asked by many questions at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import duckdb

from factspec.engine.batch.disk import attach
from factspec.engine.batch.fill import Row, fill
from factspec.engine.batch.layout import TABLES, keys
from factspec.reference.accounts import Accounts
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Event
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import ALWAYS
from factspec.values.modes import MODE_WORDS

MODES = {mode: code for code, mode in enumerate(MODE_WORDS, 1)}


class Codes:
    """The whole numbers that stand for a reference's names."""

    def __init__(self, reference: Reference) -> None:
        self.entity = {name: code for code, name in enumerate(reference.entities)}
        self.kind = {name: code for code, name in enumerate(reference.kinds)}


def index(database: duckdb.DuckDBPyConnection, accounts: Accounts, scopes: Sequence[Completeness]) -> Codes:
    """Fills a database with the events of all accounts and the statements about them; gives the codes of their names.

    Events on disk are taken from their index, with keys that are kept beside it.
    """
    reference = accounts.reference
    codes = Codes(reference)
    rows: dict[str, Iterable[Row]] = {
        "entity": ((code, name) for name, code in codes.entity.items()),
        "kind": ((code, name) for name, code in codes.kind.items()),
        "kind_grade": kind_grades(reference, codes),
        "place_grade": place_grades(reference, codes),
        "scope": (scope_row(number, scope, codes) for number, scope in enumerate(scopes)),
        "scope_participant": ((n, codes.entity[name]) for n, scope in enumerate(scopes) for name in scope.participants),
    }
    for table, made in rows.items():
        fill(database, table, TABLES[table], made)
    database.execute("CREATE TABLE scoped_entity AS SELECT DISTINCT entity FROM scope_participant")
    on_disk = reference.bulk
    found = list(_versions(accounts))
    if on_disk:  # as they stand on disk, and in each account: whichever matches, the claim is not for a batch
        found = [(row, True) for row in (*reference.events.values(), *(row for row, _ in found))]
    versions = list(enumerate(found, on_disk.count if on_disk else 0))
    events = [_event(n, row, disputed, reference, codes) for n, (row, disputed) in versions]
    people = [(n, codes.entity[name]) for n, (row, _) in versions for name in row.participants]
    if on_disk:
        attach(database, on_disk, events, people)
    else:
        fill(database, "event", TABLES["event"], events)
        fill(database, "participant", TABLES["participant"], people)
        for statement in keys("", "event", "participant"):
            database.execute(statement)
    return codes


def kind_grades(reference: Reference, codes: Codes) -> Iterator[Row]:
    """For each kind asked about the kinds of events that are of it (2), or may be (1)."""
    for kind in reference.kinds:
        for place, above in enumerate(reference.kind_and_broader(kind)):
            yield codes.kind[above], codes.kind[kind], 2
            if place:
                yield codes.kind[kind], codes.kind[above], 1


def place_grades(reference: Reference, codes: Codes) -> Iterator[Row]:
    """For each place asked about the places that lie in it (2), and those that it lies in (1)."""
    for place in reference.entities:
        for steps, above in enumerate(reference.place_and_containing(place)):
            yield codes.entity[above], codes.entity[place], 2
            if steps:
                yield codes.entity[place], codes.entity[above], 1


def scope_row(number: int, scope: Completeness, codes: Codes) -> Row:
    """A completeness statement about events."""
    days = scope.period.days(None) if scope.period else ALWAYS
    place, outside = (scope.place or ""), (scope.place or "").startswith("not:")
    return (
        number,
        codes.kind[scope.kind] if scope.kind else None,
        MODES[scope.mode] if scope.mode else None,
        codes.entity[place.removeprefix("not:")] if place else None,
        outside,
        len(scope.participants),
        days.first,
        days.last,
    )


def _versions(accounts: Accounts) -> Iterator[tuple[Event, bool]]:
    """The events, and those that some source would have otherwise; whether a row is disputed."""
    changed = {key for changes in accounts.changes.values() for key in changes}
    for key, rows in accounts.base.items():
        yield from ((row, key in changed) for row in rows if isinstance(row, Event))
    for changes in accounts.changes.values():
        yield from ((row, True) for row in changes.values() if isinstance(row, Event))


def _event(number: int, row: Event, disputed: bool, reference: Reference, codes: Codes) -> Row:
    known_from, maybe_from = _published(reference, row.sources)
    return (
        number, codes.kind[row.kind], MODES[row.mode] if row.mode else None, codes.entity[row.place] if row.place else None,
        row.date.starts.first, row.date.starts.last, row.date.ends.first, row.date.ends.last, row.date.doubtful,
        row.participants_complete, known_from, maybe_from, disputed, len(row.participants), row.id,
    )  # fmt: skip


def _published(reference: Reference, sources: Sequence[str]) -> tuple[int, int]:
    """The day from which some source had published for sure, and from which it may have."""
    days = [reference.sources[name].published for name in sources]
    sure = [day.ends.last for day in days if day is not None and not day.doubtful]
    maybe = [FIRST if day is None else day.starts.first for day in days]
    return min(sure, default=LAST), min(maybe, default=FIRST)
