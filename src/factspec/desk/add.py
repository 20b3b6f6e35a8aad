"""A data package added to the project: shown with its licence, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factspec.desk.refresh import asking, reference_folder, show_changes
from factspec.exit_codes import PASSED
from factspec.problem import Problem, Problems
from factspec.project import shown
from factspec.reference.hold import held
from factspec.reference.journal import replace_all
from factspec.sources.added import NewPackage, checked_alone, new_package
from factspec.sources.descriptor import licences


def add_package(given: str, name: str | None, folder: Path | None, private: Sequence[str]) -> int:
    """Takes a package into the folder of the reference data."""
    root, references = reference_folder(folder)
    package = new_package(given, name, asking(root, private))
    references.mkdir(parents=True, exist_ok=True)
    with held([references], "factspec references add"):
        return _added(root, references, package)


def _added(root: Path, references: Path, package: NewPackage) -> int:
    target = references / package.name
    if target.exists():
        raise Problems([Problem("it is there already", str(shown(target, root)), expected="--name NAME for another one")])
    tables = checked_alone(package)
    print(
        f"{package.name} {package.descriptor.get('version', '')}".rstrip() + f": {tables} {'table' if tables == 1 else 'tables'}"
    )
    print(f"  licence   {', '.join(licences(package.descriptor)) or 'none named: ask before you publish what rests on it'}")
    files: dict[str, bytes | None] = {f"{package.name}/{file}": body for file, body in package.files.items()}
    show_changes(root, references, files)
    replace_all(references, files)
    print(f"written: {shown(target, root)}")
    return PASSED
