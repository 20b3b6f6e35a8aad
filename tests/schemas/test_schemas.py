"""The published schemas take what the project reads, and refuse what it would not take."""

from __future__ import annotations

import copy
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from factspec.claim import Claim, kind_name
from factspec.commands import run_app
from factspec.documents import document
from factspec.grammar import Grammar
from factspec.kinds import built_in
from factspec.project import project_kinds
from factspec.reference.package import read_reference
from factspec.schemas import SCHEMAS, claims_schema, settings_schema
from factspec.settings import ProjectSettings

ROOT = Path(__file__).parents[2]
KINDS = {**built_in(), **project_kinds(ROOT / "validators", ROOT)}
FILES = sorted([*ROOT.glob("claims/*/claims.yaml"), *ROOT.glob("examples/*/claims/*/claims.yaml")])
CLAIMS = Draft202012Validator(claims_schema(KINDS))
SETTINGS = Draft202012Validator(settings_schema(KINDS))


def faults(schema: Draft202012Validator, value: Any) -> list[str]:
    return [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in schema.iter_errors(value)]


def claims(**keys: Any) -> dict[str, Any]:
    return {"claims": [{"id": "one", **keys}]}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    schema = SCHEMAS[name](KINDS)
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert schema["description"]
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_the_claims_of_the_repository_and_its_examples_fit(file: Path) -> None:
    assert faults(CLAIMS, document(file.read_text("utf-8"), file).value) == []


PLACES = {"diplomacy": ROOT / "references/diplomacy", **{p.name: p for p in ROOT.glob("examples/*/references/*")}}


@pytest.mark.parametrize("kind", KINDS.values(), ids=kind_name)
def test_the_typed_form_of_every_kind_fits_and_a_misspelt_field_does_not(kind: type[Claim]) -> None:
    grammar = Grammar(read_reference([PLACES[kind.reference]]), KINDS)
    for example in kind.examples:
        typed = grammar.read(example.says).model_dump(mode="json", exclude_none=True)
        assert faults(CLAIMS, claims(claim=typed)) == []
        for slipped in misspelt(typed):
            assert faults(CLAIMS, claims(claim=slipped)), slipped


def misspelt(typed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A typed claim with one letter too many in the name of a field, for each field."""
    for name in typed:
        yield {(f"{key}x" if key == name else key): copy.deepcopy(value) for key, value in typed.items()}


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ({"say": "x"}, "'say' was unexpected"),
        ({}, "is not valid under any"),
        ({"says": "x", "claim": {"kind": "weekday", "day": "2022-06-29", "weekday": "Friday"}}, "valid under each of"),
        ({"says": "x", "expect": "suported"}, "is not one of"),
        ({"says": "x", "reason": "y"}, "is a dependency"),
        ({"not_checkable": "plan", "quote": "x"}, "is not valid under any"),
        ({"not_checkable": "whim", "quote": "x", "reason": "y"}, "is not valid under any"),
        ({"says": "x", "as_of": "28 June 2022"}, "is not valid under any"),
        ({"says": "x", "quote": {"exakt": "y"}}, "is not valid under any"),
        ({"claim": {"kind": "weekdy", "day": "2022-06-29", "weekday": "Friday"}}, "is not one of"),
        ({"claim": {"day": "2022-06-29", "weekday": "Friday"}}, "'kind' is a required property"),
        ({"claim": {"kind": "not", "claim": {"kind": "weekday", "dy": "x", "weekday": "Friday"}}}, "'dy' was unexpected"),
        ({"claim": {"kind": "weekday", "day": "2022-06-29", "weekday": "Freitag"}}, "is not one of"),
    ],
)  # fmt: skip
def test_a_wrong_entry_does_not_fit(entry: dict[str, Any], part: str) -> None:
    found = faults(CLAIMS, claims(**entry))
    assert found
    assert part in " ".join(found)


def test_what_the_reader_takes_as_text_may_be_a_number() -> None:
    assert faults(CLAIMS, {"claims": [{"id": 7, "says": "x", "tags": [2022], "note": None}]}) == []
    assert faults(CLAIMS, claims(claim={"kind": "anniversary", "year": 2022, "nth": 30, "relation": "x"})) == []


def test_the_settings_of_the_repository_and_its_examples_fit() -> None:
    for file in (ROOT / "pyproject.toml", *ROOT.glob("examples/*/pyproject.toml")):
        assert faults(SETTINGS, tomllib.loads(file.read_text("utf-8"))["tool"]["factspec"]) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"refrences": "x"},
        {"as_of": "yesterday"},
        {"about": "a bit"},
        {"about": 0},
        {"independent_origins": -1},
        {"github": "perhaps"},
    ],
)
def test_wrong_settings_do_not_fit(settings: dict[str, Any]) -> None:
    assert faults(SETTINGS, settings)
    with pytest.raises(ValueError, match="validation error"):
        ProjectSettings.model_validate(settings)


def test_the_results_of_a_run_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run_app(["check", "claims", "--json", str(tmp_path / "results.json"), "--quiet"])
    schema = Draft202012Validator(SCHEMAS["results"](KINDS))
    found = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert found["results"]
    assert faults(schema, found) == []
    found["results"][0]["verdikt"] = "supported"
    assert faults(schema, found)


def test_the_command_prints_or_writes_a_schema_with_the_kinds_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "validators", tmp_path / "validators", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    assert run_app(["schema"]) == 0
    printed = capsys.readouterr().out
    assert '"itinerary"' in printed
    assert run_app(["schema", "claims", "--output", "out/claims.json"]) == 0
    assert capsys.readouterr().out == "schema: out/claims.json\n"
    assert (tmp_path / "out/claims.json").read_text("utf-8") == printed


def test_a_schema_there_is_none_of_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["schema", "setings"]) == 2
    assert capsys.readouterr().err == "no schema 'setings', expected one of claims, settings, results; did you mean settings?\n"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["schema", "--output", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: cannot be written: Is a directory, expected a file that may be written\n"


def test_every_setting_of_the_schema_is_one_that_the_project_reads() -> None:
    known = {field.alias or name for name, field in ProjectSettings.model_fields.items()}
    assert set(settings_schema(KINDS)["properties"]) == known
