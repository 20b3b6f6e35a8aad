"""Cells and counts of plain tables: *In Villeray, Bergeron had 5,819 votes*, *Bergeron won 15 districts*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factspec.draft.english import HEDGES, NEGATIONS, word_set
from factspec.draft.page import Page, Proposal
from factspec.draft.tokens import Sentence
from factspec.reference.tables import PlainTable
from factspec.sentence.lexicon import quoted
from factspec.values.names import tidy

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?%?)"
_HAD = r"(?:had|won|got|received|took|polled)"
_WON = r"(?:won|led in|was ahead in|came first in|carried|was the winner in|was the winner of)"
_UNSOUND = (HEDGES - word_set("almost nearly")) | NEGATIONS
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class _Named:
    """The columns and rows of a table that a sentence may name, as alternatives of a pattern."""

    columns: str
    rows: str


def tables(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Numbers that a sentence gives for a column and a row of a table, and for the rows with a value."""
    words = {t.low for t in sentence.tokens if t.kind == "word"}
    if words & _UNSOUND or sentence.plain.endswith("?"):
        return
    taken: set[tuple[int, int]] = set()
    for table in page.vocabulary.reference.tables.values():
        named = _named(table, sentence.plain)
        for says, start, end in (*_cells(table, named, sentence.plain), *_counts(table, sentence.plain)):
            if (start, end) not in taken:
                taken.add((start, end))
                yield Proposal(says, start, end)


def _named(table: PlainTable, plain: str) -> _Named | None:
    columns = [name for name in table.columns if _stands(name, plain)]
    rows = [row.key for row in table.rows[:_MOST_ROWS] if _stands(row.key, plain)]
    if not columns or not rows:
        return None
    return _Named(_either(columns), _either(rows))


def _either(names: list[str]) -> str:
    return "|".join(re.escape(tidy(name)) for name in sorted(names, key=len, reverse=True))


def _stands(name: str, plain: str) -> bool:
    return bool(name) and re.search(rf"(?<![\w-]){re.escape(tidy(name))}(?![\w-])", plain) is not None


def _cells(table: PlainTable, named: _Named | None, plain: str) -> Iterator[tuple[str, int, int]]:
    if named is None:
        return
    column, row = rf"(?P<column>{named.columns})", rf"(?P<row>{named.rows})"
    for pattern in (
        rf"\b[Ii]n {row},? {column} {_HAD} {_NUMBER}(?![\w.-]\d)",
        rf"(?:^|[,;] |and ){column} {_HAD} {_NUMBER}(?: [a-z]+)? in {row}(?![\w-])",
        rf"\b[Tt]he {column} (?:of|in|for) {row} (?:was|is|stood at|came to) {_NUMBER}(?![\w.-]\d)",
    ):
        for match in re.finditer(pattern, plain):
            number = match["number"].rstrip(",")
            says = f"in {quoted(table.name)}, the {quoted(match['column'])} of {quoted(match['row'])} was {number}"
            yield says, match.start() + len(match[0]) - len(match[0].lstrip(",; ")), match.end()


def _counts(table: PlainTable, plain: str) -> Iterator[tuple[str, int, int]]:
    """*A won 15 districts*, where one column alone of a table called districts holds A."""
    pattern = (
        rf"(?P<value>[A-Z][\w'-]*) {_WON} (?P<number>\d+|[a-z]+)(?: (?:of|out of)(?: the)? \d+)? {re.escape(table.name)}(?!\w)"
    )
    for match in re.finditer(pattern, plain):
        holding = [
            name for name in table.columns if any(row.values.get(name) == match["value"] for row in table.rows[:_MOST_ROWS])
        ]
        if len(holding) == 1:
            says = f"in {quoted(table.name)}, exactly {match['number']} rows have {quoted(holding[0])} {quoted(match['value'])}"
            yield says, match.start(), match.end()
