"""A folder of reference data held by one command that writes: another is told at once who holds it, and waits for nothing.

The system itself holds the lock and lets it go when the process ends, however it ends: a file that is left holds nobody up.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from factspec.problem import Problem, Problems

HELD = ".references-held"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # the folder may have come from elsewhere, with a link in it
_FAR = 1 << 30  # where the system locks whole stretches, one that nobody reads


@contextmanager
def held(folders: Iterable[Path], what: str) -> Iterator[None]:
    """Holds folders for ``what``, such as a command. Raises Problems where another process has one, or it cannot be written."""
    with ExitStack() as stack:
        for folder in sorted(set(folders)):
            stack.enter_context(_one_held(folder, what))
        yield


@contextmanager
def _one_held(folder: Path, what: str) -> Iterator[None]:
    file = folder / HELD
    try:
        handle = _held(file)
    except OSError as error:
        raise Problems([Problem(f"cannot be written: {error.strerror or error}", str(error.filename or folder))]) from None
    if handle is None:
        raise Problems([_at_work(folder, _holder(file))])
    try:
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        os.truncate(handle, 0)
        os.write(
            handle, json.dumps({"what": what, "process": os.getpid(), "host": socket.gethostname(), "since": since}).encode()
        )
        yield
    finally:
        _let_go(file, handle)


def is_held(folder: Path) -> bool:
    """Whether some command that writes is at work in a folder."""
    with suppress(OSError):
        handle = os.open(folder / HELD, os.O_RDWR | _NO_LINK)
        try:
            return not _locked(handle)
        finally:
            os.close(handle)
    return False


def _held(file: Path) -> int | None:
    """A handle on the file that nobody else has locked; None where somebody has."""
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o644)
        if not _locked(handle):
            os.close(handle)
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), file.stat()):
                return handle
        os.close(handle)  # whoever had it took the file away: the next one is another


def _let_go(file: Path, handle: int) -> None:
    """Takes the file away while it is still locked, so that nobody locks one that is gone; where the system refuses, it stays."""
    with suppress(OSError):
        file.unlink()
    os.close(handle)


def _at_work(folder: Path, holder: dict[str, str]) -> Problem:
    who = holder.get("what") or "another command"
    where = f" on {holder['host']}" if holder.get("host") not in (None, socket.gethostname()) else ""
    told = f" (process {holder['process']}{where}, since {holder['since']})" if {"process", "since"} <= holder.keys() else ""
    with suppress(ValueError):
        folder = folder.resolve().relative_to(Path.cwd())
    return Problem(f"{who} is at work here{told}", str(folder), expected="one that writes at a time: try again when it has ended")


def _holder(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_bytes()[:10_000])
    except (OSError, ValueError):
        return {}
    return {str(name): " ".join(str(value).split())[:100] for name, value in found.items()} if isinstance(found, dict) else {}


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        """Locks a file, if nobody else has."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        """Locks a file, if nobody else has."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
