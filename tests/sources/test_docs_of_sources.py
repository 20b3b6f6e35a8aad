"""The page on sources is whole: every kind, key, filter, template and meaning is in it, and what it declares can be read."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel

from factspec.report.difference import MEANINGS
from factspec.sources.cells import FILTERS
from factspec.sources.declaration import KINDS, Cited, Limits, Rows
from factspec.sources.declared import declared_sources
from factspec.sources.queries import templates

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/sources.md").read_text("utf-8")


def test_every_key_is_told_of() -> None:
    models: list[type[BaseModel]] = [*KINDS.values(), Cited, Limits, Rows]
    names = {column.alias or name for model in models for name, column in model.model_fields.items()}
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []


def test_every_kind_filter_and_template_is_told_of() -> None:
    assert [kind for kind in KINDS if f"\n### {kind}\n" not in PAGE] == []
    assert [name for name in FILTERS if not re.search(rf"^\| `{name}[ `]", PAGE, re.MULTILINE)] == []
    assert [name for name in templates() if f"`{name}`" not in PAGE] == []


def test_a_template_has_the_columns_that_the_page_says() -> None:
    for name, file in templates().items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}`"))
        _, _, parameter, columns, _ = row.split("|")
        text = file.read_text("utf-8")
        assert f"${parameter.strip(' `')}" in text
        assert [column for column in re.findall(r"`(\w+)`", columns) if f"?{column} " not in text.split("WHERE")[0]] == []


def test_every_meaning_of_a_change_is_told_of() -> None:
    plain = ("true when published", "never true", "cannot be told", "undecided now")
    assert [meaning for meaning in plain if meaning not in MEANINGS or meaning not in PAGE] == []


def test_the_declarations_of_the_page_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    for number, text in enumerate(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)):
        if "rows:" in text:
            (tmp_path / "sources" / f"a{number}.yaml").write_text(text.replace("[csto]", "[a0]"))
    assert [source.declared.kind for source in declared_sources(tmp_path)] == ["csv", "sparql", "file", "sparql"]
