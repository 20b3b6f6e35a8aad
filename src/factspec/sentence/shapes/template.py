"""A template: how claims and their sentences are made from the values of one shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field, PlainSerializer, SerializeAsAny, ValidationError, WithJsonSchema

from factspec.sentence.date_slots import Days
from factspec.sentence.paths import Step
from factspec.sentence.shapes.recipes import Recipe, Values, fitting
from factspec.sentence.shapes.wording import Wording
from factspec.sentence.slot import Slot
from factspec.values.periods import Period


@dataclass(frozen=True, slots=True)
class Model:
    """A part of a claim: one as it was found, and how its fields that change are made."""

    found: BaseModel
    changing: tuple[tuple[str, Part], ...]

    def __call__(self, values: Values) -> Any:
        made = copy(self.found)
        fields = made.__dict__
        for name, part in self.changing:
            fields[name] = part(values)
        return made


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

    ``checked`` templates ask the model of the kind for each claim: it has rules that may hang on the values.
    """

    kind: str
    model: Model
    wording: Wording
    ends: frozenset[Step]
    checked: bool
    joins: dict[str, bool] = field(default_factory=dict)

    def claim(self, values: Values) -> Any:
        """The claim. Raises pydantic's ValidationError for values that a checked template does not allow."""
        made = self.model(values)
        return type(made).model_validate(made.__dict__) if self.checked else made

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

    def fields(self) -> dict[str, Any]:
        """The fields of the claim by their dotted paths: a recipe where it hangs on the values, else the plain value itself."""
        return dict(_fields(self.model, ""))

    def columns(self, rows: Sequence[Values]) -> dict[str, list[Any]]:
        """The fields of many claims by their dotted paths, as plain values: a period as EDTF, names as a tuple of ids."""
        found = self.fields().items()
        return {
            path: [what] * len(rows) if not isinstance(what, Recipe) else [what.plain(values) for values in rows]
            for path, what in found
        }


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
    """How a part of a claim is made, from several of its kind and the values beside each. None where that is not seen."""
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
        return modelled(found, values)
    if isinstance(first, tuple) and any(isinstance(part, BaseModel) for part in first):
        if any(not isinstance(one, tuple) or len(one) != len(first) for one in found):
            return None
        parts = [modelled(here, values) for here in zip(*found, strict=True)]
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


def ruled(kind: type[BaseModel]) -> bool:
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
    return isinstance(part, (Slot, PlainSerializer, WithJsonSchema, SerializeAsAny)) or part in _HARMLESS
