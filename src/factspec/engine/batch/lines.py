"""Claims as lines of JSON, taken apart by the database: those whose form is plain, as rows; the others are left as they are.

``line`` holds the texts. A claim is *plain* where its keys, and the types of what they hold, leave no doubt of what it says:
then it is a sentence, or one of :data:`factspec.engine.batch.typed.KINDS` in its typed form. What is not plain, a faulty line
among it, is read by the reader of all claims, which knows what to say of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from factspec.engine.batch.layout import Columns
from factspec.engine.batch.typed import TYPED

LINE: Columns = (("claim", "BIGINT"), ("text", "VARCHAR"))
SHAPE: Columns = (("shape", "VARCHAR"), ("sort", "INTEGER"))
ODD, SENTENCE, STRUCTURE = 0, 1, 2

_TOP = ("id", "article", "says", "as_of", "expect")
_WHAT = ("event_kind", "subject", "event", "noun", "mode", "place", "outside")
_FIELDS = {
    "event": ((), ("when",)),
    "count": (("times",), ("window",)),
    "ordinal": (("on", "nth"), ("window",)),
    "previous": (("before", "when"), ()),
    "next": (("after", "when"), ()),
}
_PATHS = (
    *_TOP,
    *(f"claim.{name}" for name in ("kind", "when", "on", "nth", "window", "before", "after", "times.least", "times.most")),
    *(f"claim.what.{name}" for name in (*_WHAT, "others", "others[0]", "others[1]")),
)
_AT = {path: f"v[{place}]" for place, path in enumerate(_PATHS, 1)}
_LISTED = "[" + ", ".join(f"'$.{path}'" for path in _PATHS) + "]"
_KEYS = "['$', '$.claim', '$.claim.what', '$.claim.times']"
# A comma before a bracket is no JSON to other readers; a NUL is no text.
_STRICT = r"json_valid(text) AND NOT regexp_matches(text, ',\s*[}\]]|\\u0000')"

PARSED = f"""CREATE OR REPLACE TABLE parsed AS
    SELECT claim, hash(keys, types, {_AT["claim.kind"]}) || ' ' || hash('', keys, types, {_AT["claim.kind"]}) AS shape, v
    FROM (
        SELECT claim, json_keys(text, {_KEYS}) AS keys, json_type(text, {_LISTED}) AS types,
            json_extract_string(text, {_LISTED}) AS v
        FROM (SELECT claim, CASE WHEN {_STRICT} THEN text END AS text FROM line) l WHERE text IS NOT NULL
    ) p"""
NEW_SHAPES = """SELECT s.shape, l.text FROM (
        SELECT p.shape, min(p.claim) AS claim FROM parsed p LEFT JOIN shape k ON k.shape = p.shape
        WHERE k.shape IS NULL GROUP BY p.shape
    ) s JOIN line l ON l.claim = s.claim"""


def sort(text: str) -> int:
    """What the lines of the shape of one are: ``SENTENCE``, ``STRUCTURE`` or ``ODD``. Only keys and types count."""
    try:
        found = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return ODD
    if not isinstance(found, _Pairs) or not found.each({*_TOP, "claim"}) or not isinstance(found.get("id"), str):
        return ODD
    if not all(isinstance(found.get(name), str | None) for name in ("article", "as_of", "expect")):
        return ODD
    says, claim = found.get("says"), found.get("claim")
    if isinstance(says, str) and claim is None:
        return SENTENCE
    return STRUCTURE if says is None and isinstance(claim, _Pairs) and _is_plain(claim) else ODD


class _Pairs(dict[str, Any]):
    """A JSON object that knows whether a key stood twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self._count = len(pairs)

    def each(self, known: set[str]) -> bool:
        """Whether all keys are known ones, and none stood twice."""
        return len(self) == self._count and set(self) <= known


