"""A replacement of files that is killed at each of its steps, in processes of their own: what is left on the disk is told.

Run as ``python killed.py FOLDER MODE``: ``calls`` kills before each call that reaches the system, ``random`` at random times.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from factspec.reference.journal import JOURNAL, leftovers, replace_all, settle

OLD = {"p/a.csv": b"old a", "p/b.csv": b"old b" * 100_000, "p/gone.csv": b"old gone", "p/lock": b"old lock"}
NEW = {"p/a.csv": b"new a", "p/b.csv": b"new b" * 100_000, "p/gone.csv": None, "p/new/c.csv": b"new c", "p/lock": b"new lock"}
CALLS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.scandir")


def files(folder: Path) -> dict[str, bytes]:
    """What a reader finds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / "p").rglob("*")) if path.is_file()
    }


def replaced(folder: Path, kill_at: int | None, after: float | None) -> int:
    """Replaces the files in a child process, which is killed; gives the number of calls it made if it came to the end, else 0."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, body in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    child = os.fork()
    if child == 0:
        calls = 0

        def count(event: str, _: object) -> None:
            nonlocal calls
            if event in CALLS:
                calls += 1
                if calls == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        replace_all(folder, NEW)
        os._exit(min(calls, 255))
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def whole(folder: Path) -> str:
    """Which state a folder is in, once it has been opened."""
    settle(folder)
    found = files(folder)
    if (folder / JOURNAL).exists():
        return "a journal is left"
    old, new = dict(OLD), {name: body for name, body in NEW.items() if body is not None}
    return "old" if found == old else "new" if found == new and not leftovers(folder) else f"mixed: {sorted(found)}"


def main(folder: Path, mode: str) -> None:
    """Prints the state that each kill has left, one a line."""
    if mode == "calls":
        number = replaced(folder, None, None)
        print(whole(folder))
        for call in range(1, number + 1):
            replaced(folder, call, None)
            print(whole(folder))
    else:
        began = time.perf_counter()
        replaced(folder, None, None)
        long = time.perf_counter() - began
        for _ in range(100):
            replaced(folder, None, random.random() * long * 1.1)
            print(whole(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
