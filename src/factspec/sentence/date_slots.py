"""Slots for days and periods: ``on 2022-06-28``, ``in May 2022``, ``from A to B``, ``since A``, ``so far this year``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema, model_validator

from factspec.problem import Problem, Problems
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import UNFIT, Reading
from factspec.sentence.slot import Slot, Suggestion
from factspec.values.calendar import MONTHS, iso
from factspec.values.dates import dating
from factspec.values.nearest import misspelt
from factspec.values.periods import RELATIVE, Period, month_words, phrase, quarter, quarter_words

_YEAR = r"(?P<year>-?\d{4}|y-?\d{5,9})"
_A_DATE = "a date such as 2022-06-28, May 2022 or 2022"
_MONTH = "|".join(month.casefold() for month in MONTHS)
_DAY_OR_MONTH = re.compile(r"\d{4}-\d\d(-\d\d)?", re.ASCII)
_NTH = ("first", "second", "third", "fourth")
_QUARTERS = ("q1", "q2", "q3", "q4", "the", *_NTH, "quarter of")
_QUARTER = re.compile(rf"(?:q(?P<digit>[1-4])|the (?P<word>{'|'.join(_NTH)}) quarter of) (?P<year>\d{{4}})\b", re.ASCII)
_POINTS = (
    re.compile(rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])", re.ASCII),
    re.compile(rf"(?P<day>\d{{1,2}}) (?P<word>{_MONTH}),? (?P<year>\d{{4}})\b", re.ASCII),
    re.compile(rf"(?P<word>{_MONTH}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b", re.ASCII),
    re.compile(rf"{_YEAR}-(?P<month>\d\d)(?![\w/-])", re.ASCII),
    re.compile(rf"(?P<word>{_MONTH}) (?P<year>\d{{4}})\b", re.ASCII),
    re.compile(rf"{_YEAR}(?![\w/-])", re.ASCII),
)
_WORDED = tuple(pattern for pattern in _POINTS if pattern.pattern.startswith("(?P<word>"))
_FIGURES, _LETTERS = frozenset("0123456789-y"), frozenset(month[0].casefold() for month in MONTHS)


def _period(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04}"
    if hasattr(value, "isoformat"):
        value = value.isoformat()
    if not isinstance(value, str):
        return value
    try:
        return Period(value)
    except Problems as found:
        raise ValueError(str(found)) from None


Days = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(lambda period: period.text, return_type=str),
    WithJsonSchema({"type": "string", "description": "EDTF, such as 2022-06-28, 2022, A/B or A/..; or this year"}),
]  # fmt: skip


class Span(BaseModel):
    """A period, and whether all of it is meant or some day of it; for a single day that is the same."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    period: Days
    throughout: bool = False

    @model_validator(mode="before")
    @classmethod
    def _same_for_a_day(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("throughout") and (period := _period(value.get("period"))):
            if isinstance(period, Period) and period.is_day:
                return {**value, "throughout": False}
            if isinstance(period, Period) and period.text.startswith("../"):
                raise ValueError(f"{period.text!r} has no first day, so nothing can hold throughout it")
        return value


def points_at(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """The dates at a place, as EDTF, each with where it ends."""
    begins = reading.low[place : place + 1]
    for pattern in _POINTS if begins in _FIGURES else _WORDED if begins in _LETTERS else ():
        match = pattern.match(reading.low, place)
        if match is None:
            continue
        parts = match.groupdict()
        month = MONTHS.index(parts["word"].title()) + 1 if parts.get("word") else parts.get("month")
        text = parts["year"].upper()
        text += f"-{int(month):02}" if month else ""
        text += f"-{int(parts['day']):02}" if parts.get("day") else ""
        try:
            Period(text)
        except Problems as found:
            reading.failed(match.end(), fault=found.problems[0])
            continue
        yield text, match.end()
        return
    reading.failed(place, _A_DATE, lambda: _likely(reading, place))


def quarters_at(reading: Reading, place: int) -> Iterator[tuple[str, int]]:
    """The quarter of a year at a place, ``Q2 2022`` or ``the second quarter of 2022``, as a period's text."""
    match = _QUARTER.match(reading.low, place)
    if match:
        number = int(match["digit"]) if match["digit"] else _NTH.index(match["word"]) + 1
        yield quarter(number, match["year"]), match.end()


def _likely(reading: Reading, place: int) -> Problem | None:
    """The fault of words that are a date in another spelling, or a month misspelt."""
    run = next(iter(reading.words_at(place, 1)), "")
    try:
        if run[:1].isdigit():
            dating(run)
    except Problems as found:
        near = found.problems[0].nearest
        return Problem(f"{run!r} is not a date", expected=_A_DATE, nearest=near) if near else None
    _, near = misspelt([run], MONTHS)
    return Problem(f"no month {run!r}", expected=_A_DATE, nearest=near) if near and run not in near else None


class DaySlot(Slot[Period]):
    """A bare date: a day, or a year too where ``or_year``."""

    def __init__(self, *, or_year: bool = False, only_year: bool = False, tag: str = "period") -> None:
        self._or_year, self._only_year, self._tag = or_year, only_year, tag
        self.hint = "YEAR" if only_year else "DAY"

    def twin(self) -> tuple[bool, bool]:
        return self._or_year, self._only_year

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return MONTHS

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Period, int]]:
        for text, end in points_at(reading, place):
            period = Period(text)
            if self._fits(period):
                yield period, end
            else:
                such = "a year such as 2022" if self._only_year else "a day such as 2022-06-28"
                reading.failed(end, fault=Problem(f"{reading.text[place:end]!r} {UNFIT}", expected=such))

    def _fits(self, period: Period) -> bool:
        year = bool(re.fullmatch(r"-?\d{4}", period.text))
        return year if self._only_year else period.is_day or (self._or_year and year)

    def write(self, value: Period, lexicon: Lexicon) -> str:
        del lexicon
        return value.text

    def slip(self, value: Period, lexicon: Lexicon) -> Iterable[Period]:
        del lexicon
        return [other for other in slipped(value) if self._fits(other)]

    def mend(self, value: Period, suggestions: Sequence[Suggestion]) -> Iterable[Period]:
        found = (other for name, other in suggestions if name == self._tag)
        return [other for other in found if other != value and self._fits(other)]


