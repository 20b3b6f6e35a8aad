"""Comma-separated values as they are published: a header, then rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from factspec.problem import Problem, Problems, problem
from factspec.sources.forms import Row
from factspec.values.lists import repeated


def csv_rows(text: str, *, delimiter: str = ",", skip: int = 0) -> Iterator[Row]:
    """The rows of CSV text, its first ``skip`` lines left out. Raises Problems, with the line, for a row unlike the header."""
    body = io.StringIO(text, newline="")
    for _ in range(skip):
        body.readline()
    reader = csv.reader(body, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    begins = skip + 1
    try:
        for cells in reader:
            line, begins = begins, skip + reader.line_num + 1
            if header is None:
                header = _header(cells)
            elif len(cells) == len(header):
                yield dict(zip(header, cells, strict=True))
            elif cells:
                wrong = f"{len(cells)} cells in line {line} of the body"
                raise problem(wrong, expected=f"{len(header)}, as in the header")
    except csv.Error as error:
        raise Problems([Problem(f"line {begins} of the body is not CSV: {error}")]) from None


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    twice = repeated(names)
    if twice:
        raise problem(f"two columns are called {twice[0]!r}", expected="a header with a name of its own for each column")
    return names
