"""Files that can be read to their end: neither pipes, for which one would wait for ever, nor devices, which have none."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from factspec.problem import Problem, Problems


def there(path: Path) -> bool:
    """Whether something is there by that name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def plain_file(path: Path, shown: Path | None = None) -> Path:
    """The path, where a plain file or a folder is there, or nothing. Raises Problems for anything else, told by ``shown``."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return path  # whoever reads it says what is wrong
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise Problems([Problem("a pipe or a device", str(shown or path), expected="a plain file")])
    return path


def file_inside(path: Path, folder: Path) -> bool:
    """Whether a plain file is there, and lies in a folder in truth; a name that no file can have is none."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def link_fault(path: Path, root: Path) -> Problem | None:
    """What is wrong with a path as a link: it leads nowhere, or out of the folder ``root`` in which its name lies."""
    if there(path) and not path.exists():
        return Problem("a link that leads nowhere", str(path), expected="a file inside the project")
    whole = root.resolve()
    if Path(os.path.normpath(Path.cwd() / path)).is_relative_to(whole) and not path.resolve().is_relative_to(whole):
        return Problem("a link that leaves the project", str(path), expected="a file inside the project")
    return None
