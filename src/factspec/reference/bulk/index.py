"""An index of events on disk, asked for single rows: see :mod:`factspec.reference.bulk.layout` for its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from factspec.reference.bulk.cells import literal
from factspec.reference.bulk.layout import MODES, TITLE_KEY
from factspec.reference.schema import Event
from factspec.values.calendar import iso
from factspec.values.names import folded
from factspec.values.nearest import nearest

WHOLE = 100_000  # of so many names the nearest is sought among all; of more, among those that look alike
_ALIKE = 200
_MOST = 50_000  # rows and titles that are kept in memory
_MODE = {code: mode for mode, code in MODES.items()}


class EventIndex:
    """A finished index, open for reading. ``path`` is its database file, ``count`` how many events it holds.

    Rows are read when they are asked for; what was asked for by its id or title is kept for a while.
    """

    def __init__(self, path: Path, database: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._database = database
        self._kept: dict[str, Event | None] = {}
        self._titled: dict[str, list[str]] = {}
        self.count = int(self._rows("SELECT count(*) FROM events")[0][0])

    def __contains__(self, name: str) -> bool:
        return bool(self._rows("SELECT 1 FROM events WHERE id = ? LIMIT 1", name))

    @property
    def kept_at(self) -> tuple[str, str]:
        """Its file, and what it was made from: what another process opens it by."""
        return str(self.path.resolve()), str(self._rows("SELECT made_from FROM about")[0][0])

    def event(self, name: str) -> Event | None:
        """The event of that id, if there is one."""
        if name not in self._kept:
            if len(self._kept) == _MOST:
                self._kept.clear()
            self._kept[name] = self.named([name]).get(name)
        return self._kept[name]

    def named(self, names: Iterable[str]) -> dict[str, Event]:
        """The events of some ids; those that are there."""
        found = self._rows("SELECT event FROM events WHERE id IN (SELECT unnest(?::VARCHAR[]))", list(names))
        return {event.id: event for event in self.numbered(number for (number,) in found).values()}

    def numbered(self, numbers: Iterable[int]) -> dict[int, Event]:
        """The events of some numbers, in their order."""
        asked = sorted(set(numbers))
        if not asked:
            return {}
        rows = self._rows(
            f"""SELECT e.event, e.id, k.id, e.mode, e.starts_first, e.date, p.id, e.title, e.part_of, e.complete
            FROM events e JOIN kinds_codes k ON k.code = e.kind LEFT JOIN entity_codes p ON p.code = e.place
            WHERE e.event IN ({_listed(asked)}) ORDER BY e.event"""
        )
        people = self._lists("event_participants", "entity", "entity_codes", asked)
        sources = self._lists("event_sources", "source", "source_codes", asked)
        wholes = self._ids(row[8] for row in rows if row[8] is not None)
        return {
            number: Event.model_validate({
                "id": name, "kind": kind, "mode": _MODE.get(mode), "date": date or iso(day), "place": place, "title": title,
                "part_of": wholes.get(whole), "participants": people.get(number, ()), "participants_complete": complete,
                "sources": sources[number],
            })
            for number, name, kind, mode, day, date, place, title, whole, complete in rows
        }  # fmt: skip

    def met(self, people: Sequence[Sequence[str]], days: Sequence[tuple[int, int]], most: int) -> list[int]:
        """The numbers of events that may meet one of some wishes: its participants, and a day that it shares.

        An event with a list of participants that is not complete may have any of them. At most ``most``, and one more.
        """
        wishes = list(zip(range(len(people)), *zip(*days, strict=True), strict=True))
        named = [(number, name) for number, names in enumerate(people) for name in names]
        values = [[row[at] for row in wishes] for at in range(3)] + [[row[at] for row in named] for at in range(2)]
        found = self._database.execute(
            f"""WITH wish AS (
                SELECT unnest(?::BIGINT[]) AS wish, unnest(?::BIGINT[]) AS first_day, unnest(?::BIGINT[]) AS last_day
            ), named AS (
                SELECT w.wish, c.code FROM (SELECT unnest(?::BIGINT[]) AS wish, unnest(?::VARCHAR[]) AS id) w
                JOIN entity_codes c ON c.id = w.id
            ), counted AS (SELECT wish, count(*) AS names FROM named GROUP BY wish),
            listed AS (
                SELECT n.wish, p.event, count(*) AS names
                FROM named n JOIN event_participants p ON p.entity = n.code GROUP BY 1, 2
            )
            SELECT DISTINCT e.event FROM listed l JOIN counted c ON c.wish = l.wish JOIN wish w ON w.wish = l.wish
            JOIN events e ON e.event = l.event
            WHERE l.names = c.names AND e.complete AND e.starts_first <= w.last_day AND e.ends_last >= w.first_day
            UNION SELECT DISTINCT e.event FROM events e JOIN wish w ON e.starts_first <= w.last_day AND e.ends_last >= w.first_day
            WHERE NOT e.complete
            LIMIT {most + 1}""",
            values,
        ).fetchall()
        return [number for (number,) in found]

    def parts(self, names: Iterable[str]) -> list[int]:
        """The numbers of events that are part of some."""
        found = self._rows(
            "SELECT event FROM events WHERE part_of IN (SELECT event FROM events WHERE id IN (SELECT unnest(?::VARCHAR[])))",
            list(names),
        )
        return [number for (number,) in found]

    def titled(self, title: str) -> list[str]:
        """The ids of the events that a sentence names by a title."""
        if title not in self._titled:
            if len(self._titled) == _MOST:
                self._titled.clear()
            self._titled[title] = self._found(title)
        return self._titled[title]

    def _found(self, title: str) -> list[str]:
        key = TITLE_KEY.format("?::VARCHAR")
        found = self._rows(f"SELECT event FROM event_titles WHERE key = {key}", title)
        numbers = [number for (number,) in found]
        if not numbers:
            return []
        rows = self._rows(f"SELECT id, title FROM events WHERE event IN ({_listed(numbers)}) ORDER BY event")
        return [name for name, known in rows if folded(known) == folded(title)]

    def near(self, name: str) -> tuple[str, ...]:
        """The ids that a misspelt one is likely to be."""
        return nearest(name, self._alike("id", name))

    def titles_alike(self, title: str) -> list[str]:
        """The titles that a misspelt one may be."""
        return self._alike("title", title)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query over the tables of the index, some at a time."""
        with self._database.cursor() as apart:
            found = apart.execute("USE facts").execute(query)
            while some := found.fetchmany(50_000):
                yield from some

    def close(self) -> None:
        """Lets the database go."""
        self._database.close()

    def _alike(self, column: str, text: str) -> list[str]:
        """The texts of a column, each once; where they are many, those that look most like a text."""
        order = (
            "event" if self.count <= WHOLE else f"jaro_winkler_similarity({column}, {literal(text)}) DESC, event LIMIT {_ALIKE}"
        )
        rows = self._rows(f"SELECT {column} FROM events WHERE {column} IS NOT NULL ORDER BY {order}")
        return list(dict.fromkeys(found for (found,) in rows))

    def _lists(self, table: str, code: str, codes: str, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        rows = self._rows(
            f"""SELECT l.event, list(n.id ORDER BY l.position) FROM {table} l JOIN {codes} n ON n.code = l.{code}
            WHERE l.event IN ({_listed(numbers)}) GROUP BY l.event"""
        )
        return {number: tuple(names) for number, names in rows}

    def _ids(self, numbers: Iterable[int]) -> dict[int | None, str]:
        asked = sorted(set(numbers))
        return dict(self._rows(f"SELECT event, id FROM events WHERE event IN ({_listed(asked)})")) if asked else {}

    def _rows(self, query: str, value: Any = None) -> list[tuple[Any, ...]]:
        return self._database.execute(query, [] if value is None else [value]).fetchall()


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