def _is_plain(claim: _Pairs) -> bool:
    kind, what, times = claim.get("kind"), claim.get("what"), claim.get("times")
    if not isinstance(kind, str) or kind not in _FIELDS or not isinstance(what, _Pairs) or not what.each({*_WHAT, "others"}):
        return False
    needed, free = _FIELDS[kind]
    dates = [claim.get(name) for name in needed if name not in ("times", "nth")]
    others = what.get("others", [])
    return (
        claim.each({"kind", "what", *needed, *free})
        and all(isinstance(date, str) for date in dates)
        and all(isinstance(claim.get(name), str | None) for name in free)
        and ("nth" not in needed or isinstance(claim.get("nth"), str) or _counts(claim.get("nth")))
        and ("times" not in needed or (isinstance(times, _Pairs) and _is_count(times)))
        and isinstance(what.get("event_kind"), str)
        and isinstance(what.get("subject"), str)
        and what.get("event") is None
        and all(isinstance(what.get(name), str | None) for name in ("noun", "mode", "place"))
        and isinstance(what.get("outside", False), bool)
        and isinstance(others, list)
        and len(others) < 2
        and all(isinstance(other, str) for other in others)
    )


def _is_count(times: _Pairs) -> bool:
    return times.each({"least", "most"}) and _counts(times.get("least")) and (times.get("most") is None or _counts(times["most"]))


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def stated(expected: Sequence[str], as_of: str | None, default: str | None) -> tuple[str, list[Any]]:
    """The statement that fills ``stated`` with the plain lines, and its parameters.

    ``expected`` are the names of the verdicts by their codes; ``as_of`` takes the place of each claim's day, ``default`` is for
    those that have none, nor an article in the table ``article``. Days are ISO.
    """
    verdicts = " ".join(f"WHEN '{name}' THEN {code}" for code, name in enumerate(expected))
    own, article, said, says, wanted = (_AT[name] for name in ("id", "article", "as_of", "says", "expect"))
    return (
        f"""CREATE OR REPLACE TABLE stated AS
    SELECT claim, id, article, says, as_of, expected, sort FROM (
        SELECT claim, CASE WHEN {article} IS NULL THEN {own} ELSE {article} || '/' || {own} END AS id, {article} AS article,
            {says} AS says, TRY_CAST(day AS DATE) - DATE '0001-01-01' + 1 AS as_of, day,
            CASE coalesce({wanted}, '{expected[0]}') {verdicts} END AS expected, sort,
            {own} AS own, {said} AS said
        FROM (
            SELECT p.claim, p.v, k.sort, coalesce(?::VARCHAR, p.{said}, a.published, ?::VARCHAR) AS day
            FROM parsed p JOIN shape k ON k.shape = p.shape LEFT JOIN article a ON a.id = p.{article} WHERE k.sort > 0
        ) t
    ) f
    WHERE expected IS NOT NULL AND (day IS NULL OR as_of IS NOT NULL) AND regexp_full_match(own, '[A-Za-z0-9][A-Za-z0-9._-]*')
        AND (said IS NULL OR CAST(TRY_CAST(said AS DATE) AS VARCHAR) = said)""",
        [as_of, default],
    )


def _claim(*names: str) -> str:
    found = ", ".join(_AT[f"claim.{name}"] for name in names)
    return f"coalesce({found})" if len(names) > 1 else found


_LOW, _HIGH, _NTH = (_claim(name) for name in ("times.least", "times.most", "nth"))
_MADE: Mapping[str, str] = {
    "claim": "claim",
    "kind": _claim("kind"),
    **{name: _claim(f"what.{name}") for name in ("event_kind", "noun", "subject", "mode", "place")},
    "other": _claim("what.others[0]"),
    "outside": f"coalesce({_claim('what.outside')} = 'true', false)",
    "low": f"TRY_CAST({_LOW} AS BIGINT)",
    "high": f"TRY_CAST({_HIGH} AS BIGINT)",
    "nth": f"TRY_CAST(nullif({_NTH}, 'last') AS BIGINT)",
    "period": _claim("when", "on"),
    "edge": _claim("window", "before", "after"),
    "as_of": "as_of",
}
STRUCTURES = f"""INSERT INTO typed SELECT {", ".join(f"{_MADE[name]} AS {name}" for name, _ in TYPED)} FROM (
    SELECT p.claim, t.as_of, p.v FROM parsed p JOIN stated t ON t.claim = p.claim WHERE t.sort = {STRUCTURE}
) s
WHERE ({_LOW} IS NULL OR TRY_CAST({_LOW} AS BIGINT) IS NOT NULL)
    AND ({_HIGH} IS NULL OR TRY_CAST({_HIGH} AS BIGINT) >= TRY_CAST({_LOW} AS BIGINT))
    AND ({_NTH} IS NULL OR {_NTH} = 'last' OR TRY_CAST({_NTH} AS BIGINT) > 0)"""
