"""Slots for plain tables: their names, columns, conditions on cells, and the rows that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from factspec.problem import Problem, Problems
from factspec.reference.columns import FAMILY_WORDS, ORDERED, Family, family, number, text
from factspec.reference.tables import PlainTable
from factspec.sentence.date_slots import Days, PeriodSlot, points_at
from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.number_slots import StatedNumber, stated_at
from factspec.sentence.reading import Reading, quoted_at
from factspec.sentence.slot import Others, Slot, Suggestion
from factspec.sentence.superlative import Superlative, SuperlativeSlot
from factspec.values.intervals import exactly
from factspec.values.names import folded, tidy
from factspec.values.nearest import misspelt, nearest
from factspec.values.numbers import Number
from factspec.values.numbers import number as number_in
from factspec.values.periods import Period, phrase
from factspec.values.units import PERCENT

_FEW = 4
_WORDS = frozenset(
    (
        *("in", "of", "the", "a", "an", "and", "or", "not", "with", "is", "was", "are", "were", "has", "have", "had", "among"),
        *("between", "containing", "above", "below", "over", "under", "more", "less", "fewer", "than", "at", "least", "most"),
        *("exactly", "about", "nearly", "before", "after", "on", "since", "by", "from", "known", "only", "row", "rows"),
        *("that", "there", "all", "no"),
    )
)


class Test(BaseModel):
    """What a cell must be: a text (``containing`` it), a number, a date in, before or after a period, or known at all."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    text: Annotated[str, AfterValidator(tidy)] | None = None
    containing: bool = False
    number: StatedNumber | None = None
    period: Days | None = None
    when: Literal["in", "before", "after"] = "in"
    known: bool = False
    negated: bool = False

    @model_validator(mode="after")
    def _one(self) -> Test:
        if sum((self.text is not None, self.number is not None, self.period is not None, self.known)) != 1:
            raise ValueError("a cell is held against one of text, number, period and known")
        return self


