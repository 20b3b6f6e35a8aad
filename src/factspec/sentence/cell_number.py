"""Slots for what a column comes to, and for how one cell's number stands to another's."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.problem import Problem
from factspec.reference.columns import FAMILY_WORDS, ORDERED, family
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.number_slots import Comparison, ComparisonSlot, NumberSlot, stated_at
from factspec.sentence.plain_slots import ChoiceSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others
from factspec.sentence.table_slots import table_of
from factspec.values.numbers import Number
from factspec.values.units import PERCENT


class AggregateSlot(ChoiceSlot):
    """``average``, ``total``, ``highest``, ``lowest`` or ``number of different``."""

    def __init__(self) -> None:
        super().__init__(
            {
                "average": ("average", "mean"),
                "total": ("total", "sum of", "combined"),
                "highest": ("highest", "largest", "maximum"),
                "lowest": ("lowest", "smallest", "minimum"),
                "different": ("number of different", "number of distinct"),
            },
            "average | total | highest | lowest | number of different",
            "how",
        )


class CellNumberSlot(NumberSlot):
    """A number as the column named before writes them: ``18,500``, ``1:00.26``; of percentages with or without the sign."""

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Number, int]]:
        table, column = table_of(others, reading.lexicon), str(others.get("column"))
        if table is None:
            return
        of, how = family(table, column), others.get("how")
        if how != "different" and of not in ORDERED:
            wrong = f"{column!r} holds {FAMILY_WORDS[of]}, which have no {how}"
            reading.failed(place, fault=Problem(wrong, expected="a column of numbers, percentages or times"))
            return
        for number, end in stated_at(reading, place):
            clock = number.figure.style == "clock"
            if clock == (of == "clock" and how != "different"):
                percent = reading.text.startswith(PERCENT, end) and of == "percent" and how != "different"
                yield number, end + percent
            else:
                wrong = f"{reading.text[place:end]!r} is no {'number' if clock else 'time'}"
                reading.failed(place, fault=Problem(wrong, expected=f"what {column} holds: {FAMILY_WORDS[of]}"))


class CellComparisonSlot(ComparisonSlot):
    """How one cell's number stands to another's: ``1,200 more than``, ``2 times``; before the column, ``12 more``."""

    def __init__(self) -> None:
        super().__init__(_column_unit)

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Comparison, int]]:
        if "column" in others:
            yield from super().read_among(reading, place, others)
        else:
            yield from self.read_bare(reading, place, others)


def _column_unit(others: Others, lexicon: Lexicon) -> str | None:
    table = table_of(others, lexicon)
    of = family(table, str(others["column"])) if table is not None and "column" in others else "number"
    return {"percent": PERCENT, "clock": "seconds"}.get(of)
