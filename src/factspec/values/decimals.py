"""Decimal numbers as cells hold them."""

from __future__ import annotations

import re
from decimal import Decimal

from factspec.problem import problem

_NUMBER = re.compile(r"[+-]?(?:\d{1,100}(?:\.\d{0,100})?|\.\d{1,100})(?:[eE][+-]?\d{1,2})?\Z", re.ASCII)


def decimal(text: str) -> Decimal:
    """The number written ``text``: digits with a point for decimals, no separators. Raises Problems for anything else."""
    if not _NUMBER.match(text):
        raise problem(f"{text!r} is not a number", expected="a number such as 1200.5")
    return Decimal(text)
