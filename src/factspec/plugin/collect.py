"""Feature files and their scenarios as pytest sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import _pytest
import pluggy
import pytest
from _pytest._code.code import ExceptionInfo, ReprFileLocation, TerminalRepr, Traceback
from _pytest._io import TerminalWriter
from _pytest.fixtures import TopRequest
from _pytest.mark.structures import Mark, MarkDecorator
from _pytest.pathlib import absolutepath

import factspec
from factspec.features import Step
from factspec.plugin.rest import uncollected
from factspec.problem import Problem, Problems
from factspec.steps import Plan, outcome
from factspec.verdict import Verdict

if TYPE_CHECKING:
    from factspec.plugin.run import Run


_EMPTY = ("own_markers", "extra_keyword_matches", "user_properties", "_report_sections")
_MACHINERY = tuple(Path(str(part.__file__)).parent for part in (_pytest, pluggy, factspec))


def marker(tag: str) -> str:
    """A tag as a marker name that ``-m`` takes: ``expect:refuted`` is ``expect_refuted``."""
    return re.sub(r"\W", "_", tag)


def _machinery(file: Path) -> bool:
    return "pytest_bdd" in file.parts or any(file.is_relative_to(folder) for folder in _MACHINERY)


class ClaimsFailed(Exception):
    """The messages of a scenario's checks that failed."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("\n\n".join(messages))


@dataclass(eq=False)
class Shown(TerminalRepr):
    """A failure told in our words, with the place that pytest's summary and editors point at."""

    text: str
    reprcrash: ReprFileLocation = field(repr=False)

    def toterminal(self, tw: TerminalWriter) -> None:
        for line in self.text.split("\n"):
            tw.line(line)


class FeatureFile(pytest.File):
    """A feature file; its faults are told as they are, without a traceback."""

    def __init__(self, *, root: Path, run: Run, **parts: Any) -> None:
        super().__init__(**parts)
        self.root, self.run = root, run
        self._autouse: Any = None

    def autouse(self, item: pytest.Item) -> Any:
        """The fixtures that every scenario of the file has without asking: the same for all of them."""
        if self._autouse is None:
            self._autouse = self.session._fixturemanager.getfixtureinfo(node=item, func=None, cls=None)
        return self._autouse

    @cached_property
    def shown(self) -> str:
        """The path of the file in reports."""
        return self.session._node_location_to_relpath(absolutepath(self.path))

    def collect(self) -> list[pytest.Item]:
        with uncollected(stays=True):
            return list(self._scenarios())

    def _scenarios(self) -> Iterator[pytest.Item]:
        from factspec.plugin.own_steps import own_steps

        try:
            home = self.run.home(self.root)
            home.suite.take(self.path, home.project.shown(self.path))
            plans = home.suite.plans(self.path)
            own = own_steps(self)
            faults = [fault for plan in plans for fault in own.faults(plan)]
            if faults:
                raise Problems(faults)
        except Problems:
            self.run.broken(self.root, self.path)
            raise
        self.run.tagged([f"expect:{verdict.slug}" for verdict in Verdict])
        for plan in plans:
            if plan.scenario.tags:
                self.run.tagged(plan.scenario.tags)
            yield ScenarioItem.from_parent(self, name=plan.scenario.name, plan=plan, unknown=own.unknown(plan))

    def repr_failure(self, excinfo: ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]
        if isinstance(excinfo.value, Problems):
            return "\n".join(line for fault in excinfo.value.problems for line in self._told(str(fault)))
        return super().repr_failure(excinfo)

    def _told(self, fault: str) -> list[str]:
        """A fault in its one line; on a terminal that shows colours with the place it is in."""
        if not self.config.get_terminal_writer().hasmarkup:
            return [fault]
        from factspec.excerpt import excerpt

        return [fault, *excerpt(fault), ""]