class PeriodSlot(Slot[Period]):
    """A period with its preposition; only a day or a stretch with two ends where ``bounded``."""

    hint = "WHEN"

    def __init__(self, tag: str = "period") -> None:
        self._tag = tag

    def twin(self) -> str:
        return "period"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        del lexicon
        return (*MONTHS, *RELATIVE, *_QUARTERS, "on", "in", "since", "by", "from", "to")

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Period, int]]:
        low = reading.low
        for words in RELATIVE if low.startswith(RELATIVE, place) else ():
            if low.startswith(words, place) and reading.ends_word(place + len(words)):
                yield Period(words), place + len(words)
        started = False
        for preposition in ("on ", "in "):
            if low.startswith(preposition, place):
                started = True
                if preposition == "in ":
                    yield from ((Period(text), end) for text, end in quarters_at(reading, place + 3))
                for text, end in points_at(reading, place + 3):
                    if Period(text).is_day == (preposition == "on "):
                        yield Period(text), end
                    else:
                        right = "on before a day" if preposition == "in " else "in before a month or a year"
                        near = phrase(Period(text))
                        reading.failed(end, fault=Problem(f"{reading.text[place:end]!r}", expected=right, nearest=(near,)))
        for preposition, form in (("since ", "{}/.."), ("by ", "../{}")):
            if low.startswith(preposition, place):
                started = True
                yield from self._open(reading, place + len(preposition), form)
        if low.startswith("from ", place):
            started = True
            yield from self._range(reading, place + 5)
        if not started:
            reading.failed(
                place, "a date or period such as on 2022-06-28, in 2022, from A to B, since A, by B or so far this year"
            )

    @staticmethod
    def _open(reading: Reading, place: int, form: str) -> Iterator[tuple[Period, int]]:
        for text, end in points_at(reading, place):
            yield Period(form.format(text)), end

    @staticmethod
    def _range(reading: Reading, place: int) -> Iterator[tuple[Period, int]]:
        for first, middle in points_at(reading, place):
            if not reading.low.startswith(" to ", middle):
                reading.failed(middle, "to and a later date")
                continue
            for last, end in points_at(reading, middle + 4):
                try:
                    yield Period(f"{first}/{last}"), end
                except Problems as found:
                    reading.failed(end, fault=found.problems[0])

    def write(self, value: Period, lexicon: Lexicon) -> str:
        del lexicon
        return phrase(value)

    def slip(self, value: Period, lexicon: Lexicon) -> Iterable[Period]:
        del lexicon
        return slipped(value) if value is not None else ()

    def mend(self, value: Period, suggestions: Sequence[Suggestion]) -> Iterable[Period]:
        found = (other for name, other in suggestions if name == self._tag)
        return [other for other in found if other != value and _writable(other)]

    def widen(self, value: Period) -> Iterable[Period]:
        if self._tag == "period" and _DAY_OR_MONTH.fullmatch(value.text):
            yield from (Period(value.text[:length]) for length in (7, 4) if length < len(value.text))


