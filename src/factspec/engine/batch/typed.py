"""Claims about events as rows of names and dates, and the queries that make questions of them.

A row of ``typed`` holds what a claim of one of ``KINDS`` says, in the words of its typed form: ids of the reference, and
periods as EDTF. What each kind asks is told by the kind itself; the conditions here are those of its ``question``.
"""

from __future__ import annotations

from factspec.engine.batch.layout import HAPPENS, LATEST, NTH, TALLY, Columns
from factspec.reference.bulk.layout import MODES
from factspec.values.calendar import FIRST, LAST
from factspec.values.periods import RELATIVE

KINDS = ("event", "count", "ordinal", "previous", "next")
TYPED: Columns = (
    ("claim", "BIGINT"),
    ("kind", "VARCHAR"),
    ("event_kind", "VARCHAR"),
    ("noun", "VARCHAR"),
    ("subject", "VARCHAR"),
    ("other", "VARCHAR"),
    ("mode", "VARCHAR"),
    ("place", "VARCHAR"),
    ("outside", "BOOLEAN"),
    ("low", "BIGINT"),
    ("high", "BIGINT"),
    ("nth", "BIGINT"),
    ("period", "VARCHAR"),
    ("edge", "VARCHAR"),
    ("as_of", "BIGINT"),
)
"""``period``: when it happened; ``edge``: the window, or the day before or after which. ``nth`` NULL: the last."""

NAMED: Columns = (("code", "INTEGER"), ("id", "VARCHAR"), ("type", "VARCHAR"), ("says", "VARCHAR"))
POINT: Columns = (("text", "VARCHAR"), ("first_day", "BIGINT"), ("last_day", "BIGINT"))
_RELATIVE = ", ".join(f"'{text}'" for text in RELATIVE)
_SIDES = {"a": ("period", 1), "b": ("period", 2), "c": ("edge", 1), "d": ("edge", 2)}
_MODE = "CASE t.mode " + " ".join(f"WHEN '{mode}' THEN {code}" for mode, code in MODES.items()) + " END"


def _part(column: str, side: int) -> str:
    """The first or second date of a period; *this year* with the day of speaking behind it; NULL for no limit."""
    text = f"t.{column}"
    moved = f"CASE WHEN {text} IN ({_RELATIVE}) THEN {text} || '@' || CAST(t.as_of AS VARCHAR) ELSE {text} END"
    part = f"CASE WHEN position('/' IN {text}) > 0 THEN split_part({text}, '/', {side}) ELSE {moved} END"
    return f"nullif({part}, '..')"


def _written(column: str) -> str:
    """Whether a period has one slash at most, is no bare limit, and has nothing in it that only a key of a date has."""
    text = f"t.{column}"
    slashes = f"length({text}) - length(replace({text}, '/', ''))"
    return f"({text} IS NULL OR ({slashes} < 2 AND {text} <> '..' AND position('@' IN {text}) = 0))"


def known(typed: str, signature: str) -> str:
    """The query for those claims whose names are known: with the codes and spellings of their names, and their dates apart.

    ``signature`` is the text that tells how a claim is said, from ``t`` (the claim) and ``s``, ``o``, ``p`` (rows of ``named``).
    """
    parts = ", ".join(f"{_part(*side)} AS {name}_text" for name, side in _SIDES.items())
    return (
        f"SELECT t.*, n.code AS kind_code, s.code AS one, o.code AS two, p.code AS place_code, {_MODE} AS mode_code, {parts},"
        f" s.says AS subject_says, o.says AS other_says, p.says AS place_says, {signature} AS signature"
        f" FROM {typed} t JOIN kind n ON n.id = coalesce(t.noun, t.event_kind) JOIN named s ON s.id = t.subject"
        " LEFT JOIN named o ON o.id = t.other LEFT JOIN named p ON p.id = t.place"
        " WHERE s.says IS NOT NULL AND (t.other IS NULL OR (o.says IS NOT NULL AND t.other <> t.subject))"
        f" AND (t.place IS NULL OR p.says IS NOT NULL) AND (t.mode IS NULL OR {_MODE} IS NOT NULL)"
        f" AND {_written('period')} AND {_written('edge')}"
    )


