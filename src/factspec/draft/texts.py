"""Articles as they lie about: text, Markdown, HTML and PDF, on disk or at an address, made into a title, a day and plain text."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from factspec import __version__
from factspec.extras import missing
from factspec.problem import Problem, Problems
from factspec.values.nearest import nearest

MOST = 20_000_000
_MOST_TEXT = 2_000_000
_TIMEOUT = (10, 30)
_CHUNK = 65_536
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text, paragraphs with a blank line between them, with what its file says of it."""

    body: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def text_of(source: str) -> Text:
    """The text at a path or an http address. Raises Problems."""
    if re.match(r"https?://", source, re.IGNORECASE):
        data, kind = _fetched(source)
        found = replace(_read(data, kind, source), url=source)
        return replace(found, publisher=found.publisher or urlsplit(source).hostname)
    if re.match(r"[a-z][a-z0-9+.-]+://", source, re.IGNORECASE):
        raise Problems([Problem("an address of another kind", source, expected="a file, or an address with http or https")])
    path = Path(source)
    if not path.is_file():
        raise Problems([_no_file(path)])
    try:
        if path.stat().st_size > MOST:
            raise Problems([Problem(f"{path.stat().st_size} bytes", source, expected=f"at most {MOST}")])
        data = path.read_bytes()
    except OSError as error:
        raise Problems([Problem(f"cannot be read: {error.strerror}", source)]) from None
    return _read(data, _kind(data, path.suffix.casefold(), source), source)


def _no_file(path: Path) -> Problem:
    near = nearest(path.name, [p.name for p in path.parent.iterdir() if p.is_file()]) if path.parent.is_dir() else ()
    wrong = "a folder" if path.is_dir() else "no such file"
    return Problem(wrong, str(path), expected="a text, Markdown, HTML or PDF file, or an address", nearest=near)


def _kind(data: bytes, suffix: str, source: str) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if suffix in (".html", ".htm", ".xhtml"):
        return "html"
    if suffix == ".pdf":
        raise Problems([Problem("not a PDF, whatever its name says", source, expected="a file that begins with %PDF-")])
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _read(data: bytes, kind: str, source: str) -> Text:
    readers: dict[str, Callable[[bytes, str], Text]] = {"pdf": _pdf, "html": _html, "markdown": _markdown, "text": _plain}
    found = readers[kind](data, source)
    if not found.body.strip():
        raise Problems([Problem("no text in it", source, expected="an article")])
    if len(found.body) > _MOST_TEXT:
        raise Problems([Problem(f"{len(found.body)} characters of text", source, expected=f"at most {_MOST_TEXT}")])
    return found


def _fetched(url: str) -> tuple[bytes, str]:
    import requests

    try:
        with requests.get(url, timeout=_TIMEOUT, stream=True, headers={"User-Agent": f"factspec/{__version__}"}) as answer:
            if answer.status_code != 200:
                raise Problems([Problem(f"the server answers {answer.status_code}", url, expected="200 and a page")])
            data = b""
            for chunk in answer.iter_content(_CHUNK):
                data += chunk
                if len(data) > MOST:
                    raise Problems([Problem(f"more than {MOST} bytes", url, expected="an article")])
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
    except (requests.RequestException, UnicodeError, ValueError) as error:
        raise Problems([Problem(f"cannot be fetched: {_said(error)}", url, expected="an address that answers")]) from None
    if kind in ("text/plain", "text/markdown"):
        return data, "markdown" if kind == "text/markdown" else "text"
    if data.startswith(b"%PDF-"):
        return data, "pdf"
    if kind and "html" not in kind and "xml" not in kind:
        raise Problems([Problem(f"{kind} is no article", url, expected="HTML, PDF, Markdown or plain text")])
    return data, "html"


