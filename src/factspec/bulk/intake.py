"""Files of claims in batches of lines, each batch with the place where the next one begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from factspec.engine.batch.parquet import ParquetClaims
from factspec.problem import Problem, Problems

SUFFIXES = (".jsonl", ".ndjson", ".parquet")
LONGEST = 1 << 20
_BYTES = 1 << 26  # of a batch, about
TOO_LONG, NOT_TEXT = "\0long", "\0text"  # in place of lines that are not taken apart


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: the number of the next line, from 1, and how much of the file lies before it, in bytes or rows."""

    line: int = 1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Some lines of a file, the first with the number ``first``, and the place behind them."""

    first: int
    texts: list[str]
    after: Place


class Intake(Protocol):
    """A file of claims. ``size`` is in the unit of its places."""

    size: int

    def batches(self, begin: Place, most: int) -> Iterator[Batch]:
        """The lines from a place on, ``most`` in a batch."""


def intake(path: Path) -> Intake:
    """The intake of a file of claims. Raises Problems where it cannot be read, or there is nothing in it."""
    if not path.is_file():
        raise Problems([Problem("no such file", str(path), expected="JSON Lines or Parquet of claims")])
    found: Intake = ParquetIntake(path) if path.suffix == ".parquet" else LinesIntake(path)
    if not found.size:
        raise Problems([Problem("an empty file", str(path), expected="a claim at least")])
    return found


class LinesIntake:
    """Claims as JSON Lines in UTF-8."""

    def __init__(self, path: Path) -> None:
        self._path, self.size = path, path.stat().st_size

    def batches(self, begin: Place, most: int) -> Iterator[Batch]:
        """The lines from a place on; of a line that is no UTF-8, or too long, what a reader can say of it stands there."""
        with self._path.open("rb") as file:
            file.seek(begin.offset)
            line = begin.line
            while found := list(_some(file, most)):
                after = Place(line + len(found), file.tell())
                yield Batch(line, [_text(text, first=line + at == 1) for at, text in enumerate(found)], after)
                line = after.line


class ParquetIntake:
    """Claims as Parquet, each row as the object it would be in JSON Lines."""

    def __init__(self, path: Path) -> None:
        self._claims = ParquetClaims(path)
        self.size = self._claims.rows

    def batches(self, begin: Place, most: int) -> Iterator[Batch]:
        """The rows from a place on."""
        for row in range(begin.offset, self.size, most):
            texts = self._claims.texts(row, most)
            yield Batch(row + 1, texts, Place(row + len(texts) + 1, row + len(texts)))


def _some(file: BinaryIO, most: int) -> Iterator[bytes]:
    """The next lines, at most so many, and not many bytes at a time; of a line that is too long its beginning alone."""
    size = 0
    while most and size < _BYTES and (line := file.readline(LONGEST + 1)):
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(LONGEST)):
            pass
        yield line
        most, size = most - 1, size + len(line)


def _text(raw: bytes, *, first: bool) -> str:
    """The text of a line. What is no text becomes a JSON text that no claim has, so that its reader says what is wrong."""
    if first:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
    if len(raw) > LONGEST:
        return TOO_LONG
    try:
        return raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return NOT_TEXT
