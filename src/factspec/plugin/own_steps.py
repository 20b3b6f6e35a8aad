"""Steps of the user's own, defined with pytest-bdd: found for a scenario, and run beside ours."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from _pytest.fixtures import TopRequest

from factspec.features import Scenario, Step
from factspec.plugin.collect import ClaimsFailed, FeatureFile, ScenarioItem
from factspec.problem import Problem
from factspec.steps import Plan

_TYPES = ("given", "when", "then")


def own_steps(file: FeatureFile) -> OwnSteps:
    """The definitions for a file: for all files of one folder the same."""
    folder = file.parent or file.session
    if _SEEN not in folder.stash:
        folder.stash[_SEEN] = OwnSteps(file)
    return folder.stash[_SEEN]


class OwnSteps:
    """The step definitions that are visible from a feature file, which are those visible from its folder."""

    def __init__(self, file: FeatureFile) -> None:
        self.active = file.config.pluginmanager.hasplugin("pytest-bdd")
        self._contexts: dict[str, list[Any]] = {}
        for context in _contexts(file) if self.active else ():
            self._contexts.setdefault(_opening(context.parser), []).append(context)
        self._known: dict[tuple[str, str], bool] = {}

    def faults(self, plan: Plan) -> list[Problem]:
        """Steps that are ours and the user's, and, where pytest-bdd is not there to know them, those that are nobody's."""
        foreign = {step.line for step, _ in plan.unread}
        scenario = plan.scenario
        both = [step for step in scenario.steps if step.line not in foreign and self.knows(step)]
        twice = [
            Problem(
                f"step {step.text!r} is one of ours and one of your own",
                scenario.path,
                step.line,
                expected="a step of your own in other words",
            )
            for step in both
        ]
        return twice + ([] if self.active else [fault for _, fault in plan.unread])

    def unknown(self, plan: Plan) -> tuple[Problem, ...]:
        """The faults of steps that nobody knows from here."""
        return tuple([fault for step, fault in plan.unread if not self.knows(step)])

    def knows(self, step: Step) -> bool:
        """Whether some definition takes the step."""
        if not self._contexts:
            return False
        key = (step.type, step.text)
        if key not in self._known:
            types, low = (None, *_types(step)), step.text.casefold()
            self._known[key] = any(
                context.type in types and context.parser.is_matching(step.text)
                for opening, contexts in self._contexts.items()
                if low.startswith(opening)
                for context in contexts
            )
        return self._known[key]


_SEEN = pytest.StashKey[OwnSteps]()


def _opening(parser: Any) -> str:
    """What every step of a definition begins with, so that most are told apart at a glance; blank where that cannot be said."""
    from pytest_bdd import parsers

    if isinstance(parser, parsers.parse | parsers.cfparse):
        words = re.split(r"[{}]", parser.name, maxsplit=1)[0].split()  # white space may be of any length
        return str(words[0]).casefold() if words else ""
    return str(parser.name).casefold() if isinstance(parser, parsers.string) else ""


def settle(items: list[pytest.Item]) -> None:
    """Leaves scenarios with steps that only a test module knows to that module; where none binds them, they are faults."""
    waiting = [item for item in items if isinstance(item, ScenarioItem) and item.unknown]
    if not waiting:
        return
    bound = _bound(items)
    faults: dict[FeatureFile, list[Problem]] = {}
    for item in waiting:
        name = item.plan.scenario.name.partition("[row ")[0]
        if (item.path.resolve(), name) in bound:
            item.run.bound(item.root, item.path, item.plan.scenario.name)
            items.remove(item)
        else:
            assert isinstance(item.parent, FeatureFile)
            faults.setdefault(item.parent, []).extend(item.unknown)
    for file, found in faults.items():
        file.run.broken(file.root, file.path)
        items[:] = [item for item in items if item.parent is not file]
        text = "\n".join(dict.fromkeys(map(str, found)))
        file.ihook.pytest_collectreport(report=pytest.CollectReport(file.nodeid, "failed", text, []))


def run_steps(item: ScenarioItem, request: TopRequest) -> None:
    """Runs a scenario that holds steps of both kinds, in their order, with pytest-bdd's hooks and fixtures."""
    __tracebackhide__ = True
    from pytest_bdd.scenario import _execute_step_function, get_step_function

    foreign = {step.line for step, _ in item.plan.unread}
    scenario = _bdd_scenario(item.plan.scenario, item.path)
    hook, asked = request.config.hook, {"request": request, "feature": scenario.feature, "scenario": scenario}
    failed: list[str] = []
    hook.pytest_bdd_before_scenario(**asked)
    try:
        for step, theirs in zip(item.plan.scenario.steps, scenario.steps, strict=True):
            if step.line in foreign:
                if failed:
                    raise ClaimsFailed(failed)
                context = _context(step, theirs, lambda theirs: get_step_function(request=request, step=theirs))
                item.add_report_section("call", "step", f"{item.plan.scenario.path}:{step.line}: {step.keyword} {step.text}")
                _execute_step_function(request, scenario, theirs, context)
            else:
                told = {**asked, "step": theirs, "step_func": _ours}
                hook.pytest_bdd_before_step(**told)
                failed += (wrong := item.messages(step))
                if wrong:
                    hook.pytest_bdd_step_error(**told, step_func_args={}, exception=ClaimsFailed(wrong))
                else:
                    hook.pytest_bdd_after_step(**told, step_func_args={})
        if failed:
            raise ClaimsFailed(failed)
    finally:
        hook.pytest_bdd_after_scenario(**asked)