def _said(error: Exception) -> str:
    """What went wrong, in a word or two, without the library's objects."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(error).__name__).casefold()


def _decoded(data: bytes, source: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Problems([Problem(f"byte {error.start} is not utf-8", source, line, expected="utf-8 text")]) from None
    if "\0" in text:
        raise Problems([Problem("not a text: it holds a zero byte", source, expected="text, Markdown, HTML or PDF")])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(data: bytes, source: str) -> Text:
    text = _decoded(data, source).strip("\n")
    first, _, rest = text.partition("\n")
    headline = (
        len(first) <= _LONGEST_TITLE and not first.rstrip().endswith((".", ":", ",")) and rest.startswith("\n") and rest.strip()
    )
    return Text(rest.strip("\n"), title=" ".join(first.split())) if headline and first.strip() else Text(text)


def _markdown(data: bytes, source: str) -> Text:
    text = _decoded(data, source)
    heading = re.search(r"^#[ \t]+([^ \t\n].*)$", text, re.MULTILINE)
    title = _unmarked(heading[1].rstrip(" \t#") or heading[1]) if heading else None
    body = text[: heading.start()] + text[heading.end() :] if heading else text
    return Text(_unmarked(body).strip("\n"), title=title)


def _unmarked(text: str) -> str:
    """Markdown without the marks that would stand inside of sentences: links, emphasis, code and headings."""
    text = "".join(_uncommented(text))
    for pattern, put in _MARKS:
        text = pattern.sub(put, text)
    return text


def _uncommented(text: str) -> Iterator[str]:
    """What stands between comments; one that has no end is none."""
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        yield text[at:begin]
        at = end + 3
    yield text[at:]


_MARKS = (  # each looks ahead so far and no farther: a text of brackets alone would keep it looking
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\])"), r"\1"),
    (re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=\S)([^\n]{0,500}?\S)\1(?!\w)"), r"\2"),
    (re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE), ""),
)


def _html(data: bytes, source: str) -> Text:
    trafilatura = _needed("trafilatura", "HTML", source)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL + 1)
    try:
        found = trafilatura.bare_extraction(
            data, with_metadata=True, include_comments=False, include_tables=False, include_links=False, favor_precision=True
        )
    except Exception as error:  # whatever a page can do to a parser is a fault of the page
        raise Problems([Problem(f"cannot be read as HTML: {_said(error)}", source)]) from None
    if found is None or not found.text:
        raise Problems([Problem("no text in it", source, expected="a page with an article")])
    paragraphs = [" ".join(line.split()) for line in found.text.splitlines() if line.strip()]
    title = " ".join(found.title.split()) if found.title else None
    if title and paragraphs and paragraphs[0] == title:
        paragraphs = paragraphs[1:]
    return Text("\n\n".join(paragraphs), title, found.sitename or None, found.date or None, language=found.language or None)


def _pdf(data: bytes, source: str) -> Text:
    pypdf = _needed("pypdf", "PDF", source)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Problems([Problem("a PDF that is locked with a password", source, expected="one that opens without")])
        pages = [page.extract_text() for page in reader.pages]
        title = str((reader.metadata.title if reader.metadata else None) or "") or None
    except Problems:
        raise
    except Exception as error:  # a broken file can raise almost anything in a parser
        raise Problems([Problem(f"cannot be read as PDF: {_said(error)}", source)]) from None
    return Text(_reflowed("\n\n".join(pages)), title=title)


def _reflowed(text: str) -> str:
    """The lines of pages joined to paragraphs: a line that ends a sentence well before the margin ends its paragraph."""
    lines = [line.rstrip() for line in text.replace("\r", "").splitlines()]
    widest = max((len(line) for line in lines), default=0)
    found: list[str] = [""]
    for line in lines:
        if not line.strip():
            found.append("")
            continue
        joined = found[-1]
        if re.search(r"[a-z]-$", joined) and line[:1].islower():
            found[-1] = joined[:-1] + line.strip()
        else:
            found[-1] = f"{joined} {line.strip()}".strip()
        if line.endswith((".", "!", "?", ".”", '."')) and len(line) < widest * 0.75:
            found.append("")
    return "\n\n".join(paragraph for paragraph in found if paragraph)


def _needed(name: str, kind: str, source: str) -> Any:
    """A library of the extra ``draft``."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        gone = isinstance(error, ModuleNotFoundError) and error.name == name
        why = "which is not installed" if gone else f"which cannot be loaded: {str(error).splitlines()[0]}"
        raise Problems([missing("draft", name, kind, why).at(source)]) from None
