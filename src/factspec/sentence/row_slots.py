"""The slot for a row of a plain table: its key, the row with ..., the row with the highest attendance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, model_validator

from factspec.engine.question import RowRef
from factspec.problem import Problem, Problems
from factspec.reference.tables import PlainTable
from factspec.sentence.asking import certain_rows, conditions, top
from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Slot, Suggestion
from factspec.sentence.superlative import Superlative
from factspec.sentence.table_names import ColumnSlot, names_at, spelled, table_of
from factspec.sentence.tops import TopSlot
from factspec.sentence.wheres import Wheres, WheresSlot, wheres_at, wheres_text
from factspec.values.names import folded
from factspec.values.nearest import misspelt
from factspec.values.numbers import Rounding
from factspec.values.words import series

_FEW = 4
_BY = ColumnSlot("order")
_PLACE = TopSlot()
_AMONG = tuple(f" {word} {rows} with " for word in ("among", "of") for rows in ("rows", "the rows", "all rows"))


class Row(BaseModel):
    """A row by its key, or the one with the conditions; ``place`` is its place by ``by`` among the rows with them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str | None = None
    where: Wheres = ()
    only: bool = False
    place: Superlative | None = None
    by: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Row:
        if (self.place is None) != (self.by is None):
            raise ValueError("a place is one by a column, and a column gives a place")
        if (self.key is None) == (not self.where and self.place is None):
            raise ValueError("a row is named by its key, or by conditions, or by its place by a column")
        if self.only and (not self.where or self.place is not None):
            raise ValueError("the only row is the only one with conditions")
        return self


def row_ref(row: Row, rounding: Rounding, as_of: int | None) -> RowRef:
    """The row that is meant."""
    where = conditions(row.where, rounding, as_of)
    return RowRef(row.key, where, top(row.place, row.by) if row.place and row.by else None, row.only)


class RowSlot(Slot[Row]):
    """A row by its key, ``the row with round 3``, ``the only row with ...``, or ``the row with the highest attendance``."""

    hint = "ROW"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Row, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Row, int]]:
        table = table_of(others, reading.lexicon)
        if table is None:
            return
        for words, only in (("the row with ", False), ("the only row with ", True)):
            if reading.low.startswith(words, place):
                yield from _placed(reading, place + len(words), table, others) if not only else ()
                yield from _described(reading, place + len(words), table, only=only)
                return
        yield from _keyed(reading, place, table)

    def write(self, value: Row, lexicon: Lexicon) -> str:
        return self.write_among(value, lexicon, {})

    def write_among(self, value: Row, lexicon: Lexicon, others: Others) -> str:
        table = table_of(others, lexicon)
        if value.key is not None:
            return quoted(_known_key(value.key, table))
        conditions = wheres_text(value.where, table)
        if value.place is None or value.by is None:
            return f"the {'only ' if value.only else ''}row with {conditions}"
        place = _PLACE.write_among(value.place, lexicon, {**others, "column": value.by})
        return f"the row with the {place} {spelled(value.by)}{f' among rows with {conditions}' if value.where else ''}"

    def slip_among(self, value: Row, lexicon: Lexicon, others: Others) -> Iterable[Row]:
        table = table_of(others, lexicon)
        if value.key is not None and table is not None:
            keys = list(table.by_key)
            here = keys.index(value.key) if value.key in table.by_key else 0
            yield from (Row(key=key) for key in (*keys[here + 1 : here + 1 + _FEW], *keys[max(0, here - _FEW) : here]))
            return
        for where in WheresSlot().slip_among(value.where, lexicon, others) if value.where else ():
            yield value.model_copy(update={"where": where})
        if value.place is not None:
            yield from (value.model_copy(update={"place": place}) for place in _PLACE.slip(value.place, lexicon))
        elif value.where:
            yield value.model_copy(update={"only": not value.only})

    def mend(self, value: Row, suggestions: Sequence[Suggestion]) -> Iterable[Row]:
        del suggestions
        if value.only:
            yield value.model_copy(update={"only": False})


def _placed(reading: Reading, place: int, table: PlainTable, others: Others) -> Iterator[tuple[Row, int]]:
    """The row with the 2nd highest of a column, of all rows or among those with conditions."""
    if not reading.low.startswith("the ", place):
        return
    for superlative, end in _PLACE.read_among(reading, place + len("the "), others):
        if not reading.low.startswith(" ", end):
            reading.failed(end, f"a column of {table.name}")
            continue
        for by, last in _BY.read_among(reading, end + 1, others):
            yield Row(place=superlative, by=by), last
            for words in _AMONG:
                if reading.low.startswith(words, last):
                    for where, final in wheres_at(reading, last + len(words), table):
                        yield Row(place=superlative, by=by, where=where), final


def _described(reading: Reading, place: int, table: PlainTable, *, only: bool) -> Iterator[tuple[Row, int]]:
    for where, end in wheres_at(reading, place, table):
        several = () if only else certain_rows(table, where, reading.lexicon.reference)
        if len(several) < 2:
            yield Row(where=where, only=only), end
            continue
        keys = [quoted(key) for key in several[:3]] + (["more"] if len(several) > 3 else [])
        count = "two" if len(several) == 2 else "several"
        wrong = f"{count} rows have {wheres_text(where, table)}: {series(keys)}"
        reading.failed(end, fault=Problem(wrong, expected="a row that is alone in that: say which"))


def _keyed(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[Row, int]]:
    for name, end in _key_names(reading, place):
        keys = table.keys.get(folded(name), [])
        exact = [key for key in keys if key == name] or keys
        if len(exact) == 1:
            yield Row(key=exact[0]), end
        elif keys:
            wrong = f"{name!r} names the rows {series([quoted(key) for key in keys])} of {table.name}"
            reading.failed(end, fault=Problem(wrong, expected="the key of one row, letter by letter"))
        else:
            reading.failed(end, fault=lambda name=name: _no_row(name, table))


def _key_names(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """A key; the parts of a key of several columns may each be in quotes, with | between them."""
    for name, end in names_at(reading, place):
        yield name, end
        parts = [name]
        while reading.text.startswith("|", end):
            found = next(names_at(reading, end + 1, "the rest of a key"), None)
            if found is None:
                return
            parts.append(found[0])
            end = found[1]
            yield "|".join(parts), end


def _no_row(name: str, table: PlainTable) -> Problem:
    if not table.schema.key_columns:
        expected = f"a row by its cells, such as the row with ...: {table.name} has no primary key"
        return Problem(f"no row {name!r} in {table.name}", expected=expected)
    near = misspelt([name], table.by_key, least=60)[1]
    expected = f"a key of {table.name}, or the row with ..."
    return Problem(f"no row {name!r} in {table.name}", expected=expected, nearest=tuple(map(quoted, near)))


def _known_key(key: str, table: PlainTable | None) -> str:
    if table is not None and key not in table.by_key:
        raise Problems([_no_row(key, table)])
    return key
