"""Accepted quotations are written into the claims file, and nothing else in it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coverage.desk import HEAD, Desk

from factspec.anchors import anchor
from factspec.article import Article, anchored, article
from factspec.documents import document
from factspec.requoted import requoted
from factspec.stated import quotations

FILE = Path("claims/talks/claims.yaml")
TEXT = "They have had seven telephone talks this year: not six. It rained in Moscow, and it rained in Minsk."
FRAME = """\
# What the desk says of it.
article: talks   # the folder

claims:
  # The calls
  - id: calls
    quote: {quote}
    tags: [phone,   count]   # two
    says: Vladimir Putin spoke by phone with Emomali Rahmon 6 times in 2022

  - {{id: rain, quote: It rained in Moscow, not_checkable: opinion, reason: "no # comment"}}
"""


def read(text: str) -> Article:
    return article(f"{HEAD}{text}\n", Path("claims/talks/article.md"))


def accepted(claims: str, about: Article) -> str:
    found = [anchor(about, one) for one in quotations(document(claims, FILE))]
    return requoted(claims, FILE, about, found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("They have had six telephone talks this year", "They have had seven telephone talks this year"),
        ("'They have had six telephone talks this year'", "'They have had seven telephone talks this year'"),
        ('"They have had six telephone talks this year"   # here', '"They have had seven telephone talks this year"   # here'),
        ("They have had six\n      telephone talks this year", "They have had seven telephone talks this year"),
        (">-\n      They have had six\n      telephone talks this year\n\n    # why",
         '"They have had seven telephone talks this year"\n\n    # why'),
        ("|\n      They have had six telephone talks this year", '"They have had seven telephone talks this year"'),
        ("{exact: They have had six telephone talks, suffix: this year}",
         "{exact: They have had seven telephone talks, suffix: this year}"),
        ("\n      exact: They have had six telephone talks # x\n      suffix: ' this year'",
         "\n      exact: They have had seven telephone talks # x\n      suffix: ' this year'"),
        ("They have had six telephone talks this year - not six", '"They have had seven telephone talks this year: not six"'),
    ],
)  # fmt: skip
def test_only_the_quotation_changes_and_keeps_its_style(old: str, new: str) -> None:
    assert accepted(FRAME.format(quote=old), read(TEXT)) == FRAME.format(quote=new)


def test_a_quotation_that_fits_two_places_is_given_what_stands_around_it() -> None:
    about = read("It rained hard in Minsk. They met. It rained hard in Minsk again.")
    claims = "claims:\n  - id: a\n    quote: {exact: It rained in Minsk, suffix: ' again'}\n    says: x\n"
    text = accepted(claims, about)
    assert text == "claims:\n  - id: a\n    quote: {exact: It rained hard in Minsk, suffix: ' again'}\n    says: x\n"
    assert anchored(about, "It rained hard in Minsk", suffix=" again").start == 35


def test_ends_of_lines_and_the_mark_of_unicode_stay(desk: Desk) -> None:
    desk.put(TEXT, "")
    claims = FRAME.format(quote="They have had six telephone talks this year")
    desk.claims.write_bytes(b"\xef\xbb\xbf" + claims.replace("\n", "\r\n").encode())
    assert desk.run("anchors", "--accept").code == 0
    wanted = claims.replace("had six", "had seven").replace("\n", "\r\n")
    assert desk.claims.read_bytes() == b"\xef\xbb\xbf" + wanted.encode()


@given(st.text(alphabet="aB'\":#{}[],&*!|>%@`-? \\é“”\u2028\t", min_size=3, max_size=30))
@settings(deadline=None, max_examples=80)
def test_whatever_the_article_says_now_is_what_is_read_again(middle: str) -> None:
    about = read(f"They have had {middle} telephone talks in the last year. It rained in Moscow.")
    claims = FRAME.format(quote="They have had six telephone talks in the last year")
    found = [anchor(about, one) for one in quotations(document(claims, FILE))]
    text = requoted(claims, FILE, about, found)
    before, after = document(claims, FILE).value, document(text, FILE).value
    if found[0].selector is None:
        assert text == claims
        return
    assert after["claims"][0].pop("quote") == " ".join(found[0].selector.exact.split())
    before["claims"][0].pop("quote")
    assert after == before
    kept = [line for line in claims.splitlines() if "telephone" not in line]
    assert [line for line in text.splitlines() if "telephone" not in line] == kept


def test_the_command_tells_writes_and_then_has_nothing_left_to_tell(desk: Desk) -> None:
    desk.put(TEXT, FRAME.format(quote="They have had six telephone talks this year"))
    found = desk.run("anchors")
    assert (found.code, found.out.splitlines()) == (
        1,
        [
            "claims/talks/claims.yaml:7: claim calls, quote: edited",
            "  They have had [-six-] {+seven+} telephone talks this year",
            "  now at claims/talks/article.md:6, before “: not six. It rained in Moscow,”",
            "",
            "claims/talks/claims.yaml: 1 exact, 1 edited",
        ],
    )
    assert desk.run("anchors", "--accept").out.endswith("1 exact, 1 edited; 1 written\n")
    assert (desk.run("anchors").code, desk.run("anchors").out) == (0, "claims/talks/claims.yaml: 2 exact\n")


def test_only_the_claims_that_are_named_are_written(desk: Desk) -> None:
    desk.put("They met in Minsk on May 17. It snowed a lot that day.", (
        "claims:\n  - id: a\n    quote: They met in Minsk on May 16\n    says: x\n"
        "  - id: b\n    quote: It snowed a lot on that day\n    says: x\n"
    ))  # fmt: skip
    assert desk.run("anchors", "--accept", "--claim", "b").code == 0
    assert "May 16" in desk.claims.read_text("utf-8")
    assert "snowed a lot that day" in desk.claims.read_text("utf-8")
    assert desk.run("anchors", "--claim", "c").err == "--claim: no claim 'c' that quotes, expected the id of an entry\n"


def test_claims_that_quote_nothing_have_nothing_to_tell(desk: Desk) -> None:
    desk.put("It rained.", "claims:\n  - id: a\n    says: x\n")
    assert (desk.run("anchors").code, desk.run("anchors").err) == (
        2, "claims/talks/claims.yaml: no quotations, expected a claim with a quote\n"
    )  # fmt: skip


def test_what_is_lost_fails_even_where_the_rest_was_written(desk: Desk) -> None:
    desk.put("They met in Minsk on May 17.", "claims:\n  - id: a\n    quote: The Olympic Games began\n    says: x\n")
    found = desk.run("anchors", "--accept", "--json", "anchors.json")
    assert found.code == 1
    assert "'The Olympic Games began' is not in the article, expected its own words" in found.out
    assert '"fate": "lost"' in (desk.root / "anchors.json").read_text("utf-8")
