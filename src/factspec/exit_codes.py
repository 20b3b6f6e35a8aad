"""What ``factspec`` leaves as its exit code."""

from __future__ import annotations

PASSED = 0
FAILED = 1
BAD_INPUT = 2
FAULT = 3
