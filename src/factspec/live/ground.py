"""The ground of a live project: its settings, kinds and reference, read once until one of their files changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factspec.check import Checker
from factspec.claim import Claim
from factspec.live.memory import Memory
from factspec.live.texts import Stamp, stamp
from factspec.problem import Problems
from factspec.project import Project, bare_project
from factspec.run import checker_for, run_settings
from factspec.settings import project_settings


@dataclass(slots=True)
class Ground:
    """What claims are held against. ``read`` holds the sentences that were read, with what they were read as."""

    project: Project
    checker: Checker
    memory: Memory
    read: dict[str, Claim | Problems] = field(default_factory=dict)


class GroundKeeper:
    """The ground of one project, made again when its files change; the faults that keep it from being made are kept too."""

    def __init__(self, root: Path, references: Sequence[Path], as_of: str | None, known_by: str | None) -> None:
        self._root, self._references, self._as_of, self._known_by = root, tuple(references), as_of, known_by
        self._stamp: Stamp | None = None
        self._held: Ground | Problems | None = None

    def ground(self) -> Ground:
        """The ground as the files have it now. Raises Problems."""
        now = stamp(self._files())
        if self._held is None or now != self._stamp:
            self._stamp = now
            try:
                self._held = self._made()
            except Problems as faults:
                self._held = faults
        if isinstance(self._held, Problems):
            raise Problems(self._held.problems)
        return self._held

    def _made(self) -> Ground:
        settings = project_settings(self._root)
        project = bare_project(self._root, references=self._references, settings=settings)
        checker = checker_for(project, run_settings(settings, as_of=self._as_of, known_by=self._known_by))
        return Ground(project, checker, Memory(checker))

    def _files(self) -> Iterator[Path]:
        yield self._root / "pyproject.toml"
        yield from sorted((self._root / "validators").glob("*.py"))
        for folder in self._references or (self._folder(),):
            yield from sorted(file for file in folder.rglob("*") if file.is_file() and not _hidden(file.relative_to(folder)))

    def _folder(self) -> Path:
        try:
            return self._root / project_settings(self._root).references
        except Problems:
            return self._root / "references"


def _hidden(path: Path) -> bool:
    """Whether a file is in a hidden folder, where things made from the data are kept."""
    return any(part.startswith(".") for part in path.parts)
