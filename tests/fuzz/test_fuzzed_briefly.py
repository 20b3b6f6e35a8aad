"""Every reader of what comes from elsewhere is fuzzed for a moment; ``python -m tests.fuzz.run`` goes on for as long as is wished."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.reference.package import package_folders, read_reference

from .all_targets import all_targets
from .target import Target
from .tried import fault_of, tried
from .world import package, put


@pytest.mark.parametrize("target", all_targets().values(), ids=str)
def test_nothing_is_found_in_a_moment(target: Target) -> None:
    done = tried(target, seconds=0.4, most=400, large=0)
    assert done.runs
    assert {name: told for name, (_, told) in done.found.items()} == {}


def test_what_readers_begin_with_is_sound(tmp_path: Path) -> None:
    put(tmp_path / "r", package())
    assert read_reference(package_folders(tmp_path)).events


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (lambda *_: 1 / 0, "ZeroDivisionError in "),
        (lambda *_: [0 for _ in range(10**9)], "Hanging in "),
        (lambda *_: None, ""),
    ],
    ids=["breaks", "hangs", "reads"],
)
def test_a_reader_that_breaks_or_hangs_is_found(
    read: object, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.tried.SLOW", 0.1)
    assert fault_of(Target("t", read, (b"",)), b"", tmp_path).name == found  # type: ignore[arg-type]
