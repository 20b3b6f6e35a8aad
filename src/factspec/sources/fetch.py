"""Bodies fetched over HTTP: a few attempts with pauses, within limits of time and size. Nothing fetched is executed."""

from __future__ import annotations

import email.utils
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from typing import TYPE_CHECKING

from factspec import __version__
from factspec.problem import problem
from factspec.sources.addresses import host, next_hop, pinned, session
from factspec.sources.declaration import Limits

if TYPE_CHECKING:
    import requests

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_HOPS = 5
_AGAIN = (429, 500, 502, 503, 504)
_KEPT = ("content-type", "content-language", "etag", "last-modified", "date", "memento-datetime", "link", "content-disposition")
_LONGEST_HEADER = 2000
_LONGEST_SHOWN = 200
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: an address and what may come. ``form`` makes it a POST.

    ``known`` are the headers that ask whether what came from ``known_at`` has changed.
    """

    url: str
    accept: str
    types: tuple[str, ...]
    limits: Limits = field(default_factory=Limits)
    form: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    known_at: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came: the body as it was sent, unpacked; ``body`` None: it has not changed. ``hops`` are the addresses asked."""

    url: str
    hops: tuple[str, ...]
    status: int
    headers: Mapping[str, str]
    time: str
    body: bytes | None


@dataclass(slots=True)
class Client:
    """Asks one thing at a time, and a host no more often than it may be asked. ``tell`` is told of every wait.

    ``private`` are the hosts inside one's own network that may be asked, as ``host:port``; ``contact`` goes into the
    User-Agent.
    """

    private: frozenset[str] = frozenset()
    contact: str = ""
    tell: Callable[[str], None] = lambda _: None
    last: dict[str, float] = field(default_factory=dict)

    def answered(self, request: Request) -> Answered:
        """The answer to a request. Raises Problems where there is none in the time, size and form that is allowed."""
        until = time.monotonic() + request.limits.seconds
        with session(self.private) as made:
            for attempt in range(1, request.limits.attempts + 1):
                try:
                    return self._attempt(made, request, until)
                except _Later as later:
                    wait = (
                        later.wait if later.wait is not None else min(60.0, 2.0 ** (attempt - 1)) * (0.75 + random.random() / 2)
                    )
                    if attempt == request.limits.attempts:
                        raise problem(f"{later.wrong}, {_times(attempt)}", expected=f"{_short(request.url)} to answer") from None
                    if time.monotonic() + wait > until:
                        raise problem(f"{later.wrong}, to wait {wait:.0f} s", expected=_within(request.limits)) from None
                    self.tell(f"{_short(request.url)}: {later.wrong}; again in {wait:.1f} s")
                    time.sleep(wait)
        raise AssertionError("no attempt")

    def _attempt(self, made: requests.Session, request: Request, until: float) -> Answered:
        url, hops = request.url, [request.url]
        while True:
            self._pause(url, request.limits.pause, until)
            with self._response(made, request, url, until) as response:
                if response.status_code in _REDIRECTS:
                    if len(hops) > _MOST_HOPS:
                        raise problem(f"{_MOST_HOPS} redirects", expected=f"at most {_MOST_HOPS}")
                    url = next_hop(url, response.headers.get("Location"))
                    hops.append(url)
                    continue
                return _taken(response, request, url, tuple(hops), until)

    def _response(self, made: requests.Session, request: Request, url: str, until: float) -> requests.Response:
        import requests
        from requests_hardened.ip_filter import InvalidIPAddress

        again = dict(request.known) if url == request.known_at else {}
        headers = {"User-Agent": self.user_agent, "Accept": request.accept, "Accept-Encoding": "gzip, deflate", **again}
        method, form = ("POST", dict(request.form)) if request.form and url == request.url else ("GET", None)
        left = max(0.5, until - time.monotonic())
        target = pinned(url) if host(url) in self.private else url
        quiet = (min(10.0, left), min(30.0, left))
        try:
            return _bounded(lambda: made.request(method, target, data=form, headers=headers, timeout=quiet, stream=True), left)
        except InvalidIPAddress:
            where = host(url)
            wanted = f"a public one; private: true in the declaration and --private {where} allow it"
            raise problem(f"{where} is an address inside a network", expected=wanted) from None
        except requests.Timeout:
            raise _Later("no answer in time") from None
        except requests.ConnectionError as error:
            raise _Later(f"no connection to {host(url)} ({_reason(error)})") from None
        except (requests.RequestException, UnicodeError, ValueError) as error:
            raise problem(f"cannot be asked: {_reason(error)}", expected="an address that can") from None

    def _pause(self, url: str, pause: float, until: float) -> None:
        where = host(url)
        wait = self.last.get(where, -1e9) + pause - time.monotonic()
        if wait > 0:
            time.sleep(min(wait, max(0.0, until - time.monotonic())))
        self.last[where] = time.monotonic()

    @property
    def user_agent(self) -> str:
        """What the client calls itself."""
        return f"factspec/{__version__} (references; {self.contact or 'https://pypi.org/project/factspec/'})"


