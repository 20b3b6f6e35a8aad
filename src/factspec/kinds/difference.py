"""A number of one row of a plain table stands to that of another as stated."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Question, RowsCompared
from factspec.sentence.column_numbers import ColumnComparisonSlot, compared_by
from factspec.sentence.number_slots import Comparison
from factspec.sentence.row_slots import Row, RowSlot, row_ref
from factspec.sentence.table_names import ColumnSlot, TableSlot
from factspec.verdict import Verdict


class Difference(Claim):
    """The column's number of the first row is so much more or less than that of the second, or so many times it, or the same.

    A percentage is one of the second number. Undecided while one of the two cells is blank, or it is not sure which row is
    meant, or the second may be zero or less where times or a percentage are stated.
    """

    kind: Literal["difference"] = "difference"
    table: Annotated[str, TableSlot()]
    column: Annotated[str, ColumnSlot("differences")]
    row: Annotated[Row, RowSlot()]
    how: Annotated[Comparison, ColumnComparisonSlot()]
    other: Annotated[Row, RowSlot()]

    reference: ClassVar[str] = "montreal-2013"
    form = (
        "in {table} the {column} of {row} (was|is|were|are) {how} (that of|those of) {other}",
        "in {table} the {column} of {row} (was|is|were|are) {how} the {column} of {other}",
        "in {table} {row} (had|has|have|scored|won|got|received|took) {how} {column} (than|as) {other}",
    )
    examples = (
        Example('in "districts", the Bergeron of "Mile-End" was 1,183 more than that of "Jeanne-Mance"', Verdict.SUPPORTED),
        Example('in "districts", "Mile-End" had 1,200 more Bergeron than "Jeanne-Mance"', Verdict.REFUTED),
        Example('in "districts", the Coderre of "Marie-Clarac" was about 3 times that of "Villeray"', Verdict.SUPPORTED),
        Example(
            'in "districts", the Coderre of the row with the highest Coderre was 3 times that of "Villeray"', Verdict.SUPPORTED
        ),
        Example('in "districts", the Coderre of "Villeray" was 67% less than that of "Marie-Clarac"', Verdict.SUPPORTED),
    )

    @model_validator(mode="after")
    def _two(self) -> Difference:
        if self.row == self.other:
            raise ValueError("a row is held against itself")
        return self

    def question(self, speaking: Speaking) -> Question:
        by, meant = compared_by(self.how, speaking.rounding)
        left, right = (row_ref(row, speaking.rounding, speaking.as_of) for row in (self.row, self.other))
        return RowsCompared(self.table, self.column, left, right, by, meant)
