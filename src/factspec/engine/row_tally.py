"""Findings on how many rows of a plain table meet conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from factspec.engine.answer import Finding, Lack, Suggestion
from factspec.engine.cell_words import conditions_words, misspelt_texts, named, unless_complete
from factspec.engine.question import RowTally
from factspec.engine.table import Profiles, Sheet
from factspec.engine.table_evidence import lacks, links, near_misses, open_cells, rows_found, sure
from factspec.engine.tallies import State, States, Tallied
from factspec.engine.words import Words
from factspec.reference.tables import TableRow
from factspec.values.intervals import Interval, exactly
from factspec.verdict import Bounds, Verdict


def tally(atom: RowTally, sheet: Sheet, words: Words) -> Finding:
    """Whether as many rows, or such a part of them, meet the conditions."""
    groups = (atom.among, atom.where)
    states = _each(sheet, sheet.profiles(groups))
    tallied = Tallied(
        Counter(states), _states(frozenset(sheet.unlisted(groups)), unsure=True) if sheet.open_list else frozenset()
    )
    found = tallied.counted(atom.stated) if isinstance(atom.stated, Bounds) else tallied.parts(atom.stated)
    by_state = list(zip(sheet.rows, states, strict=True))
    hits = [row for row, may in by_state if may == {"hit"}]
    perhaps = [row for row, may in by_state if len(may) > 1]
    misses = [row for row, may in by_state if may == {"miss"}]
    enough = _enough(atom.stated, len(hits), found)
    rests_on = hits if enough or (found is Verdict.SUPPORTED and not misses) else [*hits, *misses]
    return Finding(
        found,
        _tally_words(atom, tallied, hits, sheet, words) + misspelt_texts((*atom.where, *atom.among), sheet),
        tallied.hits if isinstance(atom.stated, Bounds) else None,
        rows_found(
            sheet,
            sure(hits, "meets the conditions"),
            sure(perhaps, "may meet the conditions"),
            near_misses(sheet, (*atom.among, *atom.where)) if atom.among else sure(misses, "does not meet the conditions"),
        ),
        links(sheet, rests_on or misses, found, whole=not enough),
        () if enough else sheet.covers,
        _tally_lacks(atom, tallied, perhaps, sheet) if found is Verdict.NOT_ENOUGH else (),
        (("times", tallied.hits), *_part(tallied)),
    )


def _each(sheet: Sheet, profiles: Sequence[Profiles]) -> list[States]:
    """What each row may be; rows that are alike share one set."""
    known: dict[tuple[Profiles, bool], States] = {}
    found = []
    for row, met in zip(sheet.rows, profiles, strict=True):
        key = (met, sheet.unsure(row))
        found.append(known.get(key) or known.setdefault(key, _states(met, unsure=key[1])))
    return found


def _states(met: Profiles, *, unsure: bool) -> States:
    found: set[State] = {"out"} if unsure else set()
    found |= {"out" if not inside else "hit" if hit else "miss" for inside, hit in met}
    return frozenset(found)


def _enough(stated: Bounds | Interval, hits: int, found: Verdict) -> bool:
    """Whether the rows that count for sure decide it, whatever else there is: *at least 3* by three, *at most 2* by three."""
    if not isinstance(stated, Bounds):
        return False
    return (found is Verdict.SUPPORTED and stated.high is None) or (
        found is Verdict.REFUTED and stated.high is not None and hits > stated.high
    )


def _part(tallied: Tallied) -> Iterator[Suggestion]:
    hits, base = tallied.hits, tallied.base
    if base.low == base.high and hits.low == hits.high and base.low:
        yield "part", exactly(Fraction(hits.low, base.low))


def _tally_words(atom: RowTally, tallied: Tallied, hits: Sequence[TableRow], sheet: Sheet, words: Words) -> str:
    low, listed = tallied.hits.low, sum(count for states, count in tallied.sorts.items() if "hit" in states)
    all_of = sum(count for states, count in tallied.sorts.items() if states != {"out"})
    count = f"{low} to {listed}" if listed > low else str(low)
    base = f"{tallied.base.low} to {all_of}" if all_of > tallied.base.low else str(all_of)
    of = f"{base} row{'' if base == '1' else 's'} of {atom.table}"
    of += f" with {conditions_words(atom.among, sheet, words)}" if atom.among else ""
    verb = "has" if count == "1" else "have"
    told = (
        f"{count} of {of} {verb} {conditions_words(atom.where, sheet, words)}"
        if atom.where
        else f"{of} {'is' if base == '1' else 'are'} listed"
    )
    told += f": {named(hits)}" if atom.where and 0 < len(hits) <= 4 else ""
    open_end = tallied.beyond & ({"hit", "miss"} if not isinstance(atom.stated, Bounds) else {"hit"})
    return unless_complete(told, sheet) if open_end else told


def _tally_lacks(atom: RowTally, tallied: Tallied, perhaps: Sequence[TableRow], sheet: Sheet) -> tuple[Lack, ...]:
    cells = [pair for row in perhaps for pair in open_cells(sheet, row, (*atom.among, *atom.where))]
    matters = tallied.beyond & ({"hit"} if isinstance(atom.stated, Bounds) else {"hit", "miss"})
    return lacks(sheet, cells, unsure=[row for row in perhaps if sheet.unsure(row)], whole=bool(matters))
