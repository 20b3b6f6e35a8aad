"""Made-up data packages of any size: who met whom, when, where and by whose account. The same arguments give the same rows.

A few people are in most events and most people are in few; some dates are uncertain, some cells blank, some lists open; one event
in twenty thousand is a summit with a hundred participants. The events are written by DuckDB, some millions in a few seconds.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import duckdb

FORMATS = ("parquet", "csv", "jsonl")
FIRST_DAY = "2000-01-01"
DAYS = 9_131  # up to 2024-12-31
COUNTRIES, CITIES, SUMMIT = 60, 600, 100
PIECE = 10_000_000  # events in a file; of more, there are several files
KINDS = """kind,broader,noun,verbs,object
contact,,contact,was in contact with,participant
meeting,contact,meeting,met,participant
call,contact,call,called,participant
summit,meeting,summit,met at a summit with,participant
visit,,visit,visited,place
"""


def make_package(folder: Path, events: int, form: str = "parquet", *, people: int = 2_000, sources: int = 5_000) -> Path:
    """Writes a data package of that many events to ``folder`` and gives the folder; one that is there already is left alone."""
    descriptor = folder / "datapackage.json"
    if descriptor.is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    firsts = range(0, max(events, 1), PIECE)
    files = [f"events.{form}"] if len(firsts) == 1 else [f"events-{number}.{form}" for number in range(len(firsts))]
    (folder / "kinds.csv").write_text(KINDS)
    with duckdb.connect() as database:
        database.execute("SET preserve_insertion_order = true")
        written(database, _sources(sources), folder / "sources.csv")
        written(database, _entities(people), folder / "entities.csv")
        written(database, _completeness(people, sources), folder / "completeness.csv")
        for first, file in zip(firsts, files, strict=True):
            written(database, rows(min(PIECE, events - first), people, sources, first), folder / file)
    paths = {name: f"{name}.csv" for name in ("sources", "entities", "kinds", "completeness")}
    events_in = files[0] if len(files) == 1 else files
    resources = [{"name": name, "path": path} for name, path in {**paths, "events": events_in}.items()]
    descriptor.write_text(json.dumps({"name": f"made-{events}", "resources": resources}, indent=1))
    return folder


def written(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Writes the rows of a query to a file, in the format of its ending."""
    how = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd", "jsonl": "FORMAT json, ARRAY false"}
    database.execute(f"COPY ({query}) TO '{path}' ({how[path.suffix[1:]]})")


def rows(events: int, people: int, sources: int, first: int = 0) -> str:
    """The query for that many events, from the one numbered ``first`` on."""
    return f"""
WITH numbered AS (
    SELECT i, i % 20000 = 7777 AS summit, {_part("i", 1, 1000)} AS a, {_part("i", 2, 1000)} AS b, {_part("i", 3, 1000)} AS c,
        {_part("i", 4, 1000)} AS d, DATE '{FIRST_DAY}' + CAST({_part("i", 5, DAYS)} AS INTEGER) AS day
    FROM range({first}, {first + events}) r(i)
), drawn AS (
    SELECT *, CASE WHEN summit THEN {SUMMIT} WHEN a < 100 THEN 1 WHEN a < 800 THEN 2 WHEN a < 950 THEN 3 ELSE 4 + a % 5 END
        AS many
    FROM numbered
)
SELECT 'e' || i AS id,
    CASE WHEN summit THEN 'summit' WHEN many = 1 THEN 'visit' WHEN b < 550 THEN 'meeting' WHEN b < 900 THEN 'call'
        ELSE 'contact' END AS kind,
    CASE WHEN c < 200 THEN NULL WHEN b >= 550 AND b < 900 THEN 'phone' WHEN c < 900 THEN 'in person' WHEN c < 970 THEN 'video'
        ELSE 'letter' END AS mode,
    CASE WHEN d < 970 THEN CAST(day AS VARCHAR)
        WHEN d < 980 THEN strftime(day, '%Y-%m')
        WHEN d < 984 THEN strftime(day, '%Y')
        WHEN d < 989 THEN '[' || CAST(day AS VARCHAR) || '..' || CAST(day + 1 AS VARCHAR) || ']'
        WHEN d < 994 THEN CAST(day AS VARCHAR) || '/' || CAST(day + CAST(1 + b % 3 AS INTEGER) AS VARCHAR)
        WHEN d < 998 THEN CAST(day AS VARCHAR) || '?'
        ELSE strftime(day, '%Y-%m') || '/..' END AS date,
    CASE WHEN c % 10 = 9 THEN NULL WHEN c % 10 = 8 THEN 'country' || {_part("i", 6, COUNTRIES)}
        ELSE 'city' || {_skewed("i", 6, CITIES)} END AS place,
    CASE WHEN summit THEN 'Summit ' || i WHEN d % 10 = 3 THEN 'Talks, "round ' || i || '"' END AS title,
    CASE WHEN NOT summit AND i > 20000 AND d % 100 = 42 THEN 'e' || (i - i % 20000 - 12223) END AS part_of,
    array_to_string(CASE WHEN summit
        THEN list_transform(range({SUMMIT}), lambda j: 'p' || CAST((i // 20000 + j) % {people} AS VARCHAR))
        ELSE list_distinct(list_transform(range(many), lambda j: 'p' || {_skewed("i * 64 + j", 7, people)})) END, '|')
        AS participants,
    CASE WHEN b % 20 = 7 THEN 'false' WHEN b % 20 = 8 THEN 'true' END AS participants_complete,
    array_to_string(list_distinct(list_transform(range(1 + c % 2), lambda j: 's' || {_skewed("i * 64 + j", 8, sources)})), '|')
        AS sources
FROM drawn
"""


