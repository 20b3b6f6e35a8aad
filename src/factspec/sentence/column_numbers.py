"""Slots for what a column of a plain table comes to, and for how one of its numbers stands to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from factspec.problem import Problem
from factspec.reference.columns import ADDED, FAMILY_WORDS, Column, column
from factspec.reference.tables import PlainTable
from factspec.sentence.cell_numbers import cell_numbers_at, number_text
from factspec.sentence.comparing import stated_comparison
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.number_slots import Amount, Comparison, ComparisonSlot, NumberSlot, ambiguous_times, stated_at
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Suggestion
from factspec.sentence.table_names import begins_column, column_of, peeked, table_of
from factspec.values.figures import whole
from factspec.values.intervals import Interval
from factspec.values.numbers import Number, Rounding, numbers_at
from factspec.values.portions import multiples_at
from factspec.values.units import PERCENT, POINTS, converted, unit

_SPEEDS = {"fastest": "lowest", "quickest": "lowest", "slowest": "highest"}
_MANY = (" as many", " as much", " as high", " as long")


class AggregateSlot(ChoiceSlot):
    """``average``, ``total``, ``highest``, ``lowest`` or ``number of different``; of times ``fastest`` and ``slowest``."""

    def __init__(self) -> None:
        super().__init__(
            {
                "average": ("average", "mean"),
                "total": ("total", "sum", "combined", "total number"),
                "highest": ("highest", "largest", "biggest", "greatest", "maximum", "longest"),
                "lowest": ("lowest", "smallest", "minimum", "shortest"),
                "different": ("number of different", "number of distinct"),
            },
            "average | total | highest | lowest | number of different",
            "how",
        )

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[str, int]]:
        table = table_of(others, reading.lexicon)
        if table is not None and begins_column(reading, place, table):
            return
        for word in ("earliest", "latest"):
            if reading.low.startswith(f"{word} ", place):
                wrong, near = f"{word!r} is said of a row here", f"the COLUMN of the row with the {word} COLUMN"
                reading.failed(place + len(word), fault=Problem(wrong, expected="a number of the column", nearest=(near,)))
        for how, end in (*self._speed(reading, place, table), *self.read(reading, place)):
            yield how, end
            if reading.low.startswith(" of ", end):
                yield how, end + len(" of")

    @staticmethod
    def _speed(reading: Reading, place: int, table: PlainTable | None) -> Iterator[tuple[str, int]]:
        """Whether the fastest or the slowest of a column of times is meant."""
        word = next((word for word in _SPEEDS if reading.low.startswith(f"{word} ", place)), "")
        for of, after in peeked(reading, place + len(word) + 1, table) if word and table is not None else ():
            if of.family == "clock":
                yield _SPEEDS[word], place + len(word)
            else:
                wrong = f"{word!r} may mean the highest or the lowest of {FAMILY_WORDS[of.family]}"
                reading.failed(after + 1, fault=Problem(wrong, expected="highest or lowest"))


class ColumnNumberSlot(NumberSlot):
    """A number as the column named before writes them: ``18,500``, ``1:00.26``, ``40%``; of different values a plain one."""

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Number, int]]:
        of, how = column_of(others, reading.lexicon), others.get("how")
        if of is None:
            return
        if how == "different":
            yield from ((number, end) for number, end in stated_at(reading, place) if number.figure.style != "clock")
        elif of.family in ADDED:
            yield from cell_numbers_at(reading, place, of)
        else:
            wrong = f"{of.name!r} holds {FAMILY_WORDS[of.family]}, which have no {how}"
            reading.failed(place, fault=Problem(wrong, expected="a column of numbers, percentages or times"))

    def write_among(self, value: Number, lexicon: Lexicon, others: Others) -> str:
        return number_text(value, None if others.get("how") == "different" else column_of(others, lexicon))


class ColumnComparisonSlot(ComparisonSlot):
    """How one number of a column stands to another: ``1,200 more than``, ``2 times``; before the column, ``12 more``."""

    def __init__(self) -> None:
        super().__init__(_column_unit)

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Comparison, int]]:
        if "column" in others:
            for comparison, end in super().read_among(reading, place, others):
                yield from self._sound(reading, place, comparison, end, column_of(others, reading.lexicon), end)
            return
        for of, after, comparison, end in self._before_column(reading, place, others):
            yield from self._sound(reading, place, comparison, end, of, after)

    def _before_column(
        self, reading: Reading, place: int, others: Others
    ) -> Iterator[tuple[Column | None, int, Comparison, int]]:
        """The comparisons that stand before a column, each with that column, whose unit is the one that is read."""
        table = table_of(others, reading.lexicon)
        units = {_unit_of(column(table, name)): name for name in table.columns} if table is not None else {}
        found = False
        for told, name in units.items():
            aside = Reading(reading.text, reading.lexicon, reading.grammar, quiet=True)
            for comparison, end in self._bare(aside, place, {**others, "column": name}):
                for of, after in peeked(reading, end + 1, table) if table is not None else ():
                    if _unit_of(of) == told:
                        found = True
                        yield of, after, comparison, end
        plain = self._bare(reading, place, others)  # notes what is wrong, too
        yield from ((None, end, comparison, end) for comparison, end in plain if not found)

    def _bare(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Comparison, int]]:
        yield from self.read_bare(reading, place, others)
        yield from _times_bare(reading, place)

    @staticmethod
    def _sound(
        reading: Reading, place: int, comparison: Comparison, end: int, of: Column | None, told: int
    ) -> Iterator[tuple[Comparison, int]]:
        """The comparison, unless it can be read in two ways.

        A percentage of percentages may be points of them or a part of one. *Faster* has less time; of numbers nobody knows.
        """
        by = comparison.by
        if (word := _speed(reading, end)) and of is not None:
            if of.family != "clock":
                wrong = f"{word!r} may mean more or less of {FAMILY_WORDS[of.family]}"
                reading.failed(told + 1, fault=Problem(wrong, expected="more or less"))
                return
            comparison = comparison.model_copy(update={"how": "lower" if word == "faster" else "higher"})
        if of is None or of.family != "percent" or by is None or by.unit != PERCENT:
            yield comparison, end
            return
        how = "more" if comparison.how == "higher" else "less"
        points = f"{by.number} {POINTS} {how}"
        said = reading.text[place:end].removesuffix(" than")
        wrong = f"{said!r} can be read in two ways here: “{points}” or “{how} by {by} of the other percentage”"
        reading.failed(told + 1, fault=Problem(wrong, expected="a sentence with one reading", nearest=(points,)))

    def mend(self, value: Comparison, suggestions: Sequence[Suggestion]) -> Iterable[Comparison]:
        told = value.by.unit if value.by else None
        offered = [(name, *found) for name, found in suggestions if name.startswith("difference ")]
        for name, found, unit_of in sorted(offered, key=lambda one: one[2] != told):
            if isinstance(found, Interval) and found.point is not None and value.how != "times":
                by = Amount(number=Number("", whole(found.point)), unit=unit_of)
                yield Comparison(how="lower" if name.endswith("lower") else "higher", by=by if value.by else None)
        yield from super().mend(value, suggestions)


def _speed(reading: Reading, end: int) -> str:
    """The word *faster* or *slower* that a comparison ends with."""
    said = reading.low[:end].removesuffix(" than")
    return next((word for word in ("faster", "slower") if said.endswith(f" {word}")), "")


def compared_by(how: Comparison, rounding: Rounding) -> tuple[Literal["difference", "ratio"], Interval]:
    """Whether the difference of two numbers of a column or their ratio is stated, and the numbers that it may be.

    A difference of times is in seconds, whatever it is told in.
    """
    by, meant, told = stated_comparison(how, rounding)
    if by == "difference" and told is not None and unit(told).dimension == unit("seconds").dimension:
        meant = converted(meant, unit(told), unit("seconds"), difference=True)
    return by, meant


def _times_bare(reading: Reading, place: int) -> Iterator[tuple[Comparison, int]]:
    """``twice as many``, ``half as much``, and ``the same``, as they stand before what is compared."""
    ambiguous_times(
        reading, place, ("{0} the other", "more than the other by {0} the other"), (" more", " higher", " fewer", " less")
    )
    for stated, end in numbers_at(reading.low, place, multiples_at):
        for way in _MANY:
            if reading.low.startswith(way, end):
                yield Comparison(how="times", by=Amount(number=stated)), end + len(way)
    for same in ("the same number of", "the same"):
        if reading.low.startswith(same, place):
            yield Comparison(how="the same"), place + len(same)
            return


def _column_unit(others: Others, lexicon: Lexicon) -> str | None:
    of = column_of(others, lexicon)
    return _unit_of(of) if of is not None else None


def _unit_of(of: Column) -> str | None:
    return {"percent": PERCENT, "clock": "seconds"}.get(of.family)
