"""A file of many claims that Spark's workers read, check and answer: Parquet in, Parquet out."""

from __future__ import annotations

from pathlib import Path

from factspec.bulk.output import Progress
from factspec.check import Settings
from factspec.engine.batch.engines.named import engine_of
from factspec.kinds import built_in
from factspec.project import Project
from factspec.spread import Spread, spread


def all_built_in(project: Project) -> bool:
    """Whether a project has no kinds of its own, which are known in this process alone."""
    return set(project.kinds) == set(built_in())


def check_spread(engine: str, claims: Path, results: Path, project: Project, settings: Settings) -> tuple[Spread, Progress]:
    """Checks the claims on the engine of that name, and writes the results to the folder ``results``; tells how it came out.

    Raises Problems.
    """
    published = {name: article.front.published for name, article in project.articles.items()}
    there, to = claims.resolve().as_uri(), results.resolve().as_uri()
    found = spread(project.reference, engine_of(engine), there, to, settings, published, shown=str(project.shown(claims)))
    progress = Progress("")
    for (outcome, verdict), many in found.counts.items():
        progress.passed += many * (outcome == "passed")
        progress.failed += many * (outcome == "failed")
        progress.errors += many * (outcome == "error")
        if verdict:
            progress.by_verdict[verdict] = progress.by_verdict.get(verdict, 0) + many
    return found, progress