def points(known: str) -> str:
    """The query for the dates that the periods of some claims are made of, each once."""
    return " UNION ".join(f"SELECT {name}_text AS text FROM {known} WHERE {name}_text IS NOT NULL" for name in _SIDES)


def asked(known: str) -> str:
    """The query for the questions of those claims whose dates are all in the table ``point``, as rows of ``layout.ASK``.

    ``as_of`` stands behind them.
    """
    joins = " ".join(f"LEFT JOIN point {name} ON {name}.text = t.{name}_text" for name in _SIDES)
    found = " AND ".join(f"(t.{name}_text IS NULL OR {name}.text IS NOT NULL)" for name in _SIDES)
    dated = (
        f"SELECT t.*, coalesce(a.first_day, {FIRST}) AS from_day, coalesce(b.last_day, {LAST}) AS to_day,"
        f" coalesce(c.first_day, {FIRST}) AS edge_first, coalesce(d.last_day, {LAST}) AS edge_last"
        f" FROM {known} t {joins} WHERE {found}"
    )
    days = f"SELECT k.*, {_clipped('from_day', 'to_day', _BESIDE)} AS on_last FROM ({dated}) k WHERE {_SOUND}"
    window = f"SELECT k.*, {_WINDOW} FROM ({days}) k"
    return (
        f"SELECT claim, {_FORM} AS form, kind_code AS kind, {_LEAST} AS one, {_GREATEST} AS other,"
        " mode_code AS mode, place_code AS place, outside, first_day, last_day,"
        f" CASE WHEN kind IN ('event', 'count') THEN first_day ELSE {_later('from_day', 'first_day')} END AS first_on,"
        f" CASE WHEN kind IN ('event', 'count') THEN last_day ELSE {_earlier('on_last', 'last_day')} END AS last_on,"
        " CASE WHEN kind = 'next' THEN 1 ELSE nth END AS nth, low, high, as_of"
        f" FROM ({window}) w"
    )


def _clipped(first: str, last: str, about: str = "") -> str:
    """The last day of a stretch that ends at the day of speaking, where it, or what the claim is about, begins by then."""
    future = f"{first} > as_of" + (f" OR {about} > as_of" if about else "")
    return f"CASE WHEN as_of IS NULL OR {future} OR {last} < as_of THEN {last} ELSE as_of END"


def _later(one: str, other: str) -> str:
    return f"CASE WHEN {one} > {other} THEN {one} ELSE {other} END"


def _earlier(one: str, other: str) -> str:
    return f"CASE WHEN {one} < {other} THEN {one} ELSE {other} END"


_BESIDE = "CASE kind WHEN 'next' THEN edge_last + 1 WHEN 'previous' THEN edge_first - 1 END"
_SOUND = " AND ".join(
    (
        "from_day <= to_day AND edge_first <= edge_last",
        f"(period IS NULL OR from_day > {FIRST} OR to_day < {LAST})",
        f"(edge IS NULL OR edge_first > {FIRST} OR edge_last < {LAST})",
    )
)
_LEAST = "CASE WHEN two < one THEN two ELSE one END"
_GREATEST = "CASE WHEN two IS NULL THEN NULL WHEN two < one THEN one ELSE two END"
_FORM = (
    f"CASE kind WHEN 'event' THEN {HAPPENS} WHEN 'count' THEN {TALLY} WHEN 'previous' THEN {LATEST} WHEN 'next' THEN {NTH}"
    f" ELSE CASE WHEN nth IS NULL THEN {LATEST} ELSE {NTH} END END"
)
_WINDOW = (
    f"CASE kind WHEN 'event' THEN from_day WHEN 'previous' THEN {FIRST} WHEN 'next' THEN edge_last + 1 ELSE edge_first END"
    " AS first_day, CASE kind WHEN 'event' THEN on_last WHEN 'previous' THEN edge_first - 1"
    f" WHEN 'next' THEN {_later('edge_last', 'on_last')} WHEN 'count' THEN {_clipped('edge_first', 'edge_last')}"
    f" ELSE {_clipped('edge_first', 'edge_last', 'from_day')} END AS last_day"
)
