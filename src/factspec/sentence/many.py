"""The slot for how many rows: exactly 3 rows, all rows, 29 of the 58 rows, 40% of rows, at least half of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factspec.problem import Problem
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.number_slots import StatedNumber
from factspec.sentence.plain_slots import Times, TimesSlot
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Slot, Suggestion
from factspec.values.counting import cardinal_at
from factspec.values.figures import Figure, figures_at
from factspec.values.intervals import Interval, exactly
from factspec.values.numbers import Rounding, numbers_at
from factspec.values.portions import portions_at
from factspec.values.units import PERCENT
from factspec.verdict import Bounds

_ROWS = tuple(f" {of}{rows}" for of in ("", "of ", "of the ", "the ", "of all ", "of all the ") for rows in ("rows", "row"))
_OF_THE = (" of the ", " out of the ", " of all the ", " of all ")
_BARE = TimesSlot(bare=True)


class Many(BaseModel):
    """So many of some rows: a count, a share in per cent, all of them, or most.

    ``of``, which may be told beside a count, is how many there are of which it is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    how: Literal["count", "share", "all", "most"]
    times: Times | None = None
    share: StatedNumber | None = None
    of: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Many:
        if (self.how == "count") != (self.times is not None) or (self.how == "share") != (self.share is not None):
            raise ValueError("a count has times, a share has a percentage, and all and most have neither")
        if self.of is not None and self.how != "count":
            raise ValueError("only a count is one of so many")
        if self.share is not None:
            object.__setattr__(self, "share", self.share.of_hundred)
        return self

    def stated(self, rounding: Rounding) -> Bounds | Interval:
        """The counts that are meant, or the parts, from 0 to 1."""
        if self.times is not None:
            return self.times.bounds
        if self.share is not None:
            return self.share.meant(rounding).scaled(Fraction(1, 100))
        return exactly(Fraction(1)) if self.how == "all" else Interval(low=Fraction(1, 2), low_open=True)


class ManySlot(Slot[Many]):
    """``exactly 3 rows``, ``all rows``, ``none of the rows``, ``at least half of rows``, ``2 out of 3 rows``, ``40% of rows``."""

    hint = "HOW MANY rows"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Many, int]]:
        low = reading.low
        for word, meant in _WORDS.items():
            if low.startswith(word, place) and reading.ends_word(place + len(word)):
                yield from ((meant, end) for end in _rows(reading, place + len(word)))
        for times, end in _BARE.read(reading, place):
            yield from ((Many(how="count", times=times), last) for last in _rows(reading, end))
            yield from ((Many(how="count", times=times, of=of), last) for of, last in _of_the(reading, place, end))
        for stated, end in numbers_at(low, place, _percentages):
            yield from ((Many(how="share", share=stated), last) for last in _rows(reading, end))
        reading.failed(place, "how many rows, such as exactly 3 rows, all rows, most rows or 40% of rows")

    def write(self, value: Many, lexicon: Lexicon) -> str:
        if value.times is not None:
            of = f"of the {value.of} " if value.of is not None else ""
            return f"{_BARE.write(value.times, lexicon)} {of}{'row' if (value.of == 1 if of else self.one(value)) else 'rows'}"
        if value.share is not None:
            return f"{value.share}{'' if value.share.figure.style == 'fraction' else PERCENT} of rows"
        return f"{value.how} rows"

    def one(self, value: Many) -> bool:
        times = value.times
        return times is not None and (times.most == 1 or (times.most is None and times.least == 1))

    def slip(self, value: Many, lexicon: Lexicon) -> Iterable[Many]:
        if value.times is not None:
            yield from (value.model_copy(update={"times": times}) for times in _BARE.slip(value.times, lexicon))
            if value.of is not None:
                yield from (value.model_copy(update={"of": value.of + step}) for step in (1, -1) if value.of + step > 0)
            return
        yield from (other for other in (Many(how="all"), Many(how="most"), _NONE) if other != value)
        if value.share is not None:
            yield from (Many(how="share", share=share) for share in value.share.near())

    def mend(self, value: Many, suggestions: Sequence[Suggestion]) -> Iterable[Many]:
        for name, found in suggestions:
            if name == "part" and value.share is not None:
                per_cent = found.scaled(Fraction(100))
                yield from (Many(how="share", share=share) for share in value.share.mended(per_cent))
            elif name == "times" and value.how != "share":
                counts = _BARE.mend(Times(least=0), [("times", found)])
                yield from (Many(how="count", times=times, of=of) for times in counts for of in _bases(value, suggestions))


_NONE = Many(how="count", times=Times(least=0, most=0))
_MOST = Many(how="most")
_ALL = Many(how="all")
_WORDS = {
    "all": _ALL, "every": _ALL, "each": _ALL, "most": _MOST, "a majority": _MOST, "the majority": _MOST,
    "none": _NONE, "no": _NONE, "some": Many(how="count", times=Times(least=1)),
}  # fmt: skip
_OUT_OF = re.compile(r"(?P<over>\w+) out of (?P<under>\w+)\b", re.ASCII)


def _rows(reading: Reading, place: int) -> Iterator[int]:
    """Where *rows* ends, after a number of them."""
    for words in _ROWS:
        if reading.low.startswith(words, place) and reading.ends_word(place + len(words)):
            yield place + len(words)
            return
    reading.failed(place, '"rows"')


def _of_the(reading: Reading, place: int, end: int) -> Iterator[tuple[int, int]]:
    """How many rows there are, after how many of them are meant: *of the 58 rows*. Without *the* it may be a part of any rows."""
    known = next(((len(words), words) for words in _OF_THE if reading.low.startswith(words, end)), None)
    start = end + (known[0] if known else len(" of "))
    found = cardinal_at(reading.low, start) if known or reading.low.startswith(" of ", end) else None
    if found is None:
        return
    if known:
        yield from ((found[0], last) for last in _rows(reading, found[1]) if found[0])
        return
    said, count = reading.text[place : found[1]], reading.text[place:end]
    wrong = f"{said!r} may mean a count or a part"
    readings = (f"{count} of the {found[0]} rows", f"{count} out of {found[0]} rows")
    reading.failed(found[1], fault=Problem(wrong, expected="a sentence with one reading", nearest=readings))


def _bases(value: Many, suggestions: Sequence[Suggestion]) -> list[int | None]:
    """How many rows there may be in place of those that were told."""
    if value.of is None:
        return [None]
    counts = [found for name, found in suggestions if name == "times"]
    return [value.of, *(found.low for found in counts if found.low == found.high != value.of and found.low)]


def _percentages(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    yield from portions_at(text, place)
    if match := _OUT_OF.match(text, place):
        over, under = (cardinal_at(match[part], 0) for part in ("over", "under"))
        if over and under and under[0]:
            yield from ((found, match.end()) for found, _ in portions_at(f"{over[0]}/{under[0]}", 0))
    for found, end in figures_at(text, place):
        for sign in (PERCENT, " percent", " per cent"):
            if text.startswith(sign, end):
                yield found, end + len(sign)
