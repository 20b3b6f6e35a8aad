"""Files of a folder replaced all together or not at all, also where the machine stops in the middle.

New files are put aside first. Then one rename puts a journal in its place, and from there on the new state is the true one: who
opens the folder next finishes what was begun.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from secrets import token_hex

from factspec.problem import Problem, Problems
from factspec.values.characters import is_whole

JOURNAL = ".references-journal"
_ASIDE = ".references-aside-"
_ASIDE_NAME = re.compile(re.escape(_ASIDE) + r"[0-9a-f]{12}")


def replace_all(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Puts ``files``, by their paths from ``folder``, in place; None takes a file away. Raises Problems where it cannot."""
    settle(folder)
    for name in files:
        _inside(folder, name)
    for left in leftovers(folder):
        shutil.rmtree(left, ignore_errors=True)
    aside = folder / f"{_ASIDE}{token_hex(6)}"
    try:
        aside.mkdir()
        moves = []
        for number, (name, body) in enumerate(sorted(files.items())):
            if body is not None:
                _write(aside / str(number), body)
            moves.append([name, str(number), None if body is None else hashlib.sha256(body).hexdigest()])
        _write(aside / "journal", json.dumps({"aside": aside.name, "moves": moves}).encode())
        _sync(aside)
        (aside / "journal").replace(folder / JOURNAL)
        _sync(folder)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise _unwritten(folder, error) from None
    settle(folder)


def settle(folder: Path) -> None:
    """Finishes a replacement that was begun in the folder. Raises Problems where it cannot be finished."""
    journal = folder / JOURNAL
    if not journal.is_file():
        return
    aside, moves = _begun(folder, journal)
    try:
        for name, number, digest in moves:
            target = _inside(folder, name)
            if digest is None:
                target.unlink(missing_ok=True)
            elif (aside / number).is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                (aside / number).replace(target)
            elif not target.is_file() or hashlib.sha256(target.read_bytes()).hexdigest() != digest:
                wrong = "a change that broke off cannot be finished: its new content is missing"
                expected = f"the folder as your version control has it, without {JOURNAL}"
                raise Problems([Problem(wrong, str(target), expected=expected)])
        for parent in {(folder / name).parent for name, _, _ in moves}:
            _sync(parent)
        shutil.rmtree(aside, ignore_errors=True)
        journal.unlink(missing_ok=True)
        _sync(folder)
    except FileNotFoundError:  # somebody else finishes it at the same time
        settle(folder)
    except OSError as error:
        raise _unwritten(folder, error) from None


def leftovers(folder: Path) -> list[Path]:
    """What was put aside for a change that never came about."""
    return [
        path for path in folder.glob(f"{_ASIDE}*") if _ASIDE_NAME.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
    ]


def _begun(folder: Path, journal: Path) -> tuple[Path, list[tuple[str, str, str | None]]]:
    """What a journal says, if it is one of ours: it may have come with a folder from elsewhere."""
    try:
        said = json.loads(journal.read_bytes())
        moves = [(str(name), str(int(number)), digest and str(digest)) for name, number, digest in said["moves"]]
        aside = folder / str(said["aside"])
    except FileNotFoundError:
        return folder, []
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        aside, moves = folder, []
    if not _ASIDE_NAME.fullmatch(aside.name) or aside.parent != folder or aside.is_symlink():
        expected = "the record of a change; remove it if nobody has begun one"
        raise Problems([Problem("no journal of factspec's", str(journal), expected=expected)])
    return aside, moves


def _inside(folder: Path, name: str) -> Path:
    """The path of a file to write. Raises Problems where it, or a link on the way, leads out of the folder."""
    parts = PurePosixPath(name)
    target = folder / name
    named = name and "\0" not in name and is_whole(name) and "\\" not in name
    sound = named and not parts.is_absolute() and ".." not in parts.parts and not target.is_symlink()
    if not sound or not target.parent.resolve().is_relative_to(folder.resolve()):
        raise Problems([Problem(f"{name!r} leads out of the folder", str(folder), expected="a file inside it, and no link")])
    return target


def _write(file: Path, body: bytes) -> None:
    with file.open("xb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    """Makes sure that the names in a folder are on the disk, where the system can."""
    if os.name == "nt" or not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritten(folder: Path, error: OSError) -> Problems:
    return Problems([Problem(f"cannot be written: {error.strerror or error}", str(error.filename or folder))])
