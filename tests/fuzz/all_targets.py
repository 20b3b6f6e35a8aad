"""Every target, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from . import of_claims, of_references, of_texts
from .target import Target


@cache
def all_targets() -> Mapping[str, Target]:
    """The targets in the order in which they are told."""
    return {target.name: target for part in (of_claims, of_references, of_texts) for target in part.targets()}
