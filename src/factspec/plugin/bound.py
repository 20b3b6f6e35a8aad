"""Our steps in scenarios that a test module binds with pytest-bdd: known to it, and checked where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from factspec.plugin import run_of
from factspec.plugin.home import home
from factspec.problem import Problems
from factspec.steps import Plan, outcome

if TYPE_CHECKING:
    from factspec.plugin.run import Run


@dataclass(slots=True)
class _Current:
    """The scenario that runs now, and which of its steps are ours."""

    run: Run
    root: Path
    plan: Plan
    texts: frozenset[str]


class _Ours(StepParser):
    """Takes the steps of the current scenario that are ours."""

    def __init__(self) -> None:
        super().__init__("factspec")
        self.current: _Current | None = None

    def is_matching(self, name: str) -> bool:
        return self.current is not None and name in self.current.texts

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        return {"sentence": name}


_OURS = _Ours()


@step(_OURS)
def _(sentence: str) -> None:
    """Stands for all of our steps."""
    __tracebackhide__ = True
    current = _OURS.current
    assert current is not None
    checks = [check for check in current.plan.checks if check.step.text == sentence]
    results = current.run.results(current.root, current.plan.claims) if checks else {}
    failed = [message for check in checks if (message := outcome(check, results, current.plan.scenario.path))]
    if failed:
        pytest.fail("\n\n".join(failed), pytrace=False)


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Any, scenario: Any) -> None:
    """Finds what the scenario means, where it is one of a factspec project that a test module runs."""
    _OURS.current = None
    file = Path(feature.filename)
    root = home(file.parent, request.config.rootpath)
    if root is None or hasattr(request.node, "plan"):
        return
    run = run_of(request.config)
    try:
        project = run.home(root)
        project.suite.take(file, project.project.shown(file))
        plans = project.suite.plans(file)
    except Problems as faults:
        pytest.fail(str(faults), pytrace=False)
    steps = [(one.line_number, one.name) for one in scenario.steps]
    for plan in plans:
        if [(one.line, one.text) for one in plan.scenario.steps] == steps:
            foreign = {one.line for one, _ in plan.unread}
            texts = frozenset(one.text for one in plan.scenario.steps if one.line not in foreign)
            _OURS.current = _Current(run, root, plan, texts)
            return


def pytest_bdd_after_scenario() -> None:
    """Forgets the scenario."""
    _OURS.current = None
