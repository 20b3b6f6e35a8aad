"""Claims, sentences, articles, features and settings, as they are written by hand."""

from __future__ import annotations

import json
import re
from contextlib import closing, suppress
from pathlib import Path
from xml.etree import ElementTree

from factspec.anchors import Quotation, anchor
from factspec.article import article
from factspec.bulk.intake import Place, intake
from factspec.bulk.run import Bulk
from factspec.coverage.atoms import atoms
from factspec.documents import document
from factspec.engine.batch.engines.named import engine_of
from factspec.features import scenarios
from factspec.problem import Problems
from factspec.project import read_project
from factspec.report.claimreview import Publisher
from factspec.report.formats import Terms, renders
from factspec.report.model import Location, Report
from factspec.report.text import result_lines
from factspec.run import run
from factspec.settings import project_root, project_settings
from factspec.stated import Stated, claims_and_faults
from factspec.values.dates import dating, one_day
from factspec.values.numbers import number
from factspec.values.units import unit

from .target import Finding, Target, refused, text, told, words
from .world import EXAMPLES, ROOT, TABLES, an_article, checkers, package, put

YAML = words(
    "claims: article: -_id: says: quote: claim: kind: expect: refuted tags: as_of: draft:_true not_checkable: reason: exact: prefix: "
    "suffix: note: ¶ ¶__ ¶-_ [ ] { } , | > ' \" ~ &a *a !!str supported not_enough_evidence plan count event 2022-06-28"
)
GHERKIN = words(
    'Feature: Scenario: Scenario_Outline: Examples: Background: Rule: Given_ When_ Then_ And_ *_ | """ ``` @refuted @x # #_language:_de < > ¶ '
    "¶__ \\| \\n Funktionalität: Feautre: Gvien_ @expect:refuted"
)
TOML = words(
    "[tool.factspec] [tool] tool factspec = references html json history language junit as_of known_by about nearly fail_under publisher contact "
    'independent_origins "" \'\'\' [[tool.factspec]] {} [] true 5 0.5 1979-05-27 1979-05-27T07:32:00Z inf nan ¶ . , \\u0000 "5%"'
)
SENTENCE = words(
    "and or not , ; in on before after between exactly at_least more_than times Vladimir_Putin met Emomali_Rahmon 2022 2022-06-28 this_year "
    'it_is_not_true_that all_of_these_hold: the_first_time in_person by_phone visited Russia 3 third " ( ) . of the population _million % 1/3'
)


def _claims(data: bytes, folder: Path) -> None:
    said = text(data)
    about = an_article()
    for beside in (about, None):
        try:
            found, faults = claims_and_faults(document(said, "claims.yaml"), beside)
        except Problems as refusal:
            told(refusal.problems)
            continue
        told(faults)
        entries = document(said, "claims.yaml").value["claims"]
        if len(found.claims) + len(found.waivers) + len(found.proposed) < len(entries) and not faults:
            raise Finding(f"of {len(entries)} entries {len(found.claims)} are claims, and nothing is said of the others")
        for result in checkers()[0].results(found.claims[:20], mend=len(found.claims) < 4):
            result_lines(result)


def _sentence(data: bytes, folder: Path) -> None:
    said = text(data)
    for one in checkers():
        try:
            claim = one.grammar.read(said)
        except Problems as refusal:
            told(refusal.problems)
            continue
        written = one.grammar.write(claim)
        if one.grammar.read(written) != claim:
            raise Finding(f"{said!r} is written {written!r}, and that says something else")
        stated = Stated("a", said, None, Location(path="a", line=1))
        (result,) = one.results([stated])
        if result.correction and one.grammar.write(one.grammar.read(result.correction)) != result.correction:
            raise Finding(f"{said!r} is corrected as {result.correction!r}")


def _typed(data: bytes, folder: Path) -> None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(value, dict):
        return
    for one in checkers():
        stated = Stated("a", None, value, Location(path="a", line=1))
        (result,) = one.results([stated])
        result_lines(result)


