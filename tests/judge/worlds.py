"""The possible worlds of small reference data: every way to fill what its rows leave open.

Written from docs/verdicts.md, to be believed by reading rather than to be fast. Rows are plain cells, as in the CSV files.
A world gives each listed row one of its *choices*, and may add rows that no completeness statement forbids.
Days are numbered as `datetime.date` numbers them; of a stretch of days that nothing in the data or the claim
tells apart, two or three stand for all (`timeline`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from typing import NamedTuple, NotRequired, TypedDict

Cells = Mapping[str, str]
Tables = Mapping[str, Sequence[Cells]]

BEGINNING = datetime.date.min.toordinal()
END = datetime.date.max.toordinal()
MODES = ("in person", "phone", "video", "letter")
ELSEWHERE = "(a place that is not listed)"


class Span(NamedTuple):
    """The days from `first` to `last`, both included; empty where `last` is before `first`."""

    first: int
    last: int

    def holds(self, day: int) -> bool:
        return self.first <= day <= self.last

    def shares_a_day_with(self, other: Span) -> bool:
        return max(self.first, other.first) <= min(self.last, other.last)


class Pattern(TypedDict):
    """What a claim asks of an event; a title makes it that event and no other."""

    event_kind: str
    participants: list[str]
    mode: NotRequired[str]
    place: NotRequired[str]
    outside: NotRequired[bool]
    title: NotRequired[str]


# Dates


@cache
def span_of(text: str) -> Span:
    """The days that a date without `/` names: a day, a month, a year, unspecified digits, or `[a..b]`."""
    if text.startswith("["):
        first, last = text.strip("[]?~%").split("..")
        return Span(span_of(first).first, span_of(last).last)
    year, month, day = ([*text.rstrip("?~%").split("-"), "XX", "XX"])[:3]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month == "XX":
        return Span(_number(low, 1, 1), _number(high, 12, 31))
    if day == "XX":
        after = _number(high + int(month) // 12, int(month) % 12 + 1, 1)
        return Span(_number(low, int(month), 1), after - 1)
    return Span(_number(low, int(month), int(day)), _number(high, int(month), int(day)))


def _number(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal()


def is_doubtful(text: str) -> bool:
    return any(mark in text for mark in "?~%")


@dataclass(frozen=True)
class Dating:
    """What a date leaves open: the days on which it may start and end, whether it is one day, whether it is in doubt."""

    starts: Span
    ends: Span
    one_day: bool
    doubtful: bool


@cache
def dating(text: str) -> Dating:
    """The date of an event, as its cell has it."""
    doubtful = is_doubtful(text)
    if "/" not in text:
        return Dating(span_of(text), span_of(text), True, doubtful)
    begin, end = text.split("/")
    return Dating(_edge(begin, BEGINNING), _edge(end, END), False, doubtful)


def _edge(text: str, never: int) -> Span:
    if text == "":
        return Span(BEGINNING, END)
    return Span(never, never) if text == ".." else span_of(text)


def stays(date: Dating, days: Sequence[int]) -> list[Span]:
    """Every first and last day that a date allows."""
    if date.one_day:
        return [Span(day, day) for day in days if date.starts.holds(day)]
    return [
        Span(first, last)
        for first in days
        if date.starts.holds(first)
        for last in days
        if date.ends.holds(last) and first <= last
    ]


@cache
def period_of(text: str) -> Span:
    """The days of a period as completeness statements and claims write it; blank is always."""
    if text == "":
        return Span(BEGINNING, END)
    begin, slash, end = text.partition("/")
    if not slash:
        return span_of(text)
    return Span(_edge(begin, BEGINNING).first, _edge(end, END).last)


def timeline(spans: Iterable[Span], samples: int) -> list[int]:
    """Days enough to tell apart all that `spans` tell apart.

    The first day of each span and the day after it cut the calendar into stretches. All days of one stretch are in
    the same spans, so only their order counts: `samples` of them stand for the stretch.
    """
    cuts = {BEGINNING, BEGINNING + 1, END, END + 1}
    for span in spans:
        cuts |= {span.first, span.last + 1}
    edges = sorted(cuts)
    found: list[int] = []
    for first, after in pairwise(edges):
        found += range(first, min(first + samples, after))
    return found


# Kinds, places and the rest of one account


@dataclass
class Account:
    """The rows as one account has them, with the hierarchies that they name."""

    tables: dict[str, list[dict[str, str]]]

    def __post_init__(self) -> None:
        self.types = {row["id"]: row["type"] for row in self.rows("entities")}
        self._within = {row["id"]: row.get("within", "") for row in self.rows("entities")}
        self._broader = {row["kind"]: row.get("broader", "") for row in self.rows("kinds")}
        self._relation_kinds = {row["relation"]: row for row in self.rows("relation_kinds")}

    def rows(self, table: str) -> list[dict[str, str]]:
        return self.tables.get(table, [])

    def is_within(self, place: str, container: str) -> bool:
        """Whether a place is another or lies in it, however deep."""
        return container in _chain(place, self._within)

    def is_kind_of(self, kind: str, broad: str) -> bool:
        """Whether a kind is another or narrower."""
        return broad in _chain(kind, self._broader)

    def kinds_under(self, kind: str) -> list[str]:
        return [narrow for narrow in self._broader if self.is_kind_of(narrow, kind)]

    def places_under(self, place: str) -> list[str]:
        return [inner for inner in self.types if self.is_within(inner, place)]

    def functional(self, relation: str) -> str:
        return self._relation_kinds[relation].get("functional", "") or "none"

    def symmetric(self, relation: str) -> bool:
        return self._relation_kinds[relation].get("symmetric", "") == "true"


def _chain(name: str, above: Mapping[str, str]) -> list[str]:
    chain = [name]
    while above.get(chain[-1], ""):
        chain.append(above[chain[-1]])
    return chain


def names(cell: str) -> list[str]:
    """The names in a cell with `|` between them."""
    return [name for name in cell.split("|") if name]


# Listed events


@dataclass(frozen=True)
class Being:
    """One choice of all that an event is, but for its days."""

    kind: str
    mode: str
    place: str
    participants: frozenset[str]
    title: str


def beings(row: Cells, account: Account, others: Iterable[str]) -> Iterator[Being]:
    """Every choice of kind, mode, place and participants of a listed event; `others` are those who may be missing."""
    kinds = account.kinds_under(row["kind"])
    modes = [row["mode"]] if row.get("mode", "") else MODES
    places = account.places_under(row["place"]) if row.get("place", "") else [*account.types, ELSEWHERE]
    for kind, mode, place, participants in product(kinds, modes, places, participants_of(row, others)):
        yield Being(kind, mode, place, participants, row.get("title", ""))


def participants_of(row: Cells, others: Iterable[str]) -> list[frozenset[str]]:
    """Every choice of participants: those listed, and where they are not known to be all, any of the others."""
    listed = frozenset(names(row.get("participants", "")))
    complete = row.get("participants_complete", "") != "false"
    absent = [] if complete else [name for name in others if name not in listed]
    return [listed.union(some) for size in range(len(absent) + 1) for some in combinations(absent, size)]


def matches(being: Being, pattern: Pattern, account: Account) -> bool:
    """Whether an event that is so matches the pattern."""
    if pattern.get("title", "") and being.title != pattern["title"]:
        return False
    if not account.is_kind_of(being.kind, pattern["event_kind"]):
        return False
    if not set(pattern["participants"]) <= being.participants:
        return False
    if pattern.get("mode", "") and being.mode != pattern["mode"]:
        return False
    if not pattern.get("place", ""):
        return True
    inside = being.place != ELSEWHERE and account.is_within(being.place, pattern["place"])
    return inside != pattern.get("outside", False)


# What completeness statements forbid


def statement_takes_in(row: Cells, pattern: Pattern, account: Account) -> bool:
    """Whether a completeness statement's scope, its period apart, takes in the whole pattern of events."""
    if row["table"] != "events":
        return False
    if row.get("kind", "") and not account.is_kind_of(pattern["event_kind"], row["kind"]):
        return False
    if row.get("mode", "") and row["mode"] != pattern.get("mode", ""):
        return False
    if not set(names(row.get("participants", ""))) <= set(pattern["participants"]):
        return False
    return _place_takes_in(row.get("place", ""), pattern, account)


