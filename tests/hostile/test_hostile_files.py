"""Files that were made to do harm are refused in one line, soon, and reach nothing outside."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from factspec.commands import run_app

TABLES = {
    "sources": "id,publisher,title,url,published\ns,P,T,https://example.org,2022\n",
    "entities": "id,type,name,aliases,within\nann,person,Ann,,\nben,person,Ben,,\n",
    "kinds": "kind,noun,verbs,object\nmeeting,meeting,met,participant\n",
    "events": "id,kind,date,title,participants,sources\nm,meeting,2022-01-01,Talks,ann|ben,s\n",
}
SAY = ("say", "Ann met Ben in 2022")
FACTS = Path("references/r")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.factspec]\n")
    put({})
    return tmp_path


def put(changed: Mapping[str, str | bytes], **said: object) -> None:
    """The package, with some of its tables in other words."""
    FACTS.mkdir(parents=True, exist_ok=True)
    for name, text in {**TABLES, **changed}.items():
        (FACTS / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    (FACTS / "datapackage.json").write_text(json.dumps({"name": "r", "resources": resources} | said))


def refused(capsys: pytest.CaptureFixture[str], *command: str, code: int = 2) -> str:
    """What is said of a command line that ends in a fault, which has to come within ten seconds."""
    began = time.monotonic()
    assert run_app(list(command)) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "internal fault" not in said.err
    assert time.monotonic() - began < 10
    return said.err + said.out


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8)
)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "an anchor or alias, expected plain YAML"),
        ("claims: !!python/object/apply:os.system ['touch owned']", "a tag 'tag:yaml.org,2002:python/object/apply:os.system'"),
        ("claims: !!binary aGVsbG8=", "a tag"),
        ("claims: " + "[" * 20_000, "claims.yaml:1: YAML nested too deeply"),
        ("claims: " + "{a: " * 20_000, "claims.yaml:1: YAML nested too deeply"),
        ("\n".join(" " * i + "a:" for i in range(1000)), "YAML nested too deeply"),
        ('claims: "' + "x" * 5_000_001 + '"', "characters of YAML, expected at most 5000000"),
        ("? [a]\n: b", "a list or a mapping as a key"),
        ("a: 1\na: 2", "'a' twice"),
        ("claims: '\0'", "not YAML"),
        ("claims:\n  - {id: ../../x, says: x}", "'../../x' is no id"),
        ("claims:\n  - id: a\n    claim: " + "{kind: not, claim: " * 500 + "{kind: event}" + "}" * 500, "nested too deeply"),
    ],
)
def test_yaml_is_plain_data(text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("claims/a").mkdir(parents=True)
    Path("claims/a/claims.yaml").write_text(text)
    assert said in refused(capsys, "check")
    assert not Path("owned").exists()


@pytest.mark.usefixtures("here")
def test_an_article_of_one_phrase_alone_is_anchored_soon(capsys: pytest.CaptureFixture[str]) -> None:
    Path("claims/a").mkdir(parents=True)
    front = "---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\n\n"
    Path("claims/a/article.md").write_text(front + "hello world " * 50_000)
    Path("claims/a/claims.yaml").write_text("claims:\n  - {id: a, quote: hello world, says: Ann met Ben in 2022}\n")
    assert "'hello world' stands in 50000 places" in refused(capsys, "check")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("events", "Talks", "a\0b", "events.csv:2: a NUL character, expected text"),
        ("events", "Talks", "x" * 200_000, "events.csv:2: not CSV: field larger than field limit"),
        ("events", "2022-01-01", "9" * 5000, "is not a date"),
        ("events", "2022-01-01", "Y" + "9" * 5000, "is not a date"),
        ("entities", "ann,person,Ann,,\n", "ann,person,Ann,,ben\nx,p,X,,x\n", "'x' comes round to itself"),
        ("entities", "ben,person,Ben,,\n", "ben,person,Ben,,\n" + "".join(f"e{i},p,E{i},,e{i + 1}\n" for i in range(3000))
         + "e3000,p,E3000,,\n", "'e0' has more than 100 above it, expected a chain that a person can follow"),
    ],
)  # fmt: skip
def test_a_cell_that_does_harm_is_refused_with_its_line(
    table: str, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put({table: TABLES[table].replace(old, new)})
    assert said in refused(capsys, *SAY)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE events; --", '"a""b"', "=cmd|'/c calc'!A0", "@SUM(1)", "%s%n{0}{x}", "<script>alert(1)</script>", "{{7*7}}"],
)
def test_text_stays_text_in_every_field(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """SQL, formulas, formats, HTML and templates come out as they went in; the claim is decided as before."""
    put({name: table.replace(old, text) for name, old in (("events", "Talks"), ("sources", "P,T")) for table in [TABLES[name]]}
        | {"sources": TABLES["sources"].replace("P,T", f"{text},{text}")})  # fmt: skip
    assert run_app([*SAY]) == 0
    plain = text.strip('"').replace('""', '"')
    assert plain in capsys.readouterr().out
    Path("claims/a").mkdir(parents=True)
    Path("claims/a/claims.yaml").write_text("claims:\n  - {id: a, says: Ann met Ben in 2022}\n")
    assert (
        run_app(["check", "--html", "r.html", "--junit", "r.xml", "--sarif", "r.sarif", "--json", "r.json", "--markdown", "r.md"])
        == 0
    )
    assert "<script>alert" not in Path("r.html").read_text()
    assert "49" not in Path("r.md").read_text()


@pytest.mark.usefixtures("here")
def test_nothing_of_a_table_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    put({"events": TABLES["events"].replace("Talks", "\x1b[2J\x1b]0;owned\x07\u202eabc")})
    assert run_app([*SAY]) == 0
    out = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "�[2J" in out
    put({"events": TABLES["events"].replace("ann|ben", "\x1b[2Jxx")})
    assert "\x1b" not in refused(capsys, *SAY)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../../../etc/passwd", "a/../../../etc/passwd", "file:///etc/passwd", "..\\x", "\0", ""]
)
def test_a_path_stays_in_its_package(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    put({}, resources=[{"name": "sources", "path": path}])
    said = refused(capsys, *SAY)
    assert "root:" not in said
    assert "datapackage.json" in said or "no such file" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
@pytest.mark.parametrize("kind", ["outside", "itself", "zero", "pipe", "folder"])
def test_a_link_or_a_pipe_is_no_table(here: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = FACTS / "sources.csv"
    file.unlink()
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        (here / "secret.csv").write_text("root:x:0\n")
        file.symlink_to({"outside": here / "secret.csv", "itself": Path("sources.csv"), "zero": Path("/dev/zero")}[kind])
    said = refused(capsys, *SAY)
    assert "sources.csv: " in said
    assert "root:" not in said


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.jsonl", b'{"id":' + b"[" * 100_000 + b"}\n"), ("a.jsonl", b'{"id": NaN}\n'), ("a.jsonl", b'{"id": 1, "id": 2}\n'),
        ("a.jsonl", b'{"id": "\\ud800", "sources": "s"}\n'), ("a.parquet", b"PAR1" + b"\xff" * 99 + b"PAR1"), ("a.parquet", b""),
        ("a.zip", b"PK\x03\x04"), ("a.csv", b'"' * 200_000), ("a.csv", b"id,id\n"), ("a.csv", b"\xff\xfe\x00"),
        ("a.csv", b"id\n" + b'"a\n'),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_of(name: str, body: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (FACTS / name).write_bytes(body)
    said = json.loads((FACTS / "datapackage.json").read_text())
    said["resources"].append({"name": "own", "path": name, "schema": {"fields": [{"name": "id"}, {"name": "sources"}]}})
    (FACTS / "datapackage.json").write_text(json.dumps(said))
    assert f"references/r/{name}" in refused(capsys, *SAY)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000, '"a" ' * 4999, "it is not true that " * 900, "Ann met " + "Ben and " * 2000, "(" * 9000, "\0", "\ud800",
        "Ann met Ben in " + "2022-06-28 " * 1800, 'Ann said "' * 1900, "1," * 9000, "Ann" + "\u0301" * 19_000 + " met Ben",
        "before " * 2800,
        "Ann met Ben'; DROP TABLE events; --", "[2022.." * 2800, " " * 19_000 + "x", "aaaa!" * 3900, "in 2022 " * 2400,
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_a_sentence_of_any_length_is_refused_soon(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "say", text)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "text",
    [
        "Feature: a\n  Scenario: b\n    Then " + "x" * 1_000_000,
        "Feature: a\n  Scenario: b\n    Then" + " " * 500_000 + "x",
        "@" + "a" * 100_000 + "\nFeature: a\n  Scenario: b\n    Then x",
        "Feature: a\n  Scenario Outline: b\n    Then <x>\n    Examples:\n      | x |\n      | <x> |\n",
        "Feature: <script>\n  Scenario: b\n    Then \0",
        "# language: ../../etc\nFeature: a\n",
        "\ufeff\ufeff",
    ],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
def test_a_feature_that_does_harm_is_refused_soon(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("features").mkdir()
    Path("features/a.feature").write_text(text)
    assert "features/a.feature" in refused(capsys, "check")
