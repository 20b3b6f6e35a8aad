"""Files of many claims as a user checks them: in, out, faults, and runs that are cut off."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from factspec.bulk import intake
from factspec.commands import run_app

ROOT = Path(__file__).parents[2]
SAID = [
    "Vladimir Putin met Emomali Rahmon in person exactly 2 times from 2022-01-01 to 2022-06-28",
    "Vladimir Putin visited Kazakhstan in May 2022",
    "2022-06-28 is a Tuesday",
    "Vladimir Putin visited Ruritania in 2022",
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text(f'[tool.factspec]\nreferences = "{ROOT / "references"}"\nas_of = "2022-06-29"\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def claims(path: Path, said: list[str]) -> Path:
    """A file of claims, each with an id."""
    path.write_text("".join(json.dumps({"id": f"c{i}", "says": says}) + "\n" for i, says in enumerate(said)))
    return path


def results(path: Path) -> list[dict[str, Any]]:
    """The results in a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_results_come_in_the_order_of_the_claims_and_faults_among_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims(project / "claims.jsonl", SAID)
    assert run_app(["check", "claims.jsonl", "--json", "out/results.jsonl"]) == 2
    found = results(project / "out/results.jsonl")
    assert [one["verdict"] for one in found] == ["supported", "refuted", "supported", None]
    assert [one["location"]["line"] for one in found] == [1, 2, 3, 4]
    assert found[3]["because"].startswith("claims.jsonl:4: ")
    assert "4 claims: 2 as expected, 1 not as expected, 1 could not be read" in capsys.readouterr().out
    assert sorted(path.name for path in (project / "out").iterdir()) == ["results.jsonl"]


def test_parquet_goes_in_and_out(project: Path) -> None:
    claims(project / "claims.jsonl", SAID)
    with duckdb.connect() as database:
        database.execute("COPY (SELECT * FROM 'claims.jsonl') TO 'claims.parquet'")
    assert run_app(["check", "claims.jsonl", "--json", "lines.jsonl", "-q"]) == 2
    assert run_app(["check", "claims.parquet", "--json", "rows.parquet", "-q"]) == 2
    with duckdb.connect() as database:
        rows = database.execute("SELECT id, verdict, outcome, bounds, location.line FROM 'rows.parquet'").fetchall()
    lines = results(project / "lines.jsonl")
    assert rows == [(one["id"], one["verdict"], one["outcome"], one["bounds"], one["location"]["line"]) for one in lines]


