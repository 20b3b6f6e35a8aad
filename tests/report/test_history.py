"""The history holds whole runs only, and tells what has changed since each claim was last checked."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from factspec.problem import Problems
from factspec.report.history import History, PastClaim, PastRun, append_run, changes, history, past_run, read_history
from factspec.report.html import render
from factspec.report.model import Report
from factspec.verdict import Verdict

from .pictured import past
from .reading import Page
from .sample import ARTICLE, RESULTS, report


def run(started: str = "2026-11-01T09:30:00Z", **verdicts: Verdict | None) -> PastRun:
    """A run in which claims came out so."""
    claims = tuple(
        PastClaim(id=id, verdict=verdict, outcome="passed" if verdict else "error") for id, verdict in verdicts.items()
    )
    return past_run(report(())).model_copy(update={"started": started, "claims": claims})


def of(**verdicts: Verdict | None) -> Report:
    """A record in which claims came out so."""
    one = RESULTS[0]
    results = tuple(
        one.model_copy(update={"id": id, "verdict": verdict, "outcome": "passed" if verdict else "error"})
        for id, verdict in verdicts.items()
    )
    return report(results)


# What has changed


def test_a_claim_that_came_out_otherwise_has_changed() -> None:
    found = changes(of(a=Verdict.REFUTED, b=Verdict.SUPPORTED).results, history([run(a=Verdict.SUPPORTED, b=Verdict.SUPPORTED)]))
    assert {id: seen.claim.verdict for id, seen in found.changed.items()} == {"a": Verdict.SUPPORTED}
    assert not found.new
    assert not found.gone


def test_a_claim_that_now_fails_has_changed_even_where_its_verdict_has_not() -> None:
    now = of(a=Verdict.SUPPORTED).results[0].model_copy(update={"outcome": "failed", "expected": Verdict.REFUTED})
    assert set(changes([now], history([run(a=Verdict.SUPPORTED)])).changed) == {"a"}


def test_a_claim_is_held_against_the_last_run_that_checked_it() -> None:
    runs = [run("2026-01-01T00:00:00Z", a=Verdict.REFUTED, b=Verdict.REFUTED), run("2026-02-01T00:00:00Z", b=Verdict.SUPPORTED)]
    found = changes(of(a=Verdict.SUPPORTED, b=Verdict.SUPPORTED).results, history(runs))
    assert {id: seen.started for id, seen in found.changed.items()} == {"a": "2026-01-01T00:00:00Z"}
    assert not found.new


def test_new_claims_and_those_that_are_gone_are_told() -> None:
    found = changes(of(b=Verdict.SUPPORTED).results, history([run(a=Verdict.SUPPORTED)]))
    assert (found.new, [claim.id for claim in found.gone]) == (frozenset({"b"}), ["a"])


def test_a_first_run_has_nothing_to_be_held_against() -> None:
    found = changes(of(a=Verdict.SUPPORTED).results, History())
    assert (found.changed, found.new, found.gone) == ({}, frozenset(), ())


# The file


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "build" / "history.jsonl"
    first, second = run(a=Verdict.SUPPORTED, b=None), past_run(report())
    append_run(file, first)
    append_run(file, second)
    assert file.read_bytes().count(b"\n") == 2
    assert read_history(file) == history([first, second])


def test_a_line_has_the_time_the_counts_and_every_claim(tmp_path: Path) -> None:
    append_run(tmp_path / "h", past_run(report()))
    line = json.loads((tmp_path / "h").read_text())
    assert list(line) == ["started", "factspec", "summary", "claims"]
    assert line["summary"]["passed"] == 5
    assert line["claims"][-1] == {"id": f"{ARTICLE}/anniversary", "verdict": None, "outcome": "error"}


def test_no_file_yet_is_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path / "history.jsonl") == History()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("", "invalid JSON: EOF while parsing a value at column 0"),
        ("{", "invalid JSON"),
        ("[]", "input should be an object"),
        ('{"started": "x"}', "factspec: field required"),
        ('{"started":"x","factspec":"1","summary":{"passed":1,"failed":0,"errors":0,"by_verdict":{}},"claims":[{"id":"a"}]}',
         "claims.0.verdict: field required"),
        ('{"started":"x","factspec":"1","summary":{"passed":1,"failed":0,"errors":0,"by_verdict":{"true":1}},"claims":[]}',
         "summary.by_verdict.true.[key]: input should be"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_run_is_one_error_with_its_place(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "history.jsonl"
    append_run(file, run(a=Verdict.SUPPORTED))
    with file.open("a") as added:
        added.write(f"{line}\n")
    append_run(file, run(a=Verdict.SUPPORTED))
    with pytest.raises(Problems) as raised:
        read_history(file)
    (fault,) = raised.value.problems
    assert str(fault).startswith(f"{file}:2: {wrong}")
    assert str(fault).endswith("expected a run as a report's history has it")


def test_a_line_that_breaks_off_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append_run(file, run(a=Verdict.SUPPORTED))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(Problems, match=r":1: the line breaks off"):
        read_history(file)


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "h").write_bytes(b'{"started": "\xff"}\n')
    with pytest.raises(Problems, match=r"h:1: .*expected a run"):
        read_history(tmp_path / "h")


def test_a_folder_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="cannot be read"):
        read_history(tmp_path)


def test_fields_of_a_later_version_are_left_unread(tmp_path: Path) -> None:
    line = json.loads(run(a=Verdict.SUPPORTED).model_dump_json()) | {"later": 1}
    (tmp_path / "h").write_text(json.dumps(line) + "\n")
    assert set(read_history(tmp_path / "h").seen) == {"a"}


def test_a_write_that_stops_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="this system sets no limits on files")
    file = tmp_path / "history.jsonl"
    append_run(file, run(a=Verdict.SUPPORTED))
    before = file.read_bytes()
    inner = (
        "import resource, signal, sys; from pathlib import Path; from factspec.report.history import PastRun, append_run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 20}, {resource.RLIM_INFINITY}))\n"
        "append_run(Path(sys.argv[1]), PastRun.model_validate_json(sys.argv[2]))"
    )
    line = run(a=Verdict.REFUTED).model_dump_json()
    found = subprocess.run([sys.executable, "-c", inner, str(file), line], capture_output=True, text=True, check=False)
    assert "cannot be written: only 20 of" in found.stderr
    assert file.read_bytes() == before


def test_what_cannot_be_written_is_told_as_one_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file" / "history.jsonl"):
        with pytest.raises(Problems, match="cannot be written"):
            append_run(place, run(a=Verdict.SUPPORTED))


def test_runs_that_end_together_are_both_kept(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: append_run(file, past_run(report())), range(40)))
    assert len(read_history(file).runs) == 40


# The page


def page(record: Report, before: History) -> Page:
    return Page(render(record, None, before))


def test_the_page_tells_what_changed_is_new_and_is_gone() -> None:
    shown = page(report(), past(report(), 3))
    assert "Since the last run, 3 November 2026, 09:30" in shown.text
    assert (
        "1 claim came out otherwise claim 1 Vladimir Putin visited Tajikistan on 2022-06-28 was refuted, is supported"
        in shown.text
    )
    assert "1 claim is new claim 2" in shown.text
    assert f"1 claim of the last run is not in this one {ARTICLE}/phone-calls was not enough evidence" in shown.text
    assert sorted(shown.all("data-c")) == ["changed", "new"]


def test_the_page_tells_that_nothing_changed() -> None:
    assert "Nothing has changed." in page(report(), history([past_run(report())])).text


def test_a_first_run_tells_of_no_changes() -> None:
    shown = page(report(), History())
    assert "Since the last run" not in shown.text
    assert "runs so far" not in shown.text


def test_the_runs_are_told_as_a_table_too() -> None:
    rows: Any = page(report(), past(report(), 3)).text
    assert "4 runs so far" in rows
    assert "this run 5 2 1 1 1 2 3" in rows
