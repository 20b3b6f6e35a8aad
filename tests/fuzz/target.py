"""What is fuzzed: a reader as a function of bytes, and sound files to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from factspec.problem import Problem, Problems

Read = Callable[[bytes, Path], object]


class Finding(AssertionError):
    """Something that input must never bring about."""


@dataclass(frozen=True)
class Target:
    """A reader. It may write in the folder that it is given; ``words`` are what its format is made of."""

    name: str
    read: Read
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()

    def __str__(self) -> str:
        return self.name


def words(text: str) -> tuple[bytes, ...]:
    """The words of a text, each to be put in somewhere; ``_`` stands for a space and ``¶`` for the end of a line."""
    return tuple(word.replace("_", " ").replace("¶", "\n").encode() for word in text.split())


def told(faults: Iterable[Problem]) -> None:
    """Holds faults to their form: one line each, and something said in it."""
    for fault in faults:
        if not fault.wrong or "\n" in str(fault) or "Traceback" in str(fault):
            raise Finding(f"a fault that is not told in one line: {fault!r}")


def refused(what: Callable[[], object]) -> bool:
    """Whether something is refused, in the form that faults have."""
    try:
        what()
    except Problems as found:
        told(found.problems)
        return True
    return False


def text(data: bytes) -> str:
    """Bytes as a text of any characters; what is no UTF-8 stays as halves of characters."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data and _passes(data) else "surrogateescape")


def _passes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
