"""Fetched bodies as text: in the encoding they are said to be in, and of the form they are said to have."""

from __future__ import annotations

import re

from factspec.problem import problem

_CHARSET = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_HTML = re.compile(r"\s*(<!doctype html|<html)", re.IGNORECASE)
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "an archive or a spreadsheet",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet",
}


def body_text(body: bytes, content_type: str = "", encoding: str | None = None, *, html: bool = False) -> str:
    """The text of a body. ``encoding`` goes before what the server says; utf-8 if neither says.

    Raises Problems for other bytes, NUL, an HTML page where none is expected, and files that are no text.
    """
    for magic, what in _MAGIC.items():
        if body.startswith(magic):
            raise problem(f"the body is {what}", expected="text")
    match = _CHARSET.search(content_type)
    name = encoding or (match[1] if match else "utf-8")
    try:
        text = body.decode("utf-8-sig" if name.lower() in ("utf-8", "utf8") else name)
    except UnicodeDecodeError as error:
        wanted = f"{name} text; 'encoding' in the declaration sets another"
        raise problem(f"byte {error.start} of the body is not {name}", expected=wanted) from None
    except (LookupError, UnicodeError, ValueError):
        raise problem(f"encoding {name!r} is not known", expected="one such as utf-8 or windows-1251") from None
    if "\0" in text:
        raise problem(f"a NUL character at {text.index(chr(0))}", expected="text")
    if not html and _HTML.match(text):
        raise problem("the body is an HTML page", expected="data: an error page, or a page to agree to, may have been sent")
    return text
