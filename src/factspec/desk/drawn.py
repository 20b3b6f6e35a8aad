"""A timeline drawn in a terminal: the dated rows of a claim, the days that were counted, and those whose list is complete."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from fractions import Fraction

from anyascii import anyascii

from factspec.report.language import language
from factspec.report.model import Match, Result
from factspec.report.pictures.scale import Shade, Shape, Stroke
from factspec.report.pictures.timeline import Timeline, timeline

_UNICODE: dict[str, str] = {
    "dot": "●", "possible": "○", "cross": "×", "span": "━", "maybe": "┄", "earlier": "◂", "later": "▸", "window": "·",
    "complete": "═", "axis": "─", "tick": "┴",
}  # fmt: skip
_ASCII: dict[str, str] = {
    "dot": "*", "possible": "o", "cross": "x", "span": "=", "maybe": "~", "earlier": "<", "later": ">", "window": ".",
    "complete": "#", "axis": "-", "tick": "+",
}  # fmt: skip
_WORDS: dict[Match, str] = {"certain": "certain", "possible": "possible", "none": "near miss"}
_LEAST, _MOST = 30, 100
_MARGIN = 2


def drawn(result: Result) -> list[str]:
    """The lines of a result's timeline, as wide as the terminal; none where there is no timeline to draw."""
    picture = timeline(result, language("en"))
    if picture is None:
        return []
    width = shutil.get_terminal_size((80, 24)).columns
    return lines(picture, width, plain=not _takes(sys.stdout.encoding))


def lines(picture: Timeline, width: int, *, plain: bool = False) -> list[str]:
    """The lines of a timeline in some columns. ``plain``: in ASCII alone."""
    signs = _ASCII if plain else _UNICODE
    labels = [*(lane.label for lane in picture.lanes), *(["complete"] if picture.complete else [])]
    left = max(len(_fit(label, plain)) for label in labels)
    across = min(max(width - left - _MARGIN - 2, _LEAST), _MOST)

    def line(label: str, track: str) -> str:
        return f"{' ' * _MARGIN}{_fit(label, plain):<{left}}  {track}".rstrip()

    found = [line(lane.label, _track(lane.match, lane.strokes, picture.window, across, signs)) for lane in picture.lanes]
    if picture.complete:
        found.append(line("complete", _filled(picture.complete, across, signs["complete"])))
    axis, words = _axis(picture, across, signs)
    legend = (line("", _fit(text, plain)) for text in _legend(picture, signs, across))
    return [*found, line("", axis), line("", words), *legend]


def _track(match: Match, strokes: tuple[Stroke, ...], window: Shade | None, across: int, signs: dict[str, str]) -> str:
    cells = list(_filled((window,) if window else (), across, signs["window"]))
    for stroke in strokes:
        first = _cell(stroke.x, across)
        last = _cell(stroke.x, across, stroke.width)
        sign = _sign(stroke.shape, match, signs)
        cells[first : last + 1] = sign * (last - first + 1)
    return "".join(cells)


def _sign(shape: Shape, match: Match, signs: dict[str, str]) -> str:
    if shape == "dot" and match == "possible":
        return signs["possible"]
    return signs.get(shape, signs["span"])


def _filled(shades: tuple[Shade, ...], across: int, sign: str) -> str:
    cells = [" "] * across
    for shade in shades:
        first, last = _cell(shade.x, across), _cell(shade.x, across, shade.width)
        cells[first : last + 1] = sign * (last - first + 1)
    return "".join(cells)


def _axis(picture: Timeline, across: int, signs: dict[str, str]) -> tuple[str, str]:
    """The line of the axis and the words below it; words that would run into each other are left out."""
    cells, words = [signs["axis"]] * across, [" "] * across
    free = 0
    for tick in picture.ticks:
        place = _cell(tick.x, across)
        cells[place] = signs["tick"]
        first = {"start": place, "middle": place - len(tick.says) // 2, "end": place - len(tick.says) + 1}[tick.side]
        first = min(max(first, 0), across - len(tick.says))
        if first >= free:
            words[first : first + len(tick.says)] = tick.says
            free = first + len(tick.says) + 1
    return "".join(cells), "".join(words)


def _legend(picture: Timeline, signs: dict[str, str], across: int) -> list[str]:
    """What the signs mean, in as many lines as it takes."""
    found = [""]
    for part in _explained(picture, signs):
        longer = f"{found[-1]}   {part}" if found[-1] else part
        found[-1:] = [longer] if len(longer) <= across or not found[-1] else [found[-1], part]
    return found


def _explained(picture: Timeline, signs: dict[str, str]) -> Iterator[str]:
    for match, _ in picture.counts:
        yield f"{signs[{'certain': 'dot', 'possible': 'possible', 'none': 'cross'}[match]]} {_WORDS[match]}"
    if any(stroke.shape == "maybe" for lane in picture.lanes for stroke in lane.strokes):
        yield f"{signs['maybe']} some day of these"
    if picture.window:
        yield f"{signs['window']} {picture.days or 'counted'}"
    if picture.complete:
        yield f"{signs['complete']} all are listed"


def _cell(place: str, across: int, width: str = "") -> int:
    """The column of a place in percent, or of the last one of what begins there."""
    percent = Fraction(place.rstrip("%")) + (Fraction(width.rstrip("%")) if width else 0)
    return min(int(percent * across / 100), across - 1)


def _fit(text: str, plain: bool) -> str:
    return anyascii(text) if plain else text


def _takes(encoding: str | None) -> bool:
    """Whether an encoding has all the signs."""
    try:
        "".join(_UNICODE.values()).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
