"""A target tried with random changes of sound files, within time and memory; what is found is kept as a file."""

from __future__ import annotations

import hashlib
import logging
import random
import re
import resource
import shutil
import signal
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from .all_targets import all_targets
from .mutation import mutated, swollen
from .target import Finding, Target

SLOW = 5.0  # seconds of work for one reading, which takes in all that its target does
SLOW_LARGE = 12.0  # for some hundred kilobytes
_MUCH = 100_000
LARGE = 600_000  # KiB of memory that one reading may take more than all before it


@dataclass
class Tried:
    """What came of trying a target: how often, how long, and the inputs that broke it by what they did."""

    name: str
    runs: int = 0
    seconds: float = 0.0
    worked: float = 0.0
    slowest: float = 0.0
    found: dict[str, tuple[bytes, str]] = field(default_factory=dict)


def tried(target: Target, seconds: float, seed: int = 0, most: int | None = None, large: float = 0.02) -> Tried:
    """Tries a target for so many seconds, or so many times: first its sound files, then what comes of them.

    ``large`` is the share of files of some hundred kilobytes.
    """
    rng = random.Random(f"{target.name} {seed}")
    done = Tried(target.name)
    began, worked = time.monotonic(), time.process_time()
    seeds = iter(target.seeds)
    with TemporaryDirectory(prefix="fuzz-", dir=_memory()) as place:
        while time.monotonic() - began < seconds and done.runs != most:
            data = next(seeds, None)
            if data is None:
                data = (swollen if rng.random() < large else mutated)(rng, target.seeds, target.words)
            once(target, data, Path(place) / "here", done)
    done.seconds, done.worked = time.monotonic() - began, time.process_time() - worked
    return done


def once(target: Target, data: bytes, folder: Path, done: Tried) -> None:
    """Tries a target with some bytes in a new folder, and notes what came of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    fault = fault_of(target, data, folder)
    done.runs += 1
    done.slowest = max(done.slowest, fault.seconds)
    if fault.name:
        done.found.setdefault(fault.name, (data, fault.told))
    if [path.name for path in folder.parent.iterdir()] != [folder.name]:
        done.found.setdefault("written outside", (data, str(list(folder.parent.iterdir()))))


@dataclass(frozen=True)
class Fault:
    """What one reading did: a short name of what is wrong, blank where nothing is."""

    name: str
    told: str
    seconds: float


def fault_of(target: Target, data: bytes, folder: Path) -> Fault:
    """What is wrong with how a target reads some bytes."""
    logging.disable(logging.CRITICAL)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    bound = SLOW_LARGE if len(data) > _MUCH else SLOW
    name = told = ""
    try:
        with _patience(2 * bound), warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", ResourceWarning)
            target.read(data, folder)
    except Finding as error:
        name, told = re.sub(r"[^A-Za-z ]+", " ", str(error))[:60].strip(), str(error)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        last = [frame for frame in traceback.extract_tb(error.__traceback__) if "factspec" in frame.filename][-1:]
        where = f"{Path(last[0].filename).name}:{last[0].name}" if last else ""
        name, told = f"{type(error).__name__} in {where}", traceback.format_exc()
    seconds = time.process_time() - began
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if not name and seconds > bound:
        name, told = "slow", f"{seconds:.1f} seconds for {len(data)} bytes"
    if not name and taken > LARGE:
        name, told = "large", f"{taken // 1000} MB for {len(data)} bytes"
    return Fault(name, told, seconds)


class Hanging(BaseException):
    """No answer for longer than anybody waits, in seconds of work; nothing may catch it on the way."""


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    def enough(_: int, __: FrameType | None) -> None:
        raise Hanging(f"no answer after {seconds} seconds of work")

    before = signal.signal(signal.SIGPROF, enough)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _memory() -> str | None:
    """A folder in memory, where the machine has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def told_try(name: str, seconds: float, seed: int, keep: Path, large: float = 0.02) -> int:
    """Tries a target, tells what came of it in a line, and keeps what was found."""
    return told(tried(all_targets()[name], seconds, seed, large=large), keep)


def told(done: Tried, keep: Path) -> int:
    """Prints what came of trying a target, and keeps what was found; 1 where something was."""
    spent = f"{done.runs} runs in {done.seconds:.0f} s, {done.worked:.0f} s of work"
    print(f"{done.name}: {spent}, the slowest {done.slowest:.2f} s, {len(done.found)} found", flush=True)
    kept(done, keep)
    return 1 if done.found else 0


def kept(done: Tried, keep: Path) -> None:
    """Writes each input that was found, and what it did, into a folder."""
    for fault, (data, told) in done.found.items():
        stem = re.sub(r"[^a-z0-9]+", "-", f"{done.name} {fault}".lower())[:80] + "-" + hashlib.sha256(data).hexdigest()[:8]
        keep.mkdir(parents=True, exist_ok=True)
        (keep / stem).write_bytes(data)
        (keep / f"{stem}.txt").write_text(told, "utf-8", "backslashreplace")
        print(f"  {fault}: {keep / stem}", flush=True)
