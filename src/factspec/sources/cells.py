"""Cells of made rows: text with blanks such as ``{country|entity}``, filled from a fetched row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from factspec.problem import problem
from factspec.values.decimals import decimal
from factspec.values.lists import parts as list_parts
from factspec.values.nearest import nearest

TAKEN = "@taken"  # a column of every fetched row: the day on which the answer came
_BLANK = re.compile(r"\{([^{}|]+)((?:\|[^{}|]+)*)\}")
_LONGEST = 1000
_LISTS = ("list",)


@dataclass(frozen=True, slots=True)
class Setting:
    """What blanks may look up: the maps of the declaration, and the ids of entities by their address or name."""

    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)
    clashes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class At:
    """Where a filter works: the argument it was given, the whole fetched row, and what may be looked up."""

    given: str
    row: Mapping[str, str]
    setting: Setting


@dataclass(frozen=True, slots=True)
class Blank:
    """A column of the fetched row, and the filters its value goes through, each with its argument."""

    column: str
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Texts and blanks in turn."""

    parts: tuple[str | Blank, ...]

    def columns(self) -> Iterator[str]:
        """The columns of the fetched row that the cell needs."""
        for part in self.parts:
            if isinstance(part, Blank):
                yield part.column
                yield from (given for name, given in part.filters if name in ("date", "unless"))

    def maps(self) -> Iterator[str]:
        """The maps that the cell looks into."""
        for part in self.parts:
            if isinstance(part, Blank):
                yield from (given for name, given in part.filters if name == "map")

    @property
    def lists(self) -> bool:
        """Whether a filter makes a list, so that a ``|`` in the value is meant."""
        return any(name in _LISTS for part in self.parts if isinstance(part, Blank) for name, _ in part.filters)

    def filled(self, row: Mapping[str, str], setting: Setting) -> str:
        """The cell's text for a row; blank where a blank of it is. Raises Problems for a value that a filter refuses."""
        texts = []
        for part in self.parts:
            if isinstance(part, str):
                texts.append(part)
                continue
            value = row[part.column].strip()
            for name, given in part.filters:
                value = _FILTERS[name](value, At(given, row, setting)) if value or name == "or" else ""
            if not value:
                return ""
            texts.append(value)
        return "".join(texts)


def cell(text: str) -> Cell:
    """The cell that a text means. Raises Problems for a brace that is no blank, and a filter that is not known."""
    if len(text) > _LONGEST:
        raise problem(f"{len(text)} characters", expected=f"at most {_LONGEST}")
    found: list[str | Blank] = []
    end = 0
    for match in _BLANK.finditer(text):
        found += [*_plain(text[end : match.start()]), _blank(match[1], match[2])]
        end = match.end()
    return Cell((*found, *_plain(text[end:])))


def _plain(text: str) -> list[str]:
    if "{" in text or "}" in text:
        raise problem(f"{text!r} has a brace that is no blank", expected="blanks such as {country} or {country|slug}")
    return [text] if text else []


def _blank(column: str, filters: str) -> Blank:
    found = []
    for part in filters.split("|")[1:]:
        name, _, given = part.strip().partition(" ")
        if name not in _FILTERS:
            raise problem(f"no filter {name!r}", expected=f"one of {', '.join(_FILTERS)}", nearest=nearest(name, _FILTERS))
        if (name in _NEEDING) != bool(given.strip()) and (name, given.strip()) not in _MAY:
            wanted = f"a word after it, such as {name} {_NEEDING[name]}" if name in _NEEDING else "nothing after it"
            raise problem(f"filter {part.strip()!r}", expected=wanted)
        found.append((name, given.strip()))
    return Blank(column.strip(), tuple(found))


def _slug(value: str, _: At) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(value).lower().replace("'", "")).strip("-")


def _id(value: str, _: At) -> str:
    return re.split(r"[/#]", value.rstrip("/"))[-1]


def _day(value: str, _: At) -> str:
    if not re.match(r"-?\d{4}-\d\d-\d\d(T|$)", value, re.ASCII):
        raise problem(f"{value!r} is not a day", expected="a date or a time such as 2022-06-28T00:00:00Z")
    return value.partition("T")[0]


def _date(value: str, at: At) -> str:
    """A time of Wikidata as an EDTF date, as precise as the column that ``given`` names says: 9 a year, 10 a month, 11 a day."""
    precision = at.row[at.given].strip() or "11"
    match = re.fullmatch(r"\+?(-?)(\d{4,})-(\d\d)-(\d\d)(?:T.*)?", value, re.ASCII)
    if match is None or precision not in _PRECISIONS or len(match[2]) != 4:
        wanted = "a time such as 2022-06-28T00:00:00Z, and a precision from 7 to 11"
        raise problem(f"{value!r} of precision {precision!r} is not a date", expected=wanted)
    sign, year, month, day = match.groups()
    forms = {
        "11": f"{year}-{month}-{day}", "10": f"{year}-{month}", "9": year, "8": f"{year[:3]}X", "7": f"{year[:2]}XX",
    }  # fmt: skip
    return sign + forms[precision]


_PRECISIONS = ("7", "8", "9", "10", "11")


def _number(value: str, at: At) -> str:
    """A number without its groups of digits, parted by a comma or a space; ``number ,`` has a decimal comma and points."""
    point, group = (",", ".") if at.given == "," else (".", ",")
    text = re.sub(r"[\s\u00a0\u202f]", group, value.replace("\u2212", "-").lstrip("+"))
    if re.fullmatch(rf"-?\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", text, re.ASCII):
        text = text.replace(group, "")
    if group in text:
        raise problem(f"{value!r} is not a number", expected=f"groups of three digits, and {point!r} before decimals")
    return str(decimal(text.replace(point, ".")))


def address_or_name(text: str) -> str:
    """A name as it is, and an address of Wikidata in the one form that stands for all of them."""
    if "wikidata.org/" not in text:
        return text
    return text.replace("https://", "http://", 1).replace("/wiki/", "/entity/", 1)


def _entity(value: str, at: At) -> str:
    value = address_or_name(value)
    if value in at.setting.clashes:
        raise problem(f"two entities are called {value!r}", expected="a name or an address that only one has")
    if value not in at.setting.entities:
        wanted = "the address (same_as), the name or an alias of an entity of the reference"
        raise problem(f"no entity is {value!r}", expected=wanted, nearest=nearest(value, at.setting.entities))
    return at.setting.entities[value]


def _map(value: str, at: At) -> str:
    known = at.setting.maps[at.given]
    if value not in known:
        raise problem(
            f"{value!r} is not in the map {at.given!r}", expected="every value, or a 'where'", nearest=nearest(value, known)
        )
    return known[value]


def _list(value: str, at: At) -> str:
    pieces = dict.fromkeys(piece.strip() for piece in value.split(at.given) if piece.strip())
    return "|".join(list_parts("|".join(pieces)))


def _unless(value: str, at: At) -> str:
    return "" if at.row[at.given].strip() else value


def _or(value: str, at: At) -> str:
    return value or at.given


_FILTERS: dict[str, Callable[[str, At], str]] = {
    "slug": _slug, "id": _id, "day": _day, "date": _date, "number": _number, "entity": _entity, "map": _map, "list": _list,
    "or": _or, "unless": _unless,
    "lower": lambda value, _: value.lower(),
}  # fmt: skip
FILTERS = tuple(_FILTERS)
_MAY = (("number", ","),)
_NEEDING = {"date": "startPrecision", "map": "countries", "list": ";", "or": "unknown", "unless": "end"}
