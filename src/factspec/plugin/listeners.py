"""Who listens to how a scenario ended: the parts of pytest that are known, called as its hooks would call them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.cacheprovider import LFPlugin
from _pytest.logging import LoggingPlugin, _LiveLoggingNullHandler
from _pytest.main import Session

if TYPE_CHECKING:
    from factspec.plugin.collect import ScenarioItem

_HOOKS = ("pytest_runtest_protocol", "pytest_runtest_logstart", "pytest_runtest_logreport", "pytest_runtest_logfinish")
_PYTESTS = "_pytest."
_OURS = "factspec.plugin"
_OTHERS = {"pytest_bdd.plugin", "_hypothesis_pytestplugin", "xdist.plugin", "anyio.pytest_plugin"}
_PAUSE = 0.05

Told = Callable[..., object]


def idle(config: pytest.Config, hook: str) -> bool:
    """Whether only pytest's own plugins, and others that are known to be idle for scenarios of ours, implement a hook."""
    names = (_module(one.plugin) for one in getattr(config.hook, hook).get_hookimpls())
    return all(name.startswith((_PYTESTS, _OURS)) or name in _OTHERS for name in names)


def reports(item: ScenarioItem, lasted: tuple[float, float], above: dict[str, int] | None = None) -> list[pytest.TestReport]:
    """The reports that a scenario was passed; ``lasted``: when it began, in seconds since the epoch, and for how many.

    ``above`` are the keywords of its file, where they are at hand.
    """
    start, seconds = lasted
    properties = list(vars(item).get("user_properties", ()))
    told = {
        _OWN: getattr(item, _OWN),
        "location": item.location,
        "keywords": dict.fromkeys(item.keywords, 1) if above is None else _own(item.keywords) | above,
        "user_properties": properties,
        "sections": [],
        "start": start,
    }
    phases = (("setup", 0.0), ("call", seconds), ("teardown", 0.0))
    return [_report({**told, "when": when, "stop": start + lasting, "duration": lasting}) for when, lasting in phases]


def _own(keywords: Any) -> dict[str, int]:
    return dict.fromkeys(keywords._markers, 1)


def _report(told: dict[str, Any]) -> pytest.TestReport:
    """A report with the attributes that are told, without the dictionary that pytest's own has: it takes less room."""
    found: pytest.TestReport = object.__new__(pytest.TestReport)
    for name, value in _PASSED.items():
        setattr(found, name, told.get(name, value))
    return found


_PASSED = vars(pytest.TestReport("", ("", None, ""), {}, "passed", None, "call"))
_OWN = "_id" if "_id" in _PASSED else "nodeid"


@dataclass(frozen=True, slots=True)
class Listeners:
    """What each hook calls, in its order: ``sides`` are told of set-up and teardown, ``calls`` of the call between them."""

    terminal: pytest.TerminalReporter | None
    starts: tuple[Told, ...]
    sides: tuple[Told, ...]
    calls: tuple[Told, ...]
    finishes: tuple[Told, ...]
    _above: dict[object, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, config: pytest.Config) -> Listeners | None:
        """The listeners of a session; None where somebody is among them who is not known, or listens to all hooks at once."""
        manager = config.pluginmanager
        if getattr(getattr(manager, "_inner_hookexec", None), "__name__", "") != "_multicall":
            return None  # calls are traced
        if not all(idle(config, hook) for hook in (*_HOOKS, "pytest_report_teststatus")):
            return None
        if any(one.wrapper or one.hookwrapper for hook in _HOOKS[1:] for one in getattr(config.hook, hook).get_hookimpls()):
            return None
        terminal = manager.get_plugin("terminalreporter")
        if terminal is not None and type(terminal) is not pytest.TerminalReporter:
            return None
        logging = manager.get_plugin("logging-plugin")
        if logging is not None and not isinstance(logging.log_cli_handler, _LiveLoggingNullHandler):
            return None
        heard = _listening(config, "pytest_runtest_logreport")
        return cls(
            terminal,
            tuple(told for _, told in _listening(config, "pytest_runtest_logstart")),
            tuple(_side(plugin, told) for plugin, told in heard if not isinstance(plugin, LFPlugin)),
            tuple(told for _, told in heard),
            tuple(told for _, told in _listening(config, "pytest_runtest_logfinish")),
        )

    def tell(self, item: ScenarioItem, lasted: tuple[float, float]) -> None:
        """Tells that a scenario was passed."""
        nodeid, location = item.nodeid, item.location
        for told in self.starts:
            told(nodeid=nodeid, location=location)
        file = item.parent
        assert file is not None
        above = self._above.get(file)
        if above is None:
            above = self._above[file] = dict.fromkeys(file.keywords, 1)
        before, call, after = reports(item, lasted, above)
        for told in self.sides:
            told(report=before)
        for told in self.calls:
            told(report=call)
        for told in self.sides:
            told(report=after)
        for told in self.finishes:
            told(nodeid=nodeid, location=location)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lets what is written to the terminal out a few times a second, and not for each dot."""
        writer: Any = getattr(self.terminal, "_tw", None)
        file = getattr(writer, "_file", None)
        if file is None:
            yield
            return
        held = _Held(file)
        writer._file = held
        try:
            yield
        finally:
            writer._file = file
            held.spill()


class _Held:
    """A file that writes what it is given when a while has passed."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._parts: list[str] = []
        self._next = time.monotonic() + _PAUSE

    def write(self, text: str) -> None:
        self._parts.append(text)
        if not text.isascii():  # the writer knows what to do where the terminal cannot show it
            self._parts.pop()
            self.spill()
            self._file.write(text)

    def flush(self) -> None:
        if time.monotonic() > self._next:
            self.spill()

    def spill(self) -> None:
        """Writes all there is."""
        if self._parts:
            self._file.write("".join(self._parts))
            self._parts.clear()
        self._file.flush()
        self._next = time.monotonic() + _PAUSE

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _listening(config: pytest.Config, hook: str) -> list[tuple[object, Told]]:
    """The plugins that a passed scenario concerns, with what they are called by: the last registered is the first."""
    impls = reversed(getattr(config.hook, hook).get_hookimpls())
    return [(one.plugin, one.function) for one in impls if not isinstance(one.plugin, (Session, LoggingPlugin))]


def _side(plugin: object, told: Told) -> Told:
    """What is called for a set-up or teardown that passed: the terminal shows nothing, and keeps the report."""
    if isinstance(plugin, pytest.TerminalReporter):
        return lambda report: plugin._add_stats("", [report])
    return told


def _module(plugin: object) -> str:
    return getattr(plugin, "__name__", None) or type(plugin).__module__
