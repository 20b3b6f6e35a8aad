"""The tables that many questions are answered from at once: names as whole numbers, days as whole numbers.

``entity``, ``kind`` and ``mode`` hold the codes. ``one_key`` and ``pair_key`` hold the events by one participant and by
two, each with all that a question may ask of it, so that a question is one look-up. An event with more than ``PAIRED``
participants is not under its pairs, which would be thousands: it is found under one of them and looked up in ``crowd``.
"""

from __future__ import annotations

PAIRED = 8
Columns = tuple[tuple[str, str], ...]

EVENT: Columns = (
    ("event", "BIGINT"),
    ("kind", "INTEGER"),
    ("mode", "INTEGER"),
    ("place", "INTEGER"),
    ("first_start", "BIGINT"),
    ("last_start", "BIGINT"),
    ("first_end", "BIGINT"),
    ("last_end", "BIGINT"),
    ("doubtful", "BOOLEAN"),
    ("complete", "BOOLEAN"),
    ("known_from", "BIGINT"),
    ("maybe_from", "BIGINT"),
    ("disputed", "BOOLEAN"),
    ("members", "INTEGER"),
)
TABLES: dict[str, Columns] = {
    "entity": (("code", "INTEGER"), ("id", "VARCHAR")),
    "kind": (("code", "INTEGER"), ("id", "VARCHAR")),
    "event": (*EVENT, ("id", "VARCHAR")),
    "participant": (("event", "BIGINT"), ("entity", "INTEGER")),
    "kind_grade": (("asked", "INTEGER"), ("kind", "INTEGER"), ("grade", "INTEGER")),
    "place_grade": (("asked", "INTEGER"), ("place", "INTEGER"), ("grade", "INTEGER")),
    "scope": (
        ("scope", "BIGINT"),
        ("kind", "INTEGER"),
        ("mode", "INTEGER"),
        ("place", "INTEGER"),
        ("outside", "BOOLEAN"),
        ("members", "INTEGER"),
        ("first_day", "BIGINT"),
        ("last_day", "BIGINT"),
    ),
    "scope_participant": (("scope", "BIGINT"), ("entity", "INTEGER")),
}
ASK: Columns = (
    ("claim", "BIGINT"),
    ("form", "INTEGER"),
    ("kind", "INTEGER"),
    ("one", "INTEGER"),
    ("other", "INTEGER"),
    ("mode", "INTEGER"),
    ("place", "INTEGER"),
    ("outside", "BOOLEAN"),
    ("first_day", "BIGINT"),
    ("last_day", "BIGINT"),
    ("first_on", "BIGINT"),
    ("last_on", "BIGINT"),
    ("nth", "BIGINT"),
    ("low", "BIGINT"),
    ("high", "BIGINT"),
)
TALLY, NTH, LATEST, HAPPENS = range(4)


def created(table: str, columns: Columns) -> str:
    """The statement that makes a table."""
    return f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns)})"


_KEY = ", ".join(f"e.{name}" for name, _ in EVENT)


def keys(where: str, event: str, participant: str) -> tuple[str, ...]:
    """The statements that make the tables by which events are found, in a schema or before names with ``where``."""
    return (
        f"CREATE TABLE {where}one_key AS SELECT p.entity AS one, {_KEY} FROM {participant} p JOIN {event} e ON e.event = p.event"
        " ORDER BY 1",
        f"""CREATE TABLE {where}pair_key AS
    SELECT p.entity AS one, q.entity AS other, {_KEY}
    FROM {participant} p
    JOIN {event} e ON e.event = p.event AND e.members <= {PAIRED}
    JOIN {participant} q ON q.event = p.event AND q.entity > p.entity
    ORDER BY 1, 2""",
        f"""CREATE TABLE {where}crowd AS
    SELECT p.event, p.entity FROM {participant} p JOIN {event} e ON e.event = p.event WHERE e.members > {PAIRED}""",
        f"CREATE TABLE {where}open_event AS SELECT {_KEY} FROM {event} e WHERE NOT e.complete",
    )
