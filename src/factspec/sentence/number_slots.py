"""Slots for stated numbers: bare, with a unit, and one number told by another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema, model_validator

from factspec.problem import Problem, Problems
from factspec.sentence.lexicon import Lexicon
from factspec.sentence.reading import Reading
from factspec.sentence.slot import Others, Slot, Suggestion
from factspec.values.figures import Figure, figures_at
from factspec.values.intervals import Interval
from factspec.values.numbers import Figures, Number, number, numbers_at
from factspec.values.portions import multiples_at, portions_at
from factspec.values.units import DOLLARS, PERCENT, POINTS, SIGNS, Unit, siblings, unit

_LONGEST_UNIT = 6


def _number(value: Any) -> Any:
    if isinstance(value, Number):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return value
    try:
        return number(str(value))
    except Problems as found:
        raise ValueError(str(found)) from None


StatedNumber = Annotated[
    Number,
    BeforeValidator(_number),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": "a number with its hedge, such as 9.9 million or about 1,200.5"}),
]  # fmt: skip


class Amount(BaseModel):
    """A stated number with its unit; ``unit`` ``%`` and ``percentage points`` are units too."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    number: StatedNumber
    unit: str | None = None

    @model_validator(mode="after")
    def _of_hundred(self) -> Amount:
        if self.unit == PERCENT:
            object.__setattr__(self, "number", self.number.of_hundred)
        return self

    def __str__(self) -> str:
        if self.unit is None or (self.unit == PERCENT and self.number.figure.style == "fraction"):
            return str(self.number)
        return f"{self.number}{self.unit}" if self.unit == PERCENT else f"{self.number} {self.unit}"


