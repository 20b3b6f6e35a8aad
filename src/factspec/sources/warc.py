"""Snapshots as WARC (ISO 28500), the form in which archives of the web keep what was sent."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from string import punctuation
from urllib.parse import quote

from factspec import __version__
from factspec.problem import Problem, Problems
from factspec.sources.addresses import extra
from factspec.sources.declared import declared_sources
from factspec.sources.lock import Lock
from factspec.sources.snapshots import Sidecar, kept_body, kept_sidecar

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_SAFE = punctuation + " \t"


def write_warc(file: Path, locks: Sequence[tuple[Path, Lock]]) -> int:
    """Writes the snapshots of the locks into a file, whole or not at all, and gives their number. Raises Problems for none."""
    try:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter
    except ImportError:
        raise extra("warcio") from None
    kept: dict[str, tuple[bytes, Sidecar]] = {}
    for package, lock in locks:
        sheets = {source.name for source in declared_sources(package) if source.sheet}
        for name, locked in lock.sources.items():
            for sha256 in (*locked.earlier, locked.snapshot) if name not in sheets else ():
                kept[sha256] = (kept_body(package, sha256), kept_sidecar(package, sha256))
    if not kept:
        raise Problems([Problem("no snapshot to export", expected="a source that factspec references import has taken")])
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=file.suffix == ".gz")
    info = {"software": f"factspec/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(file.name, info))
    for body, sidecar in kept.values():
        status = f"{sidecar.status} {_PHRASES.get(sidecar.status, 'Unknown')}"
        http = StatusAndHeaders(status, list(_headers(sidecar.headers, len(body)).items()), protocol="HTTP/1.1")
        digest = {"WARC-Date": _plain(sidecar.time), "WARC-Payload-Digest": f"sha256:{sidecar.sha256}"}
        writer.write_record(
            writer.create_warc_record(
                _plain(sidecar.asked),
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=http,
                warc_headers_dict=digest,
            )
        )
    _put(file, out.getvalue())
    return len(kept)


def _headers(headers: Mapping[str, str], length: int) -> dict[str, str]:
    """The headers that were kept; the body lies unpacked, so its length is said anew."""
    said = {"-".join(part.capitalize() for part in name.split("-")): _plain(value) for name, value in headers.items()}
    return {name: value for name, value in said.items() if _NAME.fullmatch(name)} | {"Content-Length": str(length)}


def _plain(value: str) -> str:
    """A value as a header may hold it, on one line and in ASCII: what is neither is written as percent signs and digits."""
    return quote(value, safe=_SAFE, errors="replace")


def _put(file: Path, body: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.{token_hex(6)}.part")
        try:
            part.write_bytes(body)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Problems([Problem(f"cannot be written: {error.strerror}", str(file))]) from None
