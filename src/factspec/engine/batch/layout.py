"""The tables that many questions are answered from at once: names as whole numbers, days as whole numbers.

``entity``, ``kind`` and ``mode`` hold the codes. ``one_key`` and ``pair_key`` hold the events by one participant and by
two, each with all that a question may ask of it, so that a question is one look-up. An event with more than ``PAIRED``
participants is not under its pairs, which would be thousands: it is found under one of them in ``crowd_key`` and looked up in
``crowd``.
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
DECISION: Columns = (
    ("claim", "BIGINT"),
    ("verdict", "INTEGER"),
    ("low", "BIGINT"),
    ("high", "BIGINT"),
    ("involved", "BIGINT"),
)
TALLY, NTH, LATEST, HAPPENS = range(4)


def created(table: str, columns: Columns) -> str:
    """The statement that makes a table."""
    return f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns)})"


_KEY = ", ".join(f"e.{name}" for name, _ in EVENT)


Keys = dict[str, tuple[str, tuple[str, ...]]]


def keys(event: str, participant: str) -> Keys:
    """For each table by which events are found, the query that makes it, and the columns that it is looked up by."""
    return {
        "one_key": (f"SELECT p.entity AS one, {_KEY} FROM {participant} p JOIN {event} e ON e.event = p.event", ("one",)),
        "pair_key": (
            f"""SELECT p.entity AS one, q.entity AS other, {_KEY} FROM {participant} p
    JOIN {event} e ON e.event = p.event AND e.members <= {PAIRED}
    JOIN {participant} q ON q.event = p.event AND q.entity > p.entity""",
            ("one", "other"),
        ),
        "crowd_key": (
            f"SELECT p.entity AS one, {_KEY} FROM {participant} p JOIN {event} e ON e.event = p.event AND e.members > {PAIRED}",
            ("one",),
        ),
        "crowd": (
            f"SELECT p.event, p.entity FROM {participant} p JOIN {event} e ON e.event = p.event WHERE e.members > {PAIRED}",
            ("event", "entity"),
        ),
        "open_event": (f"SELECT {_KEY} FROM {event} e WHERE NOT e.complete", ()),
    }


SCOPED: Keys = {"scoped_entity": ("SELECT DISTINCT entity FROM scope_participant", ("entity",))}
