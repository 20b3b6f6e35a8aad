"""Slots for the names of plain tables and of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from factspec.problem import Problem, Problems
from factspec.reference.columns import ADDED, FAMILY_WORDS, ORDERED, Column, Family, column
from factspec.reference.tables import PlainTable
from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.reading import Reading, quoted_at
from factspec.sentence.slot import Others, Slot
from factspec.values.names import folded
from factspec.values.nearest import misspelt, nearest
from factspec.values.plurals import plural, singular
from factspec.values.words import series

_FEW = 4
FORM_WORDS = frozenset(
    (
        *("in", "of", "the", "a", "an", "and", "or", "not", "with", "is", "was", "are", "were", "has", "have", "had", "among"),
        *("between", "containing", "above", "below", "over", "under", "more", "less", "fewer", "than", "at", "least", "most"),
        *("exactly", "about", "nearly", "before", "after", "on", "since", "by", "from", "known", "blank", "only", "row", "rows"),
        *("that", "there", "all", "no", "for"),
    )
)


class TableSlot(Slot[str]):
    """A plain table by its name or its title, in quotes where it holds spaces; a comma may follow."""

    hint = "TABLE,"

    def applies(self, lexicon: Lexicon) -> bool:
        """Whether the reference has any plain table."""
        return bool(lexicon.reference.tables)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        known = tables_by_name(reading.lexicon)
        for name, end in names_at(reading, place, "the name of a table"):
            meant = known.get(folded(name), [])
            if len(meant) == 1:
                yield meant[0], end + reading.text.startswith(",", end)
            elif meant:
                wrong = f"{name!r} names the tables {series([repr(table) for table in meant])}"
                reading.failed(end, fault=Problem(wrong, expected="a name that only one has"))
            elif known and (reading.text.startswith('"', place) or not reading.lexicon.names.meanings(name)):
                reading.failed(end, fault=_no_table(name, reading.lexicon))

    def write(self, value: str, lexicon: Lexicon) -> str:
        if tables_by_name(lexicon).get(folded(value)) != [value]:
            raise Problems([_no_table(value, lexicon)])
        return f"{quoted(value)},"

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        return [name for name in lexicon.reference.tables if name != value]


class ColumnSlot(Slot[str]):
    """A column of the table named before, by its name or title, in quotes where it holds spaces.

    It must have an ``order``, or ``differences``, where that is needed.
    """

    hint = "COLUMN"

    def __init__(self, needs: Literal["", "order", "differences"] = "") -> None:
        self._needs = needs
        self._families: tuple[Family, ...] = {"": (), "order": ORDERED, "differences": ADDED}[needs]

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[str, int]]:
        table = table_of(others, reading.lexicon)
        for name, end in columns_at(reading, place, table) if table is not None else ():
            of = column(table, name).family if table is not None else "text"
            if not self._families or of in self._families:
                yield name, end
            else:
                expected = f"a column of {series([FAMILY_WORDS[family] for family in self._families])}"
                wrong = f"{name!r} holds {FAMILY_WORDS[of]}, which have no {self._needs}"
                reading.failed(end, fault=Problem(wrong, expected=expected.replace(" and ", " or ")))

    def write(self, value: str, lexicon: Lexicon) -> str:
        del lexicon
        return spelled(value)

    def slip_among(self, value: str, lexicon: Lexicon, others: Others) -> Iterable[str]:
        table = table_of(others, lexicon)
        if table is None or value not in table.columns:
            return ()
        own = column(table, value).family in ORDERED
        return [name for name in table.columns if name != value and (column(table, name).family in ORDERED) == own][:_FEW]


def table_of(others: Others, lexicon: Lexicon) -> PlainTable | None:
    """The table that a sentence has named."""
    return lexicon.reference.tables.get(str(others.get("table")))


def column_of(others: Others, lexicon: Lexicon, name: str = "column") -> Column | None:
    """The column that a sentence has named."""
    table = table_of(others, lexicon)
    found = others.get(name)
    return column(table, str(found)) if table is not None and found in table.columns else None


def peeked(reading: Reading, place: int, table: PlainTable) -> list[tuple[Column, int]]:
    """The columns that stand at a place, and where each ends; where there is none, nothing is noted."""
    aside = Reading(reading.text, reading.lexicon, reading.grammar, quiet=True)
    return [(column(table, name), end) for name, end in columns_at(aside, place, table)]


def begins_column(reading: Reading, place: int, table: PlainTable) -> bool:
    """Whether a column's name stands at a place, in quotes or without those that it needs."""
    return any(folded(run.strip('"')) in table.column_names for run in reading.words_at(place, _FEW))


