"""A fault in the user's data, as a value: where it is, what was found, what was expected, what is near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file, a sentence or a setting, told in one line.

    ``path`` leads inside the file (``row m1, column date``); ``wrong`` says what is wrong in lower case;
    ``nearest`` holds the nearest legal things, best first.
    """

    wrong: str
    file: str = ""
    line: int | None = None
    path: str = ""
    expected: str = ""
    nearest: tuple[str, ...] = ()

    def at(self, file: str | Path, line: int | None = None) -> Problem:
        """The same fault placed in a file; a place already known is kept."""
        return replace(self, file=self.file or str(file), line=self.line or line)

    def inside(self, path: str) -> Problem:
        """The same fault seen from further out: ``path`` goes before its own."""
        return replace(self, path=f"{path}, {self.path}" if self.path else path)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        parts = [part for part in (place, self.path) if part]
        text = ": ".join([*parts, self.wrong])
        if self.expected:
            text += f", expected {self.expected}"
        if self.nearest:
            text += f"; did you mean {_either(self.nearest)}?"
        return " ".join(text.splitlines())


class Problems(Exception):
    """Faults found in the user's data, all of those found in one go."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(dict.fromkeys(problems))
        if not self.problems:
            raise ValueError("problems without a problem")
        super().__init__("\n".join(map(str, self.problems)))

    def at(self, file: str | Path, line: int | None = None) -> Problems:
        """The same faults placed in a file."""
        return Problems(problem.at(file, line) for problem in self.problems)


def problem(wrong: str, *, expected: str = "", nearest: Iterable[str] = ()) -> Problems:
    """One fault, ready to raise."""
    return Problems([Problem(wrong, expected=expected, nearest=tuple(nearest))])


def _either(options: Sequence[str]) -> str:
    if len(options) == 1:
        return options[0]
    return f"{', '.join(options[:-1])} or {options[-1]}"
