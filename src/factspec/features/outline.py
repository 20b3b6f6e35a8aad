"""Outlines: the blanks of a scenario's steps, and the rows of its Examples that fill them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gherkin.parser_types import Examples

from factspec.features.scenario import Step
from factspec.features.tags import Tag, tags
from factspec.problem import Problem
from factspec.values.nearest import misspelt

_BLANK = re.compile(r"<([^<>\n]+)>")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row of Examples: its values by column, its line and the tags of its table."""

    values: Mapping[str, str]
    line: int
    tags: tuple[Tag, ...] = ()


def blanks(text: str) -> list[str]:
    """The names that stand in angle brackets in a text."""
    return [name for name in _BLANK.findall(text) if name == name.strip()] if "<" in text else []


def step_blanks(step: Step) -> list[str]:
    """The blanks of a step, those of its doc string and its table included."""
    if step.doc is None and step.table is None:
        return blanks(step.text)
    return [
        name for text in (step.text, step.doc or "", *(cell for row in step.table or () for cell in row)) for name in blanks(text)
    ]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled, all at once; a value is not read for blanks again."""
    return _BLANK.sub(lambda match: values.get(match[1], match[0]), text)


def filled_step(step: Step, values: Mapping[str, str]) -> Step:
    """The step with its blanks filled, in its doc string and table too."""
    table = tuple(tuple(filled(cell, values) for cell in row) for row in step.table) if step.table else step.table
    doc = filled(step.doc, values) if step.doc is not None else None
    return replace(step, text=filled(step.text, values), doc=doc, table=table)


def suffix(number: int, values: Iterable[str]) -> str:
    """What tells a row of an outline from the others in its name: ``[row 2: Tajikistan, 2019]``."""
    said = re.sub(r"\s+", " ", ", ".join(value for value in values if value.strip())).strip().replace("::", ": :")
    said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
    return f"[row {number}: {said}]" if said else f"[row {number}]"


def rows(examples: Sequence[Examples], name: str, steps: Sequence[Step], file: str, faults: list[Problem]) -> list[Row]:
    """The rows of all tables of an outline. Every column must have its blank, and every blank its column."""
    wanted = {blank: step.line for step in steps for blank in step_blanks(step)}
    used = {*wanted, *blanks(name)}
    found: list[Row] = []
    for table in examples:
        line = table["location"]["line"]
        header = table.get("tableHeader")
        if header is None:
            faults.append(Problem("Examples without a table", file, line, expected="a header and a row for each case"))
            continue
        columns = [cell["value"] for cell in header["cells"]]
        header_line = header["location"]["line"]
        faults += _column_faults(columns, used, file, header_line)
        for blank, at in wanted.items():
            if blank not in columns:
                faults.append(
                    Problem(
                        f"<{blank}> has no column in the Examples of line {line}",
                        file,
                        at,
                        expected=f"one of {', '.join(columns)}" if any(columns) else "a column",
                        nearest=misspelt([blank], columns, most=1)[1],
                    )
                )
        if not table["tableBody"]:
            faults.append(Problem("Examples without a row", file, header_line, expected="a row for each case under the header"))
        own = tags(table["tags"], file, faults)
        for row in table["tableBody"]:
            values = dict(zip(columns, (cell["value"] for cell in row["cells"]), strict=False))
            found.append(Row(values, row["location"]["line"], own))
    return found


def _column_faults(columns: Sequence[str], used: Iterable[str], file: str, line: int) -> Iterable[Problem]:
    for i, column in enumerate(columns):
        if not column:
            yield Problem("a column without a name", file, line, expected="a name for each column of the Examples")
        elif column in columns[:i]:
            yield Problem(f"column {column!r} twice", file, line, expected="each column once")
        elif column not in used:
            yield Problem(
                f"column {column!r} fills nothing",
                file,
                line,
                expected=f"<{column}> in a step",
                nearest=misspelt([column], used, most=1)[1],
            )
