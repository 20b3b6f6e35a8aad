"""Results as a terminal shows them."""

from __future__ import annotations

import os
import sys

from factspec.report.model import Result
from factspec.report.text import result_lines
from factspec.verdict import Verdict

_COLOURS = {Verdict.SUPPORTED: "32", Verdict.REFUTED: "31", Verdict.CONFLICTING: "35", Verdict.NOT_ENOUGH: "33"}


def coloured(result: Result, most_rows: int = 6) -> list[str]:
    lines = result_lines(result, most_rows=most_rows)
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ and result.verdict:
        lines[1] = f"\033[{_COLOURS[result.verdict]}m{lines[1]}\033[0m"
    return lines
