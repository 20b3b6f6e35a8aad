"""What is missing to decide a question on events: lists that are not complete, and what rows leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from factspec.engine.answer import Lack
from factspec.engine.missing import Need, smallest
from factspec.engine.parts import patterns
from factspec.engine.question import Happens, Latest, Nth, Pattern, Tally, Timeline
from factspec.engine.sighting import WHY, Cover, Sighting, View
from factspec.engine.timeline import Views, certain, relevant, verdict, windows
from factspec.engine.words import Words, span
from factspec.reference.schema import Completeness
from factspec.values.calendar import FIRST, LAST, iso
from factspec.values.dates import Dating, Range
from factspec.values.periods import period_of

Outcomes = Callable[[Views], Iterable[Views]]
_NAMED = 24  # facts that are told one by one


def lacks(atom: Timeline, views: Views, words: Words) -> tuple[Lack, ...]:
    """The fewest things that would decide it, whichever way they turn out."""
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
    found = smallest(views, needs, lambda state: verdict(atom, state))
    more = len(found) - _NAMED
    return (*found[:_NAMED], Lack(f"the same of {more:,} more events")) if more > 1 else found


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
        "place": f"{'not:' if region.outside else ''}{region.place}" if region else "", "period": _list_period(days),
    }  # fmt: skip
    return Lack(f"a complete list of {words.pattern(pattern)} {span(days)}", tuple(cells.items()))


def _list_period(days: Range) -> str:
    """A completeness statement's period for these days; blank where they have no bounds."""
    return "" if days.first <= FIRST and days.last >= LAST else period_of(days).text


def _listing(place: int, days: Range) -> Outcomes:
    statement = Completeness.model_construct(resource="events", participants=(), sources=())

    def outcomes(views: Views) -> Iterable[Views]:
        view = views[place]
        fuller = View(view.sightings, view.misses, (*view.covers, Cover(statement, days)), view.pinned)
        yield (*views[:place], fuller, *views[place + 1 :])

    return outcomes


def _learning(event: str, edges: frozenset[int]) -> Outcomes:
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
