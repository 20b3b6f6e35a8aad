"""A second check asks only what may have changed, and says what a check from nothing says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.planted import Fault, planted

from factspec.check import Checker
from factspec.kept import FOLDER, Kept, kept_in
from factspec.project import read_project
from factspec.recall import Recall, closed, kept_results, unkept
from factspec.recall import ground as ground_module
from factspec.recall import results as results_module
from factspec.report.model import Report, Result
from factspec.run import article_records, run, run_settings, structured_claims
from factspec.stated import Stated

TABLES = ("sources", "entities", "kinds", "events", "measures", "observations", "completeness", "disagreements")
FILES = {
    "pyproject.toml": "[tool.factspec]\n",
    "references/calls/datapackage.json": json.dumps(
        {
            "name": "calls",
            "resources": [
                {"name": name, "path": f"{name}.csv"}
                for name in TABLES
            ],
        }
    ),
    "references/calls/sources.csv": (
        "id,publisher,title,url,published,origin\n"
        "post,The Post,Calls,https://post.example/1,2022-03-01,palace\n"
        "herald,The Herald,More,https://herald.example/2,2022-04-01,\n"
    ),
    "references/calls/entities.csv": "id,type,name,aliases\nada,person,Ada Berg,\nbo,person,Bo Lind,\nnorway,country,Norway,\n",
    "references/calls/kinds.csv": "kind,broader,noun,verbs,object\ncall,,call,called,participant\n",
    "references/calls/events.csv": (
        "id,kind,mode,date,participants,sources\n"
        "c1,call,,2022-01-05,ada|bo,post\nc2,call,,2022-02-05,ada|bo,post\nc3,call,,2022-03-05,ada|bo,herald\n"
    ),
    "references/calls/measures.csv": "measure,phrase,unit\npeople,population,people\n",
    "references/calls/observations.csv": "subject,measure,period,value,unit,sources\nnorway,people,2022,104,people,post\n",
    "references/calls/completeness.csv": (
        "table,kind,participants,period,sources,note\nevents,call,ada|bo,2022,post,the palace's own list\n"
    ),
    "references/calls/disagreements.csv": (
        "table,row,field,value,source,accepted,note\nevents,c3,date,2022-03-06,herald,false,a slip\n"
    ),
    "claims/news/article.md": (
        "---\ntitle: Calls\npublisher: The Gazette\npublished: 2022-06-01\norigin: palace\n---\n"
        "Ada Berg called Bo Lind on 5 January 2022. They have had 3 calls this year.\n\n"
        "Norway has about 100 people. It rained.\n\nNobody has said anything else on that day.\n"
    ),
    "claims/news/claims.yaml": (
        "article: news\nclaims:\n"
        "  - id: first\n    quote: Ada Berg called Bo Lind on 5 January 2022\n    says: Ada Berg called Bo Lind on 2022-01-05\n"
        "  - id: three\n    quote: They have had 3 calls this year\n    says: Ada Berg called Bo Lind exactly 3 times this year\n"
        "  - id: people\n    quote: Norway has about 100 people\n"
        "    claim:\n      kind: quantity\n      what: {measure: people, subject: norway}\n      when: 2022\n"
        "      amount: {number: about 100, unit: people}\n"
        "  - id: rain\n    quote: It rained.\n    not_checkable: vague\n    reason: Nobody says where.\n"
    ),
    "features/calls.feature": (
        "Feature: Calls\n  Scenario: In March\n    Given the article \"news\"\n    Then Ada Berg called Bo Lind on 2022-03-05\n"
    ),
    "validators/even.py": (
        "from typing import Annotated, Literal\n\nfrom factspec.claim import Claim, Example, Speaking\n"
        "from factspec.engine.question import Fixed, Question\nfrom factspec.sentence.date_slots import Days, DaySlot\n"
        "from factspec.verdict import Verdict\n\n\n"
        "class Even(Claim):\n    \"\"\"The day is even.\"\"\"\n\n    kind: Literal[\"even\"] = \"even\"\n"
        "    on: Annotated[Days, DaySlot(tag=\"\")]\n    form = \"{on} is an even day\"\n"
        "    examples = (Example(\"2022-01-02 is an even day\", Verdict.SUPPORTED),)\n\n"
        "    def question(self, speaking: Speaking) -> Question:\n"
        "        even = self.on.days(speaking.as_of).first % 2 == 0\n"
        "        return Fixed(Verdict.SUPPORTED if even else Verdict.REFUTED, \"as the calendar has it\")\n"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A change of one file of the project that changes what a check of it says."""

    file: str
    right: str
    wrong: str


