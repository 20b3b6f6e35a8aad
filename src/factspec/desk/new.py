"""New files of a project."""

from __future__ import annotations

from factspec.desk.opened import reference_only
from factspec.exit_codes import PASSED


def write_kind(name: str) -> int:
    """Writes a new kind of the project's own, with its test."""
    from factspec.scaffold import new_kind

    project = reference_only([])
    for file in new_kind(name, project):
        print(f"written: {project.shown(file)}")
    print(f"next: say in validators/{name}.py what it is, then run factspec kinds --check")
    return PASSED
