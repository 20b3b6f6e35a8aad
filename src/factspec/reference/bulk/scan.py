"""A look at the bytes of a CSV file before the database reads it: whether every reader would read it alike.

CSV has no one grammar. A file is *plain* where its text is UTF-8, its lines end alike, none of them is blank, and quotation marks
stand only around whole cells, doubled inside them. The database may read it then, and what was counted here tells whether it has
read all of it; any other file is read with care, record by record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from factspec.reference.files import Layout

_CHUNK = 1 << 24
_MOST = 1 << 27  # a line longer than that is not plain
_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Plain:
    """What was counted in a plain file. ``lines``: ends of lines that end a record; ``newline``: what ends them.

    ``size``: the bytes of all, without a byte order mark; ``marks``: those of quotation marks that are no part of a cell.
    """

    size: int = 0
    lines: int = 0
    marks: int = 0
    newline: bytes = b""
    ended: bool = False

    @property
    def records(self) -> int:
        """How many records the file has, its header among them."""
        return self.lines + (0 if self.ended or not self.size else 1)

    def content(self, width: int) -> int:
        """How many bytes the cells hold, with so many cells a record."""
        return self.size - self.lines * len(self.newline) - self.marks - (width - 1) * self.records


def plain(path: Path, layout: Layout) -> Plain | None:
    """What a plain CSV file counts; None for one that is not plain, or that cannot be opened."""
    usual = layout.delimiter in ",;\t|:" and layout.quote in "\"'" and layout.double_quote
    if not usual or layout.encoding.lower() not in ("utf-8", "utf8"):
        return None
    found, quoted, mark = Plain(), _quoted(layout), layout.quote.encode()
    try:
        with path.open("rb") as file:
            file.seek(len(_MARK) if file.read(len(_MARK)) == _MARK else 0)
            return found if all(_counted(piece, quoted, mark, found) for piece in _pieces(file, mark)) else None
    except OSError:
        return None


def _quoted(layout: Layout) -> re.Pattern[bytes]:
    """A quoted cell. It begins with its mark, so that the search for the next one is quick."""
    mark, parted = layout.quote, re.escape(layout.delimiter)
    cell = f"{mark}(?<![^{parted}\r\n]{mark})[^{mark}]*(?:{mark}{mark}[^{mark}]*)*{mark}(?![^{parted}\r\n])"
    return re.compile(cell.encode())


def _pieces(file: BinaryIO, mark: bytes) -> Iterator[bytes]:
    """The file in pieces of whole lines, none of which ends inside a quoted cell."""
    rest = b""
    while chunk := file.read(_CHUNK):
        rest += chunk
        cut = rest.rfind(b"\n") + 1
        marks = rest.count(mark, 0, cut)
        while marks % 2:
            before = rest.rfind(b"\n", 0, cut - 1) + 1
            marks -= rest.count(mark, before, cut)
            cut = before
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _MOST:
            yield b"\0"
            return
    if rest:
        yield rest


def _counted(piece: bytes, quoted: re.Pattern[bytes], mark: bytes, found: Plain) -> bool:
    """Adds a piece to what was counted; false where it is not plain."""
    marks = piece.count(mark)
    bare, cells = quoted.subn(b"", piece) if marks else (piece, 0)
    lines, returns = bare.count(b"\n"), bare.count(b"\r")
    newline = b"\r\n" if returns else b"\n"
    alike = returns in (0, lines) and (not returns or bare.count(b"\r\n") == lines) and found.newline in (b"", newline)
    if mark in bare or b"\0" in piece or not alike or bare.startswith(newline) or newline * 2 in bare or not _is_utf8(piece):
        return False
    found.size += len(piece)
    found.lines += lines
    found.marks += cells + marks // 2
    found.newline = newline if lines else found.newline
    found.ended = piece.endswith(b"\n")
    return True


def _is_utf8(piece: bytes) -> bool:
    try:
        return piece.isascii() or bool(piece.decode())
    except UnicodeDecodeError:
        return False
