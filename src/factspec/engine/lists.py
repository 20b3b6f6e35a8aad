"""Findings on a titled event's participants and on rows of plain tables."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.engine.answer import Finding, Lack, RowFound
from factspec.engine.question import Attendance, Condition, Listed
from factspec.engine.sighting import View
from factspec.engine.words import Words
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness
from factspec.reference.tables import TableRow, Value
from factspec.values.calendar import FIRST, iso
from factspec.values.dates import Dating, Range
from factspec.verdict import Verdict, from_worlds


def attendance(atom: Attendance, view: View, reference: Reference, words: Words) -> Finding:
    """Whether the event's participants of the types asked for are as named. A denied event has none."""
    if not view.sightings or (view.sightings[0].optional and not view.sightings[0].event.date.doubtful):
        return _unknown(atom, view, words)
    event = view.sightings[0].event
    types = atom.types or tuple(reference.entities[name].type for name in atom.names)
    present = [name for name in event.participants if reference.entities[name].type in types]
    absent = [name for name in atom.names if name not in present]
    extra = [name for name in present if name not in atom.names] if atom.exactly else []
    can_be_true = not extra and (not absent or not event.participants_complete)
    can_be_false = bool(extra or absent or (atom.exactly and not event.participants_complete))
    found = from_worlds(can_be_true, can_be_false)
    whole = "the list of participants is complete" if event.participants_complete else "the list of participants is not complete"
    parts = [f"listed: {words.names(present) or 'nobody'}"]
    parts += [f"not named in the claim: {words.names(extra)}"] if extra else []
    parts += [f"not listed: {words.names(absent)}"] if absent else []
    match = "certain" if found is not Verdict.NOT_ENOUGH else "possible"
    row = RowFound("events", event.id, match, whole, words.event(event), event.date.text, event.sources)  # type: ignore[arg-type]
    lacks = (Lack(f"the complete list of participants of {words.event(event)}", (), ("events", event.id)),)
    return Finding(
        found, f"{'; '.join(parts)}; {whole}", None, (row,), (frozenset(event.sources),), (),
        lacks if found is Verdict.NOT_ENOUGH else (), (("names", tuple(present)),),
    )  # fmt: skip


def _unknown(atom: Attendance, view: View, words: Words) -> Finding:
    title = words.title(atom.event)
    if view.pinned and not view.sightings:
        return Finding(Verdict.REFUTED, f"“{title}” is denied")
    lack = Lack(f"who took part in “{title}”, published by then", (), ("events", atom.event))
    return Finding(Verdict.NOT_ENOUGH, f"“{title}” was not known by then", lacks=(lack,))


def listed(
    atom: Listed, rows: Sequence[TableRow], unsure: Sequence[str], covers: Sequence[Completeness], words: Words
) -> Finding:
    """Whether some row of the table meets all conditions; without one, only a complete table says no."""
    graded = [(row, min(_grade(row.values.get(c.column), c) for c in atom.conditions)) for row in rows]
    graded = [(row, min(grade, 1) if row.key in unsure else grade) for row, grade in graded]
    sure = [row for row, grade in graded if grade == 2]
    perhaps = [row for row, grade in graded if grade == 1]
    found = from_worlds(bool(sure or perhaps) or not covers, not sure)
    said = ", ".join(_condition_words(condition, words) for condition in atom.conditions)
    found_rows = [_row(atom, row, "certain", "meets every condition") for row in sure]
    found_rows += [_row(atom, row, "possible", "may meet every condition") for row in perhaps]
    found_rows += [
        _row(atom, row, "none", faults[0].column)
        for row, grade in graded
        if grade == 0 and len(faults := [c for c in atom.conditions if _grade(row.values.get(c.column), c) == 0]) == 1
    ][:6]
    counted = frozenset(source for row in sure or perhaps for source in row.sources)
    complete = frozenset(source for cover in covers for source in cover.sources)
    links = (counted,) if counted else (complete,) if complete else ()
    because = f"{len(sure)} of {len(rows)} rows of {atom.table} have {said}"
    if not sure and not covers:
        because += ", and nothing says that the table is complete"
    lack = Lack(f"a row of {atom.table} with {said}, or a statement that {atom.table} is complete", (("table", atom.table),))
    lacks = (lack,) if found is Verdict.NOT_ENOUGH else ()
    return Finding(found, because, None, tuple(found_rows), links, tuple(covers) if not sure else (), lacks)


def _grade(value: Value, condition: Condition) -> int:
    """2: the cell meets the condition, 1: it may, 0: it does not."""
    if value is None:
        return 1
    if condition.before is not None:
        if not isinstance(value, Dating):
            return 0
        days = Range(FIRST, condition.before - 1)
        return 2 if value.starts.within(days) and not value.doubtful else 1 if value.starts.meets(days) else 0
    text = value.text if isinstance(value, Dating) else str(value)
    return 2 if text.casefold() == (condition.equals or "").casefold() else 0


def _condition_words(condition: Condition, words: Words) -> str:
    if condition.before is not None:
        return f"{condition.column} before {iso(condition.before)}"
    return f"{condition.column} “{words.name(condition.equals or '')}”"


def _row(atom: Listed, row: TableRow, match: str, why: str) -> RowFound:
    cells = ", ".join(f"{name}: {getattr(value, 'text', value)}" for name, value in row.values.items() if value is not None)
    date = next((value.text for value in row.values.values() if isinstance(value, Dating)), None)
    return RowFound(atom.table, row.key, match, why, cells, date, row.sources)  # type: ignore[arg-type]
