"""A plain table as one account has it: its rows, what each may be, and the numbers in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factspec.engine.number_words import numbers_words
from factspec.engine.question import Aggregated, Condition
from factspec.engine.row_cases import Case, cases, meets
from factspec.engine.row_counts import Member, State, States
from factspec.engine.rows import Rows
from factspec.reference.columns import Family, family, number, scalar, text
from factspec.reference.schema import Completeness
from factspec.reference.tables import PlainTable, TableRow
from factspec.values.figures import whole
from factspec.values.intervals import Interval
from factspec.values.names import folded
from factspec.values.units import PERCENT

Conditions = Sequence[Condition]


class Sheet:
    """One account's rows of a table. ``covers`` are the statements that it is complete; without one the list is open."""

    def __init__(self, table: PlainTable, rows: Rows, account: str, covers: tuple[Completeness, ...]) -> None:
        self.table, self.covers = table, tuple(cover for cover in covers if cover.period is None)
        self.rows = rows.plain(table.name, account)
        self._rows, self._by_key = rows, {row.key: row for row in self.rows}
        self._families: dict[str, Family] = {column: family(table, column) for column in table.columns}

    @property
    def open_list(self) -> bool:
        """Whether a world may add rows."""
        return not self.covers

    def row(self, key: str) -> TableRow | None:
        """The row with a key."""
        return self._by_key.get(key)

    def unsure(self, row: TableRow) -> bool:
        """Whether a world may leave the row out."""
        return self._rows.unsure(self.table.name, row.key)

    def number(self, row: TableRow, column: str) -> Fraction | None:
        """The number in a cell; None where it is blank."""
        return number(row.values.get(column), self._families[column])

    def unit(self, column: str) -> str | None:
        """What the numbers of a column are told in."""
        return {"percent": PERCENT, "clock": "seconds"}.get(self._families[column])

    def states(self, row: TableRow, among: Conditions, where: Conditions) -> States:
        """What a row may be: out of those it is counted among, one of them that meets the conditions, or that does not."""
        found: set[State] = {"out"} if self.unsure(row) else set()
        given = self._given(row, (*among, *where))
        for case in cases(row, (*among, *where), self._families):
            inside = meets(case, among, given)
            found.add("out" if not inside else "hit" if meets(case, where, given) else "miss")
        return frozenset(found)

    def truths(self, row: TableRow, where: Conditions, asked: Condition) -> set[bool]:
        """Whether a row, if it meets the conditions, meets one more: all that is possible."""
        given = self._given(row, (*where, asked))
        return {meets(case, (asked,), given) for case in self._cases(row, (*where, asked)) if meets(case, where, given)}

    def members(self, among: Conditions, column: str) -> list[tuple[TableRow, Member]]:
        """The rows that may be among those with the conditions, each with its number in a column."""
        found = []
        for row in self.rows:
            given = self._given(row, among)
            inside = {meets(case, among, given) for case in self._cases(row, among)}
            if True in inside:
                found.append((row, Member(self.number(row, column), inside == {True} and not self.unsure(row))))
        return found

    def different(self, among: Conditions, column: str) -> tuple[int, int | None]:
        """The least and the most different values of a column that the rows with the conditions can have."""
        members = self.members(among, column)
        cells = [(self._value(row, column), member.sure) for row, member in members]
        sure, known = (
            {cell for cell, there in cells if there and cell is not None},
            {cell for cell, _ in cells if cell is not None},
        )
        blanks = sum(cell is None for cell, _ in cells)
        low = max(len(sure), 1 if any(there for _, there in cells) else 0)
        return low, None if self.open_list else len(known) + blanks

    def shown(self, numbers: Interval, atom: Aggregated) -> str:
        """Numbers as the column writes them."""
        of = self._families[atom.column]
        if of == "clock" and numbers.point is not None and atom.how != "different":
            return str(whole(numbers.point, "clock"))
        return numbers_words(numbers) + (PERCENT if of == "percent" and atom.how != "different" else "")

    def holds(self, column: str, wanted: str) -> bool:
        """Whether some cell of a column has a text."""
        return any(folded(text(row.values.get(column))) == folded(wanted) for row in self.rows)

    def texts(self, column: str) -> list[str]:
        """The different texts of a column."""
        return list(dict.fromkeys(text(row.values.get(column)) for row in self.rows if row.values.get(column) is not None))

    def _value(self, row: TableRow, column: str) -> object:
        found = scalar(row.values.get(column), self._families[column])
        if found is None and row.values.get(column) is None:
            return None
        exact = self.number(row, column)
        return exact if exact is not None else folded(text(row.values.get(column)))

    def _cases(self, row: TableRow, conditions: Conditions) -> list[Case]:
        return list(cases(row, conditions, self._families))

    @staticmethod
    def _given(row: TableRow, conditions: Conditions) -> dict[str, bool]:
        return {c.column: row.values.get(c.column) is not None for c in conditions}
