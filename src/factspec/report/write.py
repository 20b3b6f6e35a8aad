"""A file written whole or not at all: nobody ever reads half a report."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex


def write(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` in UTF-8, with its folders made where they are missing.

    The text goes to a new file in the same folder, which then takes the old one's place. A link stays a link, and
    what is no file (``/dev/stdout``, a pipe) is written to as it stands.
    """
    try:
        _put(path, text)
    except OSError as error:
        raise error if error.filename else OSError(error.errno, error.strerror, str(path)) from None


def _put(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    whole = path.resolve()
    whole.parent.mkdir(parents=True, exist_ok=True)
    part = whole.with_name(f".{whole.name[:200]}.{token_hex(6)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def add(path: Path, text: str) -> None:
    """Put ``text`` behind what is in the file at ``path``, on a line of its own; the file is written anew as a whole."""
    before = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    write(path, before + ("\n" if before and not before.endswith("\n") else "") + text)
