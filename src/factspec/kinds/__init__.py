"""The claim kinds that come with factspec, one file each, found by being there."""

from __future__ import annotations

import importlib
import pkgutil

from factspec.claim import Claim, kind_name


def built_in() -> dict[str, type[Claim]]:
    """Every kind in this folder, by name, in the order of their names."""
    found: dict[str, type[Claim]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Claim) and value.__module__.endswith(f".{module.name}"):
                found[kind_name(value)] = value
    return found
