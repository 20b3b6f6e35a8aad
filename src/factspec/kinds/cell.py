"""A cell of a plain table is as stated."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import CellIs, Question
from factspec.sentence.asking import condition
from factspec.sentence.cell_tests import Test, TestSlot
from factspec.sentence.row_slots import Row, RowSlot, row_ref
from factspec.sentence.table_names import ColumnSlot, TableSlot
from factspec.verdict import Verdict


class Cell(Claim):
    """The cell of that row and column is as stated.

    Undecided while the cell is blank, it is not sure which row is meant, or rows that may be meant differ.
    """

    kind: Literal["cell"] = "cell"
    table: Annotated[str, TableSlot()]
    column: Annotated[str, ColumnSlot()]
    row: Annotated[Row, RowSlot()]
    test: Annotated[Test, TestSlot()]

    reference: ClassVar[str] = "montreal-2013"
    form = (
        "in {table} the {column} of {row} (was|is|were|are) {test}",
        "in {table} {row}'s {column} (was|is|were|are) {test}",
        "in {table} {row} (had|has|have) (a|an|the) {column} of {test}",
    )
    examples = (
        Example('in "districts", the winner of "Mile-End" was "Bergeron"', Verdict.SUPPORTED),
        Example('in "districts", the winner of "Ahuntsic" was "Coderre"', Verdict.REFUTED),
        Example('in "results", the "three-way total" of the row with the highest Coderre was above 300,000', Verdict.SUPPORTED),
        Example('in "districts", the Joly of the only row with code "181" was 1,894', Verdict.SUPPORTED),
        Example(
            'in "districts", the Joly of the row with the highest "three-way total" among rows with result "plurality" was 3,234',
            Verdict.SUPPORTED,
        ),
        Example('in "results", the code of "All districts" was "0"', Verdict.NOT_ENOUGH),
    )

    def question(self, speaking: Speaking) -> Question:
        asked = condition(self.column, self.test, speaking.rounding, speaking.as_of)
        return CellIs(self.table, row_ref(self.row, speaking.rounding, speaking.as_of), asked)
