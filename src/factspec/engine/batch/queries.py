"""The queries that answer many questions at once: matches counted, days held against complete lists, verdicts decided.

They are plain SQL that other engines run word for word. What each count means, and why the verdict follows from the counts,
is told in :mod:`factspec.engine.timeline`: the conditions here are those of its functions, over counts in place of lists.
"""

from __future__ import annotations

from dataclasses import dataclass

from factspec.engine.batch import open_lists
from factspec.engine.batch.layout import HAPPENS, LATEST, NTH, TALLY

_SURE = "g.grade = 2 AND (q.mode IS NULL OR q.mode = k.mode) AND {place} = 2 AND NOT k.doubtful"
_MAY = "(q.mode IS NULL OR k.mode IS NULL OR q.mode = k.mode) AND {place} > 0"
_PLACE = """CASE WHEN q.place IS NULL THEN 2 WHEN k.place IS NULL THEN 1
    WHEN q.outside THEN CASE WHEN h.grade = 2 THEN 0 WHEN h.grade = 1 THEN 1 ELSE 2 END ELSE coalesce(h.grade, 0) END"""


_CLOSED = "CASE WHEN k.complete THEN 1 ELSE 0 END"  # open events are counted by themselves


@dataclass(frozen=True, slots=True)
class Shape:
    """What all questions of a batch have in common: their form, how many participants they name, whether they name a place.

    ``crowds``, ``open_lists``, ``open_disputes``: whether the reference has events with many participants, with open lists of
    them, and such that are disputed; ``disputes``: whether any are. ``known_by``: the day by which rows were out.
    """

    form: int
    pair: bool
    place: bool
    crowds: bool
    open_lists: bool
    disputes: bool = False
    open_disputes: bool = False
    known_by: int | None = None


def verdicts(shape: Shape, ask: str) -> str:
    """The query that gives ``claim``, ``verdict``, ``low``, ``high`` and ``involved`` for each row of the table ``ask``.

    ``verdict`` is 0 supported, 1 refuted, 3 not enough; ``involved`` is not 0 where a disputed event may match, and then the
    verdict is no verdict. ``low`` and ``high`` bound a count; a ``high`` NULL is no limit.
    """
    (main_first, main_last), (aux_first, aux_last) = _WINDOWS[shape.form]
    true, false = _WORLDS[shape.form]
    aux = shape.form in (NTH, LATEST)
    return f"""
WITH matched AS (
    SELECT claim, {_counts(shape)}
    FROM ({_candidates(shape, ask)}) m
    GROUP BY claim
), told AS (
    SELECT q.*, {_with_open(shape)},
        CASE WHEN {main_first} > {main_last} OR s.first_day IS NOT NULL THEN 1 ELSE 0 END AS covered,
        {f"CASE WHEN {aux_first} > {aux_last} OR t.first_day IS NOT NULL THEN 1 ELSE 0 END" if aux else "1"} AS aux_covered
    FROM {ask} q
    LEFT JOIN matched m ON m.claim = q.claim
    {open_lists.joined(shape.form) if shape.open_lists else ""}
    {_spanned("s", main_first, main_last)}
    {_spanned("t", aux_first, aux_last) if aux else ""}
), decided AS (
    SELECT claim, involved, covered, {", ".join(_COUNTED[shape.form])},
        CASE WHEN {true} THEN 1 ELSE 0 END AS can_be_true, CASE WHEN {false} THEN 1 ELSE 0 END AS can_be_false
    FROM told
)
SELECT claim,
    CASE WHEN can_be_true = can_be_false THEN 3 WHEN can_be_true = 1 THEN 0 ELSE 1 END AS verdict,
    {"must" if shape.form == TALLY else "CAST(NULL AS BIGINT)"} AS low,
    {"CASE WHEN covered = 1 THEN can END" if shape.form == TALLY else "CAST(NULL AS BIGINT)"} AS high,
    involved
FROM decided
"""


def _with_open(shape: Shape) -> str:
    """The counts of what was matched, with the open events added that are only counted."""
    more = open_lists.COUNTED[shape.form] if shape.open_lists else {}
    counts = (
        f"coalesce(m.{name}, 0)" + (f" + {more[name]}" if name in more else "") + f" AS {name}" for name in _COUNTED[shape.form]
    )
    return ", ".join((*counts, "coalesce(m.disputed, 0) AS involved" if shape.disputes else "0 AS involved"))


def _spanned(name: str, first: str, last: str) -> str:
    """The join with the one stretch that holds all of some days; with none where there are no days."""
    days = f"{first} <= {last} AND {name}.first_day <= {first} AND {name}.last_day >= {last}"
    return f"LEFT JOIN span {name} ON {name}.scoped = q.scoped AND {days}"


