"""Claims of elsewhere: reviews in JSON-LD and CSV become drafts, and what others found is told and not believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factspec.commands import run_app
from factspec.documents import document

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "Vladimir Putin visited China in February 2022",
    "datePublished": "2022-03-05T10:00:00Z",
    "author": {"@type": "Organization", "name": "Check Desk"},
    "url": "https://example.org/1",
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ann"}, "datePublished": "2022-03-01"},
    "reviewRating": {"@type": "Rating", "alternateName": "False"},
}


def put(folder: Path, name: str, data: Any) -> str:
    (folder / name).write_text(data if isinstance(data, str) else json.dumps(data))
    return name


def claims(folder: Path, name: str) -> list[dict[str, Any]]:
    file = folder / "claims" / name / "claims.yaml"
    found: list[dict[str, Any]] = document(file.read_text(), file).value["claims"]
    return found


def test_a_review_becomes_a_draft_with_what_others_found_in_its_note(project: Path) -> None:
    assert run_app(["import", put(project, "r.json", REVIEW)]) == 0
    assert claims(project, "r") == [
        {
            "id": "vladimir-putin-visited-china-february",
            "quote": "Vladimir Putin visited China in February 2022",
            "says": "Vladimir Putin visited China in February 2022",
            "as_of": "2022-03-01",
            "note": "Said by Ann. Reviewed by Check Desk on 2022-03-05: False. https://example.org/1",
            "draft": True,
        }
    ]


SHAPES = {
    "one": REVIEW,
    "list": [REVIEW],
    "graph": {"@graph": [{"@type": "WebPage"}, REVIEW]},
    "types": {**REVIEW, "@type": ["Article", "http://schema.org/ClaimReview"]},
    "feed": {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
}


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_reviews_are_found_wherever_they_stand(data: Any, project: Path) -> None:
    assert run_app(["import", put(project, "r.json", data)]) == 0
    assert len(claims(project, "r")) == 1


def test_a_claim_in_the_words_of_news_is_worded_by_the_rules(project: Path) -> None:
    assert run_app(["import", put(project, "r.json", {**REVIEW, "claimReviewed": "In February, Putin visited China."})]) == 0
    assert claims(project, "r")[0]["says"] == "Vladimir Putin visited China in February 2022"


def test_a_claim_that_cannot_be_read_is_left_in_comments(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["import", put(project, "r.json", {**REVIEW, "claimReviewed": "The moon is cheese"})]) == 1
    assert "0 claims imported as drafts, 1 left to you, in comments" in capsys.readouterr().out
    text = (project / "claims/r/claims.yaml").read_text()
    assert "# missing: a sentence that can be read;" in text
    assert "  #   quote: The moon is cheese\n" in text


def test_a_table_of_claims_becomes_drafts(project: Path) -> None:
    rows = (
        "id,says,quote,as_of,expect,tags\n"
        'a,Putin visited China in February 2022,"he said: ""so""",2022-06-28,not-enough-evidence,visit|x\n'
        ",2022-06-28 is a Tuesday,,,,\n"
    )
    assert run_app(["import", put(project, "c.csv", rows), "--name", "table"]) == 0
    first, second = claims(project, "table")
    assert first["quote"] == 'he said: "so"'
    assert (first["says"], first["expect"]) == ("Vladimir Putin visited China in February 2022", "not enough evidence")
    assert first["tags"] == ["visit", "x"]
    assert second["id"] == "2022-tuesday" or second["id"]
    assert second["draft"] is True


BAD = {
    "id,sayz\na,b\n": ["c.csv:1: unknown column 'sayz'", "did you mean says?", "c.csv:1: no column 'says'"],
    "id,says,as_of,expect\na b,x,2022,maybe\n": [
        "c.csv:2: id: 'a b' is no id",
        "c.csv:2: as_of: '2022' is not a day",
        "'maybe' is no verdict",
    ],
    "id,says\na,x\na,y\n": ["c.csv:3: id: id 'a' again, expected an id of its own; line 2 has it"],
    "id,says\na,x,y\n": ["c.csv:2: more cells than columns"],
    "id,says\n": ["c.csv: no claim in it"],
    'id,says\na,"x\n': ["c.csv:1: not CSV"],
    "": ["c.csv:1: no column 'says'"],
}


@pytest.mark.parametrize(("rows", "told"), BAD.items())
def test_what_is_wrong_in_a_table_is_told_with_its_line(
    rows: str, told: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_app(["import", put(project, "c.csv", rows)]) == 2
    found = capsys.readouterr().err
    assert all(part in found for part in told)
    assert not (project / "claims").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "r.json:1: not JSON"),
        ("{}", "r.json: no claim in it"),
        ("[" * 100_000, "r.json"),
        ('{"@type": "ClaimReview"}', "no claim in it"),
    ],
)
def test_a_document_without_reviews_is_a_fault(text: str, told: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_app(["import", put(project, "r.json", text)]) == 2
    assert told in capsys.readouterr().err


def test_odd_values_in_a_review_do_no_harm(project: Path) -> None:
    odd = {**REVIEW, "author": ["Ann", {"name": 3}], "itemReviewed": "x", "datePublished": 5, "reviewRating": [], "url": {}}
    assert run_app(["import", put(project, "r.json", odd)]) == 0
    assert claims(project, "r")[0]["note"] == "Reviewed by Ann."


def test_a_claims_file_that_is_there_is_not_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = put(project, "r.json", REVIEW)
    assert run_app(["import", name]) == 0
    assert run_app(["import", name]) == 2
    assert "claims/r/claims.yaml: is there already" in capsys.readouterr().err
    assert run_app(["import", name, "--force"]) == 0
    assert run_app(["import", name, "--stdout"]) == 0


def test_a_quotation_that_is_not_in_the_article_goes_to_the_note(project: Path) -> None:
    folder = project / "claims" / "r"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text("---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\nIt is Tuesday.\n")
    assert run_app(["import", put(project, "r.json", REVIEW)]) == 0
    [one] = claims(project, "r")
    assert "quote" not in one
    assert one["note"].startswith("Quoted as “Vladimir Putin visited China in February 2022”.")
    assert run_app(["check"]) == 1
