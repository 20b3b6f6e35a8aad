"""A small project on the facts of this repository: one article, its claims, and commands run on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from factspec.commands import run_app

ROOT = Path(__file__).parents[2]
HEAD = "---\ntitle: Talks\npublisher: The Gazette\npublished: 2022-06-28\n---\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: its exit code, and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A project's folder, and the commands that are run in it."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def claims(self) -> Path:
        """The claims file."""
        return self.root / "claims" / "talks" / "claims.yaml"

    @property
    def article(self) -> Path:
        """The article."""
        return self.claims.with_name("article.md")

    def put(self, text: str, claims: str, settings: str = "") -> None:
        """Writes the article's text and its claims."""
        self.claims.parent.mkdir(parents=True, exist_ok=True)
        self.article.write_text(HEAD + text + "\n", "utf-8")
        self.claims.write_text(claims, "utf-8")
        references = (ROOT / "references").as_posix()
        (self.root / "pyproject.toml").write_text(f'[tool.factspec]\nreferences = "{references}"\n{settings}', "utf-8")

    def run(self, *arguments: str) -> Outcome:
        """What a command leaves."""
        code = run_app(list(arguments))
        told = self.capsys.readouterr()
        return Outcome(code, told.out, told.err)