def _place_takes_in(stated: str, pattern: Pattern, account: Account) -> bool:
    place, outside = pattern.get("place", ""), pattern.get("outside", False)
    if stated == "":
        return True
    if place == "":
        return False
    if stated.startswith("not:"):
        barred = stated.removeprefix("not:")
        if outside:
            return account.is_within(barred, place)
        return not account.is_within(place, barred) and not account.is_within(barred, place)
    return not outside and account.is_within(place, stated)


def unlisted_stays(statements: Sequence[Cells], days: Sequence[int]) -> Iterator[Span]:
    """Every first and last day of an event that may be missing: none of its days is covered by a statement."""
    covering = [period_of(row.get("period", "")) for row in statements]
    for position, first in enumerate(days):
        for last in days[position:]:
            if any(period.holds(last) for period in covering):
                break
            yield Span(first, last)


# Relations


class Triple(NamedTuple):
    """Who stands in which relation to whom."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True)
class Tenure:
    """One choice of the days of a relation's row, and whether its beginning and its end are ones to speak of."""

    triple: Triple
    first: int
    last: int
    began: bool = True
    ended: bool = True

    def holds(self, day: int) -> bool:
        return self.first <= day <= self.last


def triple_of(row: Cells) -> Triple:
    return Triple(row["subject"], row["relation"], row["object"])


