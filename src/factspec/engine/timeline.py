"""Verdicts on events, exactly: whether some world makes the question true, and whether some world makes it false.

Worlds place each event on its own, so a world of any wanted shape is found by choosing for each event alone what serves
best; each function says which choice that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from factspec.engine.parts import patterns
from factspec.engine.question import Atom, Attendance, Earlier, Happens, Latest, Nth, Pattern, Tally, Timeline
from factspec.engine.sighting import Sighting, View
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import ALWAYS, Range
from factspec.verdict import Bounds, Verdict, from_worlds, of_count

Views = tuple[View, ...]


def happens(question: Happens, view: View) -> Verdict:
    """True where some event shares a day: false only if every event can keep away and none must be there."""
    days = question.days
    if not days:
        return Verdict.REFUTED
    if question.throughout:
        uncovered = list(view.gaps(days)) == [days]
        can = any(sighting.can_last(days) for sighting in view.sightings) or uncovered
        return from_worlds(can, not any(sighting.must_last(days) for sighting in view.sightings))
    can = any(sighting.can_share(days) for sighting in view.sightings) or not view.covered(days)
    return from_worlds(can, not any(sighting.must_share(days) for sighting in view.sightings))


def bounds(window: Range, view: View) -> Bounds:
    """The least and the most events that can start in the window; every count between is possible too."""
    if not window:
        return Bounds(0, 0)
    low = sum(sighting.must_start(window) for sighting in view.sightings)
    high = sum(sighting.can_start(window) for sighting in view.sightings)
    return Bounds(low, high if view.covered(window) else None)


def tally(question: Tally, view: View) -> Verdict:
    """The stated count against the counts that are possible."""
    return of_count(bounds(question.window, view), question.stated)


def nth(question: Nth, view: View) -> Verdict:
    """True where b < n <= b + i, with b events that start before the days and i in them.

    False needs b >= n, so as many before as can be, or b + i < n, so as few by the end as can be. True wants every event
    that can start in the days to do so, and then enough of the others before, but fewer than n.
    """
    window, n = question.window, question.n
    days = question.days.overlap(window)
    if not days:
        return Verdict.REFUTED
    before, by_end = Range(window.first, days.first - 1), Range(window.first, days.last)
    open_before, open_in = not view.covered(before), not view.covered(days)
    most_before = sum(sighting.can_start(before) for sighting in view.sightings)
    least_by_end = sum(sighting.must_start(by_end) for sighting in view.sightings)
    can_be_false = open_before or most_before >= n or least_by_end < n
    inside = [sighting for sighting in view.sightings if sighting.can_start(days)]
    rest = [sighting for sighting in view.sightings if not sighting.can_start(days)]
    forced = sum(sighting.must_start(before) for sighting in rest)
    free = sum(sighting.can_start(before) for sighting in rest) - forced
    filled = n - 1 if open_before else min(n - 1, forced + free)
    enough = open_in or (bool(inside) and filled + len(inside) >= n)
    return from_worlds(forced < n and enough, can_be_false)


def latest(question: Latest, view: View) -> Verdict:
    """True where an event starts in the days and none after them in the window."""
    days = question.days.overlap(question.window)
    if not days:
        return Verdict.REFUTED
    after = Range(days.last + 1, question.window.last)
    must_follow = any(sighting.must_start(after) for sighting in view.sightings)
    can_follow = any(sighting.can_start(after) for sighting in view.sightings) or not view.covered(after)
    can_be_in = any(sighting.can_start(days) for sighting in view.sightings) or not view.covered(days)
    must_be_in = any(sighting.must_start(Range(days.first, question.window.last)) for sighting in view.sightings)
    return from_worlds(can_be_in and not must_follow, can_follow or not must_be_in)


def earlier(question: Earlier, first: View, second: View) -> Verdict:
    """True where a start of the first lies before a start of the second.

    It is false in a world just when some day parts them: every event of the first starts on it or later, every
    event of the second on it or earlier.
    """
    if not question.first.days or not question.second.days:
        return Verdict.REFUTED
    return from_worlds(_can_precede(question, first, second), _can_be_parted(question, first, second))


def _can_precede(question: Earlier, first: View, second: View) -> bool:
    ones = [(s.event.id, _first_start(s, question.first.days)) for s in first.sightings if s.can_share(question.first.days)]
    others = [(s.event.id, _last_start(s, question.second.days)) for s in second.sightings if s.can_share(question.second.days)]
    unlisted = next(first.gaps(question.first.days), None)
    if unlisted:
        ones.append(("", next(g.first for g in first.gaps(Range(FIRST, LAST)) if g.meets(unlisted))))
    last = [gap.last for gap in second.gaps(question.second.days)]
    if last:
        others.append(("", last[-1]))
    return any(start < other and (one != name or not one) for one, start in ones for name, other in others)


def _first_start(sighting: Sighting, days: Range) -> int:
    """The earliest start with which it shares a day."""
    return sighting.starts.first if sighting.event.date.lasting else max(sighting.starts.first, days.first)


def _last_start(sighting: Sighting, days: Range) -> int:
    """The latest start with which it shares a day."""
    return min(sighting.starts.last, days.last)


def _can_be_parted(question: Earlier, first: View, second: View) -> bool:
    ones = {sighting.event.id: sighting for sighting in first.sightings}
    others = {sighting.event.id: sighting for sighting in second.sightings}
    spans = (question.first.days, question.second.days)
    edges = {FIRST - 1, LAST + 1, *(day for span in spans for day in (span.first - 1, span.first, span.last, span.last + 1))}
    events = [(ones.get(name), others.get(name)) for name in dict.fromkeys((*ones, *others))]
    days = edges | {day for pair in events for s in pair if s for day in (s.starts.first, s.starts.last)}
    return any(all(_can_keep(one, other, spans, edges, day) for one, other in events) for day in days)


def _can_keep(one: Sighting | None, other: Sighting | None, spans: tuple[Range, Range], edges: set[int], day: int) -> bool:
    """Whether an event has a start with which the day parts it rightly; it ends as early as it can, to share least."""
    sighting = one or other
    assert sighting is not None
    starts = sighting.starts
    for start in {starts.first, starts.last, *(d for d in (day - 1, day, day + 1, *edges) if starts.first <= d <= starts.last)}:
        end = max(start, sighting.ends.first) if sighting.event.date.lasting else start
        in_first = one is not None and one.sure and start <= spans[0].last and end >= spans[0].first
        in_second = other is not None and other.sure and start <= spans[1].last and end >= spans[1].first
        if (start >= day or not in_first) and (start <= day or not in_second):
            return True
    return False


def verdict(atom: Timeline, views: Views) -> Verdict:
    """The exact verdict of one account."""
    match atom:
        case Happens():
            return happens(atom, views[0])
        case Tally():
            return tally(atom, views[0])
        case Nth():
            return nth(atom, views[0])
        case Latest():
            return latest(atom, views[0])
        case Earlier():
            return earlier(atom, *views)


def windows(atom: Timeline) -> tuple[Range, ...]:
    """The days that matter to each pattern of the atom."""
    match atom:
        case Happens(_, days, _):
            return (days,)
        case Tally(_, window, _) | Latest(_, _, window):
            return (window,)
        case Nth(_, days, window, _):
            return (Range(window.first, min(days.last, window.last)),)
        case Earlier(first, second):
            return (first.days, second.days)


def relevant(atom: Timeline, sighting: Sighting, window: Range) -> bool:
    """Whether an event can count in the window, by the question's way of counting."""
    if isinstance(atom, Happens | Earlier):
        return sighting.can_share(window)
    return sighting.can_start(window)


def certain(atom: Timeline, sighting: Sighting, window: Range) -> bool:
    """Whether an event counts in the window in every world."""
    if isinstance(atom, Happens) and atom.throughout:
        return sighting.must_last(window)
    return sighting.must_share(window) if isinstance(atom, Happens | Earlier) else sighting.must_start(window)


def spans(atom: Atom) -> Iterator[tuple[Pattern, Range]]:
    """The patterns of events that an atom asks for, each with the days it asks about."""
    match atom:
        case Happens() | Tally() | Nth() | Latest() | Earlier():
            yield from zip(patterns(atom), windows(atom), strict=True)
        case Attendance():
            yield from ((pattern, ALWAYS) for pattern in patterns(atom))
        case _:
            pass
