"""Cells of events as SQL: made alike as the Python reader makes them, and taken apart.

A *raw* cell is the text as the file has it. A *tidy* cell is what it says: no white space around it or around the parts of
a list, NULL where blank.
"""

from __future__ import annotations

import sys

COLUMNS = (
    "id", "kind", "mode", "date", "place", "title", "part_of", "participants", "participants_complete", "sources",
)  # fmt: skip
LISTS = ("participants", "sources")
WHITE = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))

_EDGE = "".join(f"\\x{{{ord(letter):x}}}" for letter in WHITE)
_TIDY = f"[^\\x00{_EDGE}]([^\\x00]*[^\\x00{_EDGE}])?"
_PART = f"[^\\x00|{_EDGE}]([^\\x00|]*[^\\x00|{_EDGE}])?"
_TIDY_LIST = f"{_PART}(\\|{_PART})*"


def literal(text: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


_WHITE = literal(WHITE)


def quoted(name: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def is_tidy(cell: str, *, listed: bool) -> str:
    """Whether a raw cell is empty or tidy as it stands, and without NUL, as a list or not; NULL for no cell."""
    return f"regexp_full_match({cell}, {literal(f'({_TIDY_LIST if listed else _TIDY})?')})"


def stripped(cell: str) -> str:
    """A text without the white space around it."""
    return f"trim({cell}, {_WHITE})"


def tidied(column: str, cell: str) -> str:
    """The tidy cell of a raw one."""
    made = stripped(cell)
    if column in LISTS:
        made = f"array_to_string(list_transform({split(made)}, lambda part: {stripped('part')}), '|')"
    return f"nullif(CASE WHEN {is_tidy(cell, listed=column in LISTS)} THEN {cell} ELSE {made} END, '')"


def joined(cell: str) -> str:
    """The text of a list of texts."""
    return f"array_to_string(list_transform({cell}, lambda part: coalesce({stripped('part')}, '')), '|')"


def split(cell: str) -> str:
    """The parts of a tidy list; NULL for none."""
    return f"string_split({cell}, '|')"


def plain_day(cell: str) -> str:
    """The number of a day written as 2022-06-28; NULL for any other text."""
    day = f"TRY_CAST({cell} AS DATE)"
    return f"CASE WHEN strlen({cell}) = 10 AND CAST({day} AS VARCHAR) = {cell} THEN ({day} - DATE '1970-01-01') + 719163 END"
