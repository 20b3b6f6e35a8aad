"""The project's claims over other reference data than its own: which verdicts would change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from factspec.problem import Problems
from factspec.project import read_project, shown
from factspec.reference.journal import JOURNAL
from factspec.report.difference import Difference, differences
from factspec.report.model import Report
from factspec.run import run, run_settings
from factspec.settings import project_settings


def report_over(root: Path, references: Path, called: Path) -> Report | None:
    """A run of all claims of the project over the packages at ``references``; None where the project has none.

    Faults name the folder as it is ``called``. Raises Problems where the packages cannot be read.
    """
    try:
        project = read_project(root, references=[references])
    except Problems as faults:
        raise Problems(
            replace(fault, file=fault.file.replace(str(references), str(called)), wrong=fault.wrong, expected=fault.expected)
            for fault in faults.problems
        ) from None
    if not project.claims and not project.features:
        return None
    return run(project, run_settings(project_settings(root)))


@contextmanager
def copy_with(folder: Path, files: Mapping[str, bytes | None]) -> Iterator[Path]:
    """A copy of a folder of packages, with ``files`` written into it, that is gone afterwards. Snapshots are left out."""
    with TemporaryDirectory(prefix="factspec-") as place:
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy, symlinks=True, ignore=_needless, copy_function=_linked)
        for name, body in files.items():
            target = copy / name
            target.unlink(missing_ok=True)
            if body is not None and "/snapshots/" not in f"/{name}":
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(body)
        yield copy


def drift(root: Path, folder: Path, files: Mapping[str, bytes | None]) -> list[Difference] | None:
    """The claims that would come out in another way; None where there are none. Raises Problems for data that would not load."""
    with copy_with(folder, files) as copy:
        after = report_over(root, copy, shown(folder, root))
    if after is None:
        return None
    try:
        before = report_over(root, folder, shown(folder, root))
    except Problems:
        before = None  # there was nothing that could be read: every claim is new
    empty = after.model_copy(update={"results": ()})
    return differences(before or empty, after)


def _needless(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name in ("snapshots", JOURNAL, ".factspec", ".git") or name.startswith(".references-")]


def _linked(source: str, target: str) -> None:
    """A second name for a file, which costs nothing; a copy where the system cannot do that."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)
