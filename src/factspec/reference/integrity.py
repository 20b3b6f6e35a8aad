"""Faults between rows: names of rows that do not exist, circles, dates that contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from factspec.problem import Problem, Problems
from factspec.reference.amend import amended, target_fields
from factspec.reference.facts import Place, Reference
from factspec.reference.lost import Lost, Spoiled
from factspec.reference.relations import certain_days
from factspec.reference.schema import Disagreement, Observation, Relation, Row
from factspec.values.calendar import iso
from factspec.values.dates import Range
from factspec.values.nearest import Seeker, nearest
from factspec.values.units import told_in, unit

_DEEPEST = 100  # what is above a row is looked up for each row below: without a limit that grows with the square


def faults(reference: Reference, of_events: Mapping[str, Sequence[Problem]] | None = None) -> list[Problem]:
    """Every fault between the rows of ``reference``, in the order of its tables.

    ``of_events``: those of events that are not in memory, by the column of the name, and under ``circle`` those of circles.
    """
    found = [*_names(reference, of_events), *_circles(reference, of_events)]
    checks = (_completeness, _relations, _one_at_a_time, _observations, _disagreements)
    return [*found, *(fault for check in checks for fault in check(reference))]


def no_such(what: str, name: str, near: Iterable[str]) -> Problem:
    """The fault of a name that no row has."""
    return Problem(f"no {what} {name!r}", expected=f"the id of one of the {what} rows", nearest=tuple(near))


def comes_round(name: str) -> Problem:
    """The fault of a chain that comes round to where it began."""
    return Problem(f"{name!r} comes round to itself", expected="a chain that ends")


def _fault(reference: Reference, row: Row, column: str, wrong: str, expected: str = "", near: Iterable[str] = ()) -> Problem:
    place = reference.place_of(row)
    return Problem(wrong, place.file, place.line, f"row {row.key}, column {column}", expected, tuple(near))


def _placed(reference: Reference, row: Row, column: str, fault: Problem) -> Problem:
    place = reference.place_of(row)
    return fault.inside(f"row {row.key}, column {column}").at(place.file, place.line)


def beside(reference: Reference, lost: Lost) -> list[Problem]:
    """Names of rows that do not exist, where some rows, or whole tables, could not be taken.

    A name may be that of a row that was not taken. What names a row of a table that is lost is not looked up.
    """
    return list(_names(reference, None, lost))


_LINKS = (
    ("entities", "within", "entities"),
    ("kinds", "broader", "kinds"),
    ("events", "kind", "kinds"),
    ("events", "place", "entities"),
    ("events", "part_of", "events"),
    ("events", "participants", "entities"),
    ("events", "sources", "sources"),
    ("relations", "subject", "entities"),
    ("relations", "relation", "relation_kinds"),
    ("relations", "object", "entities"),
    ("relations", "sources", "sources"),
    ("observations", "subject", "entities"),
    ("observations", "measure", "measures"),
    ("observations", "sources", "sources"),
    ("quotes", "speaker", "entities"),
    ("quotes", "sources", "sources"),
    ("disagreements", "source", "sources"),
    ("completeness", "participants", "entities"),
    ("completeness", "sources", "sources"),
)
"""Which column of which table names rows of which other."""
_ONE = {
    "entities": "entity", "kinds": "kind", "events": "event",
    "sources": "source", "relation_kinds": "relation", "measures": "measure",
}  # fmt: skip


def _names(
    reference: Reference,
    of_events: Mapping[str, Sequence[Problem]] | None,
    lost: Lost | None = None,
) -> Iterator[Problem]:
    spoiled, broken = (lost.rows, lost.tables) if lost else ((), frozenset[str]())
    seeker = Seeker()
    known: dict[str, dict[str, None]] = {table: dict.fromkeys(getattr(reference, table)) for table in _ONE}
    for row in spoiled:
        if row.table in known:
            known[row.table][row.key] = None
    if not known["sources"] and "sources" not in broken:
        yield Problem("no sources", expected="a resource 'sources': every row names its sources")
        return
    for table, column, target in _LINKS:
        if target in broken:
            continue
        for place, key, names in _named(reference, table, column, spoiled, on_disk=of_events is not None):
            for name in names:
                if name not in known[target]:
                    fault = no_such(_ONE[target], name, seeker.nearest(name, known[target]))
                    yield fault.inside(f"row {key}, column {column}").at(place.file, place.line)
        if table == "events" and of_events:
            yield from of_events.get(column, ())
    if "sources" not in broken:
        yield from _sources_of_tables(reference, known["sources"], seeker)


def _named(
    reference: Reference, table: str, column: str, spoiled: Sequence[Spoiled], *, on_disk: bool
) -> Iterator[tuple[Place, str, Iterable[str]]]:
    """What the cells of a column name: of the rows that were taken, and of those that were not for another cell."""
    rows = getattr(reference, table)
    for row in () if table == "events" and on_disk else rows.values() if isinstance(rows, dict) else rows:
        value = getattr(row, column)
        names = value if isinstance(value, tuple) else (value,)
        yield reference.place_of(row), row.key, [name for name in names if name is not None]
    for spoilt in spoiled:
        cell = spoilt.cells.get(column, "")
        if spoilt.table == table and column not in spoilt.columns and cell:
            several = column in ("participants", "sources")
            yield spoilt.place, spoilt.key, [part.strip() for part in cell.split("|")] if several else [cell]


def _sources_of_tables(reference: Reference, sources: Collection[str], seeker: Seeker) -> Iterator[Problem]:
    for table in reference.tables.values():
        for plain in table.rows:
            for name in plain.sources:
                if name not in sources:
                    yield Problem(
                        f"no source {name!r}",
                        plain.file,
                        plain.line,
                        f"row {plain.key}, column sources",
                        "the id of one of the source rows",
                        nearest=seeker.nearest(name, reference.sources),
                    )


def _circles(reference: Reference, of_events: Mapping[str, Sequence[Problem]] | None) -> Iterator[Problem]:
    events: dict[str, Any] = reference.events if of_events is None else {}
    for rows, column in ((reference.entities, "within"), (reference.kinds, "broader"), (events, "part_of")):
        above = {key: getattr(row, column) for key, row in rows.items()}
        deep: tuple[str, Row] | None = None
        for key, row in rows.items():
            seen, here = set[str](), key
            while here in above and here not in seen and len(seen) <= _DEEPEST:
                seen.add(here)
                here = above[here]
            if here == key:
                yield _placed(reference, row, column, comes_round(key))
            elif len(seen) > _DEEPEST:
                deep = deep or (key, row)
        if deep is not None:
            fault = Problem(f"{deep[0]!r} has more than {_DEEPEST} above it", expected="a chain that a person can follow")
            yield _placed(reference, deep[1], column, fault)
    yield from (of_events or {}).get("circle", ())


def _completeness(reference: Reference) -> Iterator[Problem]:
    scopes: dict[str, dict[str, object]] = {
        "events": dict(reference.kinds),
        "relations": dict(reference.relation_kinds),
        "observations": dict(reference.measures),
        "quotes": {},
    }
    for row in reference.completeness:
        if row.resource not in scopes and row.resource not in reference.tables:
            expected = "events, relations, observations, quotes or a plain table"
            near = nearest(row.resource, [*scopes, *reference.tables])
            yield _fault(reference, row, "table", f"no table {row.resource!r}", expected, near)
        elif row.kind is not None and row.kind not in scopes.get(row.resource, {}):
            known = scopes.get(row.resource, {})
            yield _fault(
                reference, row, "kind", f"no kind {row.kind!r}", f"a kind that {row.resource} have", nearest(row.kind, known)
            )
        elif row.resource in reference.tables:
            for column in ("mode", "participants", "place", "period"):
                if getattr(row, column):
                    yield _fault(
                        reference, row, column, f"a {column}, of a plain table", "blank: such a table is complete as a whole"
                    )
        place = (row.place or "").removeprefix("not:")
        if place and place not in reference.entities:
            yield _fault(
                reference,
                row,
                "place",
                f"no entity {place!r}",
                "an entity's id, or not: before one",
                nearest(place, reference.entities),
            )


def _relations(reference: Reference) -> Iterator[Problem]:
    held: dict[str, list[Relation]] = {}
    for row in reference.relations:
        for column, wrong, expected in _times_unlike(row):
            yield _fault(reference, row, column, wrong, expected)
        for other in held.setdefault(row.key, []):
            here, there = certain_days(row), certain_days(other)
            shared = here.overlap(there)
            if here and there and shared and not _handover(here, there, shared):
                wrong = f"line {reference.place_of(other).line} has it on {iso(shared.first)} too"
                yield _fault(reference, row, "began", wrong, "times that do not overlap")
        held[row.key].append(row)


def _times_unlike(row: Relation) -> Iterator[tuple[str, str, str]]:
    """The columns of a relation whose days contradict each other, each with what is wrong and what is expected."""
    began = row.began.starts if row.began else None
    ended = row.ended.starts if row.ended and row.ended != ".." else None
    if began and ended and began.first > ended.last:
        yield "ended", f"it ends by {iso(ended.last)}, before it began", "an end after the beginning"
    for day in row.seen:
        if (began and day.starts.first < began.first) or (ended and day.starts.first > ended.last):
            yield "seen", f"{day.text!r} is outside the relation's time", "a day on which it held"


def _observations(reference: Reference) -> Iterator[Problem]:
    first: dict[tuple[str, str, Range], Observation] = {}
    for row in reference.observations:
        other = first.setdefault((row.subject, row.measure, row.period.days(None)), row)
        if other is not row:
            wrong = f"line {reference.place_of(other).line} gives this number too"
            yield _fault(reference, row, "period", wrong, "one row with all its sources, or a disagreement")
        own = reference.measures[row.measure].unit if row.measure in reference.measures else None
        if row.unit is not None and own is not None and not told_in(row.unit, own).convertible(unit(own)):
            yield _fault(reference, row, "unit", f"{row.unit!r} does not convert to {own!r}", f"{own}, the unit of the measure")
        if row.low is not None and row.low > row.value:
            yield _fault(reference, row, "low", f"{row.low} is above the value, {row.value}", "the value or less")
        if row.high is not None and row.high < row.value:
            yield _fault(reference, row, "high", f"{row.high} is below the value, {row.value}", "the value or more")


def _one_at_a_time(reference: Reference) -> Iterator[Problem]:
    """Rows of a functional relation that certainly hold together for more than the day of a handover."""
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for row in reference.relations:
        functional = reference.relation_kinds[row.relation].functional if row.relation in reference.relation_kinds else "none"
        if functional in ("object", "both"):
            groups.setdefault((row.relation, "object", row.object), []).append(row)
        if functional in ("subject", "both"):
            groups.setdefault((row.relation, "subject", row.subject), []).append(row)
    for (relation, end, name), rows in groups.items():
        for one, other in combinations(rows, 2):
            if (one.subject, one.object) == (other.subject, other.object):
                continue
            here, there = certain_days(one), certain_days(other)
            shared = here.overlap(there)
            if here and there and shared and not _handover(here, there, shared):
                many, rival = ("subject", other.subject) if end == "object" else ("object", other.object)
                wrong = f"{relation!r} holds for one {many} at a time, and {rival} has {name} too"
                wrong += f" from {iso(shared.first)} to {iso(shared.last)}"
                yield _fault(reference, one, "ended", wrong, "times that do not overlap")


def _handover(here: Range, there: Range, shared: Range) -> bool:
    """Whether two rows share just the day that is the last of one and the first of the other."""
    day = shared.first
    return shared.last == day and ((here.last == day == there.first) or (there.last == day == here.first))


def _disagreements(reference: Reference) -> Iterator[Problem]:
    taken: dict[tuple[str, str, str], list[Disagreement]] = {}
    for row in reference.disagreements:
        fields = target_fields(reference, row)
        if isinstance(fields, Problem):
            yield fields
            continue
        if row.field not in (*fields, "exists"):
            near = nearest(row.field, fields)
            yield _fault(
                reference,
                row,
                "field",
                f"{row.resource} have no field {row.field!r}",
                f"exists or one of {', '.join(fields)}",
                near,
            )
            continue
        try:
            changed = amended(reference, row)
        except Problems as found:
            yield from (_fault(reference, row, "value", fault.wrong, fault.expected, fault.nearest) for fault in found.problems)
            continue
        if isinstance(changed, Relation) and row.accepted:
            for _, wrong, expected in _times_unlike(changed):
                yield _fault(reference, row, "value", wrong, expected)
        key = (row.resource, row.row, row.field)
        added = (row.value or "").startswith("+")
        if row.accepted and not added:
            others = taken.setdefault(key, [])
            rival = next((other for other in others if not _apart(reference, other, row)), None)
            if rival is not None:
                wrong = f"{rival.value or ''!r} is accepted for it already"
                or_later = ", or a source that was certainly published later" if row.resource == "observations" else ""
                yield _fault(reference, row, "accepted", wrong, f"one accepted value a field{or_later}")
            others.append(row)


def _apart(reference: Reference, one: Disagreement, other: Disagreement) -> bool:
    """Whether two accepted values may stand side by side: they are the same, or a figure and its later revision."""
    if (one.value or "") == (other.value or "") or one.resource != "observations":
        return (one.value or "") == (other.value or "")
    days = [reference.sources[row.source].published if row.source in reference.sources else None for row in (one, other)]
    if days[0] is None or days[1] is None or days[0].doubtful or days[1].doubtful:
        return False
    return not days[0].whole.meets(days[1].whole)
