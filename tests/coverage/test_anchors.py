"""Quotations follow their article when it is edited, and are never anchored on other words without a word."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coverage.desk import HEAD, ROOT

from factspec.anchors import Anchor, Quotation, anchor
from factspec.article import Article, article
from factspec.documents import document
from factspec.project import read_article
from factspec.stated import quotations
from factspec.values.names import folded_with_offsets

TALKS = "They met in Moscow on May 16. They have had six telephone talks this year. In Moscow it rained."


def read(text: str) -> Article:
    return article(f"{HEAD}{text}\n", Path("claims/talks/article.md"))


def became(text: str, exact: str, prefix: str = "", suffix: str = "") -> Anchor:
    return anchor(read(text), Quotation("a", 0, 1, exact, prefix, suffix))


def words(text: str) -> str:
    return folded_with_offsets(text.strip())[0]


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "fate", "now"),
    [
        ("six telephone talks", "", "", "exact", "six telephone talks"),
        ("Moscow", "In ", "", "exact", "Moscow"),
        ("six telephone talks", "had had", "", "moved", "six telephone talks"),
        ("Moscow", "They met in ", " on May 17", "moved", "Moscow"),
        ("Moscow", "", "", "lost", None),
        ("Moscow", "zzz ", "", "lost", None),
        ("They have had seven telephone talks this year.", "", "", "edited", "They have had six telephone talks this year."),
        ("They have had six phone talks so far this year", "", "", "edited", "They have had six telephone talks this year"),
        ("six telefone talks", "", "", "edited", "six telephone talks"),
        ("They met in Minsk on May 16", "", "", "edited", "They met in Moscow on May 16"),
        ("The Olympic Games were in China", "", "", "lost", None),
        ("Wednesday", "", "", "lost", None),
    ],
)
def test_what_became_of_a_quotation(exact: str, prefix: str, suffix: str, fate: str, now: str | None) -> None:
    found = became(TALKS, exact, prefix, suffix)
    assert (found.fate, found.selector.exact if found.selector else None) == (fate, now)
    assert bool(found.why) == (fate != "exact")


def test_an_edit_is_told_word_by_word() -> None:
    found = became(TALKS, "They have had seven telephone talks")
    assert found.runs == (
        ("They have had", "same"),
        ("six", "recorded"),
        ("seven", "claimed"),
        ("telephone talks", "same"),
    )


def test_words_that_fit_two_places_alike_are_lost_unless_what_stands_around_them_tells() -> None:
    twice = "On Monday they met in Moscow. On Friday they met in Minsk."
    assert became(twice, "they met in Kyiv").fate == "lost"
    found = became(twice, "they met in Kyiv", prefix="On Friday ")
    assert (found.fate, found.selector and found.selector.exact) == ("edited", "they met in Minsk")


DUSHANBE = ROOT / "claims" / "tass-2022-06-28-dushanbe"


def test_an_edited_paragraph_of_the_worked_example_is_followed() -> None:
    before = read_article(DUSHANBE / "article.md")
    text = before.text.replace("the second offline meeting between the two", "the third offline meeting between the two")
    now = read(text.replace("They have had six telephone talks this year.", "This year they have spoken by phone a lot."))
    held = quotations(document((DUSHANBE / "claims.yaml").read_text("utf-8"), DUSHANBE / "claims.yaml"))
    fates = {one.quotation.id: one.fate for one in (anchor(now, quotation) for quotation in held)}
    assert {name: fate for name, fate in fates.items() if fate != "exact"} == {
        "second-meeting-in-person": "edited",
        "two-meetings-so-far": "edited",
        "six-phone-calls": "lost",
        "at-least-five-phone-calls": "lost",
    }


QUOTATIONS = quotations(document((DUSHANBE / "claims.yaml").read_text("utf-8"), DUSHANBE / "claims.yaml"))


def edited(text: str, seed: int) -> str:
    """The text after a few edits of a desk: words changed, dropped, added or swapped, a sentence moved."""
    rng = random.Random(seed)
    parts = re.split(r"(\s+)", text)
    for _ in range(rng.randint(1, 25)):
        place = 2 * rng.randrange(len(parts) // 2)
        match rng.randrange(5):
            case 0:
                parts[place] = rng.choice(("not", "third", "Minsk", "May", "17", "seven", "“", "—"))
            case 1:
                parts[place] = ""
            case 2:
                parts[place] += f" {rng.choice(parts[::2])}"
            case 3:
                parts[place] = parts[place].swapcase()
            case _:
                other = 2 * rng.randrange(len(parts) // 2)
                parts[place : place + 8], parts[other : other + 8] = parts[other : other + 8], parts[place : place + 8]
    return "".join(parts).strip() or "Nothing."


@given(st.integers(min_value=0, max_value=10**9))
@settings(deadline=None, max_examples=12)
def test_no_edit_anchors_a_claim_on_other_words_silently(seed: int) -> None:
    now = read(edited(read_article(DUSHANBE / "article.md").text, seed))
    for quotation in QUOTATIONS:
        found = anchor(now, quotation)
        if found.selector is None:
            assert found.fate == "lost"
            assert found.why
            continue
        assert now.text[found.selector.start : found.selector.end] == found.selector.exact
        same = words(found.selector.exact) == words(quotation.exact)
        assert same == (found.fate in ("exact", "moved"))
        if found.fate == "exact":
            before, after = words(now.text[: found.selector.start]), words(now.text[found.selector.end :])
            assert before.rstrip().endswith(words(quotation.prefix).strip())
            assert after.lstrip().startswith(words(quotation.suffix).strip())
            assert words(now.text).count(words(quotation.exact)) == 1 or quotation.prefix or quotation.suffix
        if found.fate == "edited":
            assert found.runs
            assert found.why
