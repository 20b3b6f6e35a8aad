"""Plain tables as an account has them: their rows, and what each row may be where some of its cells are blank."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product

from factspec.engine.cell_options import Cases, Conditions, Groups, Pieces, Profile, cases, merged, tightened
from factspec.engine.members import Member, Members
from factspec.engine.question import Condition, Contains, Equals, Within
from factspec.engine.rows import Rows
from factspec.reference.columns import Column, column, text
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness
from factspec.reference.tables import PlainTable, TableRow
from factspec.values.intervals import Interval
from factspec.values.names import folded

Profiles = frozenset[Profile]
Narrowed = Mapping[str, Pieces]
_KEPT_ROWS = 1_000_000
_UNLISTED = TableRow("", 0, {}, ())


class Sheet:
    """One account's rows of a table. ``covers`` are the statements that it is complete; without one the list is open."""

    def __init__(self, table: PlainTable, rows: Rows, account: str, covers: Sequence[Completeness]) -> None:
        self.table, self.covers = table, tuple(covers)
        self.rows = rows.plain(table.name, account)
        self._rows = rows
        self._unsure = frozenset(row.key for row in self.rows if rows.unsure(table.name, row.key))
        self._columns: dict[str, Column] = {name: column(table, name) for name in table.columns}
        self._kept: OrderedDict[object, object] = OrderedDict()

    @property
    def open_list(self) -> bool:
        """Whether a world may add rows."""
        return not self.covers

    @cached_property
    def by_key(self) -> dict[str, TableRow]:
        """The rows by key."""
        return {row.key: row for row in self.rows}

    @cached_property
    def index(self) -> dict[str, int]:
        """The place of each row, by its key."""
        return {row.key: i for i, row in enumerate(self.rows)}

    def hidden(self, key: str) -> bool:
        """Whether the reference has the row, but nobody had published it by the day of knowing."""
        return self._rows.hidden(self.table.name, key)

    def unsure(self, row: TableRow) -> bool:
        """Whether a world may leave the row out."""
        return row.key in self._unsure

    def column(self, name: str) -> Column:
        """What a column holds."""
        return self._columns[name]

    def profiles(self, groups: Groups) -> Sequence[Profiles]:
        """For each row in order, which of the groups of conditions it may meet together."""
        kept = self._kept.get(groups)
        if kept is None:
            kept = self._kept[groups] = self._profiles(groups)
            self._forget()
        self._kept.move_to_end(groups)
        return kept  # type: ignore[return-value]

    def cases(self, row: TableRow, groups: Groups, asked: str | None = None, narrowed: Narrowed | None = None) -> Cases:
        """Which groups of conditions a row may meet together, each with the numbers that its cell ``asked`` has then.

        ``narrowed`` holds the only numbers that some of its cells may have.
        """
        found: Cases = {(True,) * len(groups): ()}
        names = dict.fromkeys([*(c.column for group in groups for c in group), *([asked] if asked else []), *(narrowed or ())])
        for name in names:
            of = cases(row.values.get(name), self._columns[name], _about(groups, name), unlisted=row is _UNLISTED)
            if narrowed and name in narrowed:
                of = {met: both for met, pieces in of.items() if (both := _overlap(pieces, narrowed[name]))}
            found = _joined(found, of, keep=name == asked)
        if row is _UNLISTED:
            pinned = [self._listed_key(group) for group in groups]
            found = {met: of for met, of in found.items() if not any(m and p for m, p in zip(met, pinned, strict=True))}
        return found

    def any_row(self, groups: Groups, asked: str | None = None, narrowed: Narrowed | None = None) -> Cases:
        """The same for a row of which nothing is known but that it is none of those that are listed."""
        return self.cases(_UNLISTED, groups, asked, narrowed)

    def unlisted(self, groups: Groups, asked: str | None = None) -> Cases:
        """The same for the rows that a world may add; nothing where the table is complete."""
        return self.any_row(groups, asked) if self.open_list else {}

    def members(self, among: Conditions, asked: str) -> Members:
        """The rows that may be among those with the conditions, with the numbers that a column then has."""
        key = ("members", among, asked)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._members(among, asked)
            self._forget()
        self._kept.move_to_end(key)
        return kept  # type: ignore[return-value]

    def texts(self, name: str) -> dict[str, str]:
        """The different texts of a column, by what they have in common with other spellings."""
        found: dict[str, str] = {}
        for value in dict.fromkeys(row.values.get(name) for row in self.rows):
            if value is not None:
                found.setdefault(self._columns[name].spelling(text(value)), text(value))
        return found

    def _members(self, among: Conditions, asked: str) -> Members:
        groups, of = (among,), self._columns[asked]
        known, loose = [], []
        numbers = self._numbers(asked)
        for i, (row, met) in enumerate(zip(self.rows, self.profiles(groups), strict=True)):
            if (True,) not in met:
                continue
            sure = len(met) == 1 and row.key not in self._unsure
            number = numbers[i]
            if number is not None:
                known.append((number, sure, i))
            else:
                pieces = self.cases(row, groups, asked).get((True,), ())
                if pieces:
                    loose.append((Member(pieces, sure), i))
        beyond = self.unlisted(groups, asked).get((True,))
        return Members(known, loose, Member(beyond, False) if beyond else None, whole=of.whole or of.family == "date")

    def _numbers(self, name: str) -> list[Fraction | None]:
        kept = self._kept.get(name)
        if kept is None:
            of = self._columns[name]
            kept = self._kept[name] = [of.place(row.values.get(name)) for row in self.rows]
            self._forget()
        return kept  # type: ignore[return-value]

    def _profiles(self, groups: Groups) -> list[Profiles]:
        found = [frozenset({(True,) * len(groups)})] * len(self.rows)
        joined: dict[tuple[Profiles, Profiles], Profiles] = {}
        for name in dict.fromkeys(c.column for group in groups for c in group):
            about, of = _about(groups, name), self._columns[name]
            graded: dict[object, Profiles] = {}
            worded = any(isinstance(c.test, Equals | Contains) for group in about for c in group)
            for i, row in enumerate(self.rows):
                value = row.values.get(name)
                key = (value is None, text(value)) if worded else (type(value), value)
                own = graded.get(key)
                if own is None:
                    own = graded[key] = frozenset(cases(value, of, about))
                pair = (found[i], own)
                both = joined.get(pair)
                if both is None:
                    both = joined[pair] = frozenset(_and(one, other) for one, other in product(*pair))
                found[i] = both
        return found

    def _listed_key(self, group: Conditions) -> bool:
        """Whether the conditions name the key of a row that is listed, so that no other row can meet them."""
        parts: list[str] = []
        for name in self.table.schema.key_columns:
            texts = [one for c in group if c.column == name and not c.negated for one in _only(c, self._columns[name])]
            if not texts:
                return False
            parts.append(texts[0])
        return bool(parts) and folded("|".join(parts)) in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(folded(row.key) for row in self.rows)

    def _forget(self) -> None:
        """Lets go of what was asked longest ago, so that many claims on a large table take no more room than a few."""
        most = max(8, _KEPT_ROWS // max(1, len(self.rows)))
        while len(self._kept) > most:
            self._kept.popitem(last=False)


class Sheets:
    """The plain tables of a reference as each account has them, each made once."""

    def __init__(self, reference: Reference, rows: Rows, statements: Sequence[Completeness]) -> None:
        self._reference, self._rows, self._statements = reference, rows, statements
        self._kept: dict[tuple[str, str], Sheet] = {}

    def sheet(self, table: str, account: str) -> Sheet:
        """A table in an account."""
        kept = self._kept.get((table, account))
        if kept is None:
            covers = [row for row in self._statements if row.resource == table]
            kept = self._kept[table, account] = Sheet(self._reference.tables[table], self._rows, account, covers)
        return kept


def _about(groups: Groups, name: str) -> Groups:
    return tuple(tuple(condition for condition in group if condition.column == name) for group in groups)


def _and(one: Profile, other: Profile) -> Profile:
    return tuple(a and b for a, b in zip(one, other, strict=True))


def _joined(found: Cases, of: Cases, *, keep: bool) -> Cases:
    """The groups that may be met together by one cell and by others, with the numbers of the one that is asked about."""
    both: dict[Profile, list[Interval]] = {}
    for (met, kept), (also, pieces) in product(found.items(), of.items()):
        both.setdefault(_and(met, also), []).extend(pieces if keep else kept)
    return {met: merged(pieces, whole=False) for met, pieces in both.items()}


def _overlap(pieces: Pieces, narrowed: Pieces) -> Pieces:
    return tuple(both for one in pieces for other in narrowed if (both := one.overlap(other)))


def _only(condition: Condition, of: Column) -> list[str]:
    """The one text that a cell must have to meet a condition."""
    match condition.test:
        case Equals(wanted):
            return [wanted]
        case Within(numbers):
            point = tightened(numbers).point if of.whole else None
            return [] if point is None else [str(point)]
        case _:
            return []
