"""The slot for what a cell of a plain table is asked to be: "Minsk", above 20,000, not before 2022, known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from factspec.problem import Problem, Problems
from factspec.reference.cells import Value
from factspec.reference.columns import ADDED, FAMILY_WORDS, Column, text
from factspec.reference.tables import PlainTable
from factspec.sentence.cell_numbers import cell_numbers_at, number_text
from factspec.sentence.date_slots import Days, PeriodSlot, points_at
from factspec.sentence.date_slots import slipped as moved
from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.number_slots import StatedNumber
from factspec.sentence.reading import Reading, quoted_at
from factspec.sentence.slot import Others, Slot, Suggestion
from factspec.sentence.table_names import FORM_WORDS, column_of, names_at, table_of
from factspec.values.dates import Dating
from factspec.values.intervals import exactly
from factspec.values.names import folded, tidy
from factspec.values.periods import Period, period_if_any, phrase

When = Literal["in", "before", "after"]
_WHENS: tuple[When, ...] = ("in", "before", "after")
_ORDERS = ("above", "below", "over", "under", "more than", "less than", "fewer than", "at least", "at most", "between")
_TRUTHS = {"true": "true", "yes": "true", "false": "false", "no": "false"}
_DAYS = PeriodSlot()
_FEW = 12


class Test(BaseModel):
    """What a cell must be: a text (``containing`` it), a number, a date in, before or after a period, or known at all."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    text: Annotated[str, AfterValidator(tidy)] | None = None
    containing: bool = False
    number: StatedNumber | None = None
    period: Days | None = None
    when: When = "in"
    known: bool = False
    negated: bool = False

    @model_validator(mode="after")
    def _one(self) -> Test:
        if sum((self.text is not None, self.number is not None, self.period is not None, self.known)) != 1:
            raise ValueError("a cell is held against one of text, number, period and known")
        if self.text == "":
            raise ValueError("an empty text is in every cell; a blank cell is one that is not known")
        return self


class TestSlot(Slot[Test]):
    """What the cell of the column named before is: ``"Minsk"``, ``above 20,000``, ``not "Minsk"``."""

    __test__ = False  # no test of pytest's
    hint = "VALUE"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Test, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Test, int]]:
        of = column_of(others, reading.lexicon)
        return tests_at(reading, place, of) if of is not None else iter(())

    def write(self, value: Test, lexicon: Lexicon) -> str:
        return self.write_among(value, lexicon, {})

    def write_among(self, value: Test, lexicon: Lexicon, others: Others) -> str:
        return test_text(value, column_of(others, lexicon))

    def slip_among(self, value: Test, lexicon: Lexicon, others: Others) -> Iterable[Test]:
        return slipped(value, table_of(others, lexicon), str(others.get("column")))

    def mend(self, value: Test, suggestions: Sequence[Suggestion]) -> Iterable[Test]:
        if value.negated:
            yield value.model_copy(update={"negated": False})
        for name, found in suggestions:
            if name == "test" and not value.known:
                yield from _mended(value, *found)


def tests_at(reading: Reading, place: int, of: Column) -> Iterator[tuple[Test, int]]:
    """What a cell of the column may be asked to be."""
    low = reading.low
    negated = low.startswith("not ", place)
    start = place + len("not ") if negated else place
    for word, blank in (("known", False), ("blank", True)):
        if low.startswith(word, start) and reading.ends_word(start + len(word)):
            yield Test(known=True, negated=negated != blank), start + len(word)
    for test, end in _plain(reading, start, of):
        yield test.model_copy(update={"negated": negated}), end


def test_text(test: Test, of: Column | None) -> str:
    """A condition on a cell as a sentence says it."""
    negated = "not " if test.negated else ""
    if test.known:
        return "blank" if test.negated else "known"
    if test.number is not None:
        return negated + number_text(test.number, of)
    if test.period is not None:
        return negated + (phrase(test.period) if test.when == "in" else f"{test.when} {test.period}")
    truth = of is not None and of.family == "boolean" and test.text in _TRUTHS.values()
    return f"{negated}{'containing ' if test.containing else ''}{test.text if truth else quoted(test.text or '')}"


