"""JSON Schemas of what people and programs write and read: claims files, settings, and the record of a run.

They are made from the same models that read the files, for editors that complete and underline. A file that the schema
takes may still be wrong: names, quotations and days are held against the project by ``factspec check`` alone.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from factspec.claim import Claim, Kinds, forms, slots
from factspec.report.model import Report
from factspec.sentence.claim_slots import ClaimSlot
from factspec.settings import ProjectSettings
from factspec.stated import file_models
from factspec.verdict import Verdict

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SHARE = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
        {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,9})?%?$"},
    ]
}
_ANY_CLAIM = "AnyClaim"
_SHARES = ("about", "nearly")
_WRITTEN = ("EDTF", "a number with its hedge")

_KEYS = {
    "article": "The id of the article: the name of the folder, where an article.md lies beside the file.",
    "claims": "The claims, and the statements that are no checkable facts.",
    "id": "A name that is unique in the file. A result is called article/id.",
    "quote": "The words of the article that the claim is about, copied from it.",
    "says": "The claim as a sentence of one of the forms; factspec kinds lists them.",
    "claim": "The claim in its typed form, in place of says.",
    "as_of": "The day the claim speaks on; the article's day of publication if not given.",
    "expect": "The verdict that passes; supported if not given.",
    "tags": "Words of your own, shown in the report.",
    "note": "A remark for the reader of the report.",
    "not_checkable": "This statement is no checkable fact, in place of says. Needs a quote and a reason.",
    "reason": "Why it is not checkable.",
    "exact": "The words of the article.",
    "prefix": "The text right before them, where they stand in several places.",
    "suffix": "The text right after them, where they stand in several places.",
}
_SETTINGS = {
    "references": "The folder of the reference data: one data package, or a folder of packages that are read together.",
    "html": "Where a whole run writes the HTML report.",
    "json": "Where it writes the results as JSON.",
    "history": "Where a whole run is added to the history.",
    "language": "The language of the HTML report.",
    "junit": "Where it writes JUnit XML.",
    "junit_strict": "Leave out of JUnit XML what the schema of Jenkins does not know.",
    "sarif": "Where it writes SARIF.",
    "ctrf": "Where it writes CTRF JSON.",
    "markdown": "Where it writes a short summary in Markdown.",
    "claimreview": "Where it writes reviews to publish, in JSON-LD.",
    "github": "Whether it prints annotations on GitHub's machines.",
    "publisher": "The name of who publishes the reviews.",
    "publisher_url": "The address of who publishes the reviews.",
    "review_url": "The page that reviews stand on; {article} in it is the id of the article.",
    "as_of": "The day of speaking of claims that have none of their own and no article.",
    "known_by": "Use only what some source had published by this day.",
    "independent_origins": "How many origins other than the article's own a supported claim needs.",
    "about": 'How far off a number may be that is said to be about something, such as "5%".',
    "nearly": 'Where nearly begins, such as "95%"; it goes up to the number.',
}


def claims_schema(kinds: Kinds) -> Schema:
    """The schema of ``claims.yaml``: its keys, and the typed form of every kind."""
    whole, entry = file_models()
    found = _bare(whole.model_json_schema())
    one = _bare(entry.model_json_schema())
    quotation = one.pop("$defs")["_Quote"]
    one["description"] = "One claim, or a statement that is no checkable fact."
    one["oneOf"] = [{"required": ["says"]}, {"required": ["claim"]}, {"required": ["not_checkable", "quote", "reason"]}]
    one["dependentRequired"] = {"reason": ["not_checkable"]}
    properties = one["properties"]
    properties["expect"] = {"enum": list(dict.fromkeys(name for v in Verdict for name in (v.value, v.slug)))}
    properties["claim"] = _reference(_ANY_CLAIM)
    properties["quote"] = {"anyOf": [{"type": "string"}, _reference("Quotation"), {"type": "null"}]}
    for part in (found, one, quotation):
        _told(part, _KEYS)
        _numbers_too(part["properties"])
    properties["as_of"] = {"anyOf": [_DAY, {"type": "null"}], "description": _KEYS["as_of"]}
    found["properties"]["claims"]["items"] = _reference("Entry")
    definitions = {"Entry": one, "Quotation": quotation, **_kind_definitions(kinds)}
    return _finished(found, "claims.yaml of factspec", "Claims, each with the words of the article it is about.", definitions)


def settings_schema(kinds: Kinds) -> Schema:
    """The schema of the table ``[tool.factspec]`` of ``pyproject.toml``."""
    del kinds
    found = _bare(ProjectSettings.model_json_schema(by_alias=True))
    values = found["properties"]
    for name, value in values.items():
        values[name] = next((option for option in value.get("anyOf", ()) if option["type"] != "null"), value)
    values |= {"as_of": dict(_DAY), "known_by": dict(_DAY), **{name: dict(_SHARE) for name in _SHARES}}
    _told(found, _SETTINGS)
    return _finished(found, "[tool.factspec]", "Settings of factspec; paths are relative to the project's root.", {})


def results_schema(kinds: Kinds) -> Schema:
    """The schema of the results that ``--json`` writes."""
    del kinds
    found = Report.model_json_schema(mode="serialization")
    return _finished(
        found, "Results of factspec", "The record of one run: its claims, verdicts, evidence and sources.", found.pop("$defs")
    )


SCHEMAS: Mapping[str, Callable[[Kinds], Schema]] = {
    "claims": claims_schema,
    "settings": settings_schema,
    "results": results_schema,
}


def _kind_definitions(kinds: Kinds) -> dict[str, Schema]:
    """The typed forms of all kinds, each with its sentences, and the choice between them."""
    places, whole = models_json_schema([(kind, "validation") for kind in kinds.values()], ref_template="#/$defs/{model}")
    definitions: dict[str, Schema] = {name: _bare(part) for name, part in whole["$defs"].items()}
    names = {name: str(places[kind, "validation"]["$ref"]).rpartition("/")[2] for name, kind in kinds.items()}
    _numbers_too(definitions, _WRITTEN)
    for name, kind in kinds.items():
        _describe_kind(definitions[names[name]], kind)
    definitions.pop("Claim", None)
    for part in _within(list(definitions.values())):
        if part.get("$ref") == "#/$defs/Claim":
            part["$ref"] = f"#/$defs/{_ANY_CLAIM}"
    definitions[_ANY_CLAIM] = {
        "type": "object",
        "title": "A typed claim",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(kinds), "description": "The kind of claim; it decides which fields there are."}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": _reference(names[name])}
            for name in kinds
        ],
    }  # fmt: skip
    return definitions


def _describe_kind(schema: Schema, kind: type[Claim]) -> None:
    sentences = "\n".join(form.hint for form in forms(kind))
    prose = inspect.cleandoc(kind.__doc__ or "").replace("``", "`")
    schema["description"] = f"{prose}\n\nSentence:\n{sentences}"
    schema["required"] = ["kind", *schema.get("required", ())]
    for name, slot in slots(kind).items():
        value = schema["properties"][name]
        told = value.get("description") or next((o["description"] for o in value.get("anyOf", ()) if "description" in o), "")
        blank = f"The blank {slot.hint} of the sentence"
        value["description"] = f"{blank}: {told}" if told else f"{blank}."
        if isinstance(slot, ClaimSlot) and slot.kinds:
            value["description"] += f" Of kind {' or '.join(slot.kinds)}."


def _within(schema: Any) -> Iterator[Schema]:
    """A schema and all the schemas in it."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _within(part)


def _numbers_too(schema: Any, opening: tuple[str, ...] = ("",)) -> None:
    """Takes a number where a text is read, as ``id: 7``; only where the description opens so, if any is given."""
    for part in _within(schema):
        if part.get("type") == "string" and "enum" not in part and str(part.get("description", "")).startswith(opening):
            part["type"] = ["string", "number"]


def _bare(schema: Schema) -> Schema:
    """A schema without the titles that merely repeat the names of keys."""
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
        for value in part.get("properties", {}).values():
            value.pop("title", None)
    return schema


def _told(schema: Schema, words: Mapping[str, str]) -> None:
    """Says of each key what it is for."""
    for name, value in schema["properties"].items():
        if name in words:
            value["description"] = words[name]


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _finished(schema: Schema, title: str, description: str, definitions: Mapping[str, Schema]) -> Schema:
    found = {"$schema": _DRAFT, **schema, "title": title, "description": description}
    return {**found, "$defs": dict(definitions)} if definitions else found
