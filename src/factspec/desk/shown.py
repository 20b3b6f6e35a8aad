"""Results and faults as a terminal shows them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from factspec.report.model import Result
from factspec.report.plain import visible
from factspec.report.text import result_lines
from factspec.verdict import Verdict

_MARKS = re.compile(r"\^+$")
_COLOURS = {Verdict.SUPPORTED: "32", Verdict.REFUTED: "31", Verdict.CONFLICTING: "35", Verdict.NOT_ENOUGH: "33"}


def coloured(result: Result, most_rows: int = 6) -> list[str]:
    """The lines of a result, its verdict in colour on a terminal; one that could not be read is shown in its place."""
    lines = result_lines(result, most_rows=most_rows)
    if result.verdict is None:
        return [in_place("\n".join(lines), sys.stdout).rstrip("\n")]
    lines[1] = painted(lines[1], _COLOURS[result.verdict], sys.stdout)
    return lines


def in_place(fault: str, stream: TextIO) -> str:
    """A fault in its one line; on a terminal with the line it is in, the words underlined, and where more is told."""
    fault = visible(fault)
    if not stream.isatty():
        return fault
    from factspec.excerpt import excerpt

    below = (_MARKS.sub(lambda marks: painted(marks[0], "31", stream), line) for line in excerpt(fault))
    return "\n".join([painted(fault, "1", stream), *below, ""])


def painted(text: str, colour: str, stream: TextIO) -> str:
    """A text in a colour on a terminal, unless ``NO_COLOR`` is set; as it is anywhere else."""
    return f"\033[{colour}m{text}\033[0m" if stream.isatty() and "NO_COLOR" not in os.environ else text


@contextmanager
def under_way(what: str, *, quiet: bool = False) -> Iterator[None]:
    """Tells on a terminal what is under way, while it is; nothing in a pipe, and no line is left behind."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
