"""Many sentences at once: those of one kind that have the same fields as one table, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from factspec.sentence.shapes.recipes import Values
from factspec.sentence.shapes.template import Template

Group = tuple[list[int], list[Values]]


@dataclass(slots=True)
class Sheet:
    """Claims of one kind with the same fields, as columns.

    ``rows`` are the places of their sentences among those that were given, counted from 0, in no order. Each of ``columns`` is
    as long as ``rows`` and named by the dotted path of a field: ``what.subject``, ``times.least``, ``window``. Its values are
    plain: names, kinds and titles are ids, several names a tuple of ids in their order, a period is its text in EDTF (or words
    such as ``this year``), and a field of which nothing is said is None.
    """

    kind: str
    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    _groups: list[tuple[Template, list[Values]]] = field(default_factory=list)

    def says(self) -> list[str]:
        """The canonical sentences of the claims, beside ``rows``."""
        return [sentence for template, values in self._groups for sentence in map(template.says, values)]

    def claims(self) -> Iterator[Any]:
        """The claims themselves, beside ``rows``: dearer than the columns by far."""
        return (template.claim(each) for template, values in self._groups for each in values)

    def add(self, template: Template, rows: Sequence[int], values: list[Values]) -> None:
        """More claims, all of one template."""
        self.rows += rows
        self._groups.append((template, values))
        for column, found in zip(self.columns.values(), template.columns(values), strict=True):
            column += found


def sheets(groups: Iterable[tuple[Template, Group]]) -> list[Sheet]:
    """The claims of some templates, in as few sheets as their fields allow."""
    found: dict[tuple[str, tuple[str, ...]], Sheet] = {}
    for template, (rows, values) in groups:
        key = template.kind, template.paths
        if key not in found:
            found[key] = Sheet(template.kind, columns={path: [] for path in template.paths})
        found[key].add(template, rows, values)
    return list(found.values())