def tenures(row: Cells, days: Sequence[int]) -> list[Tenure]:
    """Every first and last day that a relation's row allows."""
    seen = [span_of(day).first for day in names(row.get("seen", ""))]
    found = [
        Tenure(triple_of(row), first, last, began, ended)
        for first, began in _beginnings(row.get("began", ""), days)
        for last, ended in _endings(row.get("ended", ""), days)
        if first <= last and all(first <= day <= last for day in seen)
    ]
    return list(dict.fromkeys(found))


def _beginnings(cell: str, days: Sequence[int]) -> list[tuple[int, bool]]:
    if cell == "":
        return [(day, True) for day in days]
    stated = [(day, True) for day in days if span_of(cell).holds(day)]
    unstated = [(day, False) for day in days if day >= span_of(cell).first]
    return stated + unstated if is_doubtful(cell) else stated


def _endings(cell: str, days: Sequence[int]) -> list[tuple[int, bool]]:
    if cell == "":
        return [(day, True) for day in days]
    if cell == "..":
        return [(END, False)]
    stated = [(day, True) for day in days if span_of(cell).holds(day)]
    unstated = [(day, False) for day in days if day <= span_of(cell).last]
    return stated + unstated if is_doubtful(cell) else stated


def readings(triple: Triple, account: Account) -> list[Triple]:
    """A triple, and for a symmetric relation the same read the other way."""
    if not account.symmetric(triple.relation):
        return [triple]
    return [triple, Triple(triple.object, triple.relation, triple.subject)]


def same(one: Triple, other: Triple, account: Account) -> bool:
    """Whether two triples say the same."""
    return other in readings(one, account)


def exclude(one: Triple, other: Triple, account: Account) -> bool:
    """Whether the relation is functional and lets only one of two different triples hold at a time."""
    if one.relation != other.relation or same(one, other, account):
        return False
    functional = account.functional(one.relation)
    for left, right in product(readings(one, account), readings(other, account)):
        if functional in ("object", "both") and left.object == right.object and left.subject != right.subject:
            return True
        if functional in ("subject", "both") and left.subject == right.subject and left.object != right.object:
            return True
    return False


def related_rows(triples: Sequence[Triple], account: Account, wanted: Sequence[Triple]) -> list[int]:
    """The rows that could matter: those that say what is wanted, and those that bar these, and so on."""
    found = [i for i, triple in enumerate(triples) if any(same(triple, want, account) for want in wanted)]
    frontier = [triples[i] for i in found] + list(wanted)
    while frontier:
        near = frontier.pop()
        for i, triple in enumerate(triples):
            if i not in found and (same(near, triple, account) or exclude(near, triple, account)):
                found.append(i)
                frontier.append(triple)
    return sorted(found)


def relation_worlds(rows: Sequence[Cells], days: Sequence[int], account: Account) -> Iterator[list[Tenure]]:
    """Every joint choice of days for the listed rows of one relation, under the rules that bar some from sharing a day."""
    choices = [tenures(row, days) for row in rows]
    triples = [triple_of(row) for row in rows]
    certain = [{day for day in days if all(tenure.holds(day) for tenure in some)} for some in choices]

    one_thing = [[same(one, other, account) for other in triples] for one in triples]
    one_of_them = [[exclude(one, other, account) for other in triples] for one in triples]

    def may_stand(tenure: Tenure, at: int, other: Tenure, there: int) -> bool:
        first, last = max(tenure.first, other.first), min(tenure.last, other.last)
        if first > last:
            return True
        if one_thing[at][there]:
            return False
        if not one_of_them[at][there]:
            return True
        handover = tenure.last == other.first or other.last == tenure.first
        return handover and first == last and first in certain[at] and first in certain[there]

    def extend(chosen: list[Tenure]) -> Iterator[list[Tenure]]:
        at = len(chosen)
        if at == len(choices):
            yield list(chosen)
            return
        for tenure in choices[at]:
            if all(may_stand(tenure, at, other, there) for there, other in enumerate(chosen)):
                chosen.append(tenure)
                yield from extend(chosen)
                chosen.pop()

    yield from extend([])


def relation_statement_takes_in(row: Cells, relation: str, ends: set[str]) -> bool:
    """Whether a completeness statement's scope takes in all rows of a relation with these ends (subject, object)."""
    if row["table"] != "relations" or row.get("kind", "") not in ("", relation):
        return False
    return set(names(row.get("participants", ""))) <= ends
