"""A declaration that cannot be right is refused before anything is asked: with its file, line, and what is near."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.problem import Problems
from factspec.sources.declared import declared_sources

SOUND = """\
kind: csv
url: https://example.org/a.csv
source: {id: office, publisher: Office, title: Figures}
rows:
  - resource: observations
    columns:
      subject: "{area|slug}"
      measure: population
      period: "{year}"
      value: "{people|number}"
"""

URL = "url: https://example.org/a.csv"


def declared(folder: Path, text: str, name: str = "a.yaml") -> str:
    """What is said of a declaration; blank where it is sound."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "sources" / name).write_text(text)
    try:
        declared_sources(folder)
    except Problems as faults:
        return str(faults)
    return ""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "p"


def test_a_sound_declaration_is_taken(folder: Path) -> None:
    assert declared(folder, SOUND) == ""
    (source,) = declared_sources(folder)
    assert (source.name, source.title, source.declared.kind) == ("a", "p/a", "csv")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: csv", "kind: cvs", "expected one of csv, json, html, sparql, sdmx, database, file; did you mean csv?"),
        ("kind: csv\n", "", ":1: no 'kind', expected one of csv"),
        (URL, "url: file:///etc/passwd", ":2: url: 'file:///etc/passwd' is no address, expected"),
        (URL, "url: https://me:pw@example.org/", "a name or a password in the address"),
        (URL + "\n", "", "no 'url', expected a value"),
        ("publisher: Office, ", "", ":3: source: no 'publisher', expected a value"),
        ("publisher:", "publischer:", "source: unknown key 'publischer', expected one of id, publisher"),
        ("id: office", "id: of|fice", ":3: source.id: 'of|fice' is no name"),
        ("  - resource: observations", "  - resource: observation", ""),
        ("      measure: population\n", "", ":5: observations needs a column 'measure', expected a cell for it"),
        ("measure: population", "mesure: population", ":8: observations has no column 'mesure', expected one of subject"),
        ("{area|slug}", "{area|slug", "rows.0.columns: subject: '{area|slug' has a brace that is no blank"),
        ("{area|slug}", "{area|map codes}", ":7: columns.subject: no map 'codes', expected a map of that name in 'maps'"),
        ("rows:", "limits: {seconds: 0}\nrows:", ":4: limits.seconds: input should be greater than or equal to 1"),
        ("rows:", "delimeter: ;\nrows:", ":4: unknown key 'delimeter', expected one of rows, maps"),
        (SOUND, "", ":1: no mapping, expected kind, source and rows"),
        (SOUND, "kind: csv\nkind: csv\n", ":2: 'kind' twice"),
        ("source: {", "source: &a {", "an anchor or alias"),
        ("id: office", "id: !!python/object/apply:os.system ['true']", "a tag"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(folder: Path, old: str, new: str, said: str) -> None:
    told = declared(folder, SOUND.replace(old, new))
    assert said in told
    assert told.startswith("p/sources/a.yaml") or not said


def test_all_declarations_are_told_of_together(folder: Path) -> None:
    declared(folder, "kind: x\n", "a.yaml")
    assert len(declared(folder, "kind: y\n", "b.yaml").splitlines()) == 2


def test_a_name_or_a_link_that_leads_elsewhere_is_refused(folder: Path) -> None:
    assert "is no name" in declared(folder, SOUND, "A b.yaml")
    (folder / "sources/A b.yaml").unlink()
    (folder.parent / "outside.yaml").write_text(SOUND)
    (folder / "sources/link.yaml").symlink_to(folder.parent / "outside.yaml")
    assert "a link that leaves the package" in declared(folder, SOUND)


def test_a_query_or_a_template_and_not_both(folder: Path) -> None:
    text = SOUND.replace("kind: csv", "kind: sparql")
    assert "no query, expected a query or a template" in declared(folder, text)
    assert "query and template" in declared(folder, text + "query: SELECT * {}\ntemplate: wikidata/population\n")
