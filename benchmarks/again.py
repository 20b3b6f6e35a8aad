"""What a second check costs: projects checked from nothing, again with nothing changed, and again after an edit of each sort.

    python benchmarks/again.py [--claims 10000] [--events 5000] [--times 3] [--keep DIR] [PROJECT...]

Beside the projects that are named, or the repository's own and its examples, a made one is measured: articles of a hundred
sentences with a claim for each. Seconds are CPU time of the whole of ``factspec check --quiet``, the lowest of some runs.
"""

from __future__ import annotations

import argparse
import os
import re
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
TABLE = "[tool.factspec]"
DRAWN = """
SELECT a.name, b.name, CAST(e.day AS VARCHAR), year(e.day) FROM (
    SELECT id, TRY_CAST(date AS DATE) AS day, string_split(participants, '|') AS people FROM '{folder}/events.csv'
    WHERE kind = 'meeting' AND contains(participants, '|') AND TRY_CAST(date AS DATE) IS NOT NULL ORDER BY id
) e JOIN '{folder}/entities.csv' a ON a.id = people[1]
JOIN '{folder}/entities.csv' b ON b.id = people[2] ORDER BY e.id LIMIT {claims}
"""


def made_project(root: Path, claims: int, events: int) -> Path:
    """A project of that many claims."""
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
        rows = drawn[number : number + IN_ONE]
        told = [f"{one} met {other} on {day}, item {number + i}." for i, (one, other, day, _) in enumerate(rows)]
        front = f"---\ntitle: News {number}\npublisher: The Gazette\npublished: 2025-01-01\n---\n"
        (article / "article.md").write_text(front + "\n\n".join(told) + "\n")
        entries = [
            f"  - id: c{i}\n    quote: {text[:-1]!r}\n    says: {_says(i, row)}\n"
            for i, (text, row) in enumerate(zip(told, rows, strict=True))
        ]
        (article / "claims.yaml").write_text(f"article: {article.name}\nclaims:\n" + "".join(entries))
    (root / "pyproject.toml").write_text("[tool.factspec]\n")
    return root


def _says(number: int, row: tuple[str, str, str, int]) -> str:
    one, other, day, year = row
    return f"{one} met {other} on {day}" if number % 2 else f"{one} met {other} at least 1 time in {year}"


def edits(root: Path) -> dict[str, Callable[[int], None]]:
    """Edits of each sort; a number makes each another one than those before it."""
    claims = min((root / "claims").glob("*/claims.yaml"))
    article = claims.with_name("article.md")
    package = min((root / "references").glob("*/datapackage.json"))
    settings = root / "pyproject.toml"
    texts = {file: file.read_text("utf-8") for file in (claims, article, package, settings)}
    first = re.search(r"^    says: .*$", texts[claims], re.MULTILINE)
    assert first is not None

    def claim(number: int) -> None:
        again = f"    says: 2022-06-{number + 1:02} is a Tuesday"
        claims.write_text(texts[claims][: first.start()] + again + texts[claims][first.end() :], "utf-8")

    return {
        "a sentence of an article": lambda number: _write(article, f"{texts[article]}\nNobody said {number}.\n"),
        "a claim": claim,
        "the reference": lambda number: _write(package, texts[package] + "\n" * (number + 1)),
        "a setting": lambda number: _write(settings, texts[settings].replace(TABLE, f'{TABLE}\nabout = "{number + 6}%"')),
    }


def _write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def cost(root: Path, *options: str) -> float:
    """CPU seconds of a check."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "factspec", "check", "--quiet", *options]
    subprocess.run(command, cwd=root, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(root: Path, times: int) -> dict[str, float]:
    """The cost of each sort of check of a project."""
    found = {"from nothing": min(cost(root, "--fresh") for _ in range(times))}
    found["nothing changed"] = min(cost(root) for _ in range(times))
    for name, edit in edits(root).items():
        costs = []
        for number in range(times):
            edit(number)
            costs.append(cost(root))
        found[name] = min(costs)
    return found


def main() -> None:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("projects", type=Path, nargs="*", metavar="PROJECT")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the project here, and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        made = made_project(asked.keep or top / "made", asked.claims, asked.events)
        roots = {f"{asked.claims:,} made claims": made}
        for project in asked.projects or [ROOT, *sorted(one.parent for one in (ROOT / "examples").glob("*/pyproject.toml"))]:
            ignored = shutil.ignore_patterns(".*", "__pycache__", "build", "src", "tests", "docs", "examples")
            roots[project.name] = shutil.copytree(project, top / project.name, ignore=ignored)
        for name, root in roots.items():
            print(name, flush=True)
            for what, seconds in measured(root, asked.times).items():
                print(f"  {what:<26}{seconds:7.2f} s", flush=True)


if __name__ == "__main__":
    main()
