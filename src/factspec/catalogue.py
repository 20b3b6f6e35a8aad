"""The catalogue of claim kinds: a page made from what each kind states of itself.

``python -m factspec.catalogue`` prints it for the kinds that come with factspec.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from factspec.claim import Claim, Kinds, forms, slots
from factspec.kinds import built_in

_TOP = """\
# Kinds of claim

Every sentence that factspec checks is a claim of one of the kinds below. This page is generated from the kinds themselves
by `make kinds`; a test fails when the two differ.

- **Sentence** gives the forms of a kind. Words in capitals are blanks, and what stands in square brackets may be left out.
  [Sentences](claims.md#sentences) says how each blank is written.
- **Fields** are the keys of the typed form of a claim, the one that `claim:` takes in `claims.yaml`. Its values are ids of the
  reference data. Fields marked ° may be left out.
- **Examples** are checked on every test run, against the data package that is named beside them: `diplomacy` is this
  repository's own (`references/diplomacy`), the others belong to the projects in `examples/`. A claim speaks on 2022-06-29
  unless the example says otherwise.
"""
_USUAL_DAY = "2022-06-29"
_PARTS = "## Values with parts\n\nSome fields hold a mapping with keys of its own.\n"


def catalogue(kinds: Kinds) -> str:
    """The page of some kinds as Markdown: their sentences, fields, examples and verdicts, and when they stay undecided."""
    schemas = {name: kind.model_json_schema() for name, kind in kinds.items()}
    contents = "\n".join(f"- [{name}](#{name}): {_summary(kind)}" for name, kind in kinds.items())
    pages = [_kind(name, kind, schemas[name]) for name, kind in kinds.items()]
    parts = {name: part for schema in schemas.values() for name, part in schema.get("$defs", {}).items() if name != "Claim"}
    values = [_PARTS, *(_part(name, parts[name]) for name in sorted(parts))] if parts else []
    return "\n".join([_TOP, contents + "\n", *pages, *values])


def catalogue_of(kinds: Kinds) -> str:
    """The whole of some kinds as Markdown, without the introduction to all."""
    return "\n".join(_kind(name, kind, kind.model_json_schema()) for name, kind in kinds.items())


def listing(kinds: Kinds) -> str:
    """Some kinds for a terminal: what each is, its sentences, and examples with their verdicts."""
    return "\n".join(_listed(name, kind) for name, kind in kinds.items())


def _listed(name: str, kind: type[Claim]) -> str:
    lines = [f"{name}: {_summary(kind)}", *(f"  {form.hint}" for form in forms(kind))]
    lines += [f"    {example.says}  [{example.verdict.value}]" for example in kind.examples[:3]]
    return "\n".join(lines) + "\n"


def as_data(kinds: Kinds) -> dict[str, Any]:
    """Some kinds as data: their prose, sentences, the JSON Schema of their typed form, and examples."""
    return {
        name: {
            "summary": _summary(kind),
            "about": _prose(kind),
            "forms": [form.hint for form in forms(kind)],
            "schema": kind.model_json_schema(),
            "reference": kind.reference,
            "examples": [{"says": e.says, "verdict": e.verdict.value, "as_of": e.as_of} for e in kind.examples],
        }
        for name, kind in kinds.items()
    }


def _summary(kind: type[Claim]) -> str:
    return _prose(kind).split("\n\n")[0].replace("\n", " ")


def _prose(kind: type[Claim]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").replace("``", "`")


def _kind(name: str, kind: type[Claim], schema: Mapping[str, Any]) -> str:
    hints = "\n".join(form.hint for form in forms(kind))
    blanks = {field: slot.hint for field, slot in slots(kind).items()}
    rows = [
        (f"`{field}`{'' if field in schema['required'] else '°'}", f"`{_cell(blanks.get(field, ''))}`", _value(value))
        for field, value in schema["properties"].items()
        if field != "kind"
    ]
    examples = [
        (_cell(example.says) + (f" (said on {example.as_of})" if example.as_of != _USUAL_DAY else ""), example.verdict.value)
        for example in kind.examples
    ]
    sections = (
        f"## {name}\n\n{_prose(kind)}\n",
        f"Sentence:\n\n```text\n{hints}\n```\n",
        f"Fields:\n\n{_table(('field', 'blank', 'value'), rows)}\n",
        f"Examples, over `{kind.reference}`:\n\n{_table(('sentence', 'verdict'), examples)}\n",
    )
    return "\n".join(sections)


def _part(name: str, schema: Mapping[str, Any]) -> str:
    needed = schema.get("required", ())
    rows = [(f"`{key}`{'' if key in needed else '°'}", _value(value)) for key, value in schema["properties"].items()]
    prose = str(schema.get("description", "")).replace("``", "`")
    return f"### {name}\n\n{prose}\n\n{_table(('key', 'value'), rows)}\n"


def _value(schema: Mapping[str, Any]) -> str:
    """What a value of the schema is, in words."""
    return " or ".join(dict.fromkeys(_words(schema)))


def _words(schema: Mapping[str, Any]) -> Iterator[str]:
    if "anyOf" in schema:
        for option in schema["anyOf"]:
            yield from _words(option)
    elif "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        yield "a claim, typed" if name == "Claim" else f"a mapping, see [{name}](#{name.lower()})"
    elif "enum" in schema or "const" in schema:
        yield " or ".join(f"`{option}`" for option in schema.get("enum", [schema.get("const")]))
    elif schema.get("type") == "array":
        yield f"a list, each part {_value(schema['items'])}"
    elif schema.get("type") == "integer":
        yield "a whole number" + (f", {low} or more" if (low := _least(schema)) is not None else "")
    elif schema.get("type") != "null":
        kinds = {"string": "a text", "boolean": "true or false"}
        text = str(schema.get("description") or kinds.get(str(schema.get("type")), "any value"))
        yield _cell(text)


def _least(schema: Mapping[str, Any]) -> int | None:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    return None if low is None else int(low) + ("exclusiveMinimum" in schema)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table(names: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = tuple(names)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    print(catalogue(built_in()), end="")
