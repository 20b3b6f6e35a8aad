"""The parts of a question: what it joins, the events it asks for, the days it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.engine.question import (
    Atom,
    Attendance,
    Compared,
    Earlier,
    Edge,
    Every,
    Happens,
    Holders,
    Holds,
    Latest,
    Measured,
    Nth,
    Opposite,
    Pattern,
    Question,
    Ranked,
    Said,
    Shared,
    Some,
    Tally,
)


def atoms(question: Question) -> Iterator[Atom]:
    """The questions that connectives join, from left to right."""
    match question:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from atoms(part)
        case Opposite(part):
            yield from atoms(part)
        case _:
            yield question


def patterns(atom: Atom) -> tuple[Pattern, ...]:
    """The patterns of events that an atom asks for."""
    match atom:
        case Happens() | Tally() | Nth() | Latest():
            return (atom.pattern,)
        case Earlier(first, second):
            return (first.pattern, second.pattern)
        case Attendance(event):
            return (Pattern(None, event=event),)
        case _:
            return ()


def last_day(question: Question) -> int | None:
    """The latest day that the question speaks of, where it speaks of one; of a number's period, the first."""
    days: list[int] = []
    for atom in atoms(question):
        match atom:
            case Happens(_, span, _) | Holds(_, span, _):
                days.append(span.last)
            case Tally(_, window, _) | Nth(_, _, window, _) | Latest(_, _, window):
                days.append(window.last)
            case Earlier(first, second):
                days += [first.days.last, second.days.last]
            case Holders(_, day, _):
                days.append(day)
            case Edge(_, span, _, listed) if not listed:
                days.append(span.last)
            case Said(_, _, span):
                days.append(span.last)
            case Measured(series) | Ranked(series) | Shared(series):
                days.append(series.days.first)
            case Compared(left, right):
                days += [left.days.first, right.days.first]
            case _:
                pass
    return max(days, default=None)
