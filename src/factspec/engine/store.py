"""The reference as tables that an SQL engine can ask: one row a version of an event, hierarchies spelt out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from factspec.reference.accounts import BASE, Accounts
from factspec.reference.schema import Completeness, Event
from factspec.values.dates import ALWAYS

_TABLES = {
    "event_version": (
        "version BIGINT",
        "id VARCHAR",
        "kind VARCHAR",
        "mode VARCHAR",
        "place VARCHAR",
        "part_of VARCHAR",
        "complete BOOLEAN",
        "first_day BIGINT",
        "last_day BIGINT",
    ),
    "event_participant": ("version BIGINT", "entity VARCHAR"),
    "kind_above": ("kind VARCHAR", "above VARCHAR"),
    "place_above": ("place VARCHAR", "above VARCHAR"),
    "scope": ("scope BIGINT", "kind VARCHAR", "mode VARCHAR", "place VARCHAR", "outside BOOLEAN", "members BIGINT"),
    "scope_participant": ("scope BIGINT", "entity VARCHAR"),
}


class Store:
    """An embedded database with the events of every account and the completeness statements about events.

    ``versions[i]`` is the account and the row of event version *i*; ``scopes[i]`` the completeness statement *i*
    with the days it holds on.
    """

    def __init__(self, accounts: Accounts, scopes: Sequence[Completeness]) -> None:
        self.versions: list[tuple[str, Event]] = list(_versions(accounts))
        self.scopes = [(scope, scope.period.days(None) if scope.period else ALWAYS) for scope in scopes]
        self._database = duckdb.connect(config={"threads": 2})
        rows: dict[str, list[tuple[Any, ...]]] = {
            "event_version": [(i, *_columns(row)) for i, (_, row) in enumerate(self.versions)],
            "event_participant": [(i, name) for i, (_, row) in enumerate(self.versions) for name in row.participants],
            "kind_above": [
                (kind, above) for kind in accounts.reference.kinds for above in accounts.reference.kind_and_broader(kind)
            ],
            "place_above": [
                (place, above)
                for place in accounts.reference.entities
                for above in accounts.reference.place_and_containing(place)
            ],
            "scope": [(i, *_scope(scope)) for i, (scope, _) in enumerate(self.scopes)],
            "scope_participant": [(i, name) for i, (scope, _) in enumerate(self.scopes) for name in scope.participants],
        }
        for table, columns in _TABLES.items():
            self.fill(table, columns, rows[table])

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Makes a table anew with these rows."""
        self._database.execute(f"CREATE OR REPLACE TABLE {table} ({', '.join(columns)})")
        lists = [list(column) for column in zip(*rows, strict=True)]
        if lists:
            cells = ", ".join(f"unnest(?::{column.split()[1]}[])" for column in columns)
            self._database.execute(f"INSERT INTO {table} SELECT {cells}", lists)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self._database.execute(query).fetchall()

    def close(self) -> None:
        """Lets the database go."""
        self._database.close()


def _versions(accounts: Accounts) -> Iterable[tuple[str, Event]]:
    for rows in accounts.base.values():
        yield from ((BASE, row) for row in rows if isinstance(row, Event))
    for source, changes in accounts.changes.items():
        yield from ((source, row) for row in changes.values() if isinstance(row, Event))


def _columns(row: Event) -> tuple[str | bool | int | None, ...]:
    days = row.date.whole
    return row.id, row.kind, row.mode, row.place, row.part_of, row.participants_complete, days.first, days.last


def _scope(scope: Completeness) -> tuple[str | None, str | None, str | None, bool, int]:
    place = scope.place or None
    outside = bool(place and place.startswith("not:"))
    return scope.kind, scope.mode, place.removeprefix("not:") if place else None, outside, len(scope.participants)
