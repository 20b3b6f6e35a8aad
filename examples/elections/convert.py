"""Writes this project's data package from the wheel of `plotly`, a package on PyPI.

    pip download --no-deps plotly==7.1.0
    python convert.py plotly-7.1.0-py3-none-any.whl

Votes, winners and results are copied as text. Shares, leads and the row *All districts* of the second table are computed here,
and have a source of their own. The same wheel gives the same files, byte for byte.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zipfile
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

PACKAGE = Path(__file__).parent / "references" / "montreal-2013"
INSIDE = "plotly/package_data/datasets/election.csv.gz"
CANDIDATES = ("Coderre", "Bergeron", "Joly")
TOTAL = "three-way total"
Record = dict[str, str]

SOURCES = (
    {
        "id": "plotly",
        "publisher": "Plotly",
        "title": "plotly.data.election: the 2013 Montreal mayoral election by electoral district (plotly 7.1.0)",
        "url": "https://plotly.com/python-api-reference/generated/plotly.data.html",
        "published": "",
        "retrieved": "2026-11-24",
        "language": "en",
        "origin": "election-montreal",
        "licence": "MIT",
    },
    {
        "id": "atlas",
        "publisher": "Canadian Election Atlas",
        "title": "Quebec municipal election results",
        "url": "http://canadianelectionatlas.blogspot.com/2013/11/quebec-municipal-election-results.html",
        "published": "2013-11-06",
        "retrieved": "2026-11-24",
        "language": "en",
        "origin": "election-montreal",
        "licence": "",
    },
    {
        "id": "computed",
        "publisher": "this project",
        "title": "Shares, leads and sums, computed by convert.py",
        "url": "convert.py",
        "published": "",
        "retrieved": "",
        "language": "en",
        "origin": "election-montreal",
        "licence": "CC0-1.0",
    },
)
COMPLETE = (
    {
        "table": "districts",
        "sources": "plotly|atlas",
        "note": "the votes of the 58 districts add up to the three candidates' official totals for the city",
    },
    {"table": "results", "sources": "plotly|atlas|computed", "note": "the same districts, and their sum"},
)
TEXTS = ("district", "code", "winner", "result", "sources")


def main(wheel: str) -> None:
    """Writes the package from a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        text = gzip.decompress(archive.read(INSIDE)).decode("utf-8")
    districts = [district(row) for row in csv.DictReader(io.StringIO(text))]
    results = [extended(row, "plotly|computed") for row in districts]
    results.append(extended(together(districts), "atlas|computed"))
    PACKAGE.mkdir(parents=True, exist_ok=True)
    tables = {"sources": SOURCES, "districts": districts, "results": results, "completeness": COMPLETE}
    for name, records in tables.items():
        write(name, records)
    describe({name: list(tables[name][0]) for name in tables})


def district(row: Record) -> Record:
    """A row of the source, the number of the district apart from its name."""
    code, _, name = row["district"].partition("-")
    votes = {candidate: row[candidate] for candidate in CANDIDATES}
    told = {"winner": row["winner"], "result": row["result"]}
    return {"district": name, "code": code, **votes, TOTAL: row["total"], **told, "sources": "plotly"}


def together(rows: Sequence[Record]) -> Record:
    """The row of all districts together. It has no code of its own."""
    votes = {candidate: str(sum(int(row[candidate]) for row in rows)) for candidate in CANDIDATES}
    total = sum(map(int, votes.values()))
    winner = max(CANDIDATES, key=lambda candidate: int(votes[candidate]))
    result = "majority" if 2 * int(votes[winner]) > total else "plurality"
    return {"district": "All districts", "code": "", **votes, TOTAL: str(total), "winner": winner, "result": result}


def extended(row: Record, sources: str) -> Record:
    """A row with each candidate's share of the votes for the three, and the winner's lead in votes."""
    shares = {f"{candidate} share": share(row[candidate], row[TOTAL]) for candidate in CANDIDATES}
    first, second, _ = sorted((int(row[candidate]) for candidate in CANDIDATES), reverse=True)
    facts = {name: cell for name, cell in row.items() if name != "sources"}
    return {**facts, **shares, "lead": str(first - second), "sources": sources}


def share(part: str, whole: str) -> str:
    """A percentage with one decimal, half rounded up."""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}%"


def write(name: str, records: Sequence[Record]) -> None:
    """Writes a table of the package."""
    with (PACKAGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def describe(columns: dict[str, list[str]]) -> None:
    """Writes the descriptor of the package; the two plain tables have a Table Schema."""
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "montreal-2013",
        "title": "Votes for the three leading candidates for mayor of Montreal on 3 November 2013, by district",
        "version": "1.0.0",
        "licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **({"schema": schema(found)} if "district" in found else {}),
            }
            for name, found in columns.items()
        ],
    }
    text = json.dumps(descriptor, indent=2, ensure_ascii=False)
    (PACKAGE / "datapackage.json").write_text(text + "\n", "utf-8")


def schema(columns: Sequence[str]) -> dict[str, object]:
    """The Table Schema of a plain table: votes and leads are whole numbers, all else is text."""
    return {
        "primaryKey": ["district"],
        "fields": [
            {"name": name, "type": "string" if name in TEXTS or name.endswith(" share") else "integer"} for name in columns
        ],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python convert.py path/to/plotly-7.1.0-py3-none-any.whl")
    main(sys.argv[1])
