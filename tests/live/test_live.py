"""A project in memory: read once, asked once, and read anew just where something has changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from factspec.check import Checker
from factspec.live import ClaimsPage, FeaturePage, Live
from factspec.live.memory import Memory
from factspec.live.standing import changed, new_faults, standings
from factspec.problem import Problem, Problems
from factspec.project import read_project
from factspec.report.model import Location, Result
from factspec.run import run
from factspec.stated import Stated
from factspec.verdict import Verdict

ROOT = Path(__file__).parents[2]
VISIT = "Vladimir Putin visited Tajikistan on 2022-06-28"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("claims", "features", "references", "validators"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n", "utf-8")
    return tmp_path


def claims_file(root: Path) -> Path:
    (file,) = (root / "claims").glob("*/claims.yaml")
    return file


def test_the_pages_of_a_project_say_what_a_whole_run_says(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    live = Live(root)
    pages = list(live.pages(live.files()))
    assert [fault for page in pages for fault in page.problems] == []
    whole = {result.id: result for result in run(read_project(root)).results}
    structured = [one for page in pages if isinstance(page, ClaimsPage) for one in page.results.values()]
    assert len(structured) > 50
    for result in structured:
        assert result == whole[result.id].model_copy(update={"scenarios": ()})
    stated = [one for page in pages if isinstance(page, FeaturePage) for plan in page.plans for one in plan.stated]
    found = {
        one.says: page.results[one.id].verdict
        for page in pages
        if isinstance(page, FeaturePage)
        for plan in page.plans
        for one in plan.stated
    }
    assert len(stated) > 40
    assert set(found) <= {one.says for one in stated}
    assert all(one.passed for one in standings(pages).values())


def test_the_reference_is_read_once_and_again_when_a_file_of_it_changes(root: Path) -> None:
    live = Live(root)
    first = live.ground()
    assert live.page(claims_file(root)).results
    assert live.ground() is first
    (root / "references/diplomacy/.factspec").mkdir()
    (root / "references/diplomacy/.factspec/index").write_text("made from the data")
    assert live.ground() is first
    entities = root / "references/diplomacy/entities.csv"
    whole = entities.read_text("utf-8")
    entities.write_text(whole + "x,y\n", "utf-8")
    with pytest.raises(Problems, match=r"entities\.csv:\d+: 2 cells"):
        live.ground()
    entities.write_text(whole, "utf-8")
    assert live.ground() is not first


@pytest.mark.parametrize("name", ["pyproject.toml", "validators/dateline.py"])
def test_settings_and_kinds_are_read_again_too(root: Path, name: str) -> None:
    live = Live(root)
    first = live.ground()
    file = root / name
    file.write_text(file.read_text("utf-8") + "\n# a remark\n", "utf-8")
    assert live.ground() is not first


def test_a_page_that_nothing_has_changed_for_is_the_same(root: Path) -> None:
    live = Live(root)
    pages = list(live.pages(live.files()))
    assert list(live.pages(live.files())) == pages
    file = claims_file(root)
    live.texts.open[file.resolve()] = file.read_text("utf-8") + "\n# a remark\n"
    assert live.page(file) is not pages[0]


def test_what_an_editor_has_open_comes_before_what_is_on_disk(root: Path) -> None:
    live, file = Live(root), claims_file(root)
    live.texts.open[file.resolve()] = f"claims:\n  - id: one\n    says: {VISIT}\n"
    page = live.page(file)
    assert [result.says for result in page.results.values()] == [VISIT]
    live.texts.open.clear()
    assert len(live.page(file).results) > 50


class Counting(Checker):
    """A checker that counts what it is asked."""

    asked = 0

    def results(self, stated: Sequence[Stated], *, mend: bool = True) -> list[Result]:
        self.asked += len(stated)
        return super().results(stated, mend=mend)


def test_a_claim_is_asked_once_whatever_is_expected_of_it_and_wherever_it_stands() -> None:
    project = read_project(ROOT)
    checker = Counting(project.reference, project.kinds)
    memory = Memory(checker)
    first = Stated("a", VISIT, None, Location(path="x", line=1))
    other = Stated("b", VISIT, None, Location(path="y", line=7), Verdict.REFUTED, tags=("t",))
    found = memory.results([first, other, first])
    assert checker.asked == 1
    assert [(one.id, one.outcome, one.location and one.location.line) for one in found] == [
        ("a", "passed", 1),
        ("b", "failed", 7),
        ("a", "passed", 1),
    ]
    assert found[1] == checker.results([other])[0]
    memory.results([Stated("c", VISIT, None, Location(path="x", line=1), as_of="2022-06-29")])
    assert checker.asked == 3


def test_claims_that_cannot_be_read_tell_each_its_own_place() -> None:
    project = read_project(ROOT)
    memory = Memory(Checker(project.reference, project.kinds))
    found = memory.results([Stated(name, "nonsense", None, Location(path=name, line=1)) for name in ("x", "y", "x")])
    assert [one.because.split(":")[0] for one in found] == ["x", "y", "x"]


def test_what_only_moves_has_not_changed(root: Path) -> None:
    live, file = Live(root), claims_file(root)
    before = standings([live.page(file)])
    live.texts.open[file.resolve()] = "# a remark\n" + file.read_text("utf-8")
    assert changed(before, standings([live.page(file)])) == []
    live.texts.open[file.resolve()] = file.read_text("utf-8").replace(f"says: {VISIT}", f"says: {VISIT[:-2]}26", 1)
    (one,) = changed(before, standings([live.page(file)]))
    assert (one.passed, one.verdict) == (False, "refuted")


def test_a_fault_that_only_moves_is_not_new() -> None:
    assert new_faults([Problem("x", "f", 1)], [Problem("x", "f", 2), Problem("y", "f", 1)]) == [Problem("y", "f", 1)]
