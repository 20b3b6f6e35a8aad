"""What was found before, kept for the next run: sealed by its user, put in place whole, and what is anything else is none."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

import factspec

FOLDER = Path(".factspec") / "checks"
_MAGIC = b"factspec kept 1\n"
_SEAL = 32  # bytes
_MOST = 200_000_000  # bytes of a file that keeps what this run did not ask for
_FILES = 8
_UNFINISHED = ".new-"
_HOUR = 3_600
_LIBRARIES = ("anyascii", "duckdb", "pint", "pydantic", "pydantic-core", "pyyaml", "rapidfuzz", "sentencex")


class Kept:
    """Texts by their keys, in one file. Nothing is looked for, and nothing written, where ``path`` is None."""

    def __init__(self, path: Path | None = None, secret: bytes = b"") -> None:
        self._path, self._secret = path, secret
        self._content, self._places = _unsealed(path, secret) if path else (b"", {})
        self._new: dict[str, bytes] = {}
        self._asked: set[str] = set()
        self.found = 0

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self._places.keys() | self._new.keys())

    @property
    def somewhere(self) -> bool:
        """Whether anything is kept at all."""
        return self._path is not None

    def get(self, key: str) -> str | None:
        """The text under a key."""
        if key not in self._places:
            return None
        begin, end = self._places[key]
        self._asked.add(key)
        self.found += 1
        return zlib.decompress(self._content[begin:end]).decode()

    def put(self, key: str, text: str) -> None:
        """Keeps a text; it is there for the next run."""
        if self._path is not None:
            self._new[key] = zlib.compress(text.encode(), 1)

    def save(self) -> None:
        """Puts all of it in place, if there is anything new. What cannot be written is not kept, and is found again."""
        if self._path is None or not self._new:
            return
        spacious = len(self._content) + sum(map(len, self._new.values())) < _MOST
        old = [key for key in self._places if key not in self._new and (spacious or key in self._asked)]
        with suppress(OSError):
            _put(self._path, self._secret, {**{key: self._packed(key) for key in old}, **self._new})
            _forget(self._path.parent)

    def _packed(self, key: str) -> bytes:
        begin, end = self._places[key]
        return self._content[begin:end]


def kept_in(root: Path, name: str, *, fresh: bool = False) -> Kept:
    """What is kept in a project under a name; nothing at first where ``fresh``, and never where nothing can be sealed."""
    found = secret()
    if found is None:
        return Kept()
    path = root / FOLDER / name
    if fresh:
        with suppress(OSError):
            path.unlink()
    return Kept(path, found)


@cache
def made_by() -> str:
    """A digest of the code that has a part in it: factspec's own, its libraries', Python's; blank if it cannot be read."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}\n".encode())
    try:
        for file in _sources(Path(factspec.__file__).parent):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
            digest.update(f"{file.name}\n".encode())
    except OSError:
        return ""
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(place, name) for name in sorted(files))


def secret() -> bytes | None:
    """What this user's files are sealed with, made when it is first asked for; None where it cannot be kept.

    So what somebody else has put into a project's folder is never taken for what was found here.
    """
    try:
        file = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "factspec" / "seal"
        if not file.is_file() or file.stat().st_size != _SEAL:
            file.parent.mkdir(parents=True, exist_ok=True)
            _replace(file, secrets.token_bytes(_SEAL))
        return file.read_bytes()
    except (OSError, RuntimeError):
        return None


def _unsealed(path: Path, secret: bytes) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """The content of a file and the places of its texts; nothing of one that is not just as this user has written it."""
    try:
        whole = path.read_bytes()
        head, content = whole[: len(_MAGIC) + _SEAL], whole[len(_MAGIC) + _SEAL :]
        if not hmac.compare_digest(head, _MAGIC + _sealed(path, secret, content)):
            return b"", {}
        os.utime(path)
        begin = 8 + int.from_bytes(content[:8])
        sizes: dict[str, int] = json.loads(content[8:begin])
    except (OSError, ValueError):
        return b"", {}
    places = {}
    for key, size in sizes.items():
        places[key] = (begin, begin + size)
        begin += size
    return content, places


def _sealed(path: Path, secret: bytes, content: bytes) -> bytes:
    return hmac.digest(secret, path.name.encode() + b"\n" + content, "sha256")


def _put(path: Path, secret: bytes, texts: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    ignore = path.parent.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
    index = json.dumps({key: len(text) for key, text in texts.items()}).encode()
    content = b"".join([len(index).to_bytes(8), index, *texts.values()])
    _replace(path, _MAGIC + _sealed(path, secret, content) + content)


def _replace(path: Path, content: bytes) -> None:
    """Puts a file in place in one step: who reads meanwhile has the old one or the new one."""
    number, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _forget(folder: Path) -> None:
    """Takes away the files that were not used for longest, and what runs left that were killed."""
    files = sorted((file.stat().st_mtime, file) for file in folder.iterdir() if file.is_file())
    whole = [file for _, file in files if not file.name.startswith(_UNFINISHED)]
    left = [file for at, file in files if file.name.startswith(_UNFINISHED) and at < time.time() - _HOUR]
    for file in (*whole[:-_FILES], *left):
        with suppress(OSError):
            file.unlink()
