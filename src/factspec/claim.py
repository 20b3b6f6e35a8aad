"""The contract of a claim kind: its fields, its form, its question and its examples. All else is derived from these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializeAsAny, ValidationError, ValidationInfo

from factspec.engine.question import Pattern, Question, Region
from factspec.problem import Problem, Problems
from factspec.sentence.claim_slots import ClaimSlot, ClaimsSlot
from factspec.sentence.form import Form
from factspec.sentence.occurrence import Occurrence
from factspec.sentence.slot import Slot
from factspec.values.calendar import FIRST, LAST
from factspec.values.dates import Range
from factspec.values.nearest import nearest
from factspec.values.numbers import USUAL, Rounding
from factspec.values.periods import Period
from factspec.values.unfit import unfit
from factspec.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Speaking:
    """When, and of which article, a claim speaks. ``as_of`` None: no day, so nothing lies in the future.

    ``article`` is the front matter that a kind may hold a sentence against, ``rounding`` what *about* and *nearly* allow.
    """

    as_of: int | None = None
    article: Mapping[str, str] | None = None
    rounding: Rounding = USUAL

    def stretch(self, period: Period | None, *, about: Range | None = None) -> Range:
        """The days meant: no period is all days; a period that runs past ``as_of`` stops there.

        It does not stop where it begins after ``as_of``, or where ``about``, the days the claim is about, do: then
        the claim is about the future.
        """
        days = Range(FIRST, LAST) if period is None else period.days(self.as_of)
        if self.as_of is None or days.first > self.as_of or (about is not None and about.first > self.as_of):
            return days
        return Range(days.first, min(days.last, self.as_of))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a kind with the verdict that the worked example's reference gives it."""

    says: str
    verdict: Verdict
    as_of: str = "2022-06-29"


class Claim(BaseModel):
    """A structured claim. A kind is a subclass in a file of its own; its fields are annotated with slots.

    ``kind`` is a literal with the kind's name, ``form`` the sentence with its blanks, or several; the first that has
    all its values is written. The docstring says what the kind is and when it stays undecided.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    kind: str
    form: ClassVar[str | tuple[str, ...]]
    examples: ClassVar[tuple[Example, ...]]
    reference: ClassVar[str] = "diplomacy"

    def question(self, speaking: Speaking) -> Question:
        """What the claim asks of the reference."""
        raise NotImplementedError


Kinds = Mapping[str, type[Claim]]


def _nested(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, Mapping):
        return value
    kinds: Kinds = (info.context or {}).get("kinds", {})
    try:
        return typed_claim(value, kinds)
    except Problems as found:
        raise ValueError("; ".join(map(str, found.problems))) from None


SubClaim = Annotated[SerializeAsAny[Claim], BeforeValidator(_nested), ClaimSlot()]
EventClaim = Annotated[SerializeAsAny[Claim], BeforeValidator(_nested), ClaimSlot(("event",))]
SubClaims = Annotated[tuple[Annotated[SerializeAsAny[Claim], BeforeValidator(_nested)], ...], ClaimsSlot()]


def kind_name(kind: type[Claim]) -> str:
    """The name of a claim kind."""
    return str(kind.model_fields["kind"].default)


def slots(kind: type[Claim]) -> dict[str, Slot[Any]]:
    """The slots of a kind's fields."""
    found = {}
    for name, field in kind.model_fields.items():
        slot = next((part for part in field.metadata if isinstance(part, Slot)), None)
        if slot is not None:
            found[name] = slot
    return found


def joins(kind: type[Claim]) -> bool:
    """Whether a kind joins claims of whatever kind its slots take, and has no rule that says which."""
    rules = kind.__pydantic_decorators__
    if rules.validators or rules.field_validators or rules.root_validators or rules.model_validators:
        return False
    nested = [*get_args(SubClaim)[1:-1], *Field(min_length=2).metadata]
    fields = [field.metadata for name, field in kind.model_fields.items() if name != "kind"]
    return all(isinstance(part, ClaimSlot) or part in nested for metadata in fields for part in metadata)


def forms(kind: type[Claim]) -> tuple[Form, ...]:
    """The compiled forms of a kind."""
    templates = (kind.form,) if isinstance(kind.form, str) else kind.form
    return tuple(Form(template, slots(kind)) for template in templates)


def typed_claim(data: Mapping[str, Any], kinds: Kinds) -> Claim:
    """The claim that its typed form gives, such as ``{kind: weekday, day: 2022-06-29, weekday: Wednesday}``."""
    name = data.get("kind")
    if not isinstance(name, str) or name not in kinds:
        if name is None:
            raise Problems([Problem("no 'kind'", expected=f"one of {', '.join(sorted(kinds))}")])
        near = nearest(str(name), kinds)
        raise Problems([Problem(f"no kind of claim {name!r}", expected=f"one of {', '.join(sorted(kinds))}", nearest=near)])
    try:
        return kinds[name].model_validate(dict(data), context={"kinds": kinds})
    except ValidationError as error:
        known = list(kinds[name].model_fields)
        raise Problems(_fault(fault, known) for fault in error.errors()) from None


def _fault(fault: Any, known: Sequence[str]) -> Problem:
    where = ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return Problem(f"unknown field {where!r}", expected=f"one of {', '.join(known)}", nearest=nearest(where, known))
    if fault["type"] == "missing":
        return Problem(f"no {where!r}", expected="a value")
    return unfit(fault).inside(where) if where else unfit(fault)


def pattern(what: Occurrence, part_of: str | None = None) -> Pattern:
    """The events that an occurrence means."""
    region = Region(what.place, what.outside) if what.place else None
    participants = (what.subject, *what.others)
    return Pattern(what.noun or what.event_kind, participants, what.mode, region, what.event, part_of)
