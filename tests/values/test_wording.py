"""Quotations held against texts: what is made alike, where words begin and end, and what may be left out."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.values.names import tidy
from factspec.values.wording import even, holds, is_one_letter, parts, pieces, text_of


def said(recorded: str, quotation: str) -> bool:
    return holds(text_of(recorded), parts(quotation))


@pytest.mark.parametrize(
    ("recorded", "quotation"),
    [
        ("He can’t do it", "can't do it"),
        ("“No”, he said", "'No', he said"),
        ("He said “no” twice", "He said 'no' twice"),
        ("«Нет», — сказал он", '"Нет", - сказал он'),
        ("we can not dedicate -- we can not consecrate", "dedicate—we"),
        ("we can not dedicate—we can not consecrate", "dedicate - we can"),
        ("from 1861 – 1865", "1861-1865"),
        ("three\u00a0or\u2009four\n\nwords", "three or four words"),
        ("Bras\u0069\u0301lia is far", "Brasília is far"),
        ("a\u00adbout ti\u200bme", "about time"),
        ("I trail off…", "I trail off..."),
        ("all of the people.", "of the people"),
        ("of the people, by the people", "of the people."),
        ("of the people, by the people", "of the people,"),
        ("the dogs' bones", "dogs"),
        ("he was -5 degrees below", "-5 degrees"),
        ("אני לא אמרתי את זה", "לא אמרתי"),
        ("\u2067אני לא אמרתי\u2069", "אני לא אמרתי"),
        ("قَالَ لَا أَعْرِفُ", "لَا أَعْرِفُ"),
        ("हम हिन्दी बोलते हैं", "हिन्दी बोलते"),
        ("我爱北京天安门", "北京天安门"),
        ("ไม่เป็นไรครับ", "ไม่เป็นไร"),
        ("a.*b (c|d) [e]", ".*b (c|d) [e]"),
        ("it cost $5.50 (a lot)", "$5.50"),
    ],
)
def test_words_that_stand_in_a_text_are_found_there(recorded: str, quotation: str) -> None:
    assert said(recorded, quotation)


@pytest.mark.parametrize(
    ("recorded", "quotation"),
    [
        ("I can't do it", "I can"),
        ("I can’t do it", "t do it"),
        ("we met on a battle-field", "battle"),
        ("a non-violent protest", "violent protest"),
        ("a non\u2011violent protest", "violent protest"),
        ("hope for 1.5 million", "5 million"),
        ("some 1,200 people", "200 people"),
        ("at 5:30 sharp", "at 5"),
        ("it was -5 degrees", "5 degrees"),
        ("it was −5 degrees", "5 degrees"),
        ("in the U.S.A. today", "U.S"),
        ("the president's men", "the president"),
        ("a new birth of freedom", "birth of free"),
        ("a new birth of freedom", "new  births"),
        ("हम हिन्दी बोलते", "हिन"),
        ("he said cafe\u0301s", "he said cafe"),
        ("The World", "the world"),
        ("we can not", "we cannot"),
        ("one two", "one, two"),
        ("who knows.", "who knows?"),
        ("a b", "axb"),
        ("aab", "a.b"),
    ],
)
def test_what_would_cut_a_word_or_change_one_is_not(recorded: str, quotation: str) -> None:
    assert not said(recorded, quotation)


@pytest.mark.parametrize(
    "gap", ["...", " ... ", "…", " [...] ", " […] ", " (…) ", " <...> ", " . . . ", "....", " . . . . ", "... ...", ", ... "]
)
def test_words_may_be_left_out_in_every_way_that_it_is_written(gap: str) -> None:
    assert said("one, two three four five", f"one{gap}four five")
    assert not said("one, two three four five", f"four{gap}one")


def test_nothing_at_all_may_be_left_out() -> None:
    assert said("one two", "one ... two")
    assert said("one two", "... one two ...")


def test_pieces_do_not_lie_over_each_other() -> None:
    assert not said("we can we do", "we can we ... we do")
    assert not said("never", "never ... never")
    assert said("never, never", "never ... never")


def test_a_later_place_is_taken_where_the_first_cuts_a_word() -> None:
    assert said("can't and can", "can")
    assert said("a battle-field, a battle ... a field", "a battle ... a field")


def test_the_glue_of_one_mark_does_not_reach_over_a_space() -> None:
    assert said("the boys' own paper", "boys")
    assert said("rock 'n' roll", "rock")
    assert said("pre- and post-war", "pre")


@pytest.mark.parametrize("quotation", ["", "...", "…", " … ", "[...]", "?!", "-- ...", '"', ". . ."])
def test_what_has_no_words_has_no_pieces(quotation: str) -> None:
    assert pieces(quotation) == () == parts(quotation)
    assert not said("anything", quotation)


def test_one_letter_is_told_from_a_word_of_one_letter() -> None:
    assert is_one_letter(parts("a"))
    assert is_one_letter(parts("... Я ..."))
    assert not is_one_letter(parts("a ... b"))
    assert not is_one_letter(parts("不"))
    assert not is_one_letter(parts("no"))


LETTERS = st.text(alphabet="ab́ÅA 'n\"“”’-—–…．.,\u00a0\u200b\u2067\u0301한中ไม่", max_size=25)


@given(st.text() | LETTERS)
def test_making_even_twice_is_making_it_once(text: str) -> None:
    assert even(even(text)) == even(text)
    assert tidy(even(text)) == even(text)


@given(st.text() | LETTERS)
def test_a_text_has_the_same_words_however_it_is_composed(text: str) -> None:
    words = text_of(text).words
    assert text_of(unicodedata.normalize("NFD", text)).words == words
    assert text_of(f" \u200b{text}\n").words == words


@given(st.text() | LETTERS)
def test_a_text_is_covered_by_its_words_in_their_order(text: str) -> None:
    found = text_of(text)
    kept = [found.plain[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert "".join(kept) == found.plain.replace(" ", "")
    assert len(found.words) == len(kept)
    assert all(0 < n < len(kept) for n in found.glued)


@given(LETTERS)
def test_every_text_holds_itself(text: str) -> None:
    if pieces(text):
        assert said(text, text)


@given(st.lists(st.sampled_from(["one", "two", "can't", "1,200", "-", "no"]), min_size=1, max_size=12), st.data())
def test_every_stretch_of_whole_words_is_found_and_with_a_gap_too(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    stretch = words[start:end]
    if pieces(" ".join(stretch)):
        assert said(" ".join(words), " ".join(stretch))
        cut = data.draw(st.integers(0, len(stretch)))
        gapped = " ".join((*stretch[:cut], "...", *stretch[cut + 1 :]))
        assert not pieces(gapped) or said(" ".join(words), gapped)


@given(
    st.lists(st.sampled_from("abc"), max_size=9), st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), max_size=3)
)
def test_pieces_are_found_just_where_they_can_be_laid_in_order(text: list[str], quotation: list[list[str]]) -> None:
    def laid(here: int, left: list[list[str]]) -> bool:
        if not left:
            return True
        size = len(left[0])
        return any(text[at : at + size] == left[0] and laid(at + size, left[1:]) for at in range(here, len(text) - size + 1))

    wanted = bool(quotation) and laid(0, quotation)
    assert holds(text_of(" ".join(text)), [tuple(piece) for piece in quotation]) == wanted


@pytest.mark.parametrize(
    ("recorded", "quotation"),
    [
        ("a " * 500_000, "a " * 9_000 + "b"),
        ("can't " * 160_000, "can"),
        ("x" * 1_000_000, "x" * 9_999),
        ("... " * 250_000, "no ... words"),
        ("-" * 1_000_000, "- a -"),
        ("'" * 1_000_000, "it's"),
        ("a\u0301" * 500_000, "á"),
        ("1,2" * 300_000, "1,2"),
        ("中" * 500_000, "中国"),
        ("word " * 200_000, " ... ".join(["word"] * 3_000)),
    ],
    ids=lambda text: text[:12],
)
def test_a_text_of_a_million_characters_is_searched_in_a_few_seconds(recorded: str, quotation: str) -> None:
    began = time.perf_counter()
    said(recorded, quotation)
    assert time.perf_counter() - began < 15
