"""One pytest run: the projects it met, the scenarios it was asked for, and the report it leaves."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path

import pytest

from factspec.kept import Kept
from factspec.plugin.collect import ScenarioItem, marker
from factspec.plugin.quick import Quick
from factspec.plugin.rest import uncollected
from factspec.problem import Problem, Problems
from factspec.project import Project, read_project
from factspec.recall import Recall, kept_results
from factspec.report import github, html
from factspec.report.formats import OTHERS, put, renders
from factspec.report.history import History, append_run, past_run, read_history
from factspec.report.language import language
from factspec.report.model import Report, Result
from factspec.report.text import counts_line, result_lines, summary_line
from factspec.run import checker_for, report_of, run_settings, suite_of
from factspec.settings import folder_in_repository
from factspec.standing import Came
from factspec.steps import Plan, record
from factspec.values.dates import dating

_AT_ONCE = 500


class Home:
    """One project met in a run, with its scenarios; read once, when the first of its feature files is collected.

    What is kept of earlier runs is recalled as far as pytest's own cache is in use, and forgotten where that is to be cleared.
    """

    def __init__(self, root: Path, config: pytest.Config) -> None:
        self.project: Project = read_project(root)
        self.project.problems = [fault for fault in self.project.problems if fault.wrong != "nothing to check"]
        settings = self.project.settings
        self.checker = checker_for(self.project)
        cached = config.pluginmanager.hasplugin("cacheprovider")
        fresh = config.getoption("cacheclear", default=False)
        self.kept = kept_results(self.project, run_settings(settings), fresh=fresh) if cached else Kept()
        self.recall = Recall(self.checker, self.kept)
        self.suite = suite_of(self.project, self.checker, self.recall)
        self.tongue = language(settings.language)
        self.history = root / settings.history if settings.history else None
        self.past = read_history(self.project.shown(self.history)) if self.history else History()


class Run:
    """What one run knows. It checks all that is asked for in one go, and on a worker of pytest-xdist some of it at a time."""

    def __init__(self, config: pytest.Config, ended: dict[str, pytest.TestReport]) -> None:
        self.config, self._ended = config, ended
        self.began = time.time()
        self.lines: list[str] = []
        self.unseen = False
        self._items: list[ScenarioItem] = []
        self._files: dict[str, str] = {}
        self._worker = hasattr(config, "workerinput")
        self._tags: set[str] = set()
        self._asked: set[Path] = set()
        self._homes: dict[Path, Home | Problems] = {}
        self._wanted: dict[Path, list[str]] = {}
        self._chosen: dict[Path, set[str]] = {}
        self._broken: dict[Path, set[str]] = {}

    def home(self, root: Path) -> Home:
        """The project at a root. Raises Problems where it cannot be read: in full once, then in short."""
        if root not in self._homes:
            try:
                with uncollected(stays=True):
                    self._homes[root] = Home(root, self.config)
            except Problems as faults:
                self._homes[root] = faults
                raise
        found = self._homes[root]
        if isinstance(found, Problems):
            raise Problems([Problem(f"not read: {len(found.problems)} faults in the project, told above", str(root))])
        return found

    def tagged(self, tags: Iterable[str]) -> None:
        """Makes tags known as markers, once each, under names that ``-m`` takes."""
        for name in sorted({*tags, *(marker(tag) for tag in tags)} - self._tags):
            self._tags.add(name)
            if name == marker(name):
                self.config.addinivalue_line("markers", f"{name}: a tag of scenarios")

    def broken(self, root: Path, file: Path) -> None:
        """Notes that a feature file was collected and has faults."""
        self._broken.setdefault(root, set()).add(str(file.resolve()))

    def selected(self, items: Iterable[pytest.Item]) -> None:
        """Notes the scenarios that are going to be run."""
        self.quick.alone = all(isinstance(item, ScenarioItem) and self.quick.takes(item) for item in items)
        for item in items:
            if isinstance(item, ScenarioItem):
                self._items.append(item)
                self._wanted.setdefault(item.root, []).extend(item.plan.claims)
                self._chosen.setdefault(item.root, set()).add(_name(item.path, item.plan.scenario.name))

    def bound(self, root: Path, file: Path, name: str) -> None:
        """Notes that a test module runs a scenario in our place."""
        self._chosen.setdefault(root, set()).add(_name(file, name))

    def standings(self, root: Path, claims: Sequence[str]) -> Mapping[str, Came]:
        """How some claims stand.

        The first call asks for all that the run is going to need; a worker, which may be given any part of it, for what follows.
        """
        home = self.home(root)
        found = home.suite.standings
        if (self._worker or root in self._asked) and all(claim in found for claim in claims):
            return found
        wanted = list(claims)
        if self._worker:
            every = self._wanted.get(root, [])
            here = every.index(wanted[0]) if wanted and wanted[0] in every else len(every)
            wanted += every[here : here + _AT_ONCE]
        elif root not in self._asked:
            self._asked.add(root)
            wanted += self._wanted.get(root, [])
            if self._whole(root, home):
                wanted += home.suite.known.claims
        with uncollected(stays=self.quick.alone):
            return home.suite.stand(wanted)

    def results(self, root: Path, claims: Sequence[str]) -> Mapping[str, Result]:
        """The whole results of some claims."""
        self.standings(root, claims)
        suite = self.home(root).suite
        return {claim: suite.result(claim) for claim in claims}

    def quickly(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Whether a scenario was run and reported by the shortest way."""
        return isinstance(item, ScenarioItem) and self.quick.run(item, nextitem)

    @cached_property
    def quick(self) -> Quick:
        """The shortest way; who listens is looked at when it is first to be gone."""
        return Quick(self.config)

    def release(self) -> None:
        """Lets go of projects, results and what scenarios mean."""
        for item in self._items:
            del item.plan
        for home in self._homes.values():
            if isinstance(home, Home):
                home.suite.forget()
                home.checker.close()
        dating.cache_clear()
        for held in (self._items, self._homes, self._wanted, self._chosen, self._ended):
            held.clear()

    def heard_by_controller(self) -> list[tuple[str, list[str], list[str]]]:
        """What a worker tells: by project the scenarios chosen and the files with faults."""
        return [(str(root), sorted(self._chosen.get(root, ())), sorted(self._broken.get(root, ()))) for root in self._homes]

    def heard(self, told: Iterable[tuple[str, list[str], list[str]]]) -> None:
        """Takes in what a worker told."""
        for root, chosen, broken in told:
            self._chosen.setdefault(Path(root), set()).update(chosen)
            self._broken.setdefault(Path(root), set()).update(broken)
            try:
                self.home(Path(root))
            except Problems:
                continue

    def finish(self) -> None:
        """Writes the reports of whole runs, and those asked for by name, and says what they hold."""
        with uncollected(stays=self.quick.alone):
            self._finish()

    def _finish(self) -> None:
        for root, home in self._homes.items():
            if isinstance(home, Problems):
                continue
            whole = self._whole(root, home)
            targets = {} if self.config.option.no_factspec_report else dict(self._targets(home, whole))
            if whole or targets or self.config.option.factspec_github:
                self._tell(home, targets, whole)
            home.kept.save()

    def _tell(self, home: Home, targets: Mapping[str, Path], whole: bool) -> None:
        if not targets and self._nothing_to_tell(home) and (counted := home.suite.as_expected()):
            self.lines.append(counts_line(counted))
            return
        records, seen = {}, set()
        for plan in home.suite.all_plans():
            report = self._ended.get(self._node_id(plan))
            if report is None:
                continue
            if not report.passed:
                seen |= set(plan.claims)
            if not report.skipped:
                failed = [] if report.passed else [report.longreprtext]
                records[plan.scenario.path, plan.scenario.name] = record(plan, failed, error=report.when != "call")
        faults = [*home.project.problems, *home.suite.problems()]
        results = home.suite.told(records)
        found = report_of(home.project, home.checker, results, self.began, home.recall)
        found = found.model_copy(update={"problems": tuple(map(str, faults))})
        self.lines.append(summary_line(found))
        for fault in home.project.problems if whole else ():
            self.lines.append(str(fault))
        unseen = [one for one in results if one.outcome != "passed" and one.id not in seen] if whole else []
        if unseen:
            self.lines.append("not as expected, and no scenario says so:")
            self.lines += [line for one in unseen for line in result_lines(one)]
        self.unseen |= bool(whole and (unseen or faults))
        if self.config.option.factspec_github or (whole and home.project.settings.annotates()):
            self.lines += github.render(found, folder=folder_in_repository()).splitlines()
        try:
            self._write(home, targets, found)
        except Problems as wrong:
            self.lines += map(str, wrong.problems)
            self.unseen = True
        if whole and home.history and found.results and not self.config.option.no_factspec_report:
            append_run(home.history, past_run(found))
            self.lines.append(f"history: {os.path.relpath(home.history)}")

    def _nothing_to_tell(self, home: Home) -> bool:
        """Whether nothing is asked for but counts, all scenarios were run and passed, and there are no faults."""
        option = self.config.option
        if home.project.problems or home.suite.problems() or option.factspec_github or home.project.settings.annotates():
            return False
        if home.history and not option.no_factspec_report:
            return False
        ended = (self._ended.get(self._node_id(plan)) for plan in home.suite.all_plans())
        return all(report is not None and report.passed for report in ended)

    def _write(self, home: Home, targets: Mapping[str, Path], found: Report) -> None:
        page = partial(html.render, tongue=home.tongue, past=home.past)
        for name, target in targets.items():
            settings, called = home.project.settings, home.project.name
            if name == "claimreview" and (unsigned := settings.unsigned(called)):
                self.lines.append(str(unsigned))
            self.lines.append(put(name, Path(os.path.relpath(target)), renders(settings.terms(called), page)[name](found)))

    def _node_id(self, plan: Plan) -> str:
        path = plan.scenario.path
        if path not in self._files:
            file = self.config.invocation_params.dir / path
            self._files[path] = Path(os.path.relpath(file, self.config.rootpath)).as_posix()
        return f"{self._files[path]}::{plan.scenario.name}"

    def _targets(self, home: Home, whole: bool) -> Iterator[tuple[str, Path]]:
        settings, option = home.project.settings, self.config.option
        for name in ("html", "json", *OTHERS):
            asked, set_up = getattr(option, f"factspec_{name}"), settings.file(name)
            if asked:
                yield name, self.config.invocation_params.dir / asked
            elif set_up and whole:
                yield name, home.project.root / set_up

    def _whole(self, root: Path, home: Home) -> bool:
        """Whether every scenario of the project is run, or its file has been told to have faults."""
        chosen, broken = self._chosen.get(root, set()), self._broken.get(root, set())
        for file in home.project.features:
            path = file.resolve()
            if str(path) in broken:
                continue
            try:
                names = [f"{path}::{plan.scenario.name}" for plan in home.suite.plans(file)]
            except Problems:
                return False
            if not chosen.issuperset(names):
                return False
        return bool(home.project.features)


def _name(file: Path, scenario: str) -> str:
    return f"{_resolved(file)}::{scenario}"


@cache
def _resolved(file: Path) -> Path:
    return file.resolve()
