"""The same claims as checks of Great Expectations and of Soda Core, over the same events. Prints a table, all of one run.

    python benchmarks/rules.py [--events 100000] [--checks 100 1000] [--folder DIR] [--gx PYTHON] [--soda PYTHON]

Both are installed in environments of their own, whose interpreters are named:

    python -m venv gx && gx/bin/pip install great_expectations
    python -m venv soda && soda/bin/pip install soda-core-duckdb

A claim is a check by hand-written SQL: of Great Expectations an ``UnexpectedRowsExpectation``, of Soda a metric of one's own.
It counts rows in a table of pairs, indexed by who met whom: in SQLite for Great Expectations, in DuckDB for Soda. So a check
passes or fails by what rows say; uncertain dates, lists that are not complete and periods that are not covered it cannot say.
Times are of the CPU, in all threads, without the start and the loading of the table.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

PAIRS = """
COPY (
    SELECT p.one, q.other, e.kind, CAST(e.day AS VARCHAR) AS day
    FROM (SELECT id, kind, TRY_CAST(date AS DATE) AS day, string_split(participants, '|') AS people FROM '{events}') e,
        unnest(e.people) p(one), unnest(e.people) q(other)
    WHERE e.day IS NOT NULL AND p.one < q.other AND len(e.people) <= 8
) TO '{pairs}' (HEADER)
"""
TABLE = "CREATE TABLE pairs (one TEXT, other TEXT, kind TEXT, day TEXT)"
KINDS = {"meeting": "'meeting', 'summit'", "call": "'call'"}


def rule(claim: dict[str, Any]) -> str:
    """What a claim says of the rows, as a condition."""
    what = claim["what"]
    one, other = sorted((what["subject"], what["others"][0]))
    pair = f"one = '{one}' AND other = '{other}' AND kind IN ({KINDS[what['event_kind']]})"
    counted = f"(SELECT count(*) FROM pairs WHERE {pair} AND day BETWEEN '{{}}' AND '{{}}')"
    if claim["kind"] == "count":
        return f"{counted.format(*claim['window'].split('/'))} = {claim['times']['least']}"
    first, day, nth = f"{claim['window']}-01-01", claim["on"], claim["nth"]
    by_then = counted.format(first, day)
    return f"{by_then} >= {nth} AND {by_then} - {counted.format(day, day)} < {nth}"


def expectations(pairs: Path, rules: list[str]) -> tuple[float, int]:
    """Seconds that Great Expectations takes for some rules, and how many hold."""
    import great_expectations as gx  # type: ignore[import-not-found]

    file = pairs.with_suffix(".sqlite")
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as database, pairs.open() as lines:
        database.execute(TABLE)
        database.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?)", (line.rstrip("\n").split(",") for line in list(lines)[1:]))
        database.execute("CREATE INDEX by_pair ON pairs (one, other, kind, day)")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = gx.data_context.types.base.ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sqlite("facts", connection_string=f"sqlite:///{file}")
    batch = source.add_table_asset("pairs", table_name="pairs").add_batch_definition_whole_table("all")
    suite = context.suites.add(gx.ExpectationSuite("claims"))
    suite.expectations = [
        gx.expectations.UnexpectedRowsExpectation(unexpected_rows_query=f"SELECT 1 WHERE NOT ({one})") for one in rules
    ]
    suite.save()
    checks = context.validation_definitions.add(gx.ValidationDefinition(name="claims", data=batch, suite=suite))
    began = time.process_time()
    result = checks.run(result_format="BOOLEAN_ONLY")
    return time.process_time() - began, sum(one.success for one in result.results)


def scan(pairs: Path, rules: list[str]) -> tuple[float, int]:
    """Seconds that a scan of Soda takes for some rules, and how many hold."""
    import duckdb
    from soda.scan import Scan  # type: ignore[import-not-found]

    database = duckdb.connect()
    database.execute(
        f"CREATE TABLE pairs AS SELECT * FROM read_csv('{pairs}', all_varchar = true) ORDER BY one, other, kind, day"
    )
    made = Scan()
    made.add_duckdb_connection(database)
    made.set_data_source_name("duckdb")
    lines = ["checks:"]
    for number, one in enumerate(rules):
        lines += [
            f"  - holds_{number} = 1:",
            f"      holds_{number} query: |",
            f"        SELECT CASE WHEN {one} THEN 1 ELSE 0 END",
        ]
    began = time.process_time()
    made.add_sodacl_yaml_str("\n".join(lines))
    made.execute()
    took = time.process_time() - began
    if made.has_error_logs():
        raise SystemExit(made.get_error_logs_text())
    return took, sum(one["outcome"] == "pass" for one in made.get_scan_results()["checks"])


CHILDREN = {"gx": expectations, "soda": scan}


def child(name: str, pairs: str, rules: str, count: str) -> None:
    """One way in an interpreter of its own."""
    read = json.loads(Path(rules).read_text())[: int(count)]
    took, hold = CHILDREN[name](Path(pairs), read)
    print(json.dumps([took, hold]))


def checked(package: Path, claims: Path, count: int) -> tuple[float, str]:
    """Seconds that factspec takes for the first of some claims, in to out, and what comes out."""
    from factspec.bulk.intake import Batch, Place
    from factspec.bulk.run import Bulk
    from factspec.check import Checker
    from factspec.reference.package import read_reference

    lines = claims.read_text().splitlines()[:count]
    bulk = Bulk(Checker(read_reference([package], bulk=True)), "claims", {})
    began = time.process_time()
    ((_, done),) = bulk.checked(iter([Batch(1, lines, Place())]))
    took = time.process_time() - began
    bulk.close()
    return took, ", ".join(f"{many:,} {verdict}" for verdict, many in sorted(done.verdicts.items()))


def main() -> None:
    """Reads the command line, makes the rules and measures each way."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--events", type=lambda text: int(float(text)), default=100_000)
    told.add_argument("--checks", type=lambda text: int(float(text)), nargs="+", default=[100, 1_000])
    told.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "factspec-bulk")
    for name in CHILDREN:
        told.add_argument(f"--{name}", metavar="PYTHON")
    asked = told.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]
    import duckdb
    from make_events import make_package

    from bulk import make_claims

    package = make_package(asked.folder / f"events-{asked.events}", asked.events)
    claims = make_claims(package, max(10_000, *asked.checks))["typed"]
    pairs, rules = package / "pairs.csv", package / "rules.json"
    duckdb.sql(PAIRS.format(events=package / "events.parquet", pairs=pairs))
    read = [json.loads(line)["claim"] for line in claims.read_text().splitlines()[: max(asked.checks)]]
    rules.write_text(json.dumps([rule(claim) for claim in read]))
    print(f"{asked.events:,} events\n\n| | checks | a CPU second | outcomes |\n| --- | --- | --- | --- |")
    for count in (*asked.checks, 10_000):
        took, outcomes = checked(package, claims, count)
        print(f"| factspec | {count:,} | {count / took:,.0f} | {outcomes} |", flush=True)
    for name in CHILDREN:
        python = vars(asked)[name]
        for count in asked.checks if python else ():
            run = [python, __file__, "--child", name, str(pairs), str(rules), str(count)]
            found = subprocess.run(run, check=True, capture_output=True, text=True, env={"PATH": ""}).stdout
            took, hold = json.loads(found.splitlines()[-1])
            print(f"| {name} | {count:,} | {count / took:,.0f} | {hold:,} pass, {count - hold:,} fail |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        main()
