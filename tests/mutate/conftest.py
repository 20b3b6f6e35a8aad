"""The project that the tests of near misses work in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.coverage.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty project, as the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return Desk(tmp_path, capsys)
