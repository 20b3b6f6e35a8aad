"""What the reference shows of measured numbers: the number of a series in one account, or the numbers of a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from factspec.engine.question import Group, Series
from factspec.engine.rows import Rows
from factspec.engine.sighting import gaps
from factspec.problem import problem
from factspec.reference.facts import Reference
from factspec.reference.schema import Completeness, Observation
from factspec.values.dates import ALWAYS, Range
from factspec.values.intervals import ANY, Interval
from factspec.values.units import POINTS, Unit, converted, told_in, unit


@dataclass(frozen=True, slots=True)
class Value:
    """The numbers that a series may have, in its measure's unit.

    ``numbers`` None: a complete list has no such row, so it has no number in any world. ``row`` is the observation, where
    there is one; ``near`` are those of other periods; ``covers`` the statements by which the list is complete.
    """

    series: Series
    numbers: Interval | None
    row: Observation | None = None
    near: tuple[Observation, ...] = ()
    covers: tuple[Completeness, ...] = ()


class Measures:
    """The numbers of one account."""

    def __init__(self, rows: Rows, account: str, reference: Reference, statements: Sequence[Completeness]) -> None:
        self._observations = rows.observations(account)
        self._rows, self.reference = rows, reference
        self._statements = [row for row in statements if row.resource == "observations"]

    def unit(self, measure: str) -> Unit | None:
        """The unit in which a measure's numbers are told."""
        known = self.reference.measures[measure].unit
        if known is None:
            rows = self._observations.get(measure, {})
            known = next((row.unit for found in rows.values() for row in found if row.unit), None)
        return None if known is None else unit(known)

    def value(self, series: Series) -> Value:
        """The number of a series: that of the row for just its days, or else any, unless a complete list has none."""
        found = self._observations.get(series.measure, {}).get(series.subject, ())
        near = tuple(
            sorted((row for row in found if row.period.days(None) != series.days), key=lambda row: _off(row, series.days))
        )
        row = next((row for row in found if row.period.days(None) == series.days), None)
        if row is not None:
            unsure = self._rows.unsure("observations", row.key)
            return Value(series, ANY if unsure else self._numbers(row), row, near)
        covers = self.covers(series.measure, series.days, series.subject)
        return Value(series, None if covers else ANY, None, near, covers)

    def covers(self, measure: str, days: Range, subject: str) -> tuple[Completeness, ...]:
        """The statements by which a measure's numbers in those days are all listed, of this subject at least."""

        def takes_in(row: Completeness) -> bool:
            above = set(self.reference.place_and_containing(subject)) - {subject}
            return (not row.place or row.place in above) and (not row.participants or subject in row.participants)

        return self._joined(measure, days, [row for row in self._statements if takes_in(row)])

    def group_covers(self, measure: str, days: Range, group: Group) -> tuple[Completeness, ...]:
        """The statements by which all numbers of a group are listed; none unless they cover all the days."""

        def takes_in(row: Completeness) -> bool:
            within = group.within is not None and row.place in tuple(self.reference.place_and_containing(group.within))
            return not row.participants and (not row.place or within)

        return self._joined(measure, days, [row for row in self._statements if takes_in(row)])

    def members(self, group: Group, subject: str) -> list[str]:
        """The entities of the reference that belong to a group; a type that is not named is the subject's."""
        kind = group.type or self.reference.entities[subject].type
        return [
            name
            for name, entity in self.reference.entities.items()
            if entity.type == kind
            and (group.within is None or (name != group.within and self.reference.inside(name, group.within)))
        ]

    def stated(self, numbers: Interval, told: str | None, measure: str, *, difference: bool = False) -> Interval:
        """Stated numbers in the measure's unit. Raises Problems where they do not convert."""
        own = self.unit(measure)
        if told is None or own is None or told == own.name or told == POINTS:
            return numbers
        if not unit(told).convertible(own):
            raise problem(f"{measure} is measured in {own.name}, not in {told}", expected=own.name)
        return converted(numbers, unit(told), own, difference=difference)

    def optional(self, value: Value) -> bool:
        """Whether a world may leave a row out: it may not have been published, and no other number stands for it."""
        return value.row is not None and self._rows.unsure("observations", value.row.key)

    def _joined(self, measure: str, days: Range, rows: Sequence[Completeness]) -> tuple[Completeness, ...]:
        fitting = [row for row in rows if row.kind in (None, measure) and row.mode is None]
        spans = [(row, row.period.days(None) if row.period else ALWAYS) for row in fitting]
        used = tuple(row for row, held in spans if held.meets(days))
        return () if next(gaps(days, (held for _, held in spans)), None) else used

    def _numbers(self, row: Observation) -> Interval:
        low, high = row.value if row.low is None else row.low, row.value if row.high is None else row.high
        numbers = Interval(Fraction(low), Fraction(high))
        own = self.unit(row.measure)
        return numbers if row.unit is None or own is None else converted(numbers, told_in(row.unit, own.name), own)


def _off(row: Observation, days: Range) -> int:
    return abs(row.period.days(None).first - days.first)


def rivals(measures: Measures, series: Series, group: Group) -> Iterator[Value]:
    """The numbers of the other members of a group in the same days, without those that have none."""
    for name in measures.members(group, series.subject):
        if name != series.subject:
            value = measures.value(Series(series.measure, name, series.days))
            if value.numbers is not None:
                yield value
