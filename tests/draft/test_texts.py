"""Articles read from text, Markdown, HTML and PDF, from disk and from servers that behave and that do not."""

from __future__ import annotations

import builtins
import importlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from factspec.draft import texts
from factspec.draft.texts import text_of
from factspec.problem import Problems

PAGE = """<!doctype html><html lang="en"><head><title>Talks in Moscow</title>
<meta property="og:site_name" content="The Gazette"><meta property="article:published_time" content="2022-05-17T08:00:00Z">
</head><body><nav><a href="/">Home</a> <a href="/more">More news</a></nav><article><h1>Talks in Moscow</h1>
<p>Russian President Vladimir Putin met his Tajik counterpart, Emomali Rahmon, in Moscow on Monday. It was their first
meeting in person this year, and it took place on the sidelines of a summit that had brought six leaders to Moscow.</p>
<p>The two presidents spoke by phone on May 13. In February, Putin visited China, where he saw the Games begin, and
nobody who was there with him has forgotten how cold that evening was in the stadium.</p>
</article><footer>Copyright, imprint, cookies</footer></body></html>"""


def pdf(*lines: str, title: str = "Talks") -> bytes:
    """A PDF of one page with some lines of text, written by hand."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 40 700 Td {shown} ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Title (%s) >>" % title.encode(),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (len(parts) + 1, table, len(parts) + 1, len(data))


def put(folder: Path, name: str, data: str | bytes) -> str:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(file)


def test_the_first_line_of_a_text_is_its_title_where_a_blank_line_follows(tmp_path: Path) -> None:
    found = text_of(put(tmp_path, "a.txt", "Talks in Moscow\n\nThey met.\r\n\r\nThey parted.\n"))
    assert (found.title, found.body) == ("Talks in Moscow", "They met.\n\nThey parted.")
    assert text_of(put(tmp_path, "b.txt", "They met.\n\nThey parted.")).title is None


def test_markdown_loses_the_marks_inside_of_sentences(tmp_path: Path) -> None:
    text = "# The *Talks*\n\n**Putin** met [Rahmon](https://example.org/r) in `Moscow`, 2 * 3 * 4.\n\n> So it was_said_here.\n"
    found = text_of(put(tmp_path, "a.md", text))
    assert found.title == "The Talks"
    assert found.body == "Putin met Rahmon in Moscow, 2 * 3 * 4.\n\nSo it was_said_here."


def test_html_gives_the_article_and_what_the_page_says_of_it(tmp_path: Path) -> None:
    found = text_of(put(tmp_path, "a.html", PAGE))
    assert (found.title, found.publisher, found.published) == ("Talks in Moscow", "The Gazette", "2022-05-17")
    assert found.body.startswith(
        "Russian President Vladimir Putin met his Tajik counterpart, Emomali Rahmon, in Moscow on Monday."
    )
    assert "Copyright" not in found.body
    assert found.body.count("\n\n") == 1


def test_pdf_gives_its_lines_as_paragraphs(tmp_path: Path) -> None:
    data = pdf(
        "Putin met Rahmon in Moscow on Monday, and it was their first meet-",
        "ing this year.",
        "They parted on Tuesday, as they had said that they would do.",
    )
    found = text_of(put(tmp_path, "a.pdf", data))
    assert found.title == "Talks"
    assert found.body.startswith("Putin met Rahmon in Moscow on Monday, and it was their first meeting this year.")


BAD = {
    "no.txt": (None, "no such file"),
    "zero.txt": (b"a\0b", "zero byte"),
    "latin.txt": ("Caf\xe9".encode("latin-1"), "byte 3 is not utf-8"),
    "empty.txt": (b"", "no text in it"),
    "false.pdf": (b"hello", "not a PDF"),
    "broken.pdf": (pdf("a")[:200], "cannot be read as PDF"),
    "empty.html": (b"<html></html>", "no text in it"),
}


@pytest.mark.parametrize(("name", "data", "wrong"), [(n, d, w) for n, (d, w) in BAD.items()], ids=BAD)
def test_a_file_that_is_no_article_is_a_fault_told_in_a_line(name: str, data: bytes | None, wrong: str, tmp_path: Path) -> None:
    file = put(tmp_path, name, data) if data is not None else str(tmp_path / name)
    with pytest.raises(Problems, match=wrong) as found:
        text_of(file)
    assert str(found.value).startswith(file)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(("name", "library"), [("a.html", "trafilatura"), ("a.pdf", "pypdf")])
def test_without_the_extra_its_name_is_told(name: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(wanted: str, *rest: Any) -> Any:
        if wanted == library:
            raise ModuleNotFoundError(name=library)
        return builtins.__import__(wanted, *rest)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(Problems, match=f"needs {library}, which is not installed") as found:
        text_of(put(tmp_path, name, PAGE if name.endswith("html") else pdf("a")))
    assert 'pip install "factspec[draft]"' in str(found.value)


class Pages(BaseHTTPRequestHandler):
    """A server of pages, good and bad."""

    def do_GET(self) -> None:
        status, kind, body = {
            "/page": (200, "text/html; charset=utf-8", PAGE.encode()),
            "/text": (200, "text/plain", b"Title\n\nPutin visited China."),
            "/pdf": (200, "application/pdf", pdf("Putin visited China in February and went home again after that.")),
            "/image": (200, "image/png", b"\x89PNG"),
            "/huge": (200, "text/html", b"x" * 5_000),
        }.get(self.path, (404, "text/html", b"gone"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        del format, args


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_an_address_is_read_by_what_the_server_says_it_is(server: str) -> None:
    assert text_of(f"{server}/page").title == "Talks in Moscow"
    assert text_of(f"{server}/page").url == f"{server}/page"
    assert text_of(f"{server}/text").body == "Putin visited China."
    assert text_of(f"{server}/pdf").body.startswith("Putin visited China in February")
    assert text_of(f"{server}/text").publisher == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("/gone", "the server answers 404"), ("/image", "image/png is no article"), ("/huge", "more than 1000 bytes")],
)
def test_an_address_that_gives_no_article_is_a_fault(path: str, wrong: str, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST", 1000)
    with pytest.raises(Problems, match=wrong):
        text_of(server + path)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "http://", "https://[bad/"])
def test_an_address_where_nobody_answers_is_a_fault(address: str) -> None:
    with pytest.raises(Problems, match="cannot be fetched"):
        text_of(address)


def test_an_address_of_another_kind_is_a_fault() -> None:
    with pytest.raises(Problems, match="an address of another kind"):
        text_of("ftp://example.org/a")
