"""The file that drafts are written to: it reads back, its quotations stand where they were taken, its stubs can be taken up."""

from __future__ import annotations

import re

import pytest

from factspec.article import Article
from factspec.documents import document
from factspec.draft.drafting import drafted
from factspec.draft.layout import claims_text
from factspec.grammar import Grammar
from factspec.stated import ClaimsFile, claims_file

from .made import text_of

TWICE = (
    "In February, Putin visited China. It rained.\n\nAs was said: in February, Putin visited China. Putin met Rahmon on May 16."
)


def written(article: Article, grammar: Grammar) -> str:
    return claims_text(article, drafted(article, grammar))


def read(article: Article, text: str) -> ClaimsFile:
    return claims_file(document(text, "claims.yaml"), article)


def test_every_draft_is_read_back_as_one(grammar: Grammar) -> None:
    article = text_of("Putin met Rahmon on May 16. They will meet again. In February, Putin visited China.")
    found = read(article, written(article, grammar))
    assert [claim.draft for claim in found.claims] == [True, True]
    assert [waiver.not_checkable for waiver in found.proposed] == ["plan"]
    assert not found.waivers


def test_words_that_stand_twice_are_quoted_with_what_is_around_them(grammar: Grammar) -> None:
    article = text_of(TWICE)
    found = read(article, written(article, grammar))
    [first] = [claim for claim in found.claims if "China" in (claim.says or "")]
    assert first.selector
    assert first.selector.start == 0


def test_a_stub_without_its_comment_marks_is_an_entry_that_waits_for_its_sentence(grammar: Grammar) -> None:
    article = text_of("Putin met Rahmon on May 16. Putin ate 12 pies.")
    text = written(article, grammar)
    taken_up = re.sub(r"^  # (- id|  quote|  says)", r"  \1", text, flags=re.MULTILINE).replace(
        "says:\n", "says: 2022-06-28 is a Tuesday\n"
    )
    found = read(article, taken_up)
    assert [claim.quote for claim in found.claims] == ["Putin met Rahmon on May 16", "Putin ate 12 pies."]


def test_texts_that_yaml_would_take_for_something_else_are_quoted(grammar: Grammar) -> None:
    article = text_of("- Putin said: # \"no\" & *yes* in May 2022 {a: b} to 'C'. Putin visited China in May: it was so # there.")
    text = written(article, grammar)
    assert document(text, "claims.yaml").value["claims"]


HOSTILE = {
    "no sentences": "word " * 20_000,
    "one word": "a" * 100_000,
    "quotation marks": '"' * 3_000,
    "the same over and over": "Putin met Rahmon on May 16. It was their 2nd meeting. It will go on.\n\n" * 100,
    "right to left": "\u200fפוטין נפגש עם רחמון ב-5 במאי. " * 200,
    "markup": "<script>alert(1)</script> **Putin** [visited](http://x) China in May. " * 50,
    "names": "Putin and Rahmon, " * 2_000,
    "dates": "on May 5 " * 3_000,
    "yaml": ": ' \" {a: b} # no\n\n- x\n\n!!tag &a *a\n\n% \t @`" * 10,
    "a megabyte": ("Putin visited China in February, it is said, and " + "he went on, as people do; " * 60 + "home. ") * 630,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_drafted_from_and_read_back(body: str, grammar: Grammar) -> None:
    article = text_of(body)
    text = written(article, grammar)
    if "\n  - " in text:
        value = document(text, "claims.yaml").value
        assert all(entry["draft"] is True for entry in value["claims"])
        if any("says" in entry for entry in value["claims"]):
            assert read(article, text).claims


def test_where_nothing_is_drafted_the_stubs_stand_in_a_list_that_can_be_begun(grammar: Grammar) -> None:
    article = text_of("Putin ate 12 pies.")
    text = written(article, grammar)
    assert "\nclaims:\n" in text
    taken_up = re.sub(r"^  # (- id|  quote|  says)", r"  \1", text, flags=re.MULTILINE).replace(
        "says:\n", "says: 2022-06-28 is a Tuesday\n"
    )
    assert [claim.quote for claim in read(article, taken_up).claims] == ["Putin ate 12 pies."]
