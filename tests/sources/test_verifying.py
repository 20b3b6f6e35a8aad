"""Whatever is changed by hand in rows, snapshots, sidecars, declarations or the lock is found without any network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factspec.commands import run_app

from .servers import Server
from .worlds import POPULATION, POPULATION_DECLARED, declare

FACTS = Path("references/facts")
ROWS = FACTS / "fetched/population.observations.csv"


@pytest.fixture
def taken(root: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.csv("/population.csv", POPULATION)
    declare(root / FACTS, "population", POPULATION_DECLARED, server)
    assert run_app(["references", "import", "--private", server.host]) == 0
    capsys.readouterr()


def snapshot() -> Path:
    lock = json.loads((FACTS / "references.lock").read_text())
    return FACTS / "sources/snapshots" / str(lock["sources"]["population"]["snapshot"])


def edit(file: Path, old: str, new: str) -> None:
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))


def forged() -> None:
    """Rows changed, and their digest in the lock as well."""
    import hashlib

    before = hashlib.sha256(ROWS.read_bytes()).hexdigest()
    edit(ROWS, "9952787", "9952788")
    edit(FACTS / "references.lock", before, hashlib.sha256(ROWS.read_bytes()).hexdigest())


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "a cell": (lambda: edit(ROWS, "9952787", "9952788"), "population.observations.csv:3: the rows are not those of the lock"),
    "a row more": (
        lambda: ROWS.write_text(ROWS.read_text() + "x,population,2022,1,people,office\n"),
        ":4: the rows are not those of the lock",
    ),
    "rows and lock": (forged, "population.observations.csv:3: the snapshot gives other rows now"),
    "no rows": (lambda: ROWS.unlink(), "population.observations.csv: no such file"),
    "a body": (lambda: edit(snapshot(), "TJ", "KZ"), "the body has changed: its SHA-256 is"),
    "no body": (lambda: snapshot().unlink(), "no such snapshot"),
    "no sidecar": (lambda: Path(f"{snapshot()}.json").unlink(), "no such sidecar"),
    "another sidecar": (lambda: Path(f"{snapshot()}.json").write_text("{}"), "no sidecar: field required"),
    "a declaration": (
        lambda: edit(FACTS / "sources/population.yaml", "KZ: kazakhstan", "KZ: tajikistan"),
        "population.yaml: the declaration has changed since its rows were made",
    ),
    "an entity": (lambda: (FACTS / "references.lock").write_text("{"), "references.lock: "),
    "a lock of another": (lambda: edit(FACTS / "references.lock", '"snapshot"', '"snapshoot"'), "no lock: "),
    "a stray": (lambda: (FACTS / "fetched/x.events.csv").write_text("id\n"), "no source of the lock has made this file"),
    "a leftover": (lambda: Path("references/.references-aside-0123456789ab").mkdir(), "a change left that never came about"),
}


@pytest.mark.usefixtures("taken")
def test_what_nobody_has_touched_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["references", "verify"]) == 0
    assert capsys.readouterr().out == "1 source, 2 rows: rows, snapshots and lock agree\n"
    assert run_app(["references", "verify", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_by_hand_is_found(change: str, capsys: pytest.CaptureFixture[str]) -> None:
    act, said = CHANGES[change]
    act()
    assert run_app(["references", "verify"]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert "not agree" in told.out


@pytest.mark.usefixtures("taken")
def test_the_lines_in_which_a_body_is_kept_may_not_be_a_link() -> None:
    body = snapshot()
    body.rename(body.with_name("elsewhere"))
    body.symlink_to("elsewhere")
    assert run_app(["references", "verify"]) == 1


@pytest.mark.usefixtures("root")
def test_copies_that_a_source_names_are_held_to_their_digest(capsys: pytest.CaptureFixture[str]) -> None:
    import hashlib

    (FACTS / "snapshots").mkdir()
    (FACTS / "snapshots/hand.html").write_text("<p>by hand")
    digest = hashlib.sha256(b"<p>by hand").hexdigest()
    row = f"hand,The Desk,By hand,https://example.org/hand,2022-06-01,snapshots/hand.html,{digest}\n"
    (FACTS / "sources.csv").write_text("id,publisher,title,url,published,snapshot,sha256\n" + row)
    assert run_app(["references", "verify"]) == 0
    assert capsys.readouterr().out == "1 copy: rows, snapshots and lock agree\n"
    (FACTS / "snapshots/hand.html").write_text("<p>by another hand")
    assert run_app(["references", "verify"]) == 1
    assert "sources.csv:2: row hand, column snapshot: the copy has changed" in capsys.readouterr().err
    edit(FACTS / "sources.csv", "snapshots/hand.html", "../../../etc/passwd")
    assert run_app(["references", "verify"]) == 1
    assert "leaves the package" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_nothing_to_prove_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["references", "verify"]) == 2
    assert "references: nothing to verify" in capsys.readouterr().err
    assert run_app(["references", "verify", "--references", "nowhere"]) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err
