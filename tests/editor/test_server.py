"""The language server as editors meet it: a process, spoken to by the protocol."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types

from .session import Session, session

ROOT = Path(__file__).parents[2]
CLAIMS = "claims/talks/claims.yaml"
ARTICLE = """\
---
title: Talks
publisher: The Gazette
published: 2022-06-28
---
DUSHANBE. Putin is in Tajikistan.

It was their second meeting.
"""
GOOD = """\
claims:
  - id: visit
    quote: Putin is in Tajikistan.
    says: Vladimir Putin visited Tajikistan on 2022-06-28

  - id: second
    quote: second meeting
    says: Vladimir Putin met Emomali Rahmon in person on 2022-06-28 for the 2nd time in 2022
"""
FEATURE = """\
Feature: Talks
  Scenario: One
    Given the article "talks"
    Then the claim "second" is supported
    And Vladimir Putin visited Tajikistan on 2022-06-28
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "references", tmp_path / "references")
    for name, text in {"pyproject.toml": "[tool.factspec]\n", "claims/talks/article.md": ARTICLE, CLAIMS: GOOD}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "features").mkdir()
    (tmp_path / "features/talks.feature").write_text(FEATURE, "utf-8")
    return tmp_path


def visit(root: Path, what: Callable[[Session], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with session(root) as told:
            await what(told)

    asyncio.run(whole())


def spot(text: str, words: str) -> tuple[int, int]:
    """The line and column of the first place of some words."""
    before = text[: text.index(words)]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)


def under(text: str, at: types.Range) -> str:
    line = text.split("\n")[at.start.line]
    assert at.start.line == at.end.line
    return line[at.start.character : at.end.character]


def applied(text: str, action: types.CodeAction) -> str:
    """The text after a fix of one change on one line."""
    assert action.edit is not None
    assert action.edit.changes is not None
    (change,) = next(iter(action.edit.changes.values()))
    lines = text.split("\n")
    first, last = change.range.start, change.range.end
    assert first.line == last.line
    lines[first.line] = lines[first.line][: first.character] + change.new_text + lines[first.line][last.character :]
    return "\n".join(lines)


def test_findings_follow_the_typing_and_fixes_mend_them(project: Path) -> None:
    async def typing(editor: Session) -> None:
        editor.open(CLAIMS)
        assert await editor.findings(CLAIMS) == []

        slipped = GOOD.replace("visited Tajikistan", "visited Tajikistn")
        editor.type(CLAIMS, slipped)
        (fault,) = await editor.findings(CLAIMS)
        assert fault.severity is types.DiagnosticSeverity.Error
        assert fault.source == "factspec"
        assert under(slipped, fault.range) == "Tajikistn"
        assert "did you mean Tajikistan?" in fault.message
        (fix,) = await editor.fixes(CLAIMS, fault.range)
        assert fix.is_preferred
        assert applied(slipped, fix) == GOOD

        wrong = GOOD.replace("2nd time", "3rd time")
        editor.type(CLAIMS, wrong)
        (otherwise,) = await editor.findings(CLAIMS)
        assert otherwise.severity is types.DiagnosticSeverity.Warning
        assert otherwise.code == "refuted"
        assert otherwise.message.startswith("refuted, expected supported: ")
        (better,) = await editor.fixes(CLAIMS, otherwise.range)
        assert applied(wrong, better) == GOOD

        editor.type(CLAIMS, GOOD)
        assert await editor.findings(CLAIMS) == []

    visit(project, typing)


def test_many_changes_in_a_row_are_checked_once_they_pause_and_only_the_last_is_told(project: Path) -> None:
    async def typing(editor: Session) -> None:
        editor.open(CLAIMS)
        await editor.findings(CLAIMS)
        before = len(editor.told[editor.uri(CLAIMS)])
        for length in range(20):
            editor.type(CLAIMS, GOOD.replace("Tajikistan on", "Tajikistan"[: length % 10] + " on"))
        editor.type(CLAIMS, GOOD)
        assert await editor.findings(CLAIMS) == []
        told = editor.told[editor.uri(CLAIMS)][before:]
        assert {one.version for one in told} == {editor.versions[CLAIMS]}

    visit(project, typing)


def test_a_claim_shows_its_verdict_and_leads_to_its_words_in_the_article(project: Path) -> None:
    async def looking(editor: Session) -> None:
        editor.open(CLAIMS)
        line, column = spot(GOOD, "Vladimir Putin met")
        card = await editor.hover(CLAIMS, line, column)
        assert card is not None
        assert card.startswith("**supported** · as of 2022-06-28")
        assert "Putin-Rahmon talks, Palace of the Nation" in card
        place = await editor.target(CLAIMS, line, column)
        assert place is not None
        assert place.uri == editor.uri("claims/talks/article.md")
        assert under(ARTICLE, place.range) == "second meeting"
        assert await editor.hover(CLAIMS, 0, 0) is None

    visit(project, looking)


def test_a_step_leads_to_the_claim_it_names_and_shows_its_card(project: Path) -> None:
    async def looking(editor: Session) -> None:
        name = "features/talks.feature"
        editor.open(name)
        assert await editor.findings(name) == []
        place = await editor.target(name, *spot(FEATURE, 'claim "second"'))
        assert place is not None
        assert place.uri == editor.uri(CLAIMS)
        assert place.range.start.line == spot(GOOD, "- id: second")[0]
        said = await editor.target(name, *spot(FEATURE, "Vladimir Putin visited"))
        assert said is not None
        assert said.range.start.line == spot(GOOD, "- id: visit")[0]
        article = await editor.target(name, *spot(FEATURE, "the article"))
        assert article is not None
        assert article.uri == editor.uri("claims/talks/article.md")
        quoting = FEATURE.replace("    Then", '    And the statement "second  meeting"\n    Then')
        editor.type(name, quoting)
        quoted = await editor.target(name, *spot(quoting, "the statement"))
        assert quoted is not None
        assert under(ARTICLE, quoted.range) == "second meeting"
        editor.type(name, FEATURE)
        card = await editor.hover(name, *spot(FEATURE, "Vladimir Putin visited"))
        assert card is not None
        assert card.startswith("**supported**")

    visit(project, looking)


def test_sentences_names_and_keys_are_completed(project: Path) -> None:
    async def completing(editor: Session) -> None:
        begun = GOOD + "\n  - id: third\n    says: Vladimir Putin met Emo"
        editor.open(CLAIMS, begun)
        line = begun.count("\n")
        offered = await editor.offers(CLAIMS, line, len(begun.split("\n")[-1]))
        assert offered[0].label == "Emomali Rahmon"
        edit = offered[0].text_edit
        assert isinstance(edit, types.TextEdit)
        assert under(begun, edit.range) == "Emo"
        keyed = GOOD + "    exp"
        editor.type(CLAIMS, keyed)
        offered = await editor.offers(CLAIMS, keyed.count("\n"), 7)
        assert [one.label for one in offered] == ["expect"]
        step = FEATURE + "    And Vladimir Putin v"
        editor.open("features/talks.feature", step)
        offered = await editor.offers("features/talks.feature", step.count("\n"), len(step.split("\n")[-1]))
        assert "visited" in [one.label for one in offered]

    visit(project, completing)


def test_what_is_typed_into_claims_reaches_open_features(project: Path) -> None:
    async def typing(editor: Session) -> None:
        name = "features/talks.feature"
        editor.open(name)
        editor.open(CLAIMS)
        assert await editor.findings(name) == []
        await editor.findings(CLAIMS)
        editor.type(CLAIMS, GOOD.replace("2nd time", "3rd time"))
        (told,) = await editor.next_findings(name) or await editor.next_findings(name)
        assert told.code == "refuted"

    visit(project, typing)


def test_the_reference_is_read_again_when_its_files_change(project: Path) -> None:
    async def changing(editor: Session) -> None:
        editor.open(CLAIMS)
        assert await editor.findings(CLAIMS) == []
        entities = project / "references/diplomacy/entities.csv"
        whole = entities.read_text("utf-8")
        entities.write_text(whole.replace("Tajikistan", "Tadschikistan"), "utf-8")
        editor.type(CLAIMS, GOOD + "\n")
        found = await editor.findings(CLAIMS)
        assert any("Tajikistan" in one.message for one in found)
        entities.write_text(whole.replace("tajikistan", "tajikistan,tajikistan", 1), "utf-8")
        editor.type(CLAIMS, GOOD + "\n\n")
        found = await editor.findings(CLAIMS)
        assert "entities.csv:" in found[0].message
        assert found[0].range.start.line == 0
        entities.write_text(whole, "utf-8")
        editor.type(CLAIMS, GOOD)
        assert await editor.findings(CLAIMS) == []

    visit(project, changing)


HALVES = ["", "claims:", "claims: [", "\t", "claims:\n  - id: [x", "- - -", "claims:\n  - 5\n", "\x00", "a: &x 1"]


def test_half_written_files_are_told_and_never_end_the_server(project: Path) -> None:
    async def typing(editor: Session) -> None:
        editor.open(CLAIMS)
        for text in HALVES:
            editor.type(CLAIMS, text)
            assert await editor.findings(CLAIMS), text
            assert await editor.hover(CLAIMS, 0, 0) is None
            assert isinstance(await editor.offers(CLAIMS, 0, 0), list)
        editor.type(CLAIMS, GOOD)
        assert await editor.findings(CLAIMS) == []

    visit(project, typing)


def test_a_file_that_is_not_open_is_read_for_no_request(project: Path) -> None:
    async def asking(editor: Session) -> None:
        for name in ("nowhere/claims.yaml", "pyproject.toml/claims.yaml"):
            assert await editor.hover(name, 0, 0) is None
            assert await editor.target(name, 0, 0) is None
        editor.open(CLAIMS)
        assert await editor.findings(CLAIMS) == []

    visit(project, asking)


def test_a_file_in_a_folder_with_spaces_is_told_of(project: Path) -> None:
    async def asking(editor: Session) -> None:
        name = "claims/talks in May/claims.yaml"
        editor.open(name, "claims:\n  - {id: a, says: Vladimir Putin visited Tajikistan on 2022-06-28}\n")
        assert await editor.findings(name) == []
        assert await editor.hover(name, 1, 20)

    visit(project, asking)


def test_columns_count_what_the_editor_counts(project: Path) -> None:
    async def typing(editor: Session) -> None:
        text = 'claims:\n  - {id: one, note: "\N{GRINNING FACE}", says: Vladimir Putin visited Tajikistn in 2022}\n'
        editor.open(CLAIMS, text)
        (fault,) = await editor.findings(CLAIMS)
        units = text.split("\n")[1].encode("utf-16-le")
        assert units[2 * fault.range.start.character : 2 * fault.range.end.character].decode("utf-16-le") == "Tajikistn"
        card = await editor.hover(CLAIMS, 1, fault.range.start.character)
        assert card is not None
        assert card.startswith("**cannot be read**")

    visit(project, typing)


def test_a_validator_that_raises_leaves_the_server_running(project: Path) -> None:
    whole = (ROOT / "validators/dateline.py").read_text("utf-8")
    head, _, _ = whole.partition("    def question(")
    (project / "validators").mkdir()
    raising = head + "    def question(self, speaking: object) -> Question:\n        raise ZeroDivisionError\n"
    (project / "validators/dateline.py").write_text(raising, "utf-8")

    async def typing(editor: Session) -> None:
        says = "the dateline is Dushanbe on 2022-06-28, a Tuesday, with Emomali Rahmon and Vladimir Putin there"
        editor.open(CLAIMS, f"claims:\n  - id: x\n    says: {says}\n")
        assert "ZeroDivisionError" in await editor.next_log()
        editor.type(CLAIMS, GOOD)
        assert await editor.findings(CLAIMS) == []

    visit(project, typing)


def test_a_closed_file_has_no_findings(project: Path) -> None:
    async def closing(editor: Session) -> None:
        editor.open(CLAIMS, GOOD.replace("2nd", "3rd"))
        assert await editor.findings(CLAIMS)
        document = types.TextDocumentIdentifier(editor.uri(CLAIMS))
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        assert await editor.next_findings(CLAIMS) == []

    visit(project, closing)


def test_a_terminal_that_hangs_up_ends_the_server() -> None:
    ended = subprocess.run([sys.executable, "-m", "factspec", "lsp"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert b"Traceback" not in ended.stderr
