"""Events whose lists of participants are not complete: each may match whoever is asked for, so they are counted, not joined.

How many of them can start in a stretch of days hangs on the kind, mode and place that are asked for, and on nothing else of
a question. So running counts by day are made once for each kind and mode, and a question looks up the days it asks about.
Those in a place are few, and are joined. All are counted whoever takes part; the other candidates of a question leave them out.
"""

from __future__ import annotations

from factspec.engine.batch.layout import HAPPENS, LATEST, NTH, TALLY, Columns

PAIR: Columns = (("kind", "INTEGER"), ("mode", "INTEGER"))
COUNT: Columns = (
    ("kind", "INTEGER"),
    ("mode", "INTEGER"),
    ("nowhere", "INTEGER"),
    ("day", "BIGINT"),
    ("started", "BIGINT"),
    ("over", "BIGINT"),
    ("ended", "BIGINT"),
)
"""By ``day``, how many may have started, must have started, and must have ended; mode 0: any; ``nowhere`` 1: without a place."""

PAIRS = "SELECT DISTINCT kind, coalesce(mode, 0) AS mode FROM scoped"
DAYS = (
    """SELECT first_start AS day FROM open_event UNION SELECT last_start FROM open_event UNION SELECT last_end FROM open_event"""
)
_ASKED = ("first_day - 1", "last_day", "first_on - 1", "last_on")
LOOKED_UP = f"""SELECT day, known_day FROM (
    SELECT day, known, max(CASE WHEN known = 1 THEN day END) OVER (
        ORDER BY day, known DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS known_day
    FROM (
        SELECT day, 1 AS known FROM open_day UNION ALL
        SELECT DISTINCT day, 0 FROM ({" UNION ALL ".join(f"SELECT {day} AS day FROM scoped" for day in _ASKED)}) a
    ) b
) c WHERE known = 0 AND known_day IS NOT NULL"""
"""For each day that is asked about, the latest day up to it on which a count changes."""


def counts(known_by: int | None) -> str:
    """The query for the running counts of the kinds and modes in ``open_pair``."""
    out = f" AND k.maybe_from <= {known_by}" if known_by is not None else ""
    zeros = (
        "SELECT p.kind, p.mode, n.nowhere, d.day, 0 AS started, 0 AS over, 0 AS ended FROM open_pair p"
        " CROSS JOIN (SELECT 0 AS nowhere UNION ALL SELECT 1) n CROSS JOIN open_day d"
    )
    changes = " UNION ALL ".join(
        f"SELECT kind, mode, nowhere, {column}, {what} FROM both_ways"
        for column, what in (("first_start", "1, 0, 0"), ("last_start", "0, 1, 0"), ("last_end", "0, 0, 1"))
    )
    running = ", ".join(
        f"CAST(sum({name}) OVER (PARTITION BY kind, mode, nowhere ORDER BY day"
        f" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS {name}"
        for name in ("started", "over", "ended")
    )
    return f"""
WITH may AS (
    SELECT p.kind, p.mode, k.place, k.first_start, k.last_start, k.last_end
    FROM open_pair p JOIN kind_grade g ON g.asked = p.kind
    JOIN open_event k ON k.kind = g.kind AND (p.mode = 0 OR k.mode IS NULL OR k.mode = p.mode){out}
), both_ways AS (
    SELECT kind, mode, 0 AS nowhere, first_start, last_start, last_end FROM may
    UNION ALL SELECT kind, mode, 1, first_start, last_start, last_end FROM may WHERE place IS NULL
), summed AS (
    SELECT kind, mode, nowhere, day, sum(started) AS started, sum(over) AS over, sum(ended) AS ended
    FROM ({zeros} UNION ALL {changes}) c GROUP BY kind, mode, nowhere, day
)
SELECT kind, mode, nowhere, day, {running} FROM summed
"""


def _between(first: str, last: str, begun: str, gone: str) -> str:
    """How many can start in a stretch of days: those that may have by its end, but for those that must have before."""
    return f"CASE WHEN {first} <= {last} THEN coalesce({begun}.started, 0) - coalesce({gone}.over, 0) ELSE 0 END"


_BOTH = (
    "CASE WHEN q.first_day < q.first_on AND q.first_on <= q.last_on THEN coalesce(b.started, 0) - coalesce(b.over, 0) ELSE 0 END"
)
_DAYS = {
    TALLY: {"a": "q.first_day - 1", "c": "q.last_day"},
    HAPPENS: {"a": "q.first_day - 1", "c": "q.last_day"},
    NTH: {"a": "q.first_day - 1", "b": "q.first_on - 1", "c": "q.last_on"},
    LATEST: {"a": "q.first_on - 1", "b": "q.last_on", "c": "q.last_day"},
}
COUNTED: dict[int, dict[str, str]] = {
    TALLY: {"can": _between("q.first_day", "q.last_day", "c", "a")},
    HAPPENS: {"can": _between("q.first_day", "q.last_day", "c", "a").replace("a.over", "a.ended")},
    NTH: {
        "before": _between("q.first_day", "q.first_on - 1", "b", "a"),
        "inside": _between("q.first_on", "q.last_on", "c", "b"),
        "free": f"{_between('q.first_day', 'q.first_on - 1', 'b', 'a')} - {_BOTH}",
    },
    LATEST: {
        "can_follow": _between("q.last_on + 1", "q.last_day", "c", "b"),
        "inside": _between("q.first_on", "q.last_on", "b", "a"),
    },
}
"""What the open events add to the counts of a form, from the rows of ``counts`` that ``joined`` finds."""


def joined(form: int) -> str:
    """The joins of a question ``q`` with the counts of the days it asks about: where it names a place, with those nowhere."""
    which = "CASE WHEN q.place IS NULL OR q.outside THEN 0 ELSE 1 END"
    return " ".join(
        f"LEFT JOIN open_at {name}_at ON {name}_at.day = {day} LEFT JOIN open_count {name} ON {name}.kind = q.kind"
        f" AND {name}.mode = coalesce(q.mode, 0) AND {name}.nowhere = {which} AND {name}.day = {name}_at.known_day"
        for name, day in _DAYS[form].items()
    )


def placed(ask: str) -> str:
    """Questions with the open events in their places: those that count, or, outside of a place, those that do not."""
    return (
        f"{ask} q JOIN place_grade l ON l.asked = q.place AND (l.grade = 2 OR (l.grade = 1 AND NOT q.outside))"
        " JOIN open_event k ON k.place = l.place"
    )