class Comparison(BaseModel):
    """How one number stands to another: so many ``times`` it, ``higher``, ``lower`` (by an amount, where given) or the same."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    how: Literal["higher", "lower", "the same", "times"]
    by: Amount | None = None

    @model_validator(mode="after")
    def _with_number(self) -> Comparison:
        if self.how == "times" and (self.by is None or self.by.unit is not None):
            raise ValueError("times needs a number without a unit")
        if self.how == "the same" and self.by is not None:
            raise ValueError("the same takes no amount")
        return self


class NumberSlot(Slot[Number]):
    """A number without a unit: ``18,500``, ``about 3.5``, ``between 2 and 4``."""

    hint = "NUMBER"

    def __init__(self, tag: str = "number") -> None:
        self._tag = tag

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Number, int]]:
        yield from stated_at(reading, place)

    def write(self, value: Number, lexicon: Lexicon) -> str:
        del lexicon
        return str(value)

    def slip(self, value: Number, lexicon: Lexicon) -> Iterable[Number]:
        del lexicon
        return value.near()

    def mend(self, value: Number, suggestions: Sequence[Suggestion]) -> Iterable[Number]:
        found = [interval for name, interval in suggestions if name == self._tag and isinstance(interval, Interval)]
        return [other for interval in found for other in value.mended(interval) if other != value]


UnitOf = Callable[[Others, Lexicon], str | None]


def percent_unit(others: Others, lexicon: Lexicon) -> str:
    """The unit of a share, whatever it is a share of."""
    del others, lexicon
    return PERCENT


class AmountSlot(Slot[Amount]):
    """A number with a unit: ``about 9.9 million people``, ``$1.2 billion``, ``2.1%``.

    ``unit_of`` tells from the values read before which unit is expected; any that converts to it is read, and ``more`` are
    read beside it. A unit may be left out only where things are counted, or nothing is expected.
    """

    hint = "AMOUNT"

    def __init__(self, unit_of: UnitOf, more: Sequence[str] = (), tag: str = "amount") -> None:
        self._unit_of, self._more, self._tag = unit_of, tuple(more), tag

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Amount, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Amount, int]]:
        usual = self._unit_of(others, reading.lexicon)
        more = self._beside(usual)
        if PERCENT in (usual, *more):
            for share, end in numbers_at(reading.low, place, portions_at):
                yield Amount(number=share, unit=PERCENT), end
        for sign, name in SIGNS.items():
            expected = [known for known in (usual, *more) if known and fits(unit(name), unit(known))]
            for stated, end in numbers_at(reading.low, place, _behind(sign)) if expected else ():
                yield Amount(number=stated, unit=spelled(unit(name), expected[0])), end
        for stated, end in stated_at(reading, place):
            for found, last in self._units(reading, end, usual, more):
                yield Amount(number=stated, unit=found), last

    def _beside(self, usual: str | None) -> tuple[str, ...]:
        """The other units that are read: percentage points are only said of percentages."""
        of_percent = usual is not None and unit(usual).dimension == unit(PERCENT).dimension
        return tuple(name for name in self._more if name != POINTS or of_percent)

    def _units(self, reading: Reading, place: int, usual: str | None, more: Sequence[str]) -> Iterator[tuple[str | None, int]]:
        known = [name for name in (usual, *more) if name]
        start = place + reading.text.startswith(" ", place)
        found = False
        runs = [run for run in reading.words_at(start, _LONGEST_UNIT) if not run[0].isdigit()]
        for run in reversed(runs):
            for name in known:
                if fits(unit(run), unit(name)):
                    found = True
                    yield spelled(unit(run), name), start + len(run)
                    break
        optional = usual is None or unit(usual).counted
        other = next((run for run in reversed(runs) if not unit(run).counted), "")
        if optional:
            yield usual, place
        if not found and (other or not optional):
            run = other or next(iter(runs), "")
            expected = f"a unit such as {' or '.join(dict.fromkeys(known))}" if known else "a number without a unit"
            reading.failed(start, expected, Problem(f"{run!r} is no unit here", expected=expected) if run else None)

    def write(self, value: Amount, lexicon: Lexicon) -> str:
        del lexicon
        return str(value)

    def slip(self, value: Amount, lexicon: Lexicon) -> Iterable[Amount]:
        del lexicon
        for stated in value.number.near():
            yield value.model_copy(update={"number": stated})
        for other in dict.fromkeys((*self._more, *(siblings(value.unit) if value.unit else ()))):
            if other != value.unit:
                yield value.model_copy(update={"unit": other})

    def mend(self, value: Amount, suggestions: Sequence[Suggestion]) -> Iterable[Amount]:
        offered = [found for name, found in suggestions if name == self._tag]
        meant = value.number.meant()
        yield from (Amount(number=value.number, unit=name) for interval, name in offered if interval.within(meant))
        for interval, name in sorted(offered, key=lambda found: found[1] != value.unit):
            yield from (Amount(number=stated, unit=name) for stated in value.number.mended(interval))


class ComparisonSlot(Slot[Comparison]):
    """``higher than``, ``1.2 million people more than``, ``20% lower than``, ``about 2 times``, ``double``, ``the same as``."""

    hint = "HOW"

    def __init__(self, unit_of: UnitOf, more: Sequence[str] = (PERCENT, POINTS)) -> None:
        self._amount = AmountSlot(unit_of, more, "difference")

    def read(self, reading: Reading, place: int) -> Iterator[tuple[Comparison, int]]:
        return self.read_among(reading, place, {})

    def read_among(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Comparison, int]]:
        for stated, end in numbers_at(reading.low, place, multiples_at):
            after = next((end + len(way) for way in _AS if reading.low.startswith(way, end)), end)
            yield Comparison(how="times", by=Amount(number=stated)), after
        for same in ("the same as", "equal to", "the same"):
            if reading.low.startswith(same, place):
                yield Comparison(how="the same"), place + len(same)
                break
        ambiguous_times(reading, place, ("{0} the other", "more than the other by {0} the other"), _MORE)
        yield from ((Comparison(how=how), end) for how, end in _turns(reading, place))
        for amount, end in self._amount.read_among(reading, place, others):
            if reading.low.startswith(" ", end):
                yield from ((Comparison(how=how, by=amount), last) for how, last in _turns(reading, end + 1))
        reading.failed(place, "higher than, lower than, the same as, 2 times, or by how much more or less than")

    def read_bare(self, reading: Reading, place: int, others: Others) -> Iterator[tuple[Comparison, int]]:
        """``12 more``, ``fewer``: as it stands before what is compared, without *than*."""
        yield from ((Comparison(how=how), end) for how, end in _turns(reading, place, ""))
        for amount, end in self._amount.read_among(reading, place, others):
            if reading.low.startswith(" ", end):
                yield from ((Comparison(how=how, by=amount), last) for how, last in _turns(reading, end + 1, ""))
        reading.failed(place, "how much more or fewer")

    def write(self, value: Comparison, lexicon: Lexicon) -> str:
        del lexicon
        match value.how:
            case "the same":
                return "the same as"
            case "times":
                return f"{value.by} times"
            case _ if value.by is None:
                return f"{value.how} than"
            case _:
                return f"{value.by} {'more' if value.how == 'higher' else 'less'} than"

    def slip(self, value: Comparison, lexicon: Lexicon) -> Iterable[Comparison]:
        turned = {"higher": "lower", "lower": "higher"}
        if value.how in turned:
            yield value.model_copy(update={"how": turned[value.how]})
        if value.by is None:
            yield from (Comparison(how=how) for how in ("higher", "lower", "the same") if how != value.how)
        elif value.how == "times":
            yield from (Comparison(how="times", by=Amount(number=stated)) for stated in value.by.number.near())
        else:
            yield from (value.model_copy(update={"by": amount}) for amount in self._amount.slip(value.by, lexicon))

    def mend(self, value: Comparison, suggestions: Sequence[Suggestion]) -> Iterable[Comparison]:
        if value.by is not None and value.how != "times":
            for how in (value.how, "lower" if value.how == "higher" else "higher"):
                tagged = [("difference", found) for name, found in suggestions if name == f"difference {how}"]
                yield from (Comparison(how=how, by=amount) for amount in self._amount.mend(value.by, tagged))
        for name, found in suggestions:
            if name == "times" and value.how == "times" and value.by:
                yield from (Comparison(how="times", by=Amount(number=stated)) for stated in value.by.number.mended(found))
            elif name == "how":
                yield Comparison(how=found)


def stated_at(reading: Reading, place: int) -> Iterator[tuple[Number, int]]:
    """The stated numbers at a place; where there is none, or one runs backwards, that is noted."""
    found = False
    try:
        for stated, end in numbers_at(reading.low, place):
            found = True
            yield stated, end
    except Problems as faults:
        reading.failed(place, fault=faults.problems[0])
    if not found:
        reading.failed(place, "a number such as 1,200.5 or about 9.9 million")


def ambiguous_times(reading: Reading, place: int, readings: tuple[str, str], after: Sequence[str] = ("",)) -> None:
    """Notes that *3 times* stands where it can be meant in two ways: *3 times higher*, *grew 3 times*."""
    for _, end in numbers_at(reading.low, place, _plain_times):
        way = next((way for way in after if reading.low.startswith(way, end)), None)
        if way is not None:
            said = reading.text[place:end]
            told = " or ".join(f"“{meaning.format(said)}”" for meaning in readings)
            wrong = f"{reading.text[place:end]!r} can be read in two ways here: {told}"
            reading.failed(end + len(way) + 1, fault=Problem(wrong, expected="a sentence with one reading"))


def _plain_times(text: str, place: int) -> Iterator[tuple[Figure, int]]:
    return ((found, end) for found, end in multiples_at(text, place) if text[:end].endswith("times"))


def fits(found: Unit, expected: Unit) -> bool:
    """Whether numbers in a unit can be told in the one expected; bare dollars are dollars of whatever country."""
    if found.dimension == DOLLARS:
        return expected.dimension.startswith("currency ") and "dollars" in expected.name.casefold()
    return found.convertible(expected)


def spelled(found: Unit, expected: str) -> str:
    """How a unit is written: as it is expected, where that is the same one."""
    usual = unit(expected)
    same = found.dimension == DOLLARS or (found.factor, found.shift) == (usual.factor, usual.shift)
    return expected if same else found.name


def _behind(sign: str) -> Figures:
    def figures(text: str, place: int) -> Iterator[tuple[Figure, int]]:
        if text.startswith(sign.casefold(), place):
            yield from figures_at(text, place + len(sign))

    return figures


def _turns(reading: Reading, place: int, than: str = " than") -> Iterator[tuple[Literal["higher", "lower"], int]]:
    for how, ways in _TURNS.items():
        for way in ways:
            end = place + len(way) + len(than)
            if reading.low.startswith(way + than, place) and reading.ends_word(end):
                yield how, end


_TURNS: dict[Literal["higher", "lower"], tuple[str, ...]] = {
    "higher": ("higher", "more", "greater", "larger", "bigger", "longer", "older", "faster"),
    "lower": ("lower", "less", "fewer", "smaller", "shorter", "younger", "slower"),
}
_MORE = tuple(f" {way} than" for way in (*_TURNS["higher"], *_TURNS["lower"]))
_AS = (" as high as", " as large as", " as big as", " as much as", " as many as", " as great as", " as long as", " as old as")
