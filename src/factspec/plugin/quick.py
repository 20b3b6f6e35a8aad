"""A scenario that passes, run by the shortest way: where nobody listens in between, and nothing has to be set up."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import pytest

from factspec.plugin.collect import ScenarioItem
from factspec.plugin.listeners import idle, reports

_HOOKS = ("pytest_runtest_setup", "pytest_runtest_call", "pytest_runtest_teardown", "pytest_runtest_makereport")
_WEIGHED = {"skip", "skipif", "xfail", "usefixtures"}


class Quick:
    """The shortest way for a session: open where no plugin but pytest's own asks to see each phase of an item.

    ``begun``: a scenario has gone it, so that the claims of the session are checked. ``alone``: no code of a user's own is run.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.open = self.begun = self.alone = False
        self.look()

    def look(self) -> None:
        """Looks who listens; that may change while a session runs."""
        option = self._config.option
        asked = any(getattr(option, name, False) for name in ("usepdb", "trace", "setupshow", "setuponly", "setupplan"))
        self.open = not asked and all(idle(self._config, name) for name in _HOOKS)

    def run(self, item: ScenarioItem, nextitem: pytest.Item | None) -> bool:
        """Runs a scenario and reports that it passed. False where the usual way has to be gone: nothing is reported then."""
        self.look()
        lasted = self.passed(item, nextitem)
        if lasted is None:
            return False
        self.begun = True
        _tell(item, reports(item, lasted))
        return True

    def passed(self, item: ScenarioItem, nextitem: pytest.Item | None) -> tuple[float, float] | None:
        """When a scenario began and for how long it ran, if it passed; None where the usual way has to be gone."""
        if not self.takes(item):
            return None
        stack = item.session._setupstate.stack
        if stack and not (nextitem is not None and set(stack) <= set(nextitem.listchain())):
            return None
        start, began = time.time(), time.perf_counter()
        try:
            if not item.passes():
                return None
        except Exception:  # told in full by the usual way
            return None
        return start, time.perf_counter() - began

    def takes(self, item: ScenarioItem) -> bool:
        """Whether a scenario is ours alone: no step, fixture, mark or listener of others has a part in it."""
        return self.open and not item.plan.unread and not item.fixturenames and not _weighed(item)


def _weighed(item: ScenarioItem) -> bool:
    """Whether a mark may keep a scenario from being run, or from counting."""
    node: Any = item
    while node is not None:
        marks = vars(node).get("own_markers")
        if marks and any(mark.name in _WEIGHED for mark in marks):
            return True
        node = node.parent
    return False


def _tell(item: ScenarioItem, told: Iterable[pytest.TestReport]) -> None:
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for one in told:
        hook.pytest_runtest_logreport(report=one)
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
