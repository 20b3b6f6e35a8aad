"""The reason for a verdict on events, in one plain sentence."""

from __future__ import annotations

from factspec.engine import timeline
from factspec.engine.parts import patterns
from factspec.engine.question import Earlier, Happens, Latest, Nth, Pattern, Tally, Timeline
from factspec.engine.sighting import WHY, Sighting, View
from factspec.engine.words import Words, date_words, span
from factspec.values.calendar import FIRST, iso
from factspec.values.dates import ALWAYS, Range
from factspec.verdict import Bounds, Verdict


def reason(atom: Timeline, views: tuple[View, ...], found: Verdict, words: Words) -> str:
    """Why the verdict is what it is."""
    pattern, view = patterns(atom)[0], views[0]
    match atom:
        case Happens():
            return _happens(atom, view, found, words)
        case Tally() if pattern.event:
            return _titled(pattern, view, found, words)
        case Tally(_, window, _):
            return f"{_listed(window, view)} {span(window)}, and {_whole(view, window, words.pattern(pattern))}"
        case Nth(_, days, window, _):
            return _nth(days, window, view, words.pattern(pattern))
        case Latest(_, days, window):
            inside = _counted(days.overlap(window), view)
            after = Range(days.last + 1, window.last)
            later = f"; after that up to {iso(window.last)} {_counted(after, view)}" if after else ""
            return f"{words.pattern(pattern)}: {span(days)} {inside}{later}"
        case Earlier():
            return _earlier(atom, views, found, words)


def open_words(sighting: Sighting, window: Range) -> str:
    """What leaves it open whether an event matches."""
    reasons = [f"{WHY[attribute]} is not sure" for attribute in sighting.open]
    if sighting.event.date.doubtful:
        reasons.append("its date is doubtful")
    elif not sighting.starts.within(window) or not sighting.event.date.exact:
        reasons.append(f"its date is only known as {date_words(sighting.event.date.text)}")
    return ", ".join(reasons) or "it may not have been published by then"


def count_words(count: Bounds) -> str:
    """A count in words: ``none``, ``exactly 2``, ``at least 5``, ``any number``."""
    if count.high == 0:
        return "none"
    return "any number" if count == Bounds(0, None) else str(count)


def _happens(atom: Happens, view: View, found: Verdict, words: Words) -> str:
    days, what = atom.days, words.pattern(atom.pattern)
    sure = [s for s in view.sightings if (s.must_last(days) if atom.throughout else s.must_share(days))]
    perhaps = [s for s in view.sightings if s.can_share(days)]
    if found is Verdict.SUPPORTED:
        return words.event(sure[0].event)
    if not days:
        return "the period lies after the day of speaking"
    if perhaps:
        return f"{words.event(perhaps[0].event)}: {open_words(perhaps[0], days)}"
    if atom.pattern.event:
        return _pinned(atom.pattern, view, words, days)
    return f"none is listed {span(days)}, and {_whole(view, days, what)}"


def _titled(pattern: Pattern, view: View, found: Verdict, words: Words) -> str:
    """When the one event that is meant began."""
    if not view.sightings:
        return _pinned(pattern, view, words, ALWAYS)
    event = view.sightings[0].event
    doubt = ", and its first day is not sure" if found is Verdict.NOT_ENOUGH else ""
    return f"{words.event(event)}{doubt}"


def _pinned(pattern: Pattern, view: View, words: Words, days: Range) -> str:
    title = words.title(pattern.event or "")
    if view.misses:
        return f"{words.event(view.misses[0].event)}: ruled out by {WHY[view.misses[0].attribute]}"
    if view.sightings:
        return f"{words.event(view.sightings[0].event)}: not {span(days)}"
    return f"“{title}” is denied" if view.pinned else f"“{title}” was not known by then"


def _whole(view: View, window: Range, what: str) -> str:
    if view.covered(window):
        return f"the list of {what} is complete for that time"
    return f"nothing says that the list of {what} is complete"


def _listed(window: Range, view: View) -> str:
    found = timeline.bounds(window, view)
    listed = sum(s.can_start(window) for s in view.sightings)
    perhaps = listed - found.low
    if not listed:
        return "none is listed"
    sure = f"{found.low} {'is' if found.low == 1 else 'are'} listed"
    if not perhaps:
        return sure
    return f"{sure} and {perhaps} more may count" if found.low else f"{perhaps} listed may count"


def _nth(days: Range, window: Range, view: View, what: str) -> str:
    inside = days.overlap(window)
    if not inside:
        return f"{span(days).removeprefix('on ')} is outside the window, {span(window)}"
    before = Range(window.first, inside.first - 1)
    begins = f"from {iso(window.first)}" if window.first > FIRST else "from the beginning"
    earlier = f"{_counted(before, view)} before {iso(inside.first)} and " if before else ""
    return f"{what}, counted {begins}: {earlier}{_counted(inside, view)} {span(inside)}"


def _counted(window: Range, view: View) -> str:
    return count_words(timeline.bounds(window, view))


def _earlier(atom: Earlier, views: tuple[View, ...], found: Verdict, words: Words) -> str:
    pairs = list(zip((atom.first, atom.second), views, strict=True))
    seen = [[s for s in view.sightings if s.can_share(part.days)] for part, view in pairs]
    for one, (part, view) in zip(seen, pairs, strict=True):
        if not one:
            what = words.pattern(part.pattern)
            return f"no {what} {span(part.days)}: {_whole(view, part.days, what)}"
    first = words.event(min(seen[0], key=lambda s: (not s.sure, s.starts.last)).event)
    second = words.event(max(seen[1], key=lambda s: (s.sure, s.starts.first)).event)
    link = {Verdict.SUPPORTED: "starts before", Verdict.REFUTED: "does not start before"}.get(found, "may start before")
    return f"{first} {link} {second}"