class BoundedSlot(PeriodSlot):
    """A period with two ends: a day, a month, a quarter, a year, or from one to another."""

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Period, int]]:
        for period, end in super().read(reading, place):
            if ".." in period.text or period.text.startswith("so far"):
                wrong = f"{reading.text[place:end]!r} has no two ends"
                reading.failed(end, fault=Problem(wrong, expected="the period of a number, such as in 2022"))
            else:
                yield period, end


class PointSlot(Slot[Period]):
    """A day, a month, a quarter or a year without its preposition: ``2022``, ``May 2022``, ``Q2 2022``."""

    hint = "DATE"

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Period, int]]:
        found = list(quarters_at(reading, place)) or points_at(reading, place)
        yield from ((Period(text), end) for text, end in found)

    def write(self, value: Period, lexicon: Lexicon) -> str:
        del lexicon
        return quarter_words(value.text) or month_words(value.text)

    def slip(self, value: Period, lexicon: Lexicon) -> Iterable[Period]:
        del lexicon
        return [other for other in slipped(value) if "/" not in other.text or quarter_words(other.text)]

    def mend(self, value: Period, suggestions: Sequence[Suggestion]) -> Iterable[Period]:
        del value, suggestions
        return ()


class SpanSlot(Slot[Span]):
    """A period with how much of it is meant: ``from A to B`` and ``throughout 2022`` all, ``in 2022`` some day."""

    hint = "WHEN"

    def twin(self) -> str:
        return "span"

    def words(self, lexicon: Lexicon) -> Iterable[str]:
        return (*PeriodSlot().words(lexicon), "at some time", "throughout")

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Span, int]]:
        low = reading.low
        if low.startswith("throughout ", place):
            after = place + len("throughout ")
            for words in RELATIVE:
                if low.startswith(words, after):
                    yield Span(period=Period(words), throughout=True), after + len(words)
            for text, end in points_at(reading, after):
                if not Period(text).is_day:
                    yield Span(period=Period(text), throughout=True), end
                else:
                    wrong = f"{reading.text[place:end]!r}"
                    reading.failed(end, fault=Problem(wrong, expected="on before a day", nearest=(phrase(Period(text)),)))
            return
        some = low.startswith("at some time ", place)
        for period, end in PeriodSlot().read(reading, place + (len("at some time ") if some else 0)):
            whole = "/" in period.text and not period.text.startswith("../")
            if some:
                yield Span(period=period), end
                continue
            yield Span(period=period, throughout=whole), end
            if whole and low.startswith(" throughout", end):
                yield Span(period=period, throughout=True), end + len(" throughout")

    def write(self, value: Span, lexicon: Lexicon) -> str:
        del lexicon
        text = phrase(value.period)
        ranged = "/" in value.period.text and not value.period.text.startswith("../")
        if value.throughout and not ranged:
            period = value.period.text
            return f"throughout {period if period in RELATIVE else month_words(period)}"
        return f"at some time {text}" if ranged and not value.throughout else text

    def slip(self, value: Span, lexicon: Lexicon) -> Iterable[Span]:
        del lexicon
        for period in slipped(value.period):
            yield Span(period=period, throughout=value.throughout)
        if not value.period.is_day and not value.period.text.startswith("../"):
            yield Span(period=value.period, throughout=not value.throughout)

    def mend(self, value: Span, suggestions: Sequence[Suggestion]) -> Iterable[Span]:
        for name, other in suggestions:
            if name == "period" and _writable(other):
                yield Span(period=other, throughout=value.throughout and not other.is_day and not other.text.startswith("../"))


def slipped(value: Period) -> list[Period]:
    """Periods one unit of their own away, and a year away: the day before and after, the next month, the year before."""
    if value.text in RELATIVE:
        return [Period(other) for other in RELATIVE if other != value.text]
    points = value.text.split("/")
    found = []
    for i, point in enumerate(points):
        for moved in _moved(point):
            try:
                found.append(Period("/".join([*points[:i], moved, *points[i + 1 :]])))
            except Problems:
                continue
    return found


def _moved(point: str) -> list[str]:
    if point == ".." or "Y" in point or point.startswith("-"):
        return []
    days = dating(point).whole
    cut = len(point)
    moved = [iso(days.first - 1)[:cut], iso(days.last + 1)[:cut]]
    year = int(point[:4])
    return [*moved, *(f"{other:04}{point[4:]}" for other in (year - 1, year + 1))]


def _writable(period: Period) -> bool:
    return "Y" not in period.text or period.text in RELATIVE
