"""A project run by pytest: features collected as they lie, failures told in our words, the report left behind."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.plugin.made import OURS, SOURCE

from factspec.kinds import built_in

pytest_plugins = ["pytester"]
built_in()  # loaded here, as the modules above: pytester drops what an inner run is the first to load


TABLES = {
    "sources": "id,publisher,title,url,published,origin\nk1,Kremlin,News,https://kremlin.example/1,2022-06-28,kremlin\n",
    "entities": "id,type,name,aliases,within\nann,person,Ann Lee,,\nbob,person,Bob Ray,,\nrome,city,Rome,,\n",
    "kinds": "kind,broader,noun,verbs,object\nmeeting,,meeting,met,participant\n",
    "events": "id,kind,mode,date,place,title,part_of,participants,participants_complete,sources\n"
    "m1,meeting,in person,2022-05-16,rome,talks in May,,ann|bob,true,k1\n"
    "m2,meeting,in person,2022-06-28,rome,talks in June,,ann|bob,true,k1\n",
    "completeness": "table,kind,mode,participants,place,period,sources,note\n"
    "events,meeting,in person,ann|bob,,2022-01-01/2022-06-28,k1,\n",
}
ARTICLE = "---\ntitle: Talks\npublisher: Daily\npublished: 2022-06-28\n---\nAnn and Bob met twice this year.\n"
CLAIMS = """\
article: talks
claims:
  - id: twice
    quote: met twice this year
    says: Ann Lee met Bob Ray in person twice so far this year
"""
GOOD = """\
Feature: Talks
  Background:
    Given the article "talks"

  Scenario: They met twice
    Then the claim "twice" is supported
    And the evidence names the source "kremlin"

  @expect:refuted @slow
  Scenario: Not three times
    Then Ann Lee met Bob Ray in person 3 times so far this year
"""
BAD = """\
Feature: Mistakes
  Scenario: In May
    Then Ann Lee met Bob Ray in person on 2022-05-16

  Scenario: In April
    Then Ann Lee met Bob Ray in person on 2022-04-16
