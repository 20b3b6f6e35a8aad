"""How fast claims are checked in bulk, beside other ways to count the same events. Prints tables, all of one run on one core.

    python benchmarks/bulk.py [--events 100000 1000000] [--claims 10000 100000 1000000] [--folder DIR] [--cores 1] [--alone]

*Whole path*: a file of claims in, a file of results out, as ``factspec check claims.jsonl --json results.jsonl`` does it, looking
for ids that stand twice included; half of the claims are counts, half ordinals. *Questions alone* (only these with ``--alone``):
the same claims as rows, decided, in CPU time of all threads, beside

  floor     a join that counts the events of each claim in its days, and does nothing else
  one by one, verdicts  the same verdicts over the same index: the batch's own queries, for batches of one claim
  one by one, index     a query for each claim over the same index, in DuckDB
  one by one, raw       a query for each claim over the events as they are
  sqlite    a query for each claim over an index of pairs and days in SQLite
  polars    a filter for each claim, where polars is installed

Those that go claim by claim are timed on some hundreds of claims. All but the verdicts count; they know nothing of uncertain
dates, of lists that are not complete, of places in places or of kinds of kinds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

from make_events import make_package  # noqa: E402

DRAWN = """
SELECT row_number() OVER () - 1 AS number, kind, a.name AS one, b.name AS other, a.id AS one_id, b.id AS other_id, day,
    hash(e.id, 1) AS lot
FROM (
    SELECT id, kind, TRY_CAST(date AS DATE) AS day, string_split(participants, '|') AS people FROM '{events}'
    WHERE kind IN ('meeting', 'call') AND contains(participants, '|') AND TRY_CAST(date AS DATE) IS NOT NULL
    USING SAMPLE reservoir({sample} ROWS) REPEATABLE (1)
) e JOIN names a ON a.id = people[1] JOIN names b ON b.id = people[2] CROSS JOIN range({times}) LIMIT {claims}
"""
SENTENCES = """
SELECT 'c' || number AS id, one || CASE kind WHEN 'meeting' THEN ' met ' ELSE ' called ' END || other || CASE number % 2
    WHEN 0 THEN ' exactly ' || (1 + lot % 4) || CASE lot % 4 WHEN 0 THEN ' time' ELSE ' times' END || ' from '
        || (day - CAST(lot % 900 AS INTEGER)) || ' to ' || (day + CAST(number % 700 AS INTEGER))
    ELSE ' on ' || day || ' for the ' || CASE lot % 3 WHEN 0 THEN '1st' WHEN 1 THEN '2nd' ELSE '3rd' END || ' time in '
        || year(day) END AS says
FROM drawn"""
TYPED = """
SELECT 'c' || number AS id, CASE number % 2
    WHEN 0 THEN json_object('kind', 'count', 'what', json_object('event_kind', kind, 'subject', one_id, 'others', [other_id]),
        'times', json_object('least', 1 + lot % 4, 'most', 1 + lot % 4),
        'window', (day - CAST(lot % 900 AS INTEGER)) || '/' || (day + CAST(number % 700 AS INTEGER)))
    ELSE json_object('kind', 'ordinal', 'what', json_object('event_kind', kind, 'subject', one_id, 'others', [other_id]),
        'on', CAST(day AS VARCHAR), 'nth', 1 + lot % 3, 'window', CAST(year(day) AS VARCHAR)) END AS claim
FROM drawn"""


def make_claims(package: Path, claims: int) -> dict[str, Path]:
    """Files of that many claims about the events of a package, as sentences and in their typed form."""
    files = {form: package / f"{form}-{claims}.jsonl" for form in ("sentences", "typed")}
    if all(file.exists() for file in files.values()):
        return files
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE names AS SELECT id, name FROM '{package / 'entities.csv'}'")
        drawn = DRAWN.format(
            events=package / "events*.parquet", sample=min(claims, 100_000), times=claims // 30_000 + 2, claims=claims
        )
        database.execute(f"CREATE TABLE drawn AS {drawn}")
        for form, query in (("sentences", SENTENCES), ("typed", TYPED)):
            database.execute(f"COPY ({query}) TO '{files[form]}' (FORMAT json)")
    return files


def whole_path(package: Path, claims: Path) -> dict[str, float]:
    """Seconds of a whole run, in a process of its own, the rest of which is start-up and the reference; its peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, __file__, "--child", str(package), str(claims), folder]
        return dict(json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))


def child(package: Path, claims: Path, folder: Path) -> None:
    """One whole run, timed from inside."""
    from factspec.bulk.run import Bulk
    from factspec.desk import bulk

    began, ready = time.perf_counter(), 0.0
    checked = Bulk.checked

    def noted(self: Bulk, batches: object) -> object:
        nonlocal ready
        ready = time.perf_counter()
        return checked(self, batches)  # type: ignore[arg-type]

    Bulk.checked = noted  # type: ignore[method-assign, assignment]
    results = folder / "results.jsonl"
    bulk.check_bulk([claims], [package], None, None, results, [], explained="none", resume=False, engine="duckdb", quiet=True)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
    print(json.dumps({"start": ready - began, "claims": done - ready, "peak": peak}))


