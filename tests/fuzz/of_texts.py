"""Articles of any form, claims of elsewhere, results of earlier runs, and what editors and assistants ask."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from factspec.article import article
from factspec.desk.assistant import Assistant
from factspec.documents import document
from factspec.draft.drafting import drafted
from factspec.draft.imports import imported
from factspec.draft.layout import claims_text, entries_text
from factspec.draft.texts import text_of
from factspec.editor.projects import Projects
from factspec.editor.spans import Point
from factspec.problem import Problems
from factspec.project import read_project
from factspec.report import json as as_json
from factspec.report.history import past_run, read_history
from factspec.report.model import Report
from factspec.run import run
from factspec.stated import claims_and_faults

from .commands import command, working_in
from .of_claims import GHERKIN, YAML
from .target import Finding, Target, refused, text, told, words
from .world import EXAMPLES, ROOT, checker, package, put

FRONT = "---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\n"


def _draft(suffix: str, data: bytes, folder: Path) -> None:
    file = folder / f"a{suffix}"
    file.write_bytes(data)
    try:
        found = text_of(str(file))
    except Problems as refusal:
        told(refusal.problems)
        return
    try:
        about = article(FRONT + found.body, folder / "a/article.md")
    except Problems as refusal:
        told(refusal.problems)
        return
    claims = claims_text(about, drafted(about, checker().grammar))
    try:
        _, faults = claims_and_faults(document(claims, "claims.yaml"), about)
    except Problems as refusal:
        if "nothing in it" not in str(refusal) and "claims" not in str(refusal):
            raise Finding(f"a draft that is no file of claims: {refusal}") from None
        return
    if faults:
        raise Finding(f"a draft with faults: {faults[0]}")


def _plain(data: bytes, folder: Path) -> None:
    _draft(".txt", data, folder)


def _markdown(data: bytes, folder: Path) -> None:
    _draft(".md", data, folder)


def _html(data: bytes, folder: Path) -> None:
    _draft(".html", data, folder)


def _pdf(data: bytes, folder: Path) -> None:
    _draft(".pdf", data, folder)


def _reviews(data: bytes, folder: Path) -> None:
    _import("a.json", data, folder)


def _rows(data: bytes, folder: Path) -> None:
    _import("a.csv", data, folder)


def _import(name: str, data: bytes, folder: Path) -> None:
    file = folder / name
    file.write_bytes(data)
    try:
        found = imported(file, checker().grammar)
    except Problems as refusal:
        told(refusal.problems)
        return
    made = entries_text("a", [], found.entries)
    if not found.drafts:
        return
    _, faults = claims_and_faults(document(made, "claims.yaml"), None)
    if [fault for fault in faults if "not_checkable" not in fault.wrong]:
        raise Finding(f"an import with faults: {faults[0]}\n{made[:500]}")


def _diff(data: bytes, folder: Path) -> None:
    put(folder, {"new.json": data, "old.json": _report()})
    command(folder, "diff", "old.json", "new.json")
    command(folder, "diff", "new.json", "old.json", "--json")


def _history(data: bytes, folder: Path) -> None:
    (folder / "history.jsonl").write_bytes(data)
    refused(lambda: read_history(folder / "history.jsonl"))


@cache
def _report() -> bytes:
    with working_in(EXAMPLES[-2]):
        return as_json.render(run(read_project(EXAMPLES[-2]))).encode()


@cache
def _small() -> bytes:
    """A report of a few claims with some of everything in it."""
    whole = json.loads(_report())
    whole["results"] = whole["results"][:3]
    whole["articles"] = whole.get("articles", [])[:1]
    return json.dumps(whole).encode()


def _editor(name: str, data: bytes, folder: Path) -> None:
    if not (folder / "pyproject.toml").exists():
        put(folder, {"pyproject.toml": b"[tool.factspec]\n"} | {f"references/r/{name}": body for name, body in package().items()})
        put(
            folder / "claims/a",
            {"article.md": FRONT.encode() + b"\nAnn met Ben in 2022. Ann visited Land.\n", "claims.yaml": b"claims:\n"},
        )
    file = folder / name
    projects = Projects()
    said = text(data)
    projects.opened(file, said)
    found = projects.findings(file)
    for one in found:
        if "Traceback" in one.message or not one.message:
            raise Finding(f"a finding that says nothing: {one}")
    lines = said.split("\n")
    for line in {0, len(lines) // 2, len(lines) - 1, len(lines) + 5}:
        here = len(lines[line]) if line < len(lines) else 0
        for column in {0, here // 2, here, here + 3}:
            point = Point(line, column)
            projects.hover(file, point)
            projects.target(file, point)
            projects.offers(file, point)


def _typed_claims(data: bytes, folder: Path) -> None:
    _editor("claims/a/claims.yaml", data, folder)


def _typed_feature(data: bytes, folder: Path) -> None:
    _editor("features/a.feature", data, folder)


@cache
def _assistant() -> Assistant:
    return Assistant(ROOT, [])


def _asked(data: bytes, folder: Path) -> None:
    first, _, rest = text(data).partition("\n")
    second, _, third = rest.partition("\n")
    with working_in(ROOT):
        refused(lambda: _assistant().check_sentence(first, second or None, third or None).model_dump_json())
        refused(lambda: _assistant().list_forms(first))
        refused(lambda: _assistant().explain_claim(first))


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 66>>stream\nBT /F1 12 Tf 20 100 Td (Vladimir Putin met Emomali Rahmon.) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
)
PAGE = (
    b"<!doctype html><html lang=en><head><title>Talks</title><meta property='og:site_name' content='P'>"
    b"<meta property='article:published_time' content='2022-06-28'></head><body><article><h1>Talks</h1>"
    b"<p>Vladimir Putin met Emomali Rahmon in Dushanbe on June 28, 2022. It was the third meeting this year.</p>"
    b"<p>The leaders, who had called each other twice, said &quot;we will meet again&quot; &amp; left.</p></article></body></html>"
)
MARKDOWN = (
    b"# Talks in *Dushanbe*\n\n**Vladimir Putin** [met](https://x) _Emomali Rahmon_ ![x](y) on June 28. <!-- no -->\n\n> `He` visited\n\n## Then\n\n"
    b'It was the second visit. "We will meet again," he said.\n'
)
REVIEWS = (
    b'[{"@context":"https://schema.org","@type":"ClaimReview","claimReviewed":"Vladimir Putin met Emomali Rahmon in 2022","datePublished":"2022-06-28",'
    b'"author":{"name":"P"},"url":"https://x","reviewRating":{"alternateName":"True"},"itemReviewed":{"@type":"Claim","datePublished":"2022-06-28T00:00:00Z",'
    b'"author":[{"name":"Ann"}]}},{"@graph":[{"@type":["ClaimReview"],"claimReviewed":"Putin visited Tajikistan."}]}]'
)
ROWS = (
    b"id,says,quote,as_of,expect,tags,note\na,Vladimir Putin met Emomali Rahmon in 2022,He met him,2022-06-28,supported,x|y,n\n"
    b',Something else,"quoted, ""words""",,refuted,,\n'
)


