"""A timeline of the dated rows that a claim rests on, and of those that were ruled out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from factspec.problem import Problems
from factspec.report.dates import told
from factspec.report.language import Language
from factspec.report.model import Evidence, Match, Result, Window
from factspec.report.pictures.scale import Scale, Shade, Stroke, Tick, day_ticks
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import Dating, Range, dating
from factspec.values.periods import Period

_LANES = 12
_LEAST_DAYS = 14

Sign = Literal["certain", "possible", "none", "unsure", "window"]
_MATCHES: tuple[Match, ...] = ("certain", "possible", "none")


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture: an event, or, where there are many, all events that match alike."""

    match: Match
    label: str
    says: str
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture. ``window`` is the stretch of days that were counted, ``days`` the same in words.

    ``signs`` are the signs to explain, ``counts`` how many rows match in each way. ``complete`` are the stretches in
    which all such rows are listed.
    """

    lanes: tuple[Lane, ...]
    window: Shade | None
    days: str
    ticks: tuple[Tick, ...]
    signs: tuple[Sign, ...]
    counts: tuple[tuple[Match, int], ...]
    complete: tuple[Shade, ...] = ()


@dataclass(frozen=True, slots=True)
class _Dated:
    row: Evidence
    date: Dating


def timeline(result: Result, language: Language) -> Timeline | None:
    """The picture of a result; None unless it counts, or rests on two dated rows at least. A number's period is no event."""
    happened = [row for row in result.evidence if row.table != "observations"]
    found = sorted(_dated(happened), key=lambda one: (one.date.whole.first, one.date.whole.last, one.row.row))
    if len(found) < 2 or not (result.bounds or sum(one.row.match != "none" for one in found) > 1):
        return None
    window = _window(result.window)
    scale = _scale(found, window)
    lanes = tuple(_lanes(found, scale, language))
    uncertain = any(stroke.shape == "maybe" for lane in lanes for stroke in lane.strokes)
    counts = tuple((match, sum(one.row.match == match for one in found)) for match in _MATCHES)
    signs: list[Sign] = [match for match, number in counts if number]
    return Timeline(
        lanes,
        scale.shade(_open(window.first), _open(window.last)) if window else None,
        _days(result.window, language),
        day_ticks(scale, language),
        (*signs, *(["unsure"] if uncertain else []), *(["window"] if window else [])),  # type: ignore[arg-type]
        tuple((match, number) for match, number in counts if number),
        tuple(_complete(result, scale)),
    )


def _complete(result: Result, scale: Scale) -> Iterable[Shade]:
    """The stretches of the completeness statements that were used, as far as they are in sight."""
    for scope in result.completeness:
        days = Period(scope.period).days(None) if scope.period else Range(FIRST, LAST)
        if days.last >= scale.low and days.first <= scale.high:
            yield scale.shade(_open(days.first), _open(days.last))


def _dated(rows: Iterable[Evidence]) -> Iterable[_Dated]:
    for row in rows:
        if row.date:
            try:
                yield _Dated(row, dating(row.date))
            except Problems:
                continue


def _lanes(found: Sequence[_Dated], scale: Scale, language: Language) -> Iterable[Lane]:
    """A lane for each event that may count, and for each near miss in sight where there is room; else one for those alike."""
    counted = [one for one in found if one.row.match != "none"]
    single = counted if len(counted) <= _LANES else []
    near = [one for one in found if one.row.match == "none" and _in_sight(one, scale)]
    if len(single) + len(near) <= _LANES:
        single = [one for one in found if one in single or one in near]
    for one in single:
        yield Lane(one.row.match, told(one.row.date or "", language, brief=True), one.row.says, _strokes(one, scale))
    for match in _MATCHES:
        rest = [one for one in found if one.row.match == match and one not in single]
        if rest:
            strokes = dict.fromkeys(stroke for one in rest for stroke in _strokes(one, scale))
            yield Lane(match, language.plain(f"timeline.all_{match}", len(rest)), "", tuple(strokes))


def _in_sight(one: _Dated, scale: Scale) -> bool:
    days = one.date.whole
    return days.last >= scale.low and days.first <= scale.high


def _strokes(one: _Dated, scale: Scale) -> tuple[Stroke, ...]:
    """The marks of an event: a dot for a day, a bar for days, broken where the day is not sure; a cross for a near miss."""
    date, days = one.date, one.date.whole
    if not _in_sight(one, scale):
        return (Stroke("earlier", "0%") if days.last < scale.low else Stroke("later", "100%"),)
    crossed = one.row.match == "none"
    strokes = []
    if not date.exact:
        strokes.append(scale.stretch("maybe", _open(days.first), _open(days.last)))
    sure = Range(date.starts.last, date.ends.first) if date.lasting else days
    if sure.last > sure.first and (date.exact or date.lasting):
        strokes.append(scale.stretch("span", _open(sure.first), _open(sure.last)))
    if crossed:
        middle = (max(days.first, int(scale.low)) + min(days.last, int(scale.high))) // 2
        strokes.append(scale.point("cross", middle))
    elif days.first == days.last:
        strokes.append(scale.point("dot", days.first))
    return tuple(strokes)


def _scale(found: Sequence[_Dated], window: Range | None) -> Scale:
    """The days of the axis: all that counts, and near misses that do not lie too far away."""
    core = [one.date.whole for one in found if one.row.match != "none"] + ([window] if window else [])
    near = [one.date.whole for one in found if one.row.match == "none"]
    first, last = _reach(core or near)
    far = max(last - first, 4 * _LEAST_DAYS)
    close = [days for days in near if days.first >= first - far and days.last <= last + far]
    first, last = _reach([*(core or near), *close])
    lack = max(0, _LEAST_DAYS - (last - first))
    return Scale(first - lack // 2, last + (lack + 1) // 2)


def _reach(ranges: Iterable[Range]) -> tuple[int, int]:
    """The first and the last of the days that are days."""
    edges = [day for days in ranges for day in (days.first, days.last) if FIRST < day < LAST]
    return min(edges), max(edges)


def _window(window: Window | None) -> Range | None:
    if window is None or (window.first is None and window.last is None):
        return None
    try:
        first = dating(window.first).whole.first if window.first else FIRST
        last = dating(window.last).whole.last if window.last else LAST
    except Problems:
        return None
    return Range(first, last)


def _days(window: Window | None, language: Language) -> str:
    if window is None or (window.first is None and window.last is None):
        return ""
    return told(
        window.first if window.first == window.last and window.first else f"{window.first or '..'}/{window.last or '..'}",
        language,
    )


def _open(day: int) -> int | None:
    return day if FIRST < day < LAST else None