def questions(package: Path, claims: Path, count: int) -> list[tuple[str, int, float]]:
    """Each way to answer the questions alone: its name, on how many claims it was timed, and the seconds."""
    from factspec.bulk.wordings import wordings
    from factspec.check import Checker
    from factspec.engine.batch.check import Lines
    from factspec.engine.batch.run import Batch
    from factspec.reference.package import read_reference

    checker = Checker(read_reference([package], bulk=True))
    batch = Batch(checker.reference)
    lines = Lines(batch, wordings(checker.grammar), '"claims"')
    lines.take(1, claims.read_text().splitlines())
    lines.decide()
    found = [("factspec: verdicts", count, seconds(lambda: batch.decide("ask_all", "verdict")))]
    database = batch.database
    window = "k.kind = q.kind AND k.first_start BETWEEN q.first_day AND q.last_day"
    floor = f"""CREATE OR REPLACE TABLE floor AS SELECT q.claim, count(k.event) AS n FROM ask_all q
        LEFT JOIN pair_key k ON k.one = q.one AND k.other = q.other AND {window} GROUP BY q.claim"""
    found.append(("floor: a join that counts", count, seconds(lambda: database.execute(floor))))
    asks = database.execute("SELECT one, other, kind, first_day, last_day FROM ask_all ORDER BY hash(claim) LIMIT 300").fetchall()
    numbers = database.execute("SELECT claim FROM ask_all ORDER BY hash(claim) LIMIT 100").fetchall()

    def singly() -> None:
        for number in numbers:
            database.execute("CREATE OR REPLACE TABLE ask_one AS SELECT * FROM ask_all WHERE claim = ?", number)
            batch.decide("ask_one", "verdict_one")

    found.append(("one by one, verdicts", len(numbers), seconds(singly)))
    indexed = "SELECT count(*) FROM pair_key WHERE one = ? AND other = ? AND kind = ? AND first_start BETWEEN ? AND ?"
    found.append(("one by one, index", len(asks), seconds(lambda: [database.execute(indexed, ask).fetchall() for ask in asks])))
    raw = """SELECT count(*) FROM facts.events e
        JOIN facts.event_participants p ON p.event = e.event AND p.entity = ?
        JOIN facts.event_participants q ON q.event = e.event AND q.entity = ?
        WHERE e.kind = ? AND e.starts_first BETWEEN ? AND ?"""
    found.append(("one by one, raw", 50, seconds(lambda: [database.execute(raw, ask).fetchall() for ask in asks[:50]])))
    keys = database.execute("SELECT one, other, kind, first_start FROM pair_key").fetchall()
    with sqlite3.connect(":memory:") as lite:
        lite.execute("CREATE TABLE pair_key (one, other, kind, first_start)")
        lite.executemany("INSERT INTO pair_key VALUES (?, ?, ?, ?)", keys)
        lite.execute("CREATE INDEX by_pair ON pair_key (one, other, kind, first_start)")
        found.append(("sqlite, index", 300, seconds(lambda: [lite.execute(indexed, ask).fetchall() for ask in asks])))
    try:
        import polars
    except ImportError:
        return found
    frame = polars.DataFrame(keys, schema=["one", "other", "kind", "first_start"], orient="row")

    def filtered() -> None:
        for one, other, kind, first, last in asks[:50]:
            pairs = (polars.col("one") == one) & (polars.col("other") == other) & (polars.col("kind") == kind)
            frame.filter(pairs & polars.col("first_start").is_between(first, last)).height  # noqa: B018

    found.append(("polars, a filter a claim", 50, seconds(filtered)))
    return found


def seconds(work: Callable[[], object]) -> float:
    """The best of three times that some work takes, of the CPU, in all threads."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Reads the command line."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--events", type=lambda text: int(float(text)), nargs="+", default=[100_000, 1_000_000])
    told.add_argument("--claims", type=lambda text: int(float(text)), nargs="+", default=[10_000, 100_000, 1_000_000])
    told.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "factspec-bulk")
    told.add_argument("--cores", type=int, default=1)
    told.add_argument("--alone", action="store_true")
    asked = told.parse_args()
    os.sched_setaffinity(0, set(range(asked.cores)))
    for events in asked.events:
        package = make_package(asked.folder / f"events-{events}", events)
        if not asked.alone:
            tell_whole_paths(package, events, asked.claims)
        tell_questions(package, events, max(asked.claims))


def tell_whole_paths(package: Path, events: int, many: list[int]) -> None:
    """Prints the table of whole runs over a package."""
    whole_path(package, make_claims(package, 10_000)["typed"])  # the index is made now
    print(f"\n{events:,} events; whole path\n\n| claims | form | claims a second | start s | peak GiB |")
    print("| --- | --- | --- | --- | --- |")
    for claims in many:
        for form, file in make_claims(package, claims).items():
            found = whole_path(package, file)
            rate, start, peak = f"{claims / found['claims']:,.0f}", f"{found['start']:.1f}", f"{found['peak']:.2f}"
            print(f"| {claims:,} | {form} | {rate} | {start} | {peak} |", flush=True)


def tell_questions(package: Path, events: int, claims: int) -> None:
    """Prints the table of the ways to answer questions over a package."""
    print(
        f"\n{events:,} events; {claims:,} questions alone\n\n| way | claims a CPU second | beside factspec |\n| --- | --- | --- |"
    )
    ways = questions(package, make_claims(package, claims)["typed"], claims)
    ours = ways[0][1] / ways[0][2]
    for name, count, took in ways:
        print(f"| {name} | {count / took:,.0f} | {ours * took / count:,.2f} times as slow |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*map(Path, sys.argv[2:]))
    else:
        main()