EDITS = [
    Edit("claims/news/claims.yaml", "exactly 3 times", "exactly 2 times"),
    Edit("claims/news/claims.yaml", "number: about 100", "number: about 120"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    expect: refuted\n"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    as_of: 2022-02-01\n"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    draft: true\n"),
    Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    note: counted\n    tags: [count]\n"),
    Edit("claims/news/claims.yaml", "id: three", "id: thrice"),
    Edit("claims/news/claims.yaml", "    not_checkable: vague", "    not_checkable: opinion"),
    Edit("claims/news/claims.yaml", "quote: They have had 3 calls", "quote: had 3 calls"),
    Edit("claims/news/article.md", "published: 2022-06-01", "published: 2021-06-01"),
    Edit("claims/news/article.md", "origin: palace", "origin: post"),
    Edit("claims/news/article.md", "They have", "\nAda said so. They have"),
    Edit("claims/news/article.md", "on that day.", "on that day. Ada won 2 prizes."),
    Edit("pyproject.toml", "factspec]\n", "factspec]\nknown_by = '2022-03-15'\n"),
    Edit("pyproject.toml", "factspec]\n", "factspec]\nindependent_origins = 1\n"),
    Edit("references/calls/datapackage.json", '"calls"', '"calls", "version": "2"'),
    Edit("references/calls/sources.csv", "2022-04-01", "2022-04-02"),
    Edit("references/calls/entities.csv", "Bo Lind,", "Bo Lindh,Bo Lind"),
    Edit("references/calls/kinds.csv", ",call,called", ",ring,called"),
    Edit("references/calls/events.csv", "2022-02-05", "2021-02-05"),
    Edit("references/calls/measures.csv", ",people\n", ",million people\n"),
    Edit("references/calls/observations.csv", ",104,", ",99,"),
    Edit("references/calls/completeness.csv", ",2022,post", ",2021,post"),
    Edit("references/calls/disagreements.csv", ",false,", ",,"),
    Edit("features/calls.feature", "2022-03-05", "2022-03-06"),
    Edit("features/calls.feature", "2022-03-05", "2022-03-05 is an even day"),
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    top = tmp_path / "project"
    for name, text in FILES.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8")
    monkeypatch.chdir(top)
    return top


def told(root: Path, *, recalled: bool = True) -> str:
    """What a check of the project says, but for its times; what is kept of it is in place afterwards."""
    project = read_project(root)
    settings = run_settings(project.settings)
    kept = kept_results(project, settings) if recalled else Kept()
    found: Report = run(project, settings, kept=kept)
    kept.save()
    return found.model_copy(update={"run": found.run.model_copy(update={"started": "", "seconds": 0})}).model_dump_json(indent=2)


class Counting(Checker):
    """A checker that notes what it is asked."""

    asked: list[str]

    def results(self, stated: Sequence[Stated], *, mend: bool = True) -> list[Result]:
        self.asked = [one.id for one in stated]
        return super().results(stated, mend=mend)


def asked(root: Path) -> list[str]:
    """The claims that a check of the project's structured claims does not recall."""
    project = read_project(root)
    settings = run_settings(project.settings)
    checker, kept = Counting(project.reference, project.kinds, settings), kept_results(project, settings)
    checker.asked = []
    recall = Recall(checker, kept)
    article_records(project, recall.results(structured_claims(project)), recall)
    kept.save()
    return checker.asked


def edited(root: Path, edit: Edit) -> None:
    text = FILES[edit.file]
    assert text.count(edit.right) == 1, edit
    (root / edit.file).write_text(text.replace(edit.right, edit.wrong), "utf-8")


def test_a_second_check_says_the_same_and_asks_nothing(root: Path) -> None:
    first = told(root)
    assert first == told(root) == told(root, recalled=False)
    assert asked(root) == []


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{Path(edit.file).name}: {edit.wrong.strip()}")
def test_an_edit_is_followed_as_by_a_check_from_nothing(root: Path, edit: Edit) -> None:
    before = told(root)
    edited(root, edit)
    from_nothing = told(root, recalled=False)
    assert from_nothing != before
    assert told(root) == from_nothing
    assert told(root) == from_nothing
    (root / edit.file).write_text(FILES[edit.file], "utf-8")
    assert told(root) == before


def test_a_validator_that_says_something_else_is_asked_again(root: Path) -> None:
    (root / "claims/news/claims.yaml").write_text(
        FILES["claims/news/claims.yaml"] + "  - id: even\n    says: 2022-01-05 is an even day\n"
    )
    before = told(root)
    file = root / "validators/even.py"
    file.write_text(file.read_text().replace("% 2 == 0", "% 2 == 1"))
    assert told(root) == told(root, recalled=False) != before


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        (Edit("claims/news/claims.yaml", "exactly 3 times", "exactly 2 times"), ["news/three"]),
        (Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    expect: refuted\n"), ["news/three"]),
        (Edit("claims/news/claims.yaml", "  - id: three\n", "  - id: three\n    note: counted\n"), []),
        (Edit("claims/news/claims.yaml", "id: three", "id: thrice"), []),
        (Edit("claims/news/article.md", "They have", "\nAda said so. They have"), []),
        (Edit("claims/news/article.md", "origin: palace", "origin: post"), ["news/first", "news/three", "news/people"]),
        (Edit("references/calls/observations.csv", ",104,", ",99,"), ["news/first", "news/three", "news/people"]),
        (Edit("features/calls.feature", "2022-03-05", "2022-03-06"), []),
        (Edit("pyproject.toml", "factspec]\n", "factspec]\nhtml = 'page.html'\n"), []),
        (Edit("pyproject.toml", "factspec]\n", "factspec]\nabout = '10%'\n"), ["news/first", "news/three", "news/people"]),
    ],
    ids=lambda value: value.wrong.strip() if isinstance(value, Edit) else "",
)
def test_only_what_may_have_changed_is_asked_again(root: Path, edit: Edit, again: list[str]) -> None:
    told(root)
    edited(root, edit)
    assert asked(root) == again
    assert asked(root) == []


FAULTS = [
    Fault(
        "the day of speaking is no part of the key", results_module, "stated.typed, stated.as_of, front,", "stated.typed, front,"
    ),
    Fault("nor the front matter", results_module, "stated.as_of, front, stated.expected", "stated.as_of, stated.expected"),
    Fault("nor the sentence", results_module, '"claim", stated.says, stated.typed', '"claim", stated.typed'),
    Fault("nor the typed claim", results_module, "stated.says, stated.typed,", "stated.says,"),
    Fault("nor what is expected", results_module, "front, stated.expected, stated.draft", "front, stated.draft"),
    Fault("nor whether it is a draft", results_module, "stated.expected, stated.draft)", "stated.expected)"),
    Fault("a result keeps the id of another", results_module, '"id": stated.id,', ""),
    Fault("a result keeps another quotation", results_module, '"quote": stated.quote,', ""),
    Fault("a result keeps another anchor", results_module, '"selector": stated.selector,', ""),
    Fault("a result keeps another place", results_module, '"location": stated.location,', ""),
    Fault("a result keeps other tags", results_module, '"tags": stated.tags,', ""),
    Fault("a result keeps another note", results_module, '"note": stated.note,', ""),
    Fault("an article's text is no part of its key", results_module, "article.line, article.text,", "article.line,"),
    Fault("nor its front matter", results_module, "article.text, article.front.model_dump_json()]", "article.text]"),
    Fault("nor what its claims say", results_module, "one.says, one.claim, one.as_of]", "one.as_of]"),
    Fault("nor its waivers", results_module, "about, claims, waiving)", "about, claims)"),
    Fault(
        "the reference is no part of the ground", ground_module, "[package.sha256 for package in", "[package.name for package in"
    ),
    Fault("nor the settings", ground_module, "repr(settings), packages", "packages"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_an_input_left_out_of_a_key_is_noticed(root: Path, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(fault, monkeypatch)
    told(root)
    assert any(told_otherwise(root, edit) for edit in EDITS)


def told_otherwise(root: Path, edit: Edit) -> bool:
    """Whether a check after an edit says something else than one from nothing, or comes to nothing."""
    edited(root, edit)
    try:
        if edit not in FROM_NOTHING:
            FROM_NOTHING[edit] = told(root, recalled=False)
        return told(root) != FROM_NOTHING[edit]
    except KeyError:
        return True
    finally:
        (root / edit.file).write_text(FILES[edit.file], "utf-8")


FROM_NOTHING: dict[Edit, str] = {}


def file(root: Path) -> Path:
    (found,) = (root / FOLDER).glob("results-*")
    return found


def cut(content: bytes) -> bytes:
    return content[:-7]


def turned(content: bytes) -> bytes:
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


@pytest.mark.parametrize(
    "damage",
    [cut, turned, lambda _: b"", lambda _: b"factspec kept 1\n", lambda content: content[:300], lambda content: content * 2],
    ids=["cut short", "one bit", "empty", "a head alone", "an index alone", "twice"],
)
def test_what_is_not_as_it_was_kept_is_found_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    before = told(root)
    whole = file(root).read_bytes()
    file(root).write_bytes(damage(whole))
    assert asked(root) == ["news/first", "news/three", "news/people"]
    assert told(root) == before
    assert asked(root) == []


def test_what_somebody_else_has_kept_is_not_taken(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(root)
    theirs = file(root).read_bytes()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another user"))
    assert asked(root) == ["news/first", "news/three", "news/people"]
    assert told(root) == before
    assert file(root).read_bytes() != theirs


def test_a_file_under_the_name_of_another_is_not_taken(root: Path) -> None:
    told(root)
    other = file(root).with_name("results-" + "0" * 32)
    other.write_bytes(file(root).read_bytes())
    assert kept_in(root, other.name).count == 0


def test_a_folder_in_the_place_of_the_file_is_no_fault(root: Path) -> None:
    before = told(root)
    place = file(root)
    place.unlink()
    place.mkdir()
    assert told(root) == before


def test_nothing_is_kept_where_nothing_can_be_written(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".factspec").write_text("no folder")
    before = told(root)
    (root / ".factspec").unlink()
    (tmp_path / "blocked").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    assert told(root) == before
    assert not (root / FOLDER).exists()
    assert "XDG_CACHE_HOME" in (unkept(read_project(root)) or "")


def test_old_files_are_forgotten_and_the_folder_is_none_of_gits_affairs(root: Path) -> None:
    for number in range(12):
        kept = kept_in(root, f"results-{number}")
        kept.put("key", "text")
        kept.save()
    assert len(list((root / FOLDER).iterdir())) == 8
    assert kept_in(root, "results-11").get("key") == "text"
    assert (root / ".factspec" / ".gitignore").read_text() == "*\n"


WRITER = """
import sys
from pathlib import Path
from factspec.kept import kept_in
for number in range(60):
    kept = kept_in(Path(sys.argv[1]), "results-shared")
    assert kept.count == 0 or {kept.get(str(i)) for i in range(50)} <= {"one" * 500, "two" * 500}, "a mixture"
    for i in range(50):
        kept.put(str(i), sys.argv[2] * 500)
    kept.save()
"""


def test_runs_at_the_same_time_leave_one_whole_file(root: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(root), word]) for word in ("one", "two", "two")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    kept = kept_in(root, "results-shared")
    assert len({kept.get(str(i)) for i in range(50)}) == 1
    assert [one.name for one in (root / FOLDER).iterdir()] == ["results-shared"]


@pytest.mark.parametrize(
    ("source", "opening"),
    [
        ("from factspec.claim import Claim\nimport re, math\nfrom collections.abc import Iterator\n", None),
        ("from factspec.sentence.date_slots import Days\nPATTERN = re.compile('x')\nday = other.now_or_later\n", None),
        ("import os\n", "import os"),
        ("import re, time\n", "import time"),
        ("from random import random\n", "from random import random"),
        ("from pathlib import Path\n", "from pathlib import Path"),
        ("from . import beside\n", "from . import beside"),
        ("import factspec.project\n", "import factspec.project"),
        ("from factspec.claimed import Claim\n", "from factspec.claimed import Claim"),
        ("from datetime import date\nTODAY = date.today()\n", ".today"),
        ("def words():\n    return open('words.txt').read()\n", "open"),
        ("module = __import__('os')\n", "__import__"),
    ],
)
def test_a_validator_that_hangs_on_more_than_its_code_is_told(source: str, opening: str | None) -> None:
    assert closed.opening(source) == opening


def test_no_results_are_kept_of_a_project_whose_validators_hang_on_more_than_their_code(root: Path) -> None:
    even = root / "validators/even.py"
    even.write_text("import os\n" + even.read_text())
    told(root)
    assert unkept(read_project(root)) == "validators/even.py hangs on more than its own code: import os"
    assert not (root / FOLDER).exists()


def test_no_results_are_kept_outside_of_a_project_or_where_the_settings_say_so(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.factspec]\nrecall = false\n")
    told(root)
    (root / "pyproject.toml").unlink()
    told(root)
    assert not (root / FOLDER).exists()


def factspec(root: Path, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "factspec", *arguments], cwd=root, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_on_the_command_line_fresh_checks_all_of_it_again(root: Path) -> None:
    first = factspec(root, "check", "--json", "first.json")
    before = root / "before"
    before.hardlink_to(file(root))
    assert factspec(root, "check", "--json", "first.json") == first
    assert file(root).samefile(before)
    assert factspec(root, "check", "--fresh", "--json", "first.json") == first
    assert not file(root).samefile(before)
    assert "5 records kept for the next check" in factspec(root, "doctor")
