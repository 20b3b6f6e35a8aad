"""What all results of a run hang on: the reference, the kinds, the settings, and the code that decides."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from factspec.check import Settings
from factspec.kept import Kept, kept_in, made_by, secret
from factspec.project import Project
from factspec.recall.closed import opening


def kept_results(project: Project, settings: Settings, *, fresh: bool = False) -> Kept:
    """What is kept of a project's results; ``fresh`` forgets it first. Nothing is kept where :func:`unkept` says why."""
    if unkept(project) is not None:
        return Kept()
    return kept_in(project.root, f"results-{ground(project, settings)[:32]}", fresh=fresh)


def unkept(project: Project) -> str | None:
    """Why no results of a project are kept; None where they are."""
    if not (project.root / "pyproject.toml").is_file():
        return f"{project.root} is no project"
    if not project.settings.recall:
        return "the settings have recall = false"
    if project.reference.bulk is not None:
        return "the events are on disk, where what is asked together is answered together"
    for file in _validators(project.root):
        try:
            found = opening(file.read_text("utf-8"))
        except (OSError, ValueError, SyntaxError):
            return f"validators/{file.name} cannot be read"
        if found:
            return f"validators/{file.name} hangs on more than its own code: {found}"
    if not made_by():
        return "the code of factspec cannot be read"
    return None if secret() is not None else "there is no folder for what seals them: set XDG_CACHE_HOME"


def ground(project: Project, settings: Settings) -> str:
    """A digest of it. The order of the packages is a part of it, and their place is not."""
    digest = hashlib.sha256()
    packages = [package.sha256 for package in project.reference.packages]
    digest.update(json.dumps([made_by(), repr(settings), packages, sorted(project.kinds)]).encode())
    for file in _validators(project.root):
        digest.update(hashlib.sha256(file.read_bytes()).digest() + file.name.encode())
    return digest.hexdigest()


def _validators(root: Path) -> list[Path]:
    return sorted((root / "validators").glob("*.py"))
