"""A whole run: a project's claims checked together and told in one record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from factspec.check import Checker, Settings, report
from factspec.kept import Kept
from factspec.project import Project
from factspec.recall import Recall
from factspec.report.model import ArticleRecord, Report, Result, Statement
from factspec.settings import ProjectSettings
from factspec.stated import Stated
from factspec.steps import Known, Suite
from factspec.steps.plan import follows
from factspec.values.numbers import Rounding


def checker_for(project: Project, settings: Settings | None = None) -> Checker:
    """The checker of a project's reference and kinds, with its settings unless others are given."""
    return Checker(project.reference, project.kinds, settings or run_settings(project.settings))


def run_settings(settings: ProjectSettings, *, as_of: str | None = None, known_by: str | None = None) -> Settings:
    """The settings of a run: the project's, with what the command line says in their place."""
    rounding = Rounding(settings.about, settings.nearly)
    return Settings(as_of, known_by or settings.known_by, settings.independent_origins, settings.as_of, rounding)


def structured_claims(project: Project) -> list[Stated]:
    """The claims of all the project's claims files."""
    return [claim for file in project.claims for claim in file.claims]


def suite_of(project: Project, checker: Checker, recall: Recall | None = None) -> Suite:
    """The project's scenarios, read and planned, with the claims that they may speak of."""
    claims = {claim.id: claim for file in (*project.claims, *project.others) for claim in file.claims}
    suite = Suite(checker, Known(project.reference, project.articles, claims), recall.results if recall else None)
    for file in project.features:
        suite.take(file, project.shown(file))
    return suite


def run(project: Project, settings: Settings | None = None, began: float | None = None, kept: Kept | None = None) -> Report:
    """The record of checking all that was asked for: structured claims, and those that scenarios state or speak of.

    What is ``kept`` of these is not checked again.

    Steps that only their author's own code can run are faults, unless a ``conftest.py`` may hold that code. Scenarios
    are left where a claims file could not be read: what they speak of may be in it.
    """
    checker = checker_for(project, settings)
    if project.problems:
        project.features.clear()
    recall = Recall(checker, kept or Kept())
    suite = suite_of(project, checker, recall)
    asked = {claim.id for claim in structured_claims(project)} | {name for plan in suite.all_plans() for name in plan.claims}
    results = [result for result in suite.told() if result.id in asked]
    strange = (fault for fault in suite.unread() if not follows(fault) and not own_steps(project, fault.file))
    faults = dict.fromkeys((*suite.problems(), *strange))
    project.problems += sorted(faults, key=lambda fault: (fault.file, fault.line or 0))
    unread = [(step, fault) for plan in suite.all_plans() for step, fault in plan.unread if not follows(fault)]
    left = [(step, fault) for step, fault in unread if own_steps(project, fault.file)]
    notes = tuple(
        f"{fault.file}:{fault.line}: a scenario left to pytest: {step.text!r} is a step of its own" for step, fault in left
    )
    return report_of(project, checker, results, began, recall).model_copy(update={"notes": notes})


def own_steps(project: Project, feature: str) -> bool:
    """Whether a ``conftest.py`` between a feature file and the project's root may hold steps of its author's own."""
    folder = Path(feature).resolve().parent
    inside = [folder, *folder.parents]
    return any((place / "conftest.py").is_file() for place in inside if place.is_relative_to(project.root.resolve()))


def report_of(
    project: Project, checker: Checker, results: Sequence[Result], began: float | None = None, recall: Recall | None = None
) -> Report:
    """The record of a run over the project's articles, its problems included."""
    problems = [str(problem) for problem in project.problems]
    return report(
        checker,
        results,
        article_records(project, results, recall or Recall(checker, Kept())),
        problems,
        time.time() if began is None else began,
    )


def article_records(project: Project, results: Sequence[Result], recall: Recall) -> list[ArticleRecord]:
    """Each article with its statements and what accounts for each of them."""
    waivers = {file.article.id: file.waivers for file in (*project.others, *project.claims) if file.article}
    named = {result.article for result in results} | set(waivers)
    return [
        recall.account(article, results, waivers.get(name, ())) for name, article in project.articles.items() if name in named
    ]


def untouched(found: Report) -> list[tuple[ArticleRecord, Statement]]:
    """The statements that no claim and no waiver accounts for."""
    return [(a, s) for a in found.articles for s in a.statements if not s.claims and not s.waivers]