class Where(BaseModel):
    """A condition on the cells of a column."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    column: str
    test: Test


Wheres = tuple[Where, ...]


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
        if (self.key is None) == (not self.where and self.place is None) or (self.place is None) != (self.by is None):
            raise ValueError("a row is named by its key, or by conditions, or by its place by a column")
        return self


class TableSlot(Slot[str]):
    """A plain table by its name, in quotes where it holds spaces; a comma may follow."""

    hint = "TABLE,"

    def applies(self, lexicon: Lexicon) -> bool:
        return bool(lexicon.reference.tables)

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        tables = reading.lexicon.reference.tables
        for name, end in names_at(reading, place):
            if name in tables:
                yield name, end + reading.text.startswith(",", end)
            elif reading.text.startswith('"', place) or not reading.lexicon.names.meanings(name):
                fault = Problem(f"no table {name!r}", expected="a plain table of the reference", nearest=nearest(name, tables))
                reading.failed(end if tables else place, fault=fault)

    def write(self, value: str, lexicon: Lexicon) -> str:
        if value not in lexicon.reference.tables:
            near = nearest(value, lexicon.reference.tables)
            raise Problems([Problem(f"no table {value!r}", expected="a plain table of the reference", nearest=near)])
        return f"{quoted(value)},"

    def slip(self, value: str, lexicon: Lexicon) -> Iterable[str]:
        return [name for name in lexicon.reference.tables if name != value]


class ColumnSlot(Slot[str]):
    """A column of the table named before, in quotes where it holds spaces; only one with an order where ``ordered``."""

    hint = "COLUMN"

    def __init__(self, *, ordered: bool = False) -> None:
        self._ordered = ordered

    def read(self, reading: Reading, place: int) -> Iterator[tuple[str, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[str, int]]:
        table = table_of(others, reading.lexicon)
        for column, end in columns_at(reading, place, table) if table is not None else ():
            of = family(table, column) if table is not None else "text"
            if not self._ordered or of in ORDERED:
                yield column, end
            else:
                wrong = f"{column!r} holds {FAMILY_WORDS[of]}, which have no order"
                expected = "a column of numbers, percentages or times"
                reading.failed(end, fault=Problem(wrong, expected=expected))

    def write(self, value: str, lexicon: Lexicon) -> str:
        del lexicon
        return spelled(value)

    def slip_among(self, value: str, lexicon: Lexicon, others: Others) -> Iterable[str]:
        table = table_of(others, lexicon)
        if table is None:
            return ()
        own = family(table, value) in ORDERED
        return [name for name in table.columns if name != value and (family(table, name) in ORDERED) == own][:_FEW]


class WheresSlot(Slot[Wheres]):
    """Conditions joined by *and*: ``attendance above 20,000 and city "Minsk"``."""

    hint = "CONDITIONS"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Wheres, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Wheres, int]]:
        table = table_of(others, reading.lexicon)
        if table is not None:
            yield from wheres_at(reading, place, table)

    def write(self, value: Wheres, lexicon: Lexicon) -> str:
        return wheres_text(value, lexicon)

    def slip_among(self, value: Wheres, lexicon: Lexicon, others: Others) -> Iterable[Wheres]:
        table = table_of(others, lexicon)
        for i, where in enumerate(value or ()):
            if len(value) > 1:
                yield (*value[:i], *value[i + 1 :])
            for test in slipped(where.test, table, where.column):
                yield (*value[:i], where.model_copy(update={"test": test}), *value[i + 1 :])


class TestSlot(Slot[Test]):
    """What the cell of the column named before is: ``"Minsk"``, ``above 20,000``, ``not "Minsk"``."""

    hint = "VALUE"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Test, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Test, int]]:
        table, column = table_of(others, reading.lexicon), others.get("column")
        if table is not None and isinstance(column, str):
            yield from tests_at(reading, place, table, column)

    def write(self, value: Test, lexicon: Lexicon) -> str:
        return test_text(value, lexicon)

    def slip_among(self, value: Test, lexicon: Lexicon, others: Others) -> Iterable[Test]:
        return slipped(value, table_of(others, lexicon), str(others.get("column")))

    def mend(self, value: Test, suggestions: Sequence[Suggestion]) -> Iterable[Test]:
        for name, found in suggestions:
            if name == "test" and found is not None:
                if value.text is not None:
                    yield Test(text=text(found))
                elif value.number is not None and (number := _as_number(found)) is not None:
                    yield from (Test(number=near) for near in value.number.mended(exactly(number)))
        if value.negated:
            yield value.model_copy(update={"negated": False})


class RowSlot(Slot[Row]):
    """A row by its key, ``the row with round 3``, ``the only row with ...``, or ``the row with the highest attendance``."""

    hint = "ROW"

    def __init__(self, tag: str = "") -> None:
        self._tag = tag

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Row, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Row, int]]:
        table = table_of(others, reading.lexicon)
        if table is None:
            return
        for words, only in (("the row with ", False), ("the only row with ", True)):
            if reading.low.startswith(words, place):
                yield from self._described(reading, place + len(words), table, only=only)
                return
        yield from self._keyed(reading, place, table)

    @staticmethod
    def _described(reading: Reading, place: int, table: PlainTable, *, only: bool) -> Iterator[tuple[Row, int]]:
        if not only and reading.low.startswith("the ", place):
            for superlative, end in SuperlativeSlot().read(reading, place + len("the ")):
                for column, last in columns_at(reading, end + 1, table):
                    yield Row(place=superlative, by=column), last
                    if reading.low.startswith(" among rows with ", last):
                        for where, final in wheres_at(reading, last + len(" among rows with "), table):
                            yield Row(place=superlative, by=column, where=where), final
            return
        for where, end in wheres_at(reading, place, table):
            yield Row(where=where, only=only), end

    @staticmethod
    def _keyed(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[Row, int]]:
        for name, end in names_at(reading, place):
            rows = [row.key for row in table.rows if folded(row.key) == folded(name)]
            if len(rows) == 1 and table.schema.key_columns:
                yield Row(key=rows[0]), end
            else:
                wrong = f"{name!r} names {len(rows)} rows of {table.name}" if rows else f"no row {name!r} in {table.name}"
                keys = [row.key for row in table.rows] if table.schema.key_columns else []
                expected = (
                    "the key of a row"
                    if keys
                    else f"a row by its cells, such as the row with ...: {table.name} has no primary key"
                )
                near = tuple(map(quoted, misspelt([name], keys, least=60)[1]))
                reading.failed(end, fault=Problem(wrong, expected=expected, nearest=near))

    def write(self, value: Row, lexicon: Lexicon) -> str:
        if value.key is not None:
            return quoted(value.key)
        if value.place is not None and value.by is not None:
            among = f" among rows with {wheres_text(value.where, lexicon)}" if value.where else ""
            return f"the row with the {SuperlativeSlot().write(value.place, lexicon)} {spelled(value.by)}{among}"
        return f"the {'only ' if value.only else ''}row with {wheres_text(value.where, lexicon)}"

    def slip_among(self, value: Row, lexicon: Lexicon, others: Others) -> Iterable[Row]:
        table = table_of(others, lexicon)
        if value.key is not None and table is not None:
            keys = [row.key for row in table.rows]
            here = keys.index(value.key) if value.key in keys else 0
            yield from (Row(key=key) for key in (*keys[here + 1 : here + 1 + _FEW], *keys[max(0, here - _FEW) : here]))
            return
        for where in WheresSlot().slip_among(value.where, lexicon, others) if value.where else ():
            yield value.model_copy(update={"where": where})
        if value.place is not None:
            yield from (value.model_copy(update={"place": place}) for place in SuperlativeSlot().slip(value.place, lexicon))
        elif value.where:
            yield value.model_copy(update={"only": not value.only})

    def mend(self, value: Row, suggestions: Sequence[Suggestion]) -> Iterable[Row]:
        return [Row(key=key) for name, key in suggestions if name == f"row {self._tag}".strip() and key != value.key]


def table_of(others: Others, lexicon: Lexicon) -> PlainTable | None:
    """The table that a sentence has named."""
    return lexicon.reference.tables.get(str(others.get("table")))


def names_at(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """A name in quotes, or one bare word that is none of the form's own."""
    found = quoted_at(reading, place)
    if found:
        yield found
        return
    run = next(iter(reading.words_at(place, 1)), "")
    run = run.removesuffix("'s")
    if run and folded(run) not in _WORDS and '"' not in run:
        yield run, place + len(run)
    else:
        reading.failed(place, "a name, in double quotes where it holds spaces")


