"""The tables of an index of events: names and days as whole numbers, in a database file of its own.

Days are counted as in :mod:`factspec.values.calendar`; ``FIRST`` and ``LAST`` stand for *always* and *goes on*. An event's
number is its place among the rows of all files, from 0, in the order in which they are read. Codes of names count from 0 in
the order of the reference's rows.

``events``, one row an event: ``id``; ``kind``, ``place``: codes; ``mode``: 1 in person, 2 phone, 3 video, 4 letter (``MODES``);
``starts_first`` to ``ends_last``, ``lasting``, ``doubtful``: its dating; ``date``: the text of its date where that is not just
a day such as 2022-06-28; ``title``; ``part_of``: an event's number; ``members``: how many participants are listed;
``complete``: whether that is all; ``known_from``, ``maybe_from``: the days from which some source has surely, or possibly,
published it. What is unknown is NULL.

``event_participants`` and ``event_sources`` hold the lists; ``position`` counts from 1, in the order of the cell.

``source_codes`` holds of each source the day from which it is surely and possibly out. ``files`` tells which rows came from which
file; ``file_lines`` how many lines the rows before one take beyond one each, where some take more. ``event_titles`` holds the
titled events by the hash of what is left of a title when case, accents and all but letters and digits are gone (``TITLE_KEY``).
``about`` tells what the index was made from.
"""

from __future__ import annotations

from factspec.values.modes import MODE_WORDS

VERSION = 1  # of the layout and of what is checked: another one, and every index is made anew
MODES = {mode: code for code, mode in enumerate(MODE_WORDS, 1)}
Columns = tuple[tuple[str, str], ...]

TABLES: dict[str, Columns] = {
    "entity_codes": (("code", "INTEGER"), ("id", "VARCHAR")),
    "kinds_codes": (("code", "INTEGER"), ("id", "VARCHAR")),
    "source_codes": (("code", "INTEGER"), ("id", "VARCHAR"), ("known_from", "BIGINT"), ("maybe_from", "BIGINT")),
    "files": (("file", "INTEGER"), ("first_event", "BIGINT"), ("rows", "BIGINT"), ("first_line", "BIGINT")),
    "file_lines": (("event", "BIGINT"), ("more", "BIGINT")),
    "events": (
        ("event", "BIGINT"),
        ("id", "VARCHAR"),
        ("kind", "INTEGER"),
        ("mode", "TINYINT"),
        ("place", "INTEGER"),
        ("starts_first", "BIGINT"),
        ("starts_last", "BIGINT"),
        ("ends_first", "BIGINT"),
        ("ends_last", "BIGINT"),
        ("lasting", "BOOLEAN"),
        ("doubtful", "BOOLEAN"),
        ("complete", "BOOLEAN"),
        ("members", "INTEGER"),
        ("known_from", "BIGINT"),
        ("maybe_from", "BIGINT"),
        ("part_of", "BIGINT"),
        ("date", "VARCHAR"),
        ("title", "VARCHAR"),
    ),
    "event_participants": (("event", "BIGINT"), ("position", "INTEGER"), ("entity", "INTEGER")),
    "event_sources": (("event", "BIGINT"), ("position", "INTEGER"), ("source", "INTEGER")),
    "event_titles": (("key", "UBIGINT"), ("event", "BIGINT")),
    "about": (("version", "INTEGER"), ("made_from", "VARCHAR"), ("events", "BIGINT")),
}
# Titles that sentences take for one have one key: iota may be a mark, and two letters may be apostrophes.
TITLE_KEY = r"hash(regexp_replace(lower(upper(strip_accents(nfc_normalize({0})))), '[^\p{{L}}\p{{N}}]|[ʼʹι]', '', 'g'))"


def created(table: str) -> str:
    """The statement that makes a table."""
    return f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in TABLES[table])})"
