"""A whole new project: small, commented, and passing at once."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from factspec.problem import Problem, Problems
from factspec.project import shown
from factspec.scaffold.place import put

_KEPT = ("README.md", ".gitignore", ".editorconfig")
_LONGEST = 100


def skeleton(name: str) -> dict[str, str]:
    """The files of a new project by their paths from its root."""
    return {path: text.replace("@NAME@", name) for path, text in _texts(files("factspec.scaffold") / "skeleton", "")}


def start(folder: Path, name: str | None) -> tuple[list[Path], list[Path]]:
    """Writes a new project; the files that were written, and those that were there and stay as they are.

    Files that a fresh repository often holds are kept; any other that is there is a fault, and then nothing is written.
    Raises Problems.
    """
    root = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise Problems([Problem("no folder", str(folder), expected="a folder, or a path where none is yet")])
    called = name if name is not None else root.name
    if not called.strip() or len(called) > _LONGEST or not called.isprintable():
        raise Problems([Problem(f"{called!r} is no name for a project", path="--name", expected="a few words in one line")])
    wanted = skeleton(called.strip())
    _no_settings_lost(folder)
    kept = [folder / path for path in _KEPT if (folder / path).is_file()]
    made = put({folder / path: text for path, text in wanted.items() if folder / path not in kept}, root)
    return [path for path in made if path.is_file()], kept


def _no_settings_lost(folder: Path) -> None:
    file = folder / "pyproject.toml"
    if not file.exists():
        return
    there = "[tool.factspec]" in file.read_text("utf-8", "replace")
    expected = (
        "factspec new article, new reference or new feature to add to the project"
        if there
        else "a new folder such as factspec init facts, or [tool.factspec] added to it by hand"
    )
    wrong = "a project of factspec is here already" if there else "already there"
    raise Problems([Problem(wrong, str(shown(file, folder)), expected=expected)])


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{path}{entry.name.replace('dot-', '.', 1) if entry.name.startswith('dot-') else entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _texts(entry, f"{name}/")
        else:
            yield name, entry.read_text("utf-8")
