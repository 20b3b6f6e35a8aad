"""The loop over a session's items: pytest's own, but scenarios that pass one after another are told straight to who listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from factspec.plugin.collect import ScenarioItem
from factspec.plugin.listeners import Listeners, idle
from factspec.plugin.quick import Quick
from factspec.plugin.rest import uncollected


def ran(session: pytest.Session, quick: Quick) -> bool | None:
    """True when all items were run; None, with none of them run, where the loop is not ours to take.

    That is so where another plugin has a loop of its own, such as a worker of pytest-xdist, and where pytest would not run
    anything. Raises what pytest's loop raises to stop a session.
    """
    option = session.config.option
    if option.collectonly or (session.testsfailed and not option.continue_on_collection_errors):
        return None
    if not idle(session.config, "pytest_runtestloop"):
        return None
    place = 0
    while place < len(session.items):
        place = _stretch(session, quick, place)
        if place < len(session.items):
            following = session.items[place + 1] if place + 1 < len(session.items) else None
            session.config.hook.pytest_runtest_protocol(item=session.items[place], nextitem=following)
            place += 1
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
    return True


def _stretch(session: pytest.Session, quick: Quick, place: int) -> int:
    """Runs scenarios from a place on for as long as they pass and nobody has to be asked; the place after the last of them.

    The first scenario of a session is left to pytest's own hooks: it has all claims checked, under the filters for warnings.
    """
    items = session.items
    if not quick.begun or not isinstance(items[place], ScenarioItem):
        return place
    listeners = Listeners.of(session.config)
    if listeners is None:
        return place
    quick.look()
    with uncollected(stays=quick.alone), listeners.held():
        for item, following in _pairs(items, place):
            if not isinstance(item, ScenarioItem) or (lasted := quick.passed(item, following)) is None:
                break
            listeners.tell(item, lasted)
            place += 1
            if session.shouldfail or session.shouldstop:
                break
    return place


def _pairs(items: Sequence[pytest.Item], place: int) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """The items from a place on, each with the one after it."""
    for at in range(place, len(items)):
        yield items[at], items[at + 1] if at + 1 < len(items) else None
