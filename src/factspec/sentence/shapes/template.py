"""A template: how claims and their sentences are made from the values of one shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field, PlainSerializer, ValidationError, WithJsonSchema

from factspec.sentence.claim_slots import ClaimSlot
from factspec.sentence.date_slots import Days
from factspec.sentence.paths import Step
from factspec.sentence.shapes.recipes import Number, Recipe, Values, fitting
from factspec.sentence.shapes.wording import Wording
from factspec.sentence.slot import Slot
from factspec.values.periods import Period

_put = object.__setattr__  # models are frozen


def _like(model: BaseModel, fields: dict[str, Any]) -> BaseModel:
    """A model with other fields, as :meth:`BaseModel.model_copy` makes it, in a third of its time."""
    made = type(model).__new__(type(model))
    _put(made, "__dict__", fields)
    _put(made, "__pydantic_fields_set__", model.__pydantic_fields_set__.copy())
    _put(made, "__pydantic_extra__", None)
    _put(made, "__pydantic_private__", None)
    return made


@dataclass(frozen=True, slots=True)
class Model:
    """A part of a claim: one as it was found, and how its fields that change are made.

    What is ``ruled`` has rules that may hang on the values: pydantic is asked, and raises ValidationError where they are broken.
    """

    found: BaseModel
    changing: tuple[tuple[str, Part], ...]
    ruled: bool = False

    def __call__(self, values: Values) -> Any:
        fields = self.found.__dict__.copy()
        for name, part in self.changing:
            fields[name] = part(values)
        if self.ruled:
            return type(self.found).model_validate({name: fields[name] for name in self.found.model_fields_set})
        return _like(self.found, fields)


@dataclass(frozen=True, slots=True)
class Models:
    """Several parts of a claim."""

    parts: tuple[Model, ...]

    def __call__(self, values: Values) -> tuple[Any, ...]:
        return tuple(part(values) for part in self.parts)


Part = Recipe | Model | Models
_HARMLESS = (*get_args(Days), *(part for field in (Field(ge=0), Field(gt=0), Field(ge=1)) for part in field.metadata))


@dataclass(slots=True, eq=False)
class Template:
    """What the sentences of one shape say. ``ends`` are the places in the tree of forms where a reading stood at their end.

    Of a ``checked`` template some values make no claim, by the rules of its kind. ``paths`` are the fields of its claims, dotted.
    """

    kind: str
    model: Model
    wording: Wording
    ends: frozenset[Step]
    checked: bool
    joins: dict[str, bool] = field(default_factory=dict)
    paths: tuple[str, ...] = field(init=False)
    _cells: tuple[Any, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = [(path, cell) for path, cell in _fields(self.model, "") if path != "kind"]
        self.paths, self._cells = tuple(path for path, _ in found), tuple(cell for _, cell in found)

    def claim(self, values: Values) -> Any:
        """The claim. Raises pydantic's ValidationError where a rule is broken."""
        return self.model(values)

    def allows(self, values: Values) -> bool:
        """Whether there is such a claim."""
        if self.checked:
            try:
                self.claim(values)
            except ValidationError:
                return False
        return True

    def says(self, values: Values) -> str:
        """The claim's sentence in its canonical form."""
        return self.wording(values)

    def columns(self, rows: Sequence[Values]) -> Iterator[list[Any]]:
        """The fields of many claims as plain values, a list for each of ``paths``: a period as EDTF, names as a tuple of ids."""
        for cell in self._cells:
            yield [cell.plain(values) for values in rows] if isinstance(cell, Recipe) else [cell] * len(rows)


def same(one: Any, other: Any) -> bool:
    """Whether two things are equal, and of the same types throughout."""
    if type(one) is not type(other):
        return False
    if isinstance(one, BaseModel):
        fields = one.__dict__.keys() == other.__dict__.keys() and one.model_fields_set == other.model_fields_set
        return fields and all(same(value, other.__dict__[name]) for name, value in one.__dict__.items())
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def recipes(part: Part) -> Iterator[Recipe]:
    """All recipes in a part of a claim."""
    match part:
        case Model(_, changing):
            for _, each in changing:
                yield from recipes(each)
        case Models(parts):
            for each in parts:
                yield from recipes(each)
        case _:
            yield part


