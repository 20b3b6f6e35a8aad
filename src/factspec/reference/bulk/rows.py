"""The SQL that turns tidy rows of text into rows of an index. A name that no row has becomes ``UNKNOWN``."""

from __future__ import annotations

from factspec.reference.bulk import dates
from factspec.reference.bulk.cells import literal, plain_day, split
from factspec.reference.bulk.layout import MODES
from factspec.reference.bulk.rules import NO

UNKNOWN = -1
WHOLES = "scratch.wholes"  # id, event: those that others are part of


def participants(cells: str, first: int) -> str:
    """The query for the participants of rows, the first of which is the event with the number ``first``."""
    return _lists(cells, first, "participants", "entity_codes")


def sources(cells: str, first: int) -> str:
    """The query for the sources of rows, the first of which is the event with the number ``first``."""
    return _lists(cells, first, "sources", "source_codes")


def _lists(cells: str, first: int, column: str, codes: str) -> str:
    parts = split(column)
    return f"""
SELECT {first} + u.row, u.position, coalesce(n.code, {UNKNOWN})
FROM (
    SELECT row, unnest({parts}) AS name, generate_subscripts({parts}, 1) AS position FROM ({cells}) c WHERE {column} IS NOT NULL
) u LEFT JOIN {codes} n ON n.id = u.name
"""


def events(cells: str, first: int, rows: tuple[int, int]) -> str:
    """The query for the events of rows from one number to another; what they rest on is in the index already."""
    modes = " ".join(f"WHEN {literal(mode)} THEN {code}" for mode, code in MODES.items())
    no = ", ".join(map(literal, NO))
    days = ", ".join(f"coalesce(t.day, d.{name})" for name in ("starts_first", "starts_last", "ends_first", "ends_last"))
    return f"""
WITH known AS (
    SELECT e.event, min(s.known_from) AS known_from, min(s.maybe_from) AS maybe_from
    FROM event_sources e JOIN source_codes s ON s.code = e.source
    WHERE e.event BETWEEN {first + rows[0]} AND {first + rows[1]} GROUP BY e.event
)
SELECT {first} + t.row, t.id, coalesce(k.code, {UNKNOWN}), CASE t.mode {modes} END,
    CASE WHEN t.place IS NOT NULL THEN coalesce(p.code, {UNKNOWN}) END, {days},
    coalesce(d.lasting, FALSE), coalesce(d.doubtful, FALSE),
    coalesce(lower(t.participants_complete) NOT IN ({no}), TRUE), coalesce(len({split("t.participants")}), 0),
    s.known_from, s.maybe_from, CASE WHEN t.part_of IS NOT NULL THEN coalesce(w.event, {UNKNOWN}) END,
    CASE WHEN t.day IS NULL THEN t.date END, t.title
FROM (SELECT *, {plain_day("date")} AS day FROM ({cells}) c) t
LEFT JOIN kinds_codes k ON k.id = t.kind
LEFT JOIN known s ON s.event = {first} + t.row
LEFT JOIN entity_codes p ON p.id = t.place
LEFT JOIN {dates.TABLE} d ON t.day IS NULL AND d.text = t.date
LEFT JOIN {WHOLES} w ON w.id = t.part_of
"""
