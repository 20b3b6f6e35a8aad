"""Questions as data: what a claim asks of the reference, and nothing of how it is answered.

All days are numbers (see :mod:`factspec.values.calendar`) and all names are ids of the reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from factspec.values.dates import Range
from factspec.values.modes import Mode
from factspec.verdict import Bounds, Verdict


@dataclass(frozen=True, slots=True)
class Region:
    """A place and all within it; ``outside``: everywhere else."""

    place: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Events of one kind, with these participants among theirs, in this mode and region.

    A blank attribute asks for nothing. ``event`` names one event, and no other is meant; ``part_of`` an event whose
    parts are meant.
    """

    kind: str | None
    participants: tuple[str, ...] = ()
    mode: Mode | None = None
    region: Region | None = None
    event: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Rows of a relation with this object and, unless it is None, this subject."""

    relation: str
    subject: str | None
    object: str


@dataclass(frozen=True, slots=True)
class Happens:
    """Whether an event of the pattern shares a day with ``days``; ``throughout``: lasts from the first to the last of them."""

    pattern: Pattern
    days: Range
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Whether as many events of the pattern as ``stated`` start in the window."""

    pattern: Pattern
    window: Range
    stated: Bounds


@dataclass(frozen=True, slots=True)
class Nth:
    """Whether the n-th event of the pattern to start in the window starts in ``days``."""

    pattern: Pattern
    days: Range
    window: Range
    n: int


@dataclass(frozen=True, slots=True)
class Latest:
    """Whether the last event of the pattern to start in the window starts in ``days``."""

    pattern: Pattern
    days: Range
    window: Range


@dataclass(frozen=True, slots=True)
class Earlier:
    """Whether an event of the first question starts on a day before one of the second does."""

    first: Happens
    second: Happens


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether the event's participants of the given entity types are the names (``exactly``), or take them in."""

    event: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    exactly: bool


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether the relation holds on some day of ``days``; ``throughout``: on every one."""

    tie: Tie
    days: Range
    throughout: bool


@dataclass(frozen=True, slots=True)
class Holders:
    """Whether the relation has as many different subjects as ``stated`` on a day."""

    tie: Tie
    day: int
    stated: Bounds


@dataclass(frozen=True, slots=True)
class Edge:
    """Whether a row of the relation begins, or ends, in ``days``.

    ``listed``: the rows of the reference are meant and no others, as by *the* beginning of a relation.
    """

    tie: Tie
    days: Range
    edge: Literal["began", "ended"]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a cell of a plain table must be: equal to a text, or a date before a day."""

    column: str
    equals: str | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Whether some row of a plain table meets all conditions."""

    table: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A question that needs no reference: the calendar, or the article's own front matter, answers it."""

    verdict: Verdict
    because: str
    found: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Every:
    """Whether all the questions are answered yes."""

    parts: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Whether one of the questions at least is answered yes."""

    parts: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Whether the question is answered no."""

    part: Question


Timeline = Happens | Tally | Nth | Latest | Earlier
Bond = Holds | Holders | Edge
Atom = Timeline | Attendance | Bond | Listed | Fixed
Question = Atom | Every | Some | Opposite


def atoms(question: Question) -> Iterator[Atom]:
    """The questions that connectives join, from left to right."""
    match question:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from atoms(part)
        case Opposite(part):
            yield from atoms(part)
        case _:
            yield question


def patterns(atom: Atom) -> tuple[Pattern, ...]:
    """The patterns of events that an atom asks for."""
    match atom:
        case Happens() | Tally() | Nth() | Latest():
            return (atom.pattern,)
        case Earlier(first, second):
            return (first.pattern, second.pattern)
        case Attendance(event):
            return (Pattern(None, event=event),)
        case _:
            return ()


def last_day(question: Question) -> int | None:
    """The latest day that the question speaks of, where it speaks of one."""
    days: list[int] = []
    for atom in atoms(question):
        match atom:
            case Happens(_, span, _) | Holds(_, span, _):
                days.append(span.last)
            case Tally(_, window, _) | Nth(_, _, window, _) | Latest(_, _, window):
                days.append(window.last)
            case Earlier(first, second):
                days += [first.days.last, second.days.last]
            case Holders(_, day, _):
                days.append(day)
            case Edge(_, span, _, listed) if not listed:
                days.append(span.last)
            case _:
                pass
    return max(days, default=None)
