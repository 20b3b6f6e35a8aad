"""Sessions that reach public addresses alone: every host is resolved once, checked, and asked by the address that was checked."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from factspec.extras import missing
from factspec.problem import Problems, problem
from factspec.sources.declaration import web_address

if TYPE_CHECKING:
    import requests

_USUAL = {"http": 80, "https": 443}


def extra(module: str) -> Problems:
    """The fault of an extra that is not installed."""
    return Problems([missing("sources", module.replace("_", "-"), "fetching")])


def session(private: Iterable[str] = ()) -> requests.Session:
    """A session that refuses private, loopback and link-local addresses, but for the hosts in ``private``, as ``host:port``.

    It follows no redirects, reads no proxies and no passwords from the environment, and keeps no cookies.
    """
    try:
        from http.cookiejar import DefaultCookiePolicy

        from requests.adapters import HTTPAdapter
        from requests_hardened import Config, HTTPSession
    except ImportError as error:
        raise extra(error.name or "requests-hardened") from None
    logging.getLogger("requests_hardened").addHandler(logging.NullHandler())  # what it refuses is told in a fault
    made: requests.Session = HTTPSession(
        Config(ip_filter_enable=True, ip_filter_allow_loopback_ips=False, never_redirect=True, default_timeout=(10, 30))
    )
    made.trust_env = False
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for host in private:
        for scheme in _USUAL:
            made.mount(f"{scheme}://{host}/", HTTPAdapter())
    return made


def host(url: str) -> str:
    """The host and port of an address, as a command line names them."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    return f"[{name}]:{_port(url)}" if ":" in name else f"{name}:{_port(url)}"


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or _USUAL.get(parts.scheme, 0)


def pinned(url: str) -> str:
    """The address with its port in it, so that a permission for one port is none for another."""
    parts = urlsplit(url)
    return parts._replace(netloc=host(url), path=parts.path or "/", fragment="").geturl()


def next_hop(url: str, location: str | None) -> str:
    """Where a redirect leads. Raises Problems where it leads out of the web, or from https to http."""
    if not location:
        raise problem("a redirect to nowhere", expected="an address in Location")
    try:
        target = web_address(urljoin(url, location))
    except ValueError:
        raise problem(f"a redirect to {location[:200]!r}", expected="an address of the web") from None
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise problem(f"a redirect from https to {target[:200]!r}", expected="https all the way")
    return target
