"""Reference data made from somebody's own CSV, and the first sentences that it bears out."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from factspec.exit_codes import PASSED
from factspec.problem import Problem, Problems
from factspec.project import read_project, shown
from factspec.reference.columns import FAMILY_WORDS
from factspec.reference.columns import column as kept_in
from factspec.reference.tables import PlainTable
from factspec.run import checker_for
from factspec.scaffold.place import put, take_back
from factspec.scaffold.reference import Made, Origin, package
from factspec.scaffold.sentences import askable
from factspec.settings import project_root, project_settings

_MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = re.compile(rf"\d{{1,2}}([./-])\d{{1,2}}\1(\d{{2}}|\d{{4}})|(\d{{1,2}}\.? )?{_MONTH}\.? (\d{{1,2}},? )?\d{{4}}")
_TOTALS = frozenset(("total", "totals", "sum", "all", "grand total", "overall"))


def write_reference(name: str, file: Path, origin: Origin | None, *, complete: bool) -> int:
    """Writes ``references/<name>`` from a CSV file, reads it back, and prints sentences to ask of it."""
    root = project_root(Path.cwd())
    settings = project_settings(root)
    folder = root / settings.references / name
    made = package(name, file, origin or _asked(), date.today(), complete=complete)
    written = put({folder / path: text for path, text in made.files.items()}, root)
    try:
        project = read_project(root, [], settings=settings)
        sentences = askable(project.reference.tables[name], checker_for(project))
    except BaseException:
        take_back(written)
        raise
    _tell(made, project.reference.tables[name], shown(folder, root))
    print("\nsentences that it bears out:")
    for sentence in sentences:
        print(f"  factspec say {shlex.quote(sentence)}")
    if not complete:
        print("\nMost, fewest and exact counts stay undecided while other rows may be missing. Does the file list every row?")
        print(f"Then remove {shown(folder, root)}, and make it anew with --complete.")
    return PASSED


def _tell(made: Made, table: PlainTable, folder: Path) -> None:
    for told in made.table.changes:
        print(told)
    rows = len(made.table.rows)
    named = (
        f"named by {' and '.join(map(repr, made.key))}"
        if made.key
        else "named by their lines: no column has another value in each row"
    )
    print(f"written: {folder}: {rows} {'row' if rows == 1 else 'rows'}, {named}")
    wide = max(len(column.name) for column in made.fields)
    for column in made.fields:
        blank = rows - len(made.table.cells(column.name))
        print(
            f"  {column.name:<{wide}}  {FAMILY_WORDS[kept_in(table, column.name).family]}" + (f", {blank} blank" if blank else "")
        )
    for hint in _hints(made, table):
        print(f"note: {hint}")


def _hints(made: Made, table: PlainTable) -> Iterator[str]:
    """What a reader of the file is likely to have meant otherwise."""
    for column in made.fields:
        cells = made.table.cells(column.name)
        first = next(filter(_DAY.fullmatch, cells), None)
        if first and kept_in(table, column.name).family == "text":
            yield f"{column.name!r} holds days such as {first}, kept as texts: write 2024-02-01, to ask for before, after and in"
    for row in table.rows:
        if made.key and row.key.casefold().strip(" .:") in _TOTALS:
            yield f"the row {row.key!r} (line {row.line}) counts like any other in totals: leave it out if it is a sum"


def _asked() -> Origin:
    """Where the rows come from, asked on a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wanted = "where the rows come from: an address such as https://example.org/games, or a title"
        raise Problems([Problem("not given", path="--source", expected=wanted)])
    print("Where do the rows come from? Every row names its source: an address, or a title.")
    said = input("source: ").strip()
    if not said:
        raise Problems([Problem("no source, no row", path="--source", expected="an address, or a title")])
    return Origin(said)
