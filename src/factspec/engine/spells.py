"""Verdicts on relations, exactly: the spells that rows speak of, placed in time so that none breaks the relation's rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product
from typing import Literal

from factspec.engine.ordering import Alternatives, Before, Constraints, feasible
from factspec.reference.relations import begin_range, certain_days, end_range
from factspec.reference.schema import Relation
from factspec.values.dates import Range
from factspec.verdict import Bounds

Name = tuple[str, str]
Turn = Literal["began", "ended"]


@dataclass(frozen=True, slots=True)
class Spell:
    """A row of a relation with the ways to read it: subject and object, and the reverse where it is symmetric.

    ``optional``: a world may be without it.
    """

    row: Relation
    readings: tuple[Name, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """How many spells may hold at once: one subject for an object, one object for a subject."""

    one_subject: bool
    one_object: bool

    def clash(self, one: Sequence[Name], other: Sequence[Name]) -> bool:
        """Whether spells with these readings must not share a day."""
        return any(
            (a == b) or (self.one_subject and a[1] == b[1]) or (self.one_object and a[0] == b[0]) for a in one for b in other
        )


@dataclass(frozen=True, slots=True)
class _Scene:
    """One way for a question to come out: what it adds to the rules, for the solver to try."""

    constraints: Constraints = ()
    alternatives: tuple[Alternatives, ...] = ()
    day: Range | None = None


class Spells:
    """The spells of one relation in one account, and the questions that can be put to their worlds.

    ``pair`` holds the readings asked for, ``gaps`` the stretches of days on which unlisted rows of it may hold.
    """

    def __init__(self, spells: Sequence[Spell], rules: Rules, pair: tuple[Name, ...], gaps: Sequence[Range]) -> None:
        self._spells, self._rules, self._pair, self._gaps = spells, rules, pair, gaps

    def can_hold(self, days: Range) -> bool:
        """Whether some world has the pair's relation on some day of ``days``."""
        return any(
            _possible(spells, self._rules, _Scene((Before(_began(i), "day", 0), Before("day", _ended(i), 0)), day=days))
            for spells in self._worlds()
            for i in self._own(spells)
        ) or self._can_add(days)

    def can_lapse(self, days: Range) -> bool:
        """Whether some world is without it on some day of ``days``."""
        return any(
            _possible(spells, self._rules, _Scene(alternatives=self._all_away(spells, "day", "day"), day=days))
            for spells in self._worlds()
        )

    def can_be_absent(self, days: Range) -> bool:
        """Whether some world is without it on every day of ``days``."""
        return any(
            _possible(spells, self._rules, _Scene(alternatives=self._all_away(spells, days.first, days.last)))
            for spells in self._worlds()
        )

    def can_hold_throughout(self, days: Range) -> bool:
        """Whether some world has it on every day of ``days``."""
        return any(_possible(spells, self._rules, scene) for spells in self._worlds() for scene in self._chains(spells, days))

    def can_turn(self, days: Range, edge: Turn, listed: bool) -> bool:
        """Whether in some world a row of the pair begins, or ends, on a day of ``days``; ``listed``: a listed one."""
        for spells in self._worlds():
            for i in self._own(spells):
                stated = _stated(spells[i].row, edge)
                inside = stated.overlap(days)
                turns = (Before(inside.first, _var(i, edge), 0), Before(_var(i, edge), inside.last, 0))
                if inside and _possible(spells, self._rules, _Scene(turns)):
                    return True
        return not listed and self._can_add(days)

    def can_not_turn(self, days: Range, edge: Turn) -> bool:
        """Whether in some world no row of the pair begins, or ends, on a day of ``days``."""
        return any(
            _possible(spells, self._rules, _Scene(alternatives=self._unturned(spells, days, edge))) for spells in self._worlds()
        )

    def own_rows(self) -> list[Spell]:
        """The spells of the pair asked for."""
        return [self._spells[i] for i in self._own(self._spells)]

    def rivals(self) -> list[Spell]:
        """The spells that cannot hold together with one of the pair."""
        own = set(self._own(self._spells))
        clashing = self._clashing(self._spells, ())
        return [self._spells[i] for i in clashing if i not in own]

    def _worlds(self) -> Iterator[Sequence[Spell]]:
        optional = [i for i, spell in enumerate(self._spells) if spell.optional]
        for size in range(len(optional) + 1):
            for gone in combinations(optional, size):
                yield [spell for i, spell in enumerate(self._spells) if i not in gone]

    def _own(self, spells: Sequence[Spell]) -> list[int]:
        return [i for i, spell in enumerate(spells) if any(reading in self._pair for reading in spell.readings)]

    def _clashing(self, spells: Sequence[Spell], but: Sequence[int]) -> list[int]:
        return [i for i, spell in enumerate(spells) if i not in but and self._rules.clash(spell.readings, self._pair)]

    def _all_away(self, spells: Sequence[Spell], first: str | int, last: str | int) -> tuple[Alternatives, ...]:
        return tuple(_away(i, first, last) for i in self._own(spells))

    def _unturned(self, spells: Sequence[Spell], days: Range, edge: Turn) -> tuple[Alternatives, ...]:
        return tuple(
            [(Before(_var(i, edge), days.first),), (Before(days.last, _var(i, edge)),)]
            for i in self._own(spells)
            if not _doubtful(spells[i].row, edge)
        )

    def _can_add(self, days: Range) -> bool:
        """Whether some world adds an unlisted row of the pair that holds on one day of ``days``."""
        for gap in self._gaps:
            day = gap.overlap(days)
            for spells in self._worlds() if day else ():
                away = tuple(_away(i, "day", "day") for i in self._clashing(spells, ()))
                if _possible(spells, self._rules, _Scene(alternatives=away, day=day)):
                    return True
        return False

    def _chains(self, spells: Sequence[Spell], days: Range) -> Iterator[_Scene]:
        """Every way to fill ``days``: some rows of the pair one after another, unlisted rows in what is left between."""
        own = self._own(spells)
        for size in range(len(own) + 1):
            for chain in permutations(own, size):
                ends: list[str | int] = [days.first - 1, *map(_ended, chain)]
                begins: list[str | int] = [*map(_began, chain), days.last + 1]
                clashing = self._clashing(spells, chain)
                fills = [list(self._fills(end, begin, days, clashing)) for end, begin in zip(ends, begins, strict=True)]
                for choice in product(*fills):
                    yield _Scene(
                        tuple(before for scene in choice for before in scene.constraints),
                        tuple(options for scene in choice for options in scene.alternatives),
                    )

    def _fills(self, end: str | int, begin: str | int, days: Range, clashing: Sequence[int]) -> Iterator[_Scene]:
        """How nothing is missing between a row's end and the next one's beginning: no gap, or an unlisted row in it."""
        yield _Scene((Before(begin, end, -1),))
        for gap in self._gaps:
            if gap.meets(days):
                inside = (Before(gap.first - 1, end, 0), Before(begin, gap.last + 1, 0))
                away: tuple[Alternatives, ...] = tuple(
                    [(Before(_ended(i), end, 0),), (Before(begin, _began(i), 0),)] for i in clashing
                )
                yield _Scene(inside, away)


