"""Bodies are fetched within limits, from public addresses alone, and a server that lies, stalls or breaks off is told of."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from factspec.problem import Problems
from factspec.sources.addresses import next_hop
from factspec.sources.declaration import Limits
from factspec.sources.fetch import Answered, Client, Request

from .servers import Reply, Server

TEXT = {"Content-Type": "text/csv; charset=utf-8"}
QUICK = Limits(seconds=10, attempts=1, pause=0)


def asked(server: Server, path: str = "/a", limits: Limits = QUICK, **more: object) -> Answered:
    client = Client(frozenset({server.host}))
    return client.answered(Request(server.url + path, "text/csv", ("text/csv",), limits, **more))  # type: ignore[arg-type]


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(Problems) as caught:
        read()
    return str(caught.value)


def test_a_body_comes_with_what_is_known_of_it(server: Server) -> None:
    server.replies["/a"] = Reply("x,y\n1,2\n", headers={**TEXT, "ETag": '"v1"', "X-Secret": "no"})
    found = asked(server)
    assert found.body == b"x,y\n1,2\n"
    assert (found.status, found.url, found.hops) == (200, f"{server.url}/a", (f"{server.url}/a",))
    assert found.headers["etag"] == '"v1"'
    assert "x-secret" not in found.headers
    headers = server.asked[0][1]
    assert headers["User-Agent"].startswith("factspec/")
    assert "Cookie" not in headers


def test_the_contact_is_named(server: Server) -> None:
    server.csv("/a", "x\n")
    Client(frozenset({server.host}), contact="desk@example.org").answered(
        Request(f"{server.url}/a", "text/csv", ("text/csv",), QUICK)
    )
    assert "desk@example.org" in server.asked[0][1]["User-Agent"]


def test_a_body_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.replies["/a"] = Reply("x\n", headers={**TEXT, "ETag": '"v1"'})
    found = asked(server, known={"If-None-Match": '"v1"'}, known_at=f"{server.url}/a")
    assert (found.status, found.body) == (304, None)


def test_a_loopback_address_is_refused_unless_it_is_allowed(server: Server) -> None:
    server.csv("/a", "x\n")
    said = refused(lambda: Client().answered(Request(f"{server.url}/a", "text/csv", ("text/csv",), QUICK)))
    assert said.startswith(f"{server.host} is an address inside a network, expected a public one")
    assert server.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[fe80::1]",
        "[fd00::1]", "[::ffff:127.0.0.1]", "100.64.0.1", "224.0.0.1", "2130706433", "0x7f000001", "127.1", "[64:ff9b::7f00:1]",
    ],
)  # fmt: skip
def test_no_address_inside_a_network_is_asked(host: str) -> None:
    said = refused(lambda: Client().answered(Request(f"http://{host}:9/", "text/csv", ("text/csv",), QUICK)))
    assert "an address inside a network" in said or "cannot be asked" in said


def test_a_permission_is_for_one_port_alone(server: Server) -> None:
    server.csv("/a", "x\n")
    client = Client(frozenset({"127.0.0.1:1"}))
    assert "inside a network" in refused(lambda: client.answered(Request(f"{server.url}/a", "text/csv", ("text/csv",), QUICK)))


def test_a_redirect_to_an_address_inside_a_network_is_not_followed(server: Server) -> None:
    for target in ("http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data", "http://localhost:22/"):
        server.replies["/a"] = Reply(status=302, headers={"Location": target})
        assert "inside a network" in refused(lambda: asked(server))


def test_a_redirect_out_of_the_web_is_not_followed(server: Server) -> None:
    for target in ("file:///etc/passwd", "ftp://example.org/x", "gopher://127.0.0.1:25/_x", "http://user:secret@example.org/"):
        server.replies["/a"] = Reply(status=301, headers={"Location": target})
        said = refused(lambda: asked(server))
        assert "a redirect to" in said
        assert "an address of the web" in said


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    assert "from https" in refused(lambda: next_hop("https://example.org/a", "http://example.org/b"))
    assert next_hop("http://example.org/a", "/b?c") == "http://example.org/b?c"


def test_redirects_are_followed_and_told_of(server: Server) -> None:
    server.replies["/a"] = Reply(status=302, headers={"Location": "/b"})
    server.csv("/b", "x\n")
    assert asked(server).hops == (f"{server.url}/a", f"{server.url}/b")


def test_redirects_that_lead_round_end(server: Server) -> None:
    server.replies["/a"] = Reply(status=302, headers={"Location": "/a"})
    assert "redirects, expected at most 5" in refused(lambda: asked(server))


def test_an_endless_body_ends_at_the_limit(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/csv")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    server.replies["/a"] = Reply(act=endless)
    said = refused(lambda: asked(server, limits=Limits(seconds=10, bytes=300_000, attempts=1, pause=0)))
    assert said == "more than 300,000 bytes, expected fewer; limits.bytes sets how many"


def test_a_length_that_is_too_large_is_believed(server: Server) -> None:
    server.replies["/a"] = Reply("x", headers={**TEXT, "Content-Length": "9999999999"})
    assert "9,999,999,999 bytes, expected at most" in refused(lambda: asked(server))


def test_a_packed_body_is_measured_unpacked(server: Server) -> None:
    bomb = gzip.compress(b"x" * 5_000_000)
    server.replies["/a"] = Reply(bomb, headers={**TEXT, "Content-Encoding": "gzip"})
    assert "more than 100,000 bytes" in refused(lambda: asked(server, limits=Limits(bytes=100_000, attempts=1, pause=0)))
    server.replies["/a"] = Reply(gzip.compress(b"x\n1\n"), headers={**TEXT, "Content-Encoding": "gzip"})
    assert asked(server).body == b"x\n1\n"


def test_a_body_that_breaks_off_is_asked_for_again(server: Server) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/csv")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"x,y\n1,")

    server.replies["/a"] = Reply(act=cut)
    assert "the body breaks off" in refused(lambda: asked(server))
    server.replies["/a"] = [Reply(act=cut), Reply("x,y\n1,2\n", headers=TEXT)]
    assert asked(server, limits=Limits(seconds=20, attempts=2, pause=0)).body == b"x,y\n1,2\n"


def test_chunks_that_break_off_are_noticed(server: Server) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/csv")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"4\r\nx,y\n\r\n5\r\n1,")

    server.replies["/a"] = Reply(act=cut)
    assert "the body breaks off" in refused(lambda: asked(server))


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_left_in_time(server: Server, part: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.send_header("Content-Type", "text/csv")
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    server.replies["/a"] = Reply(act=drip)
    said = refused(lambda: asked(server, limits=Limits(seconds=1, attempts=1, pause=0)))
    assert "in time" in said or "not whole after 1 s" in said


def test_a_server_that_says_nothing_is_left_in_time(server: Server) -> None:
    server.replies["/a"] = Reply(act=lambda _: time.sleep(3))
    assert "no answer in time" in refused(lambda: asked(server, limits=Limits(seconds=1, attempts=1, pause=0)))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(server: Server, status: int) -> None:
    server.replies["/a"] = [Reply("later", status, {"Retry-After": "0"}), Reply("x\n", headers=TEXT)]
    told: list[str] = []
    client = Client(frozenset({server.host}), tell=told.append)
    found = client.answered(Request(f"{server.url}/a", "text/csv", ("text/csv",), Limits(attempts=2, pause=0)))
    assert found.body == b"x\n"
    assert told == [f"{server.url}/a: status {status}; again in 0.0 s"]


def test_a_wait_that_is_too_long_is_a_fault(server: Server) -> None:
    for wait in ("3600", "Wed, 21 Oct 2099 07:28:00 GMT", "9" * 40):
        server.replies["/a"] = Reply("later", 429, {"Retry-After": wait})
        said = refused(lambda: asked(server, limits=Limits(seconds=5, attempts=3, pause=0)))
        assert said.startswith("status 429, to wait ")
    assert len(server.asked) == 3


def test_a_lasting_failure_is_not_tried_again(server: Server) -> None:
    for status in (400, 403, 404, 410):
        server.replies["/a"] = Reply("no", status)
        assert f"status {status}, expected 200" in refused(lambda: asked(server, limits=Limits(attempts=3, pause=0)))
    assert len(server.asked) == 4


def test_another_content_type_is_refused(server: Server) -> None:
    for kind in ("text/html", "application/pdf", ""):
        server.replies["/a"] = Reply("x\n", headers={"Content-Type": kind} if kind else {})
        assert "content type" in refused(lambda: asked(server))


def test_an_empty_body_is_a_fault(server: Server) -> None:
    server.csv("/a", " \n")
    assert refused(lambda: asked(server)) == "an empty body, expected data"


def test_a_host_is_asked_no_more_often_than_it_may_be(server: Server) -> None:
    server.csv("/a", "x\n")
    client = Client(frozenset({server.host}))
    began = time.monotonic()
    for _ in range(3):
        client.answered(Request(f"{server.url}/a", "text/csv", ("text/csv",), Limits(pause=0.2)))
    assert time.monotonic() - began >= 0.4


def test_no_proxy_and_no_password_is_taken_from_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server.csv("/a", "x\n")
    asked(server)
    assert "Authorization" not in server.asked[0][1]
