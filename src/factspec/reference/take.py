"""Rows of a table taken into a reference, each checked by its model: what is wrong with one is told cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from factspec.problem import Problem
from factspec.reference.facts import Place, Reference
from factspec.reference.files import RawTable
from factspec.reference.lost import Lost, Spoiled
from factspec.reference.schema import Row, cell_fault
from factspec.values.nearest import nearest

_KEYED = {"sources", "entities", "kinds", "relation_kinds", "measures", "events", "quotes"}
_SHARED = {"sources", "entities", "kinds", "relation_kinds", "measures"}


def empty_table(path: Path) -> Problem:
    """The fault of a table without a row."""
    return Problem("an empty table", str(path), expected="at least one row, or no such resource")


def column_faults(model: type[Row], found: Sequence[str], path: Path) -> list[Problem]:
    """What is wrong with the columns of a table of such rows."""
    columns = [column.alias or name for name, column in model.model_fields.items()]
    unknown = [name for name in found if name not in columns]
    known, here = f"one of {', '.join(columns)}", str(path)
    faults = [Problem(f"unknown column {name!r}", here, 1, "", known, nearest(name, columns)) for name in unknown]
    needed = [column.alias or name for name, column in model.model_fields.items() if column.is_required()]
    absent = [name for name in needed if name not in found]
    return [*faults, *(Problem(f"no column {name!r}", here, 1, expected=f"the columns {', '.join(columns)}") for name in absent)]


def take_rows(model: type[Row], raw: RawTable, reference: Reference, faults: list[Problem], lost: Lost | None = None) -> None:
    """Puts the rows of a table into a reference; what is wrong with one is put among ``faults``, and the row among ``lost``."""
    lost = Lost() if lost is None else lost
    wrong = column_faults(model, raw.columns, raw.path)
    if wrong:
        faults += wrong
        lost.tables.add(model.table)
        return
    named = next(column.alias or name for name, column in model.model_fields.items())
    for line, cells in raw.rows:
        try:
            row = model.model_validate({name: cell for name, cell in cells.items() if cell != ""})
        except ValidationError as error:
            label = cells.get(named) or str(line)
            first = {fault["loc"][:1]: fault for fault in reversed(error.errors())}  # one fault a cell
            faults += [_cell_fault(fault, cells, label).at(raw.path, line) for fault in reversed(first.values())]
            columns = frozenset(str(loc[0]) for loc in first if loc)
            lost.rows.append(Spoiled(model.table, label, Place(str(raw.path), line), cells, columns))
        else:
            before = len(faults)
            _keep(row, Place(str(raw.path), line), reference, faults)
            if len(faults) > before:  # a name too many: another is missing, perhaps
                lost.tables.add(model.table)


def _cell_fault(fault: Any, cells: dict[str, str], label: str) -> Problem:
    column = str(fault["loc"][0]) if fault["loc"] else ""
    path = f"row {label}, column {column}" if column else f"row {label}"
    value = cells.get(column, "")
    context = fault.get("ctx", {})
    if fault["type"] == "factspec":
        return Problem(fault["msg"], path=path, expected=context["expected"], nearest=context["nearest"])
    if fault["type"] in ("missing", "too_short", "string_too_short"):
        wanted = "the row's sources: no source, no row" if column == "sources" else "a value"
        return Problem("blank", path=path, expected=wanted)
    return cell_fault(fault, value).inside(path)


def _keep(row: Row, place: Place, reference: Reference, faults: list[Problem]) -> None:
    rows = getattr(reference, row.table)
    if row.table in _KEYED:
        known = rows.get(row.key)
        if known is not None and not (row.table in _SHARED and known == row):
            first = reference.place(row.table, row.key)
            faults.append(
                Problem(
                    f"{row.key!r} again",
                    place.file,
                    place.line,
                    expected=f"one row of that name; {first.file}:{first.line} has it",
                )
            )
        rows.setdefault(row.key, row)
    else:
        rows.append(row)
    reference.places.setdefault((row.table, row.key), place)
    reference.row_places.setdefault(id(row), place)
