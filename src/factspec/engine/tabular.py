"""Findings on plain tables: what one account shows."""

from __future__ import annotations

from factspec.engine.answer import Finding
from factspec.engine.cells import cell, listed, rows_compared
from factspec.engine.column_sum import aggregated
from factspec.engine.question import Aggregated, CellIs, Listed, RowRanked, RowsCompared, RowTally, Tabular
from factspec.engine.row_rank import ranked
from factspec.engine.row_tally import tally
from factspec.engine.table import Sheet
from factspec.engine.words import Words


def finding(atom: Tabular, sheet: Sheet, words: Words) -> Finding:
    """What one account shows of a table."""
    match atom:
        case Listed():
            return listed(atom, sheet, words)
        case CellIs():
            return cell(atom, sheet, words)
        case RowTally():
            return tally(atom, sheet, words)
        case RowRanked():
            return ranked(atom, sheet, words)
        case Aggregated():
            return aggregated(atom, sheet, words)
        case RowsCompared():
            return rows_compared(atom, sheet, words)
