"""Questions answered: all of them together, with one query for the events of every pattern and one for what covers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factspec.engine import bonds, events, lists
from factspec.engine.answer import Answer, Finding, Lack, joined
from factspec.engine.bonds import Ties
from factspec.engine.question import (
    Atom,
    Attendance,
    Bond,
    Edge,
    Every,
    Fixed,
    Holders,
    Holds,
    Listed,
    Opposite,
    Pattern,
    Question,
    Some,
    Tie,
    atoms,
    patterns,
)
from factspec.engine.sighting import Cover, NearMiss, Sighting, View
from factspec.engine.spells import Spell
from factspec.engine.sql import ASK, ASK_PARTICIPANT, COVERS, GRADES, MATCHES
from factspec.engine.store import Store
from factspec.engine.words import Words
from factspec.reference.accounts import BASE, Accounts, accounts, statements
from factspec.reference.amend import AnyRow, Key
from factspec.reference.facts import Reference
from factspec.reference.schema import Disagreement, Event, Relation
from factspec.reference.tables import TableRow
from factspec.values.dates import ALWAYS, Range
from factspec.verdict import Verdict, across_accounts, conjunction, disjunction, negation


class Engine:
    """Reference data ready to be asked. ``known_by`` leaves out what no source had published by that day."""

    def __init__(self, reference: Reference, known_by: int | None = None) -> None:
        self.reference = reference
        self._words = Words(reference)
        self._accounts: Accounts = accounts(reference, known_by)
        self._statements = statements(reference, known_by)
        self._store = Store(self._accounts, [row for row in self._statements if row.resource == "events"])
        self._views: dict[Pattern, dict[str, View]] = {}

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """The answer to each question, in order."""
        self._look(pattern for question in questions for atom in atoms(question) for pattern in patterns(atom))
        return [self._answer(question) for question in questions]

    def close(self) -> None:
        """Lets the database go."""
        self._store.close()

    def _answer(self, question: Question) -> Answer:
        base = self._finding(question, BASE)
        sources = self._disagreeing(question)
        if not sources:
            return Answer(base.verdict, base, (), self._disputes(question), base.lacks)
        others = {source: self._finding(question, source) for source in sources}
        by_account = ((BASE, base.verdict), *((source, found.verdict) for source, found in others.items()))
        verdict = across_accounts(found for _, found in by_account)
        lacks = base.lacks
        if verdict in (Verdict.CONFLICTING, Verdict.NOT_ENOUGH):
            lacks = tuple(dict.fromkeys(lack for found in (base, *others.values()) for lack in found.lacks))
            if len({found for _, found in by_account}) > 1:
                lacks += tuple(self._dispute_lack(source) for source in others)
        return Answer(verdict, self._shown(base, others.values()), by_account, self._disputes(question), lacks)

    @staticmethod
    def _shown(base: Finding, others: Iterable[Finding]) -> Finding:
        both = joined(base.verdict, (base, *others))
        return replace(both, because=base.because, bounds=base.bounds)

    def _dispute_lack(self, source: str) -> Lack:
        rows = ", ".join(
            f"{row.row} ({row.field} {row.value})"
            for row in self.reference.disagreements
            if row.source == source and row.accepted is None
        )
        return Lack(f"whether {self.reference.sources[source].publisher} ({source}) is right about {rows}")

    def _finding(self, question: Question, account: str) -> Finding:
        match question:
            case Every(parts):
                found = [self._finding(part, account) for part in parts]
                return joined(conjunction(f.verdict for f in found), found, enough=Verdict.REFUTED)
            case Some(parts):
                found = [self._finding(part, account) for part in parts]
                return joined(disjunction(f.verdict for f in found), found, enough=Verdict.SUPPORTED)
            case Opposite(part):
                one = self._finding(part, account)
                return joined(negation(one.verdict), [one])
            case _:
                return self._atom(question, account)

    def _atom(self, atom: Atom, account: str) -> Finding:
        match atom:
            case Fixed(verdict, because, found):
                return Finding(verdict, because, suggestions=found)
            case Attendance():
                view = self._view(patterns(atom)[0], account)
                return lists.attendance(atom, view, self.reference, self._words)
            case Holds() | Holders() | Edge():
                return bonds.finding(atom, self.ties(atom, account), self._words)
            case Listed(table):
                rows = [row for row in self._rows(table, account) if isinstance(row, TableRow)]
                unsure = [name for found, name in self._accounts.unsure if found == table]
                covers = [row for row in self._statements if row.resource == table]
                return lists.listed(atom, rows, unsure, covers, self._words)
            case _:
                views = tuple(self._view(pattern, account) for pattern in patterns(atom))
                return events.finding(atom, views, self._words)

    def _view(self, pattern: Pattern, account: str) -> View:
        views = self._views[pattern]
        return views.get(account, views[BASE])

    def _look(self, wanted: Iterable[Pattern]) -> None:
        """Fetches the views of all patterns that have none yet."""
        new = [pattern for pattern in dict.fromkeys(wanted) if pattern not in self._views]
        if not new:
            return
        self._store.fill("ask", ASK, [(i, *_ask(pattern)) for i, pattern in enumerate(new)])
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
        family = set(self.reference.kind_and_broader(pattern.kind))
        return bool(family & set(self.reference.kind_and_broader(miss.event.kind)))

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

    def _rows(self, table: str, account: str) -> list[object]:
        changes = self._accounts.changes.get(account, {})
        rows = [row for key, found in self._accounts.base.items() if key[0] == table and key not in changes for row in found]
        return [*rows, *(row for key, row in changes.items() if key[0] == table and row is not None)]

    def ties(self, atom: Bond, account: str = BASE) -> Ties:
        """The rows of a relation that bear on a question, in one account."""
        tie = atom.tie
        kind = self.reference.relation_kinds[tie.relation]
        named = {tie.object} if kind.functional in ("object", "none") and not kind.symmetric else None
        spells = []
        for row in self._rows("relations", account):
            if isinstance(row, Relation) and row.relation == tie.relation and (named is None or row.object in named):
                readings: tuple[tuple[str, str], ...] = ((row.subject, row.object),)
                if kind.symmetric:
                    readings += ((row.object, row.subject),)
                spells.append(Spell(row, readings, ("relations", row.key) in self._accounts.unsure))
        statements = [row for row in self._statements if row.resource == "relations" and row.kind in (None, tie.relation)]
        return Ties(tuple(spells), kind, tuple(statements))

    def _disagreeing(self, question: Question) -> list[str]:
        """The sources whose open disagreements bear on a question, in the order of the reference."""
        return [
            source
            for source, changes in self._accounts.changes.items()
            if any(self._bears(atom, source, changes) for atom in atoms(question))
        ]

    def _bears(self, atom: Atom, source: str, changes: Mapping[Key, AnyRow | None]) -> bool:
        match atom:
            case Fixed():
                return False
            case Listed(table):
                return any(key[0] == table for key in changes)
            case Holds() | Holders() | Edge():
                return any(key[0] == "relations" and f" {atom.tie.relation} " in key[1] for key in changes)
            case _:
                return any(
                    ("events", name) in changes
                    for pattern, window in zip(patterns(atom), self._windows(atom), strict=True)
                    if source in self._views[pattern]
                    for name in self._met(pattern, window)
                )

    @staticmethod
    def _windows(atom: Atom) -> tuple[Range, ...]:
        return (ALWAYS,) if isinstance(atom, Attendance) else events.windows(atom)  # type: ignore[arg-type]

    def _met(self, pattern: Pattern, window: Range) -> set[str]:
        """The events that some account has in the window for a pattern."""
        views = self._views[pattern].values()
        return {s.event.id for view in views for s in view.sightings if s.event.date.whole.meets(window)}

    def _disputes(self, question: Question) -> tuple[Disagreement, ...]:
        """The disagreements, settled or open, about rows that bear on a question."""
        met: set[Key] = set()
        for atom in atoms(question):
            match atom:
                case Holds(tie) | Holders(tie) | Edge(tie):
                    met |= {("relations", row.key) for row in self.reference.relations if _about(row, tie)}
                case Listed(table):
                    met |= {(table, row.row) for row in self.reference.disagreements if row.resource == table}
                case Fixed():
                    pass
                case _:
                    for pattern, window in zip(patterns(atom), self._windows(atom), strict=True):
                        met |= {("events", name) for name in self._met(pattern, window)}
                        met |= {("events", name) for name in self._denied(pattern, window)}
        return tuple(row for row in self.reference.disagreements if (row.resource, row.row) in met)

    def _denied(self, pattern: Pattern, window: Range) -> set[str]:
        """The events that accepted values deny and that the pattern would have met, or whose dispute was set aside."""
        found = set()
        for row in self.reference.disagreements:
            event = self.reference.events.get(row.row) if row.resource == "events" else None
            if event is None or not event.date.whole.meets(window):
                continue
            above = set(self.reference.kind_and_broader(event.kind))
            kind_fits = pattern.kind is None or pattern.kind in above
            if event.id == pattern.event or (
                kind_fits and pattern.event is None and set(pattern.participants) <= _ever(event, row)
            ):
                found.add(event.id)
        return found


def _ever(event: Event, dispute: Disagreement) -> set[str]:
    added = (dispute.value or "").lstrip("+").split("|") if dispute.field == "participants" else []
    return {*event.participants, *added}


def _about(row: Relation, tie: Tie) -> bool:
    ends = {row.subject, row.object}
    return row.relation == tie.relation and tie.object in ends and (tie.subject is None or tie.subject in ends)


def _ask(pattern: Pattern) -> tuple[str | None, str | None, str | None, bool, str | None, str | None, int]:
    region = pattern.region
    place, outside = (region.place, region.outside) if region else (None, False)
    return pattern.kind, pattern.mode, place, outside, pattern.event, pattern.part_of, len(pattern.participants)


def _view(found: Sequence[Sighting | NearMiss], covers: tuple[Cover, ...], pinned: bool) -> View:
    sightings = tuple(one for one in found if isinstance(one, Sighting))
    return View(sightings, tuple(one for one in found if isinstance(one, NearMiss)), covers, pinned)