"""


class Project:
    """A small factspec project in a folder of its own."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester, self.root = pytester, pytester.path
        self.file("pyproject.toml", '[tool.factspec]\nhtml = "build/report.html"\njson = "build/results.json"\n')
        resources = [{"name": name, "path": f"{name}.csv", "type": "table", "format": "csv"} for name in TABLES]
        self.file("references/facts/datapackage.json", json.dumps({"name": "facts", "version": "1", "resources": resources}))
        for name, table in TABLES.items():
            self.file(f"references/facts/{name}.csv", table)
        self.file("claims/talks/article.md", ARTICLE)
        self.file("claims/talks/claims.yaml", CLAIMS)

    def file(self, path: str, text: str) -> Path:
        """Writes a file of the project."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        return target

    def run(self, *arguments: str) -> pytest.RunResult:
        """Runs pytest within this process."""
        return self.pytester.runpytest_inprocess(*OURS, "-p", "no:cacheprovider", *arguments)

    def results(self) -> dict[str, dict[str, Any]]:
        """The results of the last report, by id."""
        found = json.loads((self.root / "build/results.json").read_text("utf-8"))
        return {result["id"]: result for result in found["results"]}


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PYTHONPATH", SOURCE, prepend=os.pathsep)
    return Project(pytester)


def text(result: pytest.RunResult) -> str:
    return "\n".join(result.outlines)


def between(result: pytest.RunResult, first: str, last: str) -> list[str]:
    """The lines of the output after one that holds ``first`` and before the next that holds ``last``."""
    start = next(i for i, line in enumerate(result.outlines) if first in line) + 1
    end = next(i for i in range(start, len(result.outlines)) if last in result.outlines[i])
    return result.outlines[start:end]


def test_a_feature_file_that_is_dropped_in_runs(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    result = project.run("features", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "features/talks.feature::They met twice PASSED*",
            "features/talks.feature::Not three times PASSED*",
            "2 claims: 2 as expected (1 supported, 1 refuted)",
        ]
    )
    assert result.ret == 0


def test_an_id_can_be_typed_back(project: Project) -> None:
    project.file("features/talks.feature", GOOD + "\n  Scenario: Odd :: name [of mine]\n    Then 2022-06-28 is a Tuesday\n")
    listed = [line for line in project.run("--collect-only", "-q", "features").outlines if "::" in line]
    assert len(listed) == 3
    for name in listed:
        project.run(name).assert_outcomes(passed=1)


def test_the_name_of_an_outline_runs_all_its_rows(project: Project) -> None:
    project.file(
        "features/days.feature",
        "Feature: Days\n  Scenario Outline: Weekdays\n    Then <day> is a <name>\n    Examples:\n      | day | name |\n"
        "      | 2022-06-28 | Tuesday |\n      | 2022-06-29 | Wednesday |\n",
    )
    project.run("features/days.feature::Weekdays").assert_outcomes(passed=2)
    project.run("features/days.feature::Weekdays[row 2: 2022-06-29, Wednesday]").assert_outcomes(passed=1)


def test_a_failing_claim_is_told_whole_and_without_a_traceback(project: Project) -> None:
    project.file("features/mistakes.feature", BAD)
    result = project.run("features")
    result.assert_outcomes(passed=1, failed=1)
    assert between(result, "___ In April ___", "=== factspec ===") == [
        "features/mistakes.feature:6: Ann Lee met Bob Ray in person on 2022-04-16",
        "  refuted, expected supported",
        "  because   none is listed on 2022-04-16, and the list of meetings between Ann Lee and Bob Ray in person is complete "
        "for that time",
        "  - m1               talks in May, 2022-05-16, Rome, in person (its date: not 2022-04-16) [k1]",
        "  - m2               talks in June, 2022-06-28, Rome, in person (its date: not 2022-04-16) [k1]",
        "  complete  all meetings between Ann Lee and Bob Ray in person from 2022-01-01 to 2022-06-28 [k1]",
        "  origins   1 at the weakest link",
        "  nearest   Ann Lee met Bob Ray in person on 2022-05-16",
    ]
    result.stdout.fnmatch_lines(["FAILED features/mistakes.feature::In April - refuted, expected supported"])
    assert result.ret == 1


def test_a_misspelt_step_fails_at_collection_with_what_is_near(project: Project) -> None:
    project.file("features/talks.feature", GOOD.replace("the claim", "the clam").replace("Ann Lee", "Anne Lee"))
    result = project.run("features")
    result.assert_outcomes(errors=1)
    assert between(result, "ERROR collecting features/talks.feature", "=== ") == [
        "features/talks.feature:6: step 'the clam \"twice\" is supported' matches nothing, expected one of the step forms; did "
        'you mean the claim "ID" is VERDICT?',
        "features/talks.feature:7: step 'the evidence names the source \"kremlin\"' speaks of no claim, expected a claim in a "
        "step before it",
        "features/talks.feature:11: 'Anne Lee met Bob Ray in person 3 times so far this year': no entity is called 'Anne Lee', "
        "expected the name or an alias of an entity of the reference; did you mean Ann Lee?",
    ]
    assert result.ret == 2


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        ("", "features/a.feature:1: an empty file, expected Feature: and its scenarios"),
        (
            "Feature: F\n  Given x\n  Scenario: S\n    Then 2022-06-28 is a Tuesday\n",
            "features/a.feature:2: step 'Given x' among the description, expected Scenario: before it",
        ),
        ("Feature: F\n  Scenario: S\n", "features/a.feature:2: a scenario without steps, expected a step under it"),
        (
            "Feature: F\n  Scenario: S\n    Then 2022-06-28 is a Tuesday\n  Scenario: S\n    Then 2022-06-29 is a Wednesday\n",
            "features/a.feature:4: scenario 'S' again, expected a name of its own; line 2 has it",
        ),
        (
            'Feature: F\n  Scenario: S\n    Then the claim "thrice" is supported\n',
            "features/a.feature:3: no claim 'thrice', expected the id of a structured claim*",
        ),
    ],
    ids=["empty", "step before the first scenario", "no steps", "one name twice", "unknown claim"],
)
def test_a_bad_feature_is_an_error_and_never_a_pass(project: Project, feature: str, message: str) -> None:
    project.file("features/a.feature", feature)
    project.file("features/good.feature", GOOD)
    result = project.run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])
    assert "Traceback" not in text(result)
    assert result.ret == 2


def test_reference_data_that_cannot_be_read_is_told_once(project: Project) -> None:
    project.file("references/facts/kinds.csv", "kind,broader,noun,verbs,object\nmeeting,nothing,meeting,met,participant\n")
    project.file("features/a.feature", GOOD)
    project.file("features/b.feature", BAD)
    result = project.run()
    result.assert_outcomes(errors=2)
    assert sum("kinds.csv:2" in line for line in result.outlines) == 1
    assert "told above" in text(result)


def test_scenarios_are_chosen_by_words_tags_and_markers(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    project.run("-k", "twice").assert_outcomes(passed=1, deselected=1)
    project.run("-m", "slow").assert_outcomes(passed=1, deselected=1)
    project.run("-m", "expect_refuted", "--strict-markers").assert_outcomes(passed=1, deselected=1)
    project.run("-m", "not expect_refuted", "--strict-markers").assert_outcomes(passed=1, deselected=1)


def test_the_first_failure_can_stop_the_run_and_be_run_again(project: Project) -> None:
    project.file("features/mistakes.feature", BAD.replace("05-16", "05-17"))
    project.pytester.runpytest_inprocess(*OURS, "-x").assert_outcomes(failed=1)
    again = project.pytester.runpytest_inprocess(*OURS, "--lf")
    again.assert_outcomes(failed=1)
    again.stdout.fnmatch_lines(["FAILED features/mistakes.feature::In May - refuted, expected supported"])


def test_a_run_with_two_workers_and_warnings_as_errors(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    project.file("features/mistakes.feature", BAD)
    strict = ("-W", "error", "--strict-markers", "--strict-config", "-p", "no:cacheprovider")
    result = project.pytester.runpytest_subprocess(*OURS, *strict, "-n", "2")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        ["4 claims: 3 as expected, 1 not as expected (2 supported, 2 refuted)", "report: build/report.html"]
    )
    assert project.results()["in-april"]["outcome"] == "failed"
    assert result.ret == 1


def test_a_whole_run_leaves_the_report_with_all_claims_and_their_scenarios(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    project.file("features/mistakes.feature", BAD)
    project.run()
    assert (project.root / "build/report.html").read_text("utf-8").startswith("<!doctype html>")
    results = project.results()
    assert {name: result["outcome"] for name, result in results.items()} == {
        "talks/twice": "passed",
        "in-may": "passed",
        "in-april": "failed",
        "talks/not-three-times": "passed",
    }
    (record,) = results["talks/twice"]["scenarios"]
    assert record == {
        "feature": "Talks",
        "name": "They met twice",
        "path": "features/talks.feature",
        "line": 5,
        "outcome": "passed",
        "message": "",
    }


def test_a_narrowed_run_leaves_the_last_report_alone_unless_it_is_asked_for(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    project.run("-k", "twice")
    assert not (project.root / "build").exists()
    result = project.run("-k", "twice", "--factspec-json", "out/mine.json")
    result.stdout.fnmatch_lines(["results: out/mine.json"])
    assert len(json.loads((project.root / "out/mine.json").read_text("utf-8"))["results"]) == 2


def test_other_formats_are_written_where_options_and_settings_say(project: Project) -> None:
    settings = '[tool.factspec]\npublisher = "Desk"\npublisher_url = "https://desk.example"\n'
    project.file("pyproject.toml", settings + 'sarif = "build/s"\nctrf = "build/c"\nclaimreview = "build/r"\n')
    project.file("features/talks.feature", GOOD)
    project.file("features/mistakes.feature", BAD)
    result = project.run("--factspec-junit", "out/j.xml", "--factspec-markdown", "out/m.md", "--factspec-github")
    result.stdout.fnmatch_lines(
        [
            "::error file=features/mistakes.feature,line=*,endLine=*,title=refuted%3A in-april::*",
            "junit: out/j.xml",
            "sarif: build/s",
            "ctrf: build/c",
            "markdown: out/m.md",
            "claimreview: build/r",
        ]
    )
    assert 'name="in-april"' in (project.root / "out/j.xml").read_text("utf-8")
    reviews = json.loads((project.root / "build/r").read_text("utf-8"))["@graph"]
    assert [review["itemReviewed"]["text"] for review in reviews] == ["met twice this year"]


def test_reviews_that_nobody_signs_are_written_and_it_is_told(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    result = project.run("--factspec-claimreview", "out/r.json")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["report: build/report.html", "pyproject.toml: *no setting 'publisher', expected the name of who publishes the reviews*"]
    )
    assert result.ret == 0
    assert (project.root / "out/r.json").exists()


def test_no_report_is_written_where_none_is_wanted(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    project.run("--no-factspec-report").assert_outcomes(passed=2)
    assert not (project.root / "build").exists()


def test_a_failing_claim_that_no_scenario_checks_fails_a_whole_run(project: Project) -> None:
    project.file("claims/talks/claims.yaml", CLAIMS + "  - id: monday\n    says: 2022-06-28 is a Monday\n")
    project.file("features/talks.feature", GOOD)
    result = project.run()
    result.assert_outcomes(passed=2)
    assert between(result, "not as expected, and no scenario says so:", "report: ") == [
        "claims/talks/claims.yaml:6: 2022-06-28 is a Monday (as of 2022-06-28)",
        "  refuted, expected supported",
        "  because   2022-06-28 is a Tuesday by the calendar",
        "  nearest   2022-06-28 is a Tuesday",
    ]
    assert result.ret == 1
    assert project.run("-k", "twice").ret == 0


def test_a_claims_file_that_cannot_be_read_fails_a_whole_run(project: Project) -> None:
    project.file("claims/other/claims.yaml", "claims: []\n")
    project.file("features/talks.feature", GOOD)
    result = project.run()
    result.stdout.fnmatch_lines(["claims/other/claims.yaml:*"])
    assert result.ret == 1


OWN = """\
import pytest
from pytest_bdd import given, parsers, then, when

