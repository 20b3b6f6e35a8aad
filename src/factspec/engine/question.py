"""Questions as data: what a claim asks of the reference, and nothing of how it is answered.

All days are numbers (see :mod:`factspec.values.calendar`) and all names are ids of the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factspec.values.dates import Range
from factspec.values.intervals import Interval
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
class Series:
    """The number that a measure has for a subject in a period."""

    measure: str
    subject: str
    days: Range


@dataclass(frozen=True, slots=True)
class Group:
    """The entities of a type within a place; a type None is that of the subject asked about, a place None is anywhere."""

    type: str | None
    within: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Whether the number is one of those stated, in ``unit``; a unit None is the measure's own."""

    series: Series
    stated: Interval
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Whether one number less another, or divided by it, is one of those stated; a difference is in ``unit``."""

    left: Series
    right: Series
    by: Literal["difference", "ratio"]
    stated: Interval
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Whether just n - 1 others of the group have a higher number, or a lower one, than the subject."""

    series: Series
    group: Group
    n: int
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """Whether the subject's number divided by the sum of the group's is one of those stated."""

    series: Series
    group: Group
    stated: Interval


@dataclass(frozen=True, slots=True)
class Said:
    """Whether the speaker said these words in those days; in ``text``, ``...`` stands for words that are left out."""

    speaker: str
    text: str
    days: Range


@dataclass(frozen=True, slots=True)
class Within:
    """A cell with one of these numbers; a time on a clock is its seconds, a percentage its number of hundredths."""

    numbers: Interval


@dataclass(frozen=True, slots=True)
class Equals:
    """A cell with this text, whatever the case."""

    text: str


@dataclass(frozen=True, slots=True)
class Contains:
    """A cell that has this text in it, whatever the case."""

    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A cell with a date in these days."""

    days: Range


@dataclass(frozen=True, slots=True)
class Given:
    """A cell that is not blank."""


Test = Within | Equals | Contains | Dated | Given


@dataclass(frozen=True, slots=True)
class Condition:
    """What a cell of a plain table must be, or, ``negated``, must not be."""

    column: str
    test: Test
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Top:
    """The n-th highest, or lowest, row by a column. Rows that tie share a place."""

    column: str
    n: int = 1
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row of a plain table, by its key, or else the listed one that meets the conditions.

    ``top`` is the place it has among those that meet them; ``only``: no other row meets them in any world.
    """

    key: str | None = None
    where: tuple[Condition, ...] = ()
    top: Top | None = None
    only: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Whether some row of a plain table meets all conditions."""

    table: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class CellIs:
    """Whether a cell of a row meets a condition."""

    table: str
    row: RowRef
    condition: Condition


@dataclass(frozen=True, slots=True)
class RowTally:
    """Whether as many rows ``among`` some as stated meet the conditions.

    ``stated`` is a count, or, as an interval, a part of those among which they are, from 0 to 1; no part of none is stated.
    """

    table: str
    where: tuple[Condition, ...]
    among: tuple[Condition, ...]
    stated: Bounds | Interval


@dataclass(frozen=True, slots=True)
class RowRanked:
    """Whether a row has a place by a column among the rows that meet the conditions, itself one of them."""

    table: str
    row: RowRef
    top: Top
    among: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Aggregated:
    """Whether what a column comes to, over the rows that meet the conditions, is one of the numbers stated."""

    table: str
    column: str
    how: Literal["average", "total", "highest", "lowest", "different"]
    among: tuple[Condition, ...]
    stated: Interval


@dataclass(frozen=True, slots=True)
class RowsCompared:
    """Whether a column's number of one row less that of another, or divided by it, is one of those stated."""

    table: str
    column: str
    left: RowRef
    right: RowRef
    by: Literal["difference", "ratio"]
    stated: Interval


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
Figured = Measured | Compared | Ranked | Shared
Tabular = Listed | CellIs | RowTally | RowRanked | Aggregated | RowsCompared
Atom = Timeline | Attendance | Bond | Figured | Tabular | Said | Fixed
Question = Atom | Every | Some | Opposite