def _many(data: bytes, folder: Path) -> None:
    file = folder / "many.jsonl"
    file.write_bytes(data)
    try:
        taken = intake(file)
    except Problems as refusal:
        told(refusal.problems)
        return
    with closing(_bulk()) as bulk:
        lines = [line for _, done in bulk.checked(taken.batches(Place(), 1000)) for line in done.lines]
    wanted = sum(bool(line.strip(b" \t\r\n\f\v")) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    if not wanted - data.count(b"\xc2\x85") - data.count(b"\xe2") <= len(lines) <= wanted + 1:
        raise Finding(f"{wanted} lines, and {len(lines)} results")
    for line in lines:
        json.loads(line)


def _bulk() -> Bulk:
    return Bulk(checkers()[0], "many.jsonl", {}, explained="none", engine=engine_of("duckdb"))


def _feature(data: bytes, folder: Path) -> None:
    refused(lambda: scenarios(Path("a.feature"), text(data)))


def _article(data: bytes, folder: Path) -> None:
    try:
        found = article(text(data), Path("claims/a/article.md"))
    except Problems as refusal:
        told(refusal.problems)
        return
    for one in found.statements:
        if found.text[one.start : one.end] != one.text or not one.text.strip():
            raise Finding(f"a statement {one!r} that does not stand there")
    atoms(found, checkers()[0].grammar.lexicon)
    for length in (5, 20, 60):
        anchor(found, Quotation("a", 0, 1, found.text[:length] + "x", found.text[:3], "z"))


def _settings(data: bytes, folder: Path) -> None:
    (folder / "pyproject.toml").write_bytes(data)
    refused(lambda: project_root(folder))
    refused(lambda: project_settings(folder).terms("facts"))


def _date(data: bytes, folder: Path) -> None:
    said = text(data)
    if not refused(lambda: dating(said)):
        found = dating(said)
        if found.starts.first > found.starts.last or found.ends.first > found.ends.last:
            raise Finding(f"{said!r} begins after it has begun: {found!r}")
    try:
        one_day(said)
    except (Problems, ValueError) as error:
        if not isinstance(error, Problems) and type(error) is not ValueError:
            raise


def _number(data: bytes, folder: Path) -> None:
    said = text(data)
    if not refused(lambda: number(said)):
        number(said).meant()
        list(number(said).near())
    refused(lambda: unit(said))


def _project(data: bytes, folder: Path) -> None:
    """A whole project with hostile text in a claim, a table and an article, and all reports of it."""
    said = text(data).encode("utf-8", "replace").decode()
    cell = '"' + " ".join(said.replace('"', '""').replace("\0", "").split()) + '"'
    tables = dict(TABLES)
    tables["events"] = tables["events"].replace("Talks", cell)
    tables["sources"] = tables["sources"].replace("P,T", f"{cell},{cell}")
    put(folder / "references/r", package(tables))
    put(folder, {"pyproject.toml": b"[tool.factspec]\n"})
    body = f"---\ntitle: {json.dumps(said)}\npublisher: P\npublished: 2022-06-28\n---\n\nAnn met Ben in 2022. {said}\n"
    entries = [
        {"id": "a", "says": "Ann met Ben in 2022", "note": said},
        {"id": "b", "says": said},
        {"id": "c", "says": "Ann visited Land"},
    ]
    put(folder / "claims/a", {"article.md": body.encode(), "claims.yaml": json.dumps({"claims": entries}).encode()})
    feature = f"Feature: {' '.join(said.split())[:300]}\n  Scenario: a\n    Then Ann met Ben in 2022\n"
    put(folder / "features", {"a.feature": feature.encode()})
    try:
        project = read_project(folder)
        report = run(project)
    except Problems as refusal:
        told(refusal.problems)
        return
    told(project.problems)
    with suppress(Problems):  # no claim may be left that could be reviewed
        _rendered(report)


def _rendered(report: Report) -> None:
    for name, render in renders(Terms(publisher=Publisher("P", "https://example.org", "https://example.org"))).items():
        made = render(report)
        if name == "html" and re.search(r'<script>alert|<img src=x|(?:href|src)="\s*javascript:', made):
            raise Finding(f"unescaped HTML in {name}")
        if name == "junit":
            ElementTree.fromstring(made)
        if name in ("json", "sarif", "ctrf", "claimreview"):
            json.loads(made)
        if {"\x1b", "\x07"} & set(made) and name in ("junit", "markdown", "html"):
            raise Finding(f"what steers a terminal, in {name}")


def _files(pattern: str) -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for root in EXAMPLES for file in sorted(root.glob(pattern)))


