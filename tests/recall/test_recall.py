"""A second check asks only what may have changed, and says what a check from nothing says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.planted import Fault, planted
from tests.recall.made import EDITS, FILES, Edit, asked, edited, told

from factspec.recall import ground as ground_module
from factspec.recall import results as results_module


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
