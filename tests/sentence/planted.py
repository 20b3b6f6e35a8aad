"""Faults planted in modules, for tests that must notice them."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest


@dataclasses.dataclass(frozen=True)
class Fault:
    """One wrong piece of a module: ``right`` replaced by ``wrong`` in the source of ``place``."""

    place: ModuleType
    right: str
    wrong: str


def planted(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a fault in place of the right code."""
    source = inspect.getsource(fault.place)
    assert source.count(fault.right) == 1, f"{fault.right!r} stands {source.count(fault.right)} times in {fault.place.__name__}"
    wrong: dict[str, Any] = {"__name__": fault.place.__name__}
    exec(compile(source.replace(fault.right, fault.wrong), f"<{fault.wrong}>", "exec"), wrong)
    for name, value in vars(fault.place).copy().items():
        if getattr(value, "__module__", None) == fault.place.__name__ and name in wrong:
            if inspect.isclass(value):
                _patch_class(value, wrong[name], monkeypatch)
            elif inspect.isfunction(value):
                monkeypatch.setattr(value, "__code__", wrong[name].__code__)


def _patch_class(right: type, wrong: type, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in vars(wrong).items():
        old, new = _code(vars(right).get(name)), _code(value)
        if old is not None and new is not None and old.__code__.co_freevars == new.__code__.co_freevars:
            monkeypatch.setattr(old, "__code__", new.__code__)


def _code(value: object) -> Callable[..., Any] | None:
    found = value.__func__ if isinstance(value, staticmethod) else value
    return found if inspect.isfunction(found) else None
