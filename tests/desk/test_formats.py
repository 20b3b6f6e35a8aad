"""The files and annotations that `factspec check` leaves for other programs."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from factspec.commands import run_app

ROOT = Path(__file__).parents[2]
GOOD = "claims:\n  - id: visit\n    says: Vladimir Putin visited Tajikistan on 2022-06-28\n    as_of: 2022-06-28\n"
BAD = GOOD + "    expect: refuted\n"
SETTINGS = '[tool.factspec]\npublisher = "Desk"\npublisher_url = "https://desk.example"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one claim over this repository's reference data, at the top of a repository."""
    shutil.copytree(ROOT / "references", tmp_path / "references")
    (tmp_path / ".git").mkdir()
    write(tmp_path, "pyproject.toml", SETTINGS)
    write(tmp_path, "claims/talks/claims.yaml", GOOD)
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


ALL = ("junit", "sarif", "ctrf", "markdown", "claimreview")


def test_every_format_is_written_where_its_option_says(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = [word for name in ALL for word in (f"--{name}", f"out/{name}")]
    assert run_app(["check", *options]) == 0
    told = "".join(f"{name}: out/{name}\n" for name in ALL)
    assert capsys.readouterr().out == f"1 claim: 1 as expected (1 supported)\n{told}"
    assert ET.parse(project / "out/junit").getroot().get("tests") == "1"
    for name in ("sarif", "ctrf", "claimreview"):
        assert json.loads((project / "out" / name).read_text())
    assert (project / "out/markdown").read_text().startswith("## factspec: 1 claim, all as expected")


def test_the_settings_name_the_files_of_a_whole_run_and_of_no_other(project: Path) -> None:
    write(project, "pyproject.toml", SETTINGS + "".join(f'{name} = "build/{name}"\n' for name in ALL))
    assert run_app(["check", "--quiet", "claims/talks"]) == 0
    assert not (project / "build").exists()
    assert run_app(["check", "--quiet"]) == 0
    assert {file.name for file in (project / "build").iterdir()} == set(ALL)


def test_what_the_command_line_says_comes_before_the_settings(project: Path) -> None:
    write(project, "pyproject.toml", SETTINGS + 'junit = "build/junit.xml"\n')
    assert run_app(["check", "--junit", "mine.xml"]) == 0
    assert (project / "mine.xml").exists()
    assert not (project / "build").exists()


def test_strict_junit_leaves_out_what_the_schema_does_not_know(project: Path) -> None:
    assert run_app(["check", "--junit", "loose.xml"]) == 0
    write(project, "pyproject.toml", SETTINGS + "junit_strict = true\n")
    assert run_app(["check", "--junit", "strict.xml"]) == 0
    cases = [ET.parse(project / name).getroot().find(".//testcase") for name in ("loose.xml", "strict.xml")]
    assert [case is not None and case.find("properties") is not None for case in cases] == [True, False]


@pytest.mark.parametrize(
    ("settings", "author", "told"),
    [
        ("", {"@type": "Organization", "name": "lone"}, "no setting 'publisher', expected the name of who publishes the reviews"),
        (
            'publisher = "Desk"\n',
            {"@type": "Organization", "name": "Desk"},
            "no setting 'publisher_url', expected the address of their site",
        ),
    ],
)
def test_reviews_that_nobody_signs_are_by_the_project_and_it_is_told(
    settings: str, author: dict[str, str], told: str, tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lone = tmp_path / "lone"
    shutil.copytree(project, lone)
    write(lone, "pyproject.toml", f"[tool.factspec]\n{settings}")
    monkeypatch.chdir(lone)
    assert run_app(["check", "--claimreview", "reviews.json"]) == 0
    assert f"pyproject.toml: [tool.factspec]: {told}" in capsys.readouterr().err
    review = json.loads((lone / "reviews.json").read_text("utf-8"))["@graph"][0]
    assert review["author"] == author
    assert review["url"].startswith("#claim")


@pytest.mark.parametrize("value", ["desk.example", "javascript:alert(1)", "https://desk.example/#checks", ""])
def test_an_address_that_is_none_is_refused(project: Path, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "pyproject.toml", f"[tool.factspec]\nreview_url = {json.dumps(value)}\n")
    assert run_app(["check"]) == 2
    assert f"[tool.factspec] review_url: {value!r} is no address of a page" in capsys.readouterr().err


def test_of_a_run_with_errors_everything_is_written_but_reviews(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "claims/other/claims.yaml", "claims: []\n")
    assert run_app(["check", "--claimreview", "reviews.json", "--junit", "junit.xml"]) == 2
    assert "no reviews: 1 thing of the run could not be read" in capsys.readouterr().err
    assert not (project / "reviews.json").exists()
    assert ET.parse(project / "junit.xml").getroot().get("errors") == "1"


def test_a_file_that_cannot_be_read_is_an_error_in_every_format(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "claims/other/claims.yaml", "claims: []\n")
    assert run_app(["check", "--sarif", "s", "--ctrf", "c", "--markdown", "m", "--github", "--quiet"]) == 2
    assert "::error file=claims/other/claims.yaml,line=1,endLine=1," in capsys.readouterr().out
    run = json.loads((project / "s").read_text())["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == ["problem"]
    assert json.loads((project / "c").read_text())["results"]["summary"]["failed"] == 1
    assert (project / "m").read_text().startswith("## factspec: failed (1 claim: 1 problem)")


def test_nothing_to_check_is_an_error_in_every_format(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / "claims")
    assert run_app(["check", "--junit", "j", "--ctrf", "c", "--github"]) == 2
    assert "::error title=factspec%3A could not be read::" in capsys.readouterr().out
    assert ET.parse(project / "j").getroot().get("errors") == "1"
    assert json.loads((project / "c").read_text())["results"]["summary"]["failed"] == 1


def test_annotations_point_at_the_words_of_the_article_in_their_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = "---\ntitle: Talks\npublisher: Desk\npublished: 2022-06-28\n---\n\nOn Tuesday\nhe visited\nTajikistan.\n"
    write(project, "claims/talks/article.md", article)
    write(project, "claims/talks/claims.yaml", BAD + "    quote: he visited Tajikistan\n")
    assert run_app(["check", "--github"]) == 1
    printed = capsys.readouterr().out.splitlines()
    lines = [line for line in printed if line.startswith("::")]
    assert lines[0].startswith("::error file=claims/talks/article.md,line=8,endLine=9,title=supported%3A talks/visit::“Vladimir")
    assert lines[1].startswith("::notice file=claims/talks/claims.yaml,line=2,endLine=2,title=")
    assert printed[-1] == "1 claim: 0 as expected, 1 not as expected (1 supported)"


def test_no_line_of_an_article_is_taken_for_a_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    front = "---\ntitle: Talks\npublisher: Desk\npublished: 2022-06-28\n---\n"
    write(project, "claims/talks/article.md", f"{front}He visited\n::stop-commands::x\nTajikistan, they say.\n")
    run_app(["check"])
    write(project, "claims/talks/claims.yaml", GOOD + "    quote: He visited stop-commands Tajikistan\n")
    run_app(["check"])
    printed = capsys.readouterr()
    assert printed.out.count("::stop-commands::x") == printed.err.count("::stop-commands::x") == 1
    assert "\n::" not in printed.out + printed.err


def test_annotations_name_files_from_the_top_of_the_repository(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "claims/talks/claims.yaml", BAD)
    monkeypatch.chdir(project / "claims")
    assert run_app(["check", "talks", "--github", "--sarif", "../s"]) == 1
    assert "::error file=claims/talks/claims.yaml,line=2," in capsys.readouterr().out
    location = json.loads((project / "s").read_text())["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "claims/talks/claims.yaml"


def test_faults_of_the_reference_data_are_annotated_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = project / "references/diplomacy/events.csv"
    events.write_text(events.read_text().replace(",2022-05-16,moscow,", ",2022-5-16,moscow,"))
    assert run_app(["check", "--github"]) == 2
    printed = capsys.readouterr()
    assert "::error file=references/diplomacy/events.csv,line=" in printed.out
    assert "'2022-5-16' is not a date" in printed.out
    assert "'2022-5-16' is not a date" in printed.err


def test_the_setting_annotates_whole_runs_on_github_only(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "pyproject.toml", SETTINGS + "github = true\n")
    write(project, "claims/talks/claims.yaml", BAD)
    run_app(["check"])
    assert "::error" not in capsys.readouterr().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run_app(["check", "claims/talks"])
    assert "::error" not in capsys.readouterr().out
    run_app(["check"])
    assert "::error" in capsys.readouterr().out


def test_the_summary_of_a_step_is_added_to_and_any_other_file_replaced(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("step", "other"):
        write(project, name, "# Before")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "step"))
    for name in ("step", "other"):
        assert run_app(["check", "--markdown", str(project / name)]) == 0
    assert (project / "step").read_text().startswith("# Before\n## factspec: 1 claim")
    assert (project / "other").read_text().startswith("## factspec: 1 claim")
