"""Whole data packages added from a folder or an address: read strictly first, then put in place with a lock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin

from factspec.problem import Problem, Problems
from factspec.reference.descriptor import DESCRIPTOR
from factspec.reference.package import package_folders
from factspec.sources.addresses import host
from factspec.sources.declaration import FOLDER, Limits, web_address
from factspec.sources.fetch import Client, Request
from factspec.sources.lock import LOCK, Added, Lock
from factspec.sources.snapshots import digest
from factspec.sources.table import FETCHED
from factspec.values.characters import HALF, all_whole

_ANY = (
    "application/json", "text/json", "text/plain", "text/csv", "application/csv", "text/tab-separated-values",
    "application/octet-stream", "application/x-ndjson", "application/jsonl", "application/vnd.apache.parquet",
    "application/vnd.datapackage+json",
)  # fmt: skip
_MOST_FILES = 1000
_MOST_BYTES = 1_000_000_000
_NAMED = ("readme.md", "license", "license.md", "licence", "licence.md")


@dataclass(frozen=True, slots=True)
class NewPackage:
    """A package that is to be added: its descriptor, and all its files, the lock among them, by their paths from its folder."""

    name: str
    descriptor: Mapping[str, Any]
    files: Mapping[str, bytes]


def new_package(given: str, name: str | None, client: Client) -> NewPackage:
    """The package at a path or an address. Raises Problems where it is none, or a file of it is missing or leads elsewhere."""
    if "://" in given:
        try:
            url = web_address(given)
        except ValueError as error:
            raise Problems([Problem(str(error))]) from None
        files = _from_web(url if url.endswith(".json") else f"{url.rstrip('/')}/{DESCRIPTOR}", client)
    else:
        url = given
        files = _from_folder(Path(given))
    descriptor = _descriptor(files[DESCRIPTOR], url)
    called = name or str(descriptor.get("name", ""))
    if not called or any(not (letter.isalnum() or letter in "._-") for letter in called) or called.startswith("."):
        raise Problems([Problem(f"{called!r} is no name for a folder", given, expected="--name NAME, such as world-population")])
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    added = Added(url=url, time=now, files={file: digest(body) for file, body in sorted(files.items())})
    return NewPackage(called, descriptor, {**files, LOCK: Lock(added=added).text().encode()})


def checked_alone(package: NewPackage) -> int:
    """The number of tables of a package. Raises Problems where one of them cannot be read at all."""
    from factspec.reference.package import raw_tables

    with TemporaryDirectory(prefix="factspec-") as place:
        folder = Path(place) / package.name
        for name, body in package.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(body)
        try:
            return sum(1 for _ in raw_tables(folder))
        except Problems as faults:
            told = [Problem(str(fault).replace(f"{place}/", "")) for fault in faults.problems]
            raise Problems(told) from None


def _descriptor(body: bytes, where: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_int=str)
    except (ValueError, RecursionError) as error:
        raise Problems([Problem(f"not JSON: {str(error)[:200]}", where, expected=f"a {DESCRIPTOR}")]) from None
    if not all_whole(found):
        raise Problems([Problem(HALF, where, expected="text")])
    if not isinstance(found, dict) or not isinstance(found.get("resources"), list):
        raise Problems([Problem("no list of resources", where, expected="a Data Package")])
    return found


def _paths(descriptor: Mapping[str, Any], where: str) -> Iterator[str]:
    """The files that a descriptor names, each a path inside the package."""
    for resource in descriptor["resources"]:
        path = resource.get("path") if isinstance(resource, dict) else None
        for name in [path] if isinstance(path, str) else path if isinstance(path, list) else []:
            parts = PurePosixPath(str(name))
            if not isinstance(name, str) or parts.is_absolute() or ".." in parts.parts or "\\" in name or "://" in name:
                wanted = "a path inside the package: data that stands elsewhere is not taken along"
                raise Problems([Problem(f"path {str(name)[:200]!r} leaves the package", where, expected=wanted)])
            if (parts.parts and parts.parts[0] in (FOLDER, FETCHED)) or name in (LOCK, DESCRIPTOR):
                raise Problems([Problem(f"path {name!r} is factspec's own", where, expected="a table of the package's own")])
            yield name


def _from_folder(given: Path) -> dict[str, bytes]:
    folder = given.parent if given.is_file() and given.suffix == ".json" else given
    if package_folders(folder) != [folder]:
        raise Problems([Problem("several packages", str(folder), expected="the folder of one")])
    body = (folder / DESCRIPTOR).read_bytes()
    names = list(dict.fromkeys(_paths(_descriptor(body, str(folder / DESCRIPTOR)), str(folder / DESCRIPTOR))))
    beside = [path.name for path in folder.iterdir() if path.name.lower() in _NAMED and path.is_file()]
    files = {DESCRIPTOR: body}
    for name in [*names, *beside]:
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            raise Problems([Problem("a link that leaves the package", str(file), expected="a file inside the package")])
        if not file.is_file():
            raise Problems([Problem("no such file", str(file), expected=f"what {DESCRIPTOR} names")])
        files[name] = file.read_bytes()
    return files


def _from_web(url: str, client: Client) -> dict[str, bytes]:
    found = _body(url, client, ("application/json", "+json", "text/plain", "application/octet-stream"))
    names = list(dict.fromkeys(_paths(_descriptor(found, url), url)))
    if len(names) > _MOST_FILES:
        raise Problems([Problem(f"{len(names)} files", url, expected=f"at most {_MOST_FILES}")])
    files = {DESCRIPTOR: found}
    for name in names:
        files[name] = _body(urljoin(url, name), client, _ANY)
        if sum(map(len, files.values())) > _MOST_BYTES:
            raise Problems([Problem(f"more than {_MOST_BYTES:,} bytes", url, expected="fewer")])
    return files


def _body(url: str, client: Client, types: tuple[str, ...]) -> bytes:
    limits = Limits(pause=0 if host(url) in client.private else 0.2, bytes=500_000_000)
    try:
        found = client.answered(Request(url, "*/*", types, limits))
    except Problems as faults:
        raise faults.at(url) from None
    assert found.body is not None
    return found.body
