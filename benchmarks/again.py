"""What a second check costs: projects checked from nothing, again with nothing changed, and again after an edit of each sort.

    python benchmarks/again.py [--claims 10000] [--events 20000] [--keep DIR] [PROJECT...]

Beside the projects that are named, or the repository's own and its examples, a made one is measured: articles of a hundred sentences
with a claim for each. Seconds are CPU time of the whole command, the lowest of three.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from make_events import make_package  # noqa: E402

IN_ONE = 100
DRAWN = """
SELECT a.name, b.name, CAST(e.day AS VARCHAR), year(e.day) FROM (
    SELECT id, TRY_CAST(date AS DATE) AS day, string_split(participants, '|') AS people FROM '{folder}/events.csv'
    WHERE kind = 'meeting' AND contains(participants, '|') AND TRY_CAST(date AS DATE) IS NOT NULL ORDER BY id
) e JOIN '{folder}/entities.csv' a ON a.id = people[1] JOIN '{folder}/entities.csv' b ON b.id = people[2] ORDER BY e.id LIMIT {claims}
"""


def made_project(root: Path, claims: int, events: int) -> Path:
    """A project of that many claims, all of them expected to be what they come out as."""
    if (root / "pyproject.toml").is_file():
        return root
    folder = make_package(root / "references" / "made", events, "csv")
    with duckdb.connect() as database:
        drawn = database.execute(DRAWN.format(folder=folder, claims=claims)).fetchall()
    while len(drawn) < claims:
        drawn += drawn[: claims - len(drawn)]
    for number in range(0, claims, IN_ONE):
        article = root / "claims" / f"article-{number // IN_ONE:04}"
        article.mkdir(parents=True)
        told = [f"{one} met {other} on {day}, item {number + i}." for i, (one, other, day, _) in enumerate(drawn[number : number + IN_ONE])]
        front = f"---\ntitle: News {number}\npublisher: The Gazette\npublished: 2025-01-01\n---\n"
        (article / "article.md").write_text(front + "\n\n".join(told) + "\n")
        entries = [
            f"  - id: c{i}\n    quote: {text[:-1]!r}\n    says: {_says(i, row)}\n"
            for i, (text, row) in enumerate(zip(told, drawn[number : number + IN_ONE], strict=True))
        ]
        (article / "claims.yaml").write_text(f"article: {article.name}\nclaims:\n" + "".join(entries))
    (root / "pyproject.toml").write_text("[tool.factspec]\n")
    return root


def _says(number: int, row: tuple[str, str, str, int]) -> str:
    one, other, day, year = row
    if number % 2:
        return f"{one} met {other} on {day}"
    return f"{one} met {other} at least 1 time in {year}"


if __name__ == "__main__":
    made_project(Path("/tmp/again-made"), 10_000, 20_000)