def _sentences() -> tuple[bytes, ...]:
    found = []
    for body in _files("claims/*/claims.yaml"):
        found += [entry["says"] for entry in document(body.decode(), "a").value["claims"] if "says" in entry]
    for body in _files("features/*.feature"):
        found += [line.split("Then ", 1)[1] for line in body.decode().splitlines() if "Then " in line and "<" not in line]
    return tuple(dict.fromkeys(one.encode() for one in found))


def _data() -> tuple[bytes, ...]:
    found = []
    for said in _sentences():
        for one in checkers():
            try:
                found.append(one.grammar.read(said.decode()).model_dump_json(by_alias=True).encode())
            except Problems:
                continue
    return tuple(dict.fromkeys(found))


def _lines() -> tuple[bytes, ...]:
    said = [json.dumps({"id": f"a{i}", "says": one.decode(), "as_of": "2022-06-28"}) for i, one in enumerate(_sentences()[:40])]
    typed = [json.dumps({"id": f"t{i}", "claim": json.loads(one)}) for i, one in enumerate(_data()[:40])]
    return tuple(
        "\n".join(part).encode() + b"\n" for part in (said[:3], typed[:3], said[3:30] + typed[3:30], typed, said[:1], typed[:1])
    )


def _corpus(name: str) -> tuple[bytes, ...]:
    lines = (ROOT / f"tests/errors/{name}.txt").read_text("utf-8").splitlines()
    return tuple(
        line[6:].replace("\\n", "\n").encode() for line in lines if line.startswith(("good: ", "bad:  ")) and line[6:].strip()
    )


def targets() -> tuple[Target, ...]:
    """The targets of this module."""
    sentences = _sentences()
    claims = _files("claims/*/claims.yaml")
    short = tuple(b"claims:\n  - {id: a, says: " + json.dumps(one.decode()).encode() + b"}\n" for one in sentences[:20])
    kinds = tuple(
        f'"{name}"'.encode()
        for name in ("kind", "not", "all", "any", "count", "event", "relation", "claim", "claims", "what", "when")
    )
    return (
        Target("features", _feature, (*_files("features/*.feature"), *_corpus("features")), GHERKIN),
        Target("claims", _claims, (*short, *_corpus("claims"), *claims), YAML),
        Target("sentences", _sentence, sentences, SENTENCE),
        Target("typed claims", _typed, _data(), (*kinds, *words('{ } [ ] : , null true 1 "2022" "2022-06-28" {} [] "" 1.5'))),
        Target(
            "many claims",
            _many,
            _lines(),
            (*kinds, *words('{ } [ ] : , ¶ null "says" "id" "claim" "as_of" "expect" "refuted" "tags"')),
        ),
        Target(
            "articles",
            _article,
            (*_files("claims/*/article.md"), *_corpus("claims")),
            words('---¶ title: ¶ ¶¶ . ? ! " “ ” published: language:_de _said'),
        ),
        Target("settings", _settings, (*_files("pyproject.toml"), *_corpus("settings")), TOML),
        Target(
            "dates",
            _date,
            tuple(one.encode() for one in DATES),
            words("- / .. [ ] , X XX ? ~ % Y T00:00:00Z 0 9 2022 -0001 { } ^ S2 E4"),
        ),
        Target(
            "numbers and units",
            _number,
            tuple(one.encode() for one in NUMBERS),
            words("million about exactly between and more_than % , . - 0 9 1/2 km per /"),
        ),
        Target("whole projects", _project, (*sentences[:10], *(one.encode() for one in HTML))),
    )


DATES = (
    "2022-06-28", "2022-06", "2022", "2022-06-28/2022-06-29", "[2022-01-06..2022-01-07]", "2022-03/..", "2022?", "2022-XX", "202X", "-0044-03-15",
    "Y-10000", "2022-06-28T10:00:00+02:00", "../2022", "2022-06~", "{2021,2022}", "2022-21",
)  # fmt: skip
NUMBERS = (
    "9.9 million", "about 1,200.5", "more than 20", "between 2 and 4", "exactly 3", "12%", "1/3", "two thirds", "at most 5 bn", "nearly 100", "2:05:30",
    "half", "km", "people", "US dollars per person", "kilometres per hour", "thousand tonnes", "minus 4", "-0.5", "percentage points",
)  # fmt: skip
HTML = (
    "<script>alert(1)</script>",
    "]]>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[a](javascript:alert(1))",
    "=1+1",
    "|a|b|",
    "::error::x",
)
