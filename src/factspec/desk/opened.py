"""Projects and days as a command line names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from factspec.problem import Problem, Problems
from factspec.project import Project, read_project
from factspec.settings import project_root, project_settings
from factspec.stated import iso_day


def project_at(paths: Sequence[Path], references: Sequence[Path]) -> Project:
    root = project_root(Path.cwd())
    return read_project(root, paths, references=references)


def reference_only(references: Sequence[Path]) -> Project:
    root = project_root(Path.cwd())
    project = read_project(root, [], references=references, settings=project_settings(root))
    project.problems.clear()
    return project


def day(option: str, text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return iso_day(text)
    except ValueError as error:
        raise Problems([Problem(str(error), path=option)]) from None


def percentage(option: str, text: str | None) -> Fraction | None:
    """A part of a hundred from 0 to 100, written ``95``, ``95.5`` or ``95%``."""
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?%?", text, re.ASCII) or Fraction(text.rstrip("%")) > 100:
        raise Problems([Problem(f"{text!r} is no percentage", path=option, expected="a number from 0 to 100, such as 95")])
    return Fraction(text.rstrip("%"))
