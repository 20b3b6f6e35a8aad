"""A fault shown in its place: the line it is in with the words underlined, and where more is told.

The fault itself is a line of text, ``file:line: path: what is wrong``; what is here goes below it on a terminal.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from factspec.report.places import place_of

_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.)+)'(?!\w)|(?<!\w)\"((?:[^\"\\\n]|\\.)+)\"")
_BELOW = 20
_WIDE = 100
_LARGE = 5_000_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a line: ``number`` is the line's (0 where the text is no file's), start and end count characters."""

    number: int
    line: str
    start: int
    end: int


def excerpt(fault: str) -> list[str]:
    """The lines that show a fault in its place and tell where there is more; none where neither is known."""
    fault = fault.split("\n", 1)[0]
    spot = spot_of(fault)
    shown = list(_drawn(spot)) if spot else []
    edge = " " * (len(str(spot.number)) if spot and spot.number else 1)
    return [*shown, *(f" {edge} = {hint}" for hint in hints(fault))]


def spot_of(fault: str) -> Spot | None:
    """The words that a fault is about; those of the sentence it quotes, where it is in no file."""
    place = place_of(fault)
    lines = _lines(place.path) if place else None
    words = _words(fault)
    if place is None or lines is None:
        return _in_sentence(words)
    given = re.match(rf"{re.escape(str(place.path))}:\d+: ", fault) is not None
    if not given:
        return next(_found(lines, range(len(lines)), [*words, *_keys(fault)]), None)
    here = min(place.line, len(lines)) - 1
    if here < 0:
        return None
    if place.path.endswith((".csv", ".tsv")) and (cell := _cell(fault, lines, here)):
        return cell
    inside = range(here, min(len(lines), here + _BELOW)) if place.path.endswith((".yaml", ".yml", ".md")) else [here]
    found = next(_found(lines, _entry(lines, inside), [*words, *_keys(fault)]), None)
    return found or _whole(lines, here)


def hints(fault: str) -> Iterator[str]:
    """Where more is told of what a fault is about."""
    kinds = dict.fromkeys(kind for form in re.findall(r"“([^”]+)”", fault) for kind in _kinds().get(form, ()))
    if kinds:
        yield f"factspec kinds {' '.join(kinds)} shows these forms with examples"
    for pattern, told in _MORE:
        if re.search(pattern, fault):
            yield told
            return


_MORE = (
    (r"is no claim|no verb |stuck at", "factspec kinds lists every form, with examples"),
    (r"no entity is called|nobody's whole name", "names and aliases stand in entities.csv of the reference data"),
    (r"no row '.*' in |no column '.*' in |no table ", "factspec doctor lists the tables; their first rows stand in their files"),
    (r"no source, no row", "sources.csv lists the sources; a row names them by id, with | between"),
    (r"unknown setting|\[tool\.factspec\]", "factspec doctor lists the settings that are in use"),
    (r"matches nothing", "steps are any sentence of factspec kinds, or one of the forms in docs/features.md"),
    (r"is not a date|is not a day", "dates are written 2022-06-28, 2022-06 or 2022; docs/references.md has the rest"),
    (r"has no schema|not in the schema", "factspec new reference NAME --from FILE.csv writes a package with its schema"),
    (r"no data package here|no such folder.*datapackage", "factspec new reference NAME --from FILE.csv makes one of a CSV file"),
    (r"nothing to check", "factspec new article NAME begins an article with its claims"),
    (r"is not in the article", "a quotation is copied word for word; quotation marks, dashes and spaces may differ"),
    (r"no claim '", "factspec check --json build/results.json lists the ids of all claims"),
    (r"in two ways", "quote names, or say more, until one reading is left"),
)


def _drawn(spot: Spot) -> Iterator[str]:
    line, start, end = _cut(spot)
    number = str(spot.number) if spot.number else " "
    edge = " " * len(number)
    yield f" {edge} |"
    yield f" {number} | {line}"
    yield f" {edge} | {' ' * _width(line[:start])}{'^' * max(1, _width(line[start:end]))}"


