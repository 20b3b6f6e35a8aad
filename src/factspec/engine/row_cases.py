"""What a row of a plain table may be: each way that its blank cells may be filled, as far as some conditions can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product

from factspec.engine.question import Condition, Contains, Dated, Equals, Given, Test, Within
from factspec.reference.columns import Family, number, scalar, text
from factspec.reference.tables import TableRow, Value
from factspec.values.dates import Dating
from factspec.values.names import folded

Cell = Fraction | str | int | None
Case = dict[str, Cell]
_MOST = 6
_OTHER = "\x00"  # a text that holds no other, and that no other is


def cases(row: TableRow, conditions: Sequence[Condition], families: Mapping[str, Family]) -> Iterator[Case]:
    """Each way to fill the cells that the conditions ask about: numbers as fractions, dates as days, all else as texts.

    Of a blank cell one value is tried for each stretch that the conditions can tell from the next.
    """
    asked: dict[str, list[Test]] = {}
    for condition in conditions:
        asked.setdefault(condition.column, []).append(condition.test)
    columns = list(asked)
    for cells in product(*(cell_cases(row.values.get(name), asked[name], families[name]) for name in columns)):
        yield dict(zip(columns, cells, strict=True))


def cell_cases(value: Value, tests: Sequence[Test], of: Family) -> list[Cell]:
    """The values that a cell may have, one for each stretch of them that the tests can tell from the next."""
    exact = number(value, of)
    if exact is not None:
        return [exact]
    found = scalar(value, of)
    if isinstance(found, Dating):
        return _days(found, tests)
    if value is not None:
        return [folded(text(value))]
    if of == "date":
        return [None, *_edges([day for test in tests if isinstance(test, Dated) for day in (test.days.first, test.days.last)])]
    if of in ("number", "percent", "clock"):
        ends = [end for test in tests if isinstance(test, Within) for end in (test.numbers.low, test.numbers.high)]
        return list(stretches([end for end in ends if end is not None]))
    texts = list(dict.fromkeys(folded(test.text) for test in tests if isinstance(test, Equals | Contains)))
    return [*texts, *(_OTHER.join((*some, "")) or _OTHER for some in _subsets(texts))]


def _subsets(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for chosen in product((False, True), repeat=min(len(texts), _MOST)):
        yield tuple(text for text, there in zip(texts, chosen, strict=False) if there)


def meets(case: Case, conditions: Sequence[Condition], given: Mapping[str, bool]) -> bool:
    """Whether a row, with its cells filled so, meets all conditions; ``given`` says which cells are not blank."""
    return all(_passes(case[c.column], c.test, given=given[c.column]) != c.negated for c in conditions)


def _passes(cell: Cell, test: Test, *, given: bool) -> bool:
    match test:
        case Given():
            return given
        case Within(numbers):
            return isinstance(cell, Fraction) and cell in numbers
        case Equals(wanted):
            return cell == folded(wanted)
        case Contains(wanted):
            return isinstance(cell, str) and folded(wanted) in cell
        case Dated(days):
            return isinstance(cell, int) and days.first <= cell <= days.last


def stretches(ends: Sequence[Fraction]) -> list[Fraction]:
    """A number for each end, for each stretch between two, and for both sides beyond them."""
    known = sorted(set(ends))
    if not known:
        return [Fraction(0)]
    return [known[0] - 1, *known, *((one + other) / 2 for one, other in pairwise(known)), known[-1] + 1]


def _days(date: Dating, tests: Sequence[Test]) -> list[Cell]:
    edges = [day for test in tests if isinstance(test, Dated) for day in (test.days.first, test.days.last)]
    inside = [day for day in _edges(edges) if date.starts.first <= day <= date.starts.last]
    found: list[Cell] = list(dict.fromkeys((date.starts.first, date.starts.last, *inside)))
    return [*found, None] if date.doubtful else found


def _edges(days: Sequence[int]) -> list[int]:
    return sorted({near for day in days for near in (day - 1, day, day + 1)})
