"""Makes the data package of this project from the `plotly` package on PyPI, which ships the results of an election.

    pip download --no-deps plotly==7.1.0
    python convert.py plotly-7.1.0-py3-none-any.whl

Votes are copied as the source has them. The shares, and the row *All districts* of the second table, are computed here.
Running it again gives the same files, byte for byte.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

PACKAGE = Path(__file__).parent / "references" / "montreal-2013"
CANDIDATES = ("Coderre", "Bergeron", "Joly")
SOURCE = (
    "plotly",
    "Plotly",
    "Votes by district in the mayoral election of Montreal in 2013, as in the data sets of the plotly package",
    "https://plotly.com/python-api-reference/generated/plotly.data.html",
    "MIT",
)
COLUMNS = ("district", "code", *CANDIDATES, "total votes", "winner", "result", "Coderre share")


def main(wheel: str) -> None:
    """Writes the package from a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read("plotly/package_data/datasets/election.csv.gz")
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))
    districts = [line(row) for row in rows]
    write("sources", ("id", "publisher", "title", "url", "licence"), [SOURCE])
    write("districts", (*COLUMNS, "sources"), districts)
    write("results", (*COLUMNS, "sources"), [*districts, whole(rows)])
    write("completeness", ("table", "sources", "note"), [
        ("districts", SOURCE[0], "All 58 districts of the city voted, and the source has each."),
        ("results", SOURCE[0], "The districts, and their sum."),
    ])  # fmt: skip
    descriptor = {
        "name": "montreal-2013",
        "title": "The mayoral election of Montreal in 2013, by district",
        "version": "1.0.0",
        "licenses": [{"name": "MIT", "title": "MIT License"}],
        "resources": [
            {"name": "sources", "path": "sources.csv"},
            {"name": "districts", "path": "districts.csv", "schema": SCHEMA},
            {"name": "results", "path": "results.csv", "schema": SCHEMA},
            {"name": "completeness", "path": "completeness.csv"},
        ],
    }
    (PACKAGE / "datapackage.json").write_text(json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n", "utf-8")


SCHEMA = {
    "primaryKey": ["district"],
    "fields": [
        {"name": "district", "type": "string"},
        {"name": "code", "type": "string"},
        *({"name": name, "type": "integer"} for name in (*CANDIDATES, "total votes")),
        {"name": "winner", "type": "string"},
        {"name": "result", "type": "string"},
        {"name": "Coderre share", "type": "number", "bareNumber": False},
        {"name": "sources", "type": "string"},
    ],
}


def line(row: dict[str, str]) -> tuple[str, ...]:
    """A district's row: its number apart from its name, and a share."""
    code, _, name = row["district"].partition("-")
    votes = tuple(row[candidate] for candidate in CANDIDATES)
    return (name, code, *votes, row["total"], row["winner"], row["result"], share(row["Coderre"], row["total"]), SOURCE[0])


def whole(rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    """The row of all districts together."""
    sums = {name: str(sum(int(row[name]) for row in rows)) for name in (*CANDIDATES, "total")}
    votes = tuple(sums[candidate] for candidate in CANDIDATES)
    winner = max(CANDIDATES, key=lambda candidate: int(sums[candidate]))
    return ("All districts", "", *votes, sums["total"], winner, "plurality", share(sums["Coderre"], sums["total"]), SOURCE[0])


def share(part: str, of: str) -> str:
    """A percentage with one decimal."""
    return f"{(Decimal(part) * 100 / Decimal(of)).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}%"


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a table of the package."""
    PACKAGE.mkdir(parents=True, exist_ok=True)
    with (PACKAGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1])