def targets() -> tuple[Target, ...]:
    """The targets of this module."""
    bodies = tuple(file.read_bytes() for root in EXAMPLES for file in sorted(root.glob("claims/*/article.md")))
    prose = words(
        'met visited Vladimir_Putin Emomali_Rahmon on_June_28 yesterday third first since 2022 , . ; ( ) " “ ” ’s and which said according_to ¶¶ % million'
    )
    marks = words("* ** _ ` [ ]( ) ![ <!-- --> # ## > ``` ~~~ | ¶ ¶¶ #_#_# \\ http://x [a][b]")
    tags = words(
        "<p> </p> <article> <script> </script> <!-- --> <div_class=x> &amp; &#0; <h1> <meta_content=x> <time_datetime=2022> <br> <table> <svg> <![CDATA[ ]]>"
    )
    pdf = words(
        "obj endobj stream endstream << >> [ ] /Length_9 /Filter/FlateDecode /Kids[2_0_R] 2_0_R /Parent xref trailer startxref /Count_99999 (x) <41> Tj /Encrypt /ObjStm"
    )
    keys = words(
        '"@type" "ClaimReview" "claimReviewed" "@graph" "itemReviewed" "author" "name" "datePublished" { } [ ] : , null 1 "2022-06-28" "url"'
    )
    past = past_run(Report.model_validate_json(_small())).model_dump_json().encode() + b"\n"
    sentences = (
        b"Vladimir Putin met Emomali Rahmon in 2022\n2022-06-28\n2022-06-28",
        b"count",
        b"second-meeting\n\n",
        b"Vladimir Putin met Emomali Rahmon twice this year\n2022-06-28",
    )
    typed = b"article: a\nclaims:\n  - id: a\n    quote: Ann met Ben in 2022.\n    says: Ann met Ben in 2022\n    expect: supported\n  - id: b\n    claim: {kind: event}\n"
    feature = b"Feature: F\n  Background:\n    Given the date is 2022-06-28\n\n  @refuted\n  Scenario: S\n    Then Ann met Ben in 2022\n    And Ann visited\n\n  Scenario Outline: O\n    Then Ann met <who>\n\n    Examples:\n      | who |\n      | Ben |\n"
    return (
        Target("text to draft from", _plain, (*bodies, MARKDOWN), prose),
        Target("Markdown to draft from", _markdown, (MARKDOWN, *bodies), (*marks, *prose)),
        Target("HTML to draft from", _html, (PAGE,), tags),
        Target("PDF to draft from", _pdf, (PDF,), pdf),
        Target("reviews to import", _reviews, (REVIEWS,), keys),
        Target("CSV to import", _rows, (ROWS,), words('"" " , ¶ id says quote supported refutd 2022-06-28 =1+1 | \t')),
        Target(
            "results to compare",
            _diff,
            (_small(),),
            words('{ } [ ] : , null "id" "verdict" "supported" "results" "because" 1 true "" \\u001b[2J \\u202e'),
        ),
        Target("histories", _history, (past, past * 2), words('{ } [ ] : , null "id" "verdict" "supported" ¶ 1 true ""')),
        Target("claims typed into an editor", _typed_claims, (typed,), YAML),
        Target("features typed into an editor", _typed_feature, (feature,), GHERKIN),
        Target("questions of assistants", _asked, sentences, prose),
    )
