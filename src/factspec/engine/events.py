"""Findings on events: the verdict with the events that counted, the near misses, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.engine import timeline
from factspec.engine.answer import Finding, RowFound, Ruling, Suggestion
from factspec.engine.lacks import lacks
from factspec.engine.links import links
from factspec.engine.question import Latest, Nth, Tally, Timeline
from factspec.engine.reasons import open_words, reason
from factspec.engine.sighting import WHY, Sighting
from factspec.engine.timeline import Views, certain, relevant, verdict, windows
from factspec.engine.words import Words, span
from factspec.reference.schema import Completeness
from factspec.values.dates import Range
from factspec.values.periods import period_if_any
from factspec.verdict import Verdict


def finding(atom: Timeline, views: Views, words: Words) -> Finding:
    """What one account shows."""
    ruled = ruling(atom, views)
    found = ruled.verdict
    return Finding(
        found,
        reason(atom, views, found, words),
        timeline.bounds(atom.window, views[0]) if isinstance(atom, Tally) else None,
        tuple(dict.fromkeys(_rows(atom, views, words))),
        ruled.links,
        tuple({cover.key: cover for cover in _used(atom, views)}.values()),
        lacks(atom, views, words) if found is Verdict.NOT_ENOUGH else (),
        tuple(_suggestions(atom, views)),
        _window(atom),
    )


def ruling(atom: Timeline, views: Views) -> Ruling:
    """The verdict of one account and what it rests on."""
    found = verdict(atom, views)
    return Ruling(found, tuple(dict.fromkeys(links(atom, views, found))))


def _window(atom: Timeline) -> Range | None:
    """The days that a picture of the events shades."""
    days = next(iter(windows(atom)))
    return days or None


def _rows(atom: Timeline, views: Views, words: Words) -> Iterator[RowFound]:
    for window, view in zip(windows(atom), views, strict=True):
        for sighting in view.sightings:
            if relevant(atom, sighting, window):
                sure = certain(atom, sighting, window)
                why = "matches in all respects" if sure else open_words(sighting, window)
                yield _row(sighting, "certain" if sure else "possible", why, words)
        outside = [s for s in view.sightings if not relevant(atom, s, window)]
        for sighting in sorted(outside, key=lambda s: _distance(s, window))[:4]:
            yield _row(sighting, "none", f"its date: not {span(window).removeprefix('on ')}", words)
        for miss in view.misses:
            if miss.event.date.starts.first <= window.last and miss.event.date.ends.last >= window.first:
                yield RowFound(
                    "events", miss.event.id, "none", WHY[miss.attribute], words.event(miss.event),
                    miss.event.date.text, miss.event.sources,
                )  # fmt: skip


def _row(sighting: Sighting, match: str, why: str, words: Words) -> RowFound:
    event = sighting.event
    return RowFound("events", event.id, match, why, words.event(event), event.date.text, event.sources)  # type: ignore[arg-type]


def _distance(sighting: Sighting, window: Range) -> int:
    return max(window.first - sighting.ends.last, sighting.starts.first - window.last)


def _used(atom: Timeline, views: Views) -> Iterator[Completeness]:
    for window, view in zip(windows(atom), views, strict=True):
        yield from (cover.statement for cover in view.covers if cover.days.meets(window) and window)


def _suggestions(atom: Timeline, views: Views) -> Iterator[Suggestion]:
    for window, view in zip(windows(atom), views, strict=True):
        near = [s for s in view.sightings if s.sure]
        for sighting in sorted(near, key=lambda s: abs(_distance(s, window)))[:6]:
            for days in (sighting.event.date.whole, sighting.starts):
                if period := period_if_any(days):
                    yield "period", period
        for miss in view.misses:
            yield f"miss {miss.attribute}", miss.event
    if isinstance(atom, Tally):
        yield "times", timeline.bounds(atom.window, views[0])
    if isinstance(atom, Nth | Latest):
        days = atom.days
        before = timeline.bounds(Range(atom.window.first, days.first - 1), views[0])
        yield from (("nth", before.low + extra) for extra in (1, 2, 3))
