"""A command of factspec, run in a folder as a user would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from factspec.commands import run_app
from factspec.exit_codes import FAULT

from .target import Finding

_STEERING = set(map(chr, (*range(9), 11, 12, *range(14, 32), 127, 0x202E)))


def command(folder: Path, *words: str) -> tuple[str, int]:
    """What a command says, and its exit code. Raises Finding for an internal fault, and for what steers a terminal."""
    out = StringIO()
    with working_in(folder), redirect_stdout(out), redirect_stderr(out):
        code = run_app(words)
    said = out.getvalue()
    if code == FAULT or "Traceback" in said:
        raise Finding(f"factspec {' '.join(words)}: {said[-2000:]}")
    if _STEERING & set(said):
        raise Finding(f"factspec {' '.join(words)} prints what steers a terminal: {said[:500]!r}")
    return said, code


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """The working folder, for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
