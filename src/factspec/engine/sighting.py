"""What the reference shows for a pattern: the events that match it, and the days on which all such events are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factspec.reference.schema import Completeness, Event
from factspec.values.dates import Range

WHY = {
    "kind": "its kind",
    "mode": "its mode",
    "place": "its place",
    "participants": "who took part",
    "event": "being another event",
    "part_of": "what it is part of",
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event that matches a pattern but for its date. ``open`` names the attributes that match possibly only.

    ``optional``: a world may leave it out, because its date is doubtful or its publication is.
    """

    event: Event
    open: tuple[str, ...] = ()
    optional: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is there and matches in every world, its date apart."""
        return not self.open and not self.optional

    @property
    def starts(self) -> Range:
        """The days it may start on."""
        return self.event.date.starts

    @property
    def ends(self) -> Range:
        """The days it may end on."""
        return self.event.date.ends

    def can_start(self, days: Range) -> bool:
        """Whether it may match and start in ``days``."""
        return self.starts.meets(days)

    def must_start(self, days: Range) -> bool:
        """Whether it matches and starts in ``days`` in every world."""
        return self.sure and self.starts.within(days)

    def can_share(self, days: Range) -> bool:
        """Whether it may match and share a day with ``days``."""
        return self.starts.first <= days.last and self.ends.last >= days.first

    def must_share(self, days: Range) -> bool:
        """Whether it matches and shares a day with ``days`` in every world."""
        return self.sure and self.starts.last <= days.last and self.ends.first >= days.first

    def can_last(self, days: Range) -> bool:
        """Whether it may match and last from the first to the last of ``days``."""
        if self.event.date.lasting:
            return self.starts.first <= days.first and self.ends.last >= days.last
        return days.first == days.last and self.starts.meets(days)

    def must_last(self, days: Range) -> bool:
        """Whether it matches and lasts from the first to the last of ``days`` in every world."""
        return self.sure and self.starts.last <= days.first and self.ends.first >= days.last


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An event that one attribute rules out."""

    event: Event
    attribute: str


@dataclass(frozen=True, slots=True)
class Cover:
    """A completeness statement that takes in the pattern, and the days it holds on."""

    statement: Completeness
    days: Range


@dataclass(frozen=True, slots=True)
class View:
    """All that one account shows for one pattern. ``pinned``: the pattern names its event, so none is unlisted."""

    sightings: tuple[Sighting, ...]
    misses: tuple[NearMiss, ...]
    covers: tuple[Cover, ...]
    pinned: bool = False

    def gaps(self, window: Range) -> Iterator[Range]:
        """The stretches of the window on which unlisted events may have started."""
        if self.pinned or not window:
            return
        yield from gaps(window, (cover.days for cover in self.covers))

    def covered(self, window: Range) -> bool:
        """Whether every day of the window is covered; an empty window is."""
        return next(self.gaps(window), None) is None


def gaps(window: Range, covered: Iterable[Range]) -> Iterator[Range]:
    """The stretches of a window that none of the ranges reaches, in order."""
    here = window.first
    for days in sorted(covered, key=lambda days: days.first):
        if days.first > window.last:
            break
        if days.first > here:
            yield Range(here, days.first - 1)
        here = max(here, days.last + 1)
    if here <= window.last:
        yield Range(here, window.last)
