"""Which project a feature file belongs to; decided without loading anything heavy."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def home(folder: Path, top: Path) -> Path | None:
    """The root of the factspec project that a folder lies in; None where it lies in none.

    A root has ``[tool.factspec]`` in its ``pyproject.toml``, or, no higher than ``top``, data packages in ``references``.
    """
    here = folder.resolve()
    folders = (here, *here.parents)
    set_up = next((one for one in folders if _is_set_up(one)), None)
    if set_up is not None:
        return set_up
    within = [one for one in folders if one == top or top in one.parents]
    return next((one for one in within if _has_references(one)), None)


@cache
def _is_set_up(folder: Path) -> bool:
    file = folder / "pyproject.toml"
    try:
        return "factspec" in tomllib.loads(file.read_text("utf-8")).get("tool", {})
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


@cache
def _has_references(folder: Path) -> bool:
    references = folder / "references"
    return (references / "datapackage.json").is_file() or any(references.glob("*/datapackage.json"))
