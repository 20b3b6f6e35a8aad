"""A sentence about a plain table as it would stand with the double quotes that its names want."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factspec.reference.tables import PlainTable
from factspec.sentence.lexicon import Lexicon, quoted
from factspec.sentence.table_names import FORM_WORDS, spelled, tables_by_name
from factspec.values.names import folded

_LONGEST = 20
_MOST_ROWS = 20_000
_MOST_WORDS = 200
_TABLE = re.compile(r'in (?:"([^"]+)"|([^\s",]+)),? ', re.IGNORECASE)
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")')
_WORD = re.compile(r"\S+")
_AFTER = re.compile(r"('s)?[,;:.)]*$")


def with_quotes(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The sentences that a tidy text may have been meant as, likeliest first: its rows, columns and cells stand in quotes.

    First only names of several words, then those too that are words of the forms, then without an article before a name.
    """
    found = _TABLE.match(text)
    meant = tables_by_name(lexicon).get(folded(found[1] or found[2]), []) if found else []
    if found is None or len(meant) != 1 or text.count(" ") > _MOST_WORDS:
        return
    table = lexicon.reference.tables[meant[0]]
    names, head, rest = _names(table), text[: found.end()], text[found.end() :]
    for short in (False, True):
        made = "".join(part if part.startswith('"') else _part(part, names, table, short) for part in _QUOTED.split(rest))
        if made != rest:
            yield head + made
            yield head + re.sub(r'\b[Tt]he (?=")', "", made)


def _part(part: str, names: dict[str, str], table: PlainTable, short: bool) -> str:
    """A part without quotes, with quotes around the longest names in it."""
    spans = [(one.start(), one.end()) for one in _WORD.finditer(part)]
    made, place, here = "", 0, 0
    while here < len(spans):
        for there in range(min(here + _LONGEST, len(spans)), here, -1):
            run = part[spans[here][0] : spans[there - 1][1]]
            run, ending = run[: (cut := _AFTER.search(run).start())], run[cut:]  # type: ignore[union-attr]
            name = names.get(folded(run))
            if name is None or not (there - here > 1 or (short and run == name and folded(run) in FORM_WORDS)):
                continue
            made += part[place : spans[here][0]] + (spelled(run) if name in table.columns else quoted(run)) + ending
            place, here = spans[there - 1][1], there
            break
        else:
            here += 1
    return made + part[place:]


def _names(table: PlainTable) -> dict[str, str]:
    """What a name may be in the sentence: a row, a column, or a text of a cell, by its words without regard to case."""
    if "names" not in table.known:
        rows = table.rows if len(table.rows) <= _MOST_ROWS else []
        cells = {text for row in rows for text in row.values.values() if isinstance(text, str)}
        names = {folded(text): text for text in cells} | {key: found[0] for key, found in table.keys.items()}
        table.known["names"] = names | {name: found[0] for name, found in table.column_names.items()}
    return table.known["names"]  # type: ignore[no-any-return]
