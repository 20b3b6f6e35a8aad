"""The pytest plugin: ``.feature`` files are collected as they lie, and a run leaves the same report as ``factspec check``.

Nothing heavy is loaded before a feature file of a factspec project is met; other projects do not notice the plugin.
PYTEST_DONT_REWRITE: nothing is asserted here.
"""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factspec.plugin.home import home

if TYPE_CHECKING:
    from factspec.plugin.run import Run

_RUN: pytest.StashKey[Run] = pytest.StashKey()
_ENDED: pytest.StashKey[_Ended] = pytest.StashKey()
_OTHERS = {
    "junit": "JUnit XML, with claims as its test cases,",
    "sarif": "SARIF",
    "ctrf": "CTRF JSON",
    "markdown": "a short summary in Markdown",
    "claimreview": "reviews to publish, in JSON-LD,",
}
_EXPECT = ("supported", "refuted", "conflicting-evidence", "not-enough-evidence")


class _Ended:
    """How the scenarios of a run ended, by node id; on the controller of pytest-xdist those of all workers."""

    def __init__(self) -> None:
        self.reports: dict[str, pytest.TestReport] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keeps the last report that tells how a scenario ended."""
        if ".feature::" in report.nodeid and (report.when == "call" or not report.passed):
            self.reports[report.nodeid] = report


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options that say where the report goes."""
    group = parser.getgroup("factspec", "executable specifications of facts")
    group.addoption("--factspec-html", metavar="FILE", help="write the HTML report here, not where [tool.factspec] says")
    group.addoption("--factspec-json", metavar="FILE", help="write the results as JSON here, not where [tool.factspec] says")
    for name, written in _OTHERS.items():
        group.addoption(f"--factspec-{name}", metavar="FILE", help=f"write {written} here, not where [tool.factspec] says")
    group.addoption("--factspec-github", action="store_true", help="print annotations for GitHub's pages")
    group.addoption("--no-factspec-report", action="store_true", help="write no report")


def pytest_configure(config: pytest.Config) -> None:
    """Makes the tags that ask for a verdict known as markers, and our steps known to scenarios bound in test modules."""
    config.stash[_ENDED] = _Ended()
    config.add_cleanup(partial(_release, config))  # among the first added, and so among the last that are run
    config.pluginmanager.register(config.stash[_ENDED], "factspec-ended")
    known = getattr(pytest.mark, "_markers", None)
    if isinstance(known, set):
        known.update(f"expect:{verdict}" for verdict in _EXPECT)
    if config.pluginmanager.hasplugin("pytest-bdd") and home(config.rootpath, config.rootpath):
        from factspec.plugin import bound

        config.pluginmanager.register(bound, "factspec-bound-steps")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a feature file of a factspec project."""
    if file_path.suffix != ".feature":
        return None
    root = home(file_path.parent, parent.config.rootpath)
    if root is None:
        return None
    from factspec.plugin.collect import FeatureFile

    made: pytest.Collector = FeatureFile.from_parent(parent, path=file_path, root=root, run=run_of(parent.config))
    return made


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Settles the scenarios with steps that nobody seemed to know, before anything is deselected."""
    if _RUN in session.config.stash:
        from factspec.plugin.own_steps import settle

        settle(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Notes what is going to be run."""
    if run := session.config.stash.get(_RUN, None):
        run.selected(session.items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Runs the items of a session with scenarios, where nobody else has a loop of his own."""
    run = session.config.stash.get(_RUN, None)
    if run is None:
        return None
    from factspec.plugin.loop import ran

    return ran(session, run.quick)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Runs a scenario by the shortest way where it may and passes; pytest's own way is gone otherwise."""
    run = item.config.stash.get(_RUN, None)
    return run.quickly(item, nextitem) or None if run is not None else None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Takes from a worker of pytest-xdist what it was going to run."""
    del error
    config = getattr(node, "config", None)
    told = getattr(node, "workeroutput", {}).get("factspec")
    if config is not None and told:
        run_of(config).heard(told)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Writes the reports, and lets no run pass that leaves a failing claim unseen."""
    run = session.config.stash.get(_RUN, None)
    if run is None:
        return
    if not run.quick.alone:
        gc.unfreeze()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["factspec"] = run.heard_by_controller()
    elif exitstatus in (0, 1, 2) and not session.config.option.collectonly:
        run.finish()
        if run.unseen and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what the run comes to, the claims that no scenario checks included."""
    run = terminalreporter.config.stash.get(_RUN, None)
    if run is not None and run.lines:
        terminalreporter.section("factspec")
        for line in run.lines:
            terminalreporter.write_line(line)


def _release(config: pytest.Config) -> None:
    """Lets go of all that is known of a run, so that the garbage collector need not look through it at the end."""
    run = config.stash.get(_RUN, None)
    if run is not None:
        del config.stash[_RUN]
        run.release()
        gc.unfreeze()


def run_of(config: pytest.Config) -> Run:
    """What a run knows; it begins to know when it is first asked."""
    if _RUN not in config.stash:
        from factspec.plugin.run import Run

        config.stash[_RUN] = Run(config, config.stash[_ENDED].reports)
    return config.stash[_RUN]
