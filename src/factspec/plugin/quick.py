"""A scenario that passes, run by the shortest way: where nobody listens in between, and nothing has to be set up."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from factspec.plugin.collect import ScenarioItem

_HOOKS = ("pytest_runtest_setup", "pytest_runtest_call", "pytest_runtest_teardown", "pytest_runtest_makereport")
_WEIGHED = {"skip", "skipif", "xfail", "usefixtures"}
_OURS = "_pytest."
_KNOWN = {"pytest_bdd.plugin", "_hypothesis_pytestplugin", "xdist.plugin"}


class Quick:
    """The shortest way for a session: open where no plugin but pytest's own asks to see each phase of an item."""

    def __init__(self, config: pytest.Config) -> None:
        option = config.option
        asked = any(getattr(option, name, False) for name in ("usepdb", "trace", "setupshow", "setuponly", "setupplan"))
        self.open = not asked and not any(_listens(config, name) for name in _HOOKS)

    def run(self, item: ScenarioItem, nextitem: pytest.Item | None) -> bool:
        """Runs a scenario and reports that it passed. False where the usual way has to be gone: nothing is reported then."""
        if not self.open or item.plan.unread or item.fixturenames or any(mark.name in _WEIGHED for mark in item.iter_markers()):
            return False
        stack = item.session._setupstate.stack
        if stack and not (nextitem is not None and set(stack) <= set(nextitem.listchain())):
            return False
        began, start = time.perf_counter(), time.time()
        try:
            if any(item.messages(step) for step in item.plan.scenario.steps):
                return False
        except Exception:  # told in full by the usual way
            return False
        _tell(item, start, time.perf_counter() - began)
        return True


@contextmanager
def uncollected() -> Iterator[None]:
    """Lets the garbage collector rest while much is made that all stays: it would look through all of it again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _tell(item: ScenarioItem, start: float, seconds: float) -> None:
    hook, keywords = item.ihook, dict.fromkeys(item.keywords, 1)
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for when in ("setup", "call", "teardown"):
        lasted = seconds if when == "call" else 0.0
        parts: dict[str, Any] = {
            "user_properties": item.user_properties,
            "duration": lasted,
            "start": start,
            "stop": start + lasted,
        }
        hook.pytest_runtest_logreport(
            report=pytest.TestReport(item.nodeid, item.location, keywords, "passed", None, when, (), **parts)  # type: ignore[arg-type]
        )
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def _listens(config: pytest.Config, hook: str) -> bool:
    """Whether a plugin that is not known to be idle for us implements a hook."""
    plugins = (one.plugin for one in getattr(config.hook, hook).get_hookimpls())
    names = (getattr(one, "__name__", type(one).__module__) for one in plugins)
    return any(not name.startswith(_OURS) and name not in _KNOWN for name in names)
