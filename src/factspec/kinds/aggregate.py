"""What a column of a plain table comes to."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Aggregated, Question
from factspec.sentence.asking import conditions
from factspec.sentence.column_numbers import AggregateSlot, ColumnNumberSlot
from factspec.sentence.number_slots import StatedNumber
from factspec.sentence.table_names import ColumnSlot, TableSlot
from factspec.sentence.wheres import Wheres, WheresSlot
from factspec.verdict import Verdict

How = Literal["average", "total", "highest", "lowest", "different"]


class Aggregate(Claim):
    """The average, the total, the highest, the lowest or the number of different values of a column is as stated.

    Undecided while a cell of the rows that are meant is blank, it is not sure which rows they are, or the table is not
    stated to be complete and what is listed does not decide it.
    """

    kind: Literal["aggregate"] = "aggregate"
    table: Annotated[str, TableSlot()]
    how: Annotated[How, AggregateSlot()]
    column: Annotated[str, ColumnSlot()]
    among: Annotated[Wheres | None, WheresSlot()] = None
    number: Annotated[StatedNumber, ColumnNumberSlot()]

    reference: ClassVar[str] = "montreal-2013"
    form = "in {table} the {how} {column}[ (of|among|for) (rows|the rows|all rows) with {among}] (was|is|were|are) {number}"
    examples = (
        Example('in "districts", the total Joly was 123,062', Verdict.SUPPORTED),
        Example(
            'in "districts", the average "three-way total" of rows with winner "Bergeron" was about 7,700', Verdict.SUPPORTED
        ),
        Example('in "results", the average "Coderre share" was 38.2%', Verdict.REFUTED),
        Example('in "districts", the number of different winner was 3', Verdict.SUPPORTED),
        Example('in "results", the highest Coderre of rows with district not "All districts" was 6,591', Verdict.SUPPORTED),
        Example('in "results", the number of different code was 59', Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        among = conditions(self.among, speaking.rounding, speaking.as_of)
        return Aggregated(self.table, self.column, self.how, among, self.number.meant(speaking.rounding))
