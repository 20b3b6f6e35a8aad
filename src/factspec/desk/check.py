"""Claims of a project checked, reports written."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from factspec.desk.opened import day, project_at
from factspec.desk.shown import coloured, in_place, under_way
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.problem import Problems
from factspec.project import Project
from factspec.recall import kept_results
from factspec.report import github as github_report
from factspec.report import html as html_report
from factspec.report.formats import put, renders
from factspec.report.history import History, append_run, past_run, read_history
from factspec.report.language import language
from factspec.report.model import ArticleRecord, Report
from factspec.report.plain import one_line
from factspec.report.tally import loose
from factspec.report.text import summary_line
from factspec.run import run, run_settings, untouched
from factspec.settings import folder_in_repository


def check_project(
    paths: Sequence[Path],
    references: Sequence[Path],
    as_of: str | None,
    known_by: str | None,
    files: Mapping[str, Path | None],
    history: Path | None,
    *,
    github: bool,
    quiet: bool,
    fresh: bool,
) -> int:
    """Checks a project or some of its files; writes the reports asked for. The exit code of the run.

    What was checked before is recalled, unless the run is to be ``fresh``.
    """
    began = time.time()
    with _annotated(github):
        with under_way("reading the project", quiet=quiet):
            project = project_at(paths, references)
        targets = {name: file or _set_up(project, project.settings.file(name), paths) for name, file in files.items()}
        history = history or _set_up(project, project.settings.history, paths)
        page = partial(
            html_report.render,
            tongue=language(project.settings.language),
            past=read_history(history) if history else History(),
        )
        formats = renders(project.settings.terms(project.name), page)
    with under_way(f"checking {_size(project)}", quiet=quiet):
        settings = run_settings(project.settings, as_of=day("--as-of", as_of), known_by=day("--known-by", known_by))
        kept = kept_results(project, settings, fresh=fresh)
        found = run(project, settings, began, kept)
        kept.save()
    for result in found.results:
        if result.outcome != "passed":
            print("\n".join(coloured(result)), end="\n\n")
    asked = {file.article.id for file in project.claims if file.article}
    for article, statement in (gap for gap in untouched(found) if gap[0].id in asked):
        print(f"{article.path}: nobody has touched “{one_line(statement.text)}”")
    for article in (one for one in found.articles if one.id in asked):
        if note := _loose(article):
            print(note)
    for file in (file for file in project.claims if file.proposed):
        print(f"{file.path}: {proposed_line(len(file.proposed))}")
    for told in (*project.problems, *found.notes):
        print(in_place(str(told), sys.stderr), file=sys.stderr)
    if any(fault.path.endswith(", quote") for fault in project.problems):
        print("factspec anchors shows what became of quotations that an article has not", file=sys.stderr)
    if github or (not paths and project.settings.annotates()):
        print(github_report.render(found, folder=folder_in_repository()), end="")
    if not quiet:
        print(summary_line(found))
    if targets["claimreview"] and (unsigned := project.settings.unsigned(project.name)):
        print(unsigned, file=sys.stderr)
    for name, target in targets.items():
        if target is not None:
            told = put(name, target, formats[name](found))
            if not quiet:
                print(told)
    if history and found.results:
        append_run(history, past_run(found))
        if not quiet:
            print(f"history: {history}")
    return exit_code(found)


def _size(project: Project) -> str:
    claims = sum(len(file.claims) for file in project.claims)
    return f"{claims} claims of {len(project.claims)} files and the scenarios of {len(project.features)}"


def proposed_line(number: int) -> str:
    """What is told of statements that a draft takes for no checkable facts."""
    statements = "1 statement is" if number == 1 else f"{number} statements are"
    return f"{statements} proposed as not checkable, and nobody has confirmed it"


def _loose(article: ArticleRecord) -> str:
    """How much of an article stands in sentences that have claims, and yet no claim speaks of it; nothing where all is told."""
    found = [atom for statement in article.statements for atom in loose(statement)]
    if not found:
        return ""
    words = ", ".join(f"“{one_line(atom.text, 40)}”" for atom in found[:4]) + (", ..." if len(found) > 4 else "")
    return f"{article.path}: no claim speaks of {words}; factspec coverage shows where"


def _set_up(project: Project, file: str | None, paths: Sequence[Path]) -> Path | None:
    """Where the settings have a file of a whole run; none for a run over some paths."""
    return project.shown(project.root / file) if file and not paths else None


@contextmanager
def _annotated(github: bool) -> Iterator[None]:
    """Faults that let no run come about are told to GitHub as well."""
    try:
        yield
    except Problems as faults:
        if github:
            print(github_report.render_problems(map(str, faults.problems), folder=folder_in_repository()), end="")
        raise


def checked(project: Project, as_of: str | None, known_by: str | None, began: float) -> Report:
    """The record of a run over all that the project holds, or was asked for."""
    return run(project, run_settings(project.settings, as_of=as_of, known_by=known_by), began)


def exit_code(found: Report) -> int:
    """0 all passed; 1 something failed; 2 something could not be read, or there was nothing to check."""
    if found.problems or found.summary.errors or not found.results:
        return BAD_INPUT
    return FAILED if found.summary.failed else PASSED