def _possible(spells: Sequence[Spell], rules: Rules, scene: _Scene) -> bool:
    days = {_began(i): begin_range(spell.row) for i, spell in enumerate(spells)}
    days |= {_ended(i): end_range(spell.row) for i, spell in enumerate(spells)}
    if scene.day is not None:
        days["day"] = scene.day
    ordered = tuple(Before(_began(i), _ended(i), 0) for i in range(len(spells)))
    return feasible(days, ordered + scene.constraints, (*scene.alternatives, *_apart(spells, rules)))


def _apart(spells: Sequence[Spell], rules: Rules) -> Iterator[Alternatives]:
    """For each two rows that must not share a day: the one ends first, or the other does.

    Two rows whose own dates put both on one day, as on the day of a handover, may share that day.
    """
    for i, j in combinations(range(len(spells)), 2):
        if not rules.clash(spells[i].readings, spells[j].readings):
            continue
        here, there = certain_days(spells[i].row), certain_days(spells[j].row)
        shared = here.overlap(there)
        if shared.last > shared.first and any(reading in spells[j].readings for reading in spells[i].readings):
            continue
        gap = 0 if here and there and shared else 1
        yield [(Before(_ended(i), _began(j), gap),), (Before(_ended(j), _began(i), gap),)]


def _began(i: int) -> str:
    return _var(i, "began")


def _ended(i: int) -> str:
    return _var(i, "ended")


def _var(i: int, edge: str) -> str:
    return f"{edge} {i}"


def _away(i: int, first: str | int, last: str | int) -> Alternatives:
    return [(Before(_var(i, "ended"), first),), (Before(last, _var(i, "began")),)]


def _doubtful(row: Relation, edge: Turn) -> bool:
    date = getattr(row, edge)
    return date is not None and date != ".." and date.doubtful


def _stated(row: Relation, edge: Turn) -> Range:
    if edge == "began":
        days = begin_range(row)
        return Range(days.first, min(days.last, row.began.starts.last)) if row.began else days
    days = end_range(row)
    if row.ended is None or isinstance(row.ended, str):
        return days
    return Range(max(days.first, row.ended.ends.first), days.last)


def bounds(must: int, can: int, one_at_most: bool, unlisted: bool) -> Bounds:
    """The least and the most subjects at once, where ``must`` hold in every world and ``can`` in some."""
    if one_at_most:
        return Bounds(must, max(must, 1 if can or unlisted else 0))
    return Bounds(must, None if unlisted else can)
