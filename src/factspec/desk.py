"""What the commands do: projects read, claims checked, results printed and written."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.project import Project, folder_in_repository, project_root, project_settings, read_project
from factspec.report import github as github_report
from factspec.report import html as html_report
from factspec.report.formats import put, renders
from factspec.report.history import History, append_run, past_run, read_history
from factspec.report.language import language
from factspec.report.model import Report, Result
from factspec.report.plain import one_line
from factspec.report.text import result_lines, summary_line
from factspec.run import checker_for, run, run_settings, untouched
from factspec.stated import iso_day
from factspec.values.nearest import nearest
from factspec.verdict import Verdict

_COLOURS = {Verdict.SUPPORTED: "32", Verdict.REFUTED: "31", Verdict.CONFLICTING: "35", Verdict.NOT_ENOUGH: "33"}


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
) -> int:
    """Checks a project or some of its files; writes the reports asked for. The exit code of the run."""
    began = time.time()
    with _annotated(github):
        project = _project(paths, references)
        targets = {name: file or _set_up(project, project.settings.file(name), paths) for name, file in files.items()}
        history = history or _set_up(project, project.settings.history, paths)
        page = partial(
            html_report.render,
            tongue=language(project.settings.language),
            past=read_history(history) if history else History(),
        )
        formats = renders(project.settings.terms(reviews=targets["claimreview"] is not None), page)
    found = checked(project, _day("--as-of", as_of), _day("--known-by", known_by), began)
    for result in found.results:
        if result.outcome != "passed":
            print("\n".join(_coloured(result)), end="\n\n")
    asked = {file.article.id for file in project.claims if file.article}
    for article, statement in (gap for gap in untouched(found) if gap[0].id in asked):
        print(f"{article.path}: nobody has touched “{one_line(statement.text)}”")
    for told in (*project.problems, *found.notes):
        print(told, file=sys.stderr)
    if github or (not paths and project.settings.annotates()):
        print(github_report.render(found, folder=folder_in_repository()), end="")
    if not quiet:
        print(summary_line(found))
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


def say_sentence(sentence: str, references: Sequence[Path], as_of: str | None, known_by: str | None, *, as_json: bool) -> int:
    """Checks one sentence and prints the result."""
    from factspec.report.model import Location
    from factspec.stated import Stated

    project = _reference_only(references)
    settings = run_settings(project.settings, as_of=_day("--as-of", as_of), known_by=_day("--known-by", known_by))
    checker = checker_for(project, settings)
    result = checker.results([Stated("say", sentence, None, Location(path="", line=1))])[0]
    if result.verdict is None:
        print(result.because, file=sys.stderr)
        return BAD_INPUT
    shown = result.model_copy(update={"outcome": "passed"})
    print(result.model_dump_json(indent=2) if as_json else "\n".join(_coloured(shown)).removeprefix("say: "))
    return PASSED if result.verdict is Verdict.SUPPORTED else FAILED


def explain_claim(claim: str, references: Sequence[Path], as_of: str | None, known_by: str | None) -> int:
    """Prints all that is known of one claim's verdict."""
    project = _project([], references)
    found = checked(project, _day("--as-of", as_of), _day("--known-by", known_by), time.time())
    names = [result.id for result in found.results]
    meant = [result for result in found.results if claim in (result.id, result.id.rpartition("/")[2])]
    if len(meant) != 1:
        wrong = f"{len(meant)} claims are called {claim!r}" if meant else f"no claim {claim!r}"
        near = tuple(result.id for result in meant) or nearest(claim, names)
        raise Problems([Problem(wrong, expected="the id of a claim", nearest=near)])
    print("\n".join(_coloured(meant[0], most_rows=1000)))
    behind = [name for row in meant[0].evidence if row.match != "none" for name in row.sources]
    behind += [name for scope in meant[0].completeness for name in scope.sources]
    for name in dict.fromkeys((*behind, *(dispute.source for dispute in meant[0].disagreements))):
        source = found.sources[name]
        said = (source.publisher, source.title, source.published or "no date", f"origin {source.origin}", source.url)
        print(f"  source    {name}: {', '.join(said)}")
    return BAD_INPUT if meant[0].verdict is None else PASSED if meant[0].outcome == "passed" else FAILED


def tell_kinds(names: Sequence[str], *, as_json: bool, verify: bool) -> int:
    """Prints the kinds of claim, or what the project's own lack to keep the contract."""
    import json as json_text

    from factspec.catalogue import as_data, catalogue_of, listing
    from factspec.contract import bench_of, lacks
    from factspec.kinds import built_in
    from factspec.project import project_kinds

    root = project_root(Path.cwd())
    own = project_kinds(root / "validators", root)
    kinds = {**built_in(), **own}
    for name in names:
        if name not in kinds:
            near = nearest(name, kinds)
            raise Problems([Problem(f"no kind of claim {name!r}", expected=f"one of {', '.join(kinds)}", nearest=near)])
    asked = {name: kinds[name] for name in names} or kinds
    if verify:
        held = {name: kind for name, kind in asked.items() if name in names or name in own}
        if not held:
            raise Problems([Problem("no kinds to hold to the contract", str(root), expected="validators/*.py, or a NAME")])
        bench = bench_of(_reference_only([]))
        faults = [fault for name in held for fault in lacks(bench.kinds[name], bench)]
        print("\n".join(map(str, faults)) or f"{', '.join(held)}: the contract is kept")
        return FAILED if faults else PASSED
    if as_json:
        print(json_text.dumps(as_data(asked), indent=2, ensure_ascii=False))
    else:
        print(catalogue_of(asked) if names else listing(asked), end="")
    return PASSED


def write_kind(name: str) -> int:
    """Writes a new kind of the project's own, with its test."""
    from factspec.scaffold import new_kind

    project = _reference_only([])
    for file in new_kind(name, project):
        print(f"written: {project.shown(file)}")
    print(f"next: say in validators/{name}.py what it is, then run factspec kinds --verify")
    return PASSED


def _project(paths: Sequence[Path], references: Sequence[Path]) -> Project:
    root = project_root(Path.cwd())
    return read_project(root, paths, references=references)


def _reference_only(references: Sequence[Path]) -> Project:
    root = project_root(Path.cwd())
    project = read_project(root, [], references=references, settings=project_settings(root))
    project.problems.clear()
    return project


def _day(option: str, text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return iso_day(text)
    except ValueError as error:
        raise Problems([Problem(str(error), path=option)]) from None


def _coloured(result: Result, most_rows: int = 6) -> list[str]:
    lines = result_lines(result, most_rows=most_rows)
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ and result.verdict:
        lines[1] = f"\033[{_COLOURS[result.verdict]}m{lines[1]}\033[0m"
    return lines
