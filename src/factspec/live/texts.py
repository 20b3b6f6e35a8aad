"""The texts of files: as an editor has them where it has them open, else as they are on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from factspec.project import file_text

Stamp = tuple[tuple[str, int, int], ...]


class Texts:
    """Texts by resolved path. A file on disk is read again when its time or size has changed."""

    def __init__(self) -> None:
        self.open: dict[Path, str] = {}
        self._read: dict[Path, tuple[Stamp, str]] = {}

    def text(self, file: Path) -> str:
        """The text of a file. Raises Problems where it cannot be read."""
        path = file.resolve()
        if path in self.open:
            return self.open[path]
        now = stamp([path])
        if path not in self._read or self._read[path][0] != now:
            self._read[path] = (now, file_text(path))
        return self._read[path][1]

    def there(self, file: Path) -> bool:
        """Whether there is such a file, on disk or in the editor."""
        return file.resolve() in self.open or file.is_file()


def stamp(files: Iterable[Path]) -> Stamp:
    """What tells a state of some files from another: their times and sizes. Files that are not there leave no trace."""
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue
        found.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(found)
