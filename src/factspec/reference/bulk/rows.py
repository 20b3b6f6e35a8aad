"""The SQL that turns rows of text into rows of an index.

``cells`` is a table or view with ``row``, a number from 0, and the columns of events as text, NULL where blank. ``dates`` is a
table of the texts that are no plain days, with the days they mean.
"""

from __future__ import annotations

from factspec.reference.bulk.layout import MODES

COLUMNS = (
    "id", "kind", "mode", "date", "place", "title", "part_of", "participants", "participants_complete", "sources",
)  # fmt: skip
EPOCH = 719_163  # the number of 1970-01-01
YES, NO = ("true", "t", "1", "yes", "y", "on"), ("false", "f", "0", "no", "n", "off")

PLAIN_DAY = """CASE WHEN strlen({0}) = 10 AND TRY_CAST({0} AS DATE)::VARCHAR = {0}
    THEN (TRY_CAST({0} AS DATE) - DATE '1970-01-01') + 719163 END"""
_PARTS = "string_split({0}, '|')"


def _lists(column: str, code: str, codes: str, first: int) -> str:
    return f"""
SELECT {first} + u.row AS event, u.position, n.code AS {code}
FROM (
    SELECT row, unnest({_PARTS.format(column)}) AS name, generate_subscripts({_PARTS.format(column)}, 1) AS position
    FROM cells WHERE {column} IS NOT NULL
) u JOIN {codes} n ON n.id = trim(u.name)
ORDER BY event, u.position
"""


def participants(first: int) -> str:
    """The query for the participants of events whose numbers begin with ``first``."""
    return _lists("participants", "entity", "entity_codes", first)


def sources(first: int) -> str:
    """The query for the sources of events whose numbers begin with ``first``."""
    return _lists("sources", "source", "source_codes", first)


def events(first: int) -> str:
    """The query for events whose numbers begin with ``first``; ``part_of`` is looked up in the table ``wholes``."""
    modes = " ".join(f"WHEN '{mode}' THEN {code}" for mode, code in MODES.items())
    no = ", ".join(f"'{word}'" for word in NO)
    return f"""
WITH told AS (
    SELECT *, {PLAIN_DAY.format("date")} AS day FROM cells
), known AS (
    SELECT e.event, min(s.known_from) AS known_from, min(s.maybe_from) AS maybe_from
    FROM event_sources e JOIN source_codes s ON s.code = e.source
    WHERE e.event >= {first} GROUP BY e.event
)
SELECT {first} + t.row AS event, t.id, k.code AS kind, CASE t.mode {modes} END AS mode, p.code AS place,
    coalesce(t.day, d.starts_first), coalesce(t.day, d.starts_last), coalesce(t.day, d.ends_first), coalesce(t.day, d.ends_last),
    coalesce(d.lasting, FALSE), coalesce(d.doubtful, FALSE),
    lower(coalesce(t.participants_complete, 'true')) NOT IN ({no}) AS complete,
    coalesce(len({_PARTS.format("t.participants")}), 0) AS members,
    s.known_from, s.maybe_from, w.event AS part_of, CASE WHEN t.day IS NULL THEN t.date END AS date, t.title
FROM told t
JOIN kinds_codes k ON k.id = t.kind
JOIN known s ON s.event = {first} + t.row
LEFT JOIN entity_codes p ON p.id = t.place
LEFT JOIN dates d ON d.text = t.date
LEFT JOIN wholes w ON w.id = t.part_of
ORDER BY event
"""