def _part(of: str, salt: int, parts: int) -> str:
    """A number below ``parts`` that looks drawn by lot, and is the same whenever it is asked for."""
    return f"CAST(hash({of}, {salt}) % {parts} AS BIGINT)"


def _skewed(of: str, salt: int, parts: int) -> str:
    """A number below ``parts``, as text; the number *n* comes up about as often as 1 / (n + 1)."""
    return f"CAST(CAST(floor(pow({parts + 1}, (hash({of}, {salt}) % 1000000) / 1000000.0)) AS BIGINT) - 1 AS VARCHAR)"


def _sources(many: int) -> str:
    day = f"DATE '{FIRST_DAY}' + CAST({_part('i', 9, DAYS)} AS INTEGER)"
    return f"""
SELECT 's' || i AS id, 'Paper ' || i % 40 AS publisher, 'Report ' || i AS title, 'https://example.org/' || i AS url,
    CASE WHEN i % 50 = 3 THEN NULL WHEN i % 50 = 4 THEN strftime({day}, '%Y-%m') ELSE CAST({day} AS VARCHAR) END AS published
FROM range({many}) r(i)
"""


SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "ro", "si", "tu", "ve")


def _word(number: str, digits: int) -> str:
    """A made-up word for a number, with a capital letter."""
    word = f"lpad(CAST({number} AS VARCHAR), {digits}, '0')"
    for digit, syllable in enumerate(SYLLABLES):
        word = f"replace({word}, '{digit}', '{syllable}')"
    return f"concat(upper(substr({word}, 1, 1)), substr({word}, 2))"


def _entities(people: int) -> str:
    digits = max(4, len(str(people - 1)))
    return f"""
SELECT 'p' || i AS id, 'person' AS type, {_word("i % 97", 2)} || ' ' || {_word("i", digits)} AS name, NULL AS within
FROM range({people}) r(i)
UNION ALL SELECT 'country' || i, 'country', {_word("i", 2)} || 'land', NULL FROM range({COUNTRIES}) r(i)
UNION ALL SELECT 'city' || i, 'city', {_word("i", 3)} || 'ville', 'country' || i % {COUNTRIES} FROM range({CITIES}) r(i)
"""


def _completeness(people: int, sources: int) -> str:
    return f"""
SELECT 'events' AS "table", 'contact' AS kind, 'p' || i || '|p' || j AS participants, '2000/2024' AS period,
    's' || (i * 7 + j) % {sources} AS sources
FROM range({min(people, 40)}) r(i), range({min(people, 40)}) s(j) WHERE i < j
"""


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Write a made-up data package.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("events", type=lambda text: int(float(text)))
    parser.add_argument("--format", choices=FORMATS, default="parquet", dest="form")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--sources", type=int, default=5_000)
    asked = parser.parse_args()
    print(make_package(asked.folder, asked.events, asked.form, people=asked.people, sources=asked.sources))


if __name__ == "__main__":
    main()
