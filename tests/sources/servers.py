"""Servers on this machine for the tests of sources: one that says what it is told to, and a SPARQL endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


@dataclass
class Reply:
    """What a server answers; ``act`` writes the answer by itself in place of that."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Server:
    """A server with its replies by path; several for one path come one after another, the last one again and again."""

    host: str
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answer: Callable[[str], Reply] | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def csv(self, path: str, text: str, **headers: str) -> None:
        self.replies[path] = Reply(text, headers={"Content-Type": "text/csv; charset=utf-8", **headers})

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def reply(self, path: str) -> Reply:
        if self.answer is not None:
            return self.answer(path)
        found = self.replies.get(path.partition("?")[0], Reply("no such page", 404, {"Content-Type": "text/plain"}))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port of the loopback address."""
    known: list[Server] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = self.rfile.read(length).decode()
            path = f"{self.path}?{form}" if form else self.path
            known[0].asked.append((path, dict(self.headers.items())))
            reply = known[0].reply(path)
            try:
                self._send(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_POST = do_GET  # noqa: N815  the name that http.server looks for

        def _send(self, reply: Reply) -> None:
            if reply.act is not None:
                reply.act(self)
                self.close_connection = True
                return
            tag = reply.headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.send_header("ETag", tag)
                self.end_headers()
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that goes away is no news."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        known.append(Server(f"127.0.0.1:{http.server_port}"))
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield known[0]
        finally:
            http.shutdown()
            thread.join()


def sparql(server: Server, turtle: str) -> ox.Store:
    """Makes the server a SPARQL endpoint over a graph; the store may be changed later."""
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)

    def answer(path: str) -> Reply:
        query = parse_qs(urlsplit(path).query)["query"][0]
        try:
            found = store.query(query)
        except SyntaxError as error:
            return Reply(str(error), 400, {"Content-Type": "text/plain"})
        assert isinstance(found, ox.QuerySolutions)
        body = found.serialize(format=ox.QueryResultsFormat.JSON)
        assert body is not None
        return Reply(json.dumps(json.loads(body)), headers={"Content-Type": "application/sparql-results+json"})

    server.answer = answer
    return store
