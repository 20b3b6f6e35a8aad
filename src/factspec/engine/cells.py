"""Findings on plain tables: which rows are meant, which meet conditions, and what their cells come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from factspec.engine.answer import Finding, Lack, NumberFound, RowFound, Suggestion
from factspec.engine.cell_words import conditions_words, misspelt_texts, place_words, row_words
from factspec.engine.figuring import compared, difference, ratio
from factspec.engine.number_words import numbers_words
from factspec.engine.question import Aggregated, CellIs, Condition, Listed, RowRanked, RowRef, RowsCompared, RowTally, Tabular
from factspec.engine.row_counts import Ladder, Member, States, Tallied, aggregated, aggregates, ladder
from factspec.engine.rows import Rows
from factspec.engine.table import Sheet
from factspec.engine.words import Words
from factspec.reference.columns import text
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness
from factspec.reference.tables import TableRow
from factspec.values.dates import Dating
from factspec.values.intervals import ANY, Interval, exactly
from factspec.verdict import Bounds, Verdict, from_worlds

_SHOWN = 12
_MISSES = 6


def finding(
    atom: Tabular, rows: Rows, account: str, reference: Reference, covers: Sequence[Completeness], words: Words
) -> Finding:
    """What one account shows."""
    sheet = Sheet(reference.tables[atom.table], rows, account, tuple(covers))
    match atom:
        case Listed():
            return _listed(atom, sheet, words)
        case CellIs():
            return _cell(atom, sheet, words)
        case RowTally():
            return _tally(atom, sheet, words)
        case RowRanked():
            return _ranked(atom, sheet, words)
        case Aggregated():
            return _aggregated(atom, sheet, words)
        case RowsCompared():
            return _compared(atom, sheet, words)


def _listed(atom: Listed, sheet: Sheet, words: Words) -> Finding:
    states = {row.key: sheet.states(row, (), atom.conditions) for row in sheet.rows}
    sure = [row for row in sheet.rows if states[row.key] == {"hit"}]
    perhaps = [row for row in sheet.rows if "hit" in states[row.key] and row not in sure]
    found = from_worlds(bool(sure or perhaps) or sheet.open_list, not sure)
    said = conditions_words(atom.conditions, words)
    because = f"{len(sure)} of {len(sheet.rows)} rows of {atom.table} have {said}"
    lack = Lack(f"a row of {atom.table} with {said}, or a statement that {atom.table} is complete", (("table", atom.table),))
    return Finding(
        found,
        because if sure else _unless_complete(because, sheet),
        rows=_shown(sheet, sure, perhaps, _near(sheet, atom.conditions), words),
        links=_links(sheet, sure or perhaps, found, whole=found is Verdict.REFUTED),
        covers=() if sure else sheet.covers,
        lacks=(lack,) if found is Verdict.NOT_ENOUGH else (),
    )


@dataclass(frozen=True, slots=True)
class _Meant:
    """The rows that a reference to a row may mean; ``sure``: it means one of them in every world.

    ``certain`` is how many rows meet its conditions in every world.
    """

    rows: tuple[TableRow, ...]
    sure: bool
    told: str
    certain: int = 1
    only: bool = False


def _meant(ref: RowRef, sheet: Sheet, words: Words) -> _Meant:
    told = row_words(ref, words)
    if ref.key is not None:
        row = sheet.row(ref.key)
        return _Meant((row,) if row else (), row is not None and not sheet.unsure(row), told)
    if ref.top is not None:
        return _Meant(*_on_top(ref, sheet), told)
    states = {row.key: sheet.states(row, (), ref.where) for row in sheet.rows}
    certain = [row for row in sheet.rows if states[row.key] == {"hit"}]
    maybe = tuple(row for row in sheet.rows if "hit" in states[row.key])
    return _Meant(maybe, bool(certain), told, len(certain), ref.only)


def _on_top(ref: RowRef, sheet: Sheet) -> tuple[tuple[TableRow, ...], bool]:
    """The rows that may have the place asked for, and whether some row has it in every world."""
    assert ref.top is not None
    members = sheet.members(ref.where, ref.top.column)
    rungs = ladder([member for _, member in members], open_list=sheet.open_list)
    n, lowest = ref.top.n, ref.top.lowest
    may = tuple(row for row, member in members if _may_be(member, rungs, n, lowest=lowest))
    settled = not sheet.open_list and all(member.sure and member.number is not None for _, member in members)
    first = n == 1 and any(member.sure for _, member in members) and not sheet.open_list
    return may, bool(may) and (settled or first)


def _may_be(member: Member, rungs: Ladder, n: int, *, lowest: bool) -> bool:
    if member.number is None:
        return True
    must, most = rungs.above(member.number, lowest=lowest)
    return must <= n - 1 and (most is None or n - 1 <= most)


def _cell(atom: CellIs, sheet: Sheet, words: Words) -> Finding:
    meant = _meant(atom.row, sheet, words)
    column = atom.condition.column
    truths: set[bool] = set()
    for row in meant.rows:
        truths |= sheet.truths(row, atom.row.where if atom.row.key is None else (), atom.condition)
    found = _over(meant, truths, sheet)
    cells = [f"the {column} of “{row.key}” is {_cell_words(row, column)}" for row in meant.rows[:3]]
    because = "; ".join(cells) if cells else f"no row of {atom.table} is {meant.told}"
    because = because if meant.sure else _unless_complete(because, sheet)
    if len(meant.rows) > 1:
        because = f"{len(meant.rows)} rows may be {meant.told}: {because}"
    blanks = [row for row in meant.rows if row.values.get(column) is None]
    return Finding(
        found,
        because + misspelt_texts((atom.condition, *atom.row.where), sheet),
        rows=_shown(sheet, meant.rows if found is not Verdict.NOT_ENOUGH else (), meant.rows, (), words),
        links=_links(
            sheet, meant.rows, found, whole=atom.row.key is None and bool(atom.row.top or atom.row.only or not meant.rows)
        ),
        covers=sheet.covers if atom.row.key is None else (),
        lacks=_lacks(sheet, blanks, column, whole=not meant.sure or atom.row.only) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(("test", row.values.get(column)) for row in meant.rows[:1]),
    )


def _over(meant: _Meant, truths: set[bool], sheet: Sheet) -> Verdict:
    """The verdict where every row that may be meant may have those truths; none meant: false if the list is whole."""
    can_be_true, can_be_false = True in truths, False in truths
    if not meant.sure:
        can_be_false = True
        can_be_true |= sheet.open_list
    if meant.only:
        can_be_false |= sheet.open_list or len(meant.rows) > 1
        can_be_true &= meant.certain <= 1
    return from_worlds(can_be_true, can_be_false)


def _tally(atom: RowTally, sheet: Sheet, words: Words) -> Finding:
    states: dict[str, States] = {row.key: sheet.states(row, atom.among, atom.where) for row in sheet.rows}
    tallied = Tallied(Counter(states.values()), sheet.open_list)
    found = tallied.counted(atom.stated) if isinstance(atom.stated, Bounds) else tallied.parts(atom.stated)
    sure = [row for row in sheet.rows if states[row.key] == {"hit"}]
    perhaps = [row for row in sheet.rows if "hit" in states[row.key] and states[row.key] != {"hit"}]
    base = [row for row in sheet.rows if "out" not in states[row.key]]
    misses = [row for row in base if "hit" not in states[row.key]]
    open_rows = [row for row in sheet.rows if len(states[row.key]) > 1]
    because = f"{_rows_words(len(sure), len(perhaps))} {_have(atom.where, words)}"
    because += f" of {len(base)}{' or more' if len(base) < sum('hit' in s or 'miss' in s for s in states.values()) else ''} rows"
    because += f" with {conditions_words(atom.among, words)}" if atom.among else f" of {atom.table}"
    whole = not (found is Verdict.REFUTED and isinstance(atom.stated, Bounds) and _too_many(atom.stated, len(sure)))
    return Finding(
        found,
        _unless_complete(because, sheet) + misspelt_texts((*atom.where, *atom.among), sheet),
        tallied.hits if isinstance(atom.stated, Bounds) else None,
        _shown(sheet, sure, perhaps, misses[:_MISSES] if atom.where else (), words),
        _links(sheet, sure or misses, found, whole=whole and not _enough(atom.stated, len(sure), found)),
        sheet.covers,
        _lacks(sheet, open_rows, "", whole=True) if found is Verdict.NOT_ENOUGH else (),
        (("times", tallied.hits), *_part(len(sure), len(base), open_rows, sheet)),
    )


def _too_many(stated: Bounds, sure: int) -> bool:
    return stated.high is not None and sure > stated.high


def _enough(stated: Bounds | Interval, sure: int, found: Verdict) -> bool:
    return found is Verdict.SUPPORTED and isinstance(stated, Bounds) and stated.high is None and sure >= stated.low


def _part(hits: int, base: int, open_rows: Sequence[TableRow], sheet: Sheet) -> tuple[Suggestion, ...]:
    if open_rows or sheet.open_list or not base:
        return ()
    return (("part", exactly(Fraction(hits * 100, base))),)


def _ranked(atom: RowRanked, sheet: Sheet, words: Words) -> Finding:
    meant = _meant(atom.row, sheet, words)
    members = sheet.members(atom.among, atom.top.column)
    by_key = {row.key: member for row, member in members}
    verdicts, places = [], []
    for row in meant.rows:
        member = by_key.get(row.key)
        rest = ladder([other for found, other in members if found.key != row.key], open_list=sheet.open_list)
        verdict, least, most = _placed(member, rest, atom.top.n, lowest=atom.top.lowest)
        verdicts.append(verdict)
        places += [least, most]
    found = _all(verdicts, (meant,), sheet)
    first = meant.rows[0] if meant.rows else None
    because = f"no row of {atom.table} is {meant.told}"
    if first is not None:
        row = first
        because = f"the {atom.top.column} of “{row.key}” is {_cell_words(row, atom.top.column)}"
        because += (
            f": {place_words(places, atom.top.lowest)} of {len(members)} rows"
            if by_key.get(row.key)
            else "; it is not one of those rows"
        )
    above = sorted(
        (r for r, m in members if m.number is not None), key=lambda r: by_key[r.key].number or 0, reverse=not atom.top.lowest
    )
    own = {row.key for row in meant.rows}
    shown = above[:_SHOWN]
    numbers = [
        NumberFound(
            r.key,
            "found" if r.key in own else "other",
            by_key[r.key].number,
            by_key[r.key].number,
            place=1 + sum(1 for other in shown if _ahead(by_key[other.key], by_key[r.key], lowest=atom.top.lowest)),
        )
        for r in shown
    ]
    blanks = [r for r, m in members if m.number is None or not m.sure]
    return Finding(
        found,
        _unless_complete(because, sheet) + misspelt_texts((*atom.among, *atom.row.where), sheet),
        rows=_shown(sheet, tuple(dict.fromkeys(r.key for r in (*meant.rows, *above[:3]))), blanks, (), words),
        links=_links(sheet, (*meant.rows, *above[:_SHOWN]), found, whole=True),
        covers=sheet.covers,
        lacks=_lacks(sheet, blanks, atom.top.column, whole=True) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_superlatives(meant, members, sheet, atom)),
        numbers=tuple(numbers),
    )


def _ahead(one: Member, other: Member, *, lowest: bool) -> bool:
    if one.number is None or other.number is None:
        return False
    return one.number < other.number if lowest else one.number > other.number


def _superlatives(meant: _Meant, members: Sequence[tuple[TableRow, Member]], sheet: Sheet, atom: RowRanked) -> list[Suggestion]:
    found: list[Suggestion] = []
    for row in meant.rows[:1]:
        member = next((m for r, m in members if r.key == row.key), None)
        rest = ladder([m for r, m in members if r.key != row.key], open_list=sheet.open_list)
        for lowest in (atom.top.lowest, not atom.top.lowest):
            _, least, most = _placed(member, rest, 1, lowest=lowest)
            found += [("superlative", (least, lowest))] if member and least == most else []
    return found


def _placed(member: Member | None, rest: Ladder, n: int, *, lowest: bool) -> tuple[Verdict, int, int]:
    """Whether a row is in the n-th place, with the least and the most that its place can be."""
    if member is None:
        return Verdict.REFUTED, 0, 0
    ends = sorted({*rest.may})
    tried = (
        [member.number] if member.number is not None else [n for end in ends for n in (end - 1, end, end + 1)] or [Fraction(0)]
    )
    between = [(one + other) / 2 for one, other in pairwise(ends)] if member.number is None else []
    can_be_true, can_be_false, least, most = False, not member.sure, 10**9, 0
    for number in (*tried, *between):
        must, may = rest.above(number, lowest=lowest)
        can_be_true |= must <= n - 1 and (may is None or n - 1 <= may)
        can_be_false |= not must == may == n - 1
        least, most = min(least, must + 1), max(most, 10**9 if may is None else may + 1)
    return from_worlds(can_be_true, can_be_false), least, most


def _all(verdicts: Sequence[Verdict], meant: Sequence[_Meant], sheet: Sheet) -> Verdict:
    """The verdict where any of several rows may be meant by each reference: theirs where they agree.

    What is said of *the only row* is false where there are two, and may be where there may be.
    """
    if any(one.only and one.certain > 1 for one in meant):
        return Verdict.REFUTED
    found = set(verdicts)
    if not found:
        return Verdict.NOT_ENOUGH if sheet.open_list else Verdict.REFUTED
    if len(found) > 1:
        return Verdict.NOT_ENOUGH
    verdict, sure = found.pop(), all(one.sure for one in meant)
    if verdict is Verdict.REFUTED:
        return verdict if sure or not sheet.open_list else Verdict.NOT_ENOUGH
    alone = all(not one.only or (len(one.rows) == 1 and not sheet.open_list) for one in meant)
    return verdict if sure and alone else Verdict.NOT_ENOUGH


def _aggregated(atom: Aggregated, sheet: Sheet, words: Words) -> Finding:
    members = sheet.members(atom.among, atom.column)
    blanks = [row for row, member in members if member.number is None or not member.sure]
    said = f"the {'number of different' if atom.how == 'different' else atom.how} {atom.column} of {len(members)} rows"
    if atom.how == "different":
        low, high = sheet.different(atom.among, atom.column)
        found = _whole_numbers(low, high, atom.stated)
        comes_to: Interval | None = Interval(Fraction(low), None if high is None else Fraction(high))
    else:
        reached = aggregates(atom.how, [member for _, member in members], open_list=sheet.open_list)
        found = aggregated(reached, atom.stated)
        comes_to = reached[0] if len(reached) == 1 else None
    because = f"{said} is {sheet.shown(comes_to, atom)}" if comes_to and comes_to != ANY else f"{said} is not known"
    if not members:
        because = f"no row of {atom.table} has {conditions_words(atom.among, words)}"
    return Finding(
        found,
        _unless_complete(because, sheet) + misspelt_texts(atom.among, sheet),
        rows=_shown(sheet, [row for row, member in members if member.sure], blanks, (), words),
        links=_links(sheet, [row for row, _ in members], found, whole=True),
        covers=sheet.covers,
        lacks=_lacks(sheet, blanks, atom.column, whole=True) if found is Verdict.NOT_ENOUGH else (),
        suggestions=(("number", comes_to),) if comes_to is not None else (),
        numbers=(
            NumberFound("stated", "stated", atom.stated.low, atom.stated.high),
            *([NumberFound(said, "found", comes_to.low, comes_to.high)] if comes_to else []),
        ),
    )


def _whole_numbers(low: int, high: int | None, stated: Interval) -> Verdict:
    """The verdict on a stated count where every whole number between the two is possible."""
    top = high if high is not None else max(low, int(stated.high or 0) + 2, int(stated.low or 0) + 2)
    inside = [Fraction(n) in stated for n in range(low, top + 1)]
    return from_worlds(any(inside), not all(inside) or (high is None and stated.high is not None))


def _compared(atom: RowsCompared, sheet: Sheet, words: Words) -> Finding:
    left, right = _meant(atom.left, sheet, words), _meant(atom.right, sheet, words)
    verdicts, result = [], None
    for one in left.rows:
        for other in right.rows:
            numbers = [_limits(sheet, row, atom.column) for row in (one, other)]
            result = difference(*numbers) if atom.by == "difference" else ratio(*numbers)
            verdicts.append(compared(result, atom.stated) if result is not None else Verdict.NOT_ENOUGH)
    both = _Meant((*left.rows, *right.rows), left.sure and right.sure, "")
    found = _all(verdicts, (left, right), sheet)
    cells = [f"the {atom.column} of “{row.key}” is {_cell_words(row, atom.column)}" for row in both.rows[:4]]
    because = "; ".join(cells) if left.rows and right.rows else f"no row of {atom.table} is {(right if left.rows else left).told}"
    if result is not None and result.low is not None and len(verdicts) == 1:
        because += f": {'a difference of ' if atom.by == 'difference' else ''}{numbers_words(result)}"
        because += " times as much" if atom.by == "ratio" else ""
    blanks = [row for row in both.rows if sheet.number(row, atom.column) is None]
    return Finding(
        found,
        because,
        rows=_shown(sheet, both.rows, blanks, (), words),
        links=_links(sheet, both.rows, found, whole=not both.sure),
        covers=() if both.sure else sheet.covers,
        lacks=_lacks(sheet, blanks, atom.column, whole=not both.sure) if found is Verdict.NOT_ENOUGH else (),
        suggestions=tuple(_gaps(left, right, sheet, atom)),
        numbers=tuple(
            NumberFound(row.key, "found", n, n) for row in both.rows if (n := sheet.number(row, atom.column)) is not None
        ),
    )


def _limits(sheet: Sheet, row: TableRow, column: str) -> Interval:
    number = sheet.number(row, column)
    return ANY if number is None or sheet.unsure(row) else exactly(number)


def _gaps(left: _Meant, right: _Meant, sheet: Sheet, atom: RowsCompared) -> list[Suggestion]:
    if len(left.rows) != 1 or len(right.rows) != 1:
        return []
    one, other = (sheet.number(meant.rows[0], atom.column) for meant in (left, right))
    if one is None or other is None:
        return []
    gap, how = abs(one - other), "higher" if one > other else "lower" if one < other else "the same"
    found: list[Suggestion] = [("times", exactly(one / other))] if other > 0 else []
    if gap:
        found.append((f"difference {how}", (exactly(gap), sheet.unit(atom.column))))
        found += [(f"difference {how}", (exactly(gap * 100 / other), "%"))] if other > 0 else []
    return [*found, ("how", how)]


def _cell_words(row: TableRow, column: str) -> str:
    value = row.values.get(column)
    return "not given" if value is None else text(value)


def _rows_words(sure: int, perhaps: int) -> str:
    return f"{sure}" if not perhaps else f"{sure} to {sure + perhaps}"


def _have(where: Sequence[Condition], words: Words) -> str:
    return f"have {conditions_words(where, words)}," if where else "are listed,"


def _unless_complete(because: str, sheet: Sheet) -> str:
    return because if sheet.covers else f"{because}, and nothing says that {sheet.table.name} is complete"


def _near(sheet: Sheet, conditions: Sequence[Condition]) -> list[tuple[TableRow, str]]:
    """Rows that just one condition rules out."""
    found = []
    for row in sheet.rows:
        failed = [c for c in conditions if "hit" not in sheet.states(row, (), (c,))]
        if len(failed) == 1 and len(conditions) > 1:
            found.append((row, failed[0].column))
        if len(found) == _MISSES:
            break
    return found


def _shown(
    sheet: Sheet, sure: Sequence[TableRow | str], perhaps: Sequence[TableRow], misses: Sequence[object], words: Words
) -> tuple[RowFound, ...]:
    del words
    known = [sheet.row(row) if isinstance(row, str) else row for row in sure]
    found = {row.key: _row(sheet, row, "certain", "counted") for row in known if row is not None}
    for row in perhaps:
        found.setdefault(row.key, _row(sheet, row, "possible", "may be counted"))
    for miss in misses:
        row, why = miss if isinstance(miss, tuple) else (miss, "does not meet the conditions")
        assert isinstance(row, TableRow)
        found.setdefault(row.key, _row(sheet, row, "none", why))
    kept = [one for one in found.values() if one.match != "none"][: 4 * _SHOWN]
    return (*kept, *[one for one in found.values() if one.match == "none"][:_MISSES])


def _row(sheet: Sheet, row: TableRow, match: str, why: str) -> RowFound:
    cells = ", ".join(f"{name}: {text(value)}" for name, value in row.values.items() if value is not None)
    date = next((value.text for value in row.values.values() if isinstance(value, Dating)), None)
    return RowFound(sheet.table.name, row.key, match, why, cells, date, row.sources)  # type: ignore[arg-type]


def _links(sheet: Sheet, rows: Sequence[TableRow], found: Verdict, *, whole: bool) -> tuple[frozenset[str], ...]:
    complete = frozenset(source for cover in sheet.covers for source in cover.sources)
    each = [frozenset(row.sources) for row in rows]
    if found is Verdict.NOT_ENOUGH:
        each = [frozenset(source for row in rows for source in row.sources)] if rows else []
    return tuple(dict.fromkeys([*each, *([complete] if complete and (whole or not rows) else [])]))


def _lacks(sheet: Sheet, rows: Sequence[TableRow], column: str, *, whole: bool) -> tuple[Lack, ...]:
    name = sheet.table.name
    found = [
        Lack(f"{f'the {column} of ' if column else 'the blank cells of '}“{row.key}” in {name}", (), (name, row.key))
        for row in rows[:_SHOWN]
    ]
    return (*found, *([Lack(f"a statement that {name} is complete", (("table", name),))] if whole and sheet.open_list else []))
