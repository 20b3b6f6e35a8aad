"""The rows of a reference package: one frozen model a resource, every cell read strictly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from factspec.problem import Problem, Problems
from factspec.values.dates import Dating, dating
from factspec.values.decimals import decimal
from factspec.values.lists import parts
from factspec.values.modes import Mode
from factspec.values.nearest import nearest
from factspec.values.periods import RELATIVE, Period


def _cell(read: Callable[[str], Any]) -> BeforeValidator:
    """Reads a cell with ``read``, whose Problems become pydantic's own kind of error."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except Problems as found:
            fault = found.problems[0]
            context = {"expected": fault.expected, "nearest": fault.nearest}
            raise PydanticCustomError("factspec", "{wrong}", {"wrong": fault.wrong, **context}) from None

    return BeforeValidator(validate)


def _days(value: str) -> tuple[Dating, ...]:
    found = tuple(dating(part) for part in parts(value))
    for day in found:
        if not day.exact or day.lasting:
            raise Problems([Problem(f"{day.text!r} is not a day", expected="days such as 2022-06-28, with | between them")])
    return found


def _boundary(value: str) -> Dating:
    found = dating(value)
    if found.lasting:
        raise Problems(
            [
                Problem(
                    f"{value!r} is not one day", expected="a date such as 2022-06-28, 2022-06, 2022 or [2022-01-06..2022-01-07]"
                )
            ]
        )
    return found


def _stretch(value: str) -> Period:
    if value in RELATIVE:
        raise Problems(
            [Problem(f"{value!r} moves with the day", expected="a period such as 2022, 2022-01-01/2022-06-28 or 2022/..")]
        )
    return Period(value)


def cell_fault(fault: Any, value: str) -> Problem:
    """What pydantic found wrong with a cell, in our words."""
    context = fault.get("ctx", {})
    match fault["type"]:
        case "factspec":
            return Problem(fault["msg"], expected=context["expected"], nearest=context["nearest"])
        case "literal_error":
            options = [option.strip("'") for option in context["expected"].replace(" or ", ", ").split(", ")]
            return Problem(f"{value!r} is not known here", expected=context["expected"], nearest=nearest(value, options))
        case "bool_parsing" | "bool_type":
            return Problem(f"{value!r} is neither true nor false", expected="true or false")
        case "string_pattern_mismatch":
            return Problem(f"{value!r} is no SHA-256", expected="64 hexadecimal digits")
        case _:
            return Problem(f"{value!r}: {fault['msg'][0].lower()}{fault['msg'][1:]}")


Names = Annotated[tuple[str, ...], _cell(parts)]
Sources = Annotated[tuple[str, ...], _cell(parts), Field(min_length=1)]
Date = Annotated[Dating, _cell(dating)]
OneDay = Annotated[Dating, _cell(_boundary)]
Days = Annotated[tuple[Dating, ...], _cell(_days)]
Stretch = Annotated[Period, _cell(_stretch)]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[Decimal, _cell(decimal)]


class Row(BaseModel):
    """A row of a resource. A blank cell counts as absent; ``table`` is the resource's name."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    table: ClassVar[str]

    @property
    def key(self) -> str:
        """What other rows and reports call this row."""
        first: str = next(iter(type(self).model_fields))
        return str(getattr(self, first))


class Source(Row):
    """A publication that attests rows; ``origin`` names where its facts come from (default: itself)."""

    table = "sources"
    id: Text
    publisher: Text
    title: Text
    url: Text
    published: Date | None = None
    retrieved: Date | None = None
    language: str | None = None
    origin: str | None = None
    licence: str | None = None
    snapshot: str | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{64}$")


class Entity(Row):
    """A person, place, organisation or other thing with a name."""

    table = "entities"
    id: Text
    type: Text
    name: Text
    aliases: Names = ()
    within: str | None = None
    same_as: str | None = None


class Kind(Row):
    """A kind of event, with the words that sentences use for it."""

    table = "kinds"
    kind: Text
    broader: str | None = None
    noun: Names = ()
    verbs: Names = ()
    object: Literal["participant", "place", "event", "none"] = "none"


class Event(Row):
    """Something that happened; a blank mode or place is unknown."""

    table = "events"
    id: Text
    kind: Text
    mode: Mode | None = None
    date: Date
    place: str | None = None
    title: str | None = None
    part_of: str | None = None
    participants: Names = ()
    participants_complete: bool = True
    sources: Sources


class Relation(Row):
    """A relation that held between two entities for a time; ``seen`` are days on which a source attests it."""

    table = "relations"
    subject: Text
    relation: Text
    object: Text
    began: OneDay | None = None
    ended: OneDay | Literal[".."] | None = None
    seen: Days = ()
    sources: Sources

    @property
    def key(self) -> str:
        return f"{self.subject} {self.relation} {self.object}"


class RelationKind(Row):
    """A kind of relation: its phrase in sentences, and how many may hold at once."""

    table = "relation_kinds"
    relation: Text
    phrase: Text
    functional: Literal["object", "subject", "both", "none"] = "none"
    symmetric: bool = False


class Observation(Row):
    """A measured value for a subject in a period, with its range where the source gives one."""

    table = "observations"
    subject: Text
    measure: Text
    period: Stretch
    value: Number
    unit: str | None = None
    low: Number | None = None
    high: Number | None = None
    sources: Sources

    @property
    def key(self) -> str:
        return f"{self.subject} {self.measure} {self.period}"


class Measure(Row):
    """Something measured, such as a population, and its unit."""

    table = "measures"
    measure: Text
    phrase: Text
    unit: str | None = None


class Quote(Row):
    """Words that somebody said."""

    table = "quotes"
    id: Text
    speaker: Text
    date: Date
    text: Text
    language: str | None = None
    sources: Sources


class Disagreement(Row):
    """One source's other value for a field of a row; accepted true: taken, false: set aside, blank: open."""

    table = "disagreements"
    resource: Text = Field(alias="table")
    row: Text
    field: Text
    value: str | None = None
    source: Text
    accepted: bool | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        return f"{self.resource} {self.row} {self.field} {self.source}"


class Completeness(Row):
    """A statement that every row in a scope is listed."""

    table = "completeness"
    resource: Text = Field(alias="table")
    kind: str | None = None
    mode: Mode | None = None
    participants: Names = ()
    place: str | None = None
    period: Stretch | None = None
    sources: Sources
    note: str | None = None

    @property
    def key(self) -> str:
        parts = (self.resource, self.kind, self.mode, "|".join(self.participants), self.place, self.period and self.period.text)
        return " ".join(str(part) for part in parts if part)


RESOURCES: dict[str, type[Row]] = {
    row.table: row
    for row in (
        Source, Entity, Kind, RelationKind, Measure, Event, Relation, Observation, Quote, Disagreement, Completeness,
    )
}  # fmt: skip
