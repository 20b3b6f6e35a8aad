"""Questions answered: all of them together, with one query for the events of every pattern and one for what covers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from factspec.engine import bonds, events, figures, lists, tabular, wording
from factspec.engine.answer import Answer, Finding, Lack, Ruling, joined
from factspec.engine.disputes import disagreeing, disputes, sides
from factspec.engine.parts import atoms, patterns
from factspec.engine.question import (
    Aggregated,
    Atom,
    Attendance,
    Bond,
    CellIs,
    Compared,
    Edge,
    Every,
    Fixed,
    Holders,
    Holds,
    Listed,
    Measured,
    Opposite,
    Question,
    Ranked,
    RowRanked,
    RowsCompared,
    RowTally,
    Said,
    Shared,
    Some,
    Timeline,
)
from factspec.engine.rows import Rows
from factspec.engine.spells import Spell
from factspec.engine.table import Sheets
from factspec.engine.ties import Ties
from factspec.engine.timeline import spans
from factspec.engine.views import Views
from factspec.engine.words import Words
from factspec.reference.accounts import BASE, Accounts, accounts, published, statements
from factspec.reference.facts import Reference
from factspec.reference.schema import Disagreement
from factspec.verdict import Verdict, across_accounts, conjunction, disjunction, negation


class Engine:
    """Reference data ready to be asked. ``known_by`` leaves out what no source had published by that day.

    ``whole`` is the reference that this one is a part of, for the names of what is not in the part.
    """

    def __init__(self, reference: Reference, known_by: int | None = None, whole: Reference | None = None) -> None:
        if reference.bulk:  # without those events it would take for complete what is not
            raise ValueError("a reference read in bulk has its events on disk, where this engine does not look")
        self.reference = reference
        self._known_by = known_by
        self._words = Words(whole or reference)
        self._accounts: Accounts = accounts(reference, known_by)
        self._statements = statements(reference, known_by)
        self._views = Views(self._accounts, self._statements)
        self._rows = Rows(self._accounts)
        self._sheets = Sheets(reference, self._rows, self._statements)
        self._sides = sides(reference)

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """The answer to each question, in order."""
        self._look(questions)
        return [self._answer(question) for question in questions]

    def rulings(self, questions: Sequence[Question]) -> list[Ruling]:
        """The verdicts of the answers to some questions, in order, and what they rest on; much sooner for events than answers."""
        self._look(questions)
        return [self._ruling(question) for question in questions]

    def _look(self, questions: Sequence[Question]) -> None:
        self._views.look(pair for question in questions for atom in atoms(question) for pair in spans(atom))

    def _ruling(self, question: Question) -> Ruling:
        if isinstance(question, Timeline) and not self._accounts.changes:
            views = tuple([self._views.view(pattern, BASE) for pattern in patterns(question)])
            return events.ruling(question, views)
        answer = self._answer(question)
        return Ruling(answer.verdict, answer.links)

    def forget(self) -> None:
        """Lets go of the events that were fetched for the questions so far."""
        self._views.forget()

    def close(self) -> None:
        """Lets the database go."""
        self._views.close()

    def _answer(self, question: Question) -> Answer:
        base = self._finding(question, BASE)
        sources = disagreeing(question, self._accounts, self._views)
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
        return Answer(
            verdict,
            self._shown(base, others.values()),
            by_account,
            self._disputes(question),
            lacks,
        )

    def _disputes(self, question: Question) -> tuple[Disagreement, ...]:
        found, by = disputes(question, self.reference, self._views, self._sides), self._known_by
        return tuple(row for row in found if by is None or published(self.reference, (row.source,), by) is not False)

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
                view = self._views.view(patterns(atom)[0], account)
                return lists.attendance(atom, view, self.reference, self._words)
            case Holds() | Holders() | Edge():
                return bonds.finding(atom, self.ties(atom, account), self._words)
            case Measured() | Compared() | Ranked() | Shared():
                return figures.finding(atom, self._rows, account, self.reference, self._statements, self._words)
            case Listed() | CellIs() | RowTally() | RowRanked() | Aggregated() | RowsCompared():
                return tabular.finding(atom, self._sheets.sheet(atom.table, account), self._words)
            case Said():
                return wording.finding(atom, self._rows, account, self.reference, self._statements, self._words)
            case _:
                views = tuple(self._views.view(pattern, account) for pattern in patterns(atom))
                return events.finding(atom, views, self._words)

    def ties(self, atom: Bond, account: str = BASE) -> Ties:
        """The rows of a relation that bear on a question, in one account."""
        tie = atom.tie
        kind = self.reference.relation_kinds[tie.relation]
        named = {tie.object} if kind.functional in ("object", "none") and not kind.symmetric else None
        spells = []
        for row in self._rows.relations(account):
            if row.relation == tie.relation and (named is None or row.object in named):
                readings: tuple[tuple[str, str], ...] = ((row.subject, row.object),)
                if kind.symmetric:
                    readings += ((row.object, row.subject),)
                spells.append(Spell(row, readings, self._rows.unsure("relations", row.key)))
        statements = [row for row in self._statements if row.resource == "relations" and row.kind in (None, tie.relation)]
        return Ties(tuple(spells), kind, tuple(statements))
