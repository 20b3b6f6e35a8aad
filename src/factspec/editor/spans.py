"""Places in a text: spans of lines and columns, and words found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A place between two characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text from a point up to another one."""

    start: Point
    end: Point

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it, or at its end."""
        return self.start <= point <= self.end


def line_span(lines: list[str], line: int) -> Span:
    """A line without the white space around it; the last line where there is no such line."""
    here = max(0, min(line, len(lines) - 1))
    text = lines[here] if lines else ""
    return Span(Point(here, len(text) - len(text.lstrip())), Point(here, len(text.rstrip())))


def text_in(lines: list[str], span: Span) -> str:
    """The text of a span, its lines joined by line breaks."""
    (first, left), (last, right) = span.start, span.end
    if first == last:
        return lines[first][left:right] if first < len(lines) else ""
    return "\n".join([lines[first][left:], *lines[first + 1 : last], lines[last][:right] if last < len(lines) else ""])


def words_in(lines: list[str], span: Span, words: str) -> Span | None:
    """Where some words stand in a span, the last place of several; white space may be of any length. None where nowhere."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return None
    found = list(re.finditer(pattern, text_in(lines, span), re.IGNORECASE))
    whole = [match for match in found if _whole(match)]
    if not found:
        return None
    match = (whole or found)[-1]
    return Span(_moved(lines, span, match.start()), _moved(lines, span, match.end()))


def at_offset(text: str, offset: int) -> Point:
    """The point of a text that lies so many characters from its beginning."""
    before = text[:offset]
    return Point(before.count("\n"), offset - (before.rfind("\n") + 1))


def _moved(lines: list[str], span: Span, offset: int) -> Point:
    inside = at_offset(text_in(lines, span), offset)
    return Point(span.start.line + inside.line, inside.column + (span.start.column if inside.line == 0 else 0))


def _whole(match: re.Match[str]) -> bool:
    """Whether no word goes on at either end of a match."""
    text, start, end = match.string, match.start(), match.end()
    return not (text[start - 1 : start].isalnum() and text[start].isalnum()) and not (
        text[end - 1].isalnum() and text[end : end + 1].isalnum()
    )
