"""Pages: files that state claims, read and checked as far as they can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from factspec.article import Article
from factspec.problem import Problem
from factspec.report.model import Result
from factspec.stated import ClaimsFile, Stated
from factspec.steps import Known, Plan


@dataclass(frozen=True, slots=True, eq=False)
class ClaimsPage:
    """A ``claims.yaml``: ``found`` is what could be taken, None where nothing could; ``results`` are by the claims' ids."""

    file: Path
    text: str
    found: ClaimsFile | None
    problems: tuple[Problem, ...]
    results: Mapping[str, Result]

    @property
    def article(self) -> Article | None:
        """The article beside it."""
        return self.found.article if self.found else None

    @property
    def claims(self) -> tuple[Stated, ...]:
        """Its claims, in the order of the file."""
        return self.found.claims if self.found else ()


@dataclass(frozen=True, slots=True, eq=False)
class FeaturePage:
    """A feature file: the plans of the scenarios that could be read, and the results of the claims that they are about.

    ``own`` are steps that only their author's code can run.
    """

    file: Path
    text: str
    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...]
    own: tuple[Problem, ...]
    results: Mapping[str, Result]
    known: Known


Page = ClaimsPage | FeaturePage
