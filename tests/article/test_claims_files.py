"""Claims files: every fault with its line, all in one go; claims and statements that are no facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.article import article
from factspec.documents import document
from factspec.problem import Problems
from factspec.stated import ClaimsFile, claims_file
from factspec.verdict import Verdict

HEADER = "---\ntitle: T\npublisher: P\npublished: 2022-06-28\norigin: briefing\n---\n"
TEXT = HEADER + "Putin visited Dushanbe. He met Rahmon twice. He met Rahmon twice.\n"
ARTICLE = article(TEXT, Path("claims/talks/article.md"))
KEYS = "id, article, quote, says, claim, as_of, expect, tags, note, not_checkable, reason, draft"
VERDICTS = "one of supported, refuted, conflicting evidence, not enough evidence"
HEAD = "article: talks\nclaims:\n"


def read(text: str, *, alone: bool = False) -> ClaimsFile:
    return claims_file(document(text, "claims.yaml"), None if alone else ARTICLE)


def told(text: str, *, alone: bool = False) -> list[str]:
    with pytest.raises(Problems) as found:
        read(text, alone=alone)
    return [str(problem).removeprefix("claims.yaml") for problem in found.value.problems]


def test_a_claim_has_what_is_stated_and_what_its_article_gives() -> None:
    (claim,) = read(
        HEAD
        + "  - id: one\n    quote: visited Dushanbe\n    says: x\n"
        + "    expect: not-enough-evidence\n    tags: [a, 5]\n    note: n\n"
    ).claims
    assert (claim.id, claim.says, claim.typed, claim.expected) == ("talks/one", "x", None, Verdict.NOT_ENOUGH)
    assert (claim.as_of, claim.tags, claim.note) == ("2022-06-28", ("a", "5"), "n")
    assert (claim.location.path, claim.location.line) == ("claims.yaml", 3)
    assert claim.selector
    assert (claim.selector.exact, claim.selector.start) == ("visited Dushanbe", 6)


def test_a_claim_may_have_a_day_of_its_own_and_a_typed_form() -> None:
    (claim,) = read(HEAD + "- id: one\n  claim: {kind: weekday, day: 2022-06-29}\n  as_of: 2022-06-29\n").claims
    assert (claim.as_of, claim.typed) == ("2022-06-29", {"kind": "weekday", "day": "2022-06-29"})


def test_a_file_may_stand_without_an_article() -> None:
    (claim,) = read("claims:\n- id: one\n  quote: anything\n  says: x\n", alone=True).claims
    assert (claim.id, claim.as_of, claim.selector, claim.quote) == ("one", None, None, "anything")
    (named,) = read("article: away\nclaims:\n- id: one\n  says: x\n", alone=True).claims
    assert named.id == "away/one"


def test_a_statement_that_is_no_fact_is_kept_with_its_reason() -> None:
    found = read(HEAD + "- id: a\n  says: x\n- id: b\n  quote: Putin visited\n  not_checkable: vague\n  reason: because\n")
    assert [claim.id for claim in found.claims] == ["talks/a"]
    assert [(w.id, w.not_checkable, w.reason, w.selector.exact) for w in found.waivers] == [
        ("b", "vague", "because", "Putin visited")
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", [":1: an empty file, expected article and claims"]),
        ("# comment\n", [":1: an empty file, expected article and claims"]),
        ("[]", [":1: no mapping, expected article and claims"]),
        ("article: talks\n", [":1: no 'claims', expected a value"]),
        ("article: talks\nclaims: []\n", [":2: claims: nothing in it, expected a claim at least"]),
        ("article: talks\nclaims:\n", [":2: claims: nothing in it, expected a claim at least"]),
        ("article: talks\nclaims: {a: 1}\n", [':2: claims: {"a": 1}, expected a list']),
        (
            "article: talk\nclaims:\n- id: a\n  says: x\n",
            [":1: article 'talk', expected 'talks', the folder's name; did you mean talks?"],
        ),
        (HEAD + "- 5\n", [":3: 5, expected a claim: id, says and what else there is to say of it"]),
        (HEAD + "- says: x\n", [":3: no 'id', expected a value"]),
        (HEAD + "- id: a\n  say: x\n", [f":4: unknown key 'say', expected one of {KEYS}; did you mean says?"]),
        (HEAD + "- id: a b\n  says: x\n", [":3: id: 'a b' is no id, expected letters, digits, points, hyphens and underscores"]),
        (HEAD + "- id: a/b\n  says: x\n", [":3: id: 'a/b' is no id, expected letters, digits, points, hyphens and underscores"]),
        (HEAD + "- id: a\n", [":3: nothing said, expected one of says, claim and not_checkable"]),
        (
            HEAD + "- id: a\n  says: x\n  claim: {kind: y}\n",
            [":3: says and claim, expected one of says, claim and not_checkable"],
        ),
        (HEAD + "- id: a\n  says: [x]\n", [':4: says: ["x"], expected a text']),
        (HEAD + "- id: a\n  claim: x\n", [":4: claim: 'x', expected keys with values"]),
        (HEAD + "- id: a\n  says: x\n  tags: b\n", [":5: tags: 'b', expected a list"]),
        (
            HEAD + "- id: a\n  says: x\n  expect: suported\n",
            [f":5: expect: 'suported' is no verdict, expected {VERDICTS}; did you mean supported?"],
        ),
        (HEAD + "- id: a\n  says: x\n  expect: no\n", [f":5: expect: false is no verdict, expected {VERDICTS}"]),
        (
            HEAD + "- id: a\n  says: x\n  as_of: 2022-06\n",
            [":5: as_of: '2022-06' is not a day, expected a date such as 2022-06-28"],
        ),
        (
            HEAD + "- id: a\n  says: x\n  as_of: 2022-06-31\n",
            [":5: as_of: '2022-06-31' is not a date: that month has 30 days, expected a day from 01 to 30"],
        ),
        (HEAD + "- id: a\n  says: x\n  article: other\n", [":3: claim a: article 'other', expected 'talks', or none"]),
        (HEAD + "- id: a\n  says: x\n  reason: r\n", [":3: a reason without not_checkable; a claim has a note"]),
        (HEAD + "- id: a\n  not_checkable: plan\n", [":3: not_checkable without a quote and a reason"]),
        (
            HEAD + "- id: a\n  quote: He\n  not_checkable: plans\n  reason: r\n",
            [":5: not_checkable: 'plans' is no reason, expected one of plan, opinion, attribution, vague; did you mean plan?"],
        ),
        (
            HEAD + "- id: a\n  quote: Putin\n  not_checkable: plan\n  reason: r\n",
            [":3: no claim to check, expected a claim with says or claim"],
        ),
        (
            HEAD + "- id: a\n  quote: He met\n  says: x\n",
            [
                ":3: claim a, quote: 'He met' stands in 2 places, "
                "expected more of its words, or a prefix or suffix that tells which"
            ],
        ),
        (
            HEAD + "- id: a\n  quote: Putin visited Dushambe\n  says: x\n",
            [
                ":3: claim a, quote: 'Putin visited Dushambe' is not in the article, expected its own words; "
                "did you mean Putin visited Dushanbe.?"
            ],
        ),
        (HEAD + "- id: a\n  quote: ''\n  says: x\n", [":3: claim a, quote: an empty quotation, expected words of the article"]),
        (
            HEAD + "- id: a\n  quote: [x]\n  says: x\n",
            [':4: quote: ["x"], expected words of the article, or exact with prefix and suffix'],
        ),
        (
            HEAD + "- id: a\n  quote: {exact: He, prefx: y}\n  says: x\n",
            [":4: unknown key 'quote.prefx', expected one of exact, prefix, suffix; did you mean prefix?"],
        ),
        (
            HEAD + "- id: a\n  says: x\n- id: a\n  says: y\n- id: a\n  says: z\n",
            [
                ":5: a: id 'a' again, expected an id of its own; line 3 has it",
                ":7: a: id 'a' again, expected an id of its own; line 3 has it",
            ],
        ),
        (
            HEAD + "- id: a\n- says: x\n- id: c\n  says: x\n  expect: maybe\n- id: d\n  quote: nowhere to be seen\n  says: x\n",
            [
                ":3: nothing said, expected one of says, claim and not_checkable",
                ":4: no 'id', expected a value",
                f":7: expect: 'maybe' is no verdict, expected {VERDICTS}",
                ":8: claim d, quote: 'nowhere to be seen' is not in the article, expected its own words",
            ],
        ),
    ],
    ids=lambda value: value.removeprefix(HEAD)[:40] if isinstance(value, str) else "",
)
def test_each_fault_is_told_with_its_line(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


def test_a_statement_that_is_no_fact_needs_an_article() -> None:
    text = "claims:\n- id: a\n  quote: He\n  not_checkable: plan\n  reason: r\n- id: b\n  says: x\n"
    assert told(text, alone=True) == [":2: claim a: not_checkable without an article, expected an article.md beside the file"]
