"""A row of a plain table has a place by a column."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Question, RowRanked
from factspec.sentence.asking import conditions, top
from factspec.sentence.row_slots import Row, RowSlot, row_ref
from factspec.sentence.superlative import Superlative
from factspec.sentence.table_names import ColumnSlot, TableSlot
from factspec.sentence.tops import TopSlot
from factspec.sentence.wheres import Wheres, WheresSlot
from factspec.verdict import Verdict


class Extreme(Claim):
    """Just so many rows have a higher number in the column, or a lower one, as the row's place says; who ties shares a place.

    Undecided while blank cells leave the place open, or the table is not stated to be complete and no listed row rules the
    place out.
    """

    kind: Literal["extreme"] = "extreme"
    table: Annotated[str, TableSlot()]
    row: Annotated[Row, RowSlot()]
    place: Annotated[Superlative, TopSlot()]
    column: Annotated[str, ColumnSlot("order")]
    among: Annotated[Wheres | None, WheresSlot()] = None

    reference: ClassVar[str] = "montreal-2013"
    form = "in {table} {row} (has|had|have) the {place} {column}[ (among|of) (rows|the rows|all rows) with {among}]"
    examples = (
        Example('in "districts", "Étienne-Desmarteau" has the highest Bergeron', Verdict.REFUTED),
        Example('in "districts", "Saint-Édouard" has the highest Bergeron', Verdict.SUPPORTED),
        Example('in "districts", "Sainte-Geneviève" has the lowest "three-way total"', Verdict.SUPPORTED),
        Example('in "results", "Saint-Édouard" has the 2nd highest "three-way total"', Verdict.SUPPORTED),
        Example(
            'in "districts", "Villeray" has the 4th highest "three-way total" among rows with winner "Bergeron"',
            Verdict.SUPPORTED,
        ),
    )

    def question(self, speaking: Speaking) -> Question:
        among = conditions(self.among, speaking.rounding, speaking.as_of)
        row = row_ref(self.row, speaking.rounding, speaking.as_of)
        return RowRanked(self.table, row, top(self.place, self.column), among)
