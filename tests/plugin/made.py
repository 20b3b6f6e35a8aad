"""A small project that an inner pytest runs, and the options that such a run wants."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import factspec.plugin

INSTALLED = any(point.value == "factspec.plugin" for point in entry_points(group="pytest11"))
SOURCE = str(Path(factspec.plugin.__file__).parents[2])
OURS = ("-p", "no:hypothesispytest", *(() if INSTALLED else ("-p", "factspec.plugin")))


def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, features: Mapping[str, str]) -> pytest.Pytester:
    """A project with one person in its reference and these features, by name, as the working folder."""
    monkeypatch.setenv("PYTHONPATH", SOURCE, prepend=os.pathsep)
    pytester.makepyprojecttoml("[tool.factspec]\n")
    package = pytester.mkdir("references")
    (package / "datapackage.json").write_text(
        json.dumps({"name": "a", "resources": [{"name": "sources", "path": "s.csv"}, {"name": "entities", "path": "e.csv"}]})
    )
    (package / "s.csv").write_text("id,publisher,title,url\ns,Paper,Talks,https://example.org\n")
    (package / "e.csv").write_text("id,type,name\nann,person,Ann Lee\n")
    pytester.mkdir("features")
    for name, text in features.items():
        (pytester.path / f"features/{name}.feature").write_text(text)
    return pytester
