"""What a sidecar says goes into a WARC file as the value of a header, and can begin no other."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from factspec.sources.lock import Lock, Locked
from factspec.sources.warc import write_warc

BODY = b"a,b\n1,2\n"
SHA = hashlib.sha256(BODY).hexdigest()


@pytest.mark.parametrize(
    ("changed", "within"),
    [
        ({"headers": {"etag": "x\r\nWARC-Type: warcinfo"}}, b"Etag: x%0D%0AWARC-Type: warcinfo\r\n"),
        ({"headers": {"x\r\ny": "z", "etag": "q"}}, b"Etag: q\r\n"),
        ({"headers": {"etag": "\u0663"}}, b"Etag: %D9%A3\r\n"),
        ({"asked": "https://example.org/\r\nWARC-Type: x"}, b"WARC-Target-URI: https://example.org/%0D%0AWARC-Type: x\r\n"),
        ({"time": "now\r\nx: y"}, b"WARC-Date: now%0D%0Ax: y\r\n"),
        ({"status": 999}, b"HTTP/1.1 999 Unknown\r\n"),
    ],
)
def test_a_sidecar_writes_values_alone(changed: dict[str, object], within: bytes, tmp_path: Path) -> None:
    said = {"sha256": SHA, "bytes": 8, "asked": "u", "url": "u", "time": "t", "status": 200} | changed
    (tmp_path / "sources/snapshots").mkdir(parents=True)
    (tmp_path / f"sources/snapshots/{SHA}").write_bytes(BODY)
    (tmp_path / f"sources/snapshots/{SHA}.json").write_text(json.dumps(said))
    locked = Locked(declaration=SHA, url="u", time="t", snapshot=SHA, files={})
    write_warc(tmp_path / "o.warc", [(tmp_path, Lock(sources={"a": locked}))])
    written = (tmp_path / "o.warc").read_bytes()
    assert within in written
    assert b"\r\nWARC-Type: warcinfo\r\n" in written
    assert written.count(b"\r\nWARC-Type: ") == 2
    assert b"\r\nx: y" not in written