def _bounded(ask: Callable[[], requests.Response], seconds: float) -> requests.Response:
    """What ``ask`` gives, if it comes in time: a server that sends one letter of its headers now and then is left alone."""
    found: list[requests.Response | BaseException] = []

    def asked() -> None:
        try:
            found.append(ask())
        except BaseException as error:
            found.append(error)

    asking = threading.Thread(target=asked, daemon=True)
    asking.start()
    asking.join(seconds + 1)
    if not found:
        raise _Later("no headers in time")
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


@dataclass(slots=True)
class _Later(Exception):
    """A failure that another attempt may mend; ``wait`` is what the server asked for, in seconds."""

    wrong: str
    wait: float | None = None


def _taken(response: requests.Response, request: Request, url: str, hops: tuple[str, ...], until: float) -> Answered:
    status = response.status_code
    headers = {name: response.headers[name][:_LONGEST_HEADER] for name in _KEPT if name in response.headers}
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if status == 304 and request.known:
        return Answered(url, hops, status, headers, now, None)
    if status in _AGAIN:
        raise _Later(f"status {status}", _retry_after(response.headers.get("Retry-After")))
    if status != 200:
        raise problem(f"status {status}", expected=f"200 from {_short(url)}")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not any(kind == known or (known.startswith("+") and kind.endswith(known)) for known in request.types):
        raise problem(
            f"content type {kind or 'not given'!r}",
            expected=f"{_either(request.types)}; 'content_type' in the declaration allows others",
        )
    body = b"".join(_chunks(response, request.limits, until))
    if not body.strip():
        raise problem("an empty body", expected="data")
    return Answered(url, hops, status, headers, now, body)


def _chunks(response: requests.Response, limits: Limits, until: float) -> Iterator[bytes]:
    """The body piece by piece, unpacked; it breaks off where it grows too large or takes too long."""
    from urllib3.exceptions import HTTPError

    size = 0
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise problem(f"content encoding {encoding!r}", expected="gzip, deflate or none")
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and len(told) < 20 and int(told) > limits.bytes:
        raise problem(f"{int(told):,} bytes", expected=f"at most {limits.bytes:,}; limits.bytes sets it")
    try:
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > limits.bytes:
                raise problem(f"more than {limits.bytes:,} bytes", expected="fewer; limits.bytes sets how many")
            if time.monotonic() > until:
                raise problem(f"not whole after {limits.seconds} s", expected=_within(limits))
            yield chunk
    except (HTTPError, HTTPException, OSError) as error:
        raise _Later(f"the body breaks off ({_reason(error)})") from None
    if encoding == "identity" and told.isdecimal() and int(told) != size:
        raise _Later(f"the body breaks off ({size:,} of {int(told):,} bytes)")


def _retry_after(text: str | None) -> float | None:
    """The seconds that a server asks to wait: a number, or the time until a date."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(min(int(text.strip()[:9]), 10**9))
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _reason(error: Exception) -> str:
    """The innermost cause of a failure, in few words."""
    inner: BaseException = error
    while True:
        below = inner.__cause__ or inner.__context__ or next((a for a in inner.args if isinstance(a, BaseException)), None)
        below = getattr(inner, "reason", None) if isinstance(getattr(inner, "reason", None), BaseException) else below
        if below is None or below is inner:
            break
        inner = below
    said = str(getattr(inner, "strerror", None) or inner) or type(inner).__name__
    return " ".join(said.split())[:120]


def _short(url: str) -> str:
    """An address as messages have it: a query of pages is left out."""
    return url if len(url) <= _LONGEST_SHOWN else f"{url.partition('?')[0][:_LONGEST_SHOWN]}?…"


def _times(attempts: int) -> str:
    return "once" if attempts == 1 else f"{attempts} times"


def _within(limits: Limits) -> str:
    return f"an answer within {limits.seconds} s; limits.seconds sets it"


def _either(options: tuple[str, ...]) -> str:
    return " or ".join(options)
