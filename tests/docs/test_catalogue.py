"""The docs are whole: the page of kinds equals what the kinds state of themselves, and no step, setting or field is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from factspec.article import FrontMatter
from factspec.catalogue import catalogue
from factspec.claim import Claim, kind_name, slots
from factspec.kinds import built_in
from factspec.reference.schema import RESOURCES
from factspec.report import model
from factspec.settings import ProjectSettings
from factspec.stated import _Entry
from factspec.steps import hints

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
KINDS = built_in()


def test_the_page_of_kinds_is_up_to_date() -> None:
    page = (DOCS / "kinds.md").read_text("utf-8")
    assert page == catalogue(KINDS), "docs/kinds.md differs from the kinds: make kinds writes it anew"


@pytest.mark.parametrize("kind", KINDS.values(), ids=kind_name)
def test_the_catalogue_tells_all_of_a_kind(kind: type[Claim]) -> None:
    page = catalogue({kind_name(kind): kind})
    told = [f"| `{field}`" for field in slots(kind)] + [example.says for example in kind.examples]
    assert [part for part in told if part not in page] == []


def test_every_blank_of_a_form_is_explained() -> None:
    text = (DOCS / "claims.md").read_text("utf-8")
    hints = {slot.hint for kind in KINDS.values() for slot in slots(kind).values()}
    assert sorted(hint for hint in hints if f"`{hint}`" not in text.replace("\\|", "|")) == []


def untold(page: str, names: Iterable[str]) -> list[str]:
    """The names that a page does not hold as code."""
    text = (DOCS / page).read_text("utf-8")
    return [name for name in names if f"`{name}`" not in text]


def test_every_step_is_in_the_docs() -> None:
    assert untold("features.md", hints()) == []


def test_every_setting_is_in_the_docs() -> None:
    names = [field.alias or name for name, field in ProjectSettings.model_fields.items()]
    assert untold("settings.md", names) == []


def test_every_field_of_the_results_is_in_the_docs() -> None:
    parts = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, model.Part)]
    names = {name for part in parts for name in part.model_fields}
    assert len(names) > 50
    assert untold("reports.md", sorted(names)) == []


def test_every_column_of_the_reference_is_in_the_docs() -> None:
    text = (DOCS / "references.md").read_text("utf-8")
    for name, row in RESOURCES.items():
        section = text.split(f"\n### {name}\n", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
        columns = {field.alias or column: field.is_required() for column, field in row.model_fields.items()}
        told = {match[1]: not match[2] for match in re.finditer(r"^\| `(\w+)`(°?) \|", section, re.MULTILINE)}
        assert told == columns, name


def test_every_key_of_claims_and_articles_is_in_the_docs() -> None:
    keys = [*FrontMatter.model_fields, *_Entry.model_fields]
    assert untold("claims.md", keys) == []
