"""Disagreements applied: the rows as one source would have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from factspec.problem import Problem, Problems
from factspec.reference.cells import Value, typed
from factspec.reference.facts import Reference
from factspec.reference.schema import Disagreement, Event, Observation, Quote, Relation, Row, cell_fault
from factspec.reference.tables import PlainTable, TableRow, unlike
from factspec.values.nearest import nearest

AnyRow = Row | TableRow
Key = tuple[str, str]
_DISPUTED: dict[str, type[Row]] = {"events": Event, "relations": Relation, "observations": Observation, "quotes": Quote}


def target_fields(reference: Reference, dispute: Disagreement) -> tuple[str, ...] | Problem:
    """The fields that a disagreement may be about, or what is wrong with the row it names."""
    place = reference.place_of(dispute)

    def wrong(column: str, text: str, expected: str, near: tuple[str, ...] = ()) -> Problem:
        return Problem(text, place.file, place.line, f"row {dispute.key}, column {column}", expected, near)

    model: type[Row] | None = _DISPUTED.get(dispute.resource)
    if model is None and dispute.resource not in reference.tables:
        known = (*_DISPUTED, *reference.tables)
        return wrong(
            "table",
            f"no table {dispute.resource!r} to disagree about",
            f"one of {', '.join(known)}",
            nearest(dispute.resource, known),
        )
    keys = [key for key, _ in _rows(reference, dispute.resource)]
    if keys.count(dispute.row) > 1:
        return wrong(
            "row", f"{keys.count(dispute.row)} rows are called {dispute.row!r}", "a row that can be told from the others"
        )
    if dispute.row not in keys:
        near = reference.nearest_events(dispute.row) if dispute.resource == "events" else nearest(dispute.row, keys)
        return wrong("row", f"no row {dispute.row!r} in {dispute.resource}", "the id of a row", near)
    if model:
        return tuple(name for name in model.model_fields if name not in ("id", "sources"))
    table = reference.tables[dispute.resource]
    return tuple(name for name in table.columns if name not in table.schema.key_columns)


def current(reference: Reference, key: Key) -> AnyRow | None:
    """The row of that table and name, as the reference has it."""
    table, name = key
    if table == "events":
        return reference.event(name)
    if table in reference.tables:
        return reference.tables[table].by_key.get(name)
    return next((row for row_key, row in _rows(reference, table) if row_key == name), None)


def amended(reference: Reference, dispute: Disagreement, row: AnyRow | None = None) -> AnyRow | None:
    """The disputed row as the source has it; None where it denies the row. Raises Problems for a value that is none.

    ``row`` is the row to start from, where it is not the reference's own.
    """
    row = row or current(reference, (dispute.resource, dispute.row))
    if dispute.field == "exists":
        if (dispute.value or "").lower() != "false":
            raise Problems([Problem(f"{dispute.value!r}", expected="false: a source can only deny that a row exists")])
        return None
    if isinstance(row, TableRow):
        return _amended_cell(reference, dispute, row)
    assert row is not None
    values = {name: getattr(row, name) for name in type(row).model_fields}
    old = values[dispute.field]
    value: Any = dispute.value
    if value is not None and value.startswith("+"):
        if not isinstance(old, tuple):
            raise Problems([Problem(f"{value!r}: {dispute.field} is no list", expected="a value without +")])
        value = "|".join([*(str(getattr(part, "text", part)) for part in old), value[1:]])
    values[dispute.field] = value
    values["sources"] = tuple(dict.fromkeys((dispute.source, *values["sources"])))
    try:
        found = type(row).model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        raise Problems([_fault(error.errors()[0], dispute.value or "")]) from None
    _check_names(reference, found)
    return found


def _fault(fault: Any, value: str) -> Problem:
    if fault["type"] == "missing":
        return Problem("blank", expected="a value: the field cannot be unknown")
    return cell_fault(fault, value)


def _check_names(reference: Reference, row: Row) -> None:
    known: dict[str, Any] = {
        "place": reference.entities, "participants": reference.entities, "kind": reference.kinds,
        "subject": reference.entities, "object": reference.entities, "relation": reference.relation_kinds,
        "speaker": reference.entities,
    }  # fmt: skip
    for column, names in known.items():
        value = getattr(row, column, None)
        for name in value if isinstance(value, tuple) else (value,):
            if name is not None and name not in names:
                raise Problems([Problem(f"no {name!r} for {column}", nearest=nearest(name, names))])
    whole = getattr(row, "part_of", None)
    if whole is not None and not reference.has_event(whole):
        raise Problems([Problem(f"no {whole!r} for part_of", nearest=reference.nearest_events(whole))])


def _amended_cell(reference: Reference, dispute: Disagreement, row: TableRow) -> TableRow:
    table = reference.tables[dispute.resource]
    column = next(column for column in table.schema.fields if column.name == dispute.field)
    value: Value = None if dispute.value in (None, *table.schema.missingValues) else typed(dispute.value or "", column)
    other = next((cell for plain in table.rows if (cell := plain.values.get(dispute.field)) is not None), None)
    if wrong := unlike(value, other):
        raise Problems([Problem(wrong, expected=f"a cell like the others of {dispute.field}")])
    return replace(row, values={**row.values, dispute.field: value}, sources=tuple(dict.fromkeys((dispute.source, *row.sources))))


def _rows(reference: Reference, table: str) -> Iterator[tuple[str, AnyRow]]:
    if table in reference.tables:
        yield from reference.tables[table].by_key.items()
        return
    rows = getattr(reference, table)
    for row in rows.values() if isinstance(rows, dict) else rows:
        yield row.key, row


def settled(reference: Reference, table: PlainTable) -> list[TableRow]:
    """The rows of a plain table with what is accepted of disagreements about them in place."""
    known: list[TableRow] | None = table.known.get("settled")
    if known is None:
        rows: dict[str, TableRow | None] = dict(table.by_key)
        for dispute in reference.disagreements:
            if dispute.resource == table.name and dispute.accepted and (row := rows.get(dispute.row)) is not None:
                changed = amended(reference, dispute, row)
                rows[dispute.row] = changed if isinstance(changed, TableRow) else None
        known = table.known["settled"] = [row for row in rows.values() if row is not None]
    return known
