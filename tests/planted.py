"""Faults planted in modules, for tests that must notice them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

import pytest


@dataclass(frozen=True)
class Fault:
    """One wrong piece of a module: ``right`` replaced by ``wrong`` in the source of ``place``. ``says`` tells what that does."""

    says: str
    place: ModuleType
    right: str
    wrong: str


def planted(fault: Fault, monkeypatch: pytest.MonkeyPatch, modules: Iterable[ModuleType] = ()) -> None:
    """Puts a fault in place of the right code: in its module, and in other ``modules`` that have functions of it by name."""
    source = inspect.getsource(fault.place)
    assert source.count(fault.right) == 1, f"{fault.right!r} stands {source.count(fault.right)} times in {fault.place.__name__}"
    wrong: dict[str, Any] = {"__name__": fault.place.__name__}
    exec(compile(source.replace(fault.right, fault.wrong), f"<{fault.says}>", "exec"), wrong)
    for module in (fault.place, *modules):
        for name, value in vars(module).copy().items():
            if getattr(value, "__module__", None) != fault.place.__name__ or name not in wrong:
                continue
            if inspect.isclass(value):
                _patch_class(value, wrong[name], monkeypatch)
            else:
                _patch(value, wrong[name], monkeypatch)


def _patch_class(right: type, wrong: type, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in vars(wrong).items():
        _patch(vars(right).get(name), value, monkeypatch)


def _patch(right: object, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = _code(right), _code(wrong)
    if old is not None and new is not None and old.__code__.co_freevars == new.__code__.co_freevars:
        monkeypatch.setattr(old, "__code__", new.__code__)


def _code(value: object) -> Callable[..., Any] | None:
    """The function behind a property, a static method or a cache; None where there is none."""
    match value:
        case property():
            value = value.fget
        case cached_property():
            value = value.func
        case staticmethod():
            value = value.__func__
    found = inspect.unwrap(value) if callable(value) else None
    return found if inspect.isfunction(found) else None