def columns_at(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[str, int]]:
    """A column of a table."""
    known = {folded(name): name for name in table.columns}
    found = False
    for name, end in names_at(reading, place):
        if folded(name) in known:
            found = True
            yield known[folded(name)], end
    if not found:
        reading.failed(place, f"a column of {table.name}", lambda: _no_column(reading, place, table))


def _no_column(reading: Reading, place: int, table: PlainTable) -> Problem | None:
    runs = [run.strip('"') for run in reading.words_at(place, _FEW)]
    run, near = misspelt(runs, table.columns, least=60)
    if folded(run) in map(folded, near):
        expected = "double quotes around a name of several words"
        return Problem(f"column {run!r} without quotes", expected=expected, nearest=tuple(map(spelled, near)))
    expected = f"one of {', '.join(map(spelled, table.columns))}"
    return Problem(f"no column {run!r} in {table.name}", expected=expected, nearest=tuple(map(spelled, near))) if run else None


def wheres_at(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[Wheres, int]]:
    """One condition or more, joined by *and*."""
    for column, after in columns_at(reading, place, table):
        if not reading.low.startswith(" ", after):
            reading.failed(after, "what its cell must be")
            continue
        start = after + 1
        for word in ("of ", "is ", "was "):
            if reading.low.startswith(word, start):
                start += len(word)
                break
        for test, end in tests_at(reading, start, table, column):
            where = Where(column=column, test=test)
            if reading.low.startswith(" and ", end):
                for rest, last in wheres_at(reading, end + len(" and "), table):
                    yield (where, *rest), last
            yield (where,), end


def tests_at(reading: Reading, place: int, table: PlainTable, column: str) -> Iterator[tuple[Test, int]]:
    """What a cell of the column may be asked to be."""
    of, low = family(table, column), reading.low
    if low.startswith("known", place) and reading.ends_word(place + len("known")):
        yield Test(known=True), place + len("known")
    negated = low.startswith("not ", place)
    start = place + len("not ") if negated else place
    for test, end in _plain_tests(reading, start, of):
        yield test.model_copy(update={"negated": negated}), end


