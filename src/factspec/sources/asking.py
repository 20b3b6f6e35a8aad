"""What is asked of a declared source, and its answer as a body with a sidecar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from factspec.problem import Problem, Problems
from factspec.sources.addresses import host
from factspec.sources.databases import answer
from factspec.sources.declaration import (
    CsvSource,
    DatabaseSource,
    FileSource,
    HtmlSource,
    JsonSource,
    SdmxSource,
    SparqlSource,
    Web,
)
from factspec.sources.declared import Source
from factspec.sources.fetch import Answered, Client, Request
from factspec.sources.queries import query_of
from factspec.sources.sheets import sheet
from factspec.sources.snapshots import Came, Sidecar, digest

_LONGEST_ADDRESS = 4000
_CSV = ("text/csv", "text/plain", "application/csv", "text/tab-separated-values")
_JSON = ("application/json", "+json")
_MEMENTO = re.compile(r"<([^>]{1,2000})>\s*;[^,]*\brel=\"?[^\",]*\bmemento\b")


def came(source: Source, client: Client, root: Path, kept: Came | None) -> Came:
    """What a source answers now; ``kept`` is what it answered last. Raises Problems, told at the declaration."""
    declared = source.declared
    try:
        if isinstance(declared, FileSource):
            return sheet(source.package, declared, kept)
        if isinstance(declared, DatabaseSource):
            return _stored(declared, root, client, kept)
        if declared.private and host(declared.url) not in client.private and _looks_private(declared.url):
            wanted = f"--private {host(declared.url)}, which allows it for this run"
            raise Problems([Problem(f"{host(declared.url)} is inside a network", path="private", expected=wanted)])
        allowed = client.private if declared.private else frozenset[str]()
        asked = Client(allowed, client.contact, client.tell, client.last)
        return _fetched(declared, asked.answered(_request(declared, kept)), kept)
    except Problems as faults:
        raise faults.at(source.file, 1) from None


def _request(declared: Web, kept: Came | None) -> Request:
    accept, types = _wanted(declared)
    url, form = declared.url, dict[str, str]()
    if isinstance(declared, SparqlSource):
        query = query_of(declared)
        whole = f"{url}{'&' if urlsplit(url).query else '?'}{urlencode({'query': query})}"
        url, form = (whole, {}) if len(whole) <= _LONGEST_ADDRESS else (url, {"query": query})
    known: dict[str, str] = {}
    if kept is not None and kept.sidecar.asked == url and dict(kept.sidecar.form) == form:
        headers = kept.sidecar.headers
        names = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        known = {name: headers[told] for name, told in names.items() if told in headers}
    return Request(
        url,
        declared.accept or accept,
        declared.content_type or types,
        declared.limits,
        form,
        known,
        kept.sidecar.url if kept else "",
    )


def _wanted(declared: Web) -> tuple[str, tuple[str, ...]]:
    """The Accept header, and the content types that may come; one that begins with + is an ending."""
    match declared:
        case CsvSource():
            return "text/csv, text/plain;q=0.5", _CSV
        case JsonSource():
            return "application/json", _JSON
        case HtmlSource():
            return "text/html, application/xhtml+xml", ("text/html", "application/xhtml+xml")
        case SparqlSource():
            return "application/sparql-results+json", ("application/sparql-results+json", "application/json")
        case SdmxSource(format="json"):
            return "application/vnd.sdmx.data+json;version=1.0.0, application/json;q=0.5", _JSON
        case SdmxSource():
            return "application/vnd.sdmx.data+csv;version=1.0.0, text/csv;q=0.5", ("application/vnd.sdmx.data+csv", *_CSV)


def _fetched(declared: Web, found: Answered, kept: Came | None) -> Came:
    if kept is not None and (found.body is None or digest(found.body) == kept.sidecar.sha256):
        return Came(kept.body, kept.sidecar, True)
    assert found.body is not None
    request = _request(declared, None)
    sidecar = Sidecar(
        sha256=digest(found.body),
        bytes=len(found.body),
        asked=request.url,
        url=found.url,
        hops=found.hops if len(found.hops) > 1 else (),
        form=request.form,
        time=found.time,
        status=found.status,
        headers=dict(found.headers),
        memento=_memento(found.headers),
        archived=declared.source.archived,
    )
    return Came(found.body, sidecar, False)


def _memento(headers: Mapping[str, str]) -> str | None:
    """The address of an archived copy that the server names, or the time of the copy that this is."""
    named = _MEMENTO.search(headers.get("link", ""))
    return named[1] if named else headers.get("memento-datetime")


def _stored(declared: DatabaseSource, root: Path, client: Client, kept: Came | None) -> Came:
    body = answer(declared, root, client.private)
    if kept is not None and digest(body) == kept.sidecar.sha256:
        return Came(kept.body, kept.sidecar, True)
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    sidecar = Sidecar(
        sha256=digest(body), bytes=len(body), asked=declared.url, url=declared.url, form={"query": declared.query}, time=now,
        status=200, headers={"content-type": "text/csv; charset=utf-8"}, archived=declared.source.archived,
    )  # fmt: skip
    return Came(body, sidecar, False)


def _looks_private(url: str) -> bool:
    """Whether an address is written as one inside a network; names that only lead there are found when they are asked."""
    import ipaddress

    name = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return name == "localhost" or name.endswith((".local", ".internal", ".localhost"))
