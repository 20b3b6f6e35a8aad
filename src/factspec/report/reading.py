"""An article laid out for reading: its paragraphs, with the statements and the quotations in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factspec.report.model import ArticleRecord, Selector, Statement
from factspec.report.tally import loose

_BREAK = re.compile(r"\n[ \t\r]*\n\s*")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, whether some claim quotes it, and whether it is an atom that nobody has touched."""

    text: str
    quoted: bool
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paragraph: a statement with its number from 1, or, without one, the text around statements."""

    spans: tuple[Span, ...]
    statement: Statement | None = None
    number: int = 0


Paragraph = tuple[Passage, ...]


def paragraphs(article: ArticleRecord, quotations: Iterable[Selector] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs of an article; joined, their spans are its text without the blank lines."""
    quoted = _joined((quotation.start, quotation.end) for quotation in quotations)
    done: list[Paragraph] = []
    current: list[Passage] = []
    for start, end, number in _pieces(article):
        if number:
            statement = article.statements[number - 1]
            apart = tuple((atom.start, atom.end) for atom in loose(statement))
            current.append(Passage(_spans(article.text, start, end, quoted, apart), statement, number))
            continue
        for place, (low, high) in enumerate(_blocks(article.text, start, end)):
            if place:
                done.append(tuple(current))
                current = []
            if low < high:
                current.append(Passage(_spans(article.text, low, high, quoted)))
    done.append(tuple(current))
    return tuple(paragraph for paragraph in done if any(span.text.strip() for piece in paragraph for span in piece.spans))


def around(quotation: Selector) -> tuple[str, str]:
    """What stands before and after a quotation, with no word cut in two where the text goes on."""
    before, after = quotation.prefix, quotation.suffix
    if quotation.start > len(before) and " " in before:
        before = f"… {before.partition(' ')[2]}"
    if " " in after:
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def _pieces(article: ArticleRecord) -> Iterator[tuple[int, int, int]]:
    """Start, end and statement number of all pieces of the text in order; number 0: no statement."""
    at = 0
    for number, statement in enumerate(article.statements, 1):
        start, end = max(at, statement.start), min(statement.end, len(article.text))
        if start >= end:
            continue
        yield at, start, 0
        yield start, end, number
        at = end
    yield at, len(article.text), 0


def _blocks(text: str, start: int, end: int) -> Iterator[Stretch]:
    """What stands between the blank lines of a stretch of text."""
    at = start
    for blank in _BREAK.finditer(text, start, end):
        yield at, blank.start()
        at = blank.end()
    yield at, end


def _joined(ranges: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Ranges as disjoint ones in order, overlapping ones joined."""
    joined: list[Stretch] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def _spans(text: str, start: int, end: int, quoted: Sequence[Stretch], apart: Sequence[Stretch] = ()) -> tuple[Span, ...]:
    """A stretch of text cut where quotations and untouched atoms begin and end."""
    near: list[Stretch] = []
    for stretch in quoted[bisect_left(quoted, start, key=lambda pair: pair[1]) :]:
        if stretch[0] >= end:
            break
        near.append(stretch)
    ends = sorted({start, end, *(place for pair in (*near, *apart) for place in pair if start < place < end)})
    return tuple(
        Span(text[low:high], _within(low, near), _within(low, apart)) for low, high in pairwise(ends) if low < high
    )  # fmt: skip


def _within(place: int, stretches: Sequence[Stretch]) -> bool:
    return any(low <= place < high for low, high in stretches)
