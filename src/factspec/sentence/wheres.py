"""The slot for conditions on the rows of a plain table: attendance above 20,000 and city "Minsk"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factspec.reference.columns import column
from factspec.reference.tables import PlainTable
from factspec.sentence.cell_tests import Test, slipped, test_text, tests_at
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Slot
from factspec.sentence.table_names import columns_at, spelled, table_of

_ARTICLES = ("a ", "an ", "the ")
_LINKS = ("of ", "is ", "was ", "are ", "were ")


class Where(Test):
    """A condition on the cells of a column: the column, and what its cell must be."""

    column: str


Wheres = tuple[Where, ...]


class WheresSlot(Slot[Wheres]):
    """Conditions joined by *and*: ``attendance above 20,000 and city "Minsk"``."""

    hint = "CONDITIONS"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Wheres, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Wheres, int]]:
        table = table_of(others, reading.lexicon)
        return wheres_at(reading, place, table) if table is not None else iter(())

    def write(self, value: Wheres, lexicon: Lexicon) -> str:
        del lexicon
        return wheres_text(value, None)

    def write_among(self, value: Wheres, lexicon: Lexicon, others: Others) -> str:
        return wheres_text(value, table_of(others, lexicon))

    def slip_among(self, value: Wheres, lexicon: Lexicon, others: Others) -> Iterable[Wheres]:
        table = table_of(others, lexicon)
        for i, where in enumerate(value or ()):
            if len(value) > 1:
                yield (*value[:i], *value[i + 1 :])
            for test in slipped(where, table, where.column):
                yield (*value[:i], where_of(where.column, test), *value[i + 1 :])


def where_of(name: str, test: Test) -> Where:
    """The condition that a test makes on a column."""
    return Where(column=name, **{field: getattr(test, field) for field in Test.model_fields})


def wheres_at(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[Wheres, int]]:
    """One condition or more, joined by *and*, each with or without an article before its column."""
    for where, end in _where(reading, place, table):
        if reading.low.startswith(" and ", end):
            for rest, last in wheres_at(reading, end + len(" and "), table):
                yield (where, *rest), last
        yield (where,), end


def wheres_text(wheres: Wheres, table: PlainTable | None) -> str:
    """Conditions as a sentence says them."""
    return " and ".join(f"{spelled(where.column)} {_text(where, table)}" for where in wheres)


def _text(where: Where, table: PlainTable | None) -> str:
    known = table is not None and where.column in table.columns
    return test_text(where, column(table, where.column) if known and table is not None else None)


def _where(reading: Reading, place: int, table: PlainTable) -> Iterator[tuple[Where, int]]:
    start = next((place + len(word) for word in _ARTICLES if reading.low.startswith(word, place)), place)
    for name, after in columns_at(reading, start, table):
        if not reading.low.startswith(" ", after):
            reading.failed(after, "what its cell must be")
            continue
        begin = after + 1
        begin = next((begin + len(word) for word in _LINKS if reading.low.startswith(word, begin)), begin)
        for test, end in tests_at(reading, begin, column(table, name)):
            yield where_of(name, test), end