def slipped(test: Test, table: PlainTable | None, name: str) -> Iterator[Test]:
    """Near misses of a condition on a cell."""
    yield test.model_copy(update={"negated": not test.negated})
    if test.number is not None:
        yield from (test.model_copy(update={"number": number}) for number in test.number.near())
    if test.text is not None and table is not None:
        cells = dict.fromkeys(text(value) for row in table.rows if (value := row.values.get(name)) is not None)
        others = (other for other in cells if folded(other) != folded(test.text or ""))
        yield from (test.model_copy(update={"text": other}) for other in islice(others, _FEW))
    if test.period is not None:
        yield from (test.model_copy(update={"period": other}) for other in moved(test.period))
        yield from (test.model_copy(update={"when": when}) for when in _WHENS if when != test.when)


def _plain(reading: Reading, place: int, of: Column) -> Iterator[tuple[Test, int]]:
    cited = quoted_at(reading, place) if of.worded else None
    if reading.low.startswith("containing ", place):
        yield from _containing(reading, place + len("containing "), of)
    elif cited is not None and cited[0].strip():
        yield Test(text=cited[0]), cited[1]
    elif of.family in ADDED:
        for number, end in cell_numbers_at(reading, place, of):
            yield Test(number=number), end
    elif of.family == "date":
        yield from _dated(reading, place)
    else:
        yield from _text(reading, place, of)


def _containing(reading: Reading, place: int, of: Column) -> Iterator[tuple[Test, int]]:
    if of.family not in ("text", "score") and not of.worded:
        wrong = f"'containing' asks for a text, and the column holds {FAMILY_WORDS[of.family]}"
        reading.failed(place, fault=Problem(wrong, expected="a column of texts"))
        return
    for name, end in names_at(reading, place):
        yield Test(text=name, containing=True), end


def _text(reading: Reading, place: int, of: Column) -> Iterator[tuple[Test, int]]:
    for word in _ORDERS:
        if reading.low.startswith(f"{word} ", place):
            wrong = f"{word!r} asks for an order, and the column holds {FAMILY_WORDS[of.family]}"
            reading.failed(
                place + len(word) + 1, fault=Problem(wrong, expected="a column of numbers, percentages, times or dates")
            )
            return
    for name, end in _truths(reading, place) if of.family == "boolean" else names_at(reading, place):
        yield Test(text=name), end


def _truths(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    run = next(iter(reading.words_at(place, 1)), "")
    if folded(run.strip('"')) in _TRUTHS:
        yield _TRUTHS[folded(run.strip('"'))], place + len(run)
    else:
        fault = Problem(f"{run!r} is neither true nor false", expected="true or false") if run else None
        reading.failed(place, "true or false", fault)


def _dated(reading: Reading, place: int) -> Iterator[tuple[Test, int]]:
    low = reading.low
    for word in (word for word in _ORDERS[:-1] if low.startswith(f"{word} ", place)):
        wrong = f"{word!r} asks for a number, and the column holds dates"
        reading.failed(place + len(word) + 1, fault=Problem(wrong, expected="before or after a date, since one or by one"))
    if cited := quoted_at(reading, place):
        try:
            yield Test(period=Period(cited[0])), cited[1]
        except Problems as faults:
            reading.failed(place, fault=faults.problems[0])
        return
    for when in _WHENS[1:]:
        if low.startswith(f"{when} ", place):
            for found, end in points_at(reading, place + len(when) + 1):
                yield Test(period=Period(found), when=when), end
            return
    if low.startswith("between ", place):
        yield from _between(reading, place + len("between "))
        return
    bare = next(iter(reading.words_at(place, 1)), "")
    if folded(bare) in FORM_WORDS or low.startswith(("this ", "so far "), place):
        for period, end in _DAYS.read(reading, place):
            yield Test(period=period), end
        return
    for found, end in points_at(reading, place):
        yield Test(period=Period(found)), end


def _between(reading: Reading, place: int) -> Iterator[tuple[Test, int]]:
    for first, middle in points_at(reading, place):
        if reading.low.startswith(" and ", middle):
            for last, end in points_at(reading, middle + len(" and ")):
                try:
                    yield Test(period=Period(f"{first}/{last}")), end
                except Problems as found:
                    reading.failed(end, fault=found.problems[0])
        else:
            reading.failed(middle, '"and" and a later date')


def _mended(value: Test, found: Value, of: Column) -> Iterator[Test]:
    """What would be true of a cell, in the way in which the claim says it."""
    number = of.number(found)
    date = of.scalar(found) if of.family == "date" else None
    if value.text is not None:
        yield Test(text=text(found))
    elif value.number is not None and number is not None:
        yield from (Test(number=near) for near in value.number.mended(exactly(number)))
    elif value.period is not None and isinstance(date, Dating) and (period := period_if_any(date.whole)):
        yield Test(period=period)
