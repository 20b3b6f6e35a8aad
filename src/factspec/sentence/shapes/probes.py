"""Probes: sentences of the same shape with other values."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from factspec.sentence.lexicon import quoted
from factspec.sentence.shapes.cut import DAY_FIRST, MONTH_FIRST, WORDED_MONTH, Cut, Cutter, Piece
from factspec.sentence.shapes.tokens import GROUPED, NAME, NTH, QUOTED_NAME, TEXT, TITLE, Value
from factspec.sentence.shapes.vocabulary import Vocabulary
from factspec.values.calendar import MONTHS, day_number, iso
from factspec.values.counting import ordinal
from factspec.values.periods import month_words

_TRIES = 40
_ENOUGH = 100
_SHIFTS = (400, -400, 800, 1200)  # years after which the calendar is the same
_NUMBERS = (*range(5, 1000), *range(10_000, 11_000))
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty")


class Prober:
    """Puts other values in the place of those of a sentence, so that its shape stays what it is."""

    def __init__(self, vocabulary: Vocabulary, cutter: Cutter) -> None:
        self._cutter, self._rng = cutter, random.Random(7)
        self._names: dict[str, str] = {}
        self._titles: dict[str, dict[str, str]] = defaultdict(dict)
        lexicon = vocabulary.lexicon
        for name, entity in vocabulary.plain_names().items():
            if len(self._names) < _ENOUGH and self._alone(lexicon.spelling(entity)):
                self._names.setdefault(entity, name)
        for event in lexicon.reference.events.values():
            title = event.title
            if title and lexicon.titles.meanings(title) == [event.id] and not lexicon.names.meanings(title):
                self._titles[TITLE + event.kind][event.id] = title

    def probes(self, words: Sequence[str], cut: Cut, pieces: Sequence[Piece], most: int) -> list[tuple[list[str], Cut]]:
        """Sentences of the same shape, as words: every value is another than at first, and than in the probe before."""
        found: list[tuple[list[str], Cut]] = []
        last = cut.values
        for attempt in range(_TRIES):
            put = self._put(cut.values, pieces, attempt)
            if put is None:
                break
            changed = list(self._changed(words, [put[value] for value in cut.values], pieces))
            again = self._cutter.cut(changed)
            if again is None or again.shape != cut.shape or _meets(again.values, cut.values) or _meets(again.values, last):
                continue
            found.append((changed, again))
            last = again.values
            if len(found) == most:
                break
        return found

    def _alone(self, spelling: str) -> bool:
        """Whether a name as it is written is cut as a name again."""
        words = self._cutter.words(spelling)
        cut = self._cutter.cut(words) if words else None
        return cut is not None and cut.shape in (NAME, QUOTED_NAME)

    def _put(self, values: Sequence[Value], pieces: Sequence[Piece], attempt: int) -> dict[Value, Value] | None:
        """Another value for each value; None where the reference has too few."""
        names: set[Value] = set()
        titles: dict[str, set[Value]] = defaultdict(set)
        dates: set[str] = set()
        numbers: dict[int, str] = {}
        put: dict[Value, Value] = {}
        for value, piece in zip(values, pieces, strict=True):
            match piece.sort:
                case sort if sort in (NAME, QUOTED_NAME):
                    names.add(value)
                case sort if sort.startswith(TITLE):
                    titles[sort].add(value)
                case sort if sort == TEXT:
                    put[value] = " ".join(self._rng.sample(_WORDS, 2))
                case sort if isinstance(value, int):
                    numbers[value] = sort
                case _:
                    dates.add(str(value))
        for wanted, known in ((names, self._names), *((found, self._titles[kind]) for kind, found in titles.items())):
            if len(known) < len(wanted) + 1:
                return None
            put |= zip(wanted, self._rng.sample(list(known), len(wanted)), strict=True)
        put |= self._other_dates(dates, attempt)
        put |= self._other_numbers(numbers)
        return put

    def _other_dates(self, dates: Iterable[str], attempt: int) -> Iterator[tuple[str, str]]:
        """Other dates in the same order; at every second attempt the same ones, centuries away."""
        ordered = sorted(dates)
        if attempt % 2:
            shift = _SHIFTS[attempt // 2 % len(_SHIFTS)]
            yield from ((date, f"{int(date[:4]) + shift:04}{date[4:]}") for date in ordered)
        else:
            others = sorted(self._rng.sample(range(day_number(1900, 1, 1), day_number(2100, 1, 1)), len(ordered)))
            yield from ((date, iso(other)[: len(date)]) for date, other in zip(ordered, others, strict=True))

    def _other_numbers(self, numbers: dict[int, str]) -> Iterator[tuple[int, int]]:
        pools = {NTH: range(1, 100), GROUPED: range(1000, 100_000)}
        others = sorted(self._rng.choice(pools.get(sort, _NUMBERS)) for sort in numbers.values())
        yield from zip(sorted(numbers), others, strict=True)

    def _changed(self, words: Sequence[str], values: Sequence[Value], pieces: Sequence[Piece]) -> Iterator[str]:
        """The words with other values in the pieces."""
        done = 0
        for value, piece in zip(values, pieces, strict=True):
            yield from words[done : piece.start]
            text = self._text(value, piece.sort)
            parts = [text] if text.startswith('"') else text.split(" ")
            parts[0], done = piece.lead + parts[0], piece.end
            yield from (*parts[:-1], parts[-1] + piece.tail)
        yield from words[done:]

    def _text(self, value: Value, sort: str) -> str:
        """A value as a sentence says it in a piece of a sort."""
        if isinstance(value, int):
            return ordinal(value) if sort == NTH else f"{value:,}" if sort == GROUPED else str(value)
        if sort in (NAME, QUOTED_NAME):
            return self._names[value] if sort == NAME else quoted(self._names[value])
        if sort.startswith(TITLE) or sort == TEXT:
            return quoted(self._titles[sort][value] if sort != TEXT else value)
        return dated(value, sort)


def dated(date: str, sort: str) -> str:
    """A date as a sentence says it in a piece of a sort."""
    if sort == WORDED_MONTH:
        return month_words(date)
    for sorts, form in ((DAY_FIRST, "{day} {month}{mark} {year}"), (MONTH_FIRST, "{month} {day}{mark} {year}")):
        for mark, known in sorts.items():
            if known == sort:
                return form.format(day=int(date[8:]), month=MONTHS[int(date[5:7]) - 1], mark=mark, year=date[:4])
    return date


def _meets(some: Sequence[Value], others: Sequence[Value]) -> bool:
    return any(one == other for one, other in zip(some, others, strict=True))
