"""So many rows of a plain table meet conditions."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from factspec.claim import Claim, Example, Speaking
from factspec.engine.question import Every, Question, RowTally
from factspec.sentence.asking import conditions
from factspec.sentence.many import Many, ManySlot
from factspec.sentence.table_names import TableSlot
from factspec.sentence.wheres import Wheres, WheresSlot
from factspec.verdict import Bounds, Verdict


class Rows(Claim):
    """So many of the table's rows, or of those with some conditions, meet the others: a count, all, most, or a percentage.

    Undecided while blank cells leave the number open, or the table is not stated to be complete and what is listed does not
    decide it. All, most or a percentage of no rows at all is never true. *Of the 58 rows* states besides how many there are.
    """

    kind: Literal["rows"] = "rows"
    table: Annotated[str, TableSlot()]
    many: Annotated[Many, ManySlot()]
    among: Annotated[Wheres | None, WheresSlot()] = None
    where: Annotated[Wheres | None, WheresSlot()] = None

    reference: ClassVar[str] = "montreal-2013"
    form = (
        "in {table} {many} with {among} (have|has|had) {where}",
        "in {table} {many} (have|has|had) {where}",
        "in {table} there (are|is|were|was) {many}",
        "in {table} there (are|is|were|was) {many} with {where}",
    )
    examples = (
        Example('in "districts", exactly 29 rows have winner "Coderre"', Verdict.SUPPORTED),
        Example('in "districts", exactly 29 of the 58 rows have winner "Coderre"', Verdict.SUPPORTED),
        Example('in "districts", most rows have winner "Coderre"', Verdict.REFUTED),
        Example('in "districts", half of the rows have winner "Coderre"', Verdict.SUPPORTED),
        Example('in "districts", only two of the rows with winner "Joly" have result "majority"', Verdict.SUPPORTED),
        Example(
            'in "results", all rows with "Coderre share" above 50% have winner "Coderre" and result "majority"',
            Verdict.SUPPORTED,
        ),
        Example('in "districts" there are exactly 57 rows', Verdict.REFUTED),
        Example('in "results", exactly 58 rows have code known', Verdict.SUPPORTED),
        Example('in "results", exactly 1 row has code "0"', Verdict.NOT_ENOUGH),
    )

    @model_validator(mode="after")
    def _of_something(self) -> Rows:
        part = self.many.how != "count" or self.many.of is not None
        if self.where is None and (part or self.among is not None):
            raise ValueError("all, most or a part of the rows have something in common: it is not said what")
        return self

    def question(self, speaking: Speaking) -> Question:
        where = conditions(self.where, speaking.rounding, speaking.as_of)
        among = conditions(self.among, speaking.rounding, speaking.as_of)
        tally = RowTally(self.table, where, among, self.many.stated(speaking.rounding))
        of = self.many.of
        return tally if of is None else Every((tally, RowTally(self.table, among, (), Bounds(of, of))))
