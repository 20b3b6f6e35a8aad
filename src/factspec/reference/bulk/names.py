"""Faults between events and other rows: names that no row has, and parts that come round to themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from factspec.problem import Problem
from factspec.reference.bulk.build import numbered
from factspec.reference.bulk.cells import LISTS, split
from factspec.reference.bulk.index import WHOLE
from factspec.reference.bulk.relation import Relation, lines
from factspec.reference.bulk.rows import UNKNOWN
from factspec.reference.bulk.told import MOST, more
from factspec.reference.bulk.workspace import Rows, Workspace
from factspec.reference.facts import Reference
from factspec.reference.integrity import comes_round, no_such
from factspec.values.nearest import Seeker

_LINKS = {"kind": "kind", "place": "entity", "part_of": "event", "participants": "entity", "sources": "source"}
_SOUGHT = 20  # misspelt ids of events for which the nearest is sought among very many


def link_faults(work: Workspace, reference: Reference, relations: Sequence[Relation]) -> dict[str, list[Problem]]:
    """The faults of an index just built, by column; those of parts that come round to themselves under ``circle``."""
    near = _nearest(reference)
    found: dict[str, list[Problem]] = {}
    left = MOST
    for column, what in _LINKS.items():
        bad, many = _unknown(work, column, left)
        named = _names(work, relations, column, bad)
        faults = [no_such(what, name, near(what, name)) for name in named]
        found[column] = list(_placed(work, relations, column, bad, faults))
        left -= len(faults)
        if many > len(faults):
            found[column].append(more(many - len(faults), column, str(relations[-1].path)))
    round_again = _circles(work)
    told = round_again[:MOST]
    found["circle"] = list(_placed(work, relations, "part_of", told, [comes_round(name) for _, _, name in told]))
    if len(round_again) > len(told):
        found["circle"].append(more(len(round_again) - len(told), "part_of", str(relations[-1].path)))
    return found


def _unknown(work: Workspace, column: str, most: int) -> tuple[Rows, int]:
    """The first events with an unknown name in a column, each with the place of the name in its list; how many there are."""
    if column in LISTS:
        table, code = ("event_participants", "entity") if column == "participants" else ("event_sources", "source")
        bad = f"FROM {table} l JOIN events e ON e.event = l.event WHERE l.{code} = {UNKNOWN}"
        many = work.one(f"SELECT count(*) FROM {table} WHERE {code} = {UNKNOWN}")[0]
        query = f"SELECT l.event, l.position, e.id {bad} ORDER BY l.event, l.position"
    else:
        many = work.one(f"SELECT count(*) FROM events WHERE {column} = {UNKNOWN}")[0]
        query = f"SELECT event, 1, id FROM events WHERE {column} = {UNKNOWN} ORDER BY event"
    return (work.rows(f"{query} LIMIT {most}") if many else []), many


def _names(work: Workspace, relations: Sequence[Relation], column: str, bad: Rows) -> list[str]:
    """The name at each of some places."""
    cell = split(column) if column in LISTS else f"[{column}]"
    lists: dict[int, list[str]] = {}
    for (first, relation), events in _by_file(relations, [event for event, _, _ in bad]):
        asked = f"SELECT row, {cell} FROM ({relation.tidy}) t WHERE row IN ({', '.join(str(event - first) for event in events)})"
        lists.update((first + row, parts) for row, parts in work.rows(asked))
    return [lists[event][position - 1] for event, position, _ in bad]


def _placed(
    work: Workspace, relations: Sequence[Relation], column: str, bad: Rows, faults: Sequence[Problem]
) -> Iterator[Problem]:
    at: dict[int, tuple[str, int]] = {}
    for (first, relation), events in _by_file(relations, [event for event, _, _ in bad]):
        found = lines(work, relation, [event - first for event in events])
        at.update((event, (str(relation.path), line)) for event, line in zip(events, found, strict=True))
    for (event, _, name), fault in zip(bad, faults, strict=True):
        yield fault.inside(f"row {name}, column {column}").at(*at[event])


def _by_file(relations: Sequence[Relation], events: Iterable[int]) -> Iterator[tuple[tuple[int, Relation], list[int]]]:
    """Some events by the file that they are in, with the number of the file's first."""
    files = list(numbered(relations))
    firsts = [first for first, _ in files]
    found: dict[int, list[int]] = {}
    for event in dict.fromkeys(events):
        found.setdefault(bisect_right(firsts, event) - 1, []).append(event)
    yield from ((files[number], of_file) for number, of_file in found.items())


def _circles(work: Workspace) -> Rows:
    """The events that are, by some steps, part of themselves, as rows of number, 1 and id.

    The steps are doubled until they are more than there are links: then only circles are left to be walked.
    """
    up, steps = work.new("up"), 1
    work.run(f"CREATE TABLE {up} AS SELECT event, part_of FROM events WHERE part_of >= 0")
    links = left = work.one(f"SELECT count(*) FROM {up}")[0]
    while left and steps <= links:
        higher = work.new("up")
        work.run(f"CREATE TABLE {higher} AS SELECT a.event, b.part_of FROM {up} a JOIN {up} b ON b.event = a.part_of")
        work.run(f"DROP TABLE {up}")
        up, steps = higher, steps * 2
        left = work.one(f"SELECT count(*) FROM {up}")[0]
    if not left:
        return []
    return work.rows(f"SELECT event, 1, id FROM events WHERE event IN (SELECT part_of FROM {up}) ORDER BY event")


def _nearest(reference: Reference) -> Callable[[str, str], tuple[str, ...]]:
    """What is near to a name among the names of a kind of row; of events, for the first few names that are asked for."""
    known: Mapping[str, Collection[str]] = {"kind": reference.kinds, "entity": reference.entities, "source": reference.sources}
    sought: list[str] = []
    seeker = Seeker()

    @cache
    def near(what: str, name: str) -> tuple[str, ...]:
        if what != "event":
            return seeker.nearest(name, known[what])
        sought.append(name)
        few = reference.bulk is None or reference.bulk.count <= WHOLE
        return reference.nearest_events(name) if few or len(sought) <= _SOUGHT else ()

    return near
