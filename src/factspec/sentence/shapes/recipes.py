"""Recipes: how a field of a claim comes from the values that were cut out of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from factspec.problem import Problems
from factspec.sentence.shapes.tokens import Value
from factspec.values.periods import Period

Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """The value at a place, as it is."""

    at: int

    @property
    def places(self) -> tuple[int, ...]:
        """The places of the values that it takes."""
        return (self.at,)

    def __call__(self, values: Values) -> Value:
        return values[self.at]

    plain = __call__


@dataclass(frozen=True, slots=True)
class Number:
    """The number at a place, and so many more."""

    at: int
    more: int = 0

    @property
    def places(self) -> tuple[int, ...]:
        """The places of the values that it takes."""
        return (self.at,)

    def __call__(self, values: Values) -> int:
        return int(values[self.at]) + self.more

    plain = __call__


@dataclass(frozen=True, slots=True)
class Dated:
    """A period of dates: its text, with ``%s`` for the dates at some places."""

    text: str
    places: tuple[int, ...]

    def __call__(self, values: Values) -> Period:
        return _period(self.plain(values))

    def plain(self, values: Values) -> str:
        """The period's text."""
        return self.text % tuple([values[at] for at in self.places])


@dataclass(frozen=True, slots=True)
class Listed:
    """The values at some places and others that stay the same, sorted."""

    places: tuple[int, ...]
    fixed: tuple[str, ...] = ()

    def __call__(self, values: Values) -> tuple[str, ...]:
        if len(self.places) == 1 and not self.fixed:
            return (str(values[self.places[0]]),)
        return tuple(sorted([*self.fixed, *[str(values[at]) for at in self.places]]))

    plain = __call__


Recipe = Same | Number | Dated | Listed
_DATE = re.compile(r"(?<!\d)\d{4}(?:-\d\d){0,2}(?!\d)", re.ASCII)
_period = lru_cache(maxsize=1 << 16)(Period)


def fitting(found: Sequence[Any], values: Sequence[Values]) -> Recipe | None:
    """The recipe that makes each of what was found from the values beside it; None where there is none, or more than one."""
    fits = [recipe for recipe in _tried(found[0], values[0]) if _makes(recipe, found, values)]
    return fits[0] if len(fits) == 1 else None


def _makes(recipe: Recipe, found: Sequence[Any], values: Sequence[Values]) -> bool:
    try:
        made = [recipe(one) for one in values]
    except (ValueError, Problems):  # no number or date at that place
        return False
    return all(type(one) is type(other) and one == other for one, other in zip(made, found, strict=True))


def _tried(found: Any, values: Values) -> Iterator[Recipe]:
    """The recipes that make one thing; of the places of the same value, the first stands for all."""
    first = [(at, value) for at, value in enumerate(values) if values.index(value) == at]
    match found:
        case bool():
            return
        case str():
            yield from (Same(at) for at, value in first if value == found)
        case int():
            numbers = [(at, int(value)) for at, value in first if str(value).isdecimal()]
            yield from (Number(at, found - number) for at, number in numbers if abs(found - number) <= 1)
        case Period():
            yield from _dated(found.text, values)
        case tuple() if all(isinstance(part, str) for part in found):
            at = tuple(values.index(part) for part in found if part in values)
            yield Listed(at, tuple(part for part in found if part not in values))


def _dated(text: str, values: Values) -> Iterator[Dated]:
    """The period with its dates left blank that are among the values, or of which the years or months are."""
    dates = _DATE.findall(text)
    ways = [[known for known in dict.fromkeys((date, date[:7], date[:4])) if known in values] for date in dates]
    between = _DATE.split(text)
    for taken in product(*(way or [""] for way in ways)):
        at = tuple(values.index(known) for known in taken if known)
        blanks = [f"%s{date[len(known) :]}" if known else date for date, known in zip(dates, taken, strict=True)]
        if at:
            yield Dated("".join(part for pair in zip(between, [*blanks, ""], strict=True) for part in pair), at)
