"""Files put in their place: all of them, or none where one is there already or cannot be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from factspec.problem import Problem, Problems
from factspec.project import shown
from factspec.report.write import write


def put(files: Mapping[Path, str], root: Path) -> list[Path]:
    """The paths of the files that were written. Nothing is overwritten, and after a fault nothing is left behind.

    Raises Problems for files that are there already, and where one cannot be written.
    """
    there = [file for file in files if file.exists() or file.is_symlink()]
    if there:
        raise Problems(
            Problem("already there", str(shown(file, root)), expected="a new name; nothing was written") for file in there
        )
    made: list[Path] = []
    try:
        for file, text in files.items():
            made += [folder for folder in _missing(file.parent) if folder not in made]
            made.append(file)
            write(file, text)
    except OSError as error:
        take_back(made)
        wrong = f"cannot be written: {error.strerror or error}"
        raise Problems([Problem(wrong, str(shown(made[-1], root)), expected="a folder that can be written to")]) from None
    return made


def take_back(made: list[Path]) -> None:
    """Removes what was written, as far as it can be: files, then the folders that are empty."""
    for path in reversed(made):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()


def _missing(folder: Path) -> Iterator[Path]:
    """The folders on the way to ``folder`` that are not there yet, the outermost first."""
    yield from reversed([one for one in (folder, *folder.parents) if not one.exists()])
