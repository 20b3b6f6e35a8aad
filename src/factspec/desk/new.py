"""New files of a project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from factspec.desk.opened import reference_only
from factspec.exit_codes import PASSED
from factspec.project import shown
from factspec.settings import project_root


def write_kind(name: str) -> int:
    """Writes a new kind of the project's own, with its test."""
    from factspec.scaffold.kind import new_kind

    project = reference_only([])
    for file in new_kind(name, project):
        print(f"written: {project.shown(file)}")
    if not any(event.participants and event.date.exact for event in project.reference.events.values()):
        print("no examples: the first form asks for events, and the reference has none with a participant and a day")
        print(f"      tests/test_{name}_kind.py fails until validators/{name}.py has two, with different verdicts")
    print(f"next: say in validators/{name}.py what it is, then run factspec kinds --check")
    return PASSED


def write_article(name: str) -> int:
    """Writes a new article with a first claim."""
    from factspec.scaffold.pieces import new_article

    root = project_root(Path.cwd())
    files = new_article(name, root, date.today())
    for file in files:
        print(f"written: {shown(file, root)}")
    print(f"next: put the article and its claims there, then run factspec check {shown(files[0].parent, root)}")
    return PASSED


def write_feature(name: str) -> int:
    """Writes a new feature with a first scenario."""
    from factspec.scaffold.pieces import new_feature

    root = project_root(Path.cwd())
    (file,) = new_feature(name, root, date.today())
    print(f"written: {shown(file, root)}\nnext: factspec check {shown(file, root)}")
    return PASSED
