"""What a verdict on events rests on: the rows and lists it needs, each as the sources of which any would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factspec.engine.question import Earlier, Happens, Latest, Nth, Tally, Timeline
from factspec.engine.sighting import Sighting, View
from factspec.engine.timeline import Views, certain, relevant, windows
from factspec.values.dates import Range
from factspec.verdict import Bounds, Verdict


def cover_links(view: View, window: Range) -> Iterator[frozenset[str]]:
    """The sources of the completeness of a window: for each stretch, those of all statements that cover it.

    Of an event that is named, and so is the only one, its own row tells all: its sources are the link.
    """
    if not window:
        return
    if view.pinned:
        events = [*(found.event for found in view.sightings), *(found.event for found in view.misses)]
        sources = frozenset(source for event in events for source in event.sources)
        if sources:
            yield sources
        return
    edges = {window.first}
    for cover in view.covers:
        edges |= {day for day in (cover.days.first, cover.days.last + 1) if window.first <= day <= window.last}
    for day in sorted(edges):
        sources = frozenset(s for c in view.covers if c.days.first <= day <= c.days.last for s in c.statement.sources)
        if sources:
            yield sources


def _sources(sightings: Iterable[Sighting]) -> frozenset[str]:
    return frozenset(source for sighting in sightings for source in sighting.event.sources)


def links(atom: Timeline, views: Views, found: Verdict) -> Iterator[frozenset[str]]:
    """The links of a verdict: a decided one needs all of them; an undecided one has what was seen as its one link."""
    pairs = list(zip(windows(atom), views, strict=True))
    counted = [[s for s in view.sightings if certain(atom, s, window)] for window, view in pairs]
    if found in (Verdict.NOT_ENOUGH, Verdict.CONFLICTING):
        seen = _sources(s for window, view in pairs for s in view.sightings if relevant(atom, s, window))
        if seen:
            yield seen
        return
    (window, view), supported = pairs[0], found is Verdict.SUPPORTED
    match atom:
        case Happens():
            yield from [_sources(counted[0])] if supported else cover_links(view, window)
        case Tally(_, _, stated):
            yield from _tally_links(view, window, stated, supported, counted[0])
        case Nth(_, days, _, n):
            yield from _nth_links(atom, view, supported, counted[0])
            del days, n
        case Latest(_, days, _):
            if supported:
                yield _sources(s for s in counted[0] if s.must_start(days))
                yield from cover_links(view, Range(days.last + 1, window.last))
            else:
                after = _sources(s for s in counted[0] if s.must_start(Range(days.last + 1, window.last)))
                yield from [after] if after else cover_links(view, days)
        case Earlier():
            if supported:
                yield from map(_sources, counted)
            else:
                for one_window, one_view in pairs:
                    yield from cover_links(one_view, one_window)


def _tally_links(
    view: View, window: Range, stated: Bounds, supported: bool, counted: Sequence[Sighting]
) -> Iterator[frozenset[str]]:
    best = sorted(counted, key=lambda s: -len(s.event.sources))
    if supported:
        yield from (frozenset(s.event.sources) for s in best[: stated.low])
        if stated.high is not None:
            yield from cover_links(view, window)
    elif stated.high is not None and len(counted) > stated.high:
        yield from (frozenset(s.event.sources) for s in best[: stated.high + 1])
    else:
        yield from cover_links(view, window)


def _nth_links(atom: Nth, view: View, supported: bool, counted: Sequence[Sighting]) -> Iterator[frozenset[str]]:
    before = Range(atom.window.first, min(atom.days.first, atom.window.last) - 1)
    earlier = [s for s in counted if s.must_start(before)]
    if not supported and len(earlier) >= atom.n:
        yield from (frozenset(s.event.sources) for s in earlier[: atom.n])
        return
    if supported:
        yield from (frozenset(s.event.sources) for s in earlier)
        yield _sources(s for s in counted if s not in earlier)
        yield from cover_links(view, before)
    else:
        yield from cover_links(view, Range(atom.window.first, min(atom.days.last, atom.window.last)))
