"""The set-based queries: one for the events that match any of many patterns, one for the statements that cover them.

Plain SQL in a subset that other engines run word for word. A match is graded attribute by attribute: 2 certain,
1 possible, 0 none. Rows with one attribute at 0 are kept where they fall among the days asked about: the near misses.
"""

from __future__ import annotations

ASK = (
    "ask BIGINT",
    "kind VARCHAR",
    "mode VARCHAR",
    "place VARCHAR",
    "outside BOOLEAN",
    "event VARCHAR",
    "part_of VARCHAR",
    "members BIGINT",
    "first_day BIGINT",
    "last_day BIGINT",
)
ASK_PARTICIPANT = ("ask BIGINT", "entity VARCHAR")

MATCHES = """
WITH met AS (
    SELECT p.ask, e.version, count(*) AS members
    FROM ask_participant p JOIN event_participant e ON e.entity = p.entity
    GROUP BY p.ask, e.version
), pair AS (
    SELECT ask, version FROM met
    UNION
    SELECT a.ask, v.version FROM ask a JOIN event_version v ON v.id = a.event
    UNION
    SELECT a.ask, v.version FROM ask a JOIN event_version v ON NOT v.complete
    WHERE a.event IS NULL AND a.members > 0
    UNION
    SELECT a.ask, v.version FROM ask a JOIN kind_above k ON k.above = a.kind JOIN event_version v ON v.kind = k.kind
    WHERE a.event IS NULL AND a.members = 0
), graded AS (
    SELECT p.ask, p.version,
        CASE WHEN a.kind IS NULL OR narrower.kind IS NOT NULL THEN 2 WHEN broader.kind IS NOT NULL THEN 1 ELSE 0 END AS by_kind,
        CASE WHEN a.mode IS NULL OR a.mode = v.mode THEN 2 WHEN v.mode IS NULL THEN 1 ELSE 0 END AS by_mode,
        CASE WHEN a.place IS NULL THEN 2
             WHEN v.place IS NULL THEN 1
             WHEN inside.place IS NOT NULL THEN CASE WHEN a.outside THEN 0 ELSE 2 END
             WHEN around.place IS NOT NULL THEN 1
             ELSE CASE WHEN a.outside THEN 2 ELSE 0 END END AS by_place,
        CASE WHEN coalesce(m.members, 0) = a.members THEN 2 WHEN NOT v.complete THEN 1 ELSE 0 END AS by_participants,
        CASE WHEN a.event IS NULL OR a.event = v.id THEN 2 ELSE 0 END AS by_event,
        CASE WHEN a.part_of IS NULL OR a.part_of = v.part_of THEN 2 WHEN v.part_of IS NULL THEN 1 ELSE 0 END AS by_part
    FROM pair p
    JOIN ask a ON a.ask = p.ask
    JOIN event_version v ON v.version = p.version
    LEFT JOIN met m ON m.ask = p.ask AND m.version = p.version
    LEFT JOIN kind_above narrower ON narrower.kind = v.kind AND narrower.above = a.kind
    LEFT JOIN kind_above broader ON broader.kind = a.kind AND broader.above = v.kind
    LEFT JOIN place_above inside ON inside.place = v.place AND inside.above = a.place
    LEFT JOIN place_above around ON around.place = a.place AND around.above = v.place
), counted AS (
    SELECT *,
        CASE WHEN by_kind = 0 THEN 1 ELSE 0 END + CASE WHEN by_mode = 0 THEN 1 ELSE 0 END
        + CASE WHEN by_place = 0 THEN 1 ELSE 0 END + CASE WHEN by_participants = 0 THEN 1 ELSE 0 END
        + CASE WHEN by_event = 0 THEN 1 ELSE 0 END + CASE WHEN by_part = 0 THEN 1 ELSE 0 END AS faults
    FROM graded
)
SELECT c.ask, c.version, c.by_kind, c.by_mode, c.by_place, c.by_participants, c.by_event, c.by_part
FROM counted c
JOIN ask a ON a.ask = c.ask
JOIN event_version v ON v.version = c.version
WHERE c.by_event > 0
    AND (c.faults = 0 OR (c.faults = 1 AND v.first_day <= a.last_day AND v.last_day >= a.first_day))
ORDER BY c.ask, c.version
"""
GRADES = ("kind", "mode", "place", "participants", "event", "part_of")

COVERS = """
SELECT a.ask, s.scope
FROM ask a
JOIN scope s ON s.mode IS NULL OR s.mode = a.mode
LEFT JOIN kind_above k ON k.kind = a.kind AND k.above = s.kind
LEFT JOIN place_above inside ON inside.place = a.place AND inside.above = s.place
LEFT JOIN place_above around ON around.place = s.place AND around.above = a.place
LEFT JOIN (
    SELECT p.ask, q.scope, count(*) AS members
    FROM ask_participant p JOIN scope_participant q ON q.entity = p.entity
    GROUP BY p.ask, q.scope
) m ON m.ask = a.ask AND m.scope = s.scope
WHERE (s.kind IS NULL OR k.kind IS NOT NULL)
    AND coalesce(m.members, 0) = s.members
    AND (
        s.place IS NULL
        OR (NOT s.outside AND NOT a.outside AND inside.place IS NOT NULL)
        OR (s.outside AND NOT a.outside AND a.place IS NOT NULL AND inside.place IS NULL AND around.place IS NULL)
        OR (s.outside AND a.outside AND around.place IS NOT NULL)
    )
ORDER BY a.ask, s.scope
"""