def names_at(reading: Reading, place: int, what: str = "") -> Iterator[tuple[str, int]]:
    """A name in quotes, or one bare word that is none of the form's own. ``what`` is what it would name."""
    found = quoted_at(reading, place)
    if found and found[0].strip():
        yield found
        return
    run = next(iter(reading.words_at(place, 1)), "").removesuffix("'s")
    if not run or folded(run) in FORM_WORDS or '"' in run:
        reading.failed(place, what or "a name, in double quotes where it holds spaces")
        return
    end = place + len(run)
    yield run, end
    more = next(iter(reading.words_at(end + 1, 1)), "") if reading.text.startswith(" ", end) else ""
    if not what and more and folded(more) not in FORM_WORDS:
        reading.failed(end + 1, f"double quotes, if {f'{run} {more}'!r} is one name or value")


def columns_at(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[str, int]]:
    """A column of a table, in the singular or the plural."""
    found = False
    for name, end in names_at(reading, place, f"a column of {table.name}"):
        meant = _columns(name, table)
        if len(meant) == 1:
            found = True
            reading.failed(end, fault=lambda end=end: _longer(reading, place, end, table))
            yield meant[0], end
        elif meant:
            found = True
            wrong = f"{name!r} names the columns {series([repr(column) for column in meant])} of {table.name}"
            reading.failed(end, fault=Problem(wrong, expected="a name that only one has"))
    if not found:
        reading.failed(place, f"a column of {table.name}", lambda: _no_column(reading, place, table))


def spelled(name: str) -> str:
    """A column's name, quoted where it is more than one plain word."""
    plain = name.replace("_", "").replace("-", "").isalnum() and folded(name) not in FORM_WORDS
    return name if plain else quoted(name)


def _columns(name: str, table: PlainTable) -> list[str]:
    """The columns that a name means: as it is, or else in the other number."""
    known = table.column_names
    plain = folded(name)
    if plain in known:
        return known[plain]
    other = dict.fromkeys(one for form in (singular(plain), plural(plain)) for one in known.get(form, ()))
    return list(other)


def tables_by_name(lexicon: Lexicon) -> dict[str, list[str]]:
    """The tables by what a sentence may call them: their names, and titles that are nobody's name."""
    tables = lexicon.reference.tables.values()
    found: dict[str, list[str]] = {}
    for table in tables:
        found.setdefault(folded(table.name), []).append(table.name)
    for table in tables:
        if table.title and folded(table.title) not in {folded(other.name) for other in tables}:
            found.setdefault(folded(table.title), []).append(table.name)
    return found


def _no_table(name: str, lexicon: Lexicon) -> Problem:
    tables = lexicon.reference.tables
    return Problem(f"no table {name!r}", expected="a plain table of the reference", nearest=nearest(name, tables))


def _longer(reading: Reading, place: int, end: int, table: PlainTable) -> Problem | None:
    """The fault of a longer name whose first word is a name too, and that stands without quotes."""
    for run in reading.words_at(place, _FEW):
        if len(run) > end - place and reading.text[place] != '"' and len(meant := _columns(run, table)) == 1:
            return _unquoted(run, (spelled(meant[0]) if folded(run) == folded(meant[0]) else quoted(run),))
    return None


def _unquoted(run: str, spellings: tuple[str, ...]) -> Problem:
    return Problem(f"column {run!r} without quotes", expected="double quotes around a name of several words", nearest=spellings)


def _no_column(reading: Reading, place: int, table: PlainTable) -> Problem | None:
    runs = [run.strip('"') for run in reading.words_at(place, _FEW)]
    run, near = misspelt(runs, table.columns, least=60)
    if not run:
        return None
    near = near or tuple(name for name in table.columns if folded(runs[0]) in folded(name).split())[:_FEW]
    spellings = tuple(map(spelled, near))
    if folded(run) in map(folded, near):
        return _unquoted(run, spellings)
    expected = f"one of {', '.join(map(spelled, table.columns))}"
    return Problem(f"no column {run!r} in {table.name}", expected=expected, nearest=spellings)