class ScenarioItem(pytest.Item):
    """One scenario. ``unknown`` are the faults of steps that neither we nor a visible conftest knows."""

    def __init__(self, *, plan: Plan, unknown: tuple[Problem, ...], **parts: Any) -> None:
        super().__init__(**parts)
        assert isinstance(self.parent, FeatureFile)
        self.plan, self.unknown, self._line = plan, unknown, plan.scenario.line
        self.root, self.run = self.parent.root, self.parent.run
        self.obj = None
        for tag in plan.scenario.tags:
            for name in dict.fromkeys((tag, marker(tag))):
                self.add_marker(MarkDecorator(Mark(name, (), {}, _ispytest=True), _ispytest=True))
        self._fixtureinfo = self.parent.autouse(self)
        self.fixturenames = self._fixtureinfo.names_closure
        self._lighten()

    def _lighten(self) -> None:
        """Lets go of what pytest has given it and is empty: there are many scenarios, and few are asked for it."""
        held = self.__dict__
        for name in _EMPTY:
            if not held.get(name, True):
                del held[name]

    @cached_property
    def own_markers(self) -> list[Mark]:  # type: ignore[override]
        """Its marks."""
        return []

    @cached_property
    def extra_keyword_matches(self) -> set[str]:  # type: ignore[override]
        """More names for ``-k``."""
        return set()

    @cached_property
    def user_properties(self) -> list[tuple[str, object]]:  # type: ignore[override]
        """What was recorded of it."""
        return []

    @cached_property
    def _report_sections(self) -> list[tuple[str, str, str]]:  # type: ignore[override]
        return []

    @cached_property
    def funcargs(self) -> dict[str, object]:
        """The values of fixtures, by name."""
        return {}

    @cached_property
    def _request(self) -> TopRequest:
        return TopRequest(self, _ispytest=True)  # type: ignore[arg-type]

    def _initrequest(self) -> None:
        self.__dict__.pop("funcargs", None)
        self.__dict__.pop("_request", None)

    def setup(self) -> None:
        self._request._fillfixtures()

    def runtest(self) -> None:
        __tracebackhide__ = True
        if self.plan.unread:
            from factspec.plugin.own_steps import run_steps

            run_steps(self, self._request)
        elif not self.passes():
            raise ClaimsFailed([message for step in self.plan.scenario.steps for message in self.messages(step)])

    def passes(self) -> bool:
        """Whether all claims are as the steps say; the steps are all ours."""
        plan = self.plan
        found = self.run.standings(self.root, plan.claims)
        return all(check.fault(found[check.claim]) is None for check in plan.checks)

    def messages(self, step: Step) -> list[str]:
        """What is wrong with the claims that a step checks."""
        checks = [check for check in self.plan.checks if check.step is step]
        results = self.run.results(self.root, self.plan.claims) if checks else {}
        found = [outcome(check, results, self.plan.scenario.path) for check in checks]
        return [message for message in found if message is not None]

    def repr_failure(self, excinfo: ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]
        if not isinstance(excinfo.value, ClaimsFailed):
            return super().repr_failure(excinfo)
        first = re.match(r".*?:(\d+): (.*)", excinfo.value.messages[0])
        line = int(first[1]) if first else self.plan.scenario.line
        verdict = excinfo.value.messages[0].split("\n")[1].strip()
        return Shown(str(excinfo.value), ReprFileLocation(self.plan.scenario.path, line, verdict))

    def _traceback_filter(self, excinfo: ExceptionInfo[BaseException]) -> Traceback:
        theirs = excinfo.traceback.filter(lambda entry: not _machinery(Path(entry.path)))
        return theirs or excinfo.traceback

    @cached_property
    def location(self) -> tuple[str, int | None, str]:
        """Where it stands, as pytest would make it of ``reportinfo``; the path is made once for a file."""
        assert isinstance(self.parent, FeatureFile)
        return self.parent.shown, self._line - 1, self.name

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._line - 1, self.name