def _candidates(shape: Shape, ask: str) -> str:
    """The events that may match each question: its days, whether it matches for sure, whether it is disputed."""
    keys = "k.one = q.one" + (" AND k.other = q.other" if shape.pair else "")
    parts = [_graded(shape, f"{ask} q JOIN {'pair_key' if shape.pair else 'one_key'} k ON {keys}")]
    if shape.pair and shape.crowds:
        crowd = "JOIN crowd_asked w ON w.one = q.one AND w.other = q.other"
        parts.append(_graded(shape, f"{ask} q {crowd} JOIN crowd_key k ON k.one = w.one AND k.event = w.event"))
    if shape.open_lists and shape.place:
        weight = "CASE WHEN q.outside THEN -1 ELSE 1 END"
        parts.append(_graded(shape, open_lists.placed(ask), weight=weight, sure=False, anywhere=True))
    if shape.open_disputes:
        parts.append(_graded(shape, f"{ask} q JOIN open_event k ON k.disputed", weight="0", sure=False))
    return " UNION ALL ".join(parts)


def _graded(shape: Shape, joined: str, *, weight: str = _CLOSED, sure: bool = True, anywhere: bool = False) -> str:
    """Candidates with their grades; ``weight``: how often each counts as one that can match; ``anywhere``: joined by place."""
    place = f"({_PLACE})" if shape.place and not anywhere else "2"
    sure_when = _SURE.format(place=place) if sure else "1 = 0"
    may = [_MAY.format(place=place), _NEAR[shape.form]]
    if shape.known_by is not None:
        sure_when += f" AND k.known_from <= {shape.known_by}"
        may.append(f"k.maybe_from <= {shape.known_by}")
    located = "LEFT JOIN place_grade h ON h.asked = q.place AND h.place = k.place" if shape.place and not anywhere else ""
    return f"""SELECT q.claim, q.first_day, q.last_day, q.first_on, q.last_on, k.disputed, {weight} AS weight,
        k.first_start, k.last_start, k.first_end, k.last_end, CASE WHEN {sure_when} THEN 1 ELSE 0 END AS sure
    FROM {joined} JOIN kind_grade g ON g.asked = q.kind AND g.kind = k.kind {located}
    WHERE {" AND ".join(may)}"""


_SCOPED = """(s.mode IS NULL OR s.mode = q.mode) AND (s.kind IS NULL OR n.kind IS NOT NULL) AND (s.place IS NULL
    OR (NOT s.outside AND NOT q.outside AND i.grade = 2)
    OR (s.outside AND NOT q.outside AND q.place IS NOT NULL AND coalesce(i.grade, 0) < 2 AND coalesce(r.grade, 0) < 2)
    OR (s.outside AND q.outside AND r.grade = 2))"""
_HIERARCHIES = """LEFT JOIN kind_grade n ON n.asked = s.kind AND n.kind = q.kind AND n.grade = 2
    LEFT JOIN place_grade i ON i.asked = s.place AND i.place = q.place
    LEFT JOIN place_grade r ON r.asked = q.place AND r.place = s.place"""


_PARTY = "CASE WHEN {0}.entity IS NOT NULL THEN q.{1} END"
_SAME = " AND ".join(
    f"coalesce(p.{name}, -1) = coalesce({asked}, -1)"
    for name, asked in (
        *((name, f"q.{name}") for name in ("kind", "mode", "place")),
        ("one", _PARTY.format("a", "one")),
        ("other", _PARTY.format("b", "other")),
    )
)
_PARTIES = """LEFT JOIN scoped_entity a ON a.entity = q.one
    LEFT JOIN scoped_entity b ON b.entity = q.other"""


CROWDS = """SELECT a.one, a.other, v.event FROM (SELECT DISTINCT one, other FROM scoped WHERE other IS NOT NULL) a
    JOIN crowd v ON v.entity = a.one JOIN crowd w ON w.event = v.event AND w.entity = a.other"""
"""For each two that are asked about together, the events with many participants that have both."""


def patterns(ask: str) -> str:
    """The query that gives the different patterns of some questions, as far as statements can tell them apart."""
    return f"""
SELECT row_number() OVER (ORDER BY kind, mode, place, outside, one, other) AS scoped, kind, mode, place, outside, one, other
FROM (
    SELECT DISTINCT q.kind, q.mode, q.place, q.outside,
        {_PARTY.format("a", "one")} AS one, {_PARTY.format("b", "other")} AS other
    FROM {ask} q {_PARTIES}
) d
"""


def scoped(ask: str, patterns: str) -> str:
    """The query that gives the questions again, each with the number of its pattern."""
    return f"SELECT q.*, p.scoped FROM {ask} q {_PARTIES} JOIN {patterns} p ON p.outside = q.outside AND {_SAME}"


def spans(scoped: str) -> str:
    """The query that gives, for each row of a table of patterns, the stretches of days on which all its events are listed.

    ``scoped``, ``first_day``, ``last_day``; stretches of one pattern neither overlap nor adjoin, so days are covered where
    one stretch holds them all.
    """
    return f"""
WITH covering AS (
    {_covering(scoped)}
), ranked AS (
    SELECT scoped, first_day, last_day, max(last_day) OVER (
        PARTITION BY scoped ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS reached
    FROM covering
), numbered AS (
    SELECT scoped, first_day, last_day, sum(CASE WHEN first_day > coalesce(reached, first_day - 2) + 1 THEN 1 ELSE 0 END) OVER (
        PARTITION BY scoped ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stretch
    FROM ranked
)
SELECT scoped, min(first_day) AS first_day, max(last_day) AS last_day FROM numbered GROUP BY scoped, stretch
"""


