"""Whole packages are added from a folder or an address, with their files locked; what leads elsewhere is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from factspec.commands import run_app

from .servers import Reply, Server
from .worlds import package

FILES = {
    "sources.csv": "id,publisher,title,url,published\nweb,Web,W,https://example.org/w,2022-01-01\n",
    "observations.csv": "subject,measure,period,value,unit,sources\ntajikistan,population,2022,9952787,people,web\n",
}


def served(server: Server, files: dict[str, str] = FILES, **said: object) -> str:
    resources = [{"name": name.removesuffix(".csv"), "path": name} for name in files]
    descriptor = {"name": "population", "version": "2.1", "licenses": [{"name": "CC-BY-4.0"}], "resources": resources} | said
    server.replies["/p/datapackage.json"] = Reply(json.dumps(descriptor), headers={"Content-Type": "application/json"})
    for name, text in files.items():
        server.csv(f"/p/{name}", text)
    return f"{server.url}/p/datapackage.json"


@pytest.mark.usefixtures("root")
def test_a_package_is_added_from_an_address(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["references", "add", served(server), "--private", server.host]) == 0
    said = capsys.readouterr().out
    assert said.startswith("population 2.1: 2 tables\n  licence   CC-BY-4.0\nclaims: 1 with another verdict\n")
    assert "figures/tajikistan: not enough evidence -> supported" in said
    assert run_app(["say", "the population of Tajikistan in 2022 was 9,952,787 people"]) == 0
    assert run_app(["references", "verify"]) == 0
    assert "3 added files: rows, snapshots and lock agree" in capsys.readouterr().out
    Path("references/population/observations.csv").write_text(FILES["observations.csv"].replace("9952787", "1"))
    assert run_app(["references", "verify"]) == 1
    assert "the file has changed since it was added" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_a_package_is_added_from_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package(tmp_path / "elsewhere/population", FILES)
    assert run_app(["references", "add", "elsewhere/population", "--name", "people"]) == 0
    assert (tmp_path / "references/people/observations.csv").is_file()
    assert run_app(["references", "add", "elsewhere/population", "--name", "people"]) == 2
    assert "references/people: it is there already" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"resources": [{"name": "sources", "path": "../../../etc/passwd"}]}, "leaves the package"),
        ({"resources": [{"name": "sources", "path": "/etc/passwd"}]}, "leaves the package"),
        ({"resources": [{"name": "sources", "path": "file:///etc/passwd"}]}, "leaves the package"),
        ({"resources": [{"name": "sources", "path": "https://example.org/x.csv"}]}, "leaves the package"),
        ({"resources": [{"name": "sources", "path": "sources/evil.yaml"}]}, "is factspec's own"),
        ({"resources": [{"name": "sources", "path": "references.lock"}]}, "is factspec's own"),
        ({"resources": [{"name": "sources", "path": ["sources.csv", {"a": 1}]}]}, "leaves the package"),
        ({"resources": "all"}, "no list of resources"),
        ({"name": "../up"}, "is no name for a folder"),
        ({"name": ".git"}, "is no name for a folder"),
        ({"resources": [{"name": "sources", "path": "missing.csv"}]}, "status 404"),
    ],
)
def test_a_package_that_leads_elsewhere_is_refused(
    server: Server, said: dict[str, object], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(Path().rglob("*"))
    assert run_app(["references", "add", served(server, FILES, **said), "--private", server.host]) == 2
    assert told in capsys.readouterr().err
    assert sorted(Path().rglob("*")) == before


@pytest.mark.usefixtures("root")
def test_a_package_that_would_not_load_is_not_written(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    bad = FILES | {"observations.csv": FILES["observations.csv"].replace("tajikistan", "ruritania")}
    assert run_app(["references", "add", served(server, bad), "--private", server.host]) == 2
    assert "observations.csv:2: " in (said := capsys.readouterr().err)
    assert "the reference would not load" in said
    assert not Path("references/population").exists()


@pytest.mark.usefixtures("root")
def test_a_link_in_a_folder_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = package(tmp_path / "elsewhere/population", FILES)
    (folder / "sources.csv").unlink()
    (tmp_path / "secret.csv").write_text(FILES["sources.csv"])
    (folder / "sources.csv").symlink_to(tmp_path / "secret.csv")
    assert run_app(["references", "add", "elsewhere/population"]) == 2
    assert "a link that leaves the package" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_a_package_may_be_the_first(server: Server) -> None:
    shutil.rmtree("references")
    shutil.rmtree("claims")
    only = {"sources.csv": FILES["sources.csv"]}
    assert run_app(["references", "add", served(server, only), "--private", server.host]) == 0
    assert run_app(["references", "list"]) == 0
