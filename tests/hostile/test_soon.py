"""What grew with the square of a file, or broke deep inside: each is read or refused soon, in a line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from factspec.anchors import Quotation, anchor
from factspec.article import article
from factspec.commands import run_app
from factspec.desk.assistant import Assistant
from factspec.draft.texts import text_of
from factspec.features import scenarios
from factspec.problem import Problems
from factspec.reference.journal import JOURNAL, settle
from factspec.sources.declared import declared_sources
from factspec.sources.verify import proof
from factspec.values.json import json_value
from factspec.values.nearest import Seeker, nearest
from factspec.values.units import unit
from factspec.values.wording import pieces

from .test_hostile_files import TABLES, here, put, refused

__all__ = ["here"]
FRONT = "---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\n\n"


def soon(what: Callable[[], object]) -> None:
    """Within seconds of work; what grows with the square would take minutes."""
    began = time.process_time()
    with suppress(Problems, ValueError):
        what()
    assert time.process_time() - began < 15


@pytest.mark.parametrize("piece", ["# #", "<!--", "![", "[a](", "*a ", "_", "** a ", "`", "#\t", "[a]["])
def test_markdown_of_marks_alone_is_read_soon(piece: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x " + piece * (200_000 // len(piece)))
    soon(lambda: text_of(str(tmp_path / "a.md")))


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# A *b* ##\n\nc", "A b", "c"),
        ("a <!-- b\n --> c", None, "a  c"),
        ("a <!-- b", None, "a <!-- b"),
        ("#\n\n**a** [b](c) ![d](e) _f_", None, "#\n\na b  f"),
        ("# #\n\na", "#", "a"),
    ],
)
def test_markdown_loses_its_marks(text: str, title: str | None, body: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text)
    found = text_of(str(tmp_path / "a.md"))
    assert (found.title, found.body) == (title, body)


def test_an_object_of_very_many_keys_is_read_soon() -> None:
    soon(lambda: json_value(json.dumps({f"k{i}": i for i in range(50_000)})))
    with pytest.raises(ValueError, match="'b' twice"):
        json_value('{"c": 1, "c": 2, "b": 1, "b": 2}')


@pytest.mark.usefixtures("here")
def test_a_header_of_very_many_columns_is_read_soon(capsys: pytest.CaptureFixture[str]) -> None:
    put({"events": ",".join(f"c{i}" for i in range(20_000)) + "\n"})
    soon(lambda: run_app(["check"]))
    assert "events.csv: an empty table" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_very_many_misspelt_names_are_told_soon(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"e{i},person,Name {i},,nobody{i}\n" for i in range(6_000))
    put({"entities": TABLES["entities"] + rows})
    soon(lambda: run_app(["say", "Ann met Ben in 2022"]))
    assert capsys.readouterr().err.count("no entity 'nobody") == 6_000


def test_suggestions_end_where_enough_was_looked_through() -> None:
    seeker, names = Seeker(), [f"name {i}" for i in range(500_000)]
    assert seeker.nearest("name 1x", names[:10])
    seeker.nearest("x", names * 4)
    assert not seeker.nearest("name 1x", names[:10])
    assert nearest("y" * 301, ["y" * 300]) == ()


@pytest.mark.parametrize("text", ["\n" * 150_000, " " * 150_000 + "x", "#" + " " * 150_000, "# language" + "\n" * 150_000])
def test_a_feature_of_white_space_is_refused_soon(text: str) -> None:
    soon(lambda: scenarios(Path("a.feature"), text))


def test_a_feature_of_too_many_lines_is_refused() -> None:
    with pytest.raises(Problems, match="200001 lines, expected at most 200000"):
        scenarios(Path("a.feature"), "\n" * 200_001)


def test_a_quotation_of_white_space_is_taken_apart_soon() -> None:
    soon(lambda: pieces("a" + " " * 150_000 + "b"))
    assert pieces("a ... b [...] c") == ("a", "b", "c")
    assert pieces("a ... ... b") == ("a", "b")


@pytest.mark.usefixtures("here")
def test_a_note_of_line_ends_is_reported_soon() -> None:
    Path("claims/a").mkdir(parents=True)
    note = json.dumps("x >" + "\n" * 100_000 + "x")
    Path("claims/a/claims.yaml").write_text(f"claims:\n  - {{id: a, says: Ann met Ben in 2022, note: {note}}}\n")
    soon(lambda: run_app(["check", "--html", "r.html"]))
    assert Path("r.html").exists()


def test_a_long_quotation_of_a_long_article_is_given_up_soon() -> None:
    found = article(FRONT + "some words of it, and more. " * 8_000, Path("a/article.md"))
    soon(lambda: anchor(found, Quotation("a", 0, 1, "other words of it, or fewer. " * 100)))


@pytest.mark.parametrize("text", ["1/0 x", "0 million", "9" * 5000 + " x", "a/" * 3000, "0 people"])
def test_any_words_are_a_unit(text: str) -> None:
    assert unit(text).factor


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 5000, "not TOML: nested too deeply"),
        ("a" + ".a" * 100_000 + " = 1", "a line of 200005 characters, expected at most 20000"),
        ("a = " + "9" * 5000, "not TOML: a number of too many digits"),
        ("[tool]\nfactspec = 5", "[tool.factspec]: 5, expected settings, each with its key"),
        ("[[tool.factspec]]\nhtml = 'a'", "expected settings, each with its key"),
        ('\ufeff[tool.factspec]\nlanguag = "en"', "unknown setting 'languag'"),
    ],
)
def test_settings_that_are_none_are_told_of(here: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "pyproject.toml").write_text(text)
    assert said in refused(capsys, "check")


def test_a_table_of_tools_may_be_anything_of_somebody_elses(here: Path) -> None:
    (here / "pyproject.toml").write_text("tool = 5")
    assert run_app(["say", "Ann met Ben in 2022"]) == 0


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("claims/a/claims.yaml", 'claims:\n  - {id: a, says: Ann met Ben in 2022, note: "x\\ud800"}\n'),
        ("claims/a/claims.yaml", 'claims:\n  - {id: a, says: Ann met Ben in 2022, "\\udc00": x}\n'),
        ("references/r/datapackage.json", '{"name": "r", "version": "\\ud800", "resources": [{"name": "a", "path": "a.csv"}]}'),
    ],
)
def test_half_of_a_character_is_refused(file: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("claims/a").mkdir(parents=True)
    Path("claims/a/claims.yaml").write_text("claims:\n  - {id: a, says: Ann met Ben in 2022}\n")
    Path(file).write_text(text)
    assert "half of a character, expected text" in refused(capsys, "check", "--json", "r.json", "--html", "r.html")


def test_an_assistant_is_told_of_half_of_a_character(here: Path) -> None:
    asks: tuple[Callable[[Assistant], object], ...] = (
        lambda told: told.check_sentence("\ud800"),
        lambda told: told.check_sentence("Ann met Ben in 2022", "\ud800"),
        lambda told: told.explain_claim("\ud800"),
        lambda told: told.list_forms("\ud800"),
    )
    for ask in asks:
        with pytest.raises(Problems, match="half of a character"):
            ask(Assistant(here, []))


def test_an_article_may_hold_anything_that_an_editor_sends() -> None:
    assert article(FRONT + "A word \ud800 here. Another.", Path("a/article.md")).statements


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"@type": "ClaimReview", "claimReviewed": "\\ud800"}]', "half of a character"),
        ("[" + "9" * 5000 + "]", "too many digits"),
    ],
)
def test_reviews_that_no_file_can_hold_are_refused(here: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "r.json").write_text(text)
    assert said in refused(capsys, "import", "r.json")


def test_a_review_of_a_very_long_claim_is_imported_soon(here: Path) -> None:
    said = {"@type": "ClaimReview", "claimReviewed": "2022-02-30Y999" * 20_000, "datePublished": "2022-06-28"}
    (here / "r.json").write_text(json.dumps(said))
    soon(lambda: run_app(["import", "r.json", "--stdout"]))


def test_an_imported_cell_of_several_lines_stays_in_its_comment(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "r.csv").write_text('id,says,quote\na,Ann met Ben in 2022,"a\nb: c, ""d"""\nb,nonsense,"x\n- y\n, z"\n')
    assert run_app(["import", "r.csv"]) == 0
    refused(capsys, "check", code=1)
    assert '"a\\nb: c, \\"d\\""' in Path("claims/r/claims.yaml").read_text()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kind", ["[]", "{}", "[csv]", "1", "csw"])