@pytest.fixture
def log():
    return []

@given("a notebook", target_fixture="notebook")
def _():
    return ["first"]

@when(parsers.parse("{name} writes:"))
def _(name, notebook, datatable, log):
    notebook.extend(cell for row in datatable for cell in row)
    log.append(name)

@when("she adds")
def _(notebook, docstring):
    notebook.append(docstring)

@then(parsers.parse("the notebook holds {number:d} lines"))
def _(notebook, number, log):
    assert len(notebook) == number, notebook
    assert log == ["Ann"]
"""
MIXED = '''\
Feature: Both
  Background:
    Given the article "talks"

  Scenario: Steps of both kinds
    Given a notebook
    When Ann writes:
      | one | two |
    And she adds
      """
      three
      """
    Then the claim "twice" is supported
    And the notebook holds 4 lines
    And Ann Lee met Bob Ray in person on 2022-05-16
'''


def test_steps_of_ones_own_run_beside_ours_with_fixtures_tables_and_doc_strings(project: Project) -> None:
    project.file("conftest.py", OWN)
    project.file("features/both.feature", MIXED)
    project.run("-W", "error").assert_outcomes(passed=1)
    (record,) = project.results()["talks/twice"]["scenarios"]
    assert record["outcome"] == "passed"


def test_a_step_of_ones_own_that_fails_shows_the_authors_code_and_the_step(project: Project) -> None:
    project.file("conftest.py", OWN)
    project.file("features/both.feature", MIXED.replace("4 lines", "5 lines"))
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*assert len(notebook) == number, notebook", "*AssertionError: *", "*conftest.py:*: AssertionError"]
    )
    result.stdout.fnmatch_lines(["features/both.feature:14: And the notebook holds 5 lines"])
    assert "site-packages" not in text(result)
    (record,) = project.results()["talks/twice"]["scenarios"]
    assert record["outcome"] == "failed"


def test_our_claims_fail_beside_steps_of_ones_own(project: Project) -> None:
    project.file("conftest.py", OWN)
    project.file("features/both.feature", MIXED.replace("05-16", "05-17"))
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["features/both.feature:15: Ann Lee met Bob Ray in person on 2022-05-17*", "  refuted, expected supported"]
    )


def test_a_step_that_is_ours_and_ones_own_is_an_error(project: Project) -> None:
    project.file("conftest.py", OWN + '\n@then(parsers.re("Ann Lee .*"))\ndef _():\n    pass\n')
    project.file("features/both.feature", MIXED)
    result = project.run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["features/both.feature:15: step 'Ann Lee met Bob Ray in person on 2022-05-16' is one of ours and one of your own, *"]
    )


def test_a_step_that_nobody_knows_is_an_error_beside_steps_of_ones_own(project: Project) -> None:
    project.file("conftest.py", OWN)
    project.file("features/both.feature", MIXED.replace("she adds", "she ads"))
    result = project.run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["features/both.feature:9: step 'she ads' matches nothing, expected a step such as *"])
    assert result.ret == 2


@pytest.mark.parametrize("where", ["conftest.py", "tests/test_both.py"])
def test_a_module_may_bind_a_feature_that_is_collected_as_well(project: Project, where: str) -> None:
    binding = 'from pytest_bdd import scenarios\nscenarios("../features/both.feature")\n'
    project.file("features/both.feature", "@expect:supported\n" + MIXED)
    project.file("tests/test_both.py", OWN + binding if where != "conftest.py" else binding)
    if where == "conftest.py":
        project.file("conftest.py", OWN)
    result = project.run("-W", "error", "--strict-markers")
    result.assert_outcomes(passed=2 if where == "conftest.py" else 1)
    assert result.ret == 0


def test_our_steps_fail_in_a_scenario_that_a_module_binds(project: Project) -> None:
    project.file("features/mistakes.feature", BAD)
    project.file("tests/test_bound.py", 'from pytest_bdd import scenarios\nscenarios("../features/mistakes.feature")\n')
    result = project.run("tests")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["features/mistakes.feature:6: Ann Lee met Bob Ray in person on 2022-04-16*"])


def test_fixtures_for_all_tests_work_for_scenarios(project: Project) -> None:
    project.file(
        "conftest.py",
        "import pytest\n@pytest.fixture(autouse=True)\ndef told():\n    print('told')\n    yield\n    print('done')\n",
    )
    project.file("features/talks.feature", GOOD)
    result = project.run("-s")
    assert text(result).count("told") == text(result).count("done") == 2


def test_a_skipped_scenario_is_skipped(project: Project) -> None:
    project.file("features/mistakes.feature", BAD.replace("  Scenario: In April", "  @skip\n  Scenario: In April"))
    result = project.run()
    result.assert_outcomes(passed=1, skipped=1)
    assert result.ret == 0


def test_features_of_other_projects_are_left_alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", SOURCE, prepend=os.pathsep)
    (pytester.path / "a.feature").write_text("Feature: F\n  Scenario: S\n", "utf-8")
    pytester.makepyfile("def test_plain(): pass")
    script = (
        "import sys, pytest; code = pytest.main({!r}); heavy = {{'duckdb', 'pydantic', 'factspec.project'}} & set(sys.modules)\n"
    )
    script += "print('heavy:', heavy); sys.exit(code)"
    result = pytester.run(sys.executable, "-c", script.format([*OURS, "-q"]))
    result.stdout.fnmatch_lines(["1 passed*", "heavy: set()"])


def test_a_references_folder_makes_a_project(project: Project) -> None:
    (project.root / "pyproject.toml").unlink()
    project.file("features/talks.feature", GOOD)
    project.run().assert_outcomes(passed=2)


def test_a_scenario_stands_at_its_line_for_editors(project: Project) -> None:
    project.file("features/talks.feature", GOOD)
    items, _ = project.pytester.inline_genitems(*OURS)
    assert [item.location for item in items] == [
        ("features/talks.feature", 4, "They met twice"),
        ("features/talks.feature", 9, "Not three times"),
    ]


def test_whole_runs_are_added_to_the_history_and_the_report_tells_what_changed(project: Project) -> None:
    settings = '[tool.factspec]\nhtml = "build/report.html"\nhistory = "build/history.jsonl"\nlanguage = "ru"\n'
    project.file("pyproject.toml", settings)
    project.file("features/talks.feature", GOOD)
    assert "history: build/history.jsonl" in project.run("features").outlines
    project.run("features", "-k", "twice")
    project.file("features/talks.feature", GOOD.replace("3 times", "4 times"))
    project.run("features")
    runs = [json.loads(line) for line in (project.root / "build/history.jsonl").read_text("utf-8").splitlines()]
    assert [run["summary"]["passed"] for run in runs] == [2, 2]
    assert "После прошлого прогона" in (project.root / "build/report.html").read_text("utf-8")


def test_a_broken_history_is_told_and_nothing_passes(project: Project) -> None:
    project.file("pyproject.toml", '[tool.factspec]\nhistory = "history.jsonl"\n')
    project.file("history.jsonl", "{}\n")
    project.file("features/talks.feature", GOOD)
    result = project.run("features")
    assert result.ret != 0
    assert "history.jsonl:1: started: field required" in text(result)
    assert (project.root / "history.jsonl").read_text("utf-8") == "{}\n"
