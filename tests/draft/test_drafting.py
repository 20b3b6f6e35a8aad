"""What is drafted from a text, and what is not: readable cases, one file for each reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factspec.draft.drafting import Drafted
from factspec.draft.left import Stub, Waived

Draft = Callable[..., Drafted]
HERE = Path(__file__).parent
FILES = {
    "events.txt": ("diplomacy", "2022-06-28"),
    "figures.txt": ("gapminder", "2008-03-03"),
    "words.txt": ("speeches", "2026-11-19"),
    "tables.txt": ("montreal", "2013-11-04"),
}


def cases(name: str) -> Iterator[tuple[str, list[str]]]:
    for block in (HERE / name).read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines[0], [line.removeprefix("-> ") for line in lines[1:]]


ALL = [(text, says, *FILES[name]) for name in FILES for text, says in cases(name)]


@pytest.mark.parametrize(("text", "says", "reference", "published"), ALL, ids=[case[0][:60] for case in ALL])
def test_a_text_gives_these_claims_and_no_others(
    text: str, says: list[str], reference: str, published: str, draft: Draft
) -> None:
    assert sorted(d.says for d in draft(text, reference, published).drafts) == sorted(says)


def test_every_draft_is_anchored_on_words_of_its_own(draft: Draft) -> None:
    text = "In February, Putin visited China. Then came spring. Putin met Rahmon in Moscow on May 16."
    assert [text[d.start : d.end] for d in draft(text).drafts] == [
        "In February, Putin visited China",
        "Putin met Rahmon in Moscow on May 16",
    ]


def test_this_meeting_is_the_one_told_of_before(draft: Draft) -> None:
    text = (
        "Russian President Vladimir Putin met Tajik President Emomali Rahmon on Monday. "
        "It was the second face-to-face meeting between the two presidents this year."
    )
    assert "Vladimir Putin met Emomali Rahmon in person on 2022-06-27 for the 2nd time in 2022" in [
        d.says for d in draft(text).drafts
    ]


def test_an_nth_meeting_that_no_day_was_told_of_is_left_to_a_person(draft: Draft) -> None:
    found = draft("It was the second meeting between Putin and Rahmon this year.")
    assert not found.drafts
    [stub] = found.left
    assert isinstance(stub, Stub)
    assert len(stub.points) == 2


def test_the_year_of_a_bare_date_is_the_last_one_it_can_be(draft: Draft) -> None:
    assert [d.says for d in draft("Putin visited India on December 6.").drafts] == ["Vladimir Putin visited India on 2021-12-06"]
    [one] = draft("Putin visited India on December 6.", published="2021-12-07").drafts
    assert one.says == "Vladimir Putin visited India on 2021-12-06"


def test_what_a_draft_leaves_of_its_sentence_is_named(draft: Draft) -> None:
    text = "In February, Putin visited China with 12 ministers."
    found = draft(text)
    assert len(found.drafts) == 1
    [stub] = found.left
    assert isinstance(stub, Stub)
    assert [text[start:end] for start, end in stub.points] == ["12"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They will have a protocol meeting.", "plan"),
        ("The talks were warm.", "opinion"),
        ("/TASS/.", "attribution"),
        ("Such things happen often.", "vague"),
    ],
)
def test_a_statement_that_is_no_checkable_fact_is_proposed_as_such(text: str, reason: str, draft: Draft) -> None:
    [waived] = draft(text).left
    assert isinstance(waived, Waived)
    assert waived.not_checkable == reason


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Putin visited Ruritania in May.", "names that the reference knows: “Ruritania” stand for nobody in it"),
        ("Putin ate 12 pies.", "a verb, a relation or a measure of the reference"),
        ("Putin visited China.", "a day"),
        ("Putin may visit China on May 5.", "whether it came about: the sentence says what may be, or is planned"),
        ("Somebody visited on 5 May.", "who is meant"),
    ],
)
def test_a_stub_tells_what_is_missing(text: str, missing: str, draft: Draft) -> None:
    [stub] = draft(text).left
    assert isinstance(stub, Stub)
    assert stub.missing == missing


def test_the_same_text_gives_the_same_drafts_again(draft: Draft) -> None:
    text = "Putin met Rahmon in Moscow on May 16. In February, Putin visited China."
    assert draft(text) == draft(text)