def _cut(spot: Spot) -> tuple[str, int, int]:
    """The line without tabs, and no longer than a terminal takes, around the words."""
    line = "".join(" " if letter == "\t" or not letter.isprintable() else letter for letter in spot.line)
    first = 0 if spot.end <= _WIDE else max(0, spot.start - _WIDE // 4)
    shown = line[first : first + _WIDE]
    before, after = ("…" if first else ""), ("…" if first + _WIDE < len(line) else "")
    return f"{before}{shown}{after}", spot.start - first + len(before), min(spot.end - first, len(shown)) + len(before)


def _width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _words(fault: str) -> list[str]:
    """What a fault quotes before it says what was expected: the innermost last in the text, and so first here."""
    told = re.split(r", expected |; did you mean ", fault, maxsplit=1)[0]
    return [(one or other).replace("\\'", "'") for one, other in reversed(_QUOTED.findall(told))]


def _keys(fault: str) -> list[str]:
    """The key that the path of a fault ends with."""
    path = re.match(r"[^:]+(?::\d+)?: ([^:]+): ", fault)
    name = re.split(r"[ .,]", path[1])[-1].strip("[]") if path else ""
    return [f"{name}:", f"{name} =", f"[{name}"] if name else []


def _in_sentence(words: Sequence[str]) -> Spot | None:
    whole = next((text for text in words if any(text != other and other in text for other in words)), None)
    if whole is None:
        return None
    part = next(other for other in words if other != whole and other in whole)
    start = whole.rindex(part)
    return Spot(0, whole, start, start + len(part))


def _found(lines: Sequence[str], numbers: Sequence[int] | range, words: Sequence[str]) -> Iterator[Spot]:
    for word in words:
        for number in numbers:
            start = lines[number].find(word)
            if start >= 0:
                yield Spot(number + 1, lines[number], start, start + len(word.rstrip(" :=")))


def _entry(lines: Sequence[str], inside: Sequence[int] | range) -> list[int]:
    """The lines of one entry of a list: those before the next that begins as far to the left."""
    kept: list[int] = []
    for number in inside:
        if kept and re.match(r"\s*- ", lines[number]) and _indent(lines[number]) <= _indent(lines[kept[0]]):
            break
        kept.append(number)
    return kept


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _cell(fault: str, lines: Sequence[str], here: int) -> Spot | None:
    """The cell of a table that a fault names the column of."""
    named = re.search(r"column ([^:,]+): ", fault)
    delimiter = "\t" if lines[0].count("\t") > lines[0].count(",") else ","
    header = [name.strip() for name in next(csv.reader([lines[0]], delimiter=delimiter), [])]
    if named is None or named[1] not in header:
        return None
    spans = list(_cells(lines[here], delimiter))
    place = header.index(named[1])
    return Spot(here + 1, lines[here], *spans[place]) if place < len(spans) else None


def _cells(line: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a line of CSV begin and end."""
    start, inside = 0, False
    for place, letter in enumerate(line):
        inside ^= letter == '"'
        if letter == delimiter and not inside:
            yield start, place
            start = place + 1
    yield start, len(line)


def _whole(lines: Sequence[str], here: int) -> Spot:
    line = lines[here]
    return Spot(here + 1, line, _indent(line), max(len(line.rstrip()), _indent(line) + 1))


def _lines(path: str) -> list[str] | None:
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size > _LARGE:
            return None
        return file.read_text("utf-8-sig", "replace").splitlines()
    except (OSError, ValueError):
        return None


@cache
def _kinds() -> dict[str, list[str]]:
    """The names of the kinds by their forms."""
    from factspec.claim import forms
    from factspec.kinds import built_in

    found: dict[str, list[str]] = {}
    for name, kind in built_in().items():
        for form in forms(kind):
            found.setdefault(form.hint, []).append(name)
    return found
