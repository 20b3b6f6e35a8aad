"""What the columns of somebody's own CSV hold: a delimiter, names, and a type for each that all of its cells have."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from factspec.problem import Problem, Problems
from factspec.reference.cells import FieldSchema, FieldType, typed
from factspec.values.lists import repeated

BLANKS = ("", "-", "–", "—", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None")
_TRIED = 8
_IDS = ("id", "no", "nr", "number", "code", "key", "rank", "#")
_DELIMITERS = (",", ";", "\t", "|")
_STYLES = ((",", "."), (".", ","), (" ", "."), (" ", ","), ("\u00a0", ","), ("\u202f", ","), ("'", "."))
_MONEY = re.compile(r"[$€£¥]\s?[\d.,]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_CODE = re.compile(r"0\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file as text: its columns, and rows as long as the header. ``changes`` tells what was not taken as it stands.

    ``points``: a decimal point is likelier than a decimal comma.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    changes: tuple[str, ...] = ()
    points: bool = True

    def cells(self, column: str) -> list[str]:
        """The cells of a column, those left blank not among them."""
        place = self.columns.index(column)
        return [row[place] for row in self.rows if row[place] not in BLANKS]


def sheet(file: Path) -> Sheet:
    """The sheet in a file, its delimiter told by its first line. Raises Problems for all that cannot be read."""
    text = _text(file)
    lines = io.StringIO(text, newline="")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        table = [(reader.line_num, tuple(cell.strip() for cell in cells)) for cells in reader]
    except csv.Error as error:
        raise Problems([Problem(f"not CSV: {error}", str(file), expected="a header and rows")]) from None
    full = [(line, cells) for line, cells in table if any(cells)]
    if len(full) < 2:
        raise Problems([Problem("no rows" if full else "an empty file", str(file), expected="a header and a row at least")])
    header = full[0][1]
    faults = [
        Problem(_cells(len(cells)), str(file), line, expected=f"{len(header)}, as in the header")
        for line, cells in full[1:]
        if len(cells) != len(header)
    ]
    if faults:
        raise Problems(faults)
    rows = tuple(cells for _, cells in full[1:])
    return _named(header, rows, file, points=delimiter != ";")


def _cells(number: int) -> str:
    return f"{number} {'cell' if number == 1 else 'cells'}"


def _named(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], file: Path, *, points: bool) -> Sheet:
    """A sheet with a name for each column; a first one that has none and only numbers the rows is left out."""
    changes: list[str] = []
    if not header[0] and len(header) > 1 and [row[0] for row in rows] in [list(map(str, _from(n, rows))) for n in (0, 1)]:
        header, rows = header[1:], tuple(row[1:] for row in rows)
        changes.append("left out: the first column, which has no name and only numbers the rows")
    columns = _names(header, changes, file)
    return Sheet(columns, rows, tuple(changes), points)


def _from(first: int, rows: Sequence[object]) -> range:
    return range(first, first + len(rows))


def field(column: str, cells: Sequence[str], *, points: bool = True) -> FieldSchema:
    """A column with the narrowest type that every cell has; text where none does."""
    if not cells:
        return FieldSchema(name=column)
    if all(_YEAR.fullmatch(cell) for cell in cells) and "year" in column.casefold():
        return FieldSchema(name=column, type="year")
    if not any(_CODE.fullmatch(cell) for cell in cells):
        for made in _numbers(column, cells, points=points):
            if _all(made, cells):
                return made
    if {cell.casefold() for cell in cells} <= {"true", "false"} and _all(FieldSchema(name=column, type="boolean"), cells):
        return FieldSchema(name=column, type="boolean")
    if all(_DAY.fullmatch(cell) for cell in cells) and _all(FieldSchema(name=column, type="date"), cells):
        return FieldSchema(name=column, type="date")
    return FieldSchema(name=column)


def key(found: Sheet, fields: Sequence[FieldSchema]) -> tuple[str, ...]:
    """The columns that name the rows: one whose cells all differ, texts before others, else two together; none where none do."""
    whole = [one for one in fields if len(found.cells(one.name)) == len(found.rows)]
    texts = [one.name for one in whole if one.type == "string"]
    numbered = [one.name for one in whole if one.type == "integer" and one.name.casefold() in _IDS]
    times = [one.name for one in whole if one.type in ("year", "date")]
    pairs = [(one, other) for one in texts[:_TRIED] for other in (*times, *texts)[:_TRIED] if one != other]
    rest = [(one.name,) for one in whole if one.name in times or one.type == "integer"]
    for names in (*((name,) for name in (*texts, *numbered)), *pairs, *rest):
        places = [found.columns.index(name) for name in names]
        if len({tuple(row[place] for place in places) for row in found.rows}) == len(found.rows):
            return names
    return ()


def blanks(found: Sheet) -> tuple[str, ...]:
    """The texts that stand for a blank in some cell; the empty one always does."""
    used = {cell for row in found.rows for cell in row}
    return tuple(blank for blank in BLANKS if blank in used or blank == "")


def _numbers(column: str, cells: Sequence[str], *, points: bool) -> list[FieldSchema]:
    bare = not all(_MONEY.fullmatch(cell) for cell in cells)
    kinds: tuple[FieldType, ...] = ("integer", "number")
    return [
        FieldSchema(name=column, type=kind, groupChar=group, decimalChar=point, bareNumber=bare)
        for group, point in sorted(_STYLES, key=lambda style: (style[1] == ".") is not points)
        for kind in kinds
    ]


def _all(made: FieldSchema, cells: Sequence[str]) -> bool:
    try:
        for cell in cells:
            typed(cell, made)
    except Problems:
        return False
    return True


def _names(header: Sequence[str], changes: list[str], file: Path) -> tuple[str, ...]:
    names = [" ".join(cell.replace('"', "'").split()) or f"column {place}" for place, cell in enumerate(header, 1)]
    changes += [f"column {cell!r} is called {name!r}" for name, cell in zip(names, header, strict=True) if name != cell]
    twice = set(repeated(names))
    for name in names:
        if name in twice:
            wrong = f"two columns are called {name!r}"
            raise Problems([Problem(wrong, str(file), 1, expected="a name of its own for each column")])
        if name == "sources":
            wrong = "a column called 'sources'"
            raise Problems([Problem(wrong, str(file), 1, expected="another name: factspec names each row's sources there")])
    return tuple(names)


def _text(file: Path) -> str:
    if not file.is_file():
        near = tuple(sorted(one.name for one in file.parent.glob("*.csv"))[:3]) if file.parent.is_dir() else ()
        wrong = "a folder" if file.is_dir() else "no such file"
        raise Problems([Problem(wrong, str(file), expected="a CSV file", nearest=near)])
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        expected = "utf-8 text: save it as “CSV UTF-8”"
        raise Problems([Problem(f"byte {error.start} is not utf-8", str(file), line, expected=expected)]) from None
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", str(file))]) from None
    if "\0" in text:
        raise Problems([Problem("a NUL character", str(file), expected="CSV text; a spreadsheet is saved as CSV first")])
    return text
