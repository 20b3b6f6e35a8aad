"""Texts made alike, with the places of their characters kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.values.names import alike, folded, folded_with_offsets, tidy


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Sixth  Caspian\u00a0Summit”", '"Sixth Caspian Summit"'),
        ("«Каспий» „Gipfel‟", '"Каспий" "Gipfel"'),
        ("Putin’s `visit´", "Putin's 'visit'"),
        ("2020–2022 — now", "2020-2022 - now"),
        ("  a\t\nb  ", "a b"),
        ("Du\u00adshan\u200bbe\ufeff", "Dushanbe"),
        ("Bras\u0069\u0301lia", "Brasília"),
        ("Эмомалӣ Раҳмон", "Эмомалӣ Раҳмон"),
        ("", ""),
    ],
)
def test_tidy_makes_one_spelling_of_many(text: str, plain: str) -> None:
    assert tidy(text) == plain


def test_folded_names_differ_in_neither_case_nor_marks() -> None:
    assert folded("ВЛАДИМИР  Путин") == folded("Владимир Путин")
    assert folded("Nur‑Sultan") == folded("nur-sultan")
    assert folded("Brasi\u0301lia") == folded("BRASÍLIA")
    assert folded("Emomali") != folded("Imomali")


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_alike_keeps_every_place(text: str) -> None:
    assert len(alike(text)) == len(text)


@given(st.text())
def test_each_character_of_a_folded_text_points_at_where_it_came_from(text: str) -> None:
    plain, offsets = folded_with_offsets(text)
    assert len(plain) == len(offsets)
    assert offsets == sorted(set(offsets))
    for character, place in zip(plain, offsets, strict=True):
        same = folded_with_offsets(text[place])[0] or " "
        assert character == same


@given(st.text(alphabet="ab “”\"'’–-\u00a0\n\u200b", max_size=30))
def test_a_part_of_a_folded_text_is_the_fold_of_its_part(text: str) -> None:
    plain, offsets = folded_with_offsets(text)
    for start in range(len(plain)):
        part = text[offsets[start] :]
        assert folded_with_offsets(part)[0].strip() == plain[start:].strip()


def test_canonical_spelling_is_composed() -> None:
    assert unicodedata.is_normalized("NFC", tidy("e\u0301\u0323"))
