"""Findings on events: the verdict with the events that counted, the near misses, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factspec.engine import timeline
from factspec.engine.answer import Finding, Lack, RowFound, Suggestion
from factspec.engine.missing import Need, smallest
from factspec.engine.question import Earlier, Happens, Latest, Nth, Pattern, Tally, Timeline, patterns
from factspec.engine.reasons import open_words, reason
from factspec.engine.sighting import WHY, Cover, Sighting, View
from factspec.engine.words import Words, span
from factspec.reference.schema import Completeness
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import Dating, Range
from factspec.values.periods import period_if_any, period_of
from factspec.verdict import Bounds, Verdict

Views = tuple[View, ...]


def verdict(atom: Timeline, views: Views) -> Verdict:
    """The exact verdict of one account."""
    match atom:
        case Happens():
            return timeline.happens(atom, views[0])
        case Tally():
            return timeline.tally(atom, views[0])
        case Nth():
            return timeline.nth(atom, views[0])
        case Latest():
            return timeline.latest(atom, views[0])
        case Earlier():
            return timeline.earlier(atom, *views)


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


def finding(atom: Timeline, views: Views, words: Words) -> Finding:
    """What one account shows."""
    found = verdict(atom, views)
    return Finding(
        found,
        reason(atom, views, found, words),
        timeline.bounds(atom.window, views[0]) if isinstance(atom, Tally) else None,
        tuple(dict.fromkeys(_rows(atom, views, words))),
        tuple(dict.fromkeys(_links(atom, views, found))),
        tuple({cover.key: cover for cover in _used(atom, views)}.values()),
        _lacks(atom, views, words) if found is Verdict.NOT_ENOUGH else (),
        tuple(_suggestions(atom, views)),
    )


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


def cover_links(view: View, window: Range) -> Iterator[frozenset[str]]:
    """The sources of the completeness of a window: for each stretch, those of all statements that cover it."""
    if view.pinned or not window:
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


def _links(atom: Timeline, views: Views, found: Verdict) -> Iterator[frozenset[str]]:
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


def _lacks(atom: Timeline, views: Views, words: Words) -> tuple[Lack, ...]:
    needs: list[Need[Views]] = []
    for place, (window, view, pattern) in enumerate(zip(windows(atom), views, patterns(atom), strict=True)):
        gaps = list(view.gaps(window))
        if gaps:
            days = Range(gaps[0].first, gaps[-1].last)
            needs.append(Need(_list_lack(pattern, days, words), _listing(place, days)))
        for sighting in view.sightings:
            if relevant(atom, sighting, window) and not _pinned_down(atom, sighting, window):
                fact = Lack(
                    f"for {sighting.event.id} ({words.event(sighting.event)}): {_open_question(sighting)}",
                    (),
                    ("events", sighting.event.id),
                )
                needs.append(Need(fact, _learning(sighting.event.id, _edges(atom))))
    return smallest(views, needs, lambda state: verdict(atom, state))


def _pinned_down(atom: Timeline, sighting: Sighting, window: Range) -> bool:
    return certain(atom, sighting, window) and (sighting.event.date.exact or isinstance(atom, Happens | Tally))


def _open_question(sighting: Sighting) -> str:
    parts = [WHY[attribute].removeprefix("its ") for attribute in sighting.open]
    if not sighting.event.date.exact:
        parts.append("the day")
    return ", ".join(parts) or "whether it had been published"


def _list_lack(pattern: Pattern, days: Range, words: Words) -> Lack:
    region = pattern.region
    cells = {
        "table": "events", "kind": pattern.kind or "", "mode": pattern.mode or "", "participants": "|".join(pattern.participants),
        "place": f"{'not:' if region.outside else ''}{region.place}" if region else "", "period": list_period(days),
    }  # fmt: skip
    return Lack(f"a complete list of {words.pattern(pattern)} {span(days)}", tuple(cells.items()))


def list_period(days: Range) -> str:
    """A completeness statement's period for these days; blank where they have no bounds."""
    return "" if days.first <= FIRST and days.last >= LAST else period_of(days).text


def _listing(place: int, days: Range):  # type: ignore[no-untyped-def]
    statement = Completeness.model_construct(resource="events", participants=(), sources=())

    def outcomes(views: Views) -> Iterable[Views]:
        view = views[place]
        fuller = View(view.sightings, view.misses, (*view.covers, Cover(statement, days)), view.pinned)
        yield (*views[:place], fuller, *views[place + 1 :])

    return outcomes


def _learning(event: str, edges: frozenset[int]):  # type: ignore[no-untyped-def]
    def outcomes(views: Views) -> Iterable[Views]:
        known = next((s for view in views for s in view.sightings if s.event.id == event), None)
        for date in _datings(known.event.date, edges) if known else ():
            yield tuple(_replaced(view, event, date, True) for view in views)
        if known and not all(s.sure for view in views for s in view.sightings if s.event.id == event):
            yield tuple(_replaced(view, event, None, False) for view in views)

    return outcomes


def _replaced(view: View, event: str, date: Dating | None, there: bool) -> View:
    kept: list[Sighting] = []
    for sighting in view.sightings:
        if sighting.event.id != event:
            kept.append(sighting)
        elif there or sighting.sure:
            kept.append(Sighting(sighting.event.model_copy(update={"date": date} if date else {})))
    return View(tuple(kept), view.misses, view.covers, view.pinned)


def _datings(date: Dating, edges: frozenset[int]) -> Iterator[Dating]:
    """One exact dating for each way that the uncertain one can lie to the edges."""
    starts = {
        date.starts.first,
        date.starts.last,
        *(d for e in edges for d in (e - 1, e) if date.starts.first <= d <= date.starts.last),
    }
    for start in sorted(starts):
        if not date.lasting:
            yield Dating(iso(start), Range(start, start), Range(start, start))
            continue
        ends = {
            date.ends.first,
            date.ends.last,
            *(d for e in edges for d in (e - 1, e) if date.ends.first <= d <= date.ends.last),
        }
        for end in sorted(end for end in ends if end >= start):
            yield Dating(f"{iso(start)}/{iso(end)}", Range(start, start), Range(end, end), lasting=True)


def _edges(atom: Timeline) -> frozenset[int]:
    spans = list(windows(atom))
    if isinstance(atom, Nth | Latest):
        spans += [atom.days, atom.window]
    return frozenset(day for days in spans for day in (days.first, days.last + 1))


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
