"""English lists of words."""

from __future__ import annotations

from collections.abc import Sequence


def series(parts: Sequence[str]) -> str:
    """Words as a list: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
