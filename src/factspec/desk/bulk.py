"""Files of many claims checked: results written as they come, progress shown on a terminal."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from factspec.bulk.intake import Intake, intake
from factspec.bulk.output import Output, Progress
from factspec.bulk.run import Bulk, Done, Explained
from factspec.check import Settings
from factspec.desk.opened import day, reference_only
from factspec.desk.spread import all_built_in, check_spread
from factspec.engine.batch.engines.named import engine_of
from factspec.engine.batch.parquet import twice
from factspec.exit_codes import BAD_INPUT, FAILED, PASSED
from factspec.problem import Problem, Problems
from factspec.project import Project
from factspec.report.model import Summary
from factspec.report.plain import one_line
from factspec.report.text import counts_line
from factspec.run import checker_for, run_settings
from factspec.verdict import Verdict

_BATCH = 100_000
_SHOWN = 20


def check_bulk(
    paths: Sequence[Path],
    references: Sequence[Path],
    as_of: str | None,
    known_by: str | None,
    results: Path | None,
    others: Sequence[str],
    *,
    explained: Explained,
    resume: bool,
    engine: str,
    quiet: bool,
) -> int:
    """Checks a file of claims and writes the results to ``results``. The exit code of the run.

    ``others`` are options that were given and that a file of many claims does not have.
    """
    claims = _one(paths, others, results, resume=resume)
    spreading = _spreads(engine, claims, results, explained, resume=resume)
    taken = None if spreading else intake(claims)
    project = reference_only(references)
    settings = run_settings(project.settings, as_of=day("--as-of", as_of), known_by=day("--known-by", known_by))
    if spreading and results and all_built_in(project):
        return _spread(engine, claims, results, project, settings, quiet=quiet)
    taken = taken or intake(claims)
    checker = checker_for(project, settings)
    published = {name: article.front.published for name, article in project.articles.items()}
    progress = Progress(_made_from(claims, project, settings, published, explained))
    bulk = Bulk(checker, str(project.shown(claims)), published, explained=explained, shown=_SHOWN, engine=engine_of(engine))
    with closing(bulk):  # an engine that does not answer leaves the results of an earlier run alone
        output = Output(results, progress, resume=resume) if results else None
        progress = output.progress if output else progress
        with _Teller(taken, progress, quiet=quiet) as teller:
            for batch, done in bulk.checked(taken.batches(progress.place, _BATCH)):
                _count(progress, done)
                if output:
                    output.add(done.lines, batch.after)
                teller.tell(batch.after.offset, done)
    if output:
        output.finish()
    again = twice(results) if results and progress.claims else ()
    return _ended(progress, claims, results, teller.shown, explained, again, quiet=quiet)


def _spreads(engine: str, claims: Path, results: Path | None, explained: Explained, *, resume: bool) -> bool:
    """Whether Spark's workers do all of a run: claims and results are Parquet, and no more than verdicts is asked for."""
    parquet = claims.suffix == ".parquet" and results is not None and results.suffix == ".parquet"
    return parquet and engine.partition(":")[0] == "spark" and explained == "none" and not resume


def _spread(engine: str, claims: Path, results: Path, project: Project, settings: Settings, *, quiet: bool) -> int:
    """Lets Spark's workers check the claims, and says how that came out. The exit code of the run."""
    found, progress = check_spread(engine, claims, results, project, settings)
    for name, came_out, says in found.wrong:
        print(f"{name}: {one_line(says)}\n  {came_out}")
    return _ended(progress, claims, results, len(found.wrong), "none", found.twice, quiet=quiet)


def _one(paths: Sequence[Path], others: Sequence[str], results: Path | None, *, resume: bool) -> Path:
    """The one file of claims. Raises Problems for more paths, or for options that such a file does not have."""
    if len(paths) != 1:
        wrong = f"{len(paths)} paths, one of them a file of many claims"
        raise Problems([Problem(wrong, expected="that file alone: factspec check claims.jsonl --json results.jsonl")])
    faults = [
        Problem(f"--{name} with a file of many claims", str(paths[0]), expected="--json FILE, as JSON Lines or .parquet")
        for name in others
    ]
    if resume and results is None:
        faults.append(Problem("--resume without --json", str(paths[0]), expected="the file of results of the interrupted run"))
    if results and results.resolve() == paths[0].resolve():
        faults.append(
            Problem("the results would take the place of the claims", str(paths[0]), expected="another file for --json")
        )
    if faults:
        raise Problems(faults)
    return paths[0]