def test_typed_claims_of_parquet_may_be_texts_or_structs(project: Path) -> None:
    claim = '{"kind": "weekday", "day": "2022-06-28", "weekday": "Tuesday"}'
    with duckdb.connect() as database:
        database.execute(f"COPY (SELECT 'a' AS id, '{claim}' AS claim) TO 'text.parquet'")
        made = "{'kind': 'weekday', 'day': DATE '2022-06-28', 'weekday': 'Tuesday'}"
        database.execute(f"COPY (SELECT 'a' AS id, {made} AS claim, NULL AS article) TO 'struct.parquet'")
    for name in ("text", "struct"):
        assert run_app(["check", f"{name}.parquet", "--json", f"{name}.jsonl"]) == 0
        assert results(project / f"{name}.jsonl")[0]["verdict"] == "supported"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.jsonl"], "none.jsonl: no such file, expected JSON Lines or Parquet of claims"),
        (["empty.jsonl"], "empty.jsonl: an empty file, expected a claim at least"),
        (["blank.jsonl"], "blank.jsonl: no claim in it, expected a claim at least"),
        (["claims.jsonl", "--html", "r.html"], "claims.jsonl: --html with a file of many claims, expected --json FILE"),
        (["claims.jsonl", "blank.jsonl"], "2 paths, one of them a file of many claims, expected that file alone"),
        (["claims.jsonl", "--resume"], "claims.jsonl: --resume without --json"),
        (["claims.jsonl", "--resume", "--json", "o.jsonl"], "o.jsonl: no run to go on with"),
        (["claims.jsonl", "--json", "claims.jsonl"], "claims.jsonl: the results would take the place of the claims"),
        (["bad.parquet"], "bad.parquet: not Parquet"),
        (["odd.parquet"], "odd.parquet: unknown column 'sayz', expected one of id"),
        (["twice.jsonl", "--json", "o.jsonl"], "twice.jsonl:1: id 'a' 2 times"),
        (["claims.jsonl", "--engine", "postgers://x"], "no engine"),
        (["claims", "--resume"], "--resume is for a file of many claims"),
    ],
)
def test_what_cannot_be_checked_is_told(
    arguments: list[str], told: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims(project / "claims.jsonl", SAID[:1])
    (project / "empty.jsonl").write_text("")
    (project / "blank.jsonl").write_text("\n\n")
    (project / "bad.parquet").write_text("PAR?")
    (project / "twice.jsonl").write_text('{"id": "a", "says": "2022-06-28 is a Tuesday"}\n' * 2)
    with duckdb.connect() as database:
        database.execute("COPY (SELECT 'a' AS id, 'x' AS sayz) TO 'odd.parquet'")
    assert run_app(["check", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert len(results(project / "claims.jsonl")) == 1


RUN = """
import sys
from factspec.desk import bulk
bulk._BATCH = 40
from factspec.bulk import intake
from factspec.commands import run_app
sys.exit(run_app(["check", "claims.jsonl", "--json", sys.argv[1], "-q", *sys.argv[2:]]))
"""


@pytest.mark.parametrize("name", ["results.jsonl", "results.parquet"])
def test_a_run_that_is_killed_goes_on_where_it_was(name: str, project: Path) -> None:
    said = [f"Vladimir Putin visited Tajikistan exactly {i} times since 2001-01-01" for i in range(10, 410)]
    claims(project / "claims.jsonl", said)
    note = project / f"{name}.progress"
    for rest in ((), ("--resume",), ("--resume",)):
        run = subprocess.Popen([sys.executable, "-c", RUN, name, *rest], stdout=subprocess.DEVNULL)
        done = json.loads(note.read_text())["place"]["line"] if note.exists() else 1
        while run.poll() is None and (not note.exists() or _line(note, done) < done + 80):
            time.sleep(0.005)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert note.exists(), "the run was over before it was cut off"
    assert subprocess.run([sys.executable, "-c", RUN, name, "--resume"], check=False, stdout=subprocess.DEVNULL).returncode == 1
    assert sorted(path.name for path in project.iterdir()) == sorted(["claims.jsonl", name, "pyproject.toml"])
    with duckdb.connect() as database:
        lines = database.execute(f"SELECT location.line FROM '{name}'").fetchall()
    assert [line for (line,) in lines] == list(range(1, 401))


def _line(note: Path, otherwise: int) -> int:
    try:
        return int(json.loads(note.read_text())["place"]["line"])
    except (OSError, ValueError):
        return otherwise


def test_a_run_does_not_go_on_with_other_claims(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims(project / "claims.jsonl", SAID)
    (project / "o.jsonl").write_text("")
    progress = {"made_from": "x", "place": {"line": 1, "offset": 0}, "output": 0, "passed": 0}
    (project / "o.jsonl.progress").write_text(json.dumps(progress))
    assert run_app(["check", "claims.jsonl", "--json", "o.jsonl", "--resume"]) == 2
    assert "over other claims, other references or other settings" in capsys.readouterr().err


def test_a_line_that_is_too_long_is_an_error_and_the_next_one_is_read(project: Path) -> None:
    long = json.dumps({"id": "long", "says": "x" * (3 << 20)})
    (project / "claims.jsonl").write_text(f"{long}\n{json.dumps({'id': 'next', 'says': SAID[2]})}")
    assert run_app(["check", "claims.jsonl", "--json", "o.jsonl"]) == 2
    found = results(project / "o.jsonl")
    assert [one["verdict"] for one in found] == [None, "supported"]
    assert "a line of more than 1048576 bytes" in found[0]["because"]


def test_a_batch_holds_some_bytes_and_no_more(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_BYTES", 1_000)
    path = claims(project / "claims.jsonl", SAID * 50)
    batches = list(intake.LinesIntake(path).batches(intake.Place(), 100_000))
    assert len(batches) > 10
    assert [text for batch in batches for text in batch.texts] == path.read_text().splitlines()
    assert [batch.first for batch in batches[1:]] == [batch.after.line for batch in batches[:-1]]
