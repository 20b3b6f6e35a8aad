"""An index of a reference's events, built once and asked by many questions at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from factspec.engine.batch.disk import LISTED, attach
from factspec.engine.batch.engines.duck import DuckDb
from factspec.engine.batch.engines.engine import Engine, Row
from factspec.engine.batch.layout import SCOPED, TABLES, keys
from factspec.reference.accounts import Accounts
from factspec.reference.bulk.build import MEMORY
from factspec.reference.bulk.layout import MODES
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Event
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import ALWAYS


class Codes:
    """The whole numbers that stand for a reference's names."""

    def __init__(self, reference: Reference) -> None:
        self.entity = {name: code for code, name in enumerate(reference.entities)}
        self.kind = {name: code for code, name in enumerate(reference.kinds)}


def index(engine: Engine, accounts: Accounts, scopes: Sequence[Completeness]) -> Codes:
    """Sees to it that an engine holds the events of all accounts and what is stated of them; gives the codes of their names.

    DuckDB takes events on disk from their index, with keys that are kept beside it.
    """
    codes = Codes(accounts.reference)
    on_disk = accounts.reference.bulk
    if on_disk and isinstance(engine, DuckDb):
        made = dict(_tables(accounts, scopes, codes, whole=False))
        for table, rows in made.items():
            engine.fill(f"own_{table}" if table in _EVENTS else table, TABLES[table], rows)
        engine.table("scoped_entity", *SCOPED["scoped_entity"])
        attach(engine, on_disk)
        return codes
    found = {**keys("event", "participant"), **SCOPED}

    def build() -> None:
        for table, rows in _tables(accounts, scopes, codes):
            engine.fill(table, TABLES[table], rows)
        for table, (query, by) in found.items():
            engine.table(table, query, by)

    engine.keep(lambda: _content(accounts, scopes, codes), (*TABLES, *found), build)
    return codes


_EVENTS = ("event", "participant")


def _tables(
    accounts: Accounts, scopes: Sequence[Completeness], codes: Codes, *, whole: bool = True
) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of each table that the keys are made from; of events on disk only where ``whole``, and then first."""
    reference, on_disk = accounts.reference, accounts.reference.bulk
    yield from names(reference, codes)
    yield "scope", (scope_row(number, scope, codes) for number, scope in enumerate(scopes))
    yield "scope_participant", ((n, codes.entity[name]) for n, scope in enumerate(scopes) for name in scope.participants)
    versions = list(enumerate(_versions(accounts), on_disk.count if on_disk else 0))
    own: Iterator[Row] = (_event(number, row, disputed, reference, codes) for number, (row, disputed) in versions)
    people: Iterator[Row] = ((number, codes.entity[name]) for number, (row, _) in versions for name in row.participants)
    if on_disk and whole:
        own = chain(on_disk.rows(f"SELECT {', '.join(name for name, _ in TABLES['event'])} FROM {LISTED}"), own)
        people = chain(on_disk.rows("SELECT event, entity FROM event_participants"), people)
    yield "event", own
    yield "participant", people


def names(reference: Reference, codes: Codes) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of each table of names, and of how they take each other in."""
    yield "entity", ((code, name) for name, code in codes.entity.items())
    yield "kind", ((code, name) for name, code in codes.kind.items())
    yield "kind_grade", kind_grades(reference, codes)
    yield "place_grade", place_grades(reference, codes)


def _content(accounts: Accounts, scopes: Sequence[Completeness], codes: Codes) -> str:
    """The hash of all that an index is made from; of events on disk, what their own index was made from stands for them."""
    on_disk = accounts.reference.bulk
    made_from = next(iter(on_disk.rows("SELECT made_from FROM about")))[0] if on_disk else MEMORY
    known = made_from != MEMORY
    return content(_tables(accounts, scopes, codes, whole=not known), made_from if known else "")


def content(tables: Iterable[tuple[str, Iterable[Row]]], more: str = "") -> str:
    """The hash of some rows, of how an index of them is laid out, and of what ``more`` it holds."""
    found = hashlib.sha256(repr((TABLES, keys("event", "participant"), SCOPED, more)).encode())
    for table, rows in tables:
        found.update(f"{table}\n".encode())
        for row in rows:
            found.update(f"{row}\n".encode())
    return found.hexdigest()


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
    """The events, and those that some source would have otherwise; whether a row is disputed.

    Where events are on disk these are only the ones that disagreements are about: as they stand there, and in each account.
    Whichever of them matches, the claim is not for a batch.
    """
    on_disk = accounts.reference.bulk is not None
    changed = {key for changes in accounts.changes.values() for key in changes}
    if on_disk:
        yield from ((row, True) for row in accounts.reference.events.values())
    for key, rows in accounts.base.items():
        yield from ((row, on_disk or key in changed) for row in rows if isinstance(row, Event))
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
