"""Faults planted in the algebra of plain tables, each of which the judge of tables catches."""

# ruff: noqa: E501  each fault is one line, to be read as a table

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest
from tests.judge.tables import KNOWN_BY, Case, case, coarse, judged, question
from tests.planted import Fault, planted

from factspec.engine import (
    cell_options,
    cells,
    column_sum,
    different,
    members,
    places,
    referents,
    row_rank,
    row_tally,
    table,
    table_evidence,
    tabular,
    tallies,
    totals,
)
from factspec.engine.question import Aggregated, CellIs, RowRanked, RowsCompared, RowTally
from factspec.engine.rows import Rows
from factspec.engine.table import Sheets
from factspec.engine.words import Words
from factspec.reference.accounts import BASE, accounts, statements
from factspec.reference.facts import Reference
from factspec.verdict import Verdict

Asked = CellIs | RowTally | RowRanked | Aggregated | RowsCompared
CASES = range(5000, 5260)
MODULES = (
    cell_options, cells, column_sum, different, members, places, referents, row_rank, row_tally, table, table_evidence,
    tabular, tallies, totals,
)  # fmt: skip


FAULTS = [
    Fault("a blank number lies only at the ends of what is asked", cell_options, "        found.append(Interval(first, last, low_open=first is not None and not zero, high_open=last is not None))", "        pass"),
    Fault("a blank whole number may be a broken one", cell_options, "(piece := tightened(one) if column.whole else one)", "(piece := one)"),
    Fault("a negated condition is taken as it stands", cell_options, "condition, column, given=given) != condition.negated", "condition, column, given=given)"),
    Fault("conditions on one blank cell are judged apart", table, "    return tuple(tuple(condition for condition in group if condition.column == name) for group in groups)", "    return tuple(tuple(condition for condition in group if condition.column == name)[:1] for group in groups)"),
    Fault("a date that may be one of several days is on the first", cell_options, "    starts = date.starts if date is not None else Range(FIRST, LAST)", "    starts = Range(date.starts.first, date.starts.first) if date is not None else Range(FIRST, LAST)"),
    Fault("a row that may be left out counts for sure", row_tally, '    found: set[State] = {"out"} if unsure else set()', "    found: set[State] = set()"),
    Fault("a table without a statement is complete", table, "        return self.any_row(groups, asked) if self.open_list else {}", "        return {}"),
    Fault("a table with a statement is open", table, "        return not self.covers", "        return True"),
    Fault("rows that may count are not counted", tallies, '        high = sum(count for states, count in self.sorts.items() if state in states)', "        high = low"),
    Fault("of no rows there is a part", tallies, "        return from_worlds(can_be_true, can_be_false or self.base.low == 0)", "        return from_worlds(can_be_true, can_be_false)"),
    Fault("hits are taken from misses first where many misses are wanted", tallies, "max(0, more - hit_or_out)", "more"),
    Fault("few misses are had without making them hits", tallies, "fewest = miss + either - min(either, more)", "fewest = miss + either"),
    Fault("an open end of a part is closed", tallies, "    return Interval(fewest, most, fewest_open, most is not None and stated.low_open)", "    return Interval(fewest, most)"),
    Fault("a row that must be above may be below", places, "        low, low_open = lows[n - 1][:2] if len(lows) >= n else (None, False)", "        low, low_open = None, False"),
    Fault("rows that tie do not share a place", places, "endless, high, _ = max(tops)\n        return self._turned(Interval(low, None if endless else high, low_open, high_open=not endless))", "endless, high, _ = max(tops)\n        return self._turned(Interval(low, None if endless else high, low_open, high_open=False))"),
    Fault("the lowest is the highest", places, "self._members = members.turned if lowest else members", "self._members = members"),
    Fault("others do not matter for whether a place is sure", places, "        if endless:\n            return _NOTHING\n        if n == 1:", "        if n == 1:"),
    Fault("somebody is always in the n-th place", places, "        if self._members.sure < self._n:\n            return True", "        if self._members.sure < self._n:\n            return False"),
    Fault("a tie never leaves a place out", places, "        return len(tried) > _TRIED or any(", "        return len(tried) > _TRIED and any("),
    Fault("a row outside those asked about has its place", row_rank, "            if not inside:\n                can_be_false = True\n                continue", "            if not inside:\n                pass"),
    Fault("that no row is meant does no harm", referents, "return Meant(sheet, (*may, *unlisted), not certain, where)", "return Meant(sheet, (*may, *unlisted), False, where)"),
    Fault("the only row may have another beside it", referents, "        return Meant(sheet, (), True, where)\n    if certain:", "        return Meant(sheet, tuple(certain), False, where)\n    if certain:"),
    Fault("the only row is sure while another may be one", referents, "return Meant(sheet, tuple(certain), len(may) > 1 or bool(unlisted), where)", "return Meant(sheet, tuple(certain), False, where)"),
    Fault("a row that may be left out is there when it is named", referents, "sheet.unsure(row))\n    return Meant(sheet, (Candidate(None),)", "False)\n    return Meant(sheet, (Candidate(None),)"),
    Fault("a row that may be left out is in the sum", totals, "offered: list[Interval | None] = [*member.pieces, *([] if member.sure else [None])]", "offered: list[Interval | None] = [*member.pieces]"),
    Fault("the average is the sum", totals, "(_over(total, count + more), step and step / (count + more))", "(total, step)"),
    Fault("a highest may be below one that is sure", totals, "    from_least = Interval(least, None, is_open)", "    from_least = Interval()"),
    Fault("of no rows there is a highest", totals, "none, step = members.sure == 0,", "none, step = False,"),
    Fault("a blank cell is a value of its own", different, "least = max(len(must) + _more(loose, must), min(count, 1))", "least = len(must) + len(loose)"),
    Fault("a blank cell is no value", different, "+ sum(c.few is None for c in loose)", "+ 0"),
    Fault("one less another is the other less the one", cells, "            yield come_to(here, there)", "            yield come_to(there, here)"),
    Fault("a ratio to what may be zero is one", cells, "result is None or not result.within(atom.stated)", "result is not None and not result.within(atom.stated)"),
]  # fmt: skip


@cache
def known() -> tuple[tuple[Case, Reference, tuple[tuple[Asked, Verdict], ...]], ...]:
    """The cases with their questions judged once; what differs from fault to fault is done anew."""
    found = []
    for seed in CASES:
        rng = random.Random(seed)
        made = case(rng)
        asked = tuple((one, judged(made, one)) for _ in range(6) if isinstance(one := question(rng, made), Asked))
        found.append((made, made.reference(), asked))
    return tuple(found)


def differences() -> Iterator[str]:
    """The questions on which engine and judge differ."""
    for made, reference, asked in known():
        by = KNOWN_BY if made.unsure else None
        sheets = Sheets(reference, Rows(accounts(reference, by)), statements(reference, by))
        for one, wanted in asked:
            found = tabular.finding(one, sheets.sheet(one.table, BASE), Words(reference)).verdict
            if found is not wanted and not (found is Verdict.NOT_ENOUGH and coarse(made, one)):
                yield f"{one}: {found}, not {wanted}"


def test_the_engine_as_it_is_agrees_on_these_cases() -> None:
    assert list(differences()) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    known()
    planted(fault, monkeypatch, MODULES)
    try:
        caught = next(differences(), None)
    except (AssertionError, ValueError, IndexError, TypeError) as raised:  # a fault that the engine itself trips over
        caught = repr(raised)
    assert caught is not None, f"nobody noticed that {fault.says}"
