"""What tests of drafting share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factspec.draft.drafting import Drafted, drafted
from factspec.grammar import Grammar

from .made import REFERENCES, grammar_of, text_of


@pytest.fixture
def grammar() -> Grammar:
    """The grammar over this repository's own reference."""
    return grammar_of("diplomacy")


@pytest.fixture
def draft() -> Callable[..., Drafted]:
    """All that is drafted for a text, over a reference by its name."""

    def made(body: str, name: str = "diplomacy", published: str = "2022-06-28") -> Drafted:
        return drafted(text_of(body, published), grammar_of(name))

    return made


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project over this repository's reference data, with no claims."""
    (tmp_path / "pyproject.toml").write_text(f'[tool.factspec]\nreferences = "{REFERENCES["diplomacy"]}"\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path
