"""The rows of tables as each account has them, found once and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from factspec.reference.accounts import Accounts
from factspec.reference.amend import AnyRow
from factspec.reference.schema import Observation, Quote, Relation
from factspec.reference.tables import TableRow
from factspec.values.dates import Range
from factspec.values.passages import Sought
from factspec.values.wording import Text

Measures = dict[str, dict[str, list[Observation]]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation as an account has it. ``sure``: it is there, and its date is no guess, in every world."""

    row: Quote
    sought: Sought
    sure: bool

    @property
    def text(self) -> Text:
        """What was said, as its words."""
        return self.sought.text

    def can_be(self, days: Range) -> bool:
        """Whether it may share a day with ``days``."""
        return self.row.date.starts.first <= days.last and self.row.date.ends.last >= days.first

    def must_be(self, days: Range) -> bool:
        """Whether it shares a day with ``days`` in every world."""
        return self.sure and self.row.date.starts.last <= days.last and self.row.date.ends.first >= days.first


class Rows:
    """Rows by table and account."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._by_table: dict[str, list[tuple[tuple[str, str], AnyRow]]] = defaultdict(list)
        for key, found in accounts.base.items():
            self._by_table[key[0]] += [(key, row) for row in found]
        self._kept: dict[tuple[str, str], list[AnyRow]] = {}
        self._measures: dict[str, Measures] = {}
        self._spoken: dict[str, dict[str, list[Spoken]]] = {}
        self._sought: dict[str, Sought] = {}

    def of(self, table: str, account: str) -> Sequence[AnyRow]:
        """The rows of a table in an account."""
        kept = self._kept.get((table, account))
        if kept is None:
            changes = {key: row for key, row in self._accounts.changes.get(account, {}).items() if key[0] == table}
            kept = [changes.get(key, row) for key, row in self._by_table.get(table, ()) if changes.get(key, row) is not None]  # type: ignore[misc]
            self._kept[table, account] = kept
        return kept

    def relations(self, account: str) -> list[Relation]:
        """The relations."""
        return [row for row in self.of("relations", account) if isinstance(row, Relation)]

    def spoken(self, account: str) -> dict[str, list[Spoken]]:
        """The quotations by speaker. What a text is made ready with is kept for all accounts."""
        if account not in self._spoken:
            found: dict[str, list[Spoken]] = defaultdict(list)
            for row in self.of("quotes", account):
                if isinstance(row, Quote):
                    sought = self._sought.setdefault(row.text, Sought(row.text))
                    found[row.speaker].append(Spoken(row, sought, not row.date.doubtful and not self.unsure("quotes", row.id)))
            self._spoken[account] = found
        return self._spoken[account]

    def plain(self, table: str, account: str) -> list[TableRow]:
        """The rows of a plain table."""
        return [row for row in self.of(table, account) if isinstance(row, TableRow)]

    def observations(self, account: str) -> Measures:
        """The observations by measure, and then by subject."""
        if account not in self._measures:
            found: Measures = defaultdict(lambda: defaultdict(list))
            for row in self.of("observations", account):
                if isinstance(row, Observation):
                    found[row.measure][row.subject].append(row)
            self._measures[account] = found
        return self._measures[account]

    def unsure(self, table: str, key: str) -> bool:
        """Whether a row may not have been published by the day of knowing."""
        return (table, key) in self._accounts.unsure

    def hidden(self, table: str, key: str) -> bool:
        """Whether a row had not been published by the day of knowing."""
        return (table, key) in self._accounts.hidden