def _covering(scoped: str) -> str:
    """The days of each statement that takes in a pattern: of those about nobody, about one of its participants, or both."""
    head = f"SELECT q.scoped, s.first_day, s.last_day FROM {scoped} q"
    member = "JOIN scope_participant p ON p.entity = q.{} JOIN scope s ON s.scope = p.scope AND s.members = 1"
    both = """JOIN scope_participant p ON p.entity = q.one JOIN scope s ON s.scope = p.scope AND s.members = 2
    JOIN scope_participant t ON t.scope = s.scope AND t.entity = q.other"""
    joins = ("JOIN scope s ON s.members = 0", member.format("one"), member.format("other"), both)
    return " UNION ALL ".join(f"{head} {join} {_HIERARCHIES} WHERE {_SCOPED}" for join in joins)


def _counts(shape: Shape) -> str:
    """What is counted of the candidates of each question."""
    counts = [f"{_weighed(shape, condition)} AS {name}" for name, condition in _COUNTED[shape.form].items()]
    return ", ".join((*counts, "count(CASE WHEN disputed THEN 1 END) AS disputed") if shape.disputes else counts)


def _weighed(shape: Shape, condition: str) -> str:
    """How many candidates there are on a condition: those that match for sure, or all, each by its weight."""
    if "sure" in condition or not shape.open_lists:
        return f"count(CASE WHEN {condition} THEN 1 END)"
    if not shape.place:  # then no weight is below 0
        return f"count(CASE WHEN {condition} AND weight = 1 THEN 1 END)"
    return f"CAST(sum(CASE WHEN {condition} THEN weight ELSE 0 END) AS BIGINT)"


def _must_start(first: str, last: str) -> str:
    return f"sure = 1 AND first_start >= {first} AND last_start <= {last}"


_COUNTED: dict[int, dict[str, str]] = {
    TALLY: {"must": _must_start("first_day", "last_day"), "can": "first_day <= last_day"},
    NTH: {
        "before": "first_start < first_on AND first_day < first_on",
        "by_end": _must_start("first_day", "last_on"),
        "inside": "last_start >= first_on",
        "forced": _must_start("first_day", "first_on - 1"),
        "free": "last_start < first_on AND first_day < first_on",
    },
    LATEST: {
        "must_follow": _must_start("last_on + 1", "last_day"),
        "can_follow": "last_start > last_on AND last_on < last_day",
        "inside": "first_start <= last_on",
        "must_be_in": _must_start("first_on", "last_day"),
    },
    HAPPENS: {"must": "sure = 1 AND last_start <= last_day AND first_end >= first_day", "can": "first_day <= last_day"},
}
"""What is counted for each form, of candidates that are ``_NEAR``. Where ``_SOME`` fails, no count is looked at."""

_WINDOWS = {
    TALLY: (("q.first_day", "q.last_day"), ("1", "0")),
    NTH: (("q.first_on", "q.last_on"), ("q.first_day", "q.first_on - 1")),
    LATEST: (("q.first_on", "q.last_on"), ("q.last_on + 1", "q.last_day")),
    HAPPENS: (("q.first_day", "q.last_day"), ("1", "0")),
}
_NEAR = {
    TALLY: "k.first_start <= q.last_day AND k.last_start >= q.first_day",
    NTH: "k.first_start <= q.last_on AND k.last_start >= q.first_day",
    LATEST: "k.first_start <= q.last_day AND k.last_start >= q.first_on",
    HAPPENS: "k.first_start <= q.last_day AND k.last_end >= q.first_day",
}
_SOME = "first_on <= last_on"
_FILLED = "CASE WHEN aux_covered = 0 OR free > nth - 1 THEN nth - 1 ELSE free END"
_WORLDS = {
    TALLY: (
        "NOT ((covered = 1 AND can < low) OR (high IS NOT NULL AND high < must))",
        "NOT (must >= low AND (high IS NULL OR (covered = 1 AND can <= high)))",
    ),
    NTH: (
        f"{_SOME} AND forced < nth AND (covered = 0 OR (inside > 0 AND {_FILLED} + inside >= nth))",
        f"NOT ({_SOME}) OR aux_covered = 0 OR before >= nth OR by_end < nth",
    ),
    LATEST: (
        f"{_SOME} AND (inside > 0 OR covered = 0) AND must_follow = 0",
        f"NOT ({_SOME}) OR can_follow > 0 OR aux_covered = 0 OR must_be_in = 0",
    ),
    HAPPENS: (
        "first_day <= last_day AND (can > 0 OR covered = 0)",
        "NOT (first_day <= last_day) OR must = 0",
    ),
}