def _plain_tests(reading: Reading, place: int, of: Family) -> Iterator[tuple[Test, int]]:
    if of in ORDERED:
        found = False
        for number, end in (*_quoted_number(reading, place), *stated_at(reading, place)):
            styles = {figure.style for figure in (number.figure, number.to) if figure is not None}
            percent = reading.text.startswith(PERCENT, end)
            if (styles == {"clock"}) == (of == "clock") and (not percent or of == "percent"):
                found = True
                yield Test(number=number), end + percent
        if not found:
            wrong = f"{next(iter(reading.words_at(place, 2)), '')!r} {_NONE[of]}"
            reading.failed(place, _SUCH[of], Problem(wrong, expected=_SUCH[of]))
    elif of == "date":
        yield from _date_tests(reading, place)
    else:
        containing = reading.low.startswith("containing ", place)
        for word in ("above ", "below ", "over ", "under ", "more than ", "less than ", "at least ", "at most ", "between "):
            if reading.low.startswith(word, place):
                wrong = f"{word.strip()!r} asks for an order, and the column holds {FAMILY_WORDS[of]}"
                reading.failed(
                    len(reading.text), fault=Problem(wrong, expected="a column of numbers, percentages, times or dates")
                )
        for name, end in names_at(reading, place + len("containing ") if containing else place):
            yield Test(text=tidy(name), containing=containing), end


def _quoted_number(reading: Reading, place: int) -> Iterator[tuple[Number, int]]:
    """A number that stands in double quotes, as cells are often cited: ``"1:00.26"``, ``"45%"``."""
    found = quoted_at(reading, place)
    if found:
        with suppress(Problems):
            yield number_in(found[0].removesuffix(PERCENT)), found[1]


_NONE: dict[Family, str] = {"number": "is no number", "percent": "is no percentage", "clock": "is no time"}
_SUCH: dict[Family, str] = {
    "number": "a number such as 20,000 or above 20,000", "percent": "a percentage such as 40%",
    "clock": "a time such as 5:00 or 1:00.26",
}  # fmt: skip


def _date_tests(reading: Reading, place: int) -> Iterator[tuple[Test, int]]:
    whens: tuple[Literal["before", "after"], ...] = ("before", "after")
    for when in whens:
        if reading.low.startswith(f"{when} ", place):
            for found, end in points_at(reading, place + len(when) + 1):
                yield Test(period=Period(found), when=when), end
    for period, end in PeriodSlot().read(reading, place):
        yield Test(period=period), end
    for found, end in points_at(reading, place):
        yield Test(period=Period(found)), end


def test_text(test: Test, lexicon: Lexicon) -> str:
    """A condition on a cell as a sentence says it."""
    del lexicon
    negated = "not " if test.negated else ""
    if test.known:
        return f"{negated}known"
    if test.number is not None:
        return f"{negated}{test.number}"
    if test.period is not None:
        return negated + (phrase(test.period) if test.when == "in" else f"{test.when} {test.period}")
    return f"{negated}{'containing ' if test.containing else ''}{quoted(test.text or '')}"


def wheres_text(wheres: Wheres, lexicon: Lexicon) -> str:
    """Conditions as a sentence says them."""
    return " and ".join(f"{spelled(where.column)} {test_text(where.test, lexicon)}" for where in wheres)


def spelled(name: str) -> str:
    """A column's name, quoted where it is more than one plain word."""
    plain = name.replace("_", "").replace("-", "").isalnum() and folded(name) not in _WORDS
    return name if plain else quoted(name)


def slipped(test: Test, table: PlainTable | None, column: str) -> Iterator[Test]:
    """Near misses of a condition on a cell."""
    yield test.model_copy(update={"negated": not test.negated})
    if test.number is not None:
        yield from (test.model_copy(update={"number": number}) for number in test.number.near())
    if test.text is not None and table is not None:
        texts = dict.fromkeys(text(row.values.get(column)) for row in table.rows if row.values.get(column) is not None)
        yield from (test.model_copy(update={"text": other}) for other in texts if folded(other) != folded(test.text))
    if test.period is not None:
        yield from (test.model_copy(update={"period": other}) for other in PeriodSlot().slip(test.period, _ANYTHING))
        whens: tuple[Literal["in", "before", "after"], ...] = ("in", "before", "after")
        yield from (test.model_copy(update={"when": when}) for when in whens if when != test.when)


_ANYTHING: Any = None


def _as_number(found: Any) -> Any:
    return next((value for of in ORDERED if (value := number(found, of)) is not None), None)