def modelled(found: Sequence[Any], values: Sequence[Values]) -> Model | None:
    """How a claim is made, from several of its kind and the values beside each. None where that is not seen."""
    model = _modelled(found, values)
    return None if model is None else _with_rules(model)


def checked(model: Model) -> bool:
    """Whether a claim, or one inside it, has rules."""
    return model.ruled or any(checked(inner) for part in _claims(model).values() for inner in _each(part))


def _with_rules(model: Model) -> Model:
    """The model of a claim, and of the claims inside it, with their rules; what a slot reads is ruled by the slot."""
    lowered = any(isinstance(part, Number) and part.more < 0 for _, part in model.changing)
    inner = {name: _all_with_rules(part) for name, part in _claims(model).items()}
    return Model(
        model.found, tuple((name, inner.get(name, part)) for name, part in model.changing), lowered or _ruled(type(model.found))
    )


def _all_with_rules(part: Model | Models) -> Model | Models:
    return _with_rules(part) if isinstance(part, Model) else Models(tuple(map(_with_rules, part.parts)))


def _each(part: Model | Models) -> tuple[Model, ...]:
    return (part,) if isinstance(part, Model) else part.parts


def _claims(model: Model) -> dict[str, Model | Models]:
    """The claims inside a claim that change."""
    fields = type(model.found).model_fields
    return {
        name: part
        for name, part in model.changing
        if isinstance(part, (Model, Models)) and any(isinstance(slot, ClaimSlot) for slot in fields[name].metadata)
    }


def _modelled(found: Sequence[Any], values: Sequence[Values]) -> Model | None:
    first = found[0]
    if any(type(one) is not type(first) or one.model_fields_set != first.model_fields_set for one in found):
        return None
    changing: list[tuple[str, Part]] = []
    for name in type(first).model_fields:
        here = [getattr(one, name) for one in found]
        if all(type(one) is type(here[0]) and one == here[0] for one in here):
            continue
        part = _part(here, values)
        if part is None:
            return None
        changing.append((name, part))
    return Model(first, tuple(changing))


def _part(found: Sequence[Any], values: Sequence[Values]) -> Part | None:
    first = found[0]
    if isinstance(first, BaseModel):
        return _modelled(found, values)
    if isinstance(first, tuple) and any(isinstance(part, BaseModel) for part in first):
        if any(not isinstance(one, tuple) or len(one) != len(first) for one in found):
            return None
        parts = [_modelled(here, values) for here in zip(*found, strict=True)]
        return Models(tuple(part for part in parts if part is not None)) if None not in parts else None
    return fitting(found, values)


def _fields(part: Any, path: str) -> Iterator[tuple[str, Any]]:
    within = f"{path}." if path else ""
    match part:
        case Model(found, changing):
            changed = dict(changing)
            for name in type(found).model_fields:
                yield from _fields(changed.get(name, getattr(found, name)), within + name)
        case Models(parts):
            for i, each in enumerate(parts):
                yield from _fields(each, f"{within}{i}")
        case BaseModel():
            for name in type(part).model_fields:
                yield from _fields(getattr(part, name), within + name)
        case tuple() if any(isinstance(each, BaseModel) for each in part):
            for i, each in enumerate(part):
                yield from _fields(each, f"{within}{i}")
        case Period(text):
            yield path, text
        case _:
            yield path, part


def _ruled(kind: type[BaseModel]) -> bool:
    """Whether a kind has rules of its own beside those of its slots, so that what it allows may hang on the values."""
    own = kind.__pydantic_decorators__
    if own.validators or own.field_validators or own.root_validators or own.model_validators:
        return True
    return not all(_free(field.annotation, field.metadata) for field in kind.model_fields.values())


def _free(annotation: Any, metadata: Sequence[Any] = ()) -> bool:
    """Whether an annotation takes whatever its slot gives."""
    if isinstance(annotation, type) or annotation is None:
        return all(map(_harmless, metadata))
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        return _free(annotation, (*metadata, *more))
    inner = () if get_origin(annotation) is Literal else get_args(annotation)
    return all(map(_harmless, metadata)) and all(part is ... or _free(part) for part in inner)


def _harmless(part: Any) -> bool:
    return isinstance(part, (Slot, PlainSerializer, WithJsonSchema)) or part in _HARMLESS