def _ours() -> None:
    """Stands for a step of ours in pytest-bdd's hooks."""


def _context(step: Step, theirs: Any, lookup: Any) -> Any:
    for kind in _types(step):
        theirs.type = kind
        if context := lookup(theirs):
            return context
    raise LookupError(f"line {step.line}: {step.text!r} is known no more")


def _types(step: Step) -> tuple[str, ...]:
    return _TYPES if step.type == "any" else (step.type,)


def _contexts(file: FeatureFile) -> Iterable[Any]:
    from pytest_bdd.compat import get_fixture_names, getfixturedefs
    from pytest_bdd.steps import StepNamePrefix, step_function_context_registry

    manager = file.session._fixturemanager
    for name in get_fixture_names(fixturemanager=manager):
        if name.startswith(StepNamePrefix.step_def.value) and not name.endswith("_factspec"):
            for definition in getfixturedefs(manager, name, file) or ():
                context = step_function_context_registry.get(definition.func)
                if context is not None:
                    yield context


def _bound(items: Iterable[pytest.Item]) -> set[tuple[Path, str]]:
    """The scenarios that test modules bind, by file and name."""
    from pytest_bdd.scenario import scenario_wrapper_template_registry
    from pytest_bdd.utils import registry_get_safe

    found = set()
    for item in items:
        template = registry_get_safe(scenario_wrapper_template_registry, getattr(item, "obj", None))
        if template is not None:
            found.add((Path(template.feature.filename).resolve(), template.name))
    return found


def _bdd_scenario(scenario: Scenario, file: Path) -> Any:
    """A scenario as pytest-bdd has it, for its hooks and for the functions of steps."""
    from pytest_bdd import parser

    feature = parser.Feature(
        scenarios=OrderedDict(),
        filename=str(file),
        rel_filename=scenario.path,
        language=scenario.language,
        keyword="Feature",
        name=scenario.feature,
        tags=set(),
        background=None,
        line_number=1,
        description="",
    )
    return parser.Scenario(
        feature=feature,
        keyword="Scenario",
        name=scenario.name,
        line_number=scenario.line,
        steps=[_bdd_step(step) for step in scenario.steps],
        description="",
        tags=set(scenario.tags),
    )


def _bdd_step(step: Step) -> Any:
    from pytest_bdd import parser
    from pytest_bdd.gherkin_parser import Cell, DataTable, Location, Row

    place = Location(column=1, line=step.line)
    table = None
    if step.table is not None:
        rows = [Row("", place, [Cell(place, cell) for cell in row]) for row in step.table]
        table = DataTable(place, rows)
    return parser.Step(
        name=step.text,
        type=_types(step)[0],
        indent=0,
        line_number=step.line,
        keyword=step.keyword,
        datatable=table,
        docstring=step.doc,
    )