def test_a_kind_of_source_that_is_none_is_told_of(kind: str) -> None:
    put({})
    Path("references/r/sources").mkdir()
    Path("references/r/sources/a.yaml").write_text(f"kind: {kind}\n")
    with pytest.raises(Problems, match=r"sources/a.yaml:1: kind .* is not known, expected one of"):
        declared_sources(Path("references/r"))


@pytest.mark.parametrize("body", ["[" * 100_000, '{"aside": "x", "moves": [["a", 1e999, null]]}', '{"moves": {}}', "[1]"])
def test_a_journal_that_is_none_is_told_of(body: str, tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_text(body)
    with pytest.raises(Problems, match="no journal of factspec's"):
        settle(tmp_path)


@pytest.mark.parametrize("name", ["\0", "\ud800", "a\\b", "../a", "/a", ""])
def test_a_journal_of_names_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    said = {"aside": ".references-aside-0123456789ab", "moves": [[name, "0", None]]}
    (tmp_path / JOURNAL).write_text(json.dumps(said))
    with pytest.raises(Problems, match="leads out of the folder"):
        settle(tmp_path)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["x" * 5000, "\0", "../a", "/etc/passwd"])
def test_a_lock_of_names_that_no_file_can_have_is_no_proof(name: str) -> None:
    put({})
    added = {"url": "u", "time": "t", "files": {name: "0" * 64}}
    Path("references/r/references.lock").write_text(json.dumps({"version": 1, "added": added}))
    assert [fault.wrong for fault in proof(Path("references")).faults] == ["no such file"]
