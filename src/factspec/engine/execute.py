"""Questions answered: all of them together, with one query for the events of every pattern and one for what covers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

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
    atoms,
    patterns,
)
from factspec.engine.sighting import Cover, NearMiss, Sighting, View
from factspec.engine.spells import Spell
from factspec.engine.sql import ASK, ASK_PARTICIPANT, COVERS, GRADES, MATCHES
from factspec.engine.store import Store
from factspec.engine.words import Words
from factspec.reference.accounts import BASE, Accounts, accounts, published
from factspec.reference.amend import Key
from factspec.reference.facts import Reference
from factspec.reference.schema import Disagreement, Event, Relation
from factspec.reference.tables import TableRow
from factspec.verdict import Verdict, across_accounts, conjunction, disjunction, negation


class Engine:
    """Reference data ready to be asked. ``known_by`` leaves out what no source had published by that day."""

    def __init__(self, reference: Reference, known_by: int | None = None) -> None:
        self.reference = reference
        self._words = Words(reference)
        self._accounts: Accounts = accounts(reference, known_by)
        known = [
            row for row in reference.completeness if known_by is None or published(reference, row.sources, known_by)
        ]
        self._statements = known
        self._store = Store(self._accounts, [row for row in known if row.resource == "events"])
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
        return joined(base.verdict, base.because, (base, *others)) if others else base

    def _dispute_lack(self, source: str) -> Lack:
        rows = ", ".join(f"{row.row} ({row.field} {row.value})" for row in self.reference.disagreements if row.source == source and row.accepted is None)
        return Lack(f"whether {self.reference.sources[source].publisher} ({source}) is right about {rows}")

    def _finding(self, question: Question, account: str) -> Finding:
        match question:
            case Every(parts):
                found = [self._finding(part, account) for part in parts]
                return joined(conjunction(f.verdict for f in found), "; ".join(f.because for f in found), found)
            case Some(parts):
                found = [self._finding(part, account) for part in parts]
                return joined(disjunction(f.verdict for f in found), "; ".join(f.because for f in found), found)
            case Opposite(part):
                one = self._finding(part, account)
                return joined(negation(one.verdict), one.because, [one])
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
                return bonds.finding(atom, self._ties(atom, account), self._words)
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
            found[ask].append((account, self._graded(event, grades)))
        for i, pattern in enumerate(new):
            self._views[pattern] = self._by_account(pattern, found[i], tuple(covers[i]))

    def _graded(self, event: Event, grades: Sequence[int]) -> Sighting | NearMiss:
        if 0 in grades:
            return NearMiss(event, GRADES[list(grades).index(0)])
        unsure = ("events", event.id) in self._accounts.unsure
        still_open = tuple(name for name, grade in zip(GRADES, grades, strict=True) if grade == 1)
        return Sighting(event, still_open, event.date.doubtful or unsure)

    def _by_account(
        self, pattern: Pattern, found: Sequence[tuple[str, Sighting | NearMiss]], covers: tuple[Cover, ...]
    ) -> dict[str, View]:
        pinned = pattern.event is not None
        views = {BASE: _view([one for account, one in found if account == BASE], covers, pinned)}
        seen = {one.event.id for _, one in found}
        for source, changes in self._accounts.changes.items():
            changed = {name for table, name in changes if table == "events"}
            if changed & seen:
                kept = [
                    one
                    for account, one in found
                    if account == source or (account == BASE and one.event.id not in changed)
                ]
                views[source] = _view(kept, covers, pinned)
        return views

    def _rows(self, table: str, account: str) -> list[object]:
        changes = self._accounts.changes.get(account, {})
        rows = [row for key, found in self._accounts.base.items() if key[0] == table and key not in changes for row in found]
        return [*rows, *(row for key, row in changes.items() if key[0] == table and row is not None)]

    def _ties(self, atom: Bond, account: str) -> Ties:
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
        found = []
        for source, changes in self._accounts.changes.items():
            if any(self._bears(atom, source, changes) for atom in atoms(question)):
                found.append(source)
        return found

    def _bears(self, atom: Atom, source: str, changes: dict[Key, object]) -> bool:
        match atom:
            case Listed(table):
                return any(key[0] == table for key in changes)
            case Holds() | Holders() | Edge():
                return any(key[0] == "relations" and f" {atom.tie.relation} " in key[1] for key in changes)
            case _:
                return any(source in self._views[pattern] for pattern in patterns(atom))

    def _disputes(self, question: Question) -> tuple[Disagreement, ...]:
        seen: set[Key] = set()
        for atom in atoms(question):
            for pattern in patterns(atom):
                for view in self._views[pattern].values():
                    seen |= {("events", one.event.id) for one in (*view.sightings, *view.misses)}
                if pattern.event:
                    seen.add(("events", pattern.event))
            match atom:
                case Holds(tie) | Holders(tie) | Edge(tie):
                    seen |= {("relations", f"{tie.subject} {tie.relation} {tie.object}")}
                case Listed(table):
                    seen |= {(table, row.key) for row in self._rows(table, BASE) if isinstance(row, TableRow)}
                case _:
                    pass
        denied = self._denied(question)
        return tuple(row for row in self.reference.disagreements if (row.resource, row.row) in seen | denied)

    def _denied(self, question: Question) -> set[Key]:
        """Rows that accepted values deny and that the question would have met."""
        gone: set[Key] = set()
        named = {name for atom in atoms(question) for pattern in patterns(atom) for name in pattern.participants}
        kinds = {pattern.kind for atom in atoms(question) for pattern in patterns(atom) if pattern.kind}
        for row in self.reference.disagreements:
            event = self.reference.events.get(row.row) if row.resource == "events" else None
            if event and ("events", event.id) not in self._accounts.base and named:
                above = set(self.reference.kind_and_broader(event.kind))
                if named <= set(event.participants) and (kinds & above):
                    gone.add(("events", event.id))
        return gone


def _ask(pattern: Pattern) -> tuple[str | None, str | None, str | None, bool, str | None, str | None, int]:
    region = pattern.region
    place, outside = (region.place, region.outside) if region else (None, False)
    return pattern.kind, pattern.mode, place, outside, pattern.event, pattern.part_of, len(pattern.participants)


def _view(found: Sequence[Sighting | NearMiss], covers: tuple[Cover, ...], pinned: bool) -> View:
    sightings = tuple(one for one in found if isinstance(one, Sighting))
    return View(sightings, tuple(one for one in found if isinstance(one, NearMiss)), covers, pinned)
