"""Results of many claims as rows: the sentence, the typed form and the reason of each, made by the database.

Claims that differ only in names, dates and numbers have one *signature*: how a claim of a signature is said is asked for once.
What that gives has gaps for what is each claim's own; they stand in the order of ``GAPS``, those that are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factspec.engine.batch.layout import Columns

_MARKS = "\ue000", "\ue001"  # letters that no text of a reference should hold
GAPS = ("day", "subject", "other", "place", "period", "nth", "low", "high", "edge")
"""``day``: the day before or after which; ``edge``: the window; in a sentence, ``low`` is the whole count."""

WORDING: Columns = (
    ("signature", "VARCHAR"),
    *((f"says_{place}", "VARCHAR") for place in range(len(GAPS) + 1)),
    *((f"structure_{place}", "VARCHAR") for place in range(len(GAPS) + 1)),
)
COUNTED: Columns = (("low", "BIGINT"), ("high", "BIGINT"), ("says", "VARCHAR"))
PLACED: Columns = (("nth", "BIGINT"), ("says", "VARCHAR"))
PHRASE: Columns = (("text", "VARCHAR"), ("says", "VARCHAR"))
RESULT: Columns = (
    ("claim", "BIGINT"),
    ("id", "VARCHAR"),
    ("verdict", "INTEGER"),
    ("expected", "INTEGER"),
    ("says", "VARCHAR"),
    ("text", "VARCHAR"),
)

_PARTS = (
    "t.kind", "t.event_kind", "t.noun", "t.mode", "s.type", "o.type", "p.type", "CASE WHEN t.outside THEN 'outside' END",
    "CASE WHEN t.period IS NOT NULL THEN 'p' END", "CASE WHEN t.edge IS NOT NULL THEN 'e' END",
    "CASE WHEN t.nth IS NOT NULL THEN 'n' END", "CASE WHEN t.high IS NOT NULL THEN 'h' END",
)  # fmt: skip
SIGNATURE = " || '|' || ".join(f"coalesce({part}, '')" for part in _PARTS)
NEW_SIGNATURES = """SELECT s.signature, min(s.claim) FROM known s JOIN ask_all q ON q.claim = s.claim
    LEFT JOIN wording w ON w.signature = s.signature WHERE w.signature IS NULL GROUP BY s.signature"""
NEW_COUNTS = """SELECT DISTINCT s.low, s.high FROM known s
    LEFT JOIN counted c ON c.low = s.low AND c.high IS NOT DISTINCT FROM s.high WHERE s.low IS NOT NULL AND c.low IS NULL"""
NEW_PLACES = "SELECT DISTINCT s.nth FROM known s LEFT JOIN placed p ON p.nth = s.nth WHERE s.nth IS NOT NULL AND p.nth IS NULL"


def gap(name: str) -> str:
    """The mark of a gap in a text."""
    return name.join(_MARKS)


def pieces(text: str, quote: str = "") -> list[str | None]:
    """A text with gaps cut at its gaps: one piece for each of ``GAPS`` and one behind, None where there is no gap.

    ``quote`` stands around gaps and is cut with them. Raises ValueError for gaps in another order.
    """
    cut = re.split(f"{quote}{_MARKS[0]}(\\w+){_MARKS[1]}{quote}", text)
    names = cut[1::2]
    if names != [name for name in GAPS if name in names]:
        raise ValueError(f"gaps {', '.join(names)} of a wording, expected the order {', '.join(GAPS)}")
    before = dict(zip(names, cut[::2], strict=False))
    return [*(before.get(name) for name in GAPS), cut[-1]]


def _simple(column: str) -> str:
    """The phrase of a period of the commonest forms; NULL for others."""
    dashed = f"substr({column}, 5, 1) = '-'"
    return f"""CASE length({column})
    WHEN 21 THEN CASE WHEN position('/' IN {column}) = 11 AND {dashed}
        THEN 'from ' || substr({column}, 1, 10) || ' to ' || substr({column}, 12) END
    WHEN 10 THEN CASE WHEN {dashed} AND position('/' IN {column}) = 0 THEN 'on ' || {column} END
    WHEN 4 THEN 'in ' || {column}
    WHEN 13 THEN CASE WHEN {dashed} AND substr({column}, 11) = '/..' THEN 'since ' || substr({column}, 1, 10)
        WHEN substr({column}, 1, 3) = '../' AND position('/' IN substr({column}, 4)) = 0 THEN 'by ' || substr({column}, 4) END
    END"""


NEW_PHRASES = f"""SELECT DISTINCT t.text FROM (
        SELECT period AS text FROM known UNION SELECT edge FROM known WHERE kind NOT IN ('previous', 'next')
    ) t LEFT JOIN phrase p ON p.text = t.text WHERE t.text IS NOT NULL AND p.text IS NULL AND {_simple("t.text")} IS NULL"""

_SAID = {
    "day": "s.edge",
    "subject": "s.subject_says",
    "other": "s.other_says",
    "place": "s.place_says",
    "period": f"coalesce({_simple('s.period')}, a.says)",
    "nth": "n.says",
    "low": "c.says",
    "high": "NULL",
    "edge": f"coalesce({_simple('s.edge')}, b.says)",
}
_JSON = {
    "day": "to_json(s.edge)", "subject": "to_json(s.subject)", "other": "to_json(s.other)", "place": "to_json(s.place)",
    "period": "to_json(s.period)", "nth": "s.nth", "low": "s.low", "high": "s.high", "edge": "to_json(s.edge)",
}  # fmt: skip


def _filled(text: str, values: dict[str, str]) -> str:
    parts = []
    for place, name in enumerate(GAPS):
        piece = f"w.{text}_{place}"
        parts += [piece, f"CASE WHEN {piece} IS NOT NULL THEN {values[name]} END"]
    return f"concat({', '.join([*parts, f'w.{text}_{len(GAPS)}'])})"


_REASONS = """CASE q.form
    WHEN 0 THEN CASE WHEN v.high IS NULL THEN v.low || ' match for sure, and more may be missing from the list'
        WHEN v.high = v.low THEN 'exactly ' || v.low || ' match' ELSE v.low || ' match for sure, and ' || v.high || ' at most' END
    WHEN 3 THEN CASE v.verdict WHEN 0 THEN 'a listed event matches' WHEN 1 THEN 'no event can match: the list is complete'
        ELSE 'no listed event matches for sure, and nothing rules one out' END
    ELSE CASE v.verdict WHEN 0 THEN 'the events listed leave no other possibility' WHEN 1 THEN 'the events listed rule it out'
        ELSE 'the events listed, and what may be missing, leave it open' END END"""


def results(known_by: int | None, expected: Sequence[str], path: str) -> str:
    """The statement that fills ``result`` from ``known``, ``ask_all`` and ``verdict``.

    ``text`` is the line of each in the form of a run's record; what was not gathered is left out. ``expected`` names
    the verdicts by codes; ``path`` is the file of the claims, as JSON writes it. What happens after the day of speaking is a
    prediction; by a day of knowing that is not over, it is not decided.
    """
    future = "coalesce(q.last_day > q.as_of, false)"
    unknown = f"{future} AND q.last_day > {known_by}" if known_by is not None else "false"
    return f"""INSERT INTO result SELECT r.claim, r.id, r.verdict, r.expected, r.says, {_line(expected, path)}
    FROM (
        SELECT s.claim, s.kind, t.id, t.article, t.as_of, t.expected, v.low, v.high, {future} AS prediction,
            CASE WHEN {unknown} THEN 3 ELSE v.verdict END AS verdict,
            CASE WHEN {unknown} AND v.verdict <> 3 THEN 'nobody could know by then how it ends' ELSE {_REASONS} END AS because,
            {_filled("says", _SAID)} AS says, {_filled("structure", _JSON)} AS structure
        FROM known s JOIN stated t ON t.claim = s.claim JOIN wording w ON w.signature = s.signature
        JOIN verdict v ON v.claim = s.claim JOIN ask_all q ON q.claim = s.claim
        LEFT JOIN counted c ON c.low = s.low AND c.high IS NOT DISTINCT FROM s.high LEFT JOIN placed n ON n.nth = s.nth
        LEFT JOIN phrase a ON a.text = s.period LEFT JOIN phrase b ON b.text = s.edge
        WHERE w.says_{len(GAPS)} IS NOT NULL AND v.involved = 0
    ) r"""


def _line(expected: Sequence[str], path: str) -> str:
    names = " ".join(f"WHEN {code} THEN '\"{name}\"'" for code, name in enumerate(expected))
    date = "CAST(DATE '0001-01-01' + CAST(r.as_of - 1 AS INTEGER) AS VARCHAR)"
    bounds = "concat('{\"low\":', r.low, ',\"high\":', coalesce(CAST(r.high AS VARCHAR), 'null'), '}')"
    file = path.replace("'", "''")
    parts = (
        "'{\"id\":', to_json(r.id)",
        "',\"article\":', coalesce(to_json(r.article), 'null')",
        '\',"kind":"\', r.kind',
        '\'","says":\', to_json(r.says)',
        "',\"claim\":', r.structure",
        f"',\"as_of\":', CASE WHEN r.as_of IS NULL THEN 'null' ELSE concat('\"', {date}, '\"') END",
        f"',\"verdict\":', CASE r.verdict {names} END",
        f"',\"expected\":', CASE r.expected {names} END",
        "',\"outcome\":', CASE WHEN r.verdict = r.expected THEN '\"passed\"' ELSE '\"failed\"' END",
        '\',"because":"\', r.because',
        f"'\",\"bounds\":', CASE WHEN r.low IS NULL THEN 'null' ELSE {bounds} END",
        "',\"prediction\":', CASE WHEN r.prediction THEN 'true' ELSE 'false' END",
        f'\',"location":{{"path":{file},"line":\', r.claim, \'}}}}\'',
    )
    return f"concat({', '.join(parts)})"
