"""Units of measurement: which are of one kind, and how a number in one is a number in another. Currencies never convert."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from factspec.values.intervals import Interval
from factspec.values.names import alike, tidy
from factspec.values.plurals import singular
from factspec.values.unit_table import CURRENCIES, TABLE

PERCENT = "%"
POINTS = "percentage points"
_LONGEST = 200
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "hundred": 100}
_MANY = re.compile(rf"(?:(?P<number>\d[\d,]*) ?)?(?P<scale>(?:{'|'.join(_SCALES)})s?\b)?(?: of)? ?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``name`` as it is written, ``dimension`` what it measures; a number in it times ``factor``, plus ``shift``,
    is the number in its dimension's base unit. Units convert within a dimension.
    """

    name: str
    dimension: str
    factor: Fraction = Fraction(1)
    shift: Fraction = Fraction(0)

    def convertible(self, other: Unit) -> bool:
        """Whether a number in one is a number in the other."""
        return self.dimension == other.dimension

    @property
    def counted(self) -> bool:
        """Whether it is a noun for things that are counted, such as people, and nothing that is measured or paid."""
        return self.dimension.startswith("count of ")


def converted(numbers: Interval, here: Unit, there: Unit, *, difference: bool = False) -> Interval:
    """Numbers in one unit as numbers in another of the same dimension; a ``difference`` has no zero of its own to move."""
    shift = Fraction(0) if difference else (here.shift - there.shift) / there.factor
    return numbers.scaled(here.factor / there.factor, shift)


@cache
def siblings(text: str, most: int = 2) -> tuple[str, ...]:
    """Other units known by name that measure the same, nearest in size first: what a writer may mix up with the one given.

    A share has none: per mille is no slip for a percentage.
    """
    here = unit(text)
    if here.dimension == unit(PERCENT).dimension:
        return ()
    same = {made.name: made.factor for made in _spellings().values() if made.dimension == here.dimension}
    apart = {name: max(size / here.factor, here.factor / size) for name, size in same.items() if name != here.name}
    return tuple(sorted(apart, key=lambda name: (apart[name], name))[:most])


@cache
def unit(text: str) -> Unit:
    """The unit written ``text``: known by name or symbol, so many of one, one per another, or else a noun that is counted."""
    plain = tidy(text)
    known = _known(plain)
    if known is not None:
        return known
    if len(plain) > _LONGEST:  # words that nobody has for a unit, and many levels of "per"
        return Unit(plain, f"count of {alike(plain)}")
    of, _, per = plain.replace("/", " per ").partition(" per ")
    if per and of:
        upper, lower = unit(of.strip()), unit(per.strip())
        return Unit(plain, f"{upper.dimension} per {lower.dimension}", upper.factor / lower.factor)
    many = _MANY.match(alike(plain))
    if many and (many["number"] or many["scale"]) and many.end() < len(plain):
        times = Fraction((many["number"] or "1").replace(",", "")) * _SCALES.get((many["scale"] or "").rstrip("s"), 1)
        one = unit(plain[many.end() :])
        if times:  # none of something is no measure of it
            return Unit(plain, one.dimension, one.factor * times)
    other = _by_pint(plain)
    if other is not None:
        return other
    noun = singular(alike(plain))
    return Unit(plain, f"count of {'person' if noun in _PERSONS else noun}")


_BASES = {
    "length": "metre", "area": "metre ** 2", "mass": "kilogram", "volume": "litre", "time": "second", "energy": "joule",
    "power": "watt", "length per time": "metre / second",
}  # fmt: skip


_NOUNS = frozenset(
    {"point", "cup", "hand", "link", "chain", "pole", "rod", "dot", "pixel", "count", "drop", "shot", "pack", "bag"}
)


def _by_pint(text: str) -> Unit | None:
    """A unit of a dimension known here that the library pint knows, where that is installed: exact, as all are."""
    registry = None if singular(alike(text)) in (*_NOUNS, *_PERSONS) else _registry()
    if registry is None or not all(word.isalpha() for word in text.split()):
        return None
    for dimension, base in _BASES.items():
        try:
            factor = registry.Quantity(Fraction(1), text.replace(" ", "_")).to(base).magnitude
        except Exception:  # whatever pint makes of a word that is no unit, or one of another dimension
            continue
        if isinstance(factor, Fraction):
            return Unit(text, dimension, factor)
    return None


@cache
def _registry() -> Any:
    """The units of pint, as fractions; None where it is not installed."""
    try:
        from pint import UnitRegistry
    except ImportError:
        return None
    return UnitRegistry(non_int_type=Fraction)


def told_in(text: str, own: str | None) -> Unit:
    """The unit written ``text`` beside a measure's own: a bare *million* is a million of those."""
    scale = alike(tidy(text)).removesuffix("s")
    return unit(f"{text} {own}") if own is not None and scale in _SCALES else unit(text)


_PERSONS = ("person", "people", "inhabitant", "resident", "individual")

SIGNS = {
    "$": "dollars",
    "US$": "US dollars",
    "€": "euros",
    "£": "pounds sterling",
    "¥": "yen",
    "₽": "roubles",
    "₹": "Indian rupees",
}
DOLLARS = "currency of dollars"
_CASED = 3  # symbols this short mean different things in capitals: M and m, T and t


@cache
def _spellings() -> dict[str, Unit]:
    found: dict[str, Unit] = {"dollars": Unit("dollars", DOLLARS), "dollar": Unit("dollars", DOLLARS)}
    for dimension, rows in TABLE.items():
        for names, factor, shift in rows:
            first, *others = names.split("|")
            made = Unit(first, dimension, Fraction(factor), Fraction(shift))
            found.update(dict.fromkeys((first, *others), made))
    for code, names in CURRENCIES.items():
        first, *others = names.split("|")
        found.update(dict.fromkeys((first, *others), Unit(first, f"currency {code}")))
    return found


@cache
def _folded() -> dict[str, Unit]:
    return {alike(name): made for name, made in _spellings().items() if len(name) > _CASED}


def _known(text: str) -> Unit | None:
    return _spellings().get(text) or _folded().get(alike(text))
