"""What the reference shows for many patterns, fetched together: one query for the events, one for what covers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from factspec.engine.question import Pattern
from factspec.engine.sighting import Cover, NearMiss, Sighting, View
from factspec.engine.sql import ASK, ASK_PARTICIPANT, COVERS, GRADES, MATCHES
from factspec.engine.store import Store
from factspec.reference.accounts import BASE, Accounts
from factspec.reference.schema import Completeness, Event
from factspec.values.dates import Range


class Views:
    """The views of patterns by account, each fetched once. A source that changes nothing for a pattern has none of its own."""

    def __init__(self, accounts: Accounts, statements: Sequence[Completeness]) -> None:
        self._accounts, self._reference = accounts, accounts.reference
        self._store = Store(accounts, [row for row in statements if row.resource == "events"])
        self._views: dict[Pattern, dict[str, View]] = {}

    def view(self, pattern: Pattern, account: str) -> View:
        """What an account shows for a pattern that was looked for."""
        views = self._views[pattern]
        return views.get(account, views[BASE])

    def met(self, pattern: Pattern, window: Range) -> set[str]:
        """The events that some account has in the window for a pattern."""
        views = self._views[pattern].values()
        return {s.event.id for view in views for s in view.sightings if s.event.date.whole.meets(window)}

    def forget(self) -> None:
        """Lets go of all views."""
        self._views.clear()

    def close(self) -> None:
        """Lets the database go."""
        self._store.close()

    def look(self, wanted: Iterable[tuple[Pattern, Range]]) -> None:
        """Fetches the views of all patterns that have none yet; near misses only from the days that are asked about."""
        spans: dict[Pattern, Range] = {}
        for pattern, days in wanted:
            if pattern not in self._views:
                known = spans.get(pattern, days)
                spans[pattern] = Range(min(known.first, days.first), max(known.last, days.last))
        new = list(spans)
        if not new:
            return
        asks = [(i, *_ask(pattern), spans[pattern].first, spans[pattern].last) for i, pattern in enumerate(new)]
        self._store.fill("ask", ASK, asks)
        named = [(i, name) for i, pattern in enumerate(new) for name in pattern.participants]
        self._store.fill("ask_participant", ASK_PARTICIPANT, named)
        covers: dict[int, list[Cover]] = defaultdict(list)
        for ask, scope in self._store.rows(COVERS):
            covers[ask].append(Cover(*self._store.scopes[scope]))
        found: dict[int, list[tuple[str, Sighting | NearMiss]]] = defaultdict(list)
        for ask, version, *grades in self._store.rows(MATCHES):
            account, event = self._store.versions[version]
            graded = self._graded(event, grades)
            if isinstance(graded, Sighting) or self._tells(graded, new[ask]):
                found[ask].append((account, graded))
        for i, pattern in enumerate(new):
            self._views[pattern] = self._by_account(pattern, found[i], tuple(covers[i]))

    def _tells(self, miss: NearMiss, pattern: Pattern) -> bool:
        """Whether a near miss is near: an event of a kind of another family tells a reader nothing."""
        if miss.attribute != "kind" or pattern.kind is None:
            return True
        family = set(self._reference.kind_and_broader(pattern.kind))
        return bool(family & set(self._reference.kind_and_broader(miss.event.kind)))

    def _graded(self, event: Event, grades: Sequence[int]) -> Sighting | NearMiss:
        if 0 in grades:
            return NearMiss(event, GRADES[list(grades).index(0)])
        unsure = ("events", event.id) in self._accounts.unsure
        still_open = tuple(name for name, grade in zip(GRADES, grades, strict=True) if grade == 1)
        return Sighting(event, still_open, event.date.doubtful or unsure)

    def _by_account(
        self, pattern: Pattern, found: Sequence[tuple[str, Sighting | NearMiss]], covers: tuple[Cover, ...]
    ) -> dict[str, View]:
        hidden = ("events", pattern.event) in self._accounts.hidden
        pinned, covers = pattern.event is not None and not hidden, () if hidden else covers
        views = {BASE: _view([one for account, one in found if account == BASE], covers, pinned)}
        seen = {one.event.id for _, one in found}
        for source, changes in self._accounts.changes.items():
            changed = {name for table, name in changes if table == "events"}
            if changed & seen:
                kept = [one for account, one in found if account == source or (account == BASE and one.event.id not in changed)]
                views[source] = _view(kept, covers, pinned)
        return views


def _ask(pattern: Pattern) -> tuple[str | None, str | None, str | None, bool, str | None, str | None, int]:
    region = pattern.region
    place, outside = (region.place, region.outside) if region else (None, False)
    return pattern.kind, pattern.mode, place, outside, pattern.event, pattern.part_of, len(pattern.participants)


def _view(found: Sequence[Sighting | NearMiss], covers: tuple[Cover, ...], pinned: bool) -> View:
    sightings = tuple(one for one in found if isinstance(one, Sighting))
    return View(sightings, tuple(one for one in found if isinstance(one, NearMiss)), covers, pinned)