def _made_from(claims: Path, project: Project, *others: object) -> str:
    """What a run is made from, in short: another text, and results of both runs would not go together."""
    found = hashlib.sha256(f"{claims.stat().st_size} {others}".encode())
    with claims.open("rb") as file:
        found.update(file.read(1 << 20))
        file.seek(max(0, claims.stat().st_size - (1 << 20)))
        found.update(file.read())
    for package in project.reference.packages:
        found.update(package.sha256.encode())
    return found.hexdigest()


def _count(progress: Progress, done: Done) -> None:
    progress.passed += done.outcomes["passed"]
    progress.failed += done.outcomes["failed"]
    progress.errors += done.outcomes["error"]
    for verdict, number in done.verdicts.items():
        progress.by_verdict[verdict] = progress.by_verdict.get(verdict, 0) + number


class _Teller:
    """What is said while claims are checked: the first that went wrong, and on a terminal how far it has come."""

    def __init__(self, taken: Intake, progress: Progress, *, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._progress, self._began, self._before = progress, time.monotonic(), progress.claims
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeRemainingColumn())
        silent = quiet or not sys.stderr.isatty()
        self._bar = Bar(*columns, console=Console(stderr=True), disable=silent, transient=True)
        self._task = self._bar.add_task(self._words(), total=taken.size, completed=progress.place.offset)
        self.shown = 0

    def tell(self, offset: int, done: Done) -> None:
        """Tells of a batch that ended at a place."""
        for name, came_out, says in done.wrong[: max(0, _SHOWN - self.shown)]:
            print(f"{name}: {one_line(says)}\n  {came_out}")
            self.shown += 1
        self._bar.update(self._task, completed=offset, description=self._words())

    def _words(self) -> str:
        new = self._progress.claims - self._before
        rate = new / max(time.monotonic() - self._began, 1e-9)
        return f"{self._progress.claims:,} claims, {rate:,.0f} a second" if new else "reading"

    def __enter__(self) -> _Teller:
        self._bar.start()
        return self

    def __exit__(self, *what: object) -> None:
        self._bar.stop()


def _ended(
    progress: Progress,
    claims: Path,
    results: Path | None,
    shown: int,
    explained: Explained,
    again: Sequence[tuple[str, int, int]],
    *,
    quiet: bool,
) -> int:
    """Says how a run came out, and which ids came ``again``. Its exit code."""
    wrong = progress.failed + progress.errors
    if wrong > shown:
        where = f"{results} has them all" if results else "--json FILE writes them all"
        print(f"and {wrong - shown:,} more; {where}")
    faults = [
        Problem(f"id {name!r} {count} times", str(claims), line, expected="an id of its own for each claim of an article")
        for name, count, line in again
    ]
    if not progress.claims:
        faults.append(Problem("no claim in it", str(claims), expected="a claim at least"))
    for fault in faults:
        print(fault, file=sys.stderr)
    if not quiet:
        counts = Summary(
            passed=progress.passed, failed=progress.failed, errors=progress.errors,
            by_verdict={verdict.value: progress.by_verdict.get(verdict.value, 0) for verdict in Verdict},
        )  # fmt: skip
        print(counts_line(counts))
        if results:
            print(f"results: {results}" + ("" if explained == "all" else f"; {_EVIDENCE[explained]}"))
    if faults or progress.errors:
        return BAD_INPUT
    return FAILED if progress.failed else PASSED


_EVIDENCE = {
    "none": "no evidence was gathered: --explain failed, or all, adds it",
    "failed": "evidence only where a claim is not as expected: --explain all adds the rest",
}
