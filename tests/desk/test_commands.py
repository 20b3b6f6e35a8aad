"""The commands as a user types them: what they print, what they write, and the exit code they leave."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from factspec.commands import run_app

ROOT = Path(__file__).parents[2]
GOOD = "claims:\n  - id: visit\n    says: Vladimir Putin visited Tajikistan on 2022-06-28\n    as_of: 2022-06-28\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one claim over this repository's reference data."""
    shutil.copytree(ROOT / "references", tmp_path / "references")
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    write(tmp_path, "claims/talks/claims.yaml", GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def feature(*steps: str) -> str:
    return "Feature: Talks\n  Scenario: One\n" + "".join(f"    {step}\n" for step in steps)


def test_a_claim_as_expected_passes_and_both_reports_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["check", "--html", "out/report.html", "--json", "out/results.json"]) == 0
    assert capsys.readouterr().out == "1 claim: 1 as expected (1 supported)\nreport: out/report.html\nresults: out/results.json\n"
    found = json.loads((project / "out/results.json").read_text())
    assert found["results"][0]["id"] == "visit"
    assert "Vladimir Putin visited Tajikistan" in (project / "out/report.html").read_text()


def test_the_settings_name_the_files_of_a_whole_run(project: Path) -> None:
    write(project, "pyproject.toml", '[tool.factspec]\njson = "build/results.json"\n')
    assert run_app(["check", "--quiet"]) == 0
    assert (project / "build/results.json").is_file()


def test_a_claim_otherwise_than_expected_fails(project: Path) -> None:
    write(project, "claims/talks/claims.yaml", GOOD + "    expect: refuted\n")
    assert run_app(["check"]) == 1


def test_not_enough_evidence_fails_unless_it_is_expected(project: Path) -> None:
    says = GOOD.replace("visited Tajikistan on 2022-06-28", "met Xi Jinping on 2022-02-04")
    write(project, "claims/talks/claims.yaml", says)
    assert run_app(["check"]) == 1
    write(project, "claims/talks/claims.yaml", says + "    expect: not enough evidence\n")
    assert run_app(["check"]) == 0


def test_a_check_of_a_scenario_that_fails_fails_the_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        project, "features/a.feature", feature('Then the claim "visit" is supported', 'And the evidence names the source "afp"')
    )
    assert run_app(["check"]) == 0
    write(
        project,
        "features/a.feature",
        feature('Then the claim "visit" is supported', 'And the evidence names the source "Meduza via ukrainetoday.org"'),
    )
    capsys.readouterr()
    assert run_app(["check"]) == 1
    assert "scenario  “One”: features/a.feature:4: And the evidence names the source" in capsys.readouterr().out


def test_a_scenario_with_steps_of_its_own_is_left_to_pytest_and_said_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "features/a.feature", feature("Given I have a cup of tea", 'Then the claim "visit" is supported'))
    assert run_app(["check"]) == 2
    assert "features/a.feature:3: step 'I have a cup of tea' matches nothing" in capsys.readouterr().err
    write(project, "features/conftest.py", "")
    assert run_app(["check"]) == 0
    assert "features/a.feature:3: a scenario left to pytest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "claims/talks/claims.yaml:1: an empty file, expected article and claims\n"),
        ("claims: []\n", "claims/talks/claims.yaml:1: "),
        ('claims:\n  - id: a\n    says: "b\n', "claims/talks/claims.yaml:4: not YAML: "),
        (GOOD.replace("says", "sais"), "claims/talks/claims.yaml:3: unknown key 'sais'"),
    ],
)
def test_claims_that_cannot_be_read_are_told_once_and_never_pass(
    project: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "features/a.feature", feature('Then the claim "visit" is supported'))
    write(project, "claims/talks/claims.yaml", text)
    assert run_app(["check"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(message)
    assert told.count("features/a.feature") == 0


def test_every_faulty_step_is_told_in_one_go_in_the_order_of_the_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = (
        "Then Vladimir Putin vsited Tajikistan on 2022-06-28",
        'And the claim "vist" is supported',
        "And Vladimir Putn visited Tajikistan on 2022-06-28",
    )
    write(project, "features/talks.feature", feature(*steps))
    assert run_app(["check", "features"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in told] == [f"features/talks.feature:{line}" for line in (3, 4, 5)]


def test_a_sentence_that_cannot_be_read_is_an_error_beside_the_results_of_the_others(project: Path) -> None:
    write(project, "claims/talks/claims.yaml", GOOD + "  - {id: other, says: Vladimir Putn visited Tajikistan on 2022-06-28}\n")
    assert run_app(["check", "--json", "results.json"]) == 2
    outcomes = [result["outcome"] for result in json.loads((project / "results.json").read_text())["results"]]
    assert outcomes == ["passed", "error"]


def test_nothing_to_check_is_bad_input(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / "claims")
    assert run_app(["check"]) == 2
    assert "nothing to check" in capsys.readouterr().err


def test_reference_data_with_faults_leaves_everything_unchecked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = project / "references/diplomacy/events.csv"
    events.write_text(events.read_text().replace(",2022-05-16,moscow,", ",2022-5-16,moscow,"))
    assert run_app(["check", "--json", "results.json"]) == 2
    assert "column date: '2022-5-16' is not a date" in capsys.readouterr().err
    assert not (project / "results.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "no such command 'chek'"),
        (["check", "--htlm", "x"], "no such option: --htlm"),
        (["explain"], "missing argument"),
        (["say", "2022-06-29 is a Wednesday", "--as-of", "2022-13-01"], "--as-of: '2022-13-01' is not a date"),
        (["check", "nowhere.yaml"], "nowhere.yaml: no such file or folder"),
        (["explain", "vist"], "no claim 'vist', expected the id of a claim; did you mean visit?"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(
    project: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert run_app(arguments) == 2
    assert capsys.readouterr().err.startswith(message)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Vladimir Putin visited Tajikistan on 2022-06-28", 0),
        ("Vladimir Putin visited Tajikistan on 2022-06-27", 1),
        ("Vladimir Putin flew to Tajikistan on 2022-06-28", 2),
    ],
)
def test_say_tells_by_its_exit_code_whether_a_sentence_is_supported(project: Path, sentence: str, code: int) -> None:
    assert project.is_dir()
    assert run_app(["say", sentence, "--as-of", "2022-06-28"]) == code


def test_explain_shows_every_source(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    assert run_app(["explain", "visit"]) == 0
    assert "source    S003: Kremlin" in capsys.readouterr().out
