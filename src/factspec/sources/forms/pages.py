"""Tables of HTML pages: the text of their cells, with merged cells repeated. Nothing on the page is loaded or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factspec.problem import problem
from factspec.sources.addresses import extra
from factspec.sources.forms import Row
from factspec.values.nearest import nearest

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_CELLS = 2_000_000
_WIDEST = 1000
_UNSEEN = "script|style|noscript|template"


def html_rows(text: str, which: str) -> Iterator[Row]:
    """The rows of one table of a page: the n-th, or the one whose caption or header holds the words ``which``.

    The first row is the header; a name that stands there twice is followed by its number: ``Date``, ``Date 2``.
    """
    grid = _grid(_table(text, which))
    header = _header(grid[0]) if grid else []
    if len(grid) < 2:
        raise problem("the table has no rows", expected="a header and rows")
    for cells in grid[1:]:
        if cells != grid[0]:
            yield dict(zip(header, [*cells, *[""] * len(header)], strict=False))


def _table(text: str, which: str) -> HtmlElement:
    try:
        from lxml import etree, html
    except ImportError:
        raise extra("lxml") from None
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise problem("the body is no HTML page", expected="a page with a table") from None
    tables = list(page.iter("table"))
    if which.isdecimal():
        place = int(which[:9])
        if not 1 <= place <= len(tables):
            raise problem(f"no table {place}", expected=f"one of {len(tables)} tables" if tables else "a page with a table")
        return tables[place - 1]
    named = {_words(next(iter(table.iter("caption", "th")), None)) or f"table {i}": table for i, table in enumerate(tables, 1)}
    found = [table for name, table in named.items() if which.casefold() in name.casefold()]
    if len(found) != 1:
        wrong = f"{len(found)} tables are called {which!r}" if found else f"no table {which!r}"
        raise problem(
            wrong, expected="the caption or the first header of one table, or its number", nearest=nearest(which, named)
        )
    return found[0]


def _grid(table: HtmlElement) -> list[list[str]]:
    """The texts of a table's own cells, row by row; a cell that spans several stands in all of them."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in rows:
        line: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _fill(line, hanging)
            text, down = _words(cell), _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    hanging[len(line)] = (down - 1, text)
                line.append(text)
        _fill(line, hanging)
        cells += len(line)
        if len(line) > _WIDEST or cells > _MOST_CELLS:
            raise problem("the table is too large", expected=f"at most {_WIDEST} columns and {_MOST_CELLS:,} cells")
        if line:
            grid.append(line)
    return grid


def _fill(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Puts the cells that hang down from rows above where they come next."""
    while len(line) in hanging:
        left, text = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (left - 1, text)
        line.append(text)


def _span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), _WIDEST) if text.isdecimal() and len(text) < 6 else 1


def _words(element: HtmlElement | None) -> str:
    """The text that a reader sees, its white space made plain; notes in brackets such as [1] left out."""
    if element is None:
        return ""
    seen = element.xpath(f".//text()[not(ancestor::*[contains('|{_UNSEEN}|', concat('|', local-name(), '|'))])]")
    text = " ".join("".join(part for part in seen if isinstance(part, str)).split())
    return re.sub(r"\s*\[(?:\d{1,4}|[a-z]|note \d{1,3})\]", "", text)


def _header(cells: list[str]) -> list[str]:
    names: list[str] = []
    for i, cell in enumerate(cells, 1):
        name = cell or f"column {i}"
        while name in names:
            number = re.search(r" (\d+)$", name)
            name = f"{name[: number.start()]} {int(number[1]) + 1}" if number and name != cell else f"{name} 2"
        names.append(name)
    return names
